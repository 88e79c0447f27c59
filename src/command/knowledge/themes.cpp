#include "rapport/domain/themes.hpp"

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/followups/loops.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/knowledge/learnings.hpp"
#include "command/numbers.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/exchange/file.hpp"
#include "rapport/report/audit.hpp"
#include "rapport/report/themes.hpp"

namespace rapport {
namespace {

constexpr std::size_t largest_roadmap = std::size_t{4} << 20;  // bytes
constexpr int usual_weight = 3;
constexpr int most_weight = 1'000'000;

struct ThemesOptions {
  std::optional<std::string> name, since, until;
};

struct ThemesAuditOptions {
  std::string file;
  std::optional<std::string> since, until, weight;
};

void declare_themes(Args& args, ThemesOptions& options) {
  args.word(options.name, "NAME", "one theme, with its sources", Completes::theme)
      .option(options.since, "--since", "DATE", "heard from this day", Completes::date)
      .option(options.until, "--until", "DATE", "up to and including this day", Completes::date)
      .example("rapport themes", "what customers talk about, the weightiest first")
      .example("rapport themes orders", "who said it, when, and in which talk")
      .prose(
          "A theme weighs as much as the number of distinct customers who brought it up "
          "themselves, counting only those of class `customer` on the day. Prospects, partners and "
          "our own people are shown separately, and so is what colleagues told you. Something "
          "learned in a talk with several customers counts for each of them.");
}

std::vector<Theme> load_themes(Session& session, const LearningQuery& query) {
  Store& store = session.store();
  return themes_of(load_heard(store, query), load_ideas(store), load_customers(store));
}

LearningQuery themes_query(const std::optional<std::string>& since,
                           const std::optional<std::string>& until, Session& session) {
  LearningQuery query{.days = read_days(since, until, session.now())};
  if (session.globals().pm) query.pm = current_pm(session).uid;
  return query;
}

/// One theme with its sources.
Document load_theme_page(Session& session, const LearningQuery& query, const std::string& typed) {
  const std::string name = read_theme(typed);
  const auto themes = load_themes(session, query);
  const auto theme = std::find_if(themes.begin(), themes.end(),
                                  [&](const Theme& one) { return one.name == name; });
  if (theme == themes.end())
    throw Error(ErrorKind::not_found, "there is no theme '" + printable(name) + "'",
                "see `rapport themes`");
  LearningQuery tagged = query;
  tagged.theme = name;
  Store& store = session.store();
  std::vector<IdeaLine> ideas = load_ideas_report(session).lines;
  std::erase_if(ideas, [&](const IdeaLine& line) { return !line.idea.themes.contains(name); });
  return theme_page(*theme, lines_of(store, newest_first(load_heard(store, tagged))),
                    std::move(ideas), session.today());
}

Document run_themes(const ThemesOptions& options, Session& session) {
  const LearningQuery query = themes_query(options.since, options.until, session);
  if (options.name) return load_theme_page(session, query, *options.name);
  return themes_list(load_themes(session, query));
}

void declare_themes_audit(Args& args, ThemesAuditOptions& options) {
  args.word(options.file, "ROADMAP.md", "a roadmap in Markdown", Completes::file)
      .option(options.weight, "--weight", "N", "how many customers make a theme weighty (3)")
      .option(options.since, "--since", "DATE", "only what was heard from this day",
              Completes::date)
      .option(options.until, "--until", "DATE", "up to and including this day", Completes::date)
      .example("rapport themes audit ROADMAP.md", "which planned items serve which theme")
      .example("rapport themes audit ROADMAP.md --json",
               "in a pipeline: exit 1 where one serves none")
      .prose(
          "Items are list entries (nested entries are details, ticked ones are done), table rows, "
          "and headings below the first level with only text beneath them. An item serves a theme "
          "if it has its tag (#orders or +orders, also in a heading above it) or contains its "
          "words. The exit code is 1 if an item serves no theme that anybody brought up, otherwise "
          "0.");
}

Document run_themes_audit(const ThemesAuditOptions& options, Session& session) {
  const int weight =
      options.weight ? parse_count(*options.weight, "customers", most_weight) : usual_weight;
  const LearningQuery query = themes_query(options.since, options.until, session);
  session.insist_on_book();
  const std::string text = read_file(options.file, largest_roadmap);
  if (!is_valid_text(text))
    throw Error(ErrorKind::bad_data, printable(options.file) + " is not valid UTF-8",
                "save it as UTF-8");
  const auto themes = load_themes(session, query);
  AuditReport report = build_audit(parse_roadmap(text), themes, weight);
  report.file = options.file;
  return document_of(report);
}

constexpr std::array themes_rows{
    Command{"themes", "what customers talk about, the weightiest first",
            prepare_report<ThemesOptions, declare_themes, run_themes>},
    Command{"themes audit", "check a roadmap: which items serve which theme",
            prepare<ThemesAuditOptions, declare_themes_audit, run_themes_audit>},
};

}  // namespace

std::span<const Command> themes_commands() { return themes_rows; }

}  // namespace rapport
