#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/record.hpp"
#include "rapport/store/store.hpp"

/// The book as records: what an export writes and an import reads. Every kind of entity by its
/// description, so that none is forgotten here.
namespace rapport {

/// The record of an entity; nothing of this book alone is in it.
Record record_of(const EntityState& state);

/// Whether something is to be read; all of it where there is no such function.
using Wants = std::function<bool(const std::string& kind, const std::string& space, const Uid&)>;

/// Every live entity that is wanted, kind by kind in the order of their table, those that this
/// program does not know after them; of one kind by uid and space. Orders to forget are none.
void each_record(Store& store, const Wants& wants, const std::function<void(const Record&)>& take);

/// Kind and uid of each that is on this machine alone, in no order.
void each_local(Store& store,
                const std::function<void(std::string_view kind, const Uid& uid)>& take);

/// How many `each_record` names.
std::size_t count_records(Store& store);

/// What is wanted of the journal, each stream in order.
void each_journal_record(Store& store, const Wants& wants,
                         const std::function<void(const JournalRecord&)>& take);

/// What was learned and promised in private talks, removed ones included: it does not leave the
/// machine, as little as their notes and moods, which are a kind of their own.
std::set<Uid> private_parts(Store& store);

/// Whether anything came from files.
bool has_sources(Store& store);

/// The sources of talks that were removed, and not by an undo: what comes from there again stays
/// away.
std::set<std::string> removed_sources(Store& store);

/// The name of an entity; "#12" where it has none, empty where there is no such entity.
std::string label_of_entity(Store& store, const Uid& uid);

/// What is wrong with a record, in words, and in which of its fields; empty where it is in none.
struct RecordProblem {
  std::string what;
  std::string field = {};
};

/// What keeps `record` from being an entity of a book; nothing where it may be one. A field that
/// this program does not know is left as it is.
std::optional<RecordProblem> problem_of(const Record& record);

/// A field of it that this program does not know, with the nearest one that it does.
std::optional<RecordProblem> unknown_field(const Record& record);

/// What a record is held against.
struct Surroundings {
  std::function<bool(std::string_view kind, const Uid& uid)> is_there;
  std::set<std::string, std::less<>> handles;  ///< of the PMs that are there
  Moment now;                                  ///< with minute and offset
};

/// What a record refers to, and is not there; a talk with customers that names none; one that was
/// held, and begins after now and after it was recorded.
std::optional<RecordProblem> loose_end(const Record& record, const Surroundings& around);

/// Those of the book at `now`, a sentence each; at most `most`.
std::vector<std::string> loose_ends(Store& store, const Moment& now, std::size_t most);

/// How a record stands to the book.
enum class Standing {
  absent,     ///< no such entity
  removed,    ///< it was here, and was removed
  equal,      ///< it is here
  different,  ///< it is here and says something else
  forgotten,  ///< it was erased here on request: it never comes back
};

/// A field in which a record is different, in words; empty where it has none.
struct Difference {
  std::string field, here, there;
};

struct Comparison {
  Standing standing = Standing::absent;
  std::vector<Difference> differences = {};
  bool is_other = false;  ///< different, and of another kind or in another space
};

Comparison compare(Store& store, const Record& record);

}  // namespace rapport
