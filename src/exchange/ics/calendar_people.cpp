#include "exchange/ics/calendar_people.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

/// Domains whose addresses are calendars, rooms and relays, never people.
constexpr std::array<std::string_view, 7> machine_domains{
    "calendar.google.com",  // "c_1a2b@group.", "c_188abc@resource.", "unknownorganizer@"
    "imip.me.com",          // Apple's relay of answers
    "calendar.apple.com",
    "calendar-server.apple.com",
    "group.calendar.microsoft.com",
    "resource.calendar.yahoo.com",
    "invalid"};

/// How addresses that nobody reads begin: Exchange writes a name of its directory as one.
constexpr std::array<std::string_view, 6> machine_names{
    "imceaex-", "imceainvalid-", "calendar-notification@", "noreply@", "no-reply@", "donotreply@"};

std::string address_in(std::string_view text) {
  constexpr std::string_view scheme = "mailto:";
  std::string address = fold(trim(text));
  while (address.starts_with(scheme)) address.erase(0, scheme.size());
  return address;
}

bool is_of_domain(std::string_view domain, std::string_view of) {
  return domain == of || (domain.size() > of.size() && domain.ends_with(of) &&
                          domain[domain.size() - of.size() - 1] == '.');
}

bool is_of_person(const std::string& address) {
  const auto at = address.find('@');
  if (at == std::string::npos || at == 0 || at + 1 == address.size() ||
      address.find_first_of(" /:<>=\"") != std::string::npos ||
      address.find('@', at + 1) != std::string::npos)
    return false;
  const std::string_view domain = std::string_view(address).substr(at + 1);
  return std::none_of(machine_domains.begin(), machine_domains.end(),
                      [&](std::string_view one) { return is_of_domain(domain, one); }) &&
         std::none_of(machine_names.begin(), machine_names.end(),
                      [&](std::string_view one) { return address.starts_with(one); });
}

/// False for a room, a projector or a mailing list, which are invited too.
bool is_individual(const IcalLibrary& ical, icalproperty* property) {
  icalparameter* const type =
      ical.icalproperty_get_first_parameter(property, ICAL_CUTYPE_PARAMETER);
  if (type == nullptr) return true;
  const auto kind = ical.icalparameter_get_cutype(type);
  return kind != ICAL_CUTYPE_RESOURCE && kind != ICAL_CUTYPE_ROOM && kind != ICAL_CUTYPE_GROUP;
}

Answer read_answer(const IcalLibrary& ical, icalproperty* property) {
  static constexpr std::array answers{std::pair{ICAL_PARTSTAT_ACCEPTED, Answer::accepted},
                                      std::pair{ICAL_PARTSTAT_TENTATIVE, Answer::tentative},
                                      std::pair{ICAL_PARTSTAT_DECLINED, Answer::declined},
                                      std::pair{ICAL_PARTSTAT_DELEGATED, Answer::delegated},
                                      std::pair{ICAL_PARTSTAT_NEEDSACTION, Answer::owed}};
  icalparameter* const answer =
      ical.icalproperty_get_first_parameter(property, ICAL_PARTSTAT_PARAMETER);
  if (answer == nullptr) return Answer::none;
  const auto said = ical.icalparameter_get_partstat(answer);
  for (const auto& [partstat, meaning] : answers)
    if (partstat == said) return meaning;
  return Answer::none;
}

/// What RFC 7986 lets a program say beside an address that is none of e-mail.
std::string email_of(const IcalLibrary& ical, icalproperty* property) {
  icalparameter* const email =
      ical.icalproperty_get_first_parameter(property, ICAL_EMAIL_PARAMETER);
  const char* const said = email == nullptr ? nullptr : ical.icalparameter_get_email(email);
  if (said != nullptr && is_of_person(address_in(said))) return address_in(said);
  const char* const address = ical.icalproperty_get_value_as_string(property);
  return address == nullptr ? std::string{} : address_in(address);
}

}  // namespace

std::optional<Attendee> somebody_of(const IcalLibrary& ical, icalproperty* property) {
  if (!is_individual(ical, property)) return std::nullopt;
  Attendee attendee{
      .name = {}, .email = email_of(ical, property), .answer = read_answer(ical, property)};
  if (!is_of_person(attendee.email)) return std::nullopt;
  if (icalparameter* name = ical.icalproperty_get_first_parameter(property, ICAL_CN_PARAMETER)) {
    const char* const text = ical.icalparameter_get_cn(name);
    attendee.name = text == nullptr ? "" : text;
  }
  return attendee;
}

}  // namespace rapport
