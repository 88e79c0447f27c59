#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/time.hpp"

/// What the readers of `rapport import` share. One reader is one file src/command/import_x.cpp and
/// one row of the table in src/command/import.cpp.
namespace rapport {

struct ImportOptions {
  std::string file;
  std::optional<std::string> zone, dates;
  std::vector<std::string> maps, kind_maps;
  bool skip_errors = false;
  bool keep = false, replace = false;  ///< of what an export says otherwise
  bool dry_run = false;
};

/// A file that was read whole, before any lock is taken. Who is done with its text lets it go.
struct ImportFile {
  const ImportOptions& options;
  std::string text;
};

Document import_calendar(ImportFile& file, Session& session);
Document import_table(ImportFile& file, Session& session);
Document import_json(ImportFile& file, Session& session);

/// The verb under which imports stand in the history: what they wrote is told from what people did.
inline constexpr const char* import_verb = "import";

/// Where clocks are read: `--zone`. Throws Error(usage) for a zone that nobody knows; nothing where
/// none was named.
std::optional<ZoneOffset> zone_of(const ImportOptions& options);

/// Moves the join of `pm` back to `first`, the day of a talk, where nobody stated it, as `log`
/// does.
void move_implicit_join(Writing& writing, const Pm& pm, Date first, std::vector<std::string>& says);

/// "1 talk", "2 talks".
std::string count_text(std::size_t count, std::string_view one, std::string_view many);

}  // namespace rapport
