#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

template <typename E>
Value name_value(E value) {
  return std::string(name_of(value));
}

/// " (a new customer)", where the command created any.
std::string created_text(const WrittenInteraction& written) {
  const bool is_of_colleague = written.interaction.loop == Loop::colleague;
  const auto is_new = [&](const auto& one) { return written.created.contains(one.uid); };
  const auto count =
      is_of_colleague ? std::count_if(written.people.begin(), written.people.end(), is_new)
                      : std::count_if(written.customers.begin(), written.customers.end(), is_new);
  const std::string what = is_of_colleague ? "new colleague" : "new customer";
  if (count == 0) return "";
  return " (" + (count == 1 ? "a " + what : count_text(count, what)) + ")";
}

KeyValues written_values(const Interaction& interaction, const std::string& pm) {
  return {{value_for_programs("id", interaction.number),
           value_for_programs("uid", to_string(interaction.uid)),
           value_for_programs("start", interaction.start),
           value_for_programs("minutes", interaction.length),
           value_for_programs("kind", name_value(interaction.kind)),
           value_for_programs("purpose", name_value(interaction.purpose)),
           value_for_programs("pm", pm),
           value_for_programs("status", name_value(interaction.status)),
           value_for_programs("loop", name_value(interaction.loop))}};
}

KeyValues page_values(const InteractionPage& page) {
  const Interaction& interaction = page.interaction;
  const auto shown_if = [](bool is) { return is ? Audience::everyone : Audience::programs; };
  const Audience kind_audience = shown_if(interaction.loop != Loop::self);
  KeyValues values{
      {value_for_programs("id", interaction.number),
       value_for_programs("uid", to_string(interaction.uid)),
       {"start", "When", {interaction.start}},
       {"minutes", "Length", {interaction.length}},
       {"kind", "Kind", {name_value(interaction.kind)}, kind_audience},
       {"purpose", "Purpose", {name_value(interaction.purpose)}, kind_audience},
       {"status", "Status", {name_value(interaction.status)}},
       {"loop",
        "Loop",
        {name_value(interaction.loop)},
        shown_if(interaction.loop != Loop::customer)},
       {"pms", "PM", {page.hosts}},
       {"customers", "Customers", {page.customers}, shown_if(!page.customers.empty())}}};
  const auto add = [&](const char* key, const char* title, Value value) {
    values.values.push_back({key, title, {std::move(value)}});
  };
  if (!page.people.empty()) add("people", "People", page.people);
  if (interaction.mood) add("mood", "Mood", name_value(*interaction.mood));
  if (interaction.is_private) add("private", "Private", true);
  add("recorded", "Recorded", interaction.recorded);
  if (interaction.confirmed) add("confirmed", "Confirmed", *interaction.confirmed);
  if (interaction.edited) add("edited", "Edited", *interaction.edited);
  return values;
}

Table page_learnings(const std::vector<Learning>& learnings) {
  const auto type = [](const Learning& one) { return one.type ? name_value(*one.type) : Value{}; };
  return table_of(
      {.key = "learnings", .title = "Learned"}, learnings,
      {{"type", "Type", type},
       {"text", "What", &Learning::text},
       {"themes", "Themes", &Learning::themes},
       {"heard_from", "Heard from", [](const Learning& one) { return value_of(one.heard_from); }}});
}

Table page_promises(const std::vector<Promise>& promises) {
  return table_of({.key = "promises", .title = "Promised"}, promises,
                  {{"id", "#", &Promise::number},
                   {"text", "What", &Promise::text},
                   {"due", "Due", &Promise::due},
                   {"kept", "Kept", &Promise::kept},
                   {"told", "Told", &Promise::told}});
}

}  // namespace

Document interaction_document(const char* verb, const WrittenInteraction& written, Date today) {
  const Interaction& interaction = written.interaction;
  const auto is_new = [&](const auto& one) { return written.created.contains(one.uid); };
  Document document{
      .report = verb,
      .blocks = {written_values(interaction, written.pm),
                 table_of({.key = "customers", .audience = Audience::programs}, written.customers,
                          {{"id", "#", &Customer::number},
                           {"name", "Customer", &Customer::name},
                           {"created", "New", is_new}}),
                 table_of({.key = "people", .audience = Audience::programs}, written.people,
                          {{"id", "#", &Person::number},
                           {"name", "Name", &Person::name},
                           {"role", "Role", [](const Person& one) { return value_of(one.role); }},
                           {"created", "New", is_new}}),
                 Text{interaction_text(interaction, written.parties, today) + created_text(written),
                      Tone::strong}},
      .saved = "saved as #" + std::to_string(interaction.number)};
  for (const std::string& note : written.notes) document.blocks.emplace_back(Text{note});
  for (const OverlappingTalk& other : written.overlapping)
    document.blocks.emplace_back(Text{
        "it overlaps " + other.text +
            (other.is_alike ? ": the same talk twice? `rapport undo` takes this one back" : ""),
        Tone::warn});
  return document;
}

Document removed_document(const std::vector<RemovedInteraction>& removed, Date today) {
  Document document{.report = "remove", .saved = "removed"};
  for (const RemovedInteraction& one : removed) {
    document.blocks.emplace_back(
        Text{"removed " + interaction_text(one.interaction, one.parties, today), Tone::strong});
    if (one.votes > 0)
      document.blocks.emplace_back(Text{"and the " +
                                        (one.votes == 1 ? "vote" : count_text(one.votes, "vote")) +
                                        " that it proved"});
  }
  document.blocks.emplace_back(
      Text{removed.size() > 1 ? "`rapport undo` brings them back" : "`rapport undo` brings it back",
           Tone::quiet});
  document.blocks.emplace_back(
      table_of({.key = "removed", .audience = Audience::programs}, removed,
               {{"id", "#", [](const RemovedInteraction& one) { return one.interaction.number; }},
                {"uid", "uid",
                 [](const RemovedInteraction& one) { return to_string(one.interaction.uid); }}}));
  return document;
}

Document document_of(const InteractionPage& page, Date today) {
  const std::string& note = page.interaction.note;
  Document document{.report = "show",
                    .blocks = {Heading{interaction_text(page.interaction, page.parties, today)},
                               page_values(page)}};
  if (!note.empty()) {
    document.blocks.emplace_back(KeyValues{{value_for_programs("note", note)}});
    document.blocks.emplace_back(Heading{"Note", 2});
    for (const std::string_view line : split(note, '\n'))
      document.blocks.emplace_back(Text{std::string(line)});
  }
  document.blocks.emplace_back(page_learnings(page.learnings));
  document.blocks.emplace_back(page_promises(page.promises));
  return document;
}

}  // namespace rapport
