#include "command/knowledge/learnings.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>

#include "command/current_pm.hpp"
#include "command/followups/loops.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "command/window.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/store/read_lock.hpp"

namespace rapport {
namespace {

constexpr std::size_t usual_learnings = 30;

struct LearningsOptions {
  std::optional<std::string> since, until, customer, theme, type;
  bool second_hand = false;
  bool first_hand = false;
  WindowOptions window;
};

void declare_learnings(Args& args, LearningsOptions& options) {
  args.option(options.since, "--since", "DATE", "from this day", Completes::date)
      .option(options.until, "--until", "DATE", "up to and including this day", Completes::date)
      .option(options.customer, "--customer", "NAME", "of this customer", Completes::customer)
      .option(options.theme, "--theme", "NAME", "tagged with it", Completes::theme)
      .option(options.type, "--type", "TYPE",
              "need, pain, workaround, surprise, quote, request, delight or friction",
              Completes::learning_type)
      .flag(options.first_hand, "--first-hand", "said by customers themselves")
      .flag(options.second_hand, "--second-hand", "told by colleagues");
  declare_window_or_all(args, options.window, "learnings", usual_learnings);
  args.example("rapport learnings --theme orders", "who said it, when, and in which talk")
      .example("rapport learnings --type pain --since \"3 months ago\" --md",
               "for a wiki or a chat")
      .prose("What was learned in private talks is printed only by `rapport show ID`.");
}

bool is_asked_for(const Heard& heard, const LearningQuery& query) {
  const auto& [learning, talk, hosts] = heard;
  return query.days.contains(talk.start.date) &&
         (!query.pm || std::find(hosts.begin(), hosts.end(), *query.pm) != hosts.end()) &&
         (!query.theme || learning.themes.contains(*query.theme)) &&
         (!query.type || learning.type == query.type) &&
         (!query.second_hand || heard.is_second_hand() == *query.second_hand);
}

std::vector<Heard> heard_with(Store& store, const std::set<Uid>& customers) {
  std::vector<Heard> heard;
  for (const Interaction& talk : interactions_with(store, customers))
    if (!talk.is_private)
      for (Learning& learning : store.linked<Learning>(talk.uid))
        heard.push_back({std::move(learning), talk_of(talk), FewUids(talk.hosts)});
  return heard;
}

/// A type as typed; "pain:" as completion offers it, too.
std::optional<LearningType> read_learning_type(std::optional<std::string> typed) {
  if (typed && typed->ends_with(':')) typed->pop_back();
  return word_of<LearningType>(typed, "type");
}

LearningQuery learning_query(const LearningsOptions& options, Session& session) {
  if (options.first_hand && options.second_hand)
    throw Error(ErrorKind::usage, "--first-hand and --second-hand do not go together",
                "leave both out for all");
  LearningQuery query{.days = read_days(options.since, options.until, session.now()),
                      .type = read_learning_type(options.type)};
  if (session.globals().pm) query.pm = current_pm(session).uid;
  if (options.theme) query.theme = read_theme(*options.theme);
  if (options.first_hand || options.second_hand) query.second_hand = options.second_hand;
  if (options.customer) {
    Store& store = session.store();
    query.customers =
        with_duplicates(store, resolve_customer(store, *options.customer, Need::any_part));
  }
  return query;
}

/// All learnings for a program, some days at a time; counted before where that is said too.
Document pulled_learnings(Session& session) {
  Store& store = session.store();
  auto each = [&store, today = session.today(),
               lock = std::make_shared<ReadLock>(store.db())](const auto& take) {
    each_heard(store, today, [&](const std::vector<Heard>& some) {
      for (const LearningLine& line : lines_of(store, some)) take(line);
      return true;
    });
  };
  const Globals& globals = session.globals();
  std::optional<LearningCounts> counts;
  if (globals.format != "csv" || globals.table) {
    counts.emplace();
    each([&](const LearningLine& line) { counts->add(line); });
  }
  return document_of(std::move(each), counts);
}

Document run_learnings(const LearningsOptions& options, Session& session) {
  const LearningQuery query = learning_query(options, session);
  Store& store = session.store();
  LearningReport report;
  report.filtered = query.pm || !query.customers.empty() || query.theme || query.type ||
                    query.second_hand || options.since || options.until;
  report.limit = window_size(options.window, "learnings", report.filtered ? 0 : usual_learnings);
  if (!report.filtered && report.limit == 0 && session.is_for_programs())
    return pulled_learnings(session);
  const bool is_window = !report.filtered && report.limit > 0;
  report.lines = lines_of(store, is_window ? load_newest_heard(store, report.limit, session.today())

                                           : newest_first(load_heard(store, query)));
  report.total = is_window ? store.count_shared(entity_kind<Learning>.name) : report.lines.size();
  return document_of(report);
}

/// Whoever was there, each looked up once, duplicates followed.
class Names {
 public:
  explicit Names(Store& store) : store_(store) {}

  const std::optional<Customer>& customer(const Uid& uid) { return known(customers_, uid); }

  std::vector<std::string> customers(const FewUids& uids) { return of(customers_, uids); }
  std::vector<std::string> people(const FewUids& uids) { return of(people_, uids); }
  std::vector<std::string> pms(const FewUids& uids) { return of(pms_, uids); }

 private:
  template <typename T>
  using Known = std::unordered_map<Uid, std::optional<T>, UidHash>;

  template <typename T>
  const std::optional<T>& known(Known<T>& all, const Uid& uid) {
    const auto [place, is_new] = all.try_emplace(uid);
    if (is_new) place->second = store_.find<T>(uid);
    return place->second;
  }

  template <typename T>
  std::vector<std::string> of(Known<T>& all, const FewUids& uids) {
    std::set<std::string> names;
    for (const Uid& uid : uids)
      if (const auto& one = known(all, uid); one && !one->name.empty()) names.insert(one->name);
    return {names.begin(), names.end()};
  }

  Store& store_;
  Known<Customer> customers_;
  Known<Person> people_;
  Known<Pm> pms_;
};

constexpr std::array learnings_rows{
    Command{"learnings", "what was learned, newest first",
            prepare_report<LearningsOptions, declare_learnings, run_learnings>},
};

}  // namespace

DateRange read_days(const std::optional<std::string>& since,
                    const std::optional<std::string>& until, const Moment& now) {
  DateRange days{first_date, last_date + Days{1}};
  if (since) days.from = parse_date(*since, now, Leaning::past);
  if (until) days.until = parse_date(*until, now, Leaning::past) + Days{1};
  return days;
}

std::vector<Heard> load_heard(Store& store, const LearningQuery& query) {
  std::vector<Heard> found =
      query.customers.empty() ? store.heard_on(query.days) : heard_with(store, query.customers);
  std::erase_if(found, [&](const Heard& heard) { return !is_asked_for(heard, query); });
  return found;
}

std::vector<Heard> newest_first(std::vector<Heard> heard) {
  std::sort(heard.begin(), heard.end(), [](const Heard& a, const Heard& b) {
    if (earlier(b.talk.start, a.talk.start)) return true;
    return !earlier(a.talk.start, b.talk.start) && a.learning.number > b.learning.number;
  });
  return heard;
}

void each_heard(Store& store, Date today,
                const std::function<bool(const std::vector<Heard>&)>& take) {
  constexpr Days first_window{28}, widest_window{448};
  constexpr int wider = 4;
  const auto first = store.first_day();
  DateRange window{today - first_window, all_days.until};
  while (first && window.until > *first &&
         take(newest_first(load_heard(store, {.days = window})))) {
    const Days length = std::min(wider * (today - window.from), widest_window);
    window = {std::max(window.from - length, first_date), window.from};
  }
}

std::vector<Heard> load_newest_heard(Store& store, std::size_t limit, Date today) {
  std::vector<Heard> found;
  each_heard(store, today, [&](const std::vector<Heard>& some) {
    found.insert(found.end(), some.begin(), some.end());
    return found.size() < limit;
  });
  found.resize(std::min(found.size(), limit));
  return found;
}

std::vector<LearningLine> lines_of(Store& store, const std::vector<Heard>& heard) {
  Names names(store);
  std::vector<LearningLine> lines;
  for (const auto& [learning, talk, hosts] : heard) {
    LearningLine line{.number = learning.number,
                      .talk = talk.number,
                      .start = talk.start,
                      .customers = names.customers(talk.customers),
                      .people = names.people(talk.people),
                      .pms = names.pms(hosts),
                      .type = learning.type,
                      .text = learning.text,
                      .themes = {learning.themes.begin(), learning.themes.end()},
                      .second_hand = learning.second_hand || talk.loop == Loop::colleague,
                      .heard_from = learning.heard_from};
    for (const Uid& uid : talk.customers)
      if (const auto& customer = names.customer(uid))
        if (customer->class_on(talk.start.date) == Class::customer)
          line.of_class_customer.push_back(customer->name);
    if (line.heard_from.empty() && talk.loop == Loop::colleague)
      line.heard_from = joined(line.people);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::span<const Command> learnings_commands() { return learnings_rows; }

}  // namespace rapport
