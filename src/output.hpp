#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "rapport/command/settings.hpp"
#include "rapport/command/world.hpp"

/// Where an answer goes on its last step. No book is open any more, but for `Spool`: who reads may
/// take their time.
namespace rapport {

/// Writes all of `text`, however slowly it is read; a reader that has gone away ends the program as
/// SIGPIPE would. Throws Error(io).
void write_out(std::FILE* out, std::string_view text);

/// Says what went wrong and what to type next on stderr, as far as that can be written: a full disk
/// there must not hide what went wrong. What was typed may be part of a message, and must not act.
void complain(const World& world, const std::string& message, const std::string& typed_hint);

/// Writes what reads the book while it is open: to `out` as much as can be written without waiting
/// for whoever reads it, the rest to a file without a name until `finish`.
class Spool {
 public:
  explicit Spool(std::FILE* out) : out_(out) {}
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  /// Throws Error(io), also where what waits finds no room.
  void write(std::string_view text);

  /// Writes what waits, by `write_out`.
  void finish();

 private:
  std::FILE* out_;
  std::FILE* waiting_ = nullptr;
};

/// True for text of more lines than the terminal shows at once; false where its height is not
/// known.
bool is_longer_than_screen(const std::string& text, const Terminal& terminal);

/// Shows `text` by the program that `pager` names, and waits until the reader has had enough.
/// Plain, by `write_out`, where the reader wants no pager ("" or "cat"), or where `$PAGER` or the
/// default one cannot be run. Throws Error(unavailable) where that was rapport's own setting or
/// variable.
void write_paged(const World& world, const Found& pager, const std::string& text, bool at_end);

/// Shows the page at `path` in the user's browser. Throws Error(unavailable) where there is none.
void open_page(const std::string& path);

}  // namespace rapport
