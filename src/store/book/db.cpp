#include "rapport/store/db.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <random>
#include <thread>
#include <unordered_map>

#include "rapport/base/error.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/watch.hpp"
#include "store/book/db_error.hpp"
#include "store/book/field_function.hpp"

namespace rapport {
namespace {

constexpr std::chrono::seconds patience{30};
constexpr int steps_a_tick = 2'000;  // of the database, and as many of ours: few rows of much work

void (*work_watcher)() = nullptr;

int tick(void*) {
  work_watcher();
  return 0;  // go on
}

void be_watched(sqlite3* handle) {
  if (work_watcher != nullptr) sqlite3_progress_handler(handle, steps_a_tick, tick, nullptr);
}

std::string name_of_file(sqlite3* handle) {
  const char* name = sqlite3_db_filename(handle, "main");
  return name == nullptr ? "" : name;
}

[[noreturn]] void fail(sqlite3* handle) {
  fail_with(sqlite3_errcode(handle), sqlite3_extended_errcode(handle), sqlite3_errmsg(handle),
            name_of_file(handle));
}

/// Throws unless `result`, which SQLite gave, says that all is well.
void insist(int result) {
  if (result != SQLITE_OK) fail_with(result, result, sqlite3_errstr(result));
}

/// Runs `work`, turning what SQLiteCpp throws into an `Error`.
template <typename Work>
auto guarded(Work&& work, const std::string& path = {}) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    fail_with(error.getErrorCode(), error.getExtendedErrorCode(), error.what(), path);
  }
}

/// Waits with growing, jittered pauses, so that many waiting writers do not wake together.
int wait_for_lock(void* since, int tries) {
  using Clock = std::chrono::steady_clock;
  auto& begin = *static_cast<Clock::time_point*>(since);
  if (tries == 0) begin = Clock::now();
  if (Clock::now() - begin > patience) return 0;
  if (work_watcher != nullptr) work_watcher();
  thread_local std::minstd_rand random{std::random_device{}()};
  const int most = std::min(1 << std::min(tries, 5), 25);
  std::this_thread::sleep_for(
      std::chrono::microseconds(std::uniform_int_distribution<>(300, 300 + 1000 * most)(random)));
  return 1;
}

/// One thread, and nobody who asks how much memory is used: locks and counters would be a tenth of
/// a short command.
void settle_library() {
  static const bool once = [] {
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return true;
  }();
  static_cast<void>(once);
}

}  // namespace

std::int64_t read_within(const Row& row, int column, std::int64_t least, std::int64_t most) {
  const std::int64_t value = row.integer(column);
  if (value < least || value > most) fail_damaged("a number is out of range");
  return value;
}

void watch_work(void (*tick)()) { work_watcher = tick; }

bool Row::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Row::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Row::text(int column) const { return std::string(bytes(column)); }

Uid Row::uid(int column) const {
  const auto found = bytes(column);
  Uid uid;
  if (found.size() == sizeof uid) std::memcpy(&uid, found.data(), sizeof uid);
  return uid;
}

std::optional<std::int64_t> Row::maybe_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::maybe_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

namespace {

/// Finds a statement without copying its text.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

}  // namespace

/// SQLiteCpp opens and closes the database. The statements are ours: cells are read from SQLite's
/// own handle, since a `SQLite::Column` for each would take three times as long.
struct Db::Connection {
  Connection(const std::string& path, int mode) : database(path, mode) {
    be_watched(database.getHandle());
    add_field_function(database.getHandle());
  }

  SQLite::Database database;
  std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, TextHash,
                     std::equal_to<>>
      statements;  // by their text; they go before the database does

  /// A statement and where its text stood when it was last asked for: mostly a constant, of which
  /// comparing costs less than a hash.
  struct Recent {
    const char* asked = nullptr;
    const char* text = nullptr;
    sqlite3_stmt* statement = nullptr;
  };
  std::array<Recent, 64> recent;
  Recent& recent_of(const char* sql) {
    return recent[(reinterpret_cast<std::uintptr_t>(sql) >> 3) % recent.size()];
  }
  std::chrono::steady_clock::time_point waiting_since;
};

Db::Use::~Use() { sqlite3_reset(statement); }

namespace {

/// A folder may be a link, as a home on another disk is; a file that is one is not followed, and
/// SQLite would refuse both.
std::string in_real_folder(const std::string& path) {
  const std::filesystem::path typed(path);
  std::error_code failed;
  const auto folder = std::filesystem::canonical(typed.parent_path(), failed);
  return failed || folder.empty() ? path : (folder / typed.filename()).string();
}

}  // namespace

Db::Db(const std::string& path, int mode) {
  settle_library();
  guarded([&] { connection_ = std::make_unique<Connection>(path, mode); }, path);
}

Db::Db(const std::string& path, Access access)
    : Db(in_real_folder(path),
         (access == Access::read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE) |
             SQLite::OPEN_NOFOLLOW) {
  configure();
  // SQLite falls back to reading by itself where the file may not be written.
  read_only_ = sqlite3_db_readonly(handle(), "main") == 1;
}

Db Db::memory() { return Db(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE); }

Db Db::memory_copy(Db& from) {
  Db db = memory();
  const auto page_size = from.number("PRAGMA page_size");
  db.script("PRAGMA page_size=" + std::to_string(page_size));
  db.become_copy_of(from);
  return db;
}

Db::~Db() = default;
Db::Db(Db&&) noexcept = default;
Db& Db::operator=(Db&&) noexcept = default;

sqlite3* Db::handle() const { return connection_->database.getHandle(); }

bool Db::is_read_only_now() const { return sqlite3_db_readonly(handle(), "main") == 1; }

// Every answer is checked: a pragma that SQLite does not know would otherwise pass silently.
void Db::configure() {
  sqlite3* handle = this->handle();
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_handler(handle, wait_for_lock, &connection_->waiting_since);
  const auto require = [](int result) {
    if (result != SQLITE_OK)
      throw Error(ErrorKind::internal, "SQLite refused a safety setting", "nothing was changed");
  };
  require(sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
  require(sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr));
  require(sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr));
  require(sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr));
  require(sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr));
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 << 20);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1);
  sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 200);
  run("PRAGMA cell_size_check=ON");
  run("PRAGMA mmap_size=0");
  run("PRAGMA temp_store=MEMORY");
}

void Db::claim() {
  if (read_only_) return;
  run("PRAGMA secure_delete=ON");
  run("PRAGMA synchronous=EXTRA");
  const auto mode = first("PRAGMA journal_mode=DELETE", [](const Row& row) { return row.text(0); });
  if (mode != "delete")
    throw Error(ErrorKind::config,
                "the database is in the journal mode '" + mode.value_or("") + "'",
                "close other programs that use it and try again");
}

std::uint32_t Db::data_version() {
  number("SELECT count(*) FROM sqlite_schema");  // looks at the file
  unsigned version = 0;
  sqlite3_file_control(handle(), "main", SQLITE_FCNTL_DATA_VERSION, &version);
  return version;
}

bool Db::become_copy_of(Db& from, std::optional<std::uint32_t> expected) {
  altered_.clear();
  sqlite3* to = handle();
  const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> copying(
      sqlite3_backup_init(to, "main", from.handle(), "main"), &sqlite3_backup_finish);
  if (!copying) insist(sqlite3_extended_errcode(to));
  insist(sqlite3_backup_step(copying.get(), 0));  // takes the lock, and copies nothing yet
  if (expected) {
    unsigned version = 0;
    sqlite3_file_control(to, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    if (version != *expected) return false;
  }
  if (const int result = sqlite3_backup_step(copying.get(), -1); result != SQLITE_DONE)
    insist(result);
  return true;
}

void Db::allow_index_tables(bool allowed) {
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, allowed ? 0 : 1, nullptr);
}

void Db::script(std::string_view sql) {
  guarded([&] { connection_->database.exec(std::string(sql)); });
}

Db::Use Db::prepare(const char* sql, std::size_t values) {
  Connection::Recent& recent = connection_->recent_of(sql);
  if (recent.asked != sql || std::strcmp(recent.text, sql) != 0) {
    auto place = connection_->statements.find(std::string_view(sql));
    if (place == connection_->statements.end()) {
      sqlite3_stmt* statement = nullptr;
      if (sqlite3_prepare_v2(handle(), sql, -1, &statement, nullptr) != SQLITE_OK) fail(handle());
      place = connection_->statements.try_emplace(sql, statement).first;
    }
    recent = {sql, place->first.c_str(), place->second.get()};
  }
  sqlite3_stmt* statement = recent.statement;
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values))
    throw Error(ErrorKind::internal, std::string("unbound value in: ") + sql,
                "your data was not changed");
  return Use{statement};
}

bool Db::step(Use& use) {
  const int result = sqlite3_step(use.statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE) fail(handle());
  return result == SQLITE_ROW;
}

std::int64_t Db::finish(Use& use) {
  while (step(use)) {
  }
  return sqlite3_changes64(handle());
}

void Db::bind(Use& use, int index, std::int64_t value) {
  insist(sqlite3_bind_int64(use.statement, index, value));
}

void Db::bind(Use& use, int index, std::string_view value) {
  const char* bytes = value.empty() ? "" : value.data();  // without an address it would be NULL
  insist(
      sqlite3_bind_text64(use.statement, index, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Db::bind(Use& use, int index, Blob value) {
  const char* bytes = value.bytes.empty() ? "" : value.bytes.data();
  insist(sqlite3_bind_blob64(use.statement, index, bytes, value.bytes.size(), SQLITE_STATIC));
}

void Db::bind(Use& use, int index, const Uid& value) {
  bind(use, index, Blob{{reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()}});
}

void Db::bind(Use& use, int index, std::nullptr_t) {
  insist(sqlite3_bind_null(use.statement, index));
}

WriteLock::WriteLock(Db& db) : db_(db) { db_.run("BEGIN IMMEDIATE"); }

WriteLock::~WriteLock() {
  if (!open_) return;
  try {
    db_.run("ROLLBACK");
  } catch (const std::exception&) {
    // SQLite has already rolled back by itself, or the next opening will.
  }
}

void WriteLock::commit() {
  db_.run("COMMIT");
  open_ = false;
}

}  // namespace rapport
