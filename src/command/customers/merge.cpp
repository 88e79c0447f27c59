#include <fmt/format.h>

#include <array>

#include "command/book/journal_text.hpp"
#include "command/customers/customers.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/standings.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/store/merged.hpp"

// `rapport customer merge`, `person merge` and `idea merge`: two entries for one. The duplicate
// stays and points to the other, so that both names find it, whatever else is still written of
// either; the talks and votes of both are not touched, so that an undo has them back exactly.
namespace rapport {
namespace {

struct MergeOptions {
  std::string duplicate;
  std::string into;
  bool yes = false;
};

template <typename T>
struct MergePair {
  T duplicate;
  T into;
};

/// What differs between the three.
template <typename T>
struct MergeKind {
  const char* verb;
  /// What comes of it, for the answer; nothing where a person at the terminal does not want it.
  /// Throws Error(usage) where somebody must be asked and nobody can be. Without the write lock.
  std::optional<std::vector<Block>> (*foresee)(Session&, const MergePair<T>&, bool yes);
  Document (*answer)(Session&, const char* verb, const Uid& into);
};

template <typename T>
std::string merge_label(Store& store, const T& one) {
  return label_of(store, NameHit{std::string(EntityTraits<T>::name), one.uid});
}

/// Customers and people: a target may count less afterwards.
template <typename T>
std::optional<std::vector<Block>> foresee_counts(Session& session, const MergePair<T>& pair,
                                                 bool yes) {
  const auto change = [&](BookFacts& facts) {
    changed_to(session.store(), pair.into)(facts);
    changed_to(session.store(), pair.duplicate)(facts);
  };
  const auto effects = effects_of(session, change);
  const std::string what =
      fmt::format("merging {} into {}", merge_label(session.store(), pair.duplicate),
                  merge_label(session.store(), pair.into));
  if (!confirm_effects(session, what, effects, yes)) return std::nullopt;
  return effect_blocks(effects);
}

/// Ideas: votes of one customer for both become one.
std::optional<std::vector<Block>> foresee_votes(Session& session, const MergePair<Idea>& pair,
                                                bool yes) {
  const std::string plan = merged_votes_text(session, pair.duplicate, pair.into);
  if (!yes && !session.can_ask())
    throw Error(ErrorKind::usage, "merging ideas has to be confirmed: " + plan,
                "say --yes to go ahead");
  if (!yes && !session.confirm(plan + ". Go ahead?")) return std::nullopt;
  return std::vector<Block>{Text{plan}};
}

/// Refuses a name that stands for a duplicate alone: following it would merge another one.
template <typename T>
void check_not_merged(Store& store, const std::string& typed) {
  const std::string ent(EntityTraits<T>::name);
  std::optional<T> merged;
  for (const NameHit& hit : store.match_names(fold(typed), NameLevel::exact, {ent})) {
    const auto found = store.find_itself<T>(hit.uid);
    if (found && !found->merged_into) return;
    if (found) merged = found;
  }
  if (!merged) return;
  throw Error(ErrorKind::not_found,
              fmt::format("{} was merged into {} already", quoted(typed),
                          merge_label(store, surviving(store, *merged))),
              "to merge that one too, give its own name");
}

/// Both as they will be: the duplicate points to the other, which has what only the duplicate had.
/// Throws Error(usage) where both are the same.
template <typename T>
MergePair<T> resolve_pair(const MergeOptions& options, Store& store) {
  check_not_merged<T>(store, options.duplicate);
  MergePair<T> pair{resolve<T>(store, options.duplicate, Need::whole_name),
                    resolve<T>(store, options.into, Need::whole_name)};
  if (pair.duplicate.uid == pair.into.uid)
    throw Error(ErrorKind::usage,
                fmt::format("{} and {} are the same: {}", quoted(options.duplicate),
                            quoted(options.into), merge_label(store, pair.into)),
                "name two different ones");
  pair.into = merged(pair.duplicate, pair.into);
  pair.duplicate.merged_into = pair.into.uid;
  return pair;
}

/// "region stays EU (Acme Inc: US)": what the duplicate says otherwise, and is not taken.
template <typename T>
std::vector<std::string> left_texts(Store& store, const T& duplicate, const T& into) {
  const Fields theirs = encode(duplicate), ours = encode(into);
  std::vector<std::string> texts;
  for (const std::string& field : merged_fields(entity_kind<T>, theirs, ours).left) {
    const auto own = ours.find(field);
    const std::string what = field_text(store, field), other = value_text(store, theirs.at(field));
    const std::string who = printable(duplicate.name);
    texts.push_back(own == ours.end() ? fmt::format("not taken from {}: {} {}", who, what, other)
                                      : fmt::format("{} stays {} ({}: {})", what,
                                                    value_text(store, own->second), who, other));
  }
  return texts;
}

template <typename T>
Document merge_answer(Session& session, const MergeKind<T>& kind, const Uid& uid) {
  const T duplicate = session.store().find_itself<T>(uid).value();
  const T into = surviving(session.store(), duplicate);
  Document document = kind.answer(session, kind.verb, into.uid);
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("merged_id", duplicate.number),
                 value_for_programs("merged_uid", to_string(duplicate.uid)),
                 value_for_programs("merged_name", duplicate.name)}});
  document.blocks.emplace_back(Text{fmt::format("#{} {} is the same now: either name finds it",
                                                duplicate.number, duplicate.name)});
  for (std::string& text : left_texts(session.store(), duplicate, into))
    document.blocks.emplace_back(Text{std::move(text), Tone::warn});
  return document;
}

template <typename T>
Document run_merge(const MergeKind<T>& kind, const MergeOptions& options, Session& session) {
  std::optional<std::vector<Block>> foreseen;
  if (!session.repeated()) {
    foreseen = kind.foresee(session, resolve_pair<T>(options, session.store()), options.yes);
    if (!foreseen)
      return {.report = kind.verb, .blocks = {Text{"nothing was changed"}}, .answer = false};
  }
  return write<T>(
      session, kind.verb,
      [&](Writing& writing) -> Outcome {
        const MergePair<T> pair = resolve_pair<T>(options, session.store());  // as they are now
        writing.update(pair.duplicate);  // first: a retry answers with it
        writing.update(pair.into);
        return {pair.duplicate.uid, {}};
      },
      [&](const Outcome& outcome) {
        Document document = merge_answer(session, kind, outcome.uid);
        if (foreseen)
          for (Block& block : *foreseen) document.blocks.push_back(std::move(block));
        return document;
      });
}

constexpr MergeKind<Customer> customer_merge{"customer merge", foresee_counts<Customer>,
                                             customer_answer};
constexpr MergeKind<Person> person_merge{"person merge", foresee_counts<Person>, person_answer};
constexpr MergeKind<Idea> idea_merge{"idea merge", foresee_votes, idea_answer};

template <const auto& kind>
Document run_merge_of(const MergeOptions& options, Session& session) {
  return run_merge(kind, options, session);
}

void declare_merge(Args& args, MergeOptions& options, const char* what, Completes completes) {
  args.word(options.duplicate, "DUPLICATE", fmt::format("the {} entered twice", what), completes)
      .word(options.into, "INTO", "the one that stays", completes)
      .flag(options.yes, "--yes", "do not ask, even if less counts afterwards")
      .prose(
          "From then on the talks of both belong to INTO, and either name finds it. INTO keeps "
          "what is known about it and takes over what it lacks: region, tags, addresses, "
          "do-not-contact; where the two differ, both values are named. If a merge would lower "
          "what counts for somebody, you are asked first. `rapport undo` separates them again.");
}

void declare_customer_merge(Args& args, MergeOptions& options) {
  declare_merge(args, options, "customer", Completes::customer);
  args.example("rapport customer merge \"Acme Inc\" \"Acme Robotics\"");
}

void declare_person_merge(Args& args, MergeOptions& options) {
  declare_merge(args, options, "person", Completes::person);
  args.example("rapport person merge \"J. Park\" \"Jane Park\"")
      .example("rapport person merge \"#9\" \"#4\"", "by their numbers in `rapport person list`");
}

void declare_idea_merge(Args& args, MergeOptions& options) {
  args.word(options.duplicate, "DUPLICATE", "the duplicate", Completes::idea)
      .word(options.into, "INTO", "the one that stays", Completes::idea)
      .flag(options.yes, "--yes", "do not ask")
      .example("rapport idea merge \"CSV download\" \"Bulk export\"")
      .prose(
          "From then on whoever asked for one asks for both, once each, and either name finds it. "
          "You see the result before you confirm. `rapport undo` separates them again, each with "
          "its own votes.");
}

constexpr std::array merge_rows{
    Command{"customer merge", "merge a customer entered twice",
            prepare<MergeOptions, declare_customer_merge, run_merge_of<customer_merge>>},
    Command{"person merge", "merge a person entered twice",
            prepare<MergeOptions, declare_person_merge, run_merge_of<person_merge>>},
};

constexpr std::array idea_merge_rows{
    Command{"idea merge", "merge an idea entered twice",
            prepare<MergeOptions, declare_idea_merge, run_merge_of<idea_merge>>},
};

}  // namespace

std::span<const Command> merge_commands() { return merge_rows; }
std::span<const Command> idea_merge_commands() { return idea_merge_rows; }

}  // namespace rapport
