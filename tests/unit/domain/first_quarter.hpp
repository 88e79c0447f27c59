#pragma once

#include "book.hpp"

/// A new PM's first thirteen weeks, as she would have typed them, and what the rules say of them on
/// 2026-11-18 (worked out by hand, not by this program).
namespace rapport {

struct Line {
  const char* customer;
  const char* day;
  int minute;  ///< of the day
  int length;
  Kind kind;
  const char* recorded;
};

inline constexpr std::array first_quarter_lines{
    Line{"Acme Robotics", "2026-08-26", 1000, 60, Kind::visit, "2026-08-26"},
    Line{"Globex Energy", "2026-08-27", 900, 45, Kind::video, "2026-08-27"},
    Line{"Acme Robotics", "2026-08-28", 690, 30, Kind::call, "2026-08-28"},
    Line{"Müller & Söhne", "2026-08-31", 840, 90, Kind::visit, "2026-08-31"},
    Line{"Initech", "2026-09-01", 540, 60, Kind::video, "2026-09-01"},
    Line{"Hooli Partners", "2026-09-03", 960, 60, Kind::call, "2026-09-03"},
    Line{"Müller & Söhne", "2026-09-03", 1020, 30, Kind::call, "2026-09-04"},
    Line{"日本精密", "2026-09-08", 570, 60, Kind::video, "2026-09-08"},
    Line{"Globex Energy", "2026-09-09", 600, 60, Kind::visit, "2026-09-09"},
    Line{"Soylent Foods", "2026-09-10", 870, 60, Kind::video, "2026-09-10"},
    Line{"Vandelay Imports", "2026-09-15", 780, 120, Kind::visit, "2026-09-15"},
    Line{"Initech", "2026-09-17", 660, 60, Kind::video, "2026-09-17"},
    Line{"Umbrella Pharma", "2026-09-21", 840, 60, Kind::visit, "2026-09-21"},
    Line{"Soylent Foods", "2026-09-23", 570, 30, Kind::call, "2026-09-23"},
    Line{"Stark Industries", "2026-10-12", 900, 60, Kind::visit, "2026-10-12"},
    Line{"Wayne Logistics", "2026-10-13", 525, 60, Kind::video, "2026-10-13"},
    Line{"Tyrell Systems", "2026-10-15", 1020, 60, Kind::video, "2026-10-15"},
    Line{"Acme Robotics", "2026-10-19", 630, 60, Kind::visit, "2026-10-19"},
    Line{"Cyberdyne", "2026-10-20", 780, 90, Kind::visit, "2026-10-20"},
    Line{"Vandelay Imports", "2026-10-22", 570, 45, Kind::video, "2026-10-22"},
    Line{"Weyland Yutani", "2026-10-26", 870, 60, Kind::video, "2026-10-26"},
    Line{"Weyland Yutani", "2026-10-29", 690, 20, Kind::email, "2026-10-29"},
    Line{"Stark Industries", "2026-11-02", 960, 60, Kind::call, "2026-11-02"},
    Line{"Cyberdyne", "2026-11-03", 900, 60, Kind::video, "2026-11-04"},
    Line{"Oscorp", "2026-11-05", 990, 60, Kind::visit, "2026-11-05"},
    Line{"Tyrell Systems", "2026-11-10", 510, 60, Kind::call, "2026-11-10"},
    Line{"日本精密", "2026-11-12", 960, 90, Kind::video, "2026-11-12"},
    Line{"Umbrella Pharma", "2026-11-12", 600, 45, Kind::call, "2026-11-16"},
    Line{"Wayne Logistics", "2026-11-16", 840, 60, Kind::visit, "2026-11-16"},
    Line{"Oscorp", "2026-11-18", 600, 60, Kind::call, "2026-11-18"},
};

inline Book first_quarter() {
  Book book("2026-11-18"_d);
  book.facts.now.minute = 18 * 60;
  book.own.pm.judge_from.reset();
  book.own.pm.joined = {"2026-08-26"_d};
  book.customer("Hooli Partners").first_class = Class::partner;
  for (const auto& line : first_quarter_lines) {
    Talk& talk = book.log(line.customer, parse_iso_date(line.day).value(), line.length, line.kind);
    talk.start.minute = line.minute;
    talk.recorded.date = parse_iso_date(line.recorded).value();
  }
  book.off("2026-09-28"_d, "2026-10-09"_d);
  return book;
}

struct ExpectedWeek {
  const char* from;
  std::int64_t done;
  std::int64_t expected;
  State state;
  int sessions;
  int one_hour_sessions;
  int customers;
};

inline constexpr std::array first_quarter_weeks{
    ExpectedWeek{"2026-08-24", 135, 120, State::onboarding, 3, 1, 2},
    ExpectedWeek{"2026-08-31", 180, 180, State::onboarding, 3, 2, 2},
    ExpectedWeek{"2026-09-07", 180, 180, State::onboarding, 3, 3, 3},
    ExpectedWeek{"2026-09-14", 180, 180, State::onboarding, 2, 2, 2},
    ExpectedWeek{"2026-09-21", 90, 180, State::onboarding, 2, 1, 2},
    ExpectedWeek{"2026-09-28", 0, 0, State::paused, 0, 0, 0},
    ExpectedWeek{"2026-10-05", 0, 0, State::paused, 0, 0, 0},
    ExpectedWeek{"2026-10-12", 180, 180, State::onboarding, 3, 3, 3},
    ExpectedWeek{"2026-10-19", 195, 180, State::onboarding, 3, 2, 3},
    ExpectedWeek{"2026-10-26", 60, 180, State::missed, 1, 1, 1},
    ExpectedWeek{"2026-11-02", 180, 180, State::met, 3, 3, 3},
    ExpectedWeek{"2026-11-09", 195, 180, State::met, 3, 2, 3},
    ExpectedWeek{"2026-11-16", 120, 180, State::on_pace, 2, 2, 2},
};

}  // namespace rapport
