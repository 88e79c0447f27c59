#include <array>

#include "command/sharing/joined.hpp"
#include "rapport/command/command.hpp"
#include "rapport/report/sharing.hpp"

// `rapport who`: who reads and who writes each part of the book.
namespace rapport {
namespace {

struct WhoOptions {};

void declare_who(Args& args, WhoOptions&) {
  args.example("rapport who", "who reads and who writes each part of the book");
}

Document run_who(const WhoOptions&, Session& session) {
  const bool is_shared = session.has_book() && membership_of(session.store().db());
  const std::string readers = is_shared ? "everybody who can open the folder" : "you";
  std::vector<SpaceLine> lines{
      {"team", "PMs, customers, people, ideas, votes, showstoppers", readers, readers},
      {"rules", "settings, targets and days off for everybody", readers, readers}};
  for (const Pm& pm : session.store().all<Pm>()) {
    lines.push_back({"pm/" + pm.handle, "talks, learnings, promises, stories", readers,
                     is_shared ? pm.name : "you"});
    lines.push_back({"review/" + pm.handle, "1:1s, actions, own targets and days off", readers,
                     is_shared ? pm.name + " and coaches" : "you"});
  }
  lines.push_back({"local", "private talks, timers, who you are", "you", "you"});
  return who_document(lines, is_shared ? folder_has_no_rights
                                       : "This book is not shared: it has not joined a hub.");
}

constexpr std::array who_rows{
    Command{"who", "who reads and who writes each part of the book",
            prepare_report<WhoOptions, declare_who, run_who>},
};

}  // namespace

std::span<const Command> who_commands() { return who_rows; }

}  // namespace rapport
