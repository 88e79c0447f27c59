#include "rapport/domain/themes.hpp"

#include <array>

#include "command/followups/loops.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/knowledge/learnings.hpp"
#include "command/numbers.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/exchange/file.hpp"
#include "rapport/report/audit.hpp"

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
      .option(options.since, "--since", "DATE", "heard from that day on", Completes::date)
      .option(options.until, "--until", "DATE", "up to and with that day", Completes::date)
      .example("rapport themes", "what customers speak of, the weightiest first")
      .example("rapport themes orders", "who said it, when, and in which talk")
      .prose(
          "A theme weighs as many distinct customers as said it themselves, duplicates counted "
          "once, and only those of class `customer` on the day. Prospects, partners and our own "
          "people stand apart, as does what colleagues told. What was learned in a talk with "
          "several customers counts for each of them.");
}

std::vector<Theme> load_themes(Session& session, const LearningQuery& query) {
  Store& store = session.store();
  return themes_of(load_heard(store, query), load_ideas(store), load_customers(store));
}

LearningQuery query_of(const std::optional<std::string>& since,
                       const std::optional<std::string>& until, Session& session) {
  LearningQuery query{.days = read_days(since, until, session.now())};
  if (session.globals().pm) query.pm = session.pm().uid;
  return query;
}

/// The ideas that are tagged with the theme, most votes first.
Table ideas_table(Session& session, const std::string& theme) {
  IdeaReport ideas = load_ideas_report(session);
  std::erase_if(ideas.lines,
                [&](const IdeaLine& line) { return !line.idea.themes.contains(theme); });
  Document document = list_of(ideas, {});
  Table table = std::get<Table>(std::move(document.blocks.front()));
  table.title = table.rows.empty() ? "" : "Ideas";
  table.empty.clear();
  return table;
}

Document page_of(Session& session, const LearningQuery& query, const std::string& typed) {
  LearningQuery tagged = query;
  tagged.theme = read_theme(typed);
  const auto themes = load_themes(session, query);
  const Theme* found = nullptr;
  for (const Theme& theme : themes)
    if (theme.name == *tagged.theme) found = &theme;
  if (found == nullptr)
    throw Error(ErrorKind::not_found, "there is no theme '" + printable(*tagged.theme) + "'",
                "see `rapport themes`");
  Document document{.report = "themes", .main_table = "learnings"};
  document.blocks.emplace_back(Heading{theme_text(*found, session.today())});
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("theme", found->name),
                 value_for_programs("weight", std::int64_t{found->weight()}),
                 value_for_programs("others", static_cast<std::int64_t>(found->others.size())),
                 value_for_programs("second_hand", std::int64_t{found->second_hand}),
                 value_for_programs("last_heard", value_of(found->last_heard))}});
  Store& store = session.store();
  const LearningReport learnings{.lines = lines_of(store, load_heard(store, tagged)),
                                 .filtered = true};
  document.blocks.emplace_back(learnings_table(learnings));
  document.blocks.emplace_back(ideas_table(session, *tagged.theme));
  return document;
}

Document run_themes(const ThemesOptions& options, Session& session) {
  const LearningQuery query = query_of(options.since, options.until, session);
  if (options.name) return page_of(session, query, *options.name);
  return document_of(load_themes(session, query));
}

void declare_themes_audit(Args& args, ThemesAuditOptions& options) {
  args.word(options.file, "ROADMAP.md", "a roadmap in Markdown", Completes::file)
      .option(options.weight, "--weight", "N", "a theme is weighty from so many customers on (3)")
      .option(options.since, "--since", "DATE", "only what was heard from that day on",
              Completes::date)
      .option(options.until, "--until", "DATE", "up to and with that day", Completes::date)
      .example("rapport themes audit ROADMAP.md", "which planned items serve which theme")
      .example("rapport themes audit ROADMAP.md --json",
               "in a pipeline: exit 1 where one serves none")
      .prose(
          "Items are list entries (what is nested in one are details of it, what is ticked off is "
          "done), rows of tables, and headings below the first level with nothing but text "
          "beneath them. An item serves a theme that it has as a tag (#orders or +orders, also in "
          "a heading above it) or whose words stand whole in it. The exit code is 1 where an item "
          "serves no theme that anybody spoke of, else 0.");
}

Document run_themes_audit(const ThemesAuditOptions& options, Session& session) {
  const int weight =
      options.weight ? parse_count(*options.weight, "customers", most_weight) : usual_weight;
  const LearningQuery query = query_of(options.since, options.until, session);
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
    Command{"themes", "what customers speak of, the weightiest first",
            prepare_report<ThemesOptions, declare_themes, run_themes>},
    Command{"themes audit", "which planned items serve which theme, and which serve none",
            prepare<ThemesAuditOptions, declare_themes_audit, run_themes_audit>},
};

}  // namespace

std::span<const Command> themes_commands() { return themes_rows; }

}  // namespace rapport
