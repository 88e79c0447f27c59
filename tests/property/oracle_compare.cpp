#include "oracle_compare.hpp"

#include <map>
#include <sstream>

#include "oracle_model.hpp"
#include "rapport/domain/cadence.hpp"

namespace rapport {
namespace {

template <typename T>
std::string shown(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}
std::string shown(const Uid& uid) { return to_string(uid); }
std::string shown(Date day) { return to_string(day); }
std::string shown(const DateRange& days) {
  return to_string(days.from) + " until " + to_string(days.until);
}
template <typename T>
std::string shown(const std::optional<T>& value) {
  return value ? shown(*value) : "nothing";
}
template <typename T>
std::string shown(const std::vector<T>& values) {
  std::string text = "[";
  for (const auto& value : values) text += " " + shown(value);
  return text + " ]";
}

/// Collects the first difference.
class Comparison {
 public:
  explicit Comparison(const Life& life)
      : life_(life), engine_(life.book, life.own), model_(life.book, life.own) {}

  std::string run() {
    span();
    for (Date day = from_; day <= until_ && ok(); day += Days(3)) targets_on(day);
    for (Date day = from_; day <= until_ && ok(); day += Days(7)) week(day);
    marks();
    for (const auto& entry : engine_.entries()) talk(entry);
    for (const auto& progress : engine_.onboarding()) this->progress(progress);
    same("judged from", model_.judged_from(), engine_.judged_from());
    return difference_;
  }

 private:
  bool ok() const { return difference_.empty(); }

  template <typename A, typename B>
  void same(const std::string& what, const A& model, const B& engine) {
    if (!ok()) return;
    if (shown(model) != shown(engine))
      difference_ = what + ": the rules say " + shown(model) + ", the engine " + shown(engine);
  }

  void span() {
    from_ = until_ = life_.book.now.date;
    const auto stretch = [&](Date day) {
      from_ = std::min(from_, day);
      until_ = std::max(until_, day);
    };
    for (const auto& talk : life_.own.talks) stretch(talk.start.date);
    for (const Date day : life_.own.pm.joined) stretch(day);
    for (const Date day : life_.own.pm.left) stretch(day);
    from_ -= Days(10);
    until_ += Days(20);
  }

  void targets_on(Date day) {
    const auto expected = model_.governing(day);
    const auto found = engine_.judge_all(day);
    std::vector<std::string> expected_names;
    std::vector<std::string> found_names;
    for (const auto& target : expected) expected_names.push_back(target.version.name);
    for (const auto& judgement : found) found_names.push_back(judgement.target->name);
    same("targets on " + to_string(day), expected_names, found_names);
    for (std::size_t at = 0; at < expected.size() && ok(); ++at) {
      OracleVerdict verdict = model_.verdict(expected[at]);
      if (expected[at].version.every.unit == Every::Unit::once && verdict.judged)
        verdict.judged = !model_.onboarding(model_.week(day).days);
      judgement(to_string(day), verdict, found[at]);
      if (found[at].target->every.unit == Every::Unit::once)
        progress(engine_.progress(found[at]), expected[at]);
    }
  }

  void judgement(const std::string& day, const OracleVerdict& model, const Judgement& engine) {
    const std::string of = model.target.name + " around " + day + ": ";
    same(of + "version", model.target.uid, engine.target->uid);
    same(of + "period", model.period, engine.period);
    same(of + "amount", model.target.amount, engine.amount);
    same(of + "done", model.done, engine.done);
    same(of + "expected", model.expected, engine.expected);
    if (model.target.every.unit != Every::Unit::once)
      same(of + "working days", model.working, engine.working_days);
    if (model.period.until < last_date) {
      same(of + "available days", model.available, engine.available_days);
      same(of + "passed days", model.passed, engine.passed_days);
    }
    same(of + "closed", model.closed, engine.closed);
    same(of + "state", model.state, name_of(engine.state));
    same(of + "judged", model.judged, engine.judged);
  }

  void week(Date day) {
    const OracleWeek model = model_.week(day);
    const Week engine = engine_.week(day);
    const std::string of = "week of " + to_string(model.days.from) + ": ";
    same(of + "days", model.days, engine.days);
    same(of + "main target", model.main.has_value(), engine.main.has_value());
    if (model.main && engine.main) judgement(to_string(day), *model.main, *engine.main);
    same(of + "state", model.state, name_of(engine.state));
    same(of + "sessions", model.sessions, engine.sessions);
    same(of + "one-hour sessions", model.one_hour_sessions, engine.one_hour_sessions);
    same(of + "on site", model.on_site_sessions, engine.on_site_sessions);
    same(of + "minutes", model.session_minutes, engine.session_minutes);
    same(of + "discovery", model.discovery_minutes, engine.discovery_minutes);
    same(of + "customers", model.customers, engine.customers);
    same(of + "onboarding", model_.onboarding(model.days), engine_.is_onboarding(model.days));
    if (model.days.from > life_.book.now.date) return;
    const OracleStreak said = model_.streak(day);
    const Streak found = engine_.streak(day);
    same(of + "streak", said.streak, found.streak);
    same(of + "met", said.met, found.met);
    same(of + "judged", said.judged, found.judged);
  }

  /// Which misses are forgiven, seen from a strip of all weeks and from a shorter one.
  void marks() {
    const Date now = life_.book.now.date;
    for (const Date first : {from_, from_ + Days(50)}) {
      if (!ok() || first > now) return;
      for (const auto& week : engine_.weeks(first, now))
        same("week of " + to_string(week.days.from) + ": forgiven",
             model_.week(week.days.from).forgiven, week.forgiven);
    }
  }

  void talk(const Entry& entry) {
    const Talk& talk = *entry.talk;
    const std::string of = "talk #" + std::to_string(talk.number) + ": ";
    same(of + "late", model_.late(talk), engine_.is_late(talk));
    same(of + "overlaps", model_.overlaps(talk), engine_.overlaps(talk));
    for (const auto& target : model_.governing(talk.start.date)) {
      const auto model = model_.reason(talk, target.version);
      const auto engine = obstacle(entry, target.version);
      const std::string towards =
          of + "towards " + target.version.name + " #" + to_string(target.version.uid) + ": ";
      same(towards + "rule", model ? model->rule : "counts", engine ? rule(*engine) : "counts");
      const auto wording = reason_not_counted(entry, target.version);
      same(towards + "has a reason", model.has_value(), wording.has_value());
      if (model && !model->wording.empty()) same(towards + "reason", model->wording, *wording);
    }
  }

  static std::string rule(Obstacle obstacle) {
    static const std::map<Obstacle, std::string> rules{{Obstacle::status, "status"},
                                                       {Obstacle::to_come, "to-come"},
                                                       {Obstacle::membership, "membership"},
                                                       {Obstacle::customer_class, "class"},
                                                       {Obstacle::kind, "kind"},
                                                       {Obstacle::loop, "loop"},
                                                       {Obstacle::purpose, "purpose"},
                                                       {Obstacle::length, "length"},
                                                       {Obstacle::region, "place"},
                                                       {Obstacle::segment, "place"},
                                                       {Obstacle::tag, "place"}};
    return rules.at(obstacle);
  }

  void progress(const Progress& engine) {
    const auto model = model_.find(engine.target->name, life_.book.now.date);
    same("onboarding " + engine.target->name + " governs", model.has_value(), true);
    if (ok()) progress(engine, *model);
  }

  void progress(const Progress& engine, const OracleTarget& target) {
    const OracleProgress model = model_.progress(target);
    const std::string of = target.version.name + ": ";
    same(of + "progress", model.done, engine.done);
    same(of + "met on", model.met_on, engine.met_on);
    if (target.version.onboarding) same(of + "settled on", model.closed_on, engine.closed_on);
    std::vector<std::int64_t> numbers;
    for (const Talk* talk : engine.talks) numbers.push_back(talk->number);
    same(of + "what makes it up", model.talks, numbers);
  }

  const Life& life_;
  Cadence engine_;
  Oracle model_;
  Date from_;
  Date until_;
  std::string difference_;
};

}  // namespace

std::string disagreement(const Life& life) { return Comparison(life).run(); }

}  // namespace rapport
