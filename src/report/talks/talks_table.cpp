#include "rapport/report/talks.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/document/window.hpp"

namespace rapport {
namespace {

using TalkColumn = ColumnOf<TalkLine>;

/// An unusual purpose; then why it does not count, and of what does, remarks.
Cell remarks_cell(const TalkLine& talk) {
  std::vector<std::string> remarks;
  if (talk.purpose != Purpose::discovery) remarks.emplace_back(name_of(talk.purpose));
  if (talk.reason) {
    remarks.push_back(*talk.reason);
    return {joined(remarks), Tone::quiet};
  }
  for (std::string& mark : honesty_marks(talk)) remarks.push_back(std::move(mark));
  if (!talk.learned) remarks.emplace_back("no learning");
  return {joined(remarks)};
}

bool is_inward(const TalkLine& talk) { return talk.loop != Loop::customer; }

std::vector<TalkColumn> talk_columns(TalkColumns which, bool any_is_inward) {
  const auto shown_kind = [](const TalkLine& talk) {
    return talk.loop == Loop::self ? std::string() : std::string(name_of(talk.kind));
  };
  const auto counts = [](const TalkLine& talk) { return !talk.reason; };
  std::vector<TalkColumn> columns{
      {"id", "#", &TalkLine::id},
      {"start", "When", &TalkLine::start},
      {"minutes", "Length", &TalkLine::length},
      {"kind", "", named(&TalkLine::kind), Audience::programs},
      {"shown_kind", "Kind", shown_kind, Audience::people},
      {"purpose", "", named(&TalkLine::purpose), Audience::programs},
      {"customers", "", &TalkLine::customers, Audience::programs},
      {"shown_with", any_is_inward ? "With" : "Customers", &TalkLine::with, Audience::people},
      {"counts", "", counts, Audience::programs},
      {"reason", "", &TalkLine::reason, Audience::programs},
      {"late", "", &TalkLine::late, Audience::programs},
      {"overlaps", "", &TalkLine::overlaps, Audience::programs},
      {"marks", "Remarks", remarks_cell, Audience::people}};
  if (which == TalkColumns::of_week) return columns;
  columns.emplace_back("status", "", named(&TalkLine::status), Audience::programs);
  columns.emplace_back("loop", "", named(&TalkLine::loop), Audience::programs);
  columns.emplace_back("with", "", &TalkLine::with, Audience::programs);
  if (which != TalkColumns::with_status)
    columns.emplace_back(
        "pms", "PM", &TalkLine::pms,
        which == TalkColumns::with_shown_hosts ? Audience::everyone : Audience::programs);
  return columns;
}

TalkColumns columns_of(bool several_pms) {
  return several_pms ? TalkColumns::with_shown_hosts : TalkColumns::with_hosts;
}

Document list_of(Table talks, const Window& window) {
  Document document{.report = "list",
                    .title = "Talks",
                    .blocks = {std::move(talks)},
                    .main_table = "interactions",
                    .newest_is_last = true};
  add_window(document, window);
  return document;
}

/// By start, and by number where two begin together.
bool is_before(const TalkLine& a, const TalkLine& b) {
  if (earlier(a.start, b.start)) return true;
  return !earlier(b.start, a.start) && a.id < b.id;
}

}  // namespace

Table talks_table(const std::vector<TalkLine>& talks, TalkColumns columns, std::string empty,
                  Audience audience) {
  return table_of(
      {.key = "interactions", .empty = std::move(empty), .audience = audience, .is_dense = true},
      talks, talk_columns(columns, std::any_of(talks.begin(), talks.end(), is_inward)));
}

void add_talks(ListReport& report, const Cadence& cadence,
               const std::function<bool(const Talk&)>& is_asked) {
  for (const auto& entry : cadence.entries()) {
    if (!is_asked(*entry.talk)) continue;
    const auto place = report.talks.try_emplace(entry.talk->number).first;
    if (place->second.pms.empty()) place->second = talk_line(cadence, entry);
    place->second.pms.push_back(cadence.pm().name);
  }
}

std::vector<TalkLine> lines_of(const ListReport& report) {
  std::vector<TalkLine> talks;
  for (const auto& [number, talk] : report.talks) talks.push_back(talk);
  std::sort(talks.begin(), talks.end(), is_before);
  return talks;
}

Document document_of(const ListReport& report, std::size_t limit) {
  std::vector<TalkLine> talks = lines_of(report);
  const std::size_t total = talks.size();
  const std::size_t shown = limit == 0 ? total : std::min(limit, total);
  talks.erase(talks.begin(), talks.end() - static_cast<std::ptrdiff_t>(shown));
  return list_of(
      talks_table(talks, columns_of(report.several_pms),
                  std::string("No talks here. For example: ") + log_example, Audience::everyone),
      {.shown = shown, .total = total + report.unread, .what = "talk"});
}

Document document_of(std::function<void(const std::function<void(const TalkLine&)>&)> each,
                     bool several_pms, std::size_t total) {
  return list_of(table_of({.key = "interactions"}, std::move(each),
                          talk_columns(columns_of(several_pms), false)),
                 {.shown = total, .total = total, .what = "talk"});
}

}  // namespace rapport
