#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

// Events of a calendar as candidates.
namespace rapport {
namespace {

constexpr std::size_t longest_uid = 200;  // bytes of a source; longer ones are told by a checksum

std::string uid_source(std::string_view uid, const std::string& else_by) {
  std::string name(uid);
  if (name.empty()) name = to_string(fingerprint(else_by));
  if (name.size() > longest_uid) name = to_string(fingerprint(name));
  return "ics:" + name;
}

std::string source_of(std::string_view uid, const std::optional<Moment>& recurrence,
                      const std::string& else_by) {
  std::string name = uid_source(uid, else_by);
  if (!recurrence) return name;
  if (!recurrence->minute || !recurrence->offset) return name + " " + to_string(*recurrence);
  return name + " " + to_string(in_zone(instant_of(*recurrence), [](Instant) { return 0; })) + "Z";
}

/// Of an event that this program wrote: what it is in the book it came from.
std::optional<Uid> own_uid(std::string_view uid) {
  constexpr std::string_view mark = "@rapport";
  return uid.ends_with(mark) ? parse_uid(uid.substr(0, uid.size() - mark.size())) : std::nullopt;
}

}  // namespace

ImportCandidate candidate_of(const CalendarEvent& event) {
  const bool has_zones = event.start.offset && event.end.offset;
  ImportCandidate candidate{
      .source = source_of(event),
      .has_identity = true,
      .uid = own_uid(event.uid),
      .series = event.recurrence_id ? event.uid : "",
      .version = event.version,
      .start = event.start,
      .length = Minutes{has_zones ? instant_of(event.end) - instant_of(event.start)
                                  : minutes_between(event.start, event.end)},
      .kind = kind_of(event),
      .is_private = event.is_private,
      .title = event.summary,
      .note = event.summary,
      .unknown_zone = event.unknown_zone};
  if (is_called_off(event)) candidate.status = Status::cancelled;
  std::set<std::string> seen;
  const auto add = [&](Attendee attendee) {
    if (attendee.email.empty() || !seen.insert(attendee.email).second) return;
    const bool is_host = event.organizer && event.organizer->email == attendee.email;
    if (is_host && attendee.answer == Answer::owed) attendee.answer = Answer::none;
    candidate.attendees.push_back(std::move(attendee));
  };
  for (const Attendee& attendee : event.attendees) add(attendee);
  if (event.organizer) add(*event.organizer);
  return candidate;
}

Kind kind_of(const CalendarEvent& event) {
  static constexpr std::array conferences{
      "zoom.us/",     "teams.microsoft.com/", "teams.live.com/", "meet.google.com/",
      "webex.com/",   "whereby.com/",         "meet.jit.si/",    "gotomeeting.com/",
      "gotomeet.me/", "bluejeans.com/",       "chime.aws/",      "skype.com/"};
  const auto has_conference = [](std::string_view text) {
    return std::any_of(conferences.begin(), conferences.end(),
                       [&](const char* host) { return text.find(host) != std::string_view::npos; });
  };
  const std::string title = fold(event.summary);
  if (title.find("advisory board") != std::string::npos) return Kind::board;
  const std::string place = fold(event.location);
  const auto words = words_of(place);
  const auto says = [&](std::initializer_list<const char*> any) {
    return std::any_of(any.begin(), any.end(), [&](const char* word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    });
  };
  const bool is_link = place.starts_with("http://") || place.starts_with("https://");
  if (is_link || says({"zoom", "teams", "webex", "skype", "online", "virtual", "video"}) ||
      place.find("google meet") != std::string::npos)
    return Kind::video;
  if (place == "call" || place.starts_with("tel:") || place.starts_with('+') ||
      says({"phone", "telephone", "telefon"}))
    return Kind::call;
  if (!place.empty()) return Kind::visit;
  if (!event.links.empty() || has_conference(fold(event.description))) return Kind::video;
  return Kind::call;
}

std::string source_of(const CalendarEvent& event) {
  return source_of(event.uid, event.recurrence_id, to_string(event.start) + "\n" + event.summary);
}

std::string source_of(const RemovedEvent& event) {
  return source_of(event.uid, event.recurrence_id, "");
}

std::optional<CalendarOrigin> origin_of(std::string_view source) {
  constexpr std::string_view mark = "ics:";
  if (!source.starts_with(mark)) return std::nullopt;
  source.remove_prefix(mark.size());
  const auto blank = source.rfind(' ');
  std::string_view when = blank == std::string_view::npos ? "" : source.substr(blank + 1);
  const bool is_time = when.size() >= 10 && when[4] == '-' && when[7] == '-' &&
                       when.find_first_not_of("0123456789-:TZ") == std::string_view::npos;
  return CalendarOrigin{std::string(is_time ? source.substr(0, blank) : source),
                        std::string(is_time ? when : "")};
}

std::string series_source(std::string_view uid) { return uid_source(uid, "") + " "; }

}  // namespace rapport
