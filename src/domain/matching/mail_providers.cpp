#include "rapport/domain/mail_providers.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <unordered_set>

#include "rapport/base/text.hpp"

namespace rapport {

std::span<const std::string_view> mail_providers();  // the text of mail_providers.txt

namespace {

using Domains = std::unordered_set<std::string_view>;

Domains read_domains() {
  Domains domains;
  for (const std::string_view part : mail_providers())
    for (const std::string_view line : split(part, '\n'))
      if (!line.starts_with('#'))
        for (const std::string_view domain : split(line, ' '))
          if (!domain.empty()) domains.insert(domain);
  return domains;
}

/// True for "de" and "co.uk": behind a name that a provider has in many countries.
bool is_country(std::string_view ending) {
  const auto labels = split(ending, '.');
  return labels.size() <= 2 && std::all_of(labels.begin(), labels.end(), [](std::string_view one) {
           return one.size() == 2 || one.size() == 3;
         });
}

}  // namespace

bool is_mail_provider(std::string_view domain) {
  static const Domains domains = read_domains();
  const std::string name = fold(domain);
  if (domains.contains(name)) return true;
  const auto dot = name.find('.');
  return dot != std::string::npos && is_country(std::string_view(name).substr(dot + 1)) &&
         domains.contains(name.substr(0, dot) + ".*");
}

}  // namespace rapport
