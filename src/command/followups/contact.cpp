#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/followups/showstoppers.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/log_line.hpp"

// `rapport showstopper contact`: a talk with somebody affected, written down in one go. It is an
// ordinary interaction of purpose escalation.
namespace rapport {
namespace {

struct ShowstopperContactOptions {
  std::string id;
  std::vector<std::string> words;
  std::optional<std::string> note, next;
};

void declare_showstopper_contact(Args& args, ShowstopperContactOptions& options) {
  args.word(options.id, "ID", "its number, its name or part of it", Completes::showstopper)
      .word(options.words, "WORDS",
            "with whom (where several are affected), how long, when and how: acme 20m 14:00 call",
            Completes::talk_word)
      .option(options.note, "-m,--note", "TEXT", "a note on the talk")
      .option(options.next, "--next", "DATE", "when you promised to call again",
              Completes::future_date)
      .example("rapport showstopper contact 1 acme 20m --next tomorrow",
               "a call that has just ended")
      .example("rapport showstopper contact 1", "a word by chat with the only one affected")
      .prose(
          "Without a length and a kind it is a chat: a contact, no session. The talk is written "
          "with the purpose `escalation`, and `rapport list` has it with the others.");
}

/// Those affected who are called that: by the whole name, else by the beginning of a word.
std::vector<Customer> called(const std::vector<Customer>& affected, const std::string& typed) {
  const std::string folded = fold(typed);
  std::vector<Customer> found;
  for (const Customer& customer : affected)
    if (fold(customer.name) == folded) return {customer};
  for (const Customer& customer : affected) {
    const std::string name = fold(customer.name);
    for (const std::string_view word : words_of(name))
      if (folded.size() >= 2 &&
          name.substr(static_cast<std::size_t>(word.data() - name.data())).starts_with(folded)) {
        found.push_back(customer);
        break;
      }
  }
  return found;
}

std::string names_of(const std::vector<Customer>& customers) {
  std::vector<std::string> names;
  for (const Customer& customer : customers) names.push_back(printable(customer.name));
  std::sort(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, ", "));
}

bool is_talk_word(const std::string& word, const Moment& now) {
  try {
    parse_log_line(std::vector{word}, now, Leaning::past);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// With whom: the first word where it names one of those affected, else the only one.
Customer take_who(Store& store, const Showstopper& stop, std::vector<std::string>& words,
                  const Moment& now) {
  std::vector<Customer> affected;
  std::set<Uid> seen;
  for (const Uid& uid : stop.customers)
    if (const auto customer = store.find<Customer>(uid))
      if (const Customer one = surviving(store, *customer); seen.insert(one.uid).second)
        affected.push_back(one);
  const auto named = words.empty() ? std::vector<Customer>{} : called(affected, words.front());
  if (named.size() == 1) {
    words.erase(words.begin());
    return named.front();
  }
  if (named.size() > 1)
    throw Error(ErrorKind::not_found,
                fmt::format("'{}' may be {} different ones: {}", printable(words.front()),
                            named.size(), names_of(named)),
                "type more of the name");
  if (!words.empty() && !is_talk_word(words.front(), now)) {
    const Customer other = resolve_customer(store, words.front());
    throw Error(ErrorKind::not_found,
                fmt::format("{} is not affected by #{} {}", printable(other.name), stop.number,
                            printable(stop.name)),
                fmt::format("there is: {}; `rapport showstopper edit {} --for` adds one",
                            names_of(affected), stop.number));
  }
  if (affected.size() == 1) return affected.front();
  throw Error(ErrorKind::usage, "with whom of those affected?",
              "name one of: " + names_of(affected));
}

Moment before(Moment end, Minutes length) {
  int minute = end.minute.value_or(0) - static_cast<int>(length.count());
  for (; minute < 0; minute += 24 * 60) end.date -= Days{1};
  end.minute = minute;
  return end;
}

Interaction talk_of_line(const LogLine& line, Session& session) {
  Interaction talk{.kind = line.kind.value_or(line.length ? Kind::call : Kind::chat),
                   .purpose = line.purpose.value_or(Purpose::escalation)};
  if (!line.length && is_live(talk.kind))
    throw Error(ErrorKind::usage, "how long was it?",
                "say it anywhere behind the name: 20m, 1h, 14:00-14:20");
  talk.length = line.length.value_or(Minutes{0});
  talk.start = session.in_zone(line.when ? *line.when : before(session.now(), talk.length));
  check_start(talk.start, session.now(), "say so once you have spoken with them");
  return talk;
}

Document run_showstopper_contact(const ShowstopperContactOptions& options, Session& session) {
  check_text(options.note.value_or(""), "note");
  const auto next = read_next_update(options.next, session);
  if (!session.has_book()) resolve_showstopper(session.store(), options.id);
  Showstopper stop;
  Uid uid;
  {
    Writing writing = session.write("showstopper contact");
    Store& store = session.store();
    if (writing.repeated())
      return {.report = "showstopper contact",
              .blocks = {Text{"done already, under the same --op-id"}}};
    stop = resolve_showstopper(store, options.id);
    std::vector<std::string> words = options.words;
    const Customer customer = take_who(store, stop, words, session.now());
    Interaction talk = talk_of_line(parse_log_line(words, session.now(), Leaning::past), session);
    const Pm pm = session.pm();
    talk.hosts = {pm.uid};
    talk.customers = {customer.uid};
    talk.note = options.note.value_or("");
    uid = writing.add(talk, space::of(pm));
    if (options.next) stop.next_update = next;
    writing.update(stop);
    writing.commit();
  }
  Document document = showstopper_answer(session, "showstopper contact", stop.uid);
  const Interaction talk = session.store().find<Interaction>(uid).value();
  document.saved = fmt::format("saved as #{}", talk.number);
  document.blocks.insert(document.blocks.begin(),
                         Text{talk_line(session.store(), talk, session.today()), Tone::strong});
  document.blocks.emplace_back(KeyValues{{{"talk", "", {talk.number}, Audience::programs}}});
  return document;
}

constexpr std::array contact_rows{
    Command{
        "showstopper contact", "a talk with somebody affected",
        prepare<ShowstopperContactOptions, declare_showstopper_contact, run_showstopper_contact>},
};

}  // namespace

std::span<const Command> contact_commands() { return contact_rows; }

}  // namespace rapport
