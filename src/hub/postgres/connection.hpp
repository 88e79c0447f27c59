#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace rapport {

struct PgConn;

/// An answered row.
class PgRow {
 public:
  PgRow(const void* result, int row) : result_(result), row_(row) {}
  std::string_view text(int column) const;  ///< empty for NULL
  std::int64_t integer(int column) const;
  bool truth(int column) const { return text(column) == "t"; }

 private:
  const void* result_;
  int row_;
};

/// A refusal of the server, by the five letters that PostgreSQL gives it.
struct PgRefusal {
  std::string state;    ///< "42501"
  std::string message;  ///< in the server's language
};

/// A connection to a database, made when it is first used. Whoever the host is has to prove it by
/// its certificate, unless it is this machine, or the URL, the service file or PGSSLMODE say
/// otherwise. Passwords are the library's to find: ~/.pgpass, a service file.
class Connection {
 public:
  /// Throws Error(usage) for a URL that cannot be read, or has a password in it.
  explicit Connection(std::string url);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs one statement with its parameters, as text. Throws PgRefusal, Error(unavailable) where
  /// the server does not answer, and Error(permission) where it lets nobody in.
  void run(const char* sql, std::initializer_list<std::string> parameters = {},
           const std::function<void(const PgRow&)>& take = {});

  /// Runs a whole file. Throws as `run`.
  void run_script(const char* sql);

 private:
  PgConn* open();
  [[noreturn]] void refuse(const std::string& message);

  std::string url_;
  PgConn* connection_ = nullptr;
};

/// "db.example/rapport": where `url` leads, without who asks.
std::string place_in(const std::string& url);

/// `url` without the name of who asks: what can be handed to others.
std::string without_login(const std::string& url);

/// How the URL has the connection checked less than it would be, "sslmode=require"; else empty.
std::string less_checked_by(const std::string& url);

}  // namespace rapport
