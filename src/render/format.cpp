#include "rapport/render/format.hpp"

#include <array>

namespace rapport {

std::string render_text(const Document& document, const Style& style);
void write_json(const Document& document, const Style& style, const Sink& sink);
void write_csv(const Document& document, const Style& style, const Sink& sink);
std::string render_markdown(const Document& document, const Style& style);
std::string render_slack(const Document& document, const Style& style);
std::string render_html(const Document& document, const Style& style);

namespace {

template <void (*write)(const Document&, const Style&, const Sink&)>
std::string written(const Document& document, const Style& style) {
  std::string text;
  write(document, style, [&](std::string_view piece) { text += piece; });
  return text;
}

constexpr std::array all_formats{
    Format{"text", "for people, in the terminal (the default)", render_text},
    Format{"json", "for programs: one object", written<write_json>, Audience::programs, write_json},
    Format{"csv", "for spreadsheets: one table", written<write_csv>, Audience::programs, write_csv},
    Format{"md", "Markdown, to paste into a wiki or a chat", render_markdown},
    Format{"slack", "lists instead of tables, to paste into Slack", render_slack},
    Format{"html", "one page for a browser, for paper and for the 1:1", render_html},
};

}  // namespace

std::span<const Format> formats() { return all_formats; }

const Format* find_format(std::string_view name) {
  for (const Format& format : all_formats)
    if (format.name == name) return &format;
  return nullptr;
}

}  // namespace rapport
