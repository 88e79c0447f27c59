#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/followups/closing.hpp"
#include "command/followups/showstoppers.hpp"
#include "command/interactions.hpp"
#include "command/resolve.hpp"
#include "command/talks/recording.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"

// `rapport showstopper contact`: a talk with somebody affected, written down in one go. It is
// an ordinary interaction of purpose escalation.
namespace rapport {
namespace {

struct ShowstopperContactOptions {
  std::string id;
  InteractionOptions talk;
  std::optional<std::string> next;
};

void declare_showstopper_contact(Args& args, ShowstopperContactOptions& options) {
  args.word(options.id, "ID", "its number, its name or the beginning of a word in it",
            Completes::showstopper)
      .word(options.talk.words, "WORDS",
            "with whom (where several are affected), how long, when and how: acme 20m 14:00 call",
            Completes::talk_word)
      .option(options.talk.note, "-m,--note", "TEXT", "a note on the talk")
      .option(options.next, "--next", "DATE", "when you promised the next update",
              Completes::future_date)
      .example("rapport showstopper contact 1 acme 20m --next tomorrow", "a call that just ended")
      .example("rapport showstopper contact 1", "a chat with the only customer affected")
      .prose(
          "Without a length or kind it is a chat: a contact, not a session. The talk gets the "
          "purpose `escalation`, and `rapport list` shows it with the others.");
}

/// Those affected, duplicates followed.
std::vector<Customer> affected_customers(Store& store, const Showstopper& stop) {
  std::vector<Customer> affected;
  std::set<Uid> seen;
  for (const Uid& uid : stop.customers)
    if (const auto customer = store.find<Customer>(uid))
      if (Customer one = surviving(store, *customer); seen.insert(one.uid).second)
        affected.push_back(std::move(one));
  return affected;
}

/// Those who are called that: by the whole name, else by the beginning of a word.
std::vector<Customer> customers_called(const std::vector<Customer>& affected,
                                       const std::string& typed) {
  const std::string folded = fold(typed);
  std::vector<Customer> found;
  for (const Customer& customer : affected) {
    const std::string name = fold(customer.name);
    if (name == folded) return {customer};
    if (begins_word(name, folded)) found.push_back(customer);
  }
  return found;
}

std::string sorted_names(const std::vector<Customer>& customers) {
  std::multiset<std::string> names;
  for (const Customer& customer : customers) names.insert(printable(customer.name));
  return joined(names);
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
Customer named_customer(Store& store, const Showstopper& stop, std::vector<std::string>& words,
                        const Moment& now) {
  const std::vector<Customer> affected = affected_customers(store, stop);
  const auto named =
      words.empty() ? std::vector<Customer>{} : customers_called(affected, words.front());
  if (named.size() == 1) {
    words.erase(words.begin());
    return named.front();
  }
  if (named.size() > 1)
    throw Error(ErrorKind::not_found,
                fmt::format("{} matches {} customers: {}", quoted(words.front()), named.size(),
                            sorted_names(named)),
                "type more of the name");
  if (!words.empty() && !is_talk_word(words.front(), now)) {
    const Customer other = resolve_customer(store, words.front());
    throw Error(ErrorKind::not_found,
                fmt::format("{} is not affected by #{} {}", printable(other.name), stop.number,
                            printable(stop.name)),
                fmt::format("affected: {}; `rapport showstopper edit {} --for` adds one",
                            sorted_names(affected), stop.number));
  }
  if (affected.size() == 1) return affected.front();
  throw Error(ErrorKind::usage, "with which of those affected?",
              "name one of: " + sorted_names(affected));
}

/// A chat where nothing else is said: a contact, no session.
InteractionDraft read_contact(const InteractionOptions& options, const Customer& customer,
                              Session& session) {
  const bool has_length =
      parse_log_line(options.words, session.now(), Leaning::past).length.has_value();
  return read_past(options, session,
                   {.kind = has_length ? Kind::call : Kind::chat,
                    .purpose = Purpose::escalation,
                    .customers = {customer.uid}},
                   [](const Interaction&) { return "say so once you have spoken with them"; });
}

Document contact_answer(Session& session, const Uid& showstopper, const Outcome& outcome) {
  Store& store = session.store();
  const Interaction interaction = store.find<Interaction>(outcome.uid).value();
  Document document = showstopper_answer(session, "showstopper contact", showstopper);
  document.saved = fmt::format("saved as #{}", interaction.number);
  document.blocks.insert(document.blocks.begin(),
                         Text{interaction_text(store, interaction, session.today()), Tone::strong});
  document.blocks.emplace_back(KeyValues{{value_for_programs("talk", interaction.number)}});
  return document;
}

Document run_showstopper_contact(const ShowstopperContactOptions& options, Session& session) {
  const auto next = read_next_update(options.next, session);
  const Showstopper stop = resolve_showstopper(session.store(), options.id);
  InteractionOptions talk = options.talk;
  const Customer customer = named_customer(session.store(), stop, talk.words, session.now());
  const InteractionDraft draft = read_contact(talk, customer, session);
  return write<Interaction>(
      session, "showstopper contact",
      [&](Writing& writing) -> Outcome {
        InteractionDraft contact = draft;
        const Pm pm = current_pm(session);
        contact.interaction.hosts = {pm.uid};
        save(contact, writing, session.store(), pm);
        if (options.next) {
          Showstopper updated = session.store().find<Showstopper>(stop.uid).value_or(stop);
          updated.next_update = next;
          writing.update(updated);
        }
        return {contact.interaction.uid, {}};
      },
      [&](const Outcome& outcome) { return contact_answer(session, stop.uid, outcome); });
}

constexpr std::array contact_rows{
    Command{
        "showstopper contact", "log a talk with a customer affected",
        prepare<ShowstopperContactOptions, declare_showstopper_contact, run_showstopper_contact>},
};

}  // namespace

std::span<const Command> contact_commands() { return contact_rows; }

}  // namespace rapport
