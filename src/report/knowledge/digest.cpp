#include "rapport/report/digest.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

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
std::string digest_heading(const DigestStory& story, Date today) {
  const std::string whose = joined(story.customers);
  return (whose.empty() ? "" : whose + " · ") + day_text(story.told, today);
}

/// "#orders · told by Priya · shared: all hands, Fri 20 Nov".
std::string digest_remark(const DigestStory& story) {
  std::vector<std::string> parts;
  if (!story.themes.empty()) parts.push_back("#" + joined(story.themes, " #"));
  if (!story.pm.empty()) parts.push_back("told by " + story.pm);
  if (!story.shared.empty()) parts.push_back("shared: " + joined(story.shared, "; "));
  return joined(parts, " · ");
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
  blocks.emplace_back(KeyValues{{value_for_programs("redacted", digest.redacted)}});
  for (const auto& story : digest.stories) {
    blocks.emplace_back(Heading{digest_heading(story, digest.today), 2});
    for (const auto line : split(story.text, '\n')) blocks.emplace_back(Text{std::string(line)});
    blocks.emplace_back(Text{digest_remark(story), Tone::quiet});
  }
  if (digest.stories.empty())
    blocks.emplace_back(
        Text{"No story yet. For example: rapport story add \"They print every order\" --from 12",
             Tone::quiet});
  blocks.emplace_back(table_of({.key = "stories", .audience = Audience::programs}, digest.stories,
                               {{"id", "", &DigestStory::number},
                                {"told", "", &DigestStory::told},
                                {"pm", "", &DigestStory::pm},
                                {"text", "", &DigestStory::text},
                                {"themes", "", &DigestStory::themes},
                                {"customers", "", &DigestStory::customers},
                                {"shared", "", &DigestStory::shared}}));
  return document;
}

}  // namespace rapport
