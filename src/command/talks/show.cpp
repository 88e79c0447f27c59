#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/customers/customers.hpp"
#include "command/customers/people.hpp"
#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "command/talks/talk_notes.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

struct ShowOptions {
  std::string what;
};

void declare_show(Args& args, ShowOptions& options) {
  args.word(options.what, "ID|NAME", "the number of a talk, or a customer or person",
            Completes::id_or_name)
      .example("rapport show 12", "one talk, with what was learned and promised")
      .example("rapport show acme", "everything with one customer, newest first")
      .prose("What was marked private is printed here and nowhere else.");
}

bool is_number(const std::string& text) {
  const std::string digits = text.starts_with('#') ? text.substr(1) : text;
  return !digits.empty() &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <typename T>
std::vector<std::string> names_of(Store& store, const std::set<Uid>& uids) {
  std::vector<std::string> names;
  for (const Uid& uid : uids)
    if (const auto one = store.find<T>(uid)) names.push_back(one->name);
  std::sort(names.begin(), names.end());
  return names;
}

KeyValues facts_of(Store& store, const Interaction& talk, const TalkNotes& notes) {
  const auto fact = [](const char* key, const char* title, Value value,
                       Audience audience = Audience::everyone) {
    return KeyValue{key, title, {std::move(value)}, audience};
  };
  const Audience of_talks = talk.loop == Loop::self ? Audience::programs : Audience::everyone;
  KeyValues facts{{fact("id", "", talk.number, Audience::programs),
                   fact("uid", "", to_string(talk.uid), Audience::programs),
                   fact("start", "When", talk.start), fact("minutes", "Length", talk.length),
                   fact("kind", "Kind", std::string(name_of(talk.kind)), of_talks),
                   fact("purpose", "Purpose", std::string(name_of(talk.purpose)), of_talks),
                   fact("status", "Status", std::string(name_of(talk.status))),
                   fact("loop", "Loop", std::string(name_of(talk.loop)),
                        talk.loop == Loop::customer ? Audience::programs : Audience::everyone),
                   fact("pms", "PM", names_of<Pm>(store, talk.hosts)),
                   fact("customers", "Customers", customer_names(store, talk.customers),
                        talk.customers.empty() ? Audience::programs : Audience::everyone)}};
  if (!talk.people.empty())
    facts.values.push_back(fact("people", "People", names_of<Person>(store, talk.people)));
  if (notes.mood) facts.values.push_back(fact("mood", "Mood", std::string(name_of(*notes.mood))));
  if (talk.is_private) facts.values.push_back(fact("private", "Private", true));
  facts.values.push_back(fact("recorded", "Recorded", talk.recorded));
  if (talk.confirmed) facts.values.push_back(fact("confirmed", "Confirmed", *talk.confirmed));
  if (talk.edited) facts.values.push_back(fact("edited", "Edited", *talk.edited));
  return facts;
}

Table learnings_table(Store& store, const Interaction& talk) {
  Table table{.key = "learnings",
              .title = "Learned",
              .columns = {{"type", "Type"},
                          {"text", "What"},
                          {"themes", "Themes"},
                          {"heard_from", "Heard from"}},
              .rows = {},
              .empty = ""};
  for (const Learning& learning : store.linked<Learning>(talk.uid))
    table.rows.push_back({{learning.type ? Value{std::string(name_of(*learning.type))} : Value{}},
                          {learning.text},
                          {value_of(learning.themes)},
                          {value_of(learning.heard_from)}});
  return table;
}

Table promises_table(Store& store, const Interaction& talk) {
  Table table{.key = "promises",
              .title = "Promised",
              .columns = {{"id", "#"},
                          {"text", "What"},
                          {"due", "Due"},
                          {"kept", "Kept"},
                          {"told", "Told"}},
              .rows = {},
              .empty = ""};
  for (const Promise& promise : store.linked<Promise>(talk.uid))
    table.rows.push_back({{promise.number},
                          {promise.text},
                          {value_of(promise.due)},
                          {value_of(promise.kept)},
                          {value_of(promise.told)}});
  return table;
}

Document page_of(Session& session, const Interaction& talk) {
  Store& store = session.store();
  const TalkNotes notes = notes_of(store, talk);
  Document document{.report = "show"};
  document.blocks.push_back(Heading{talk_line(store, talk, session.today())});
  document.blocks.push_back(facts_of(store, talk, notes));
  if (!notes.note.empty()) {
    document.blocks.push_back(KeyValues{{{"note", "", {notes.note}, Audience::programs}}});
    document.blocks.push_back(Heading{"Note", 2});
    for (const std::string_view line : split(notes.note, '\n'))
      document.blocks.push_back(Text{std::string(line)});
  }
  document.blocks.push_back(learnings_table(store, talk));
  document.blocks.push_back(promises_table(store, talk));
  return document;
}

Document run_show(const ShowOptions& options, Session& session) {
  Store& store = session.store();
  const bool is_name =
      find_named<Customer>(store, options.what) || find_named<Person>(store, options.what);
  if (is_number(options.what) && !is_name)
    return page_of(session, resolve_interaction(store, options.what));
  const NameHit hit = resolve_party(store, options.what);
  const auto customer = store.find<Customer>(hit.uid);
  return {.report = "show",
          .blocks = customer ? page_of(session, *customer)
                             : page_of(session, store.find<Person>(hit.uid).value()),
          .main_table = "interactions"};
}

constexpr std::array show_rows{
    Command{"show", "one talk, or all with one customer",
            prepare_report<ShowOptions, declare_show, run_show>},
};

}  // namespace

std::span<const Command> show_commands() { return show_rows; }

}  // namespace rapport
