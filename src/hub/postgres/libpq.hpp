#pragma once

/// The C library that reaches a PostgreSQL server, loaded on first use: who keeps a book alone, or
/// shares it by a folder, needs none of it. Its interface has been the same since version 5.
namespace rapport {

/// As in the library's header: a connection, an answer, and an option of a URL.
struct PgConn;
struct PgResult;
struct PgOption {
  char* keyword;
  char* envvar;
  char* compiled;
  char* val;
  char* label;
  char* dispchar;
  int dispsize;
};

#define RAPPORT_LIBPQ_FUNCTIONS(X)                                                              \
  X(PQconnectdbParams, PgConn* (*)(const char* const*, const char* const*, int))                \
  X(PQconninfoParse, PgOption* (*)(const char*, char**))                                        \
  X(PQconninfoFree, void (*)(PgOption*))                                                        \
  X(PQfreemem, void (*)(void*))                                                                 \
  X(PQstatus, int (*)(const PgConn*))                                                           \
  X(PQerrorMessage, char* (*)(const PgConn*))                                                   \
  X(PQfinish, void (*)(PgConn*))                                                                \
  X(PQexec, PgResult* (*)(PgConn*, const char*))                                                \
  X(PQexecParams, PgResult* (*)(PgConn*, const char*, int, const unsigned*, const char* const*, \
                                const int*, const int*, int))                                   \
  X(PQsetNoticeProcessor, void* (*)(PgConn*, void (*)(void*, const char*), void*))              \
  X(PQresultStatus, int (*)(const PgResult*))                                                   \
  X(PQresultErrorField, char* (*)(const PgResult*, int))                                        \
  X(PQntuples, int (*)(const PgResult*))                                                        \
  X(PQgetvalue, char* (*)(const PgResult*, int, int))                                           \
  X(PQclear, void (*)(PgResult*))

template <typename Function>
using LibpqFunction = Function;

struct Libpq {
#define RAPPORT_LIBPQ_MEMBER(name, ...) LibpqFunction<__VA_ARGS__> name = nullptr;
  RAPPORT_LIBPQ_FUNCTIONS(RAPPORT_LIBPQ_MEMBER)
#undef RAPPORT_LIBPQ_MEMBER
};

/// Throws Error(unavailable) where the library is not installed, or this build loads nothing.
const Libpq& libpq();

}  // namespace rapport
