#include "rapport/report/why.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/interactions.hpp"
#include "command/pm_book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct WhyOptions {
  std::vector<std::string> what;
};

void declare_why(Args& args, WhyOptions& options) {
  args.word(options.what, "ID|WEEK",
            "the number of a talk, or a week (2026-W40, last week); without it, this week",
            Completes::id)
      .example("rapport why 12", "whether a talk counts towards each target, and why")
      .example("rapport why 2026-W40", "how that week stands, rule by rule");
}

bool is_talk_number(const std::string& text) {
  const std::string digits = text.starts_with('#') ? text.substr(1) : text;
  return !digits.empty() &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The PM in whose cadence the talk stands: the one asked for, else its host.
Pm judge_of(Session& session, const Interaction& talk) {
  const auto asked = find_current_pm(session);
  if (asked && talk.hosts.contains(asked->uid)) return *asked;
  if (session.globals().pm)
    throw Error(ErrorKind::not_found,
                fmt::format("{} was not a host of #{}", asked->name, talk.number),
                "leave --pm out");
  return session.store().find<Pm>(*talk.hosts.begin()).value_or(Pm{});
}

Document run_why(const WhyOptions& options, Session& session) {
  if (options.what.size() != 1 || !is_talk_number(options.what[0])) {
    const Date day = week_asked_for(options.what, session);
    PmBook book = load_pm_book(session, current_pm_or_new(session));
    return document_of(build_why_week(Cadence(book.facts, std::move(book.own)), day));
  }
  const Interaction talk = resolve_interaction(session.store(), options.what[0]);
  PmBook book = load_pm_book(session, judge_of(session, talk));
  const auto report =
      build_why_talk(Cadence(book.facts, std::move(book.own)), talk.number, talk.start.date);
  if (!report) throw Error(ErrorKind::not_found, fmt::format("there is no talk #{}", talk.number));
  return document_of(*report);
}

constexpr std::array why_rows{
    Command{"why", "why a week stands as it does, or a talk counts",
            prepare_report<WhyOptions, declare_why, run_why>},
};

}  // namespace

std::span<const Command> why_commands() { return why_rows; }

}  // namespace rapport
