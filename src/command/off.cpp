#include <fmt/format.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/numbers.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/talk.hpp"
#include "rapport/domain/dates.hpp"

namespace rapport {
namespace {

struct Options {
  std::string days;
  std::vector<std::string> why;
  bool all = false;
};

struct RemoveOptions {
  std::string id;
};

struct ListOptions {};

void declare(Args& args, Options& options) {
  args.word(options.days, "FROM..UNTIL", "the days, both ends included, or one day", Completes::date)
      .word(options.why, "WHY", "vacation, sick, holiday …")
      .flag(options.all, "--all", "for every PM: a public holiday")
      .example("rapport off 2026-08-03..2026-08-14 vacation", "two weeks in which nothing is expected")
      .example("rapport off fri", "the coming Friday")
      .example("rapport off 2026-12-25 --all Christmas", "for everybody")
      .prose("Time off lowers what is expected and never what was done. A week wholly off is paused: it "
             "neither extends nor breaks a streak.");
}

std::string days_text(const DateRange& days, Date today) {
  const Date last = days.until - Days{1};
  if (last == days.from) return day_text(days.from, today);
  return fmt::format("{} to {}", day_text(days.from, today), day_text(last, today));
}

std::string whose(Store& store, const Off& off) {
  if (!off.pm) return "everybody";
  const auto pm = store.find<Pm>(*off.pm);
  return pm ? pm->name : "?";
}

void check_overlap(Store& store, const Off& off, Date today) {
  for (const Off& other : store.all<Off>())
    if (other.pm == off.pm && other.days == off.days)
      throw Error(ErrorKind::not_found,
                  fmt::format("{} is off already: {} (#{})", printable(whose(store, off)),
                              days_text(off.days, today), other.number),
                  fmt::format("`rapport off remove {}` takes it away", other.number));
}

Document answer(Session& session, const Off& off, const char* report, const char* says) {
  Store& store = session.store();
  Document document{.report = report, .saved = "saved"};
  document.blocks.push_back(
      Facts{{{"id", "", {off.number}, Audience::programs},
             {"uid", "", {to_string(off.uid)}, Audience::programs},
             {"pm", "", {off.pm ? Value{whose(store, off)} : Value{}}, Audience::programs},
             {"from", "", {off.days.from}, Audience::programs},
             {"until", "", {off.days.until}, Audience::programs},
             {"why", "", {off.why}, Audience::programs}}});
  document.blocks.push_back(
      Text{fmt::format("{} #{} {}: {}{}{}", says, off.number, printable(whose(store, off)),
                       days_text(off.days, session.today()), off.why.empty() ? "" : " · ",
                       printable(off.why)),
           Tone::strong});
  return document;
}

Document run(const Options& options, Session& session) {
  Off off{.days = parse_days(options.days, session.now(), Leaning::future),
          .why = fmt::format("{}", fmt::join(options.why, " "))};
  check_text(off.why, "reason");
  if (options.all && session.globals().pm)
    throw Error(ErrorKind::usage, "--all and --pm contradict each other", "leave one out");
  Writing writing = session.write("off");
  if (writing.repeated())
    return {.report = "off", .blocks = {Text{"done already, under the same --op-id"}}};
  Store& store = session.store();
  std::string home = space::team;
  if (!options.all) {
    const Pm pm = session.pm();
    off.pm = pm.uid;
    home = space::of(pm);
  }
  check_overlap(store, off, session.today());
  off.uid = writing.add(off, home);
  writing.commit();
  const Off saved = store.find<Off>(off.uid).value();
  Document document = answer(session, saved, "off", "off");
  if (saved.pm)
    for (Block& block : standing_of(session, session.pm())) document.blocks.push_back(std::move(block));
  return document;
}

void declare_list(Args& args, ListOptions&) {
  args.example("rapport off list", "time off of this PM and of everybody");
}

Document run_list(const ListOptions&, Session& session) {
  Store& store = session.store();
  Table table{.key = "offs",
              .title = "",
              .columns = {{"id", "#"},
                          {"pm", "Who"},
                          {"from", "From"},
                          {"until", "", Audience::programs},
                          {"last", "To", Audience::people},
                          {"why", "Why"},
                          {"recorded", "Entered"}},
              .rows = {},
              .empty = "No time off. For example: rapport off 2026-08-03..2026-08-14 vacation"};
  const auto pm = session.find_pm();
  for (const Off& off : store.all<Off>()) {
    if (session.globals().pm && off.pm && *off.pm != pm->uid) continue;
    table.rows.push_back({{off.number},
                          {whose(store, off)},
                          {off.days.from},
                          {off.days.until},
                          {off.days.until - Days{1}},
                          {off.why},
                          {off.recorded}});
  }
  return {.report = "off list", .blocks = {std::move(table)}};
}

void declare_remove(Args& args, RemoveOptions& options) {
  args.word(options.id, "ID", "the number that `rapport off list` shows")
      .example("rapport off remove 2", "something is expected on those days again");
}

Document run_remove(const RemoveOptions& options, Session& session) {
  const std::int64_t number = parse_number(options.id, "time off");
  const auto missing = [&] {
    return Error(ErrorKind::not_found, fmt::format("there is no time off #{}", number),
                 "see `rapport off list`");
  };
  if (!session.store().find_number<Off>(number)) throw missing();
  Writing writing = session.write("off remove");
  if (writing.repeated())
    return {.report = "off remove", .blocks = {Text{"done already, under the same --op-id"}}};
  const auto off = session.store().find_number<Off>(number);
  if (!off) throw missing();
  writing.remove<Off>(off->uid);
  writing.commit();
  return answer(session, *off, "off remove", "removed");
}

constexpr std::array commands{
    Command{"off", "days on which nothing is expected", prepare<Options, declare, run>},
    Command{"off list", "time off, past and to come", prepare<ListOptions, declare_list, run_list>},
    Command{"off remove", "take time off away again",
            prepare<RemoveOptions, declare_remove, run_remove>},
};

}  // namespace

std::span<const Command> off_commands() { return commands; }

}  // namespace rapport
