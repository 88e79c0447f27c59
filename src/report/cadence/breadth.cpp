#include "rapport/report/breadth.hpp"

#include <algorithm>
#include <unordered_map>

#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {
namespace {

constexpr int breadth_weeks = 13;
constexpr std::size_t shown_customers = 6;

/// Whether somebody with whom the talk was has a role that `passes`.
template <typename Passes>
bool has_role(const Talk& talk, const People& people, const Passes& passes) {
  return std::any_of(talk.people.begin(), talk.people.end(), [&](const Uid& uid) {
    const auto person = people.find(uid);
    return person != people.end() && passes(fold(person->second.role));
  });
}

std::string roles_text(const Breadth& breadth) {
  if (breadth.with_nobody == breadth.sessions)
    return "unknown: nobody with a role was named in " +
           amount_text(breadth.sessions, Metric::sessions);
  std::string text = std::to_string(breadth.with_users) + " with users, " +
                     std::to_string(breadth.with_buyers) + " with buyers";
  if (breadth.with_nobody > 0)
    text += ", " + std::to_string(breadth.with_nobody) + " with roles unknown";
  return text;
}

Chart shares_chart(const Breadth& breadth) {
  Chart chart{.kind = ChartKind::shares,
              .title = "Time with each customer, 13 weeks",
              .metric = Metric::hours,
              .points = {},
              .legend = ""};
  std::int64_t others = 0;
  for (std::size_t i = 0; i < breadth.customers.size(); ++i) {
    const TimeShare& share = breadth.customers[i];
    if (i < shown_customers || breadth.customers.size() == shown_customers + 1)
      chart.points.push_back({.label = share.customer, .value = share.minutes});
    else
      others += share.minutes;
  }
  if (others > 0)
    chart.points.push_back(
        {.label = std::to_string(breadth.customers.size() - shown_customers) + " others",
         .value = others,
         .tone = Tone::quiet});
  return chart;
}

}  // namespace

int Breadth::top_share() const {
  return customers.empty() ? 0 : percent_of(customers.front().minutes, minutes);
}

Breadth build_breadth(const Cadence& cadence, const People& people) {
  const DateRange running = week_of(cadence.today(), cadence.rules().week_start);
  Breadth breadth{.days = {running.from - Days{7 * (breadth_weeks - 1)}, running.until}};
  std::unordered_map<Uid, TimeShare, UidHash> shares;
  for (const Entry* entry : cadence.sessions(breadth.days)) {
    const Talk& talk = *entry->talk;
    ++breadth.sessions;
    breadth.minutes += talk.length.count();
    if (talk.kind == Kind::visit) ++breadth.on_site;
    const auto with = [&](const auto& passes) { return has_role(talk, people, passes); };
    if (with([](const std::string& role) { return role == "user"; })) ++breadth.with_users;
    if (with([](const std::string& role) { return role == "buyer"; })) ++breadth.with_buyers;
    if (!with([](const std::string& role) { return !role.empty(); })) ++breadth.with_nobody;
    const auto customers = entry->eligible_customers();
    for (const Customer* customer : customers) {
      auto& share = shares[customer->uid];
      share.customer = customer->name;
      share.minutes += talk.length.count() / static_cast<std::int64_t>(customers.size());
      ++share.sessions;
    }
  }
  for (auto& [uid, share] : shares) breadth.customers.push_back(std::move(share));
  std::sort(breadth.customers.begin(), breadth.customers.end(), [](const auto& a, const auto& b) {
    return a.minutes != b.minutes ? a.minutes > b.minutes : a.customer < b.customer;
  });
  return breadth;
}

std::vector<Block> blocks_of(const Breadth& breadth) {
  const auto count = static_cast<std::int64_t>(breadth.customers.size());
  std::vector<Block> blocks{
      Heading{"Breadth, 13 weeks", 2},
      KeyValues{{value_for_programs("breadth_customers", count),
                 value_for_programs("breadth_top_share", breadth.top_share()),
                 value_for_programs("breadth_sessions", breadth.sessions),
                 value_for_programs("breadth_on_site", breadth.on_site),
                 value_for_programs("breadth_with_users", breadth.with_users),
                 value_for_programs("breadth_with_buyers", breadth.with_buyers)}}};
  if (breadth.sessions == 0) {
    blocks.emplace_back(Text{"No session with a customer in these weeks.", Tone::quiet});
  } else {
    blocks.emplace_back(KeyValues{
        {value_for_people("Customers",
                          std::to_string(count) + ", " + std::to_string(breadth.top_share()) +
                              "% of the time with " + breadth.customers.front().customer),
         value_for_people("Users and buyers", roles_text(breadth)),
         value_for_people("On site",
                          part_text(breadth.on_site, breadth.sessions, Metric::sessions))}});
    blocks.emplace_back(shares_chart(breadth));
  }
  blocks.emplace_back(
      table_of({.key = "breadth", .audience = Audience::programs}, breadth.customers,
               {{"customer", "", &TimeShare::customer},
                {"minutes", "", [](const TimeShare& share) { return Minutes(share.minutes); }},
                {"sessions", "", &TimeShare::sessions}}));
  return blocks;
}

}  // namespace rapport
