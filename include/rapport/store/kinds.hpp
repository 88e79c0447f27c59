#pragma once

#include "rapport/store/describe.hpp"
#include "rapport/store/kind.hpp"

/// The table of all kinds of entities: a row for each, and its type in the list behind them.
namespace rapport {

template <typename T>
inline constexpr EntityKind entity_kind{};

template <>
inline constexpr EntityKind entity_kind<Pm> = kind_from<Pm>({.name = "pm",
                                                             .title = "PM",
                                                             .called = "name handle alias email",
                                                             .needs = "name handle",
                                                             .searched = "name alias email",
                                                             .search_code = 11,
                                                             .keeps_names = true});
template <>
inline constexpr EntityKind entity_kind<Customer> =
    kind_from<Customer>({.name = "customer",
                         .called = "name alias",
                         .needs = "name",
                         .searched = "name alias domain tag region segment",
                         .search_code = 1,
                         .identifying = "name alias domain",
                         .merged_apart = "name merged_into apart",
                         .merged_own = "class archived"});
template <>
inline constexpr EntityKind entity_kind<Person> =
    kind_from<Person>({.name = "person",
                       .plural = "people",
                       .called = "name alias email",
                       .at = "customer",
                       .adding = "add NAME --at CUSTOMER",
                       .owners = "customer",
                       .role = 15,
                       .needs = "name",
                       .searched = "name alias email role",
                       .search_code = 2,
                       .identifying = "name alias email",
                       .merged_apart = "name merged_into",
                       .merged_own = "customer"});
template <>
inline constexpr EntityKind entity_kind<Interaction> =
    kind_from<Interaction>({.name = "interaction",
                            .title = "talk",
                            .owners = "customer person",
                            .role = 4,
                            .linked_day = "start",
                            .is_aside = is_not_held,
                            .role_aside = 11,
                            .sources = "source",
                            .refers = "host pm",
                            .needs = "start minutes",
                            .day = "start",
                            .searched = "note",
                            .search_code = 3,
                            .home = Home::pm,
                            .whose = "host",
                            .kept_apart = "mood note"});
template <>
inline constexpr EntityKind entity_kind<PrivateNote> = kind_from<PrivateNote>(
    {.name = "private", .title = "private note", .plural = "private_notes", .home = Home::local});
template <>
inline constexpr EntityKind entity_kind<Learning> =
    kind_from<Learning>({.name = "learning",
                         .owners = "interaction",
                         .role = 5,
                         .needs = "text",
                         .searched = "text theme heard_from",
                         .search_code = 4,
                         .within = "interaction",
                         .home = Home::pm,
                         .lives_with = "interaction"});
template <>
inline constexpr EntityKind entity_kind<Promise> =
    kind_from<Promise>({.name = "promise",
                        .owners = "interaction",
                        .role = 6,
                        .waits_for = "pm",
                        .open_role = 12,
                        .is_open = is_promise_open,
                        .refers = "colleague person told customer",
                        .needs = "text",
                        .day = "made",
                        .searched = "text",
                        .search_code = 5,
                        .home = Home::pm,
                        .whose = "pm",
                        .lives_with = "interaction"});
template <>
inline constexpr EntityKind entity_kind<Idea> =
    kind_from<Idea>({.name = "idea",
                     .called = "name",
                     .is_called_by_number = true,
                     .needs = "name",
                     .day = "opened",
                     .searched = "name theme why",
                     .search_code = 6,
                     .merged_apart = "name opened merged_into",
                     .merged_own = "state settled why"});
template <>
inline constexpr EntityKind entity_kind<Vote> = kind_from<Vote>(
    {.name = "vote", .owners = "idea", .role = 8, .linked_day = "told", .needs = "idea customer"});
template <>
inline constexpr EntityKind entity_kind<Showstopper> =
    kind_from<Showstopper>({.name = "showstopper",
                            .called = "name",
                            .adding = "open NAME --for WHO",
                            .is_called_by_number = true,
                            .refers = "told customer",
                            .needs = "name",
                            .day = "opened",
                            .searched = "name how",
                            .search_code = 7});
template <>
inline constexpr EntityKind entity_kind<Story> = kind_from<Story>({.name = "story",
                                                                   .plural = "stories",
                                                                   .waits_for = "pm",
                                                                   .open_role = 13,
                                                                   .needs = "text",
                                                                   .day = "told",
                                                                   .searched = "text theme",
                                                                   .search_code = 8,
                                                                   .home = Home::pm,
                                                                   .whose = "pm"});
template <>
inline constexpr EntityKind entity_kind<Share> = kind_from<Share>({.name = "share",
                                                                   .owners = "story",
                                                                   .role = 9,
                                                                   .needs = "story",
                                                                   .home = Home::pm,
                                                                   .whose = "pm",
                                                                   .advances = Metric::stories,
                                                                   .advances_on = "on"});
template <>
inline constexpr EntityKind entity_kind<Review> = kind_from<Review>({.name = "review",
                                                                     .needs = "on",
                                                                     .day = "on",
                                                                     .searched = "note",
                                                                     .search_code = 9,
                                                                     .home = Home::review,
                                                                     .whose = "pm"});
template <>
inline constexpr EntityKind entity_kind<Action> = kind_from<Action>({.name = "action",
                                                                     .owners = "review",
                                                                     .role = 10,
                                                                     .waits_for = "pm",
                                                                     .open_role = 14,
                                                                     .is_open = is_action_open,
                                                                     .needs = "text",
                                                                     .day = "made",
                                                                     .searched = "text",
                                                                     .search_code = 10,
                                                                     .home = Home::review,
                                                                     .whose = "pm"});
template <>
inline constexpr EntityKind entity_kind<Timer> =
    kind_from<Timer>({.name = "timer", .needs = "started", .home = Home::local, .typed = "who"});
template <>
inline constexpr EntityKind entity_kind<Off> =
    kind_from<Off>({.name = "off", .needs = "from until", .home = Home::review, .whose = "pm"});
template <>
inline constexpr EntityKind entity_kind<Target> = kind_from<Target>(
    {.name = "target", .needs = "name metric amount every", .home = Home::review, .whose = "pm"});
template <>
inline constexpr EntityKind entity_kind<RulesRecord> = kind_from<RulesRecord>(
    {.name = "rules", .plural = "rules", .home = Home::rules, .keeps_names = true});
template <>
inline constexpr EntityKind entity_kind<ImportMapping> =
    kind_from<ImportMapping>({.name = "mapping", .home = Home::rules});
template <>
inline constexpr EntityKind entity_kind<Self> = kind_from<Self>(
    {.name = "self", .title = "me", .plural = "self", .home = Home::local, .keeps_names = true});

/// Every type of entity, in the order of the table.
#define RAPPORT_ENTITIES(ROW) \
  ROW(Pm)                     \
  ROW(Customer)               \
  ROW(Person)                 \
  ROW(Interaction)            \
  ROW(PrivateNote)            \
  ROW(Learning)               \
  ROW(Promise)                \
  ROW(Idea)                   \
  ROW(Vote)                   \
  ROW(Showstopper)            \
  ROW(Story)                  \
  ROW(Share)                  \
  ROW(Review)                 \
  ROW(Action)                 \
  ROW(Timer)                  \
  ROW(Off)                    \
  ROW(Target)                 \
  ROW(RulesRecord)            \
  ROW(ImportMapping)          \
  ROW(Self)

/// What the table says of a type, for code that has one.
template <typename T>
struct EntityTraits {
  static constexpr std::string_view name = entity_kind<T>.name;
  static constexpr bool numbered = entity_kind<T>.is_numbered;
};

}  // namespace rapport
