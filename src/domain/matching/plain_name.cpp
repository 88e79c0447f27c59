#include "rapport/domain/plain_name.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

using NameWords = std::vector<std::string_view>;

constexpr std::array<std::string_view, 49> forms{
    "ab",   "ag",          "aps",  "as",   "asa",  "bv",    "bvba",    "co",  "company",
    "corp", "corporation", "cv",   "doo",  "ev",   "ggmbh", "gmbh",    "inc", "incorporated",
    "jsc",  "kft",         "kg",   "kgaa", "kk",   "lda",   "limited", "llc", "llp",
    "lp",   "ltd",         "ltda", "nv",   "ohg",  "ooo",   "oy",      "oyj", "plc",
    "pte",  "pty",         "pvt",  "sa",   "sarl", "sas",   "se",      "spa", "spzoo",
    "srl",  "sro",         "ug",   "zrt"};

/// Written before or after a name, with or without a blank.
constexpr std::array<std::string_view, 8> unparted_forms{
    "株式会社", "有限会社", "合同会社", "有限公司", "股份有限公司", "주식회사", "㈜", "(株)"};

std::string joined_words(const NameWords& words, std::size_t first, std::string_view between) {
  std::string text;
  for (std::size_t i = first; i < words.size(); ++i) {
    if (i > first) text += between;
    text += words[i];
  }
  return text;
}

/// How many of the last words are a legal form: "gmbh", "s a", "a s"; 0 for none.
std::size_t words_of_form(const NameWords& words) {
  constexpr std::size_t longest = 4;  // "s p z o o" is written "sp z o o"
  for (std::size_t count = std::min(longest, words.size() - 1); count > 0; --count) {
    const std::string last = joined_words(words, words.size() - count, "");
    if (std::find(forms.begin(), forms.end(), last) != forms.end()) return count;
  }
  return 0;
}

/// `name` without a form that stands at its beginning or end; the form goes to `form`.
std::string_view without_unparted(std::string_view name, std::string& form) {
  for (const std::string_view one : unparted_forms) {
    const bool begins = name.starts_with(one);
    if ((!begins && !name.ends_with(one)) || name.size() == one.size()) continue;
    form = one;
    return begins ? name.substr(one.size()) : name.substr(0, name.size() - one.size());
  }
  return name;
}

}  // namespace

PlainName::PlainName(std::string_view folded) {
  NameWords parts = words_of(without_unparted(folded, form));
  while (parts.size() > 1) {
    const std::size_t count = words_of_form(parts);
    if (count == 0) break;
    form = joined_words(parts, parts.size() - count, "") + form;
    parts.resize(parts.size() - count);
  }
  words = joined_words(parts, 0, " ");
  letters = joined_words(parts, 0, "");
}

bool is_same_name(const PlainName& typed, const PlainName& known) {
  if (typed.letters.empty()) return false;
  return typed.letters + typed.form == known.letters + known.form ||
         (typed.letters == known.letters && typed.form.empty());
}

bool is_near_name(const PlainName& a, const PlainName& b) {
  if (a.letters.empty() || b.letters.empty()) return false;
  return a.letters == b.letters || a.words.starts_with(b.words + ' ') ||
         b.words.starts_with(a.words + ' ');
}

}  // namespace rapport
