#include "rapport/report/next.hpp"

#include <algorithm>
#include <tuple>

#include "rapport/document/table.hpp"
#include "rapport/document/window.hpp"

namespace rapport {
namespace {

constexpr Days soon(7);        // a promise due within these counts as due
constexpr Days long_time(42);  // no contact for that long is worth a word

struct Candidate {
  const Customer* customer = nullptr;
  std::optional<Date> heard;  ///< last contact
  std::optional<Date> due;    ///< of the most urgent promise
  int targets = 0;            ///< unmet ones that a talk would advance
  std::optional<Date> rough;  ///< the last talk was rough, on that day
  std::vector<std::string> reasons;
};

using Candidates = std::unordered_map<Uid, Candidate, UidHash>;

Candidates candidates_of(const Cadence& cadence, const NextFacts& facts) {
  Candidates candidates;
  for (const auto& [uid, customer] : cadence.book().customers) {
    if (customer.merged_into || customer.archived || customer.do_not_contact) continue;
    if (customer.class_on(cadence.today()) != Class::customer) continue;
    Candidate candidate{.customer = &customer};
    if (const auto found = facts.heard.find(uid); found != facts.heard.end())
      candidate.heard = found->second;
    candidates.emplace(uid, std::move(candidate));
  }
  return candidates;
}

/// Last contacts of this PM (of any kind), and whether the last talk was rough.
void add_contacts(Candidates& candidates, const Cadence& cadence) {
  for (const auto& entry : cadence.entries()) {
    const Talk& talk = *entry.talk;
    const Date day = talk.start.date;
    if (talk.status != Status::held || entry.to_come) continue;
    for (const Customer* customer : entry.customers) {
      const auto found = candidates.find(customer->uid);
      if (found == candidates.end()) continue;
      Candidate& candidate = found->second;
      candidate.heard = std::max(candidate.heard.value_or(day), day);
      candidate.rough.reset();
      if (talk.mood == Mood::rough) candidate.rough = day;
    }
  }
}

void add_promised(Candidates& candidates, const Cadence& cadence, const NextFacts& facts) {
  const Date today = cadence.today();
  for (const auto& promise : facts.promises) {
    if (promise.kept) continue;
    for (const auto& uid : promise.customers) {
      const Customer* const customer = find_customer(cadence.book().customers, uid);
      const auto found = customer == nullptr ? candidates.end() : candidates.find(customer->uid);
      if (found == candidates.end()) continue;
      Candidate& candidate = found->second;
      std::string reason = "promised: " + shown_text(promise);
      if (promise.due) reason += ", by " + day_text(*promise.due, today);
      candidate.reasons.push_back(std::move(reason));
      const Date due = promise.due.value_or(last_date);
      candidate.due = std::min(candidate.due.value_or(due), due);
    }
  }
}

/// "6 customers to go in region EU".
std::string quota_text(const Target& target, std::int64_t missing) {
  std::string text = amount_text(missing, target.metric) + " to go";
  if (!target.filter.region.empty()) text += " in region " + target.filter.region;
  if (!target.filter.segment.empty()) text += " in segment " + target.filter.segment;
  if (!target.filter.tag.empty()) text += " tagged " + target.filter.tag;
  return text;
}

/// Targets of a place, and those that count each customer once. Answers those for which there are
/// too few to talk to.
std::vector<CustomerGap> add_quotas(Candidates& candidates, const Cadence& cadence) {
  std::vector<CustomerGap> gaps;
  for (const auto& judgement : cadence.judge_all(cadence.today())) {
    const Target& target = *judgement.target;
    const Filter& filter = target.filter;
    const bool placed = !filter.region.empty() || !filter.segment.empty() || !filter.tag.empty();
    const bool distinct = target.metric == Metric::customers;
    if (judgement.missing() == 0 || (!placed && !distinct)) continue;
    Seen met;
    if (distinct)
      for (const auto& entry : cadence.entries(judgement.period))
        if (!obstacle(entry, target))
          for (const Customer* customer : entry.eligible_customers()) met.insert(customer->uid);
    const std::string asks = quota_text(target, judgement.missing());
    std::int64_t known = 0;
    for (auto& [uid, candidate] : candidates) {
      if (met.contains(uid) || !passes_place(*candidate.customer, filter)) continue;
      ++known;
      ++candidate.targets;
      candidate.reasons.push_back(target.name + ": " + asks);
    }
    if (known < (distinct ? judgement.missing() : 1))
      gaps.push_back({.target = target.name,
                      .asks = asks,
                      .missing = judgement.missing(),
                      .known = known,
                      .region = filter.region,
                      .segment = filter.segment});
  }
  return gaps;
}

void add_silence(Candidates& candidates, Date today) {
  for (auto& [uid, candidate] : candidates) {
    if (candidate.rough) {
      const bool is_of_others = candidate.heard > candidate.rough;
      candidate.reasons.push_back(
          "rough talk on " + day_text(*candidate.rough, today) +
          (is_of_others ? ", only others spoke to them since" : ", no contact since"));
    }
    if (!candidate.heard)
      candidate.reasons.emplace_back("no talk yet");
    else if (today - *candidate.heard >= long_time)
      candidate.reasons.push_back(
          "no contact for " + std::to_string((today - *candidate.heard).count() / 7) + " weeks");
  }
}

/// Where the book itself is short of customers, nobody in it can be the answer.
Table gaps_table(const std::vector<CustomerGap>& gaps) {
  const auto how = [](const CustomerGap& gap) {
    return "rapport customer add NAME" + (gap.region.empty() ? "" : " --region " + gap.region) +
           (gap.segment.empty() ? "" : " --segment " + gap.segment);
  };
  return table_of({.key = "gaps", .title = "Not enough customers in the book"}, gaps,
                  {{"target", "Target", &CustomerGap::target},
                   {"asks", "Asks for", &CustomerGap::asks, Audience::people},
                   {"missing", "Missing", &CustomerGap::missing, Audience::programs},
                   {"known", "In the book", &CustomerGap::known},
                   {"how", "To add one", how, Audience::people}});
}

}  // namespace

NextReport build_next(const Cadence& cadence, const NextFacts& facts, std::size_t count) {
  const Date today = cadence.today();
  Candidates candidates = candidates_of(cadence, facts);
  add_contacts(candidates, cadence);
  add_promised(candidates, cadence, facts);
  NextReport report{.pm = cadence.pm().name, .today = today};
  report.gaps = add_quotas(candidates, cadence);
  add_silence(candidates, today);

  std::vector<const Candidate*> ranked;
  for (const auto& [uid, candidate] : candidates)
    if (!candidate.reasons.empty()) ranked.push_back(&candidate);
  const auto key = [&](const Candidate& candidate) {
    const Date due = candidate.due.value_or(last_date);
    return std::tuple(due <= today + soon ? due : last_date, -candidate.targets,
                      candidate.heard.value_or(first_date), candidate.customer->name);
  };
  std::sort(ranked.begin(), ranked.end(),
            [&](const Candidate* a, const Candidate* b) { return key(*a) < key(*b); });

  const auto hard = std::find_if(ranked.begin(), ranked.end(),
                                 [](const Candidate* candidate) { return !!candidate->rough; });
  if (count > 0 && hard - ranked.begin() >= static_cast<std::ptrdiff_t>(count) &&
      hard != ranked.end())
    std::rotate(ranked.begin() + static_cast<std::ptrdiff_t>(count) - 1, hard, hard + 1);
  report.total = ranked.size();
  if (count != 0) ranked.resize(std::min(ranked.size(), count));

  for (const Candidate* candidate : ranked)
    report.suggestions.push_back({.customer = candidate->customer->name,
                                  .last_contact = candidate->heard,
                                  .reasons = candidate->reasons});
  return report;
}

Document document_of(const NextReport& report) {
  Document document{
      .report = "next",
      .blocks = {Heading{report.pm + " · whom to talk to next"},
                 KeyValues{{value_for_programs("pm", report.pm)}},
                 follow_ups_table(report.follow_ups, report.today, {.title = "Follow-ups"}),
                 table_of(
                     {.key = "suggestions",
                      .empty = "Nobody in particular. Somebody new? rapport customer add NAME"},
                     report.suggestions,
                     {{"customer", "Customer", &Suggestion::customer},
                      {"last_contact", "Last contact", &Suggestion::last_contact},
                      {"reasons", "Why", &Suggestion::reasons}}),
                 gaps_table(report.gaps)},
      .main_table = "suggestions"};
  add_window(document,
             {.shown = report.suggestions.size(), .total = report.total, .what = "customer"});
  return document;
}

}  // namespace rapport
