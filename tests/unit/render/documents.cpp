#include "documents.hpp"

#include <doctest/doctest.h>

#include <array>
#include <limits>

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
  blocks.emplace_back(
      Facts{{{"pm", "PM", cell(std::string("Priya | *Ops*"), Tone::strong)},
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

namespace {

class Generator {
 public:
  explicit Generator(std::mt19937& random) : random_(random) {}

  Block block(std::string key) {
    switch (below(8)) {
      case 0:
        return Heading{text(), one_in(2) ? 1 : 2};
      case 1:
        return Text{text(), tone()};
      case 2:
        return facts(key);
      case 3:
        return table(std::move(key));
      case 4:
        return bars();
      case 5:
        return strip();
      case 6:
        return chart();
      default:
        return Verbatim{std::move(key), "plain\ntext\n"};
    }
  }

  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  bool one_in(std::size_t n) { return below(n) == 0; }

  std::string text() {
    static const std::array<std::string, 44> pieces{
        "a",
        "word",
        "another",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\r",
        std::string(1, '\0'),
        "\x1b[31m",
        "\x1b]0;x\a",
        "\x7f",
        "\u009b31m",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u2028",
        "\U000e0041",
        "👩‍👩‍👧",
        "🇩🇪",
        "🇩",
        "e\u0301",
        "\u0301",
        "日本",
        "ｱ",
        "한",
        "مرحبا",
        "\u200d",
        "\ufe0f",
        "\xff",
        "\xe2\x82",
        "\xed\xa0\x80",
        "=1+1",
        "'quoted'",
        "\"",
        "|",
        "```",
        "<script>",
        "**",
        ",",
        ";",
        "#",
    };
    static const std::string marks = [] {
      std::string many = "Z";
      for (int i = 0; i < 20; ++i) many += "\u0300";
      return many;
    }();
    std::string out;
    for (std::size_t i = below(one_in(8) ? 60 : 8); i > 0; --i) {
      if (one_in(30)) out += marks;
      if (one_in(40)) out += std::string(200, 'w');
      out += pieces[below(pieces.size())];
    }
    return out;
  }

  Tone tone() { return static_cast<Tone>(below(6)); }
  Audience audience() { return static_cast<Audience>(below(3)); }

  Value value(std::size_t kind) {
    const Date date = first_date + Days{below(3'650'000)};
    switch (one_in(5) ? 0 : kind) {
      case 0:
        return {};
      case 1:
        return one_in(2);
      case 2:
        return text();
      case 3:
        return one_in(9) ? std::numeric_limits<std::int64_t>::min() + 1
                         : static_cast<std::int64_t>(random_()) - 1000;
      case 4:
        return Minutes{below(100'000)};
      case 5:
        return Percent{static_cast<int>(below(1000))};
      case 6:
        return date;
      case 7:
        return Moment{date, one_in(3) ? std::optional<int>{} : static_cast<int>(below(1440)), {}};
      default: {
        List list;
        for (std::size_t i = below(4); i > 0; --i) list.push_back(text());
        return list;
      }
    }
  }

  Facts facts(const std::string& key) {
    Facts facts;
    for (std::size_t i = below(6); i > 0; --i)
      facts.facts.push_back(
          {key + "_" + std::to_string(i), text(), {value(below(9)), tone()}, audience()});
    return facts;
  }

  Table table(std::string key) {
    Table table{std::move(key), one_in(2) ? text() : "", {}, {}, one_in(2) ? text() : "", {}};
    table.audience = audience();
    std::vector<std::size_t> kinds;
    for (std::size_t c = 1 + below(8); c > 0; --c) {
      table.columns.push_back({"c" + std::to_string(c), text(), audience()});
      kinds.push_back(below(9));
    }
    for (std::size_t r = below(6); r > 0; --r) {
      auto& row = table.rows.emplace_back();
      const std::size_t cells = one_in(9) ? below(kinds.size()) : kinds.size();
      for (std::size_t c = 0; c < cells; ++c)
        row.push_back({value(one_in(9) ? below(9) : kinds[c]), tone()});
    }
    return table;
  }

  Bars bars() {
    Bars bars;
    const std::array<double, 9> amounts{0,
                                        1,
                                        7,
                                        15,
                                        15.5,
                                        1e300,
                                        -3,
                                        std::numeric_limits<double>::infinity(),
                                        std::numeric_limits<double>::quiet_NaN()};
    for (std::size_t i = below(5); i > 0; --i)
      bars.bars.push_back({text(), amounts[below(9)], amounts[below(9)], text(), tone()});
    return bars;
  }

  Strip strip() {
    Strip strip{text(), {}, one_in(2) ? text() : "M met"};
    for (std::size_t i = below(one_in(5) ? 300 : 60); i > 0; --i) {
      const char mark = static_cast<char>(one_in(9) ? below(256) : ' ' + below(95));
      strip.marks.push_back(
          {mark, static_cast<int>(below(12)) - 2, tone(), text(), text(), one_in(9)});
    }
    return strip;
  }

  std::int64_t amount() {
    using Limits = std::numeric_limits<std::int64_t>;
    if (one_in(20)) return one_in(2) ? Limits::min() : Limits::max();
    return static_cast<std::int64_t>(below(one_in(9) ? 1'000'000'000 : 400)) - 20;
  }

  Chart chart() {
    Chart chart{
        static_cast<ChartKind>(below(3)), text(), static_cast<Metric>(below(7)), {}, text()};
    for (std::size_t i = below(one_in(9) ? 200 : 20); i > 0; --i) {
      const char mark = static_cast<char>(one_in(9) ? below(256) : ' ' + below(95));
      chart.points.push_back({text(), amount(),
                              one_in(3) ? std::optional<std::int64_t>() : amount(), mark, tone(),
                              one_in(2) ? text() : "", one_in(9)});
    }
    return chart;
  }

  std::mt19937& random_;
};

}  // namespace

Document any_document(std::mt19937& random) {
  Generator generator(random);
  Document document;
  document.report = "any";
  for (std::size_t i = generator.below(8); i > 0; --i)
    document.blocks.push_back(generator.block("k" + std::to_string(i)));
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
    for (bool quoted = false; quoted || csv.substr(i, 2) != "\r\n"; ++i) {
      REQUIRE(i < csv.size());
      if (csv[i] != '"') {
        if (csv[i] == ',' && !quoted) {
          record.emplace_back();
        } else {
          record.back() += csv[i];
        }
      } else if (quoted && csv.substr(i, 2) == "\"\"") {
        record.back() += csv[i++];
      } else {
        quoted = !quoted;
      }
    }
    i += 2;
  }
  return records;
}

}  // namespace rapport
