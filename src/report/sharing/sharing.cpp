#include "rapport/report/sharing.hpp"

#include <fmt/format.h>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

std::string heard_text(const std::optional<Moment>& seen, Date today) {
  if (!seen) return "never";
  return fmt::format("{} {}", day_text(seen->date, today), clock_text(seen->minute.value_or(0)));
}

Table peers_table(const std::vector<PeerLine>& peers, Date today) {
  return table_of(
      {.key = "books"}, peers,
      {{"handle", "Book of", &PeerLine::handle},
       {"heard", "Heard", [today](const PeerLine& line) { return heard_text(line.seen, today); },
        Audience::people},
       {"seen", "", &PeerLine::seen, Audience::programs},
       {"client", "rapport", &PeerLine::client},
       {"this", "", &PeerLine::is_this, Audience::programs},
       {"remark", "", [](const PeerLine& line) { return line.is_this ? "this book" : ""; },
        Audience::people}});
}

}  // namespace

Document status_document(const HubStatus& status, Date today) {
  Document document{.report = "hub status", .title = "Hub", .blocks = {}, .main_table = "books"};
  KeyValues values{{{"hub", "Hub", {status.url}},
                    value_for_people("Last sync", heard_text(status.synced, today)),
                    value_for_programs("synced", value_of(status.synced)),
                    value_for_programs("trouble", value_of(status.trouble)),
                    value_for_programs("unsent", status.unsent),
                    value_for_programs("kept", status.kept),
                    value_for_programs("forks", status.forks)}};
  if (!status.trouble.empty())
    values.values.push_back(value_for_people("Now", status.trouble, Tone::warn));
  if (status.unsent > 0)
    values.values.push_back(value_for_people("To be sent", count_text(status.unsent, "change")));
  for (const auto& [space, count] : status.refused)
    values.values.push_back(
        value_for_people("Not sent",
                         fmt::format("{} in {}: the hub does not let you write there",
                                     count_text(count, "change"), space),
                         Tone::warn));
  if (status.kept > 0)
    values.values.push_back(value_for_people("Stays here", count_text(status.kept, "change")));
  document.blocks.emplace_back(std::move(values));
  document.blocks.emplace_back(peers_table(status.peers, today));
  if (status.kept > 0)
    document.blocks.emplace_back(
        Text{"What stays here is of other PMs: `rapport export --json --pm NAME` hands it over",
             Tone::quiet});
  if (status.forks > 0)
    document.blocks.emplace_back(
        Text{fmt::format("{} came from a book that is a copy of another one; nothing of it is lost",
                         count_text(status.forks, "stream"))});
  document.blocks.emplace_back(table_of(
      {.key = "not_arrived", .title = status.not_arrived.empty() ? "" : "Not arrived yet"},
      status.not_arrived, {{"file", "File", [](const std::string& file) { return file; }}}));
  return document;
}

namespace {

std::string order_text(const OrderStatus& status, Date today) {
  if (!status.ordered) return "nobody has been forgotten yet";
  if (!status.is_shared) return "this book is not shared: nobody else has to forget";
  const std::string when = heard_text(status.ordered, today);
  const auto count = status.waiting.size();
  if (count == 0) return fmt::format("every book has forgotten (last order: {})", when);
  return fmt::format("{} not synced since the last order to forget, {}",
                     count == 1 ? "1 book has" : fmt::format("{} books have", count), when);
}

}  // namespace

Document order_document(const OrderStatus& status, Date today) {
  return {.report = "forget",
          .blocks = {KeyValues{{value_for_programs("ordered", value_of(status.ordered)),
                                value_for_programs("shared", status.is_shared)}},
                     Text{order_text(status, today)}, peers_table(status.waiting, today)},
          .main_table = "books"};
}

Document who_document(const std::vector<SpaceLine>& lines, const std::vector<MemberLine>& members,
                      const std::string& note) {
  Document document{.report = "who", .title = "Who reads what"};
  document.blocks.emplace_back(table_of({.key = "spaces"}, lines,
                                        {{"space", "Part", &SpaceLine::space},
                                         {"holds", "Holds", &SpaceLine::holds},
                                         {"readers", "Read by", &SpaceLine::readers},
                                         {"writers", "Written by", &SpaceLine::writers}}));
  if (!members.empty())
    document.blocks.emplace_back(table_of(
        {.key = "members", .title = "Who is in"}, members,
        {{"login", "Login", &MemberLine::login},
         {"handle", "PM", &MemberLine::handle},
         {"coaches", "Coaches", &MemberLine::coaches},
         {"steward", "", &MemberLine::is_steward, Audience::programs},
         {"remark", "", [](const MemberLine& line) { return line.is_steward ? "steward" : ""; },
          Audience::people}}));
  if (!note.empty()) document.blocks.emplace_back(Text{note, Tone::quiet});
  return document;
}

}  // namespace rapport
