#include "command/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_label = 1024;                  // bytes
constexpr std::size_t longest_text = std::size_t{16} << 20;  // bytes

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

/// True for text that could stand in an address: no blanks, nothing invisible, none of the signs
/// that part or wrap addresses (RFC 5322, 3.2.3).
bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= longest_label && is_valid_text(text) &&
         printable(text) == text && text.find_first_of(" <>(),;\"\\") == std::string_view::npos;
}

bool is_domain(std::string_view text) {
  return is_plain(text) && text.find('@') == std::string_view::npos &&
         text.find('.') != std::string_view::npos && !text.starts_with('.') &&
         !text.ends_with('.') && text.find("..") == std::string_view::npos;
}

/// Exactly `typed`, else the same in other letters.
auto find_same(std::set<std::string>& names, const std::string& typed) {
  if (const auto exact = names.find(typed); exact != names.end()) return exact;
  const std::string folded = fold(typed);
  return std::find_if(names.begin(), names.end(),
                      [&](const std::string& name) { return fold(name) == folded; });
}

}  // namespace

std::optional<std::string> as_email(std::string_view text) {
  const std::string_view email = trim(text);
  const auto at = email.find('@');
  if (!is_plain(email) || at == std::string_view::npos || at == 0 || at + 1 == email.size() ||
      email.find('@', at + 1) != std::string_view::npos)
    return std::nullopt;
  return lower_ascii(email);
}

NameAndEmail name_and_email(std::string_view typed) {
  typed = trim(typed);
  const auto open = typed.rfind('<');
  if (open != std::string_view::npos && typed.ends_with('>'))
    if (const auto email = as_email(trim(typed.substr(open + 1, typed.size() - open - 2)))) {
      const std::string name(trim(typed.substr(0, open)));
      return {name.empty() ? email->substr(0, email->find('@')) : name, *email};
    }
  if (const auto email = as_email(typed)) return {email->substr(0, email->find('@')), *email};
  return {std::string(typed), {}};
}

std::string read_email(std::string_view typed) {
  if (auto email = as_email(typed)) return *email;
  throw Error(ErrorKind::usage, fmt::format("'{}' is not an e-mail address", printable(typed)),
              "write it as jane@acme.test");
}

std::set<std::string> read_emails(const std::vector<std::string>& typed) {
  std::set<std::string> emails;
  for (const std::string& one : typed) emails.insert(read_email(one));
  return emails;
}

std::string read_domain(std::string_view typed) {
  std::string_view text = trim(typed);
  if (text.starts_with('@')) text.remove_prefix(1);
  if (!is_domain(text))
    throw Error(ErrorKind::usage, fmt::format("'{}' is not an e-mail domain", printable(typed)),
                "write what comes after the @: acme.test");
  return lower_ascii(text);
}

std::set<std::string> read_domains(const std::vector<std::string>& typed) {
  std::set<std::string> domains;
  for (const std::string& one : typed) domains.insert(read_domain(one));
  return domains;
}

void check_label(std::string_view typed, std::string_view what) {
  if (typed.empty()) return;
  if (!is_valid_text(typed))
    throw Error(ErrorKind::usage, fmt::format("the {} is not valid UTF-8", what),
                "use a UTF-8 terminal");
  if (typed.size() > longest_label)
    throw Error(ErrorKind::usage, fmt::format("a {} of {} bytes is too long", what, typed.size()),
                "use at most 1024");
  if (fold(typed).empty())
    throw Error(ErrorKind::usage, fmt::format("the {} '{}' is blank", what, printable(typed)),
                fmt::format("give a {} with letters or digits", what));
}

std::string handle_of(std::string_view name) {
  const std::string folded = fold(name);
  std::string handle;
  for (const std::string_view word : words_of(folded))
    handle += (handle.empty() ? "" : "-") + std::string(word);
  return handle.empty() || printable(handle) != handle ? "pm" : handle;
}

std::string read_handle(std::string_view typed) {
  std::string folded = fold(typed);
  std::size_t letters = 0;
  for (const std::string_view word : words_of(folded)) letters += word.size();
  const auto others = std::count_if(folded.begin(), folded.end(),
                                    [](char c) { return c == '-' || c == '_' || c == '.'; });
  const bool is_handle = letters > 0 && !folded.starts_with('-') && !folded.starts_with('.') &&
                         folded.size() <= longest_label &&
                         letters + static_cast<std::size_t>(others) == folded.size() &&
                         printable(folded) == folded;  // an accent on nothing is none
  if (!is_handle)
    throw Error(ErrorKind::usage, fmt::format("'{}' is not a handle", printable(typed)),
                "use letters, digits, dashes and dots, such as priya");
  return folded;
}

void add_each(std::set<std::string>& names, const std::vector<std::string>& typed) {
  for (const std::string& one : typed)
    if (find_same(names, one) == names.end()) names.insert(one);
}

void remove_each(std::set<std::string>& names, const std::vector<std::string>& typed,
                 std::string_view what) {
  for (const std::string& one : typed) {
    const auto place = find_same(names, one);
    if (place == names.end())
      throw Error(ErrorKind::not_found,
                  fmt::format("there is no {} '{}' here", what, printable(one)),
                  names.empty() ? fmt::format("there is no {} at all", what)
                                : printable("there is: " + joined(names)));
    names.erase(place);
  }
}

bool is_free(Store& store, const std::string& name, std::string_view ent, const Uid& own) {
  const auto hits = store.match_names(fold(name), NameLevel::exact, {ent});
  return std::all_of(hits.begin(), hits.end(),
                     [&](const NameHit& hit) { return surviving(store, hit).uid == own; });
}

void check_free(Store& store, const std::set<std::string>& names, std::string_view ent,
                const Uid& own) {
  const EntityKind& kind = *find_kind(ent);
  const std::string_view title = title_of_kind(ent);
  for (const std::string& name : names)
    for (const NameHit& hit : store.match_names(fold(name), NameLevel::exact, {ent})) {
      if (surviving(store, hit).uid == own) continue;  // of a duplicate
      const std::string label = label_of(store, surviving(store, hit));
      const bool begins_with_vowel =
          std::string_view("aeiou").find(title.front()) != std::string_view::npos;
      throw Error(ErrorKind::not_found,
                  fold(label) == fold(name)
                      ? fmt::format("there is already {} {} '{}'", begins_with_vowel ? "an" : "a",
                                    title, label)
                      : fmt::format("'{}' already means the {} {}", printable(name), title, label),
                  fmt::format("`rapport {} edit` changes it; another one needs another name{}", ent,
                              kind.called.contain("handle") ? " and --handle" : ""));
    }
}

void check_name(std::string_view name) {
  if (!is_valid_text(name))
    throw Error(ErrorKind::usage, "a name is not valid UTF-8", "use a UTF-8 terminal");
  if (name.size() > longest_label)
    throw Error(ErrorKind::usage, fmt::format("a name of {} bytes is too long", name.size()),
                "use at most 1024, and put the rest in a note");
  if (fold(name).empty())
    throw Error(ErrorKind::usage,
                fmt::format("{} has no letters or digits to find it by", quoted(name)),
                "give a name with letters or digits");
}

void check_text(std::string_view text, std::string_view what) {
  if (!is_valid_text(text))
    throw Error(ErrorKind::usage, fmt::format("the {} is not valid UTF-8", what),
                "use a UTF-8 terminal");
  if (text.size() > longest_text)
    throw Error(ErrorKind::usage, fmt::format("the {} is longer than 16 MiB", what), "shorten it");
}

}  // namespace rapport
