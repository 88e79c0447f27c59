#include "command/talks/new_talk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/asking.hpp"
#include "command/editor.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "command/talks/talk_notes.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/store/read_lock.hpp"

namespace rapport {
namespace {

constexpr int minutes_a_day = 24 * 60;

Moment before(const Moment& end, Minutes length) {
  Moment start = end;
  const int minute = end.minute.value_or(0) - static_cast<int>(length.count());
  const int days = minute < 0 ? -((-minute + minutes_a_day - 1) / minutes_a_day) : 0;
  start.date += Days{days};
  start.minute = minute - days * minutes_a_day;
  return start;
}

/// A customer that the line creates, as its flags describe it.
Customer new_customer(const NewCustomerOptions& options, const std::string& name) {
  return {.name = name,
          .first_class = word_of<Class>(options.cls, "class").value_or(Class::customer),
          .region = options.region.value_or(""),
          .segment = options.segment.value_or(""),
          .tags = {options.tags.begin(), options.tags.end()}};
}

void check_flags_of_new(const NewCustomerOptions& options, const Who& who) {
  const bool describes = options.cls || options.region || options.segment || !options.tags.empty();
  if (!describes || !who.unknown.empty()) return;
  throw Error(
      ErrorKind::usage,
      fmt::format("'{}' is known already: --class, --region, --segment and --tag describe a "
                  "customer that the line creates",
                  printable(who.customers.empty() ? "" : who.customers.front().name)),
      "use `rapport customer edit` or `rapport customer class`");
}

Table customers_table(Store& store, const SavedTalk& saved) {
  Table table{.key = "customers",
              .title = "",
              .columns = {{"id", "#"}, {"name", "Customer"}, {"created", "New"}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  for (const Uid& uid : saved.talk.customers)
    if (const auto customer = store.find<Customer>(uid))
      table.rows.push_back({{customer->number}, {customer->name}, {saved.created.contains(uid)}});
  return table;
}

KeyValues facts_of(const Interaction& talk, const Pm& host) {
  const auto fact = [](const char* key, Value value) {
    return KeyValue{key, "", {std::move(value)}, Audience::programs};
  };
  return {{fact("id", talk.number), fact("uid", to_string(talk.uid)), fact("start", talk.start),
           fact("minutes", talk.length), fact("kind", std::string(name_of(talk.kind))),
           fact("purpose", std::string(name_of(talk.purpose))), fact("pm", host.name),
           fact("status", std::string(name_of(talk.status))),
           fact("loop", std::string(name_of(talk.loop)))}};
}

Table people_table(Store& store, const SavedTalk& saved) {
  Table table{.key = "people",
              .columns = {{"id", "#"}, {"name", "Name"}, {"role", "Role"}, {"created", "New"}},
              .audience = Audience::programs};
  for (const Uid& uid : saved.talk.people)
    if (const auto person = store.find<Person>(uid))
      table.rows.push_back({{person->number},
                            {person->name},
                            {value_of(person->role)},
                            {saved.created.contains(uid)}});
  return table;
}

/// " (a new customer)", where the line created any.
std::string creations_of(const SavedTalk& saved) {
  const bool inward = saved.talk.loop == Loop::colleague;
  const std::set<Uid>& parties = inward ? saved.talk.people : saved.talk.customers;
  const char* const what = inward ? "colleague" : "customer";
  const auto count = std::count_if(parties.begin(), parties.end(),
                                   [&](const Uid& uid) { return saved.created.contains(uid); });
  if (count == 0) return "";
  return count == 1 ? fmt::format(" (a new {})", what) : fmt::format(" ({} new {}s)", count, what);
}

/// What the first command with the same --op-id saved.
SavedTalk saved_before(Store& store, const CommandRecord& command, std::string_view verb) {
  if (command.verb != verb)
    throw Error(ErrorKind::not_found, fmt::format("that --op-id belongs to `{}`", command.verb),
                "use a new UUID");
  SavedTalk saved;
  for (const Touched& touched : store.touched_by(command.cmd)) {
    if (touched.ent == EntityTraits<Interaction>::name) {
      const auto talk = store.find<Interaction>(touched.uid);
      if (!talk)
        throw Error(ErrorKind::not_found, "that --op-id was used, and its talk removed since");
      saved.talk = *talk;
    }
    if (touched.created) saved.created.insert(touched.uid);
  }
  saved.host = store.find<Pm>(*saved.talk.hosts.begin()).value_or(Pm{});
  return saved;
}

}  // namespace

void declare_new_customer_options(Args& args, NewCustomerOptions& options) {
  args.flag(options.is_new, "--new", "WHO is a new customer, however near its name is to another")
      .option(options.cls, "--class", "CLASS",
              "for a new customer: customer, prospect, partner, internal", Completes::cls)
      .option(options.region, "--region", "NAME", "for a new customer", Completes::region)
      .option(options.segment, "--segment", "NAME", "for a new customer", Completes::segment)
      .option(options.tags, "--tag", "NAME", "for a new customer; repeatable", Completes::tag);
}

void refuse_colleagues(Store& store, const Who& who) {
  for (const Person& person : who.people)
    if (!store.find<Customer>(person.customer))
      throw Error(ErrorKind::usage,
                  fmt::format("{} is a colleague, and no customer", printable(person.name)),
                  fmt::format("what colleagues tell is kept by {}",
                              command_text("listen", person.name, "30m")));
}

void check_colleagues(const Who& who, const std::string& typed, const Interaction& talk) {
  for (const Customer& customer : who.customers) {
    const Class cls = customer.class_on(talk.start.date);
    if (cls == Class::internal) continue;
    throw Error(
        ErrorKind::usage,
        fmt::format("{} is a {}, and no colleague", printable(customer.name), name_of(cls)),
        fmt::format("such talks are logged: {}", command_text("log", typed, typed_words(talk))));
  }
}

TypedTalk read_talk(const TalkOptions& options, const LogLine& line) {
  TypedTalk typed{.talk = {}, .learned = options.learned};
  if (line.learned) typed.learned.push_back(*line.learned);
  typed.talk.kind = line.kind.value_or(Kind::call);
  typed.talk.purpose = line.purpose.value_or(Purpose::discovery);
  typed.talk.mood = word_of<Mood>(options.mood, "mood");
  typed.talk.is_private = options.is_private;
  typed.talk.note = options.note.value_or("");
  check_text(typed.talk.note, "note");
  return typed;
}

void edit_note(const TalkOptions& options, Session& session, TypedTalk& typed) {
  if (options.edit) typed.talk.note = edit_text(session, typed.talk.note);
}

Minutes ask_for_length(Session& session, Kind kind) {
  if (kind == Kind::email || kind == Kind::chat) return Minutes{0};
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "how long was it?",
                "say it anywhere in the line: 45m, 1h, 1h30, 14:00-15:10");
  const auto length = ask_until(session, "How long was it?",
                                [](const std::string& typed) { return parse_length(typed); });
  if (!length) throw Error(ErrorKind::usage, "how long was it?", "nothing was saved");
  return *length;
}

void take_time(const LogLine& line, Session& session, Interaction& talk) {
  talk.length = line.length ? *line.length : ask_for_length(session, talk.kind);
  talk.start = session.in_zone(line.when ? *line.when : before(session.now(), talk.length));
}

Pm host_of(Session& session, Writing& writing, Date day, std::vector<std::string>& says) {
  auto found = session.find_pm();
  day = std::min(day, session.today());
  if (!found) {
    const std::string name = session.world().login;
    Pm pm{.name = name, .handle = handle_of(name), .joined = {day}, .implicit_join = true};
    pm.uid = writing.add(pm, space::team);
    writing.set_me(pm.uid);
    says.push_back(fmt::format("this book is yours now, {}: you joined on {}", printable(name),
                               to_string(day)));
    return pm;
  }
  if (found->implicit_join && found->joined.size() == 1 && day < *found->joined.begin()) {
    found->joined = {day};
    writing.update(*found);
    says.push_back(fmt::format("{} joins on {} now: this talk is the earliest",
                               printable(found->name), to_string(day)));
    return *session.store().find<Pm>(found->uid);
  }
  return *found;
}

void take_customers(const NewCustomerOptions& options, const std::string& who, Store& store,
                    Writing& writing, SavedTalk& saved) {
  Who found = resolve_who(store, who, options.is_new ? NearMiss::insist_new : NearMiss::stop);
  check_flags_of_new(options, found);
  refuse_colleagues(store, found);
  for (const Customer& customer : found.customers) saved.talk.customers.insert(customer.uid);
  for (const std::string& name : found.unknown) {
    const Uid uid = writing.add(new_customer(options, name), space::team);
    saved.talk.customers.insert(uid);
    saved.created.insert(uid);
  }
  for (Person& person : found.people) {
    if (person.uid.is_nil()) person.uid = writing.add(person, space::team);
    saved.talk.people.insert(person.uid);
  }
}

void write_talk(const TalkOptions& options, const TypedTalk& typed, Session& session,
                Writing& writing, SavedTalk& saved) {
  Interaction& talk = saved.talk;
  talk.hosts.insert(saved.host.uid);
  for (const std::string& name : options.with)
    talk.hosts.insert(resolve_pm(session.store(), name).uid);
  PrivateNote apart = take_notes(
      talk, {.mood = talk.mood, .note = talk.note, .mood_apart = keeps_moods_private(session)});
  apart.uid = talk.uid = writing.add(talk, space::of(saved.host));
  write_apart(writing, session.store(), apart);
  for (const std::string& learned : typed.learned)
    writing.add(learning_of(session.store(), learned, talk), space::of(saved.host));
  add_promises(options, session, writing, talk, saved.host);
}

Document talk_answer(Session& session, const std::string& report, const SavedTalk& saved) {
  Store& store = session.store();
  const ReadLock lock(store.db());
  const Interaction talk = store.find<Interaction>(saved.talk.uid).value();
  Document document{.report = report, .saved = fmt::format("saved as #{}", talk.number)};
  document.blocks.push_back(facts_of(talk, saved.host));
  document.blocks.push_back(customers_table(store, saved));
  document.blocks.push_back(people_table(store, saved));
  document.blocks.push_back(
      Text{talk_line(store, talk, session.today()) + creations_of(saved), Tone::strong});
  for (const std::string& sentence : saved.says) document.blocks.push_back(Text{sentence});
  for (const std::string& sentence : overlaps_of(store, talk, session.today()))
    document.blocks.push_back(Text{sentence, Tone::warn});
  for (Block& block : standing_of(session, saved.host, talk.loop))
    document.blocks.push_back(std::move(block));
  return document;
}

Document talk_again(Session& session, const std::string& verb) {
  const auto before = session.repeated();
  return talk_answer(session, verb, saved_before(session.store(), before.value(), verb));
}

Document record_talk(Session& session, const std::string& verb,
                     const std::function<SavedTalk(Writing&)>& save) {
  SavedTalk saved;
  {
    Writing writing = session.write(verb);
    if (const auto& before = writing.repeated()) {
      saved = saved_before(session.store(), *before, verb);
    } else {
      saved = save(writing);
      writing.commit();
    }
  }
  return talk_answer(session, verb, saved);
}

}  // namespace rapport
