#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/store/store.hpp"

/// What things are called, and texts, as typed: read, checked and changed. All throw
/// Error(usage) for what cannot be, and Error(not_found) for what is there already, or is not.
namespace rapport {

/// `text` in lower case where it is an e-mail address; nothing otherwise. Only ASCII letters have
/// two cases here, as for mail servers.
std::optional<std::string> as_email(std::string_view text);

/// As `as_email`, but throws Error(usage) for what is none.
std::string read_email(std::string_view typed);
std::set<std::string> read_emails(const std::vector<std::string>& typed);

/// An e-mail domain in lower case: "acme.test"; a leading "@" is forgiven.
std::string read_domain(std::string_view typed);
std::set<std::string> read_domains(const std::vector<std::string>& typed);

/// Throws Error(usage) unless `name` can be a name: not empty when folded, at most 1 KiB, UTF-8.
void check_name(std::string_view name);

/// Throws Error(usage) when `text` is longer than 16 MiB or not UTF-8 without NUL.
void check_text(std::string_view text, std::string_view what);

/// Refuses a region, segment, role or tag of more than 1 KiB or without anything to be read. An
/// empty one is allowed: it takes away what was said before.
void check_label(std::string_view typed, std::string_view what);

/// The handle for a name: folded, its words joined by dashes; "pm" where it has no word.
std::string handle_of(std::string_view name);

/// `typed` where it can be a handle as it stands once folded.
std::string read_handle(std::string_view typed);

/// Adds each of `typed` unless `names` has it in other letters already. Not for e-mail addresses
/// and domains, where other letters are another address.
void add_each(std::set<std::string>& names, const std::vector<std::string>& typed);

/// Takes each of `typed` away, however it is written. `what` is "alias" or "e-mail".
void remove_each(std::set<std::string>& names, const std::vector<std::string>& typed,
                 std::string_view what);

/// Refuses `names` of which one is, whole, a name of another entity of the kind `ent` ("customer").
/// `own` is the entity that is to bear them; nil for a new one.
void check_free(Store& store, const std::set<std::string>& names, std::string_view ent,
                const Uid& own);

/// The entity of kind T that the `verb` with the same --op-id wrote, as it is now. Throws
/// Error(not_found) when that was another command, or the entity was removed since.
template <typename T>
T written_by(Store& store, const CommandRecord& command, std::string_view verb);

}  // namespace rapport
