#include <fmt/format.h>

#include <array>

#include "command/customers/customers.hpp"
#include "command/customers/people.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/standings.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"

// `rapport customer merge` and `rapport person merge`: two entries for one. The duplicate stays and
// points to the other, so that both names find it, whatever else is still written of either.
namespace rapport {
namespace {

struct Options {
  std::string duplicate;
  std::string into;
  bool yes = false;
};

Customer resolve_one(Store& store, const std::string& text, const Customer*) {
  return resolve_customer(store, text);
}
Person resolve_one(Store& store, const std::string& text, const Person*) {
  return resolve_person(store, text);
}

template <typename T>
constexpr const char* verb_of() {
  return std::is_same_v<T, Customer> ? "customer merge" : "person merge";
}

template <typename T>
std::string label(Store& store, const T& one) {
  return label_of(store, NameHit{std::string(EntityTraits<T>::name), one.uid});
}

/// Refuses a name that stands for a duplicate alone: following it would merge another one.
template <typename T>
void check_not_merged(Store& store, const std::string& typed) {
  const std::string ent(EntityTraits<T>::name);
  std::optional<T> merged;
  for (const NameHit& hit : store.match_names(fold(typed), NameLevel::exact, {ent})) {
    const auto found = store.find<T>(hit.uid);
    if (found && !found->merged_into) return;
    if (found) merged = found;
  }
  if (!merged) return;
  throw Error(ErrorKind::not_found,
              fmt::format("'{}' was merged into {} already", printable(typed),
                          label(store, surviving(store, *merged))),
              "to merge that one too, give its own name");
}

template <typename T>
struct Pair {
  T duplicate;
  T into;
};

template <typename T>
Pair<T> read_pair(const Options& options, Store& store) {
  check_not_merged<T>(store, options.duplicate);
  Pair<T> pair{resolve_one(store, options.duplicate, static_cast<const T*>(nullptr)),
               resolve_one(store, options.into, static_cast<const T*>(nullptr))};
  if (pair.duplicate.uid == pair.into.uid)
    throw Error(ErrorKind::usage,
                fmt::format("'{}' and '{}' are the same: {}", printable(options.duplicate),
                            printable(options.into), label(store, pair.into)),
                "name two different ones");
  pair.duplicate.merged_into = pair.into.uid;
  return pair;
}

Document answer_of(Session& session, const Customer& into) {
  return customer_answer(session, verb_of<Customer>(), into.uid);
}
Document answer_of(Session& session, const Person& into) {
  return person_answer(session, verb_of<Person>(), into.uid);
}

template <typename T>
Document answer(Session& session, const T& duplicate) {
  const T into = surviving(session.store(), duplicate);
  Document document = answer_of(session, into);
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("merged_id", duplicate.number),
                 value_for_programs("merged_uid", to_string(duplicate.uid)),
                 value_for_programs("merged_name", duplicate.name)}});
  document.blocks.emplace_back(Text{fmt::format("#{} {} is the same now: either name finds it",
                                                duplicate.number, printable(duplicate.name))});
  return document;
}

/// What the first command with the same --op-id did, if there was one.
template <typename T>
std::optional<Document> answer_again(Session& session) {
  if (!session.globals().op_id) return std::nullopt;
  const Writing probe = session.write(verb_of<T>());  // never committed: it only looks
  if (!probe.repeated()) return std::nullopt;
  return answer(session, written_by<T>(session.store(), *probe.repeated(), verb_of<T>()));
}

template <typename T>
Document run(const Options& options, Session& session) {
  if (!session.has_book()) read_pair<T>(options, session.store());
  if (auto again = answer_again<T>(session)) return *again;
  const Pair<T> pair = read_pair<T>(options, session.store());
  const auto effects = effects_of(session, changed_to(session.store(), pair.duplicate));
  const std::string what = fmt::format("merging {} into {}", label(session.store(), pair.duplicate),
                                       label(session.store(), pair.into));
  if (!confirm_effects(session, what, effects, options.yes))
    return {.report = verb_of<T>(), .blocks = {Text{"nothing was changed"}}, .answer = false};
  {
    Writing writing = session.write(verb_of<T>());
    writing.update(read_pair<T>(options, session.store()).duplicate);  // as it is by now
    writing.commit();
  }
  Document document = answer(session, pair.duplicate);
  for (Block& block : effect_blocks(effects)) document.blocks.push_back(std::move(block));
  return document;
}

void declare(Args& args, Options& options, const char* what, Completes completes) {
  args.word(options.duplicate, "DUPLICATE", fmt::format("the {} entered twice", what), completes)
      .word(options.into, "INTO", "the one that stays", completes)
      .flag(options.yes, "--yes", "do not ask, even when less is counted afterwards")
      .prose(
          "The talks of both are those of INTO from then on, and either name finds it. Two that "
          "become one may lower what counts of somebody: that is said before, and asked. `rapport "
          "undo` parts them again.");
}

void declare_customer(Args& args, Options& options) {
  declare(args, options, "customer", Completes::customer);
  args.example("rapport customer merge \"Acme Inc\" \"Acme Robotics\"");
}

void declare_person(Args& args, Options& options) {
  declare(args, options, "person", Completes::person);
  args.example("rapport person merge \"J. Park\" \"Jane Park\"")
      .example("rapport person merge \"#9\" \"#4\"", "by the numbers of `rapport person list`");
}

constexpr std::array merge_rows{
    Command{"customer merge", "make one of a customer entered twice",
            prepare<Options, declare_customer, run<Customer>>},
    Command{"person merge", "make one of a person entered twice",
            prepare<Options, declare_person, run<Person>>},
};

}  // namespace

std::span<const Command> merge_commands() { return merge_rows; }

}  // namespace rapport
