#include "rapport/report/breadth.hpp"

#include <algorithm>
#include <unordered_map>

#include "rapport/base/text.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {
namespace {

constexpr int breadth_weeks = 13;
constexpr std::size_t shown_customers = 6;

bool is_with(const Talk& talk, const People& people, std::string_view role) {
  return std::any_of(talk.people.begin(), talk.people.end(), [&](const Uid& uid) {
    const auto person = people.find(uid);
    return person != people.end() && fold(person->second.role) == role;
  });
}

bool has_roles(const Talk& talk, const People& people) {
  return std::any_of(talk.people.begin(), talk.people.end(), [&](const Uid& uid) {
    const auto person = people.find(uid);
    return person != people.end() && !person->second.role.empty();
  });
}

std::string of_sessions(int part, int whole) {
  return std::to_string(part) + " of " + amount_text(whole, Metric::sessions) + " (" +
         std::to_string(percent_of(part, whole)) + "%)";
}

std::string roles_text(const Breadth& breadth) {
  if (breadth.with_nobody == breadth.sessions)
    return "not known: no person with a role was named in " +
           amount_text(breadth.sessions, Metric::sessions);
  std::string text = std::to_string(breadth.with_users) + " with users, " +
                     std::to_string(breadth.with_buyers) + " with buyers";
  if (breadth.with_nobody > 0)
    text += ", " + std::to_string(breadth.with_nobody) + " with nobody of a known role";
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
    const auto& share = breadth.customers[i];
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

Table shares_table(const Breadth& breadth) {
  Table table{.key = "breadth",
              .title = "",
              .columns = {{.key = "customer"}, {.key = "minutes"}, {.key = "sessions"}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  for (const auto& share : breadth.customers)
    table.rows.push_back(
        {{share.customer}, {Minutes(share.minutes)}, {static_cast<std::int64_t>(share.sessions)}});
  return table;
}

}  // namespace

int Breadth::top_share() const {
  return customers.empty() ? 0 : percent_of(customers.front().minutes, minutes);
}

Breadth build_breadth(const Cadence& cadence, const People& people) {
  const DateRange running = week_of(cadence.today(), cadence.rules().week_start);
  Breadth breadth{.days = {running.from - Days{7 * (breadth_weeks - 1)}, running.until}};
  std::unordered_map<Uid, Breadth::Share, UidHash> shares;
  for (const Entry* entry : cadence.sessions(breadth.days)) {
    const Talk& talk = *entry->talk;
    ++breadth.sessions;
    breadth.minutes += talk.length.count();
    if (talk.kind == Kind::visit) ++breadth.on_site;
    if (is_with(talk, people, "user")) ++breadth.with_users;
    if (is_with(talk, people, "buyer")) ++breadth.with_buyers;
    if (!has_roles(talk, people)) ++breadth.with_nobody;
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
  const auto number = [](const char* key, int value) {
    return KeyValue{key, "", {static_cast<std::int64_t>(value)}, Audience::programs};
  };
  const auto told = [](const char* title, std::string text) {
    return KeyValue{"", title, {std::move(text)}, Audience::people};
  };
  std::vector<Block> blocks{
      Heading{"Breadth, 13 weeks", 2},
      KeyValues{{number("breadth_customers", static_cast<int>(breadth.customers.size())),
                 number("breadth_top_share", breadth.top_share()),
                 number("breadth_sessions", breadth.sessions),
                 number("breadth_on_site", breadth.on_site),
                 number("breadth_with_users", breadth.with_users),
                 number("breadth_with_buyers", breadth.with_buyers)}}};
  if (breadth.sessions == 0) {
    blocks.emplace_back(Text{"No session with a customer in these weeks.", Tone::quiet});
  } else {
    KeyValues facts;
    facts.values.push_back(told("Customers", std::to_string(breadth.customers.size()) + ", " +
                                                 std::to_string(breadth.top_share()) +
                                                 "% of the time with " +
                                                 breadth.customers.front().customer));
    facts.values.push_back(told("Users and buyers", roles_text(breadth)));
    facts.values.push_back(told("On site", of_sessions(breadth.on_site, breadth.sessions)));
    blocks.emplace_back(std::move(facts));
    blocks.emplace_back(shares_chart(breadth));
  }
  blocks.emplace_back(shares_table(breadth));
  return blocks;
}

}  // namespace rapport
