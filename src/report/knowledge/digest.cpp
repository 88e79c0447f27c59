#include "rapport/report/digest.hpp"

#include <algorithm>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* separator) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

/// Each once: two names of one customer come to the same words.
void redact_all(std::vector<std::string>& texts, const Redaction& redact) {
  std::vector<std::string> fresh;
  for (const auto& text : texts) {
    const std::string plain = redact(text);
    if (std::find(fresh.begin(), fresh.end(), plain) == fresh.end()) fresh.push_back(plain);
  }
  texts = std::move(fresh);
}

/// "Acme Robotics · Fri 20 Nov".
std::string heading_of(const DigestStory& story, Date today) {
  const std::string whose = joined(story.customers, ", ");
  return (whose.empty() ? "" : whose + " · ") + day_text(story.told, today);
}

/// "#orders · told by Priya · shared: all hands, Fri 20 Nov".
std::string remark_of(const DigestStory& story) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " · ") + part; };
  if (!story.themes.empty()) add("#" + joined(story.themes, " #"));
  if (!story.pm.empty()) add("told by " + story.pm);
  if (!story.shared.empty()) add("shared: " + joined(story.shared, "; "));
  return text;
}

Table table_of(const Digest& digest) {
  Table table{.key = "stories",
              .columns = {{"id", ""},
                          {"told", ""},
                          {"pm", ""},
                          {"text", ""},
                          {"themes", ""},
                          {"customers", ""},
                          {"shared", ""}},
              .audience = Audience::programs};
  for (const auto& story : digest.stories)
    table.rows.push_back({{story.number},
                          {story.told},
                          {story.pm},
                          {story.text},
                          {story.themes},
                          {story.customers},
                          {story.shared}});
  return table;
}

}  // namespace

std::string neutral_name(std::size_t index) {
  std::string letters;
  for (std::size_t rest = index + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return "customer " + letters;
}

Digest redacted(Digest digest, const Redaction& redact) {
  digest.redacted = true;
  for (auto& story : digest.stories) {
    story.text = redact(story.text);
    story.pm = redact(story.pm);
    // A tag that is a name says nothing once it is taken out.
    std::erase_if(story.themes, [&](const std::string& theme) { return redact(theme) != theme; });
    redact_all(story.customers, redact);
    redact_all(story.shared, redact);
  }
  return digest;
}

Document document_of(const Digest& digest) {
  Document document{.report = "story digest", .main_table = "stories"};
  auto& blocks = document.blocks;
  blocks.emplace_back(
      Heading{digest.since ? "Customer stories since " + day_text(*digest.since, digest.today)
                           : std::string("Customer stories")});
  blocks.emplace_back(
      KeyValues{{{.key = "redacted", .cell = {digest.redacted}, .audience = Audience::programs}}});
  for (const auto& story : digest.stories) {
    blocks.emplace_back(Heading{heading_of(story, digest.today), 2});
    for (const auto line : split(story.text, '\n')) blocks.emplace_back(Text{std::string(line)});
    blocks.emplace_back(Text{remark_of(story), Tone::quiet});
  }
  if (digest.stories.empty())
    blocks.emplace_back(
        Text{"No story yet. For example: rapport story add \"They print every order\" --from 12",
             Tone::quiet});
  blocks.emplace_back(table_of(digest));
  return document;
}

}  // namespace rapport
