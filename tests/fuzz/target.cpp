#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "command/book/book_rules.hpp"
#include "command/numbers.hpp"
#include "insist.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/target.hpp"

// What a target asks and what the rules of a book are: within their bounds, read again from how
// they are written, and refused only as something badly typed.
namespace {

using rapport::Rules;

void look_at_amount(std::string_view text) {
  for (const auto metric : {rapport::Metric::visits, rapport::Metric::hours}) {
    badly_typed_or([&] {
      const std::int64_t amount = rapport::parse_amount(text, metric);
      const bool is_time = metric == rapport::Metric::hours;
      insist(amount > 0 && amount <= (is_time ? 600'000 : 1'000'000));
      insist(rapport::parse_amount(std::to_string(amount) + (is_time ? "m" : ""), metric) ==
             amount);
    });
  }
}

void look_at_period(std::string_view text) {
  const auto every = rapport::parse_every(text);
  if (!every) return;
  insist(every->count >= 1 && every->count <= 520);
  insist(rapport::parse_every(rapport::to_string(*every)) == every);
  const rapport::Date anchor = rapport::make_date(2026, 11, 18).value();
  for (const int away : {-400, 0, 4000}) {
    const rapport::Date day = anchor + rapport::Days{away};
    const auto period = rapport::period_around(*every, anchor, day, std::chrono::Monday);
    insist(period.contains(day) || every->unit == rapport::Every::Unit::once);
    insist(!rapport::period_label(*every, period).empty());
  }
}

using Get = std::string (*)(const Rules&);
using Set = void (*)(Rules&, const std::string&);

void look_at_rule(const std::string& text, Get get, Set set) {
  badly_typed_or([&] {
    Rules rules;
    set(rules, text);
    const std::string written = get(rules);
    Rules again;
    set(again, written);
    insist(get(again) == written);
    insist(!rules.work_days.empty() && *rules.work_days.begin() >= 1 &&
           *rules.work_days.rbegin() <= 7);
    insist(rules.hour.count() >= 1 && rules.hour.count() <= 24 * 60);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  look_at_amount(text);
  look_at_period(text);
  look_at_rule(text, rapport::week_start_text, rapport::set_week_start);
  look_at_rule(text, rapport::work_days_text, rapport::set_work_days);
  look_at_rule(text, rapport::hour_text, rapport::set_hour);
  look_at_rule(text, rapport::own_domains_text, rapport::set_own_domains);
  badly_typed_or([&] {
    const int count = rapport::parse_count(text, "rows", 500);
    insist(count >= 1 && count <= 500);
  });
  badly_typed_or([&] { insist(rapport::parse_number(text, "talk") > 0); });
  return 0;
}
