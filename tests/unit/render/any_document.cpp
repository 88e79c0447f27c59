#include <array>
#include <limits>

#include "documents.hpp"

namespace rapport {
namespace {

using List = std::vector<std::string>;

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
      case 8: {
        MarkedText marked{text(), {}};
        const auto size = marked.text.size();
        if (size > 0 && static_cast<unsigned char>(marked.text[0]) < 0x80)
          marked.highlights.push_back({0, 1});
        return marked;
      }
      default: {
        List list;
        for (std::size_t i = below(4); i > 0; --i) list.push_back(text());
        return list;
      }
    }
  }

  KeyValues facts(const std::string& key) {
    KeyValues facts;
    for (std::size_t i = below(6); i > 0; --i)
      facts.values.push_back(
          {key + "_" + std::to_string(i), text(), {value(below(10)), tone()}, audience()});
    return facts;
  }

  Table table(std::string key) {
    Table table{std::move(key), one_in(2) ? text() : "", {}, {}, one_in(2) ? text() : "", {}};
    table.audience = audience();
    std::vector<std::size_t> kinds;
    for (std::size_t c = 1 + below(8); c > 0; --c) {
      table.columns.push_back({"c" + std::to_string(c), text(), audience()});
      kinds.push_back(below(10));
    }
    for (std::size_t r = below(6); r > 0; --r) {
      auto& row = table.rows.emplace_back();
      const std::size_t cells = one_in(9) ? below(kinds.size()) : kinds.size();
      for (std::size_t c = 0; c < cells; ++c)
        row.push_back({value(one_in(9) ? below(10) : kinds[c]), tone()});
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

}  // namespace rapport
