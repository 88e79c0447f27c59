#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/report/imports.hpp"

/// What the readers of `rapport import` share. One reader is one file src/command/data/import_x.cpp
/// and one row of the table in src/command/data/import.cpp. What they read becomes candidates
/// (domain/candidate.hpp), a plan (domain/import_plan.hpp), what is written (import_talks.hpp) and
/// an answer (report/imports.hpp).
namespace rapport {

struct ImportOptions {
  std::string file;               ///< or a folder of calendars
  std::vector<std::string> more;  ///< likewise
  std::optional<std::string> zone, times, dates, length;
  bool takes_long = false;  ///< `--long`
  std::vector<std::string> maps, kind_maps;
  bool skip_errors = false;
  bool keep = false, replace = false;  ///< of what an export says otherwise
  bool dry_run = false;
  bool is_new = false;  ///< customers however near their names are to others
};

/// A file that was read whole, before any lock is taken. Who is done with its text lets it go.
struct ImportFile {
  const ImportOptions& options;
  std::string text;
  bool may_write = true;  ///< false for a rehearsal, and where it came in under the same --op-id
};

Document import_calendar(ImportFile& file, Session& session);
Document import_table(ImportFile& file, Session& session);
Document import_json(ImportFile& file, Session& session);

/// The verb under which imports stand in the history: what they wrote is told from what people did.
inline constexpr const char* import_verb = "import";

/// Where clocks are read: `--zone`. Throws Error(usage) for a zone that nobody knows; nothing where
/// none was named.
std::optional<ZoneOffset> zone_of(const ImportOptions& options);

/// The zone that somebody named; nothing where nobody did. Throws Error(usage) where nobody knows
/// it.
std::optional<ZoneOffset> named_zone(const std::optional<std::string>& name);

/// False where the zones of the world are not on this machine.
bool knows_zones();

/// How long something without a length was: `--length`; 0 where it was not given, which leaves it
/// out. Throws Error(usage) for what is no length.
Minutes length_of(const ImportOptions& options);

/// The longest that comes in as a talk.
Minutes longest_of(const ImportOptions& options);

}  // namespace rapport
