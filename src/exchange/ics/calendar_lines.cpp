#include "exchange/ics/calendar_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "exchange/ics/clock_rule.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/file.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_content_line = std::size_t{1} << 20;
constexpr std::size_t deepest_component = 8;  // a calendar, an event and its alarm are three

constexpr int last_year = 2040;               // up to which libical works a zone out, and some more
constexpr std::int64_t most_years = 500'000;  // about three seconds

/// The properties that are read, without those of extensions. All others may say what they like, in
/// any length: a file that is attached, say.
constexpr std::array<std::string_view, 33> read_properties{
    "attendee",    "begin",  "calscale",      "categories", "class",        "conference",
    "description", "dtend",  "dtstamp",       "dtstart",    "duration",     "end",
    "exdate",      "exrule", "last-modified", "location",   "method",       "organizer",
    "prodid",      "rdate",  "recurrence-id", "rrule",      "sequence",     "status",
    "summary",     "transp", "tzid",          "tzname",     "tzoffsetfrom", "tzoffsetto",
    "uid",         "url",    "version"};
constexpr std::array<std::string_view, 6> read_extensions{
    "x-wr-", "x-microsoft-", "x-google-conference", "x-zoom-", "x-funambol-", "x-lic-"};

/// "dtstart" of "DTSTART;TZID=Europe/Berlin:20261120T140000".
std::string name_in(std::string_view line) {
  return fold(line.substr(0, line.find_first_of(":;")));
}

bool is_read(const std::string& name) {
  return std::binary_search(read_properties.begin(), read_properties.end(), name) ||
         std::any_of(read_extensions.begin(), read_extensions.end(),
                     [&](std::string_view one) { return name.starts_with(one); });
}

[[noreturn]] void refuse(std::size_t line, const std::string& what) {
  throw Error(ErrorKind::bad_data, fmt::format("this is not a calendar: line {} {}", line, what),
              "export it again as iCalendar (.ics)");
}

/// Refuses what came before iCalendar: its texts and its rules are written in another way.
void check_version(std::string_view line, const std::string& name, std::size_t number) {
  const std::string head = fold(line.substr(0, line.find(':')));
  const bool is_old = (name == "version" && line.ends_with(":1.0")) ||
                      head.find("encoding=quoted-printable") != std::string::npos;
  if (is_old) refuse(number, "is of vCalendar 1.0, not of iCalendar 2.0");
}

/// True for "2026-11-05T09:00:00Z" where only 20261105T090000Z may stand.
bool is_foreign_time(std::string_view line, const std::string& name) {
  const auto value = line.substr(std::min(line.rfind(':'), line.size()));
  const bool is_time = name == "dtstart" || name == "dtend" || name == "recurrence-id";
  return is_time && line.find('-', line.find(':')) != std::string_view::npos &&
         value.find('/') == std::string_view::npos;
}

/// Checks that what begins ends, in the right order.
class Nesting {
  struct Open {
    std::string name;
    std::size_t line;
    int rules = 0;  ///< by which the clocks of a zone are changed
    int year = 0;   ///< from which on
  };

 public:
  void take(std::string_view line, std::size_t number) {
    const auto colon = line.find(':');
    const std::string name = fold(line.substr(0, colon));
    if (name != "begin" && name != "end") {
      if (open_.empty()) refuse(number, "stands outside of BEGIN:VCALENDAR");
      take_of_zone(line, name, number);
      return;
    }
    const std::string component =
        colon == std::string_view::npos ? "" : fold(line.substr(colon + 1));
    if (name == "begin") {
      if (open_.empty()) begin_outermost(component, number);
      if (open_.size() == deepest_component) refuse(number, "nests too deep");
      open_.push_back({component, number});
      began_ = true;
    } else if (open_.empty() || open_.back().name != component) {
      refuse(number, "ends what has not begun");
    } else {
      years_ += open_.back().rules * std::clamp(last_year - open_.back().year, 1, last_year);
      if (years_ > most_years) refuse(number, "is of a zone too many");
      open_.pop_back();
    }
  }

  /// True where an event stands by itself, as some programs hand one on.
  bool has_bare_event() const { return has_bare_event_; }

  /// Clocks are put forward and back once a year. Any other rule would be stepped through for as
  /// long as the zone is asked for, however often that is; and so would a great many.
  void take_of_zone(std::string_view line, std::string_view name, std::size_t number) {
    const bool of_zone = std::any_of(open_.begin(), open_.end(),
                                     [](const Open& open) { return open.name == "vtimezone"; });
    if (!of_zone) return;
    if (name.starts_with("rrule")) {
      if (!is_clock_rule(line.substr(std::min(line.find(':'), line.size() - 1) + 1)))
        refuse(number, "changes the clocks more often than yearly");
      ++open_.back().rules;
    } else if (name.starts_with("dtstart")) {
      open_.back().year =
          std::atoi(std::string(line.substr(line.find(':') + 1)).substr(0, 4).c_str());
    }
  }

  void finish(std::size_t lines) const {
    if (!began_) refuse(lines, "ends it without BEGIN:VCALENDAR");
    if (!open_.empty()) refuse(open_.back().line, "begins what never ends: the file is cut off");
  }

 private:
  void begin_outermost(const std::string& component, std::size_t number) {
    if (component == "vevent")
      has_bare_event_ = true;
    else if (component != "vcalendar")
      refuse(number, "is not BEGIN:VCALENDAR");
  }

  std::vector<Open> open_;
  bool began_ = false;
  bool has_bare_event_ = false;
  std::int64_t years_ = 0;  ///< through which all rules of zones are stepped
};

/// The next line off the front of `text`: it ends in LF, CR LF or, as old Macs wrote it, CR.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  const bool both = text.substr(end).starts_with("\r\n");
  text.remove_prefix(std::min(text.size(), end + (both ? 2 : 1)));
  return line;
}

}  // namespace

std::string calendar_lines(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::string unfolded;
  unfolded.reserve(text.size());
  Nesting nesting;
  std::string line, name;
  bool is_kept = true;          // false for what is not read
  std::size_t line_number = 0;  // of the first piece of `line`
  std::size_t number = 0;
  const auto finish_line = [&] {
    line.erase(0, line.find_first_not_of(" \t"));  // it would read as folded once more
    if (!trim(line).empty()) {
      if (!is_valid_text(line)) refuse(line_number, "is not UTF-8");
      nesting.take(line, line_number);
      check_version(line, name, line_number);
      if (is_kept && !is_foreign_time(line, name)) unfolded += line + "\r\n";
    }
    line.clear();
  };
  while (!text.empty()) {
    const std::string_view piece = take_line(text);
    ++number;
    const bool folded = number > 1 && (piece.starts_with(' ') || piece.starts_with('\t'));
    if (!folded) {
      finish_line();
      line_number = number;
      name.clear();
      is_kept = true;
    }
    if (is_kept) line += folded ? piece.substr(1) : piece;
    if (name.empty() && line.find_first_of(":;") != std::string::npos) {
      name = name_in(trim(line));
      is_kept = is_read(name);
      if (!is_kept) line.resize(line.find_first_of(":;"));
    }
    if (line.size() > longest_content_line) refuse(line_number, "is too long");
  }
  finish_line();
  nesting.finish(number);
  return nesting.has_bare_event() ? "BEGIN:VCALENDAR\r\n" + unfolded + "END:VCALENDAR\r\n"
                                  : unfolded;
}

}  // namespace rapport
