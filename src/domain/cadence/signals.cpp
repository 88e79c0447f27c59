#include "rapport/domain/signals.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace rapport {
namespace {

constexpr int least_days_not_revisited = 14;

/// A conversation as the signals see it; several on one day are one contact.
struct Contacted {
  std::int64_t number = 0;
  Date day{};
  bool rough = false;
  std::vector<Uid> customers;
};

/// The days until the next contact; `running` while there is none yet.
struct Gap {
  int days = 0;
  bool rough = false;
  bool running = false;
};

std::vector<Contacted> contacts_of(std::span<const Talk> talks, const Customers& customers,
                                   Date today) {
  std::vector<Contacted> contacts;
  for (const Talk& talk : talks) {
    if (talk.loop != Loop::customer || talk.status != Status::held) continue;
    if (is_to_come(talk.start.date, talk.recorded.date, today)) continue;
    Contacted contact{.number = talk.number,
                      .day = talk.start.date,
                      .rough = talk.mood == Mood::rough,
                      .customers = {}};
    for (const Uid& uid : talk.customers)
      if (const Customer* customer = find_customer(customers, uid))
        contact.customers.push_back(customer->uid);
    contacts.push_back(std::move(contact));
  }
  return contacts;
}

/// The first of `days` after `day`.
std::optional<Date> next_after(const std::set<Date>& days, Date day) {
  const auto next = days.upper_bound(day);
  return next == days.end() ? std::nullopt : std::optional{*next};
}

using ContactDays = std::map<Uid, std::set<Date>>;

ContactDays days_by_customer(const std::vector<Contacted>& contacts) {
  ContactDays days;
  for (const Contacted& contact : contacts)
    for (const Uid& customer : contact.customers) days[customer].insert(contact.day);
  return days;
}

/// The next contact with any of the customers of a talk.
std::optional<Date> next_with_same(const ContactDays& days, const Contacted& contact) {
  std::optional<Date> first;
  for (const Uid& customer : contact.customers) {
    const auto next = next_after(days.at(customer), contact.day);
    if (next && (!first || *next < *first)) first = next;
  }
  return first;
}

Gap gap_of(const Contacted& contact, std::optional<Date> next, Date today) {
  return {.days = static_cast<int>((next.value_or(today) - contact.day).count()),
          .rough = contact.rough,
          .running = !next};
}

/// The lower of the two middle ones of an even number: a number of days that occurred.
std::optional<int> median_of(std::vector<int> days) {
  if (days.empty()) return std::nullopt;
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>((days.size() - 1) / 2);
  std::nth_element(days.begin(), middle, days.end());
  return *middle;
}

/// The chance that at least `longer` of `all` gaps exceed a median by luck.
double chance_of(int longer, int all) {
  double chance = 0;
  double ways = 1;  // all over k
  double whole = 1;
  for (int k = 0; k < all; ++k) whole *= 2;
  for (int k = 0; k <= all; ++k) {
    if (k >= longer) chance += ways / whole;
    ways = ways * (all - k) / (k + 1);
  }
  return chance;
}

GapSignal gap_signal(const std::vector<Gap>& gaps) {
  GapSignal signal;
  std::vector<int> ended;
  for (const Gap& gap : gaps)
    if (!gap.rough && !gap.running) ended.push_back(gap.days);
  const int so_far = median_of(ended).value_or(0);
  std::vector<int> rough;
  std::vector<int> others;
  for (const Gap& gap : gaps)
    if (!gap.running || gap.days > so_far) (gap.rough ? rough : others).push_back(gap.days);
  signal.rough = static_cast<int>(rough.size());
  signal.others = static_cast<int>(others.size());
  signal.after_rough = median_of(rough);
  signal.usual = median_of(others);
  signal.speaks = signal.rough >= least_rough_talks && signal.others >= least_other_talks;
  if (!signal.speaks) return signal;
  const int usual = *signal.usual;
  signal.longer = static_cast<int>(
      std::count_if(rough.begin(), rough.end(), [&](int days) { return days > usual; }));
  constexpr double once_in_twenty = 0.05;
  signal.stands_out = *signal.after_rough * 2 >= usual * 3 &&
                      chance_of(signal.longer, signal.rough) <= once_in_twenty;
  return signal;
}

CancelSignal cancel_signal(std::span<const Talk> talks, Date today) {
  CancelSignal signal;
  for (const Talk& talk : talks) {
    if (talk.loop != Loop::customer || is_to_come(talk.start.date, talk.recorded.date, today))
      continue;
    const bool called_off = talk.status == Status::cancelled;
    // A talk that was written down before it took place had been a plan.
    const bool was_planned =
        talk.status == Status::no_show || (talk.status == Status::held && talk.was_planned);
    if (called_off || was_planned) ++signal.plans;
    if (!called_off || !talk.cancelled_by) continue;
    ++(*talk.cancelled_by == Side::me ? signal.by_me : signal.by_them);
  }
  signal.speaks = signal.plans >= least_plans;
  signal.stands_out = signal.speaks && signal.by_me >= 3 && signal.by_me * 4 >= signal.plans &&
                      signal.by_me > signal.by_them;
  return signal;
}

std::vector<NotRevisited> not_revisited(const std::vector<Contacted>& contacts,
                                        const ContactDays& days, const GapSignal& usual,
                                        Date today) {
  std::vector<NotRevisited> found;
  if (usual.others < least_other_talks || !usual.usual) return found;
  const int patience = revisit_days(*usual.usual);
  std::set<Uid> named;
  for (const Contacted& contact : contacts) {
    if (!contact.rough) continue;
    const int passed = static_cast<int>((today - contact.day).count());
    if (passed < patience) continue;
    for (const Uid& customer : contact.customers)
      if (!next_after(days.at(customer), contact.day) && named.insert(customer).second)
        found.push_back({contact.number, customer, contact.day, passed});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const NotRevisited& a, const NotRevisited& b) { return a.days > b.days; });
  return found;
}

}  // namespace

int revisit_days(int usual) {
  return std::max(least_days_not_revisited, std::min(usual, longest_usual_days) * 2);
}

Signals signals_of(std::span<const Talk> talks, const Customers& customers, Date today) {
  const std::vector<Contacted> contacts = contacts_of(talks, customers, today);
  const ContactDays by_customer = days_by_customer(contacts);
  std::set<Date> any;
  for (const Contacted& contact : contacts) any.insert(contact.day);

  std::vector<Gap> with_customer;
  std::vector<Gap> with_anyone;
  for (const Contacted& contact : contacts) {
    if (contact.customers.empty()) continue;
    with_customer.push_back(gap_of(contact, next_with_same(by_customer, contact), today));
    with_anyone.push_back(gap_of(contact, next_after(any, contact.day), today));
  }
  Signals signals{.with_customer = gap_signal(with_customer),
                  .with_anyone = gap_signal(with_anyone),
                  .cancelled = cancel_signal(talks, today),
                  .not_revisited = {}};
  if (!talks.empty()) signals.days = {talks.front().start.date, today + Days{1}};
  signals.not_revisited = not_revisited(contacts, by_customer, signals.with_customer, today);
  return signals;
}

}  // namespace rapport
