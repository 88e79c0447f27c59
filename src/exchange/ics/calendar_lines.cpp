#include "exchange/ics/calendar_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
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

[[noreturn]] void refuse(std::size_t line, const std::string& what) {
  throw Error(ErrorKind::bad_data, fmt::format("this is not a calendar: line {} {}", line, what),
              "export it once more as iCalendar (.ics)");
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

}  // namespace

std::string calendar_lines(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::string unfolded;
  unfolded.reserve(text.size());
  Nesting nesting;
  std::string line;
  std::size_t line_number = 0;  // of the first piece of `line`
  std::size_t number = 0;
  const auto finish_line = [&] {
    line.erase(0, line.find_first_not_of(" \t"));  // it would read as folded once more
    if (!trim(line).empty()) {
      if (!is_valid_text(line)) refuse(line_number, "is not UTF-8");
      nesting.take(line, line_number);
      unfolded += line + "\r\n";
    }
    line.clear();
  };
  for (std::string_view piece : split(text, '\n')) {
    ++number;
    if (piece.ends_with('\r')) piece.remove_suffix(1);
    const bool folded = number > 1 && (piece.starts_with(' ') || piece.starts_with('\t'));
    if (!folded) {
      finish_line();
      line_number = number;
    }
    line += folded ? piece.substr(1) : piece;
    if (line.size() > longest_content_line) refuse(line_number, "is too long");
  }
  finish_line();
  nesting.finish(number);
  return nesting.has_bare_event() ? "BEGIN:VCALENDAR\r\n" + unfolded + "END:VCALENDAR\r\n"
                                  : unfolded;
}

}  // namespace rapport
