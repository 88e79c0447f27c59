#include "command/talk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/facts.hpp"
#include "command/numbers.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
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

bool takes_place(Status status) { return status == Status::held || status == Status::planned; }

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
    if (const auto customer = store.find<Customer>(uid)) names.insert(customer->name);
  return {names.begin(), names.end()};
}

std::vector<std::string> person_names(Store& store, const std::set<Uid>& people) {
  std::set<std::string> names;
  for (const Uid& uid : people)
    if (const auto person = store.find<Person>(uid)) names.insert(person->name);
  return {names.begin(), names.end()};
}

std::vector<std::string> parties_of(Store& store, const Interaction& talk) {
  if (talk.loop == Loop::self) return {"own product"};
  if (talk.loop == Loop::colleague && !talk.people.empty()) return person_names(store, talk.people);
  return customer_names(store, talk.customers);
}

std::string when_text(const Moment& moment, Date today) {
  const std::string day = day_text(moment.date, today);
  return moment.minute ? day + " " + clock_text(*moment.minute) : day;
}

std::string talk_line(Store& store, const Interaction& interaction, Date today) {
  std::string line =
      fmt::format("#{} {}", interaction.number,
                  printable(fmt::format("{}", fmt::join(parties_of(store, interaction), ", "))));
  const auto add = [&](std::string_view text) { line += fmt::format(" · {}", text); };
  if (interaction.loop != Loop::self) add(name_of(interaction.kind));
  add(length_text(interaction.length));
  add(when_text(interaction.start, today));
  if (interaction.loop == Loop::colleague) add(name_of(interaction.loop));
  if (interaction.purpose != Purpose::discovery) add(name_of(interaction.purpose));
  if (interaction.status != Status::held) add(status_text(interaction));
  return line;
}

std::string status_text(const Interaction& interaction) {
  std::string text(name_of(interaction.status));
  if (interaction.status == Status::cancelled && interaction.cancelled_by)
    text += fmt::format(" by {}", name_of(*interaction.cancelled_by));
  return text;
}

Learning learning_of(Store& store, const std::string& typed, const Interaction& talk) {
  check_text(typed, "learning");
  const TypedLearning parsed = parse_learning(typed, talk.loop);
  Learning learning{.interaction = talk.uid,
                    .type = parsed.type,
                    .text = parsed.text,
                    .themes = {parsed.themes.begin(), parsed.themes.end()},
                    .second_hand = talk.loop == Loop::colleague};
  if (learning.second_hand)
    learning.heard_from = fmt::format("{}", fmt::join(parties_of(store, talk), ", "));
  return learning;
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
    if (talk.customers.empty() && !talk.people.empty()) promise.colleague = *talk.people.begin();
    if (i < options.dues.size())
      promise.due = parse_date(options.dues[i], session.now(), Leaning::future);
    writing.add(promise, space::of(host));
  }
}

std::vector<Block> standing_of(Session& session, const Pm& pm, Loop loop) {
  PmBook book = load_weeks(session, pm, weeks_up_to(session, session.today(), 0));
  const Cadence cadence(book.facts, std::move(book.own));
  if (loop == Loop::customer) return {Text{standing_text(build_status(cadence))}};
  std::vector<Block> blocks;
  for (const Judgement& judgement : cadence.judge_all(session.today()))
    if (judgement.target->filter.loop == loop)
      blocks.emplace_back(Text{judgement.target->name + ": " +
                               caption_of(target_line(cadence, judgement), session.today())});
  return blocks;
}

std::vector<std::string> overlaps_of(Store& store, const Interaction& interaction, Date today) {
  std::vector<std::string> sentences;
  if (!takes_place(interaction.status)) return sentences;
  const DateRange near{interaction.start.date - Days{1}, interaction.start.date + Days{2}};
  for (const Uid& host : interaction.hosts)
    for (const Talk& talk : store.talks(host, near)) {
      if (talk.number == interaction.number || !takes_place(talk.status) ||
          !overlap_in_time(interaction, talk) || !share_one(interaction.customers, talk.customers))
        continue;
      if (const auto other = store.find_number<Interaction>(talk.number))
        sentences.push_back(
            fmt::format("it overlaps {}: the same talk twice? `rapport undo` takes "
                        "this one back",
                        talk_line(store, *other, today)));
    }
  return sentences;
}

bool is_to_come(const Moment& start, const Moment& now) {
  return start.date > now.date ||
         (start.date == now.date && start.minute && now.minute && *start.minute > *now.minute);
}

void check_start(const Moment& start, const Moment& now, const std::string& hint) {
  if (is_to_come(start, now))
    throw Error(ErrorKind::usage, fmt::format("{} is still to come", to_string(start)), hint);
}

std::string command_text(std::string_view verb, const std::string& who, const std::string& words) {
  const bool is_plain =
      !who.empty() && who.find_first_not_of(
                          "abcdefghijklmnopqrstuvwxyz"
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,@_+") == std::string::npos;
  std::string quoted = is_plain ? who : "'";
  if (!is_plain) {
    for (const char c : who) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    quoted += '\'';
  }
  return fmt::format("`rapport {} {}{}{}`", verb, printable(quoted), words.empty() ? "" : " ",
                     words);
}

std::string typed_words(const Interaction& talk) {
  std::string words = to_string(talk.start.date);
  if (talk.start.minute) words += " " + clock_text(*talk.start.minute);
  words += " " + length_text(talk.length);
  if (talk.kind != Kind::call) words += fmt::format(" {}", name_of(talk.kind));
  if (talk.purpose != Purpose::discovery) words += fmt::format(" {}", name_of(talk.purpose));
  return words;
}

}  // namespace rapport
