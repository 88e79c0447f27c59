#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <span>

#include "command/current_pm.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "command/window.hpp"
#include "command/words.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/talks.hpp"
#include "rapport/store/read_lock.hpp"

namespace rapport {
namespace {

constexpr std::size_t usual_talks = 20;

struct ListOptions {
  std::vector<std::string> words;
  std::optional<std::string> since, until, last, customer, kind, loop;
  WindowOptions window;
  bool all = false;
};

void declare_list(Args& args, ListOptions& options) {
  args.word(options.words, "WHAT", "days, a kind, planned, a customer or person, in any order",
            Completes::who)
      .option(options.since, "--since", "DATE", "from this day", Completes::date)
      .option(options.until, "--until", "DATE", "up to and including this day", Completes::date)
      .option(options.last, "--last", "SPAN", "7d, 2w: from that long ago")
      .option(options.customer, "--customer", "NAME", "with this customer", Completes::customer)
      .option(options.kind, "--kind", "KIND", "of this kind", Completes::kind)
      .option(options.loop, "--loop", "LOOP", "customer, colleague or self", Completes::loop)
      .flag(options.all, "-a,--all", "everybody's, not just your newest 20");
  declare_window(args, options.window, "-n,--limit", "talks", usual_talks);
  args.example("rapport list", "your newest talks")
      .example("rapport list acme last week")
      .example("rapport list visit --last 30d")
      .example("rapport list --since 2026-10-01 --customer acme --csv", "for a spreadsheet");
}

/// What is listed: of these days, of this kind and loop, and with one of these, where it is said.
struct Asked {
  DateRange days{first_date, last_date + Days{1}};
  bool has_days = false;
  std::optional<Kind> kind;
  std::optional<Loop> loop;
  std::optional<std::set<Uid>> who;
  bool has_all = false;  ///< "list all"
  bool planned = false;  ///< "list planned": what is neither held nor called off yet

  bool any() const { return has_days || kind || loop || who || has_all || planned; }
};

std::set<Uid> uids_of(const std::string& name, const KindNames& among, Store& store) {
  const NameHit hit = resolve_hit(store, name, among, Need::any_part);
  if (const auto customer = store.find<Customer>(hit.uid)) return with_duplicates(store, *customer);
  return with_duplicates(store, store.find<Person>(hit.uid).value());
}

/// "since sep", "since 3 mar".
std::optional<Match<Date>> match_since(std::span<const std::string> words, const Moment& now) {
  if (fold(words[0]) != "since") return std::nullopt;
  const auto days = match_days(words.subspan(1), now, Leaning::past);
  if (!days) return std::nullopt;
  return Match<Date>{days->value.from, days->words + 1};
}

/// "acme last week", "visit today": days and a kind, wherever they stand; the rest is a name.
void read_asked_words(Asked& asked, const std::vector<std::string>& typed, Session& session) {
  const std::vector<std::string> words = words_between_blanks(joined(typed, " "));
  std::string name;
  for (std::size_t at = 0; at < words.size();) {
    const auto rest = std::span(words).subspan(at);
    if (const auto kind = find_meant<Kind>(fold(words[at])); kind && !asked.kind) {
      asked.kind = kind;
      ++at;
    } else if (const auto days = match_days(rest, session.now(), Leaning::past)) {
      asked.days = days->value;
      asked.has_days = true;
      at += days->words;
    } else if (const auto since = match_since(rest, session.now())) {
      asked.days.from = since->value;
      asked.has_days = true;
      at += since->words;
    } else if (fold(words[at]) == "planned") {
      asked.planned = true;
      ++at;
    } else if (fold(words[at]) == "all" && words.size() == 1) {
      asked.has_all = true;
      ++at;
    } else {
      name += (name.empty() ? "" : " ") + words[at++];
    }
  }
  if (!name.empty()) asked.who = uids_of(name, party_kinds, session.store());
}

Asked read_asked(const ListOptions& options, Session& session) {
  const Moment& now = session.now();
  Asked asked;
  read_asked_words(asked, options.words, session);
  asked.has_days = asked.has_days || options.since || options.until || options.last;
  if (options.last) asked.days.from = parse_date("-" + *options.last, now, Leaning::past);
  if (options.since) asked.days.from = parse_day_or_week(*options.since, now, Leaning::past);
  if (options.until) asked.days.until = parse_date(*options.until, now, Leaning::past) + Days{1};
  if (options.kind) asked.kind = word_of<Kind>(options.kind, "kind");
  asked.loop = word_of<Loop>(options.loop, "loop");
  if (options.customer)
    asked.who = uids_of(*options.customer, {entity_kind<Customer>.name}, session.store());
  return asked;
}

/// Whose talks: the PM asked for; all with `--all` or with somebody; else me.
std::vector<Pm> pms_of(const ListOptions& options, const Asked& asked, Session& session) {
  if (session.globals().pm || !(options.all || asked.has_all || asked.who))
    return {current_pm_or_new(session)};
  return session.store().all<Pm>();
}

/// The numbers of the talks with those asked for, and for each host the days on which they were.
struct WithThem {
  std::set<std::int64_t> numbers;
  std::map<Uid, std::set<Date>> days;
};

WithThem talks_with(Store& store, const std::set<Uid>& who) {
  WithThem with;
  for (const Interaction& talk : interactions_with(store, who)) {
    with.numbers.insert(talk.number);
    for (const Uid& host : talk.hosts) with.days[host].insert(talk.start.date);
  }
  return with;
}

/// These days, each with the one before and the one after it: a talk may overlap with one of those.
std::vector<DateRange> ranges_around(const std::set<Date>& days) {
  std::vector<DateRange> ranges;
  for (const Date day : days) {
    const DateRange around{day - Days{1}, day + Days{2}};
    if (ranges.empty() || ranges.back().until < around.from)
      ranges.push_back(around);
    else
      ranges.back().until = around.until;
  }
  return ranges;
}

/// The days of `days` on which the newest `limit` talks were, and the one before; all where it is
/// 0.
DateRange days_of_newest(Store& store, const Pm& pm, const DateRange& days, std::size_t limit) {
  if (limit == 0) return days;
  const auto first = store.day_of_newest(pm.uid, days, limit - 1);
  return {first ? std::max(*first - Days{1}, days.from) : days.from, days.until};
}

/// Of one PM, all that is asked for or the newest `limit` of it. Whatever else is asked for, a talk
/// is looked at alone: what was on other days is not read.
void add_asked(ListReport& report, Session& session, const Pm& pm, const Asked& asked,
               const WithThem& with, std::size_t limit) {
  Store& store = session.store();
  std::vector<DateRange> days;
  if (asked.who) {
    const auto found = with.days.find(pm.uid);
    if (found != with.days.end()) days = ranges_around(found->second);
  } else if (asked.kind || asked.loop || asked.planned) {
    days = {asked.days};
  } else {
    days = {days_of_newest(store, pm, asked.days, limit)};
    report.unread = store.count_talks(pm.uid, {asked.days.from, days[0].from});
  }
  const PmBook book = store.pm_talks(pm, session.now(), days);
  add_talks(report, Cadence(book.facts, book.own), [&](const Talk& talk) {
    return asked.days.contains(talk.start.date) &&
           (!asked.kind || (talk.kind == *asked.kind && talk.loop != Loop::self)) &&
           (!asked.loop || talk.loop == *asked.loop) &&
           (!asked.planned || talk.status == Status::planned) &&
           (!asked.who || with.numbers.contains(talk.number));
  });
}

/// All talks of these PMs on `days`, for programs: some days of everybody are read at a time.
Document pulled_list(Session& session, std::vector<Pm> pms, const DateRange& days) {
  constexpr std::size_t talks_at_a_time = 4'000;
  Store& store = session.store();
  std::vector<std::pair<Date, std::int64_t>> talks;
  for (const Pm& pm : pms)
    for (const auto& talk : store.talk_days(pm.uid, days)) talks.push_back(talk);
  std::sort(talks.begin(), talks.end());
  talks.erase(std::unique(talks.begin(), talks.end()), talks.end());
  std::vector<DateRange> windows;
  for (std::size_t i = 0; i < talks.size(); i += talks_at_a_time) {
    const Date from = talks[i].first;
    if (!windows.empty()) windows.back().until = from;
    windows.push_back({from, talks.back().first + Days{1}});
  }
  const bool are_several = pms.size() > 1;
  auto each = [&session, &store, pms = std::move(pms), windows = std::move(windows),
               lock = std::make_shared<ReadLock>(store.db())](const auto& take) {
    Customers known;
    for (const DateRange& window : windows) {
      const DateRange around{window.from - Days{1}, window.until + Days{1}};
      ListReport report;
      for (const Pm& pm : pms) {
        PmBook book = store.pm_talks(pm, session.now(), {&around, 1}, std::move(known));
        add_talks(report, Cadence(book.facts, std::move(book.own)),
                  [&](const Talk& talk) { return window.contains(talk.start.date); });
        known = std::move(book.facts.customers);
      }
      for (const TalkLine& line : lines_of(report)) take(line);
    }
  };
  return document_of(std::move(each), are_several, talks.size());
}

Document run_list(const ListOptions& options, Session& session) {
  const Asked asked = read_asked(options, session);
  const bool has_asked = options.all || asked.any();
  const std::size_t limit = window_size(options.window, "talks", has_asked ? 0 : usual_talks);
  const WithThem with = asked.who ? talks_with(session.store(), *asked.who) : WithThem{};
  const auto pms = pms_of(options, asked, session);
  const bool is_filtered = asked.who || asked.kind || asked.loop || asked.planned;
  if (limit == 0 && !is_filtered && session.is_for_programs())
    return pulled_list(session, pms, asked.days);
  ListReport report{.several_pms = pms.size() > 1};
  for (const Pm& pm : pms) add_asked(report, session, pm, asked, with, pms.size() > 1 ? 0 : limit);
  return document_of(report, limit);
}

constexpr std::array list_rows{
    Command{"list", "talks, newest last", prepare_report<ListOptions, declare_list, run_list>},
};

}  // namespace

std::span<const Command> list_commands() { return list_rows; }

}  // namespace rapport
