#include "hub/postgres/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <vector>

#include "hub/postgres/libpq.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/hub/hub.hpp"

namespace rapport {
namespace {

constexpr int connection_ok = 0;
constexpr int command_ok = 1, tuples_ok = 2;
constexpr int field_sqlstate = 'C', field_message = 'M';

using UrlParts = std::map<std::string, std::string, std::less<>>;

/// What the URL itself says, by the library's names. Throws Error(usage).
UrlParts parts_of(const std::string& url) {
  char* trouble = nullptr;
  PgOption* options = libpq().PQconninfoParse(url.c_str(), &trouble);
  if (options == nullptr) {
    const std::string why = trouble == nullptr ? "out of memory" : trouble;
    if (trouble != nullptr) libpq().PQfreemem(trouble);
    throw Error(ErrorKind::usage,
                fmt::format("'{}' is not the address of a database", printable(url)),
                fmt::format("like postgresql://db.example/rapport; {}", printable(trim(why))));
  }
  UrlParts parts;
  for (const PgOption* option = options; option->keyword != nullptr; ++option)
    if (option->val != nullptr) parts[option->keyword] = option->val;
  libpq().PQconninfoFree(options);
  return parts;
}

std::string part(const UrlParts& parts, std::string_view name, const char* variable = nullptr) {
  const auto found = parts.find(name);
  if (found != parts.end()) return found->second;
  const char* value = variable == nullptr ? nullptr : std::getenv(variable);
  return value == nullptr ? "" : value;
}

/// True for a socket of this machine, and an address that never leaves it.
bool is_local(const std::string& host) {
  return host.empty() || host.starts_with('/') || host.starts_with('@') || host == "localhost" ||
         host.starts_with("127.") || host == "::1";
}

bool are_local(const UrlParts& parts) {
  if (parts.contains("service") || std::getenv("PGSERVICE") != nullptr) return false;
  const std::string named = part(parts, "host", "PGHOST");
  const std::string hosts = named.empty() ? part(parts, "hostaddr", "PGHOSTADDR") : named;
  for (const std::string_view host : split(hosts, ','))
    if (!is_local(std::string(host))) return false;
  return true;
}

/// The library's own words without the way to them: role "eve" does not exist.
std::string reason_in(std::string message) {
  message = message.substr(0, message.find('\n'));
  for (const std::string_view before : {"failed: ", "FATAL:  "})
    if (const auto at = message.find(before); at != std::string::npos)
      message = message.substr(at + before.size());
  return message.empty() ? "no connection" : message;
}

bool says_any(const std::string& message, std::initializer_list<const char*> all) {
  return std::any_of(all.begin(), all.end(),
                     [&](const char* words) { return message.find(words) != std::string::npos; });
}

}  // namespace

std::string_view PgRow::text(int column) const {
  return libpq().PQgetvalue(static_cast<const PgResult*>(result_), row_, column);
}

std::int64_t PgRow::integer(int column) const {
  return std::atoll(std::string(text(column)).c_str());
}

Connection::Connection(std::string url) : url_(std::move(url)) {
  if (parts_of(url_).contains("password"))
    throw Error(ErrorKind::usage, "a password does not belong in the address of a hub",
                "PostgreSQL finds it in ~/.pgpass, by host, database and login");
}

Connection::~Connection() {
  if (connection_ != nullptr) libpq().PQfinish(connection_);
}

PgConn* Connection::open() {
  if (connection_ != nullptr) return connection_;
  // The weakest of all ways to say it, so that a service file or PGSSLMODE goes before it.
  if (!are_local(parts_of(url_))) ::setenv("PGSSLMODE", "verify-full", 0);
  const std::array names{"connect_timeout",
                         "tcp_user_timeout",
                         "keepalives_idle",
                         "client_encoding",
                         "fallback_application_name",
                         "dbname",
                         static_cast<const char*>(nullptr)};
  const std::array values{
      "10", "30000", "10", "UTF8", "rapport", url_.c_str(), static_cast<const char*>(nullptr)};
  connection_ = libpq().PQconnectdbParams(names.data(), values.data(), 1);
  if (connection_ == nullptr || libpq().PQstatus(connection_) != connection_ok)
    refuse(connection_ == nullptr ? "" : libpq().PQerrorMessage(connection_));
  libpq().PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
  return connection_;
}

void Connection::refuse(const std::string& message) {
  const std::string why = printable(reason_in(message));
  if (says_any(message, {"certificate", "SSL"}))
    throw Error(ErrorKind::permission,
                fmt::format("the hub cannot prove who it is ({}: {})", place_in(url_), why),
                "its certificate's authority belongs in ~/.postgresql/root.crt; on a network that "
                "you trust, add ?sslmode=require to the URL");
  if (says_any(message, {"authentication failed", "no password supplied", "pg_hba.conf", "role \"",
                         "permission denied"}))
    throw Error(ErrorKind::permission,
                fmt::format("the hub does not let you in ({}: {})", place_in(url_), why),
                "who keeps the hub lets people in: `rapport hub add NAME`; a password stands in "
                "~/.pgpass");
  throw Error(ErrorKind::unavailable,
              fmt::format("the hub does not answer ({}: {})", place_in(url_), why), no_answer_hint);
}

void Connection::run(const char* sql, std::initializer_list<std::string> parameters,
                     const std::function<void(const PgRow&)>& take) {
  const Libpq& library = libpq();
  std::vector<const char*> values;
  for (const std::string& parameter : parameters) values.push_back(parameter.c_str());
  PgResult* result = library.PQexecParams(open(), sql, static_cast<int>(values.size()), nullptr,
                                          values.data(), nullptr, nullptr, 0);
  const std::unique_ptr<PgResult, void (*)(PgResult*)> kept(result, library.PQclear);
  const int status = library.PQresultStatus(result);
  if (status != command_ok && status != tuples_ok) {
    const char* state = library.PQresultErrorField(result, field_sqlstate);
    if (state == nullptr) refuse(library.PQerrorMessage(connection_));
    throw PgRefusal{state, library.PQresultErrorField(result, field_message)};
  }
  for (int row = 0; take && row < library.PQntuples(result); ++row) take(PgRow(result, row));
}

void Connection::run_script(const char* sql) {
  const Libpq& library = libpq();
  PgResult* result = library.PQexec(open(), sql);
  const std::unique_ptr<PgResult, void (*)(PgResult*)> kept(result, library.PQclear);
  if (library.PQresultStatus(result) == command_ok) return;
  const char* state = library.PQresultErrorField(result, field_sqlstate);
  if (state == nullptr) refuse(library.PQerrorMessage(connection_));
  const PgRefusal refusal{state, library.PQresultErrorField(result, field_message)};
  library.PQclear(library.PQexec(connection_, "ROLLBACK"));
  throw refusal;
}

std::string place_in(const std::string& url) {
  const UrlParts parts = parts_of(url);
  std::string host = part(parts, "host");
  if (host.empty()) host = part(parts, "hostaddr");
  if (host.empty()) host = part(parts, "service");
  const std::string name = part(parts, "dbname");
  const bool is_here = host.empty() || host.starts_with('/');
  if (is_here) return name.empty() ? "the database here" : printable(name);
  return printable(name.empty() ? host : host + "/" + name);
}

std::string without_login(const std::string& url) {
  const auto begin = url.find("//") + 2;
  const auto end = url.find_first_of("/?", begin);
  const auto at = url.substr(0, end).rfind('@');
  return at == std::string::npos || at < begin ? url : url.substr(0, begin) + url.substr(at + 1);
}

std::string less_checked_by(const std::string& url) {
  const UrlParts parts = parts_of(url);
  const std::string mode = part(parts, "sslmode", "PGSSLMODE");
  const bool is_checked = mode.empty() || mode == "verify-full" || are_local(parts);
  return is_checked ? "" : "sslmode=" + mode;
}

}  // namespace rapport
