#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rapport {

/// Names of fields, and words that are their values, which a packed body writes as one byte: their
/// place here, from 1. Books hold these bytes: a new word goes to the end, none is moved, taken out
/// or replaced. A word that is not here is written out, so that nothing depends on being here.
inline constexpr auto body_words = std::to_array<std::string_view>(
    {// Names of fields.
     "name", "handle", "email", "alias", "joined", "left", "implicit", "judge_from", "class",
     "region", "segment", "tag", "domain", "do_not_contact", "archived", "merged_into", "apart",
     "customer", "role", "start", "offset", "minutes", "kind", "purpose", "loop", "status",
     "cancelled_by", "host", "person", "private", "mood", "note", "confirmed", "edited", "source",
     "interaction", "type", "text", "theme", "second_hand", "heard_from", "pm", "colleague", "made",
     "due", "kept", "told", "state", "opened", "settled", "why", "idea", "cast", "next_update",
     "resolved", "how", "story", "on", "where", "review", "done", "who", "started", "from", "until",
     "metric", "amount", "every", "least", "main", "onboarding", "by", "removed", "week_start",
     "work_day", "hour_minutes", "own_domain", "column", "recorded",
     // Words that are values, where they are not above.
     "visit", "video", "call", "board", "event", "chat", "discovery", "demo", "support", "sales",
     "training", "escalation", "check-in", "self", "held", "planned", "cancelled", "no-show",
     "prospect", "partner", "internal", "good", "neutral", "rough", "need", "pain", "workaround",
     "surprise", "quote", "request", "delight", "friction", "open", "shipped", "declined", "me",
     "them", "user", "buyer", "admin", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "once",
     "week", "month", "quarter", "assumed",
     // Names of fields again.
     "version"});

/// The place of `word` in `body_words`, from 1.
inline std::optional<std::uint8_t> find_body_word(std::string_view word) {
  constexpr std::size_t slots = 512;  // a power of two, and far more than there are words
  static constexpr auto slot_of = [](std::string_view text) {
    std::size_t hash = text.size();
    for (const char c : text) hash = hash * 31 + static_cast<unsigned char>(c);
    return hash % slots;
  };
  static constexpr auto places = [] {
    std::array<std::uint8_t, slots> table{};  // 0: free
    for (std::size_t i = 0; i < body_words.size(); ++i) {
      std::size_t slot = slot_of(body_words[i]);
      while (table[slot] != 0) slot = (slot + 1) % slots;
      table[slot] = static_cast<std::uint8_t>(i + 1);
    }
    return table;
  }();
  constexpr std::size_t longest =
      std::ranges::max_element(body_words, {}, &std::string_view::size)->size();
  if (word.size() > longest) return std::nullopt;
  for (std::size_t slot = slot_of(word); places[slot] != 0; slot = (slot + 1) % slots)
    if (body_words[places[slot] - 1U] == word) return places[slot];
  return std::nullopt;
}

}  // namespace rapport
