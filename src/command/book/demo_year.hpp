#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "command/book/demo_cast.hpp"
#include "command/book/demo_script.hpp"

namespace rapport::demo {

inline constexpr int demo_weeks = 52;

struct Host {
  std::string name;
  Uid uid;
  int joined = demo_weeks;  ///< weeks ago
  std::vector<std::string> customers;
  bool avoids = false;
  std::vector<int> talks_a_week;  ///< in turn
  std::vector<int> off;           ///< weeks ago
  Pm pm;
};

/// 52 weeks of three PMs up to now. Priya keeps the cadence and goes back after hard talks. Marco
/// has the hours, and leaves hard customers alone. Lena joined in the last quarter, works part-time
/// and has bad luck: many rough talks, each of them followed up.
class Year {
 public:
  Year(Store& book, const Stamp& clock)
      : book_(book),
        script_(clock),
        now_(clock.local),
        monday_(week_start(clock.local.date, std::chrono::Monday)) {}

  void write();

 private:
  Date day(int weeks_ago, int weekday) const { return monday_ - Days{7 * weeks_ago - weekday}; }

  void write_beginning();
  void write_weeks(Host& host);
  void write_talk(Host& host, const std::string& name, int weeks_ago, Date on, int minute);
  void write_promise(Host& host, const std::string& name, Date on, int number);
  void write_plan(const Host& host, int weeks_ago);
  void write_wishes();
  void write_showstoppers();
  void write_stories();
  void write_listening();
  void write_in_loop(const Host& host, Loop loop, Date on, Minutes length, std::string_view person,
                     std::string_view text);
  void write_reviews();
  void write_plans();
  void write_moments();
  void write_board(int weeks_ago, std::string_view learned);
  void write_joint_visit(int weeks_ago, std::string_view name, std::string_view learned);
  void write_mails();
  void write_late_talk();
  void write_corrected_talk();
  void write_private_talk();
  void write_missed();
  void write_time_off();
  void write_aims();
  void write_learned(Writing& writing, const Host& host, const Uid& talk, std::string_view text);

  Interaction talk_of(const Host& host, Kind kind, const Moment& start, int minutes) const;
  Interaction talk_with(const Host& host, const std::string& name, Date on, int minute);
  const Organisation& organisation(const std::string& name) const {
    return *std::find_if(organisations().begin(), organisations().end(),
                         [&](const Organisation& one) { return one.name == name; });
  }

  std::optional<Uid> latest_of(std::string_view name) const {
    const auto talk = latest_.find(name);
    return talk == latest_.end() ? std::nullopt : std::optional{talk->second};
  }

  Store& book_;
  Script script_;
  Dice dice_;
  Moment now_;
  Date monday_;  ///< of the running week
  std::vector<Host> hosts_;
  std::map<std::string, Uid, std::less<>> customers_, people_;
  std::map<std::string, Uid, std::less<>> latest_;  ///< talk with a customer
  std::map<std::string, std::size_t> said_, talks_, rough_;
  std::map<std::pair<std::string, std::string>, int> free_from_;  ///< host and customer: weeks ago
};

}  // namespace rapport::demo
