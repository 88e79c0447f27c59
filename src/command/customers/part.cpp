#include <fmt/format.h>

#include <array>

#include "command/book/journal_text.hpp"
#include "command/customers/customers.hpp"
#include "command/names.hpp"
#include "command/numbers.hpp"
#include "command/resolve.hpp"
#include "command/standings.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"

// `rapport customer part`: two customers that are not one, whatever they are called.
namespace rapport {
namespace {

struct PartOptions {
  std::string one;
  std::string other;
};

void declare_part(Args& args, PartOptions& options) {
  args.word(options.one, "A", "a customer, or the duplicate that was merged", Completes::customer)
      .word(options.other, "B", "the other", Completes::customer)
      .example("rapport customer part \"#4\" \"#9\"", "two Acmes, not duplicates")
      .prose(
          "Undoes a merge of the two and records that they are separate: customers with the same "
          "name and class are merged wherever nobody can be asked, but these two never are. The "
          "one that stayed keeps what the merge gave it.");
}

/// The customer that bears the name or number, itself, though it may be merged into another.
Customer find_part(Store& store, const std::string& typed) {
  if (typed.starts_with('#'))
    return store
        .find_itself<Customer>(
            uid_of_typed(store, typed, entity_kind<Customer>.name, "customer",
                         "see `rapport customer list`; `rapport history` names duplicates"))
        .value();
  if (const auto named = find_named<Customer>(store, typed)) return *named;
  return resolve_customer(store, typed, Need::whole_name);
}

void take_apart(Customer& one, Customer& other) {
  if (one.uid == other.uid)
    throw Error(ErrorKind::usage, fmt::format("both names mean #{} {}", one.number, one.name),
                "name the two by their numbers: \"#4\"");
  for (Customer* each : {&one, &other}) {
    const Customer& opposite = each == &one ? other : one;
    if (each->merged_into == opposite.uid) each->merged_into.reset();
    each->apart.insert(opposite.uid);
  }
}

Document run_part(const PartOptions& options, Session& session) {
  std::vector<StandingChange> effects;
  return write(
      session, "customer part",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        Customer one = find_part(store, options.one), other = find_part(store, options.other);
        take_apart(one, other);
        effects = effects_of(session, [&](BookFacts& facts) {
          changed_to(store, one)(facts);
          changed_to(store, other)(facts);
        });
        writing.update(one);
        writing.update(other);
        return {one.uid, {}};
      },
      [&](const Outcome& outcome) {
        Store& store = session.store();
        Document document{.report = "customer part", .saved = "they are two"};
        std::vector<std::string> names;
        for (const Customer& customer : written<Customer>(store, outcome))
          names.push_back(fmt::format("#{} {}", customer.number, customer.name));
        document.blocks.emplace_back(
            Text{printable(joined(names, " and ")) + " are two customers", Tone::strong});
        for (Block& block : effect_blocks(effects)) document.blocks.push_back(std::move(block));
        return document;
      });
}

constexpr std::array part_rows{
    Command{"customer part", "keep two customers apart",
            prepare<PartOptions, declare_part, run_part>},
};

}  // namespace

std::span<const Command> part_commands() { return part_rows; }

}  // namespace rapport
