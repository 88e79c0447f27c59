#include "command/cadence/target_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/resolve.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/target.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_target_name = 40;  // columns: it stands in tables

constexpr const char* whole_example =
    "for example: rapport target add eu --metric customers --amount 15 --every once --region EU";

std::vector<std::string_view> metric_names() {
  std::vector<std::string_view> names;
  for (const MetricRow& row : metrics()) names.push_back(row.name);
  return names;
}

Metric read_metric(const std::string& text) {
  if (const auto metric = find_metric(fold(text))) return *metric;
  throw Error(ErrorKind::usage, fmt::format("there is no metric {}", quoted(text)),
              one_of(text, metric_names()));
}

Every read_every(const std::string& text) {
  if (const auto every = parse_every(text)) return *every;
  constexpr std::array<std::string_view, 4> known{"week", "month", "quarter", "once"};
  throw Error(ErrorKind::usage, quoted(text) + " is not a period",
              one_of(text, known) + ", or a number of weeks such as \"6 weeks\"");
}

/// The words of a repeatable option; "all" takes the filter away.
template <typename E>
void read_words(std::set<E>& values, const std::vector<std::string>& texts, std::string_view what) {
  if (texts.empty()) return;
  values.clear();
  for (const std::string& text : texts)
    if (fold(text) != "all") values.insert(*word_of<E>(std::optional{text}, what));
}

void read_text(std::string& place, const std::optional<std::string>& text, std::string_view what) {
  if (!text) return;
  check_text(*text, what);
  place = std::string(trim(*text));
}

void read_period(const std::string& text, Target& target) {
  target.every = read_every(text);
  if (target.every.is_once()) {
    target.main = false;
  } else {
    target.by.reset();
    target.onboarding = false;
  }
}

void read_what(const TargetOptions& options, Target& target) {
  const bool is_new = target.amount == 0;
  if (is_new && !(options.metric && options.amount && options.every))
    throw Error(ErrorKind::usage, "a target needs --metric, --amount and --every", whole_example);
  const Unit unit = row_of(target.metric).unit;
  if (options.metric) target.metric = read_metric(*options.metric);
  if (!options.amount && unit != row_of(target.metric).unit)
    throw Error(ErrorKind::usage, fmt::format("how many {}?", name_of(target.metric)),
                "say --amount too");
  if (options.amount) target.amount = parse_amount(*options.amount, target.metric);
  if (options.every) read_period(*options.every, target);
  const bool has_weeks =
      target.every.unit == Every::Unit::week || target.every.unit == Every::Unit::weeks;
  if (has_weeks && row_of(target.metric).unit == Unit::minutes &&
      Minutes{target.amount} > target.every.count * Days{7})
    throw Error(ErrorKind::usage,
                amount_text(target.amount, target.metric) + " are more than a week has",
                "write it as 3, 3h, 2h30 or 150m");
}

/// The next day, within a year, on which it is in force.
std::optional<Date> begins_on(const Cadence& cadence, const std::string& name) {
  constexpr int ahead = 366;
  for (int days = 1; days <= ahead; ++days)
    if (cadence.targets().find(name, cadence.today() + Days(days)))
      return cadence.today() + Days(days);
  return std::nullopt;
}

bool has_name(std::span<const std::string> names, std::string_view typed) {
  return std::any_of(names.begin(), names.end(),
                     [folded = fold(typed)](const auto& name) { return fold(name) == folded; });
}

}  // namespace

void declare_target_options(Args& args, TargetOptions& options) {
  args.option(options.metric, "--metric", "METRIC", "what is counted: " + joined(metric_names()),
              Completes::metric)
      .option(options.amount, "--amount", "N", "how much: 15; of hours 3, 3h, 2h30 or 150m")
      .option(options.every, "--every", "PERIOD", "week, month, quarter, \"6 weeks\" or once",
              Completes::period)
      .option(options.by, "--by", "DATE", "with --every once: the deadline", Completes::date)
      .option(options.loop, "--loop", "LOOP", "customer (the default), colleague or self",
              Completes::loop)
      .option(options.kinds, "--kind", "KIND", "only talks of this kind; repeatable",
              Completes::kind)
      .option(options.purposes, "--purpose", "PURPOSE", "only for this purpose; repeatable",
              Completes::purpose)
      .option(options.least, "--least", "LENGTH", "only talks of at least this length",
              Completes::length)
      .option(options.region, "--region", "NAME", "only customers in this region",
              Completes::region)
      .option(options.segment, "--segment", "NAME", "only customers in this segment",
              Completes::segment)
      .option(options.tag, "--tag", "NAME", "only customers with this tag", Completes::tag)
      .option(options.from, "--from", "DATE", "the first day or week it applies to",
              Completes::date)
      .option(options.until, "--until", "DATE", "the last day or week it applies to",
              Completes::date)
      .flag(options.main, "--main", "make it the one that weeks and the streak go by")
      .flag(options.onboarding, "--onboarding", "no week counts until it is met");
}

bool says_nothing(const TargetOptions& options) {
  const auto given = [](const auto&... texts) { return (texts.has_value() || ...); };
  return !given(options.metric, options.amount, options.every, options.by, options.loop,
                options.least, options.region, options.segment, options.tag, options.until) &&
         options.kinds.empty() && options.purposes.empty() && !options.main && !options.onboarding;
}

void read_target_options(const TargetOptions& options, Target& target, const Moment& now) {
  read_what(options, target);
  if (options.by && trim(*options.by).empty())
    target.by.reset();
  else if (options.by)
    target.by = parse_date(*options.by, now, Leaning::future);
  if (options.until && trim(*options.until).empty())
    target.until.reset();
  else if (options.until)
    target.until = parse_days(*options.until, now, Leaning::future).until;
  Filter& filter = target.filter;
  if (const auto loop = word_of<Loop>(options.loop, "loop")) filter.loop = *loop;
  read_words(filter.kinds, options.kinds, "kind");
  read_words(filter.purposes, options.purposes, "purpose");
  if (options.least) filter.least = parse_length(*options.least);
  read_text(filter.region, options.region, "region");
  read_text(filter.segment, options.segment, "segment");
  read_text(filter.tag, options.tag, "tag");
  if (options.main) target.main = true;
  if (options.onboarding) target.onboarding = true;
}

void check_target(const Target& target) {
  const auto refuse = [](const std::string& what, const std::string& hint) {
    throw Error(ErrorKind::usage, what, hint);
  };
  const bool once = target.every.unit == Every::Unit::once;
  if (target.by && !once)
    refuse("--by is for a one-time target", "say --every once, or leave it out");
  if (target.onboarding && !once)
    refuse("onboarding is a one-time target", "say --every once, or leave --onboarding out");
  if (target.main && once)
    refuse("the main target is periodic", "say --every week, or leave --main out");
  if (target.by && *target.by < target.from)
    refuse(fmt::format("its deadline {} would be before it begins", to_string(*target.by)),
           "give a later --by, or an earlier --from");
  if (target.until && *target.until <= target.from)
    refuse(fmt::format("it would end on {}, before it begins", to_string(*target.until - Days{1})),
           "give a later --until");
  const MetricRow& row = row_of(target.metric);
  const auto& kinds_asked = target.filter.kinds;
  if (!kinds_asked.empty() && std::none_of(kinds_asked.begin(), kinds_asked.end(), row.admits))
    refuse(fmt::format("no {} ever counts towards {}", name_of(*kinds_asked.begin()), row.name),
           "leave --kind out, or choose another --metric");
}

void check_target_name(std::string_view name) {
  check_name(name);
  if (display_width(printable(name)) > longest_target_name)
    throw Error(ErrorKind::usage, "that target name is too long",
                fmt::format("use at most {} letters", longest_target_name));
}

std::string resolve_target_name(std::span<const std::string> names, std::string_view typed) {
  const std::string folded = fold(typed);
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const auto& name) { return fold(name) == folded; });
  if (found != names.end()) return *found;
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto near = closest(typed, known);
  throw Error(ErrorKind::not_found, fmt::format("there is no target {}", quoted(typed)),
              !near.empty()   ? fmt::format("did you mean {}?", printable(near.front()))
              : names.empty() ? "see `rapport target add --help`"
                              : fmt::format("there are: {}", printable(joined(names))));
}

std::string target_in_force(const Cadence& cadence, std::string_view typed) {
  const auto names = cadence.targets().names();
  std::vector<std::string> current;
  for (const std::string& name : names)
    if (cadence.targets().find(name, cadence.today())) current.push_back(name);
  if (!has_name(names, typed)) return resolve_target_name(current, typed);
  std::string name = resolve_target_name(names, typed);
  if (std::find(current.begin(), current.end(), name) != current.end()) return name;
  const Date today = cadence.today();
  const auto begins = begins_on(cadence, name);
  throw Error(
      ErrorKind::not_found,
      fmt::format("the target '{}' is not in force on {}", printable(name), day_text(today, today)),
      begins ? fmt::format("it begins on {}", day_text(*begins, today))
             : "`rapport target list --all` shows when it was");
}

}  // namespace rapport
