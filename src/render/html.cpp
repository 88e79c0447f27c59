#include "render/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "rapport/base/phrase.hpp"
#include "rapport/render/format.hpp"
#include "render/cells.hpp"

// One file that needs nothing else: no script, no font, nothing from a network, and its own policy
// forbids them. Texts of people cannot become markup. Well-formed as XML too, so that any tool can
// check it.
namespace rapport {
namespace {

/// Values whose words are longer than this are lines, each with its title beside it.
constexpr std::size_t longest_tile = 40;

constexpr std::string_view page_head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
)";

bool is_first_level(const Block& block) {
  const auto* heading = std::get_if<Heading>(&block);
  return heading && heading->level <= 1;
}

class HtmlRenderer {
 public:
  HtmlRenderer(const Document& document, const Style& style) : document_(document), style_(style) {
    style_.unicode = true;
  }

  std::string render() {
    write_head();
    const auto& blocks = document_.blocks;
    if (blocks.empty() || !is_first_level(blocks.front()))
      write_first_heading(title_of_report());  // each page has exactly one
    else
      write_top();
    for (; index_ < blocks.size(); ++index_) std::visit(*this, blocks[index_]);
    end_section();
    out_ += "</main>\n<footer>rapport " + html_text(document_.report) + " · " +
            html_text(day_text(style_.today, first_date)) + "</footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

  // No level is left out: below the first heading come those of level 1, below them level 2.
  void operator()(const Heading& heading) {
    const std::string words = html_line(heading.text);
    if (heading.level <= 1) inner_level_ = 3;
    if (heading.level > 1 && inner_level_ == 3) {
      out_ += "<h3>" + words + "</h3>\n";
      return;
    }
    end_section();
    out_ += is_judged(heading.tone)
                ? html_tag("section", "owed " + std::string(tone_class(heading.tone))) + "\n<h2>" +
                      sign(heading.tone) + words
                : "<section>\n<h2>" + words;
    out_ += "</h2>\n<div class=\"part\">\n";
    in_section_ = true;
  }

  void operator()(const Text& text) {
    const std::string words = html_lines(text.text);
    if (words.empty()) return;
    out_ +=
        html_tag("p", tone_class(text.tone)) + sign(text.tone) + "<span>" + words + "</span></p>\n";
  }

  // Neighbouring values are one list: the last ones write them all.
  void operator()(const KeyValues& values) {
    for (const KeyValue& value : values.values)
      if (is_for(value.audience, Reader::person)) values_.push_back(&value);
    const std::size_t next = index_ + 1;
    if (next < document_.blocks.size() && std::holds_alternative<KeyValues>(document_.blocks[next]))
      return;
    write_values(values_);
    values_.clear();
  }

  void operator()(const Table& table) { out_ += html_table(table, style_, names_); }

  void operator()(const Bars& bars) { out_ += html_bars(bars); }

  void operator()(const Strip& strip) {
    out_ += html_strip(strip, legend_at(document_, index_), names_);
  }

  void operator()(const Chart& chart) { out_ += html_chart(chart, names_); }

  void operator()(const Verbatim& verbatim) {
    if (verbatim.text.empty()) return;
    out_ += "<pre tabindex=\"0\">";
    std::string_view text = verbatim.text;
    if (text.ends_with('\n')) text.remove_suffix(1);
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
      out_ += html_text(text.substr(0, end));
      if (end < text.size()) out_ += text[end];
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    out_ += "</pre>\n";
  }

 private:
  std::string title_of_report() const {
    if (!document_.title.empty()) return document_.title;
    return capitalised(document_.report.empty() ? "rapport" : document_.report);
  }

  void write_head() {
    const auto& blocks = document_.blocks;
    const bool named = !blocks.empty() && is_first_level(blocks.front());
    const std::string title = named ? std::get<Heading>(blocks.front()).text : title_of_report();
    (out_ += page_head) += "<title>" + html_line(title) + "</title>\n<style>\n";
    ((out_ += html_style()) += "</style>\n</head>\n<body>\n") += html_definitions();
    const bool has_sections = std::any_of(blocks.begin() + (named ? 1 : 0), blocks.end(),
                                          [](const Block& block) { return block.index() == 0; });
    out_ += has_sections ? "<main>\n" : "<main class=\"narrow\">\n";
  }

  void end_section() {
    if (in_section_) out_ += "</div>\n</section>\n";
    in_section_ = false;
  }

  // The first heading and the texts right below it: each that is judged opens a card, and what is
  // said about it stands in that card.
  void write_top() {
    const auto& blocks = document_.blocks;
    write_first_heading(std::get<Heading>(blocks.front()).text);
    bool in_card = false;
    bool has_more = false;
    Tone tone = Tone::plain;
    for (index_ = 1; index_ < blocks.size(); ++index_) {
      const auto* text = std::get_if<Text>(&blocks[index_]);
      const std::string words = text ? html_lines(text->text) : std::string();
      if (words.empty() || text->tone == Tone::strong) break;
      const bool is_next = in_card && has_more && is_judged(tone) && tone != Tone::good;
      if (is_judged(text->tone) || (text->tone == Tone::plain && (!in_card || is_next))) {
        if (in_card) out_ += "</div></div>\n";
        tone = text->tone;
        out_ += html_tag("div", "card " + std::string(tone_class(tone))) + sign(tone) + "<div><p>" +
                words + "</p>\n";
        in_card = true;
        has_more = false;
      } else if (in_card) {
        out_ += html_tag("p", "more " + std::string(tone_class(text->tone))) + words + "</p>\n";
        has_more = true;
      } else {
        out_ += "<p class=\"intro\">" + words + "</p>\n";
      }
    }
    if (in_card) out_ += "</div></div>\n";
  }

  // Nothing for what is not judged.
  static std::string sign(Tone tone) {
    if (!is_judged(tone)) return {};
    return R"(<svg class="sign" aria-hidden="true"><use href="#sign-)" +
           std::string(tone_class(tone)) + "\" /></svg>";
  }

  // "Priya · 2026-W47": who or what, then smaller when.
  void write_first_heading(std::string_view text) {
    constexpr std::string_view separator = " · ";
    const std::size_t at = text.find(separator);
    out_ += "<h1>" + html_line(text.substr(0, at));
    if (at != text.npos)
      out_ += " <span class=\"when\">" + html_line(text.substr(at + separator.size())) + "</span>";
    out_ += "</h1>\n";
  }

  // Values of one title that follow each other are one group.
  void write_values(const std::vector<const KeyValue*>& values) {
    if (values.empty()) return;
    const bool as_lines = std::any_of(values.begin(), values.end(), [&](const KeyValue* value) {
      return display_width(value_words(*value, style_)) > longest_tile;
    });
    out_ += html_tag("dl", as_lines ? "facts lines" : "facts") + "\n";
    const KeyValue* above = nullptr;
    for (const KeyValue* value : values) {
      if (!above || above->title != value->title)
        out_ += (above ? "</div>\n<div><dt>" : "<div><dt>") + html_line(value->title) + "</dt>";
      out_ += html_tag("dd", tone_class(value->cell.tone)) +
              html_lines(value_words(*value, style_)) + "</dd>";
      above = value;
    }
    out_ += "</div>\n</dl>\n";
  }

  const Document& document_;
  Style style_;
  HtmlNames names_;
  std::string out_;
  std::vector<const KeyValue*> values_;  ///< of the blocks right above
  std::size_t index_ = 0;
  int inner_level_ = 2;
  bool in_section_ = false;
};

}  // namespace

std::string html_text(std::string_view text) {
  constexpr std::string_view markup = "&<>\"'";
  constexpr std::string_view entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
  std::string out;
  for (const char c : printable(text)) {
    if (const auto at = markup.find(c); at != markup.npos)
      out += entities[at];
    else
      out += c;
  }
  return out;
}

std::string html_line(std::string_view text) { return html_text(on_one_line(text)); }

std::string html_lines(std::string_view text) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    const std::string words = html_text(trim(line));
    if (words.empty()) continue;
    if (!out.empty()) out += "<br />";
    out += words;
  }
  return out;
}

std::string html_tag(std::string_view tag, std::string_view names) {
  return fmt::format("<{} class=\"{}\">", tag, names);
}

std::string_view tone_class(Tone tone) {
  constexpr std::pair<Tone, std::string_view> names[] = {
      {Tone::plain, "plain"}, {Tone::strong, "strong"}, {Tone::good, "good"},
      {Tone::warn, "warn"},   {Tone::bad, "bad"},       {Tone::quiet, "quiet"}};
  for (const auto& [known, name] : names)
    if (known == tone) return name;
  return "plain";
}

std::string render_html(const Document& document, const Style& style) {
  return HtmlRenderer(document, style).render();
}

}  // namespace rapport
