#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/store/store.hpp"

/// What things are called, and texts, as typed: read, checked and changed. All throw
/// Error(usage) for what cannot be, and Error(not_found) for what is there already, or is not.
namespace rapport {

/// `text` in lower case where it is an e-mail address; nothing otherwise. Only ASCII letters have
/// two cases here, as for mail servers.
std::optional<std::string> as_email(std::string_view text);

/// "Priya Nair <priya@example.com>" in its two parts; the address is empty where there is none. An
/// address alone is of whoever stands before its @.
struct NameAndEmail {
  std::string name, email;
};
NameAndEmail name_and_email(std::string_view typed);

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

/// The handle for a name: folded, its words joined by dashes; "pm" where it has no word, or begins
/// with an accent on nothing.
std::string handle_of(std::string_view name);

/// `typed` where it can be a handle as it stands once folded.
std::string read_handle(std::string_view typed);

/// Adds each of `typed` unless `names` has it in other letters already. Not for e-mail addresses
/// and domains, where other letters are another address.
void add_each(std::set<std::string>& names, const std::vector<std::string>& typed);

/// Takes each of `typed` away, however it is written. `what` is "alias" or "e-mail".
void remove_each(std::set<std::string>& names, const std::vector<std::string>& typed,
                 std::string_view what);

/// True where nothing else of the kind `ent` than `own` has exactly that name.
bool is_free(Store& store, const std::string& name, std::string_view ent, const Uid& own);

/// Calls `one` something else; what it was called still finds it, unless that means another too.
template <typename T>
void rename(Store& store, T& one, const std::string& name) {
  const std::string before = std::exchange(one.name, name);
  if (fold(before) != fold(name) && is_free(store, before, EntityTraits<T>::name, one.uid))
    add_each(one.aliases, {before});
  std::erase_if(one.aliases, [&](const std::string& alias) { return fold(alias) == fold(name); });
}

/// Refuses `names` of which one is, whole, a name of another entity of the kind `ent` ("customer").
/// `own` is the entity that is to bear them; nil for a new one.
void check_free(Store& store, const std::set<std::string>& names, std::string_view ent,
                const Uid& own);

}  // namespace rapport
