#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/names.hpp"
#include "command/sharing/joined.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/exchange/csv.hpp"
#include "rapport/exchange/file.hpp"
#include "rapport/report/interactions.hpp"

// `rapport hub add` and `remove`: who may do what at a hub that knows it.
namespace rapport {
namespace {

struct HubAddOptions {
  std::optional<std::string> name, whom, login, hub, from;
  bool coach = false, steward = false, sql = false;
};
struct HubRemoveOptions {
  std::string name;
  std::optional<std::string> hub;
  bool sql = false;
};

void declare_hub_add(Args& args, HubAddOptions& options) {
  args.word(options.name, "NAME", "a PM, a coach or a steward", Completes::pm)
      .word(options.whom, "PM,…", "with --coach: whom; everybody where none is named",
            Completes::pm)
      .option(options.login, "--login", "LOGIN", "by which the server knows them; else the handle")
      .flag(options.coach, "--coach", "reads and reviews PMs, and sets the rules")
      .flag(options.steward, "--steward", "lets people in, and orders that somebody is forgotten")
      .option(options.from, "--from", "FILE", "many at once: a CSV with login, handle and coach",
              Completes::file)
      .option(options.hub, "--hub", "URL", "which hub; else the one joined, or the setting hub.url")
      .flag(options.sql, "--sql", "print the statements for psql, instead of running them")
      .example("rapport hub add Ana", "a PM")
      .example("rapport hub add carla --coach ana,ben", "a coach of two PMs")
      .example("rapport hub add dora --steward", "a PM who may let others in")
      .prose(
          "For a hub in a database. Somebody who has no login there gets one, without a password: "
          "the server asks for what its administrator set up (`\\password` in psql, LDAP, "
          "certificates). Adding somebody again adds to what they may do. In a folder nobody needs "
          "to be added: whoever can open it may do everything.")
      .prose(
          "A file has a row for each person: login, handle (empty for somebody who is not a PM) "
          "and coach "
          "(handles with semicolons between them, or * for everybody).");
}

void declare_hub_remove(Args& args, HubRemoveOptions& options) {
  args.word(options.name, "NAME", "a handle, or a login", Completes::pm)
      .option(options.hub, "--hub", "URL", "which hub; else the one joined, or the setting hub.url")
      .flag(options.sql, "--sql", "print the statement for psql, instead of running it")
      .example("rapport hub remove Ben")
      .prose(
          "From then on the hub lets them in no more. What they sent stays, and so does what their "
          "book has. From a folder, take away the access to the folder itself.");
}

struct HubInReach {
  std::string url;
  std::unique_ptr<Hub> hub;
};

/// Throws Error(usage) for a hub that knows no rights.
HubInReach reach(const std::optional<std::string>& typed, const std::string& whom, const char* wish,
                 Session& session) {
  HubInReach there{hub_meant(typed, session), {}};
  there.hub = open_hub(there.url);
  if (there.hub->members() != nullptr) return there;
  throw Error(
      ErrorKind::usage,
      fmt::format("a hub in a folder has no rights but the folder's own, so {} cannot be {}",
                  printable(whom), wish),
      fmt::format("whoever can open '{}' is in: share it, or stop sharing it, where it is "
                  "kept",
                  printable(there.url.substr(there.url.find(':') + 1))));
}

std::string handle_meant(Session& session, const std::string& typed) {
  if (session.has_book())
    for (const Pm& pm : session.store().all<Pm>())
      if (fold(pm.name) == fold(typed) || pm.handle == typed) return pm.handle;
  return handle_of(typed);
}

std::set<std::string> handles_in(const std::string& list, char separator, Session& session) {
  std::set<std::string> handles;
  for (const std::string_view one : split(list, separator))
    if (const std::string word(trim(one)); !word.empty())
      handles.insert(word == everybody ? word : handle_meant(session, word));
  return handles;
}

HubMember member_meant(const HubAddOptions& options, Session& session) {
  if (options.whom && !options.coach)
    throw Error(ErrorKind::usage, fmt::format("what is '{}'?", printable(*options.whom)),
                "whom somebody coaches stands behind --coach");
  const std::string handle = handle_meant(session, *options.name);
  HubMember member{.login = options.login.value_or(handle),
                   .handle = options.coach ? "" : handle,
                   .is_steward = options.steward,
                   .coaches = {}};
  if (options.coach)
    member.coaches =
        options.whom ? handles_in(*options.whom, ',', session) : std::set<std::string>{everybody};
  return member;
}

/// A row a person. Throws Error(bad_data) with the line.
std::vector<HubMember> members_in(const std::string& path, Session& session) {
  std::vector<HubMember> members;
  constexpr std::size_t most = 16 << 20;  // bytes
  read_csv(read_file(path, most), [&](const CsvRow& row) {
    const auto cell = [&](std::size_t i) {
      return i < row.cells.size() ? std::string(trim(row.cells[i])) : std::string{};
    };
    if (members.empty() && fold(cell(0)) == "login") return;
    if (cell(0).empty())
      throw Error(ErrorKind::bad_data, fmt::format("{}:{}: no login", printable(path), row.line),
                  "a row is login,handle,coach; nobody was added");
    const std::string handle = cell(1).empty() ? "" : read_handle(cell(1));
    members.push_back({cell(0), handle, false, handles_in(cell(2), ';', session)});
  });
  return members;
}

std::string quoted_for_sql(const std::string& text) {
  std::string sql = "'";
  for (const char byte : text) sql += byte == '\'' ? "''" : std::string(1, byte);
  return sql + "'";
}

std::string statement_of(const HubMember& member) {
  std::vector<std::string> coaches;
  for (const std::string& one : member.coaches) coaches.push_back(quoted_for_sql(one));
  return fmt::format("SELECT rapport.admit({}, {}, {}, ARRAY[{}]::text[]);",
                     quoted_for_sql(member.login),
                     member.handle.empty() ? "NULL" : quoted_for_sql(member.handle),
                     member.is_steward, joined(coaches));
}

/// "Ana may join", "carla reads and reviews ana, ben".
std::string admitted_text(const HubMember& member, const std::string& name) {
  const std::string who = printable(name);
  std::string text = fmt::format("{} may join", who);
  if (!member.coaches.empty())
    text += fmt::format(" · reads and reviews {}", member.coaches.contains(everybody)
                                                       ? "everybody"
                                                       : printable(joined(member.coaches)));
  if (member.is_steward) text += " · is a steward";
  return text;
}

Document statements_document(const char* report, const std::vector<std::string>& statements) {
  Document document{.report = report};
  for (const std::string& statement : statements) document.blocks.emplace_back(Text{statement});
  return document;
}

Document run_hub_add(const HubAddOptions& options, Session& session) {
  if (options.name.has_value() == options.from.has_value())
    throw Error(ErrorKind::usage, "whom?", "name one, or a file with --from");
  const auto members = options.from ? members_in(*options.from, session)
                                    : std::vector{member_meant(options, session)};
  if (options.sql) {
    std::vector<std::string> statements;
    for (const HubMember& member : members) statements.push_back(statement_of(member));
    return statements_document("hub add", statements);
  }
  const std::string who = options.name.value_or(options.from.value_or(""));
  const HubInReach there = reach(options.hub, who, "added", session);
  for (const HubMember& member : members) there.hub->members()->admit(member);
  Document document{.report = "hub add"};
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("hub", there.url),
                 value_for_programs("added", static_cast<std::int64_t>(members.size()))}});
  for (const HubMember& member : members)
    document.blocks.emplace_back(
        Text{admitted_text(member, options.name.value_or(member.login)), Tone::good});
  document.blocks.emplace_back(
      Text{"  rapport hub join " + printable(shell_word(url_for_others(there.url))), Tone::strong});
  return document;
}

Document run_hub_remove(const HubRemoveOptions& options, Session& session) {
  const std::string handle = handle_meant(session, options.name);
  if (options.sql)
    return statements_document(
        "hub remove", {fmt::format("SELECT rapport.dismiss({});", quoted_for_sql(options.name))});
  const HubInReach there = reach(options.hub, options.name, "removed", session);
  const auto all = there.hub->members()->all();
  const auto found = std::find_if(all.begin(), all.end(), [&](const HubMember& member) {
    return member.login == options.name || member.login == handle || member.handle == handle;
  });
  if (found == all.end())
    throw Error(ErrorKind::not_found,
                fmt::format("nobody at the hub is called {}", printable(options.name)),
                "`rapport who` lists who is there");
  there.hub->members()->dismiss(found->login);
  return {
      .report = "hub remove",
      .blocks = {KeyValues{{value_for_programs("hub", there.url)}},
                 Text{fmt::format("{} is out: the hub no longer lets them in; what their laptop "
                                  "has, it keeps",
                                  printable(options.name)),
                      Tone::good}}};
}

constexpr std::array hub_members_rows{
    Command{"hub add", "let somebody in, where a hub knows who may do what",
            prepare<HubAddOptions, declare_hub_add, run_hub_add>},
    Command{"hub remove", "let somebody in no more",
            prepare<HubRemoveOptions, declare_hub_remove, run_hub_remove>},
};

}  // namespace

std::span<const Command> hub_members_commands() { return hub_members_rows; }

}  // namespace rapport
