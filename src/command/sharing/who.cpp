#include <algorithm>
#include <array>

#include "command/sharing/joined.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/report/sharing.hpp"

// `rapport who`: who reads and who writes each part of the book.
namespace rapport {
namespace {

struct WhoOptions {};

void declare_who(Args& args, WhoOptions&) {
  args.example("rapport who", "who reads and who writes each part of the book")
      .prose("A hub in a database is asked, so this needs it; of a folder the answer is known.");
}

/// Who may, of the members of a hub; and of somebody alone where it knows no members.
class Readers {
 public:
  Readers(bool is_shared, std::vector<HubMember> members)
      : is_shared_(is_shared), members_(std::move(members)) {}

  std::string all() const {
    if (!is_shared_) return "you";
    return members_.empty() ? "everybody who can open the folder" : "everybody in the hub";
  }
  std::string coach_or_steward() const {
    return members_.empty() ? all() : named([](const HubMember& member) {
      return member.is_steward || !member.coaches.empty();
    });
  }
  std::string owner(const Pm& pm) const { return is_shared_ ? printable(pm.name) : "you"; }
  std::string owner_and_coaches(const Pm& pm) const {
    if (members_.empty()) return is_shared_ ? printable(pm.name) + " and coaches" : "you";
    const std::string coaches = named([&](const HubMember& member) {
      return member.handle != pm.handle &&
             (member.coaches.contains(everybody) || member.coaches.contains(pm.handle));
    });
    return coaches.empty() ? owner(pm) : owner(pm) + ", " + coaches;
  }
  std::string readers_of(const Pm& pm) const {
    return members_.empty() ? all() : owner_and_coaches(pm);
  }

 private:
  template <typename May>
  std::string named(May&& may) const {
    std::vector<std::string> names;
    for (const HubMember& member : members_)
      if (may(member))
        names.push_back(printable(member.handle.empty() ? member.login : member.handle));
    return joined(names);
  }

  bool is_shared_;
  std::vector<HubMember> members_;
};

std::string coached_text(const HubMember& member) {
  if (member.coaches.contains(everybody)) return "everybody";
  return joined(std::vector<std::string>(member.coaches.begin(), member.coaches.end()));
}

Document run_who(const WhoOptions&, Session& session) {
  const auto membership = session.has_book() ? membership_of(session.store().db()) : std::nullopt;
  std::vector<HubMember> members;
  if (membership && has_members(membership->url))
    members = open_hub(membership->url)->members()->all();
  const Readers access(membership.has_value(), members);
  std::vector<SpaceLine> lines{
      {"team", "PMs, customers, people, ideas, votes, showstoppers", access.all(), access.all()},
      {"rules", "settings, targets and days off for everybody", access.all(),
       access.coach_or_steward()}};
  for (const Pm& pm : session.store().all<Pm>()) {
    lines.push_back({"pm/" + pm.handle, "talks, learnings, promises, stories",
                     access.readers_of(pm), access.owner(pm)});
    lines.push_back({"review/" + pm.handle, "1:1s, actions, own targets and days off",
                     access.readers_of(pm), access.owner_and_coaches(pm)});
  }
  lines.push_back({"local", "private talks, timers, who you are", "you", "you"});
  std::vector<MemberLine> member_lines;
  for (const HubMember& member : members)
    member_lines.push_back({member.login, member.handle, coached_text(member), member.is_steward});
  return who_document(lines, member_lines,
                      membership ? remark_on_hub(membership->url)
                                 : "This book is not shared: it has not joined a hub.");
}

constexpr std::array who_rows{
    Command{"who", "who reads and who writes each part of the book",
            prepare_report<WhoOptions, declare_who, run_who>},
};

}  // namespace

std::span<const Command> who_commands() { return who_rows; }

}  // namespace rapport
