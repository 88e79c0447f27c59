#include "documents.hpp"

#include <doctest/doctest.h>

namespace rapport {
namespace {

using List = std::vector<std::string>;

Cell cell(Value value, Tone tone = Tone::plain) { return {std::move(value), tone}; }

Table interactions() {
  Table table{.key = "interactions",
              .title = "Interactions",
              .columns = {{"id", "#"},
                          {"start", "When"},
                          {"minutes", "Length"},
                          {"customers", "Customers"},
                          {"note", "Note"},
                          {"counts", "Counts"},
                          {"reason", "Reason", Audience::people},
                          {"uid", "Uid", Audience::programs}},
              .rows = {},
              .empty = {},
              .audience = Audience::everyone};
  const Date monday = day(2026, 11, 2);
  const auto add = [&table](std::int64_t id, Moment start, int minutes, Value customers, Value note,
                            Cell reason) {
    table.rows.push_back({cell(id), cell(start), cell(Minutes{minutes}), cell(std::move(customers)),
                          cell(std::move(note)), cell(reason.value.index() == 0), std::move(reason),
                          cell("uid-" + std::to_string(id))});
  };
  add(8, {monday, 9 * 60, 60}, 60, List{"日本精密", "Müller & Söhne"}, std::string("=1+1"), {});
  add(9, {monday, {}, {}}, 45, List{"Acme, Inc."}, std::string("two\nlines\tand \x1b[31mred"), {});
  add(10, {day(2025, 11, 12), 16 * 60 + 5, 60}, 90, List{},
      std::string("a|b \"quoted\" `code` <b>"),
      cell(std::string("partner, not a customer"), Tone::quiet));
  add(411, {monday, 0, {}}, 0, List{"👩‍👩‍👧 Family", "e\u0301clair", "\u202eevil"},
      std::string("a note that is long enough to be wrapped in a column of its own, whatever"),
      cell(std::string("late"), Tone::warn));
  table.rows.push_back({cell(std::int64_t{412})});  // a short row
  return table;
}

Strip strip(std::string label, std::string_view marks) {
  Strip strip{std::move(label), {}, "M met, x missed, = paused"};
  int level = 3;
  int week = 0;
  for (const char mark : marks) {
    const Tone tone = mark == 'M' ? Tone::good : mark == 'x' ? Tone::bad : Tone::quiet;
    level = mark == '=' ? 0 : level % 8 + 1;
    strip.marks.push_back(
        {mark, level, tone, "a week", "week " + std::to_string(++week), mark == '='});
  }
  return strip;
}

Chart columns() {
  Chart chart{ChartKind::columns, "Hours a week", Metric::hours, {}, "M met, x missed, = paused"};
  const auto add = [&chart](std::string label, int minutes, int expected, char mark, Tone tone) {
    chart.points.push_back({.label = std::move(label),
                            .value = minutes,
                            .expected = expected,
                            .mark = mark,
                            .tone = tone,
                            .off = mark == '='});
  };
  add("2026-W40", 180, 180, 'M', Tone::good);
  add("2026-W41", 0, 0, '=', Tone::quiet);
  add("2026-W42", 60, 180, 'x', Tone::bad);
  add("2026-W43", 150, 180, '~', Tone::warn);
  add("2026-W44", 225, 120, 'M', Tone::good);
  add("2026-W45", 0, 120, '<', Tone::warn);
  chart.points.back().title = "2026-W45: nothing of 2h, \"behind\" & <so far>";
  return chart;
}

Chart line() {
  Chart chart{ChartKind::line, "Visits towards onboarding", Metric::visits, {}, ""};
  std::int64_t week = 35;
  for (const std::int64_t visits : {0, 2, 5, 5, 9, 12, 13, 16, 21})
    chart.points.push_back(
        {.label = "W" + std::to_string(week++), .value = visits, .expected = 15});
  return chart;
}

Chart shares() {
  return {ChartKind::shares,
          "Hours by customer",
          Metric::hours,
          {{.label = "Acme <Robotics>", .value = 300},
           {.label = "日本精密", .value = 90},
           {.label = "Müller & Söhne", .value = 60, .tone = Tone::quiet},
           {.label = "two others", .value = 0}},
          ""};
}

}  // namespace

Date day(int year, unsigned month, unsigned of_month) {
  return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) /
                               static_cast<int>(of_month)};
}

Document every_block() {
  Document document;
  document.report = "sample";
  auto& blocks = document.blocks;
  blocks.emplace_back(Heading{"Priya · 2026-W45", 1});
  blocks.emplace_back(Text{"Behind: 1h 45m of 3h, 1h 15m to go by Sunday", Tone::warn});
  blocks.emplace_back(
      Text{"A second line, quiet, and long enough that it does not fit into eighty "
           "columns.\nAnd one of its own.",
           Tone::quiet});
  blocks.emplace_back(Bars{{{"weekly", 105, 180, "1h 45m of 3h, behind", Tone::warn},
                            {"onboarding", 21, 15, "21 of 15 visits, met Tue 20 Oct", Tone::good},
                            {"east", 0, 15, "0 of 15 customers", Tone::bad},
                            {"off", 0, 0, "paused", Tone::quiet}}});
  blocks.emplace_back(KeyValues{
      {{"pm", "PM", cell(std::string("Priya | *Ops*"), Tone::strong)},
       {"from", "From", cell(day(2026, 11, 2))},
       {"state", "State", cell(std::string("behind")), Audience::programs},
       {"goal", "What she wants to learn this week", cell(std::string("who re-keys orders"))},
       {"notes", "Notes", cell(std::string("first line\nsecond: # not a heading"))},
       {"discovery", "Discovery", cell(Percent{80})},
       {"missing", "Missing", cell({})}}});
  blocks.emplace_back(Heading{"Details", 2});
  blocks.emplace_back(interactions());
  blocks.emplace_back(Table{"promises", "Promises", {{"text", "Text"}}, {}, "No promises.", {}});
  blocks.emplace_back(Table{"silent", "Nobody sees this", {{"text", "Text"}}, {}, "", {}});
  blocks.emplace_back(strip("Priya", "MMMMxMM==MMMMxMMMMMMMMMMMM==MMMMMMMMxMMMMMMMMMMMMxMM"));
  blocks.emplace_back(strip("Dana", "MMxMM==MMMMxMMMMMMMMMMMM==MMMMMMMMxMMMMMMMMMMMMxMMMM"));
  for (const Chart& chart : {columns(), line(), shares()}) blocks.emplace_back(chart);
  blocks.emplace_back(Verbatim{"script", "  exactly\tas it is\n"});
  return document;
}

std::string rendered(std::string_view format, const Document& document, const Style& style) {
  const Format* found = find_format(format);
  REQUIRE(found);
  return found->render(document, style);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    REQUIRE(end != text.npos);
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string without_colours(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\x1b[") {
      const std::size_t end = text.find_first_not_of("0123456789;", i + 2);
      if (end != text.npos && text[end] == 'm') {
        i = end;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

std::vector<std::vector<std::string>> parsed_csv(std::string_view csv) {
  std::vector<std::vector<std::string>> records;
  std::size_t i = 0;
  while (i < csv.size()) {
    auto& record = records.emplace_back(1);
    for (bool is_inside = false; is_inside || csv.substr(i, 2) != "\r\n"; ++i) {
      REQUIRE(i < csv.size());
      if (csv[i] != '"') {
        if (csv[i] == ',' && !is_inside) {
          record.emplace_back();
        } else {
          record.back() += csv[i];
        }
      } else if (is_inside && csv.substr(i, 2) == "\"\"") {
        record.back() += csv[i++];
      } else {
        is_inside = !is_inside;
      }
    }
    i += 2;
  }
  return records;
}

}  // namespace rapport
