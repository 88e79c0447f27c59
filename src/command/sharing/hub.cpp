#include <fmt/format.h>

#include <array>

#include "command/sharing/joined.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/chains.hpp"

// `rapport hub init`, `add`, `remove` and `leave`.
namespace rapport {
namespace {

struct HubInitOptions {
  std::string url;
};
struct HubPersonOptions {
  std::string name;
};
struct HubLeaveOptions {};

void declare_hub_init(Args& args, HubInitOptions& options) {
  args.word(options.url, "dir:PATH", "a folder that the team shares; made where it is not there")
      .example("rapport hub init dir:/srv/team/rapport", "on a network drive")
      .example("rapport hub init dir:$HOME/Dropbox/rapport")
      .prose(
          "A hub is where the books of a team exchange what is new. It is a folder that something "
          "else carries from machine to machine: a network drive, Dropbox, OneDrive, Syncthing. "
          "Each book stays whole, works without the hub, and only ever writes files of its own "
          "there.")
      .prose(folder_has_no_rights);
}

Document run_hub_init(const HubInitOptions& options, Session&) {
  const std::string url = whole_url(options.url);
  const bool is_new = make_hub(url, {random_uid(), hub_format, client_version()});
  const HubCard card = open_hub(url)->card();
  Document document{.report = "hub init"};
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("hub", url), value_for_programs("hub_id", to_string(card.id)),
                 value_for_programs("new", is_new)}});
  document.blocks.emplace_back(Text{
      fmt::format("{} {}", printable(url), is_new ? "is ready" : "is a hub already"), Tone::good});
  document.blocks.emplace_back(Text{"Everybody, you too, joins with:"});
  document.blocks.emplace_back(
      Text{"  rapport hub join " + printable(shell_word(url)), Tone::strong});
  document.blocks.emplace_back(Text{folder_has_no_rights, Tone::quiet});
  return document;
}

void declare_hub_person(Args& args, HubPersonOptions& options) {
  args.word(options.name, "NAME", "a PM or a coach", Completes::pm);
}

[[noreturn]] void refuse_rights(const HubPersonOptions& options, Session& session,
                                const char* wish) {
  const Membership membership = joined_hub(session);
  const std::string path = membership.url.substr(membership.url.find(':') + 1);
  throw Error(
      ErrorKind::usage,
      fmt::format("a hub in a folder has no rights but the folder's own, so {} cannot be {}",
                  printable(options.name), wish),
      fmt::format("whoever can open '{}' is in: share it, or stop sharing it, where it is "
                  "kept",
                  printable(path)));
}

void declare_hub_add(Args& args, HubPersonOptions& options) {
  declare_hub_person(args, options);
  args.example("rapport hub add Ana")
      .prose(
          "For a hub that knows who may do what. In a folder everybody who can open it is in, and "
          "this "
          "says so.");
}

void declare_hub_remove(Args& args, HubPersonOptions& options) {
  declare_hub_person(args, options);
  args.example("rapport hub remove Ben")
      .prose(
          "For a hub that knows who may do what. From a folder, take away the person's access to "
          "the "
          "folder itself; what their book has, it keeps.");
}

Document run_hub_add(const HubPersonOptions& options, Session& session) {
  refuse_rights(options, session, "added");
}

Document run_hub_remove(const HubPersonOptions& options, Session& session) {
  refuse_rights(options, session, "removed");
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
    Command{"hub init", "begin a hub: a shared folder for a team's books",
            prepare<HubInitOptions, declare_hub_init, run_hub_init>},
    Command{"hub add", "let somebody in, where a hub knows who may do what",
            prepare<HubPersonOptions, declare_hub_add, run_hub_add>},
    Command{"hub remove", "let somebody in no more",
            prepare<HubPersonOptions, declare_hub_remove, run_hub_remove>},
    Command{"hub leave", "exchange nothing with the hub any more",
            prepare<HubLeaveOptions, declare_hub_leave, run_hub_leave>},
};

}  // namespace

std::span<const Command> hub_commands() { return hub_rows; }

}  // namespace rapport
