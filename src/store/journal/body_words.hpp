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
  static constexpr auto sorted = [] {
    std::array<std::uint8_t, body_words.size()> places{};
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<std::uint8_t>(i);
    std::sort(places.begin(), places.end(),
              [](auto a, auto b) { return body_words[a] < body_words[b]; });
    return places;
  }();
  const auto place = std::lower_bound(sorted.begin(), sorted.end(), word,
                                      [](auto at, auto sought) { return body_words[at] < sought; });
  if (place == sorted.end() || body_words[*place] != word) return std::nullopt;
  return static_cast<std::uint8_t>(*place + 1);
}

}  // namespace rapport
