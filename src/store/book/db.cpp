#include "rapport/store/db.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <random>
#include <thread>
#include <unordered_map>

#include "rapport/base/error.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/watch.hpp"
#include "store/book/db_error.hpp"
#include "store/book/memory.hpp"

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

[[noreturn]] void fail(const SQLite::Exception& error) {
  fail_with(error.getErrorCode(), error.getExtendedErrorCode(), error.what());
}

/// Throws unless `answer`, which SQLite gave, says that all is well.
void insist(int answer) {
  if (answer != SQLITE_OK && answer != SQLITE_DONE)
    fail_with(answer, answer, sqlite3_errstr(answer));
}

/// Runs `work`, turning what SQLite throws into an `Error`.
template <typename Work>
auto guarded(Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    fail(error);
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
    settle_memory();
    return true;
  }();
  static_cast<void>(once);
}

}  // namespace

std::int64_t read_within(const Row& row, int column, std::int64_t least, std::int64_t most) {
  const std::int64_t value = row.integer(column);
  if (value < least || value > most) fail_damaged("a number is out of its range");
  return value;
}

void watch_work(void (*tick)()) { work_watcher = tick; }

namespace {

/// A statement, and SQLite's own handle of it, which SQLiteCpp keeps to itself: cells are read from
/// that, since a `SQLite::Column` for each would take three times as long.
struct Prepared : SQLite::Statement {
  Prepared(const SQLite::Database& database, const char* sql)
      : Statement(database, sql), handle(sqlite3_next_stmt(database.getHandle(), nullptr)) {
    while (handle != nullptr && std::strcmp(sqlite3_sql(handle), sql) != 0)
      handle = sqlite3_next_stmt(database.getHandle(), handle);
    if (handle == nullptr) throw SQLite::Exception("a statement is not where it was prepared");
  }

  sqlite3_stmt* handle;
};

/// Every statement in use is a prepared one of the cache.
sqlite3_stmt* handle_of(SQLite::Statement& statement) {
  return static_cast<Prepared&>(statement).handle;
}

}  // namespace

bool Row::is_null(int column) const {
  return sqlite3_column_type(handle_of(statement_), column) == SQLITE_NULL;
}

std::int64_t Row::integer(int column) const {
  return sqlite3_column_int64(handle_of(statement_), column);
}

std::string Row::text(int column) const {
  sqlite3_stmt* row = handle_of(statement_);
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

Uid Row::uid(int column) const {
  sqlite3_stmt* row = handle_of(statement_);
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(row, column));
  Uid uid;
  if (sqlite3_column_bytes(row, column) == static_cast<int>(uid.bytes.size()))
    std::copy_n(bytes, uid.bytes.size(), uid.bytes.begin());
  return uid;
}

std::vector<Uid> Row::uids(int column) const {
  sqlite3_stmt* row = handle_of(statement_);
  const void* bytes = sqlite3_column_blob(row, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
  std::vector<Uid> uids(size / sizeof(Uid));
  if (!uids.empty()) std::memcpy(uids.data(), bytes, uids.size() * sizeof(Uid));
  return uids;
}

std::optional<std::int64_t> Row::maybe_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::maybe_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

/// Finds a statement without copying its text.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

struct Db::Cache {
  std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> statements;
  std::chrono::steady_clock::time_point waiting_since;
};

Db::Use::~Use() { statement->tryReset(); }

Db::Db(bool) : cache_(std::make_unique<Cache>()) { settle_library(); }

Db::Db(const std::string& path, Access access) : Db(true) {
  const int mode = access == Access::read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE;
  guarded(
      [&] { database_ = std::make_unique<SQLite::Database>(path, mode | SQLite::OPEN_NOFOLLOW); });
  configure();
  // SQLite falls back to reading by itself where the file may not be written.
  read_only_ = sqlite3_db_readonly(database_->getHandle(), "main") == 1;
}

Db Db::memory() {
  Db db(true);
  guarded([&] {
    db.database_ = std::make_unique<SQLite::Database>(":memory:",
                                                      SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  });
  be_watched(db.database_->getHandle());
  return db;
}

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

// Every answer is checked: a pragma that SQLite does not know would otherwise pass silently.
void Db::configure() {
  sqlite3* handle = database_->getHandle();
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_handler(handle, wait_for_lock, &cache_->waiting_since);
  be_watched(handle);
  const auto insist = [](int answer) {
    if (answer != SQLITE_OK)
      throw Error(ErrorKind::internal, "SQLite refused a safety setting", "nothing was changed");
  };
  insist(sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
  insist(sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr));
  insist(sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr));
  insist(sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr));
  insist(sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr));
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
                "close other programs that have it open and try again");
}

std::uint32_t Db::data_version() {
  number("SELECT count(*) FROM sqlite_schema");  // looks at the file
  unsigned version = 0;
  sqlite3_file_control(database_->getHandle(), "main", SQLITE_FCNTL_DATA_VERSION, &version);
  return version;
}

bool Db::become_copy_of(Db& from, std::optional<std::uint32_t> expected) {
  sqlite3* to = database_->getHandle();
  const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> copying(
      sqlite3_backup_init(to, "main", from.database_->getHandle(), "main"), &sqlite3_backup_finish);
  if (!copying) insist(sqlite3_extended_errcode(to));
  insist(sqlite3_backup_step(copying.get(), 0));  // takes the lock, and copies nothing yet
  if (expected) {
    unsigned version = 0;
    sqlite3_file_control(to, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    if (version != *expected) return false;
  }
  insist(sqlite3_backup_step(copying.get(), -1));
  return true;
}

void Db::allow_index_tables(bool allowed) {
  sqlite3_db_config(database_->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, allowed ? 0 : 1, nullptr);
}

void Db::script(std::string_view sql) {
  guarded([&] { database_->exec(std::string(sql)); });
}

Db::Use Db::prepare(const char* sql, std::size_t values) {
  return guarded([&]() -> Use {
    auto place = cache_->statements.find(std::string_view(sql));
    if (place == cache_->statements.end())
      place = cache_->statements.try_emplace(sql, *database_, sql).first;
    SQLite::Statement& statement = place->second;
    if (statement.getBindParameterCount() != static_cast<int>(values))
      throw Error(ErrorKind::internal, std::string("unbound value in: ") + sql,
                  "your data was not changed");
    return Use{&statement};
  });
}

bool Db::step(Use& use) {
  return guarded([&] { return use.statement->executeStep(); });
}

std::int64_t Db::finish(Use& use) {
  return guarded([&]() -> std::int64_t {
    while (use.statement->executeStep()) {
    }
    return sqlite3_changes64(database_->getHandle());
  });
}

void Db::bind(Use& use, int index, std::int64_t value) {
  guarded([&] { use.statement->bind(index, value); });
}

void Db::bind(Use& use, int index, std::string_view value) {
  const char* bytes = value.empty() ? "" : value.data();  // without an address it would be NULL
  insist(sqlite3_bind_text64(handle_of(*use.statement), index, bytes, value.size(), SQLITE_STATIC,
                             SQLITE_UTF8));
}

void Db::bind(Use& use, int index, const Uid& value) {
  insist(sqlite3_bind_blob64(handle_of(*use.statement), index, value.bytes.data(),
                             value.bytes.size(), SQLITE_STATIC));
}

void Db::bind(Use& use, int index, const std::vector<Uid>& values) {
  guarded([&] {  // an empty blob, which is not NULL, has an address too
    const void* bytes = values.empty() ? static_cast<const void*>("") : values.data();
    use.statement->bind(index, bytes, static_cast<int>(values.size() * sizeof(Uid)));
  });
}

void Db::bind(Use& use, int index, std::nullptr_t) {
  guarded([&] { use.statement->bind(index); });
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
