#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/domain/uid.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace rapport {

/// A book that cannot be used as it is: damaged, empty or gone. What a backup helps against.
class UnusableFile : public Error {
 public:
  using Error::Error;
};

/// The result row of a running query; columns from 0. Valid inside the callback only.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;        ///< byte exact, empty for NULL
  Uid uid(int column) const;                 ///< nil when the column is not 16 bytes
  std::string_view bytes(int column) const;  ///< as it lies in SQLite, empty for NULL
  std::optional<std::int64_t> maybe_integer(int column) const;
  std::optional<std::string> maybe_text(int column) const;

 private:
  sqlite3_stmt* statement_;
};

/// Bytes to bind that are no text.
struct Blob {
  std::string_view bytes;
};

inline std::optional<Blob> blob_of(const std::optional<std::string>& bytes) {
  return bytes ? std::optional{Blob{*bytes}} : std::nullopt;
}

enum class Access { read_write, read_only };

/// A thin face of SQLite: prepared statements by their text, every value bound, every error an
/// `Error` of the right kind without SQL in it. The only user of SQLiteCpp.
class Db {
 public:
  /// Opens the existing regular file `path` (already resolved), or the throw-away ":memory:".
  Db(const std::string& path, Access access);
  ~Db();
  Db(Db&&) noexcept;
  Db& operator=(Db&&) noexcept;

  /// A private database in memory.
  static Db memory();

  /// A copy in memory of all that `from` holds, to be changed without touching it.
  static Db memory_copy(Db& from);

  bool read_only() const { return read_only_; }

  /// Whether SQLite would refuse to write, for whatever reason, once something was read.
  bool is_read_only_now() const;

  /// Notes that a change, known by its nonce, was read whose digest does not hold.
  void note_altered(std::int64_t nonce) { altered_.insert(nonce); }
  std::size_t altered() const { return altered_.size(); }

  /// Sets what would write to the file (journal mode, syncing): only once it is known to be ours.
  void claim();

  /// Changes with whatever anybody writes to the file.
  std::uint32_t data_version();

  /// Makes this database the same as `from`, page by page, in one transaction of its own. False,
  /// and nothing is written, where `expected` is given and is no longer the `data_version`.
  bool become_copy_of(Db& from, std::optional<std::uint32_t> expected = {});

  /// Runs a script of several statements (migrations only).
  void script(std::string_view sql);

  /// Whether the tables behind the search index may be written directly: to mend them only.
  void allow_index_tables(bool allowed);

  /// Runs one statement; answers how many rows it changed.
  template <typename... Values>
  std::int64_t run(const char* sql, const Values&... values) {
    Use use = prepare(sql, sizeof...(values));
    bind_all(use, values...);
    return finish(use);
  }

  /// Calls `take(const Row&)` for each row of a query.
  template <typename Take, typename... Values>
  void each(const char* sql, Take&& take, const Values&... values) {
    Use use = prepare(sql, sizeof...(values));
    bind_all(use, values...);
    while (step(use)) take(Row(use.statement));
  }

  /// The first row through `read(const Row&)`, or nothing.
  template <typename Read, typename... Values>
  auto first(const char* sql, Read&& read, const Values&... values)
      -> std::optional<decltype(read(std::declval<const Row&>()))> {
    Use use = prepare(sql, sizeof...(values));
    bind_all(use, values...);
    if (!step(use)) return std::nullopt;
    return read(Row(use.statement));
  }

  /// The first column of the first row, 0 when there is none.
  template <typename... Values>
  std::int64_t number(const char* sql, const Values&... values) {
    return first(
               sql, [](const Row& row) { return row.integer(0); }, values...)
        .value_or(0);
  }

 private:
  /// A prepared statement in use; reset when this goes, so none is live outside its call.
  struct Use {
    sqlite3_stmt* statement;
    ~Use();
  };
  struct Connection;

  Db(const std::string& path, int mode);
  sqlite3* handle() const;
  void configure();
  Use prepare(const char* sql, std::size_t values);
  bool step(Use& use);
  std::int64_t finish(Use& use);

  template <typename... Values>
  void bind_all(Use& use, const Values&... values) {
    [[maybe_unused]] int index = 0;
    (bind(use, ++index, values), ...);
  }
  void bind(Use& use, int index, std::int64_t value);
  void bind(Use& use, int index, int value) { bind(use, index, std::int64_t{value}); }
  // Texts and uids are not copied: they outlive the call in which they are bound.
  void bind(Use& use, int index, std::string_view value);
  void bind(Use& use, int index, const std::string& value) {
    bind(use, index, std::string_view(value));
  }
  void bind(Use& use, int index, const char* value) { bind(use, index, std::string_view(value)); }
  void bind(Use& use, int index, const Uid& value);
  void bind(Use& use, int index, Blob value);
  void bind(Use& use, int index, std::nullptr_t);
  template <typename T>
  void bind(Use& use, int index, const std::optional<T>& value) {
    if (value)
      bind(use, index, *value);
    else
      bind(use, index, nullptr);
  }

  std::unique_ptr<Connection> connection_;
  bool read_only_ = false;
  std::set<std::int64_t> altered_;
};

/// `BEGIN IMMEDIATE` … `COMMIT`; rolls back unless committed.
class WriteLock {
 public:
  explicit WriteLock(Db& db);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

  void commit();

 private:
  Db& db_;
  bool open_ = true;
};

}  // namespace rapport
