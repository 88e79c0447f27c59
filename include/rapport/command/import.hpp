#pragma once

#include <string>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// What the readers of `rapport import` share. One reader is one file src/command/import_x.cpp and
/// one row of the table in src/command/import.cpp.
namespace rapport {

struct ImportOptions {
  std::string file;
  bool keep = false, replace = false;
  bool dry_run = false;
};

/// A file that was read whole, before any lock is taken.
struct ImportFile {
  const ImportOptions& options;
  std::string text;
};

Document import_json(const ImportFile& file, Session& session);

/// The verb under which imports stand in the history: what they wrote is told from what people did.
inline constexpr const char* import_verb = "import";

/// "1 talk", "2 talks".
std::string count_text(std::size_t count, std::string_view one, std::string_view many);

}  // namespace rapport
