#include "rapport/report/talks.hpp"

#include <algorithm>

namespace rapport {
namespace {

/// Why it does not count; of what does, the marks, which state facts and lock nothing.
std::string marks_text(const TalkLine& talk) {
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
  Table table{.key = "interactions",
              .columns = {{.key = "id", .title = "#"},
                          {.key = "start", .title = "When"},
                          {.key = "minutes", .title = "Length"},
                          {"kind", "", Audience::programs},
                          {"shown_kind", "Kind", Audience::people},
                          {"purpose", "", Audience::programs},
                          {"unusual_purpose", "Purpose", Audience::people},
                          {"customers", "", Audience::programs},
                          {"shown_with", is_inward ? "With" : "Customers", Audience::people},
                          {.key = "counts", .title = "Counts"},
                          {"reason", "", Audience::programs},
                          {"late", "", Audience::programs},
                          {"marks", "Remarks", Audience::people}},
              .empty = std::move(empty)};
  if (columns == TalkColumns::with_status) {
    table.columns.push_back({"status", "", Audience::programs});
    table.columns.push_back({"loop", "", Audience::programs});
    table.columns.push_back({"with", "", Audience::programs});
  }
  for (const auto& talk : talks) {
    const std::string purpose(name_of(talk.purpose));
    const std::string kind(name_of(talk.kind));
    const Tone tone = talk.reason ? Tone::quiet : Tone::plain;
    std::vector<Cell> row{{talk.id},
                          {talk.start},
                          {talk.length},
                          {kind},
                          {talk.loop == Loop::self ? std::string() : kind},
                          {purpose},
                          {talk.purpose == Purpose::discovery ? std::string() : purpose},
                          {talk.customers},
                          {talk.with},
                          {!talk.reason, tone},
                          {talk.reason ? Value(*talk.reason) : Value()},
                          {talk.late},
                          {marks_text(talk), tone}};
    if (columns == TalkColumns::with_status) {
      row.push_back({std::string(name_of(talk.status))});
      row.push_back({std::string(name_of(talk.loop))});
      row.push_back({talk.with});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_talks(ListReport& report, const Cadence& cadence, const DateRange& days) {
  for (const auto& entry : cadence.entries(days)) {
    report.talks.emplace(entry.talk->number, talk_line(cadence, entry));
    report.pms[entry.talk->number].push_back(cadence.pm().name);
  }
}

Document document_of(const ListReport& report, std::size_t limit) {
  std::vector<TalkLine> talks;
  for (const auto& [number, talk] : report.talks) talks.push_back(talk);
  std::sort(talks.begin(), talks.end(), is_before);
  const std::size_t left_out = limit != 0 && talks.size() > limit ? talks.size() - limit : 0;
  talks.erase(talks.begin(), talks.begin() + static_cast<std::ptrdiff_t>(left_out));
  Table table = talks_table(talks, TalkColumns::with_status,
                            std::string("No interactions here. For example: ") + log_example);
  const Audience shown = report.several_pms ? Audience::everyone : Audience::programs;
  table.columns.push_back({"pms", "PM", shown});
  for (std::size_t i = 0; i < talks.size(); ++i)
    table.rows[i].push_back({report.pms.at(talks[i].id)});
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
