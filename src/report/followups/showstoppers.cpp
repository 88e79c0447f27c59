#include "rapport/report/showstoppers.hpp"

#include <algorithm>
#include <set>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;
constexpr std::int64_t days_from = 2 * minutes_a_day;  // what is longer is said in days

std::int64_t days_between(Date from, Date until) {
  return std::max<std::int64_t>((until - from).count(), 0);
}

/// Nothing where a minute is unknown.
std::optional<std::int64_t> minutes_passed(const Moment& from, const Moment& until) {
  if (!from.minute || !until.minute) return std::nullopt;
  const std::int64_t minutes =
      (until.date - from.date).count() * minutes_a_day + *until.minute - *from.minute;
  return std::max<std::int64_t>(minutes, 0);
}

/// True for a contact that is not older than the showstopper; a day alone may be.
bool is_since(const Moment& contact, const Moment& opened) {
  if (contact.date != opened.date || !contact.minute || !opened.minute)
    return contact.date >= opened.date;
  return *contact.minute >= *opened.minute;
}

ShowstopperLine::Affected affected_line(const Customer& customer, const Showstopper& stop,
                                        const ShowstopperFacts& facts) {
  ShowstopperLine::Affected line{.uid = customer.uid, .customer = customer.name};
  const auto contacts = facts.contacts.find(customer.uid);
  if (contacts == facts.contacts.end()) return line;
  for (const Moment& contact : contacts->second) {
    if (!is_since(contact, stop.opened)) continue;
    if (!line.first_contact || earlier(contact, *line.first_contact)) line.first_contact = contact;
    if (!line.last_contact || earlier(*line.last_contact, contact)) line.last_contact = contact;
  }
  return line;
}

ShowstopperLine showstopper_line(const Showstopper& stop, const ShowstopperFacts& facts) {
  const auto pm = facts.pms.find(stop.pm);
  ShowstopperLine line{.uid = stop.uid,
                       .number = stop.number,
                       .name = stop.name,
                       .pm = pm == facts.pms.end() ? "" : pm->second,
                       .opened = stop.opened,
                       .next_update = stop.next_update,
                       .resolved = stop.resolved,
                       .how = stop.how};
  std::map<Uid, ShowstopperLine::Affected> each;
  for (const Uid& uid : stop.customers) {
    const Customer* const customer = find_customer(facts.customers, uid);
    if (customer == nullptr) continue;
    auto& one =
        each.try_emplace(customer->uid, affected_line(*customer, stop, facts)).first->second;
    const auto told = stop.told.find(uid);
    if (told != stop.told.end() && stop.resolved && told->second >= stop.resolved->date)
      one.told = std::max(one.told, std::optional{told->second});
  }
  for (auto& [uid, one] : each) line.affected.push_back(std::move(one));
  std::sort(line.affected.begin(), line.affected.end(),
            [](const auto& a, const auto& b) { return a.customer < b.customer; });
  return line;
}

std::vector<std::string> affected_names(const ShowstopperLine& line) {
  std::vector<std::string> names;
  for (const auto& one : line.affected) names.push_back(one.customer);
  return names;
}

/// Whole days by which the promised update is late; 0 where it is not, or all is resolved.
std::int64_t overdue_days(const ShowstopperLine& line, Date today) {
  if (line.resolved || !line.next_update) return 0;
  return days_between(*line.next_update, today);
}

bool just_now(const Moment& moment, const Moment& now) { return minutes_passed(moment, now) == 0; }

/// "5h ago", "3 days ago", "just now"; "today" where the minute is unknown.
std::string ago_text(const Moment& moment, const Moment& now) {
  if (just_now(moment, now)) return "just now";
  if (moment.date == now.date && !moment.minute) return "today";
  return since_text(moment, now) + " ago";
}

/// "spoken to Acme Robotics (5h ago)".
std::string spoken_text(const ShowstopperLine& line, const Moment& now) {
  std::vector<std::string> spoken;
  for (const auto& one : line.affected)
    if (one.last_contact)
      spoken.push_back(one.customer + " (" + ago_text(*one.last_contact, now) + ")");
  return "spoken to " + joined(spoken);
}

/// "Mon 23 Nov, 2 days overdue"; nothing once it is resolved.
std::string next_text(const ShowstopperLine& line, Date today) {
  if (line.resolved || !line.next_update) return "";
  const auto late = overdue_days(line, today);
  return day_text(*line.next_update, today) + (late > 0 ? ", " + days_text(late) + " overdue" : "");
}

std::string open_text(const ShowstopperLine& line, const Moment& now) {
  std::vector<std::string> parts;
  const auto remaining = line.remaining();
  if (remaining.size() < line.affected.size()) parts.push_back(spoken_text(line, now));
  if (!remaining.empty()) parts.push_back("not spoken to since: " + joined(remaining));
  if (const auto first = line.first_contact())
    parts.push_back("first contact after " + since_text(line.opened, *first));
  parts.push_back(line.next_update ? "next update " + next_text(line, now.date)
                                   : "no next update promised");
  return joined(parts, " · ");
}

std::string resolved_text(const ShowstopperLine& line, Date today) {
  std::string text = "resolved " + day_text(line.resolved->date, today);
  if (!line.how.empty()) text += ": " + line.how;
  const auto waiting = line.to_tell();
  return text +
         (waiting.empty() ? " · everybody was told" : " · still to tell: " + joined(waiting));
}

std::vector<std::string> told_names(const ShowstopperLine& line) {
  std::vector<std::string> names;
  for (const auto& one : line.affected)
    if (one.told) names.push_back(one.customer);
  return names;
}

std::string showstopper_state(const ShowstopperLine& line) {
  if (!line.resolved) return "open";
  return line.to_tell().empty() ? "told" : "to tell";
}

std::optional<Moment> last_contact(const ShowstopperLine& line) {
  std::optional<Moment> last;
  for (const auto& one : line.affected)
    if (one.last_contact && (!last || earlier(*last, *one.last_contact))) last = one.last_contact;
  return last;
}

/// "open 6h", "to tell".
std::string showstopper_standing(const ShowstopperLine& line, const Moment& now) {
  return line.resolved ? showstopper_state(line) : "open " + since_text(line.opened, now);
}

std::optional<Minutes> first_contact_minutes(const ShowstopperLine& line) {
  const auto first = line.first_contact();
  const auto wait = first ? minutes_passed(line.opened, *first) : std::nullopt;
  return wait ? std::optional{Minutes{*wait}} : std::nullopt;
}

std::string first_contact_text(const ShowstopperLine& line) {
  const auto first = line.first_contact();
  return first ? since_text(line.opened, *first) : "";
}

Value remaining_while_open(const ShowstopperLine& line) {
  return line.resolved ? Value{} : Value{line.remaining()};
}

std::int64_t spoken_to(const ShowstopperLine& line) {
  return static_cast<std::int64_t>(line.affected.size() - line.remaining().size());
}

}  // namespace

std::vector<Text> showstopper_texts(const ShowstopperLine& line, const Moment& now,
                                    const Numbering& numbering) {
  std::string title = "Showstopper " + numbering.text("showstopper", line.number) + " " +
                      line.name + " · " + joined(affected_names(line));
  if (line.resolved) return {{title, Tone::warn}, {resolved_text(line, now.date)}};
  return {{title + (just_now(line.opened, now) ? " · opened just now"
                                               : " · open for " + since_text(line.opened, now)),
           Tone::bad},
          {open_text(line, now)}};
}

Table showstoppers_table(const ShowstopperReport& report, Table head) {
  using Line = ShowstopperLine;
  const auto standing = [now = report.now](const Line& line) -> Cell {
    return {showstopper_standing(line, now), line.resolved ? Tone::plain : Tone::bad};
  };
  const auto last_ago = [now = report.now](const Line& line) {
    const auto last = last_contact(line);
    return last ? ago_text(*last, now) : "";
  };
  const auto late = [today = report.now.date](const Line& line) {
    return overdue_days(line, today);
  };
  const auto next = [today = report.now.date](const Line& line) -> Cell {
    return {next_text(line, today), overdue_days(line, today) > 0 ? Tone::warn : Tone::plain};
  };
  const auto how = [](const Line& line) { return value_of(line.how); };
  head.key = "showstoppers";
  return table_of(std::move(head), report.lines,
                  {{"id", "#", &Line::number},
                   {"name", "What", &Line::name},
                   {"state", "", showstopper_state, Audience::programs},
                   {"standing", "State", standing, Audience::people},
                   {"pm", "", &Line::pm, Audience::programs},
                   {"customers", "Affected", affected_names},
                   {"opened", "", &Line::opened, Audience::programs},
                   {"first_contact_minutes", "", first_contact_minutes, Audience::programs},
                   {"first_contact_after", "First", first_contact_text, Audience::people},
                   {"last_contact", "", last_contact, Audience::programs},
                   {"last_contact_ago", "Last", last_ago, Audience::people},
                   {"next_update", "", &Line::next_update, Audience::programs},
                   {"next", "Next", next, Audience::people},
                   {"overdue_days", "", late, Audience::programs},
                   {"spoken", "", spoken_to, Audience::programs},
                   {"remaining", "Remaining", remaining_while_open},
                   {"resolved", "", &Line::resolved, Audience::programs},
                   {"how", "", how, Audience::programs},
                   {"told", "", told_names, Audience::programs},
                   {"to_tell", "To tell", &Line::to_tell}});
}

std::optional<Moment> ShowstopperLine::first_contact() const {
  std::optional<Moment> first;
  for (const auto& one : affected)
    if (one.first_contact && (!first || earlier(*one.first_contact, *first)))
      first = one.first_contact;
  return first;
}

std::vector<std::string> ShowstopperLine::remaining() const {
  std::vector<std::string> names;
  for (const auto& one : affected)
    if (!one.last_contact) names.push_back(one.customer);
  return names;
}

std::vector<std::string> ShowstopperLine::to_tell() const {
  std::vector<std::string> names;
  for (const auto& one : affected)
    if (resolved && !one.told) names.push_back(one.customer);
  return names;
}

ShowstopperReport build_showstoppers(const ShowstopperFacts& facts) {
  ShowstopperReport report{.now = facts.now};
  for (const Showstopper& stop : facts.showstoppers)
    report.lines.push_back(showstopper_line(stop, facts));
  std::stable_sort(report.lines.begin(), report.lines.end(),
                   [](const ShowstopperLine& a, const ShowstopperLine& b) {
                     const bool a_done = a.resolved.has_value();
                     const bool b_done = b.resolved.has_value();
                     return a_done != b_done ? b_done : earlier(a.opened, b.opened);
                   });
  return report;
}

void keep_open(ShowstopperReport& report) {
  std::erase_if(report.lines, [](const ShowstopperLine& line) { return line.is_over(); });
}

std::string since_text(const Moment& from, const Moment& until) {
  const auto minutes = minutes_passed(from, until);
  if (minutes && *minutes < days_from) return length_text(Minutes{*minutes});
  return days_text(days_between(from.date, until.date));
}

Document showstopper_list(const ShowstopperReport& report, const std::string& none) {
  return {.report = "showstopper list",
          .title = "Showstoppers",
          .blocks = {showstoppers_table(
              report, {.empty = none + " For example: rapport showstopper open \"Orders vanish\" "
                                       "--for acme"})}};
}

Document showstopper_saved(const char* verb, const ShowstopperReport& report) {
  const ShowstopperLine& line = report.lines.front();
  Document document{.report = verb,
                    .blocks = {KeyValues{{value_for_programs("id", line.number),
                                          value_for_programs("uid", to_string(line.uid)),
                                          value_for_programs("name", line.name)}}},
                    .saved = "saved as #" + std::to_string(line.number)};
  for (Text& text : showstopper_texts(line, report.now))
    document.blocks.emplace_back(std::move(text));
  document.blocks.emplace_back(showstoppers_table(report, {.audience = Audience::programs}));
  return document;
}

}  // namespace rapport
