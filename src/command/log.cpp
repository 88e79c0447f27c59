#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/editor.hpp"
#include "rapport/command/names.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/talk.hpp"
#include "rapport/command/talk_notes.hpp"
#include "rapport/command/talk_options.hpp"
#include "rapport/command/words.hpp"
#include "rapport/domain/length.hpp"

// `rapport log`: one talk in one line. The most important command: everything else reads what it
// writes.
namespace rapport {
namespace {

constexpr int minutes_a_day = 24 * 60;

struct Options {
  std::optional<std::string> who;
  TalkOptions talk;
  std::optional<std::string> region, segment, cls;
  std::vector<std::string> tags;
  bool is_new = false;
};

void declare(Args& args, Options& options) {
  args.word(options.who, "WHO",
            "customer or person: a name, part of it, an alias or e-mail; several with commas",
            Completes::who);
  declare_talk_options(args, options.talk);
  args.flag(options.is_new, "--new", "WHO is a new customer, however near its name is to another")
      .option(options.cls, "--class", "CLASS",
              "for a new customer: customer, prospect, partner, internal", Completes::cls)
      .option(options.region, "--region", "NAME", "for a new customer")
      .option(options.segment, "--segment", "NAME", "for a new customer")
      .option(options.tags, "--tag", "NAME", "for a new customer; repeatable")
      .example("rapport log jane 1h yest: exports fail silently",
               "an hour with Jane's company yesterday, and what was learned")
      .example("rapport log acme 45m 14:00 visit demo", "today at two, face to face, a demo")
      .example("rapport log globex,initech 2h board mon --mood rough")
      .example(
          "rapport log acme 1h --promise \"send the plan\" --due fri -l \"pain: re-keying "
          "#orders\"")
      .prose(
          "Without a date the talk has just ended. Lengths: 45m, 1h, 1h30, 1.5h, 90, 14:00-15:10. "
          "Dates: today, yest, mon, last tue, -3d, 3 mar, 2026-11-20, 2 weeks ago. A name that "
          "nobody has makes a new customer, and says so. Given nothing on a terminal, it asks.");
}

/// What was typed, read but not yet looked up in the book.
struct Request {
  std::string who;
  Interaction interaction;
  std::vector<std::string> learned;
};

/// Asks for what a log line needs, on a terminal; an empty answer keeps what stands in brackets.
void ask_for_line(Session& session, Options& options) {
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "`log` needs to know with whom",
                "write it in one line: rapport log \"Acme Robotics\" 1h visit: what you learned");
  const auto who = session.ask("Whom did you talk with?");
  if (!who || who->empty()) throw Error(ErrorKind::usage, "nothing was saved", "");
  options.who = *who;
  const auto rest = session.ask("How long, when, how? [1h, just now, call]");
  if (!rest) throw Error(ErrorKind::usage, "nothing was saved", "");
  for (const std::string_view word : split(rest->empty() ? "1h" : *rest, ' '))
    if (!word.empty()) options.talk.words.emplace_back(word);
  const auto learned = session.ask("What did you learn? [nothing yet]");
  if (learned && !learned->empty()) options.talk.learned.push_back(*learned);
}

Minutes ask_for_length(Session& session, Kind kind) {
  if (kind == Kind::email || kind == Kind::chat) return Minutes{0};
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "how long was it?",
                "say it anywhere behind the name: 45m, 1h, 1h30, 14:00-15:10");
  const auto answer = session.ask("How long was it?");
  if (!answer || answer->empty())
    throw Error(ErrorKind::usage, "how long was it?", "nothing was saved");
  return parse_length(*answer);
}

Moment before(const Moment& end, Minutes length) {
  Moment start = end;
  const int minute = end.minute.value_or(0) - static_cast<int>(length.count());
  const int days = minute < 0 ? -((-minute + minutes_a_day - 1) / minutes_a_day) : 0;
  start.date += Days{days};
  start.minute = minute - days * minutes_a_day;
  return start;
}

Request read_request(const Options& typed, Session& session) {
  Options options = typed;
  if (!options.who) ask_for_line(session, options);
  const Moment& now = session.now();
  const LogLine line = read_talk_options(options.talk, now, Leaning::past);
  Request request{.who = *options.who, .interaction = {}, .learned = options.talk.learned};
  if (line.learned) request.learned.push_back(*line.learned);
  Interaction& talk = request.interaction;
  talk.kind = line.kind.value_or(Kind::call);
  talk.purpose = line.purpose.value_or(Purpose::discovery);
  talk.length = line.length ? *line.length : ask_for_length(session, talk.kind);
  talk.start = session.in_zone(line.when ? *line.when : before(now, talk.length));
  talk.mood = word_of<Mood>(options.talk.mood, "mood");
  talk.is_private = options.talk.is_private;
  check_start(talk.start, now);
  check_text(options.talk.note.value_or(""), "note");
  talk.note = options.talk.note.value_or("");
  if (options.talk.edit) talk.note = edit_text(session, talk.note);
  return request;
}

/// A customer that this line creates, as its flags describe it.
Customer new_customer(const Options& options, const std::string& name) {
  return {.name = name,
          .first_class = word_of<Class>(options.cls, "class").value_or(Class::customer),
          .region = options.region.value_or(""),
          .segment = options.segment.value_or(""),
          .tags = {options.tags.begin(), options.tags.end()}};
}

void check_flags_of_new(const Options& options, const Who& who) {
  const bool describes = options.cls || options.region || options.segment || !options.tags.empty();
  if (!describes || !who.unknown.empty()) return;
  throw Error(
      ErrorKind::usage,
      fmt::format("'{}' is known already: --class, --region, --segment and --tag describe a "
                  "customer that the line creates",
                  printable(who.customers.empty() ? "" : who.customers.front().name)),
      "use `rapport customer edit` or `rapport customer class`");
}

/// The host: `--pm`, else me, else a PM made from the login name who joins on the day of the talk.
Pm host_of(Session& session, Store& store, Writing& writing, Date day,
           std::vector<std::string>& says) {
  auto found = session.find_pm();
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
    return *store.find<Pm>(found->uid);
  }
  return *found;
}

struct Saved {
  Interaction talk;
  Pm host;
  std::set<Uid> created;
  std::vector<std::string> says;
};

void take_parties(const Options& options, Writing& writing, Who& who, Saved& saved) {
  for (const Customer& customer : who.customers) saved.talk.customers.insert(customer.uid);
  for (const std::string& name : who.unknown) {
    const Uid uid = writing.add(new_customer(options, name), space::team);
    saved.talk.customers.insert(uid);
    saved.created.insert(uid);
  }
  for (Person& person : who.people) {
    if (person.uid.is_nil()) person.uid = writing.add(person, space::team);
    saved.talk.people.insert(person.uid);
  }
}

Saved save(const Options& options, Session& session, Request& request, Writing& writing) {
  Store& store = session.store();
  Saved saved{.talk = request.interaction, .host = {}, .created = {}, .says = {}};
  Interaction& talk = saved.talk;
  Who who = resolve_who(store, request.who, options.is_new ? NearMiss::insist_new : NearMiss::stop);
  check_flags_of_new(options, who);
  saved.host = host_of(session, store, writing, talk.start.date, saved.says);
  talk.hosts = {saved.host.uid};
  for (const std::string& name : options.talk.with) talk.hosts.insert(resolve_pm(store, name).uid);
  take_parties(options, writing, who, saved);

  PrivateNote apart = take_notes(
      talk, {.mood = talk.mood, .note = talk.note, .mood_apart = keeps_moods_private(session)});
  apart.uid = talk.uid = writing.add(talk, space::of(saved.host));
  write_apart(writing, store, apart);
  for (const std::string& typed : request.learned)
    writing.add(learning_of(typed, talk.uid), space::of(saved.host));
  add_promises(options.talk, session, writing, talk, saved.host);
  return saved;
}

Table customers_table(Store& store, const Interaction& talk, const std::set<Uid>& created) {
  Table table{.key = "customers",
              .title = "",
              .columns = {{"id", "#"}, {"name", "Customer"}, {"created", "New"}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  for (const Uid& uid : talk.customers)
    if (const auto customer = store.find<Customer>(uid))
      table.rows.push_back({{customer->number}, {customer->name}, {created.contains(uid)}});
  return table;
}

Document answer(Session& session, const Saved& saved) {
  Store& store = session.store();
  const Interaction talk = store.find<Interaction>(saved.talk.uid).value();
  const auto fact = [](const char* key, Value value) {
    return Fact{key, "", {std::move(value)}, Audience::programs};
  };
  Document document{.report = "log", .saved = fmt::format("saved as #{}", talk.number)};
  document.blocks.push_back(
      Facts{{fact("id", talk.number), fact("uid", to_string(talk.uid)), fact("start", talk.start),
             fact("minutes", talk.length), fact("kind", std::string(name_of(talk.kind))),
             fact("purpose", std::string(name_of(talk.purpose))), fact("pm", saved.host.name)}});
  document.blocks.push_back(customers_table(store, talk, saved.created));
  std::string line = talk_line(store, talk, session.today());
  if (!saved.created.empty())
    line += fmt::format(" ({} new customer{})",
                        saved.created.size() == 1 ? "a" : fmt::format("{}", saved.created.size()),
                        saved.created.size() == 1 ? "" : "s");
  document.blocks.push_back(Text{line, Tone::strong});
  for (const std::string& sentence : saved.says) document.blocks.push_back(Text{sentence});
  for (const std::string& sentence : overlaps_of(store, talk, session.today()))
    document.blocks.push_back(Text{sentence, Tone::warn});
  for (Block& block : standing_of(session, saved.host)) document.blocks.push_back(std::move(block));
  return document;
}

/// What the first command with the same --op-id saved.
Document answer_again(Session& session, std::int64_t cmd) {
  Store& store = session.store();
  Saved saved;
  for (const Touched& touched : store.touched_by(cmd)) {
    if (touched.ent == "interaction") {
      const auto talk = store.find<Interaction>(touched.uid);
      if (!talk)
        throw Error(ErrorKind::not_found, "that --op-id was used, and its talk removed since");
      saved.talk = *talk;
    }
    if (touched.ent == "customer" && touched.created) saved.created.insert(touched.uid);
  }
  if (saved.talk.uid.is_nil())
    throw Error(ErrorKind::not_found, "that --op-id belongs to another command", "use a new UUID");
  saved.host = store.find<Pm>(*saved.talk.hosts.begin()).value_or(Pm{});
  return answer(session, saved);
}

Document run(const Options& options, Session& session) {
  Request request = read_request(options, session);
  Saved saved;
  {
    Writing writing = session.write("log");
    if (const auto& before = writing.repeated()) {
      const std::int64_t cmd = before->cmd;
      return answer_again(session, cmd);
    }
    saved = save(options, session, request, writing);
    writing.commit();
  }
  return answer(session, saved);
}

constexpr std::array commands{
    Command{"log", "record a talk with a customer", prepare<Options, declare, run>},
};

}  // namespace

std::span<const Command> log_commands() { return commands; }

}  // namespace rapport
