#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

/// The fixed words of the book: one enumeration and one table each. A new kind, purpose or class is
/// one row here; validation, storage, completion, help and reports follow.
namespace rapport {

enum class Kind { visit, video, call, board, event, email, chat };
enum class Purpose { discovery, demo, support, sales, training, escalation, check_in };
enum class Loop { customer, colleague, self };
enum class Status { held, planned, cancelled, no_show };
enum class Class { customer, prospect, partner, internal };
enum class Mood { good, neutral, rough };
enum class LearningType { need, pain, workaround, surprise, quote, request, delight, friction };
enum class IdeaState { open, planned, shipped, declined };
enum class Side { me, them };

template <typename E>
struct Word {
  E value;
  std::string_view name;     ///< what people type, files hold and programs read
  std::string_view summary;  ///< one line for help and completion
};

inline constexpr std::array kinds{
    Word<Kind>{Kind::visit, "visit", "face to face"},
    Word<Kind>{Kind::video, "video", "a video call"},
    Word<Kind>{Kind::call, "call", "by telephone (the default)"},
    Word<Kind>{Kind::board, "board", "customer advisory board or other group"},
    Word<Kind>{Kind::event, "event", "at a conference or meet-up"},
    Word<Kind>{Kind::email, "email", "a contact, not a session"},
    Word<Kind>{Kind::chat, "chat", "a contact, not a session"},
};
inline constexpr std::array purposes{
    Word<Purpose>{Purpose::discovery, "discovery", "listening (the default)"},
    Word<Purpose>{Purpose::demo, "demo", "showing the product"},
    Word<Purpose>{Purpose::support, "support", "helping with a question"},
    Word<Purpose>{Purpose::sales, "sales", "winning or keeping business"},
    Word<Purpose>{Purpose::training, "training", "teaching the product"},
    Word<Purpose>{Purpose::escalation, "escalation", "something is on fire"},
    Word<Purpose>{Purpose::check_in, "check-in", "keeping in touch"},
};
inline constexpr std::array loops{
    Word<Loop>{Loop::customer, "customer", "talks with customers"},
    Word<Loop>{Loop::colleague, "colleague", "listening to sales, support, success, engineering"},
    Word<Loop>{Loop::self, "self", "using one's own product as a customer would"},
};
inline constexpr std::array statuses{
    Word<Status>{Status::held, "held", "took place"},
    Word<Status>{Status::planned, "planned", "in the calendar, not yet held"},
    Word<Status>{Status::cancelled, "cancelled", "called off"},
    Word<Status>{Status::no_show, "no-show", "nobody came"},
};
inline constexpr std::array classes{
    Word<Class>{Class::customer, "customer", "the only class that ever counts"},
    Word<Class>{Class::prospect, "prospect", "might become a customer"},
    Word<Class>{Class::partner, "partner", "sells or builds with us"},
    Word<Class>{Class::internal, "internal", "our own people"},
};
inline constexpr std::array moods{
    Word<Mood>{Mood::good, "good", "a good talk"},
    Word<Mood>{Mood::neutral, "neutral", "neither good nor rough"},
    Word<Mood>{Mood::rough, "rough", "a hard talk"},
};
inline constexpr std::array learning_types{
    Word<LearningType>{LearningType::need, "need", "what they have to get done"},
    Word<LearningType>{LearningType::pain, "pain", "what hurts today"},
    Word<LearningType>{LearningType::workaround, "workaround", "how they get by"},
    Word<LearningType>{LearningType::surprise, "surprise", "what nobody expected"},
    Word<LearningType>{LearningType::quote, "quote", "their own words"},
    Word<LearningType>{LearningType::request, "request", "a specific thing asked for"},
    Word<LearningType>{LearningType::delight, "delight", "what was a pleasure, in one's own use"},
    Word<LearningType>{LearningType::friction, "friction", "what got in the way, in one's own use"},
};

inline constexpr std::array idea_states{
    Word<IdeaState>{IdeaState::open, "open", "asked for"},
    Word<IdeaState>{IdeaState::planned, "planned", "on the roadmap"},
    Word<IdeaState>{IdeaState::shipped, "shipped", "customers have it"},
    Word<IdeaState>{IdeaState::declined, "declined", "will not be built"},
};
inline constexpr std::array sides{
    Word<Side>{Side::me, "me", "we called it off"},
    Word<Side>{Side::them, "them", "the customer called it off"},
};

/// The table of an enumeration: one overload each.
constexpr auto table_of_words(Kind) { return std::span(kinds); }
constexpr auto table_of_words(Purpose) { return std::span(purposes); }
constexpr auto table_of_words(Loop) { return std::span(loops); }
constexpr auto table_of_words(Status) { return std::span(statuses); }
constexpr auto table_of_words(Class) { return std::span(classes); }
constexpr auto table_of_words(Mood) { return std::span(moods); }
constexpr auto table_of_words(LearningType) { return std::span(learning_types); }
constexpr auto table_of_words(IdeaState) { return std::span(idea_states); }
constexpr auto table_of_words(Side) { return std::span(sides); }

template <typename E>
constexpr auto words() {
  return table_of_words(E{});
}

/// A word that this version does not know, from a book of a later one, is a value of its own: it is
/// printed as it is, equals no other, and counts nowhere. Answers its number, from `first_unknown`.
inline constexpr int first_unknown = 1000;
int number_of_unknown(std::string_view word);
std::string_view unknown_word(
    int number);  ///< "?" for a number that `number_of_unknown` never gave

template <typename E>
constexpr bool is_known(E value) {
  return static_cast<int>(value) < first_unknown;
}

/// The word for `value`.
template <typename E>
constexpr std::string_view name_of(E value) {
  for (const auto& word : words<E>())
    if (word.value == value) return word.name;
  return unknown_word(static_cast<int>(value));
}

/// The value that exactly `name` stands for, if any.
template <typename E>
constexpr std::optional<E> find_word(std::string_view name) {
  for (const auto& word : words<E>())
    if (word.name == name) return word.value;
  return std::nullopt;
}

/// Other words that people type for a value: understood, never stored.
template <typename E>
struct Synonym {
  std::string_view typed;
  E value;
};

inline constexpr std::array kind_synonyms{
    Synonym<Kind>{"onsite", Kind::visit},     Synonym<Kind>{"on-site", Kind::visit},
    Synonym<Kind>{"in-person", Kind::visit},  Synonym<Kind>{"f2f", Kind::visit},
    Synonym<Kind>{"lunch", Kind::visit},      Synonym<Kind>{"dinner", Kind::visit},
    Synonym<Kind>{"coffee", Kind::visit},     Synonym<Kind>{"workshop", Kind::visit},
    Synonym<Kind>{"breakfast", Kind::visit},  Synonym<Kind>{"skype", Kind::video},
    Synonym<Kind>{"virtual", Kind::video},    Synonym<Kind>{"hangout", Kind::video},
    Synonym<Kind>{"facetime", Kind::video},   Synonym<Kind>{"webinar", Kind::event},
    Synonym<Kind>{"zoom", Kind::video},       Synonym<Kind>{"teams", Kind::video},
    Synonym<Kind>{"meet", Kind::video},       Synonym<Kind>{"webex", Kind::video},
    Synonym<Kind>{"remote", Kind::video},     Synonym<Kind>{"vc", Kind::video},
    Synonym<Kind>{"phone", Kind::call},       Synonym<Kind>{"telephone", Kind::call},
    Synonym<Kind>{"conference", Kind::event}, Synonym<Kind>{"meetup", Kind::event},
    Synonym<Kind>{"mail", Kind::email},       Synonym<Kind>{"e-mail", Kind::email},
    Synonym<Kind>{"slack", Kind::chat},       Synonym<Kind>{"sms", Kind::chat},
    Synonym<Kind>{"whatsapp", Kind::chat},
};

template <typename E>
constexpr std::span<const Synonym<E>> synonyms(E) {
  return {};
}
constexpr std::span<const Synonym<Kind>> synonyms(Kind) { return kind_synonyms; }

/// The value that people mean by `typed` (in lower case): its name or a synonym.
template <typename E>
constexpr std::optional<E> find_meant(std::string_view typed) {
  if (const auto value = find_word<E>(typed)) return value;
  for (const auto& synonym : synonyms(E{}))
    if (synonym.typed == typed) return synonym.value;
  return std::nullopt;
}

/// True for kinds that can be sessions; `email` and `chat` only move the date of the last contact.
constexpr bool is_live(Kind kind) {
  return is_known(kind) && kind != Kind::email && kind != Kind::chat;
}

/// Kinds that advance the metric `visits`.
constexpr bool is_visit(Kind kind) { return kind == Kind::visit || kind == Kind::video; }

}  // namespace rapport
