#include "rapport/domain/target.hpp"

#include "domain/words/scan.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/dates.hpp"

namespace rapport {
namespace {

constexpr std::int64_t most_hours = 1'000;
constexpr std::int64_t most_of_a_count = 10'000;

/// "40h", "40h30" or "2400m": what a length, which ends with the day, cannot be.
std::optional<std::int64_t> match_many_minutes(std::string_view text) {
  const std::size_t digits = leading_digits(text);
  const auto number = whole_number(text.substr(0, digits));
  if (!number || *number > huge_number / minutes_of_hour) return std::nullopt;
  const std::string_view rest = text.substr(digits);
  if (rest.empty() || rest == "h") return *number * minutes_of_hour;
  if (rest == "m" || rest == "min") return *number;
  if (rest.front() != 'h') return std::nullopt;
  const std::string_view behind = rest.substr(1);
  const std::size_t more = leading_digits(behind);
  const auto minutes = whole_number(behind.substr(0, more));
  const bool ends = behind.substr(more).empty() || behind.substr(more) == "m";
  if (!minutes || !ends || *minutes >= minutes_of_hour) return std::nullopt;
  return *number * minutes_of_hour + *minutes;
}

/// Minutes; a number alone is hours.
std::optional<std::int64_t> match_hours(std::string_view text) {
  if (const auto minutes = match_many_minutes(text)) return minutes;
  const bool is_number = text.find_first_not_of("0123456789.,") == std::string_view::npos;
  const auto length = match_length(std::string(text) + (is_number ? "h" : ""));
  return length ? std::optional<std::int64_t>(length->count()) : std::nullopt;
}

template <typename E>
std::string any_of_text(const std::set<E>& values) {
  std::vector<std::string_view> names;
  for (const E value : values) names.push_back(name_of(value));
  return joined(names, " or ");
}

}  // namespace

std::int64_t parse_amount(std::string_view text, Metric metric) {
  const bool hours = row_of(metric).unit == Unit::minutes;
  const std::string folded = fold(text);
  const std::size_t digits = leading_digits(folded);
  const auto amount = hours                    ? match_hours(folded)
                      : digits < folded.size() ? std::nullopt
                                               : whole_number(folded);
  if (amount && *amount > 0 && *amount <= (hours ? most_hours * minutes_of_hour : most_of_a_count))
    return *amount;
  throw Error(ErrorKind::usage,
              "'" + printable(text) + "' is not an amount of " + std::string(name_of(metric)),
              hours ? "write it as 3, 3h, 2h30 or 150m" : "write a whole number such as 15");
}

std::string asks_text(const Target& target, Date today) {
  const std::string amount = amount_text(target.amount, target.metric);
  if (target.every.is_once())
    return amount + " once" + (target.by ? ", by " + day_text(*target.by, today) : "");
  const bool has_number = target.every.unit == Every::Unit::weeks;
  return amount + (has_number ? " every " : " a ") + to_string(target.every);
}

std::string filter_text(const Filter& filter) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view what, std::string_view value) {
    if (!value.empty()) parts.push_back(std::string(what) + std::string(value));
  };
  add("region ", filter.region);
  add("segment ", filter.segment);
  add("tag ", filter.tag);
  if (filter.loop != Loop::customer) add("loop ", name_of(filter.loop));
  add("", any_of_text(filter.kinds));
  add("", any_of_text(filter.purposes));
  if (filter.least > Minutes(0)) add("at least ", length_text(filter.least));
  return joined(parts);
}

std::vector<Target> default_targets() {
  return {{.name = "onboarding",
           .metric = Metric::visits,
           .amount = 15,
           .every = {.unit = Every::Unit::once},
           .onboarding = true},
          {.name = "weekly",
           .metric = Metric::hours,
           .amount = 180,
           .every = {.unit = Every::Unit::week},
           .main = true}};
}

}  // namespace rapport
