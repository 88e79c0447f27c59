#include "rapport/command/talk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/facts.hpp"
#include "rapport/command/numbers.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/report/status.hpp"

namespace rapport {
namespace {

/// Minutes since the epoch at which a talk of known start begins.
std::int64_t absolute_minute(const Moment& start) {
  return start.date.time_since_epoch().count() * 24 * 60 + start.minute.value_or(0);
}

bool overlap_in_time(const Interaction& a, const Talk& b) {
  if (!a.start.minute || !b.start.minute) return false;
  const auto begin_a = absolute_minute(a.start);
  const auto begin_b = absolute_minute(b.start);
  return begin_a < begin_b + b.length.count() && begin_b < begin_a + a.length.count();
}

bool share_one(const std::set<Uid>& a, const std::vector<Uid>& b) {
  return std::any_of(b.begin(), b.end(), [&](const Uid& uid) { return a.contains(uid); });
}

}  // namespace

Interaction resolve_interaction(Store& store, const std::string& text) {
  const std::int64_t number = parse_number(text, "talk");
  if (auto found = store.find_number<Interaction>(number)) return *found;
  throw Error(ErrorKind::not_found, fmt::format("there is no talk #{}", number),
              "see `rapport list`; `rapport history` shows what was removed");
}

std::vector<std::string> customer_names(Store& store, const std::set<Uid>& customers) {
  std::set<std::string> names;
  for (const Uid& uid : customers)
    if (const auto customer = store.find<Customer>(uid))
      names.insert(surviving(store, *customer).name);
  return {names.begin(), names.end()};
}

std::string talk_line(Store& store, const Interaction& interaction, Date today) {
  std::string when = day_text(interaction.start.date, today);
  if (interaction.start.minute) when += " " + clock_text(*interaction.start.minute);
  std::string line = fmt::format(
      "#{} {} · {} · {} · {}", interaction.number,
      printable(fmt::format("{}", fmt::join(customer_names(store, interaction.customers), ", "))),
      name_of(interaction.kind), length_text(interaction.length), when);
  if (interaction.purpose != Purpose::discovery)
    line += fmt::format(" · {}", name_of(interaction.purpose));
  if (interaction.status != Status::held) line += fmt::format(" · {}", name_of(interaction.status));
  return line;
}

Learning learning_of(const std::string& typed, const Uid& interaction) {
  check_text(typed, "learning");
  const TypedLearning parsed = parse_learning(typed);
  return {.interaction = interaction,
          .type = parsed.type,
          .text = parsed.text,
          .themes = {parsed.themes.begin(), parsed.themes.end()}};
}

void add_promises(const TalkOptions& options, Session& session, Writing& writing,
                  const Interaction& talk, const Pm& host) {
  if (options.dues.size() > options.promises.size())
    throw Error(ErrorKind::usage, "--due belongs to a promise", "say --promise TEXT --due fri");
  for (std::size_t i = 0; i < options.promises.size(); ++i) {
    check_text(options.promises[i], "promise");
    Promise promise{.interaction = talk.uid,
                    .pm = host.uid,
                    .customers = talk.customers,
                    .text = options.promises[i],
                    .made = talk.start.date};
    if (i < options.dues.size())
      promise.due = parse_date(options.dues[i], session.now(), Leaning::future);
    writing.add(promise, space::of(host));
  }
}

std::vector<Block> standing_of(Session& session, const Pm& pm) {
  const PmBook book = load_weeks(session, pm, weeks_up_to(session, session.today(), 0));
  const Cadence cadence(book.facts, book.own);
  return {Text{standing_text(build_status(cadence))}};
}

std::vector<std::string> overlaps_of(Store& store, const Interaction& interaction, Date today) {
  std::vector<std::string> sentences;
  const DateRange near{interaction.start.date - Days{1}, interaction.start.date + Days{2}};
  for (const Uid& host : interaction.hosts)
    for (const Talk& talk : store.talks(host, near)) {
      if (talk.number == interaction.number || !overlap_in_time(interaction, talk) ||
          !share_one(interaction.customers, talk.customers))
        continue;
      if (const auto other = store.find_number<Interaction>(talk.number))
        sentences.push_back(
            fmt::format("it overlaps {}: the same talk twice? `rapport undo` takes "
                        "this one back",
                        talk_line(store, *other, today)));
    }
  return sentences;
}

void check_start(const Moment& start, const Moment& now) {
  const bool later = start.date > now.date || (start.date == now.date && start.minute &&
                                               now.minute && *start.minute > *now.minute);
  if (!later) return;
  throw Error(ErrorKind::usage, fmt::format("{} is still to come", to_string(start)),
              "log it once it is over; `rapport plan` is for talks to come");
}

}  // namespace rapport
