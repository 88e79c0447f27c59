#include "rapport/report/talks.hpp"

#include <algorithm>

#include "rapport/document/table.hpp"

namespace rapport {
namespace {

/// Why it does not count; of what does, how it was recorded, which locks nothing.
std::string remarks_text(const TalkLine& talk) {
  if (talk.reason) return *talk.reason;
  std::string text;
  const auto add = [&](bool is, const char* mark) {
    if (is) text += (text.empty() ? "" : ", ") + std::string(mark);
  };
  add(talk.late, "late");
  add(talk.edited, "edited");
  add(!talk.learned, "no learning");
  return text;
}

/// By start, and by number where two begin together.
bool is_before(const TalkLine& a, const TalkLine& b) {
  if (earlier(a.start, b.start)) return true;
  return !earlier(b.start, a.start) && a.id < b.id;
}

}  // namespace

Table talks_table(const std::vector<TalkLine>& talks, TalkColumns columns, std::string empty) {
  const bool is_inward = std::any_of(
      talks.begin(), talks.end(), [](const TalkLine& talk) { return talk.loop != Loop::customer; });
  const auto tone_of_talk = [](const TalkLine& talk) {
    return talk.reason ? Tone::quiet : Tone::plain;
  };
  const auto counts = [=](const TalkLine& talk) -> Cell {
    return {!talk.reason, tone_of_talk(talk)};
  };
  const auto remarks = [=](const TalkLine& talk) -> Cell {
    return {remarks_text(talk), tone_of_talk(talk)};
  };
  const auto kind = [](const TalkLine& talk) { return std::string(name_of(talk.kind)); };
  const auto shown_kind = [=](const TalkLine& talk) -> Value {
    return talk.loop == Loop::self ? std::string() : kind(talk);
  };
  const auto purpose = [](const TalkLine& talk) { return std::string(name_of(talk.purpose)); };
  const auto unusual_purpose = [=](const TalkLine& talk) -> Value {
    return talk.purpose == Purpose::discovery ? std::string() : purpose(talk);
  };
  std::vector<ColumnOf<TalkLine>> all{
      {"id", "#", &TalkLine::id},
      {"start", "When", &TalkLine::start},
      {"minutes", "Length", &TalkLine::length},
      {"kind", "", kind, Audience::programs},
      {"shown_kind", "Kind", shown_kind, Audience::people},
      {"purpose", "", purpose, Audience::programs},
      {"unusual_purpose", "Purpose", unusual_purpose, Audience::people},
      {"customers", "", &TalkLine::customers, Audience::programs},
      {"shown_with", is_inward ? "With" : "Customers", &TalkLine::with, Audience::people},
      {"counts", "Counts", counts},
      {"reason", "", &TalkLine::reason, Audience::programs},
      {"late", "", &TalkLine::late, Audience::programs},
      {"marks", "Remarks", remarks, Audience::people}};
  if (columns != TalkColumns::of_week) {
    const auto status = [](const TalkLine& talk) { return std::string(name_of(talk.status)); };
    const auto loop = [](const TalkLine& talk) { return std::string(name_of(talk.loop)); };
    all.emplace_back("status", "", status, Audience::programs);
    all.emplace_back("loop", "", loop, Audience::programs);
    all.emplace_back("with", "", &TalkLine::with, Audience::programs);
  }
  if (columns == TalkColumns::with_hosts)
    all.emplace_back("pms", "PM", &TalkLine::pms, Audience::programs);
  if (columns == TalkColumns::with_shown_hosts) all.emplace_back("pms", "PM", &TalkLine::pms);
  return table_of({.key = "interactions", .empty = std::move(empty)}, talks, all);
}

void add_talks(ListReport& report, const Cadence& cadence, const DateRange& days) {
  for (const auto& entry : cadence.entries(days)) {
    const auto place = report.talks.try_emplace(entry.talk->number).first;
    if (place->second.pms.empty()) place->second = talk_line(cadence, entry);
    place->second.pms.push_back(cadence.pm().name);
  }
}

Document document_of(const ListReport& report, std::size_t limit) {
  std::vector<TalkLine> talks;
  for (const auto& [number, talk] : report.talks) talks.push_back(talk);
  std::sort(talks.begin(), talks.end(), is_before);
  const std::size_t left_out = limit != 0 && talks.size() > limit ? talks.size() - limit : 0;
  talks.erase(talks.begin(), talks.begin() + static_cast<std::ptrdiff_t>(left_out));
  Table table = talks_table(
      talks, report.several_pms ? TalkColumns::with_shown_hosts : TalkColumns::with_hosts,
      std::string("No interactions here. For example: ") + log_example);
  Document document{.report = "list",
                    .title = "Talks",
                    .blocks = {std::move(table)},
                    .main_table = "interactions"};
  if (left_out > 0)
    document.blocks.emplace_back(Text{
        std::to_string(left_out) + " earlier ones are not shown; --all lists them", Tone::quiet});
  return document;
}

}  // namespace rapport
