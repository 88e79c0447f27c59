#include <fmt/format.h>

#include <array>

#include "command/sharing/joined.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/chains.hpp"

// `rapport hub init` and `leave`.
namespace rapport {
namespace {

struct HubInitOptions {
  std::optional<std::string> url;
  bool sql = false;
};
struct HubLeaveOptions {};

std::string stewards_text(const std::vector<HubMember>& members) {
  std::vector<std::string> stewards;
  for (const HubMember& member : members)
    if (member.is_steward) stewards.push_back(printable(member.login));
  return fmt::format("{}: {}", count_text(static_cast<std::int64_t>(stewards.size()), "steward"),
                     joined(stewards));
}

void declare_hub_init(Args& args, HubInitOptions& options) {
  args.word(options.url, "URL",
            "dir:PATH, made where it is not there, or postgresql://HOST/DATABASE")
      .flag(options.sql, "--sql", "print the statements for psql, instead of running them")
      .example("rapport hub init dir:/srv/team/rapport", "on a network drive")
      .example("rapport hub init dir:$HOME/Dropbox/rapport")
      .example("rapport hub init postgresql://db.example/rapport",
               "in a database, where each reads only what is theirs to read")
      .prose(
          "A hub is where the books of a team exchange what is new. It is a folder that something "
          "else carries from machine to machine (a network drive, Dropbox, OneDrive, Syncthing), "
          "or a PostgreSQL database, 13 or newer, in which people have logins and rights. Each "
          "book stays whole, works without the hub, and only ever writes what is its own there.")
      .prose(folder_has_no_rights)
      .prose(
          "In a database `rapport` makes the schema rapport, and the roles rapport_member and "
          "rapport_bi; you are its first steward, who lets people in. Logins and passwords are "
          "the server's: ~/.pgpass, a service file, LDAP, certificates. The host has to prove who "
          "it is (sslmode=verify-full), unless it is this machine or the URL says otherwise.");
}

/// For `hub add` and `hub join`, which come next.
void remember_hub(const std::string& url, Session& session) {
  const std::string path = session.settings().path();
  const std::string text = read_settings_file(path).value_or("");
  write_settings_file(path, with_setting(text, "hub.url", FileValue{url}, path));
}

Document run_hub_init(const HubInitOptions& options, Session& session) {
  if (options.sql)
    return {.report = "hub init", .blocks = {Text{std::string(statements_of_hub())}}};
  const std::string url = hub_meant(options.url, session);
  const bool is_new = make_hub(url, {random_uid(), hub_format, client_version()});
  const auto hub = open_hub(url);
  const HubCard card = hub->card();
  Members* const members = hub->members();
  Document document{.report = "hub init"};
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("hub", url), value_for_programs("hub_id", to_string(card.id)),
                 value_for_programs("new", is_new)}});
  std::string first =
      fmt::format("{} {}", name_of_hub(url), is_new ? "is ready" : "is a hub already");
  if (members != nullptr) first += fmt::format(" · {}", stewards_text(members->all()));
  document.blocks.emplace_back(Text{std::move(first), Tone::good});
  if (members != nullptr) {
    remember_hub(url, session);
    document.blocks.emplace_back(Text{"Let people in, yourself too:"});
    document.blocks.emplace_back(
        Text{"  rapport hub add NAME [--coach] [--steward]", Tone::strong});
  }
  document.blocks.emplace_back(
      Text{members == nullptr ? "Everybody, you too, joins with:" : "They join with:"});
  document.blocks.emplace_back(
      Text{"  rapport hub join " + printable(shell_word(url_for_others(url))), Tone::strong});
  if (const std::string remark = remark_on_hub(url); !remark.empty())
    document.blocks.emplace_back(Text{remark, Tone::quiet});
  return document;
}

void declare_hub_leave(Args& args, HubLeaveOptions&) {
  args.example("rapport hub leave", "the book stays as it is, and exchanges nothing any more");
}

Document run_hub_leave(const HubLeaveOptions&, Session& session) {
  session.refuse_past("hub leave");
  const Membership membership = joined_hub(session);
  forget_membership(session.store().db());
  return {.report = "hub leave",
          .blocks = {KeyValues{{value_for_programs("hub", membership.url)}},
                     Text{"this book stays whole and on its own; the hub keeps what was sent"}},
          .saved = "the hub was left"};
}

constexpr std::array hub_rows{
    Command{"hub init", "begin a hub for a team's books: a shared folder, or a database",
            prepare<HubInitOptions, declare_hub_init, run_hub_init>},
    Command{"hub leave", "exchange nothing with the hub any more",
            prepare<HubLeaveOptions, declare_hub_leave, run_hub_leave>},
};

}  // namespace

std::span<const Command> hub_commands() { return hub_rows; }

}  // namespace rapport
