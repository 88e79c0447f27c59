#include "rapport/exchange/calendar_writer.hpp"

#include <fmt/format.h>

namespace rapport {
namespace {

constexpr std::size_t longest_line = 75;  // bytes, without the line end (RFC 5545, 3.1)
constexpr int minutes_in_day = 24 * 60;

bool is_tail(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

/// Ends the line, folded where it is too long, never inside a character.
void append_folded(std::string& out, std::string_view line) {
  std::size_t room = longest_line;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && is_tail(line[cut])) --cut;
    out += line.substr(0, cut);
    out += "\r\n ";
    line.remove_prefix(cut);
    room = longest_line - 1;
  }
  out += line;
  out += "\r\n";
}

/// A value of type TEXT: nothing in it can end the line or begin another property.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
      out += "\\n";
    } else if (c == '\t' || static_cast<unsigned char>(c) >= ' ') {
      out += c == '\x7f' ? ' ' : c;
    } else {
      out += ' ';  // no other control character may stand in a calendar
    }
  }
  return out;
}

std::string day_of(Date date) {
  std::string text = to_string(date);
  std::erase(text, '-');
  return text;
}

/// "20261120T140000Z": in UTC where the offset is known, `later` minutes on.
std::string time_of(const Moment& moment, Minutes later) {
  const int minutes =
      moment.minute.value_or(0) - moment.offset.value_or(0) + static_cast<int>(later.count());
  const int days =
      minutes >= 0 ? minutes / minutes_in_day : -((-minutes + minutes_in_day - 1) / minutes_in_day);
  const int minute = minutes - days * minutes_in_day;
  return fmt::format("{}T{:02}{:02}00{}", day_of(moment.date + Days{days}), minute / 60,
                     minute % 60, moment.offset ? "Z" : "");
}

std::string stamp_of(Moment moment) {
  moment.offset = moment.offset.value_or(0);
  return time_of(moment, Minutes{0});
}

/// "RECURRENCE-ID:20261120T140000Z" for "2026-11-20T14:00Z".
std::string recurrence_line(std::string when) {
  const bool has_time = when.find('T') != std::string::npos;
  std::erase_if(when, [](char c) { return c == '-' || c == ':'; });
  if (!has_time) return "RECURRENCE-ID;VALUE=DATE:" + when;
  const bool is_in_utc = when.ends_with('Z');
  if (is_in_utc) when.pop_back();
  return fmt::format("RECURRENCE-ID:{}00{}", when, is_in_utc ? "Z" : "");
}

void append_entry(std::string& out, const CalendarEntry& entry, const std::string& stamp) {
  append_folded(out, "BEGIN:VEVENT");
  append_folded(out, "UID:" + (entry.known_as.empty() ? to_string(entry.uid) + "@rapport"
                                                      : escaped(entry.known_as)));
  if (!entry.recurrence.empty()) append_folded(out, recurrence_line(entry.recurrence));
  append_folded(out, "DTSTAMP:" + (entry.changed ? stamp_of(*entry.changed) : stamp));
  append_folded(out, fmt::format("SEQUENCE:{}", entry.sequence));
  if (entry.is_cancelled) append_folded(out, "STATUS:CANCELLED");
  if (entry.start.minute) {
    append_folded(out, "DTSTART:" + time_of(entry.start, Minutes{0}));
    if (entry.length > Minutes{0})
      append_folded(out, "DTEND:" + time_of(entry.start, entry.length));
  } else {
    append_folded(out, "DTSTART;VALUE=DATE:" + day_of(entry.start.date));
    append_folded(out, "DTEND;VALUE=DATE:" + day_of(entry.start.date + Days{1}));
  }
  append_folded(out, "SUMMARY:" + escaped(entry.summary));
  if (!entry.description.empty()) append_folded(out, "DESCRIPTION:" + escaped(entry.description));
  append_folded(out, entry.takes_time ? "TRANSP:OPAQUE" : "TRANSP:TRANSPARENT");
  append_folded(out, "END:VEVENT");
}

}  // namespace

std::string write_calendar(const std::vector<CalendarEntry>& entries, const Moment& now) {
  std::string out;
  append_folded(out, "BEGIN:VCALENDAR");
  append_folded(out, "VERSION:2.0");
  append_folded(out, "PRODID:-//rapport//rapport//EN");
  append_folded(out, "CALSCALE:GREGORIAN");
  for (const CalendarEntry& entry : entries) append_entry(out, entry, stamp_of(now));
  append_folded(out, "END:VCALENDAR");
  return out;
}

}  // namespace rapport
