#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "command/play.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/backup.hpp"
#include "rapport/store/ids.hpp"

namespace rapport {

/// demo.txt by weeks, as CMake compiles it in (src/cmake/Texts.cmake).
std::span<const std::string_view> demo_script();

namespace {

struct DemoOptions {
  std::optional<std::string> file;
};

void declare_demo(Args& args, DemoOptions& options) {
  args.word(options.file, "FILE", "where to write the book; without it, a temporary file",
            Completes::file)
      .example("rapport demo", "a year of three PMs in a throw-away book")
      .example("rapport demo sample.db", "the same, to keep")
      .prose(
          "Made-up people and customers over the last 52 weeks, the same on every run of a day. "
          "Your own book is not touched.");
}

/// Where a throw-away book goes: a new folder of its own, in that for what lives as long as a
/// session.
std::string temporary_file(Session& session) {
  const auto& env = session.world().env;
  std::string folder = "/tmp";
  for (const char* name : {"TMPDIR", "XDG_RUNTIME_DIR"})
    if (const auto place = env.find(name); place != env.end() && place->second.starts_with('/'))
      folder = place->second;
  folder += "/rapport-demo-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr)
    throw Error(
        ErrorKind::cannot_create,
        fmt::format("cannot create the folder '{}': {}", printable(folder), std::strerror(errno)),
        "name a file: rapport demo FILE");
  return folder + "/demo.db";
}

Document run_demo(const DemoOptions& options, Session& session) {
  const FixedIds ids(static_cast<std::uint64_t>(session.world().clock.unix_ms));
  Store book(memory_book());
  for (const std::string_view week : demo_script()) play(week, session.world(), book);
  const std::string path = options.file ? *options.file : temporary_file(session);
  save_copy(book.db(), path, Existing::refuse);

  Document document = run_command({"week"}, session.world(), book);
  document.report = "demo";
  document.saved = fmt::format("saved as {}", printable(path));
  document.blocks.push_back(KeyValues{{value_for_programs("file", path)}});
  document.blocks.push_back(Heading{"Look further", 2});
  std::string lines = fmt::format("export RAPPORT_DB={}\n", shell_word(path));
  for (const char* line :
       {"rapport 1on1                     # the page for the weekly 1:1, for Priya",
        "rapport 1on1 --html -o 1on1.html # the same for a browser, light and dark",
        "rapport team                     # a line for each PM",
        "rapport trend                    # the year, week by week",
        "rapport signals --all            # who leaves hard customers alone?",
        "rapport themes                   # what customers talk about",
        "rapport idea due                 # what shipped, and who is still to be told",
        "rapport story list               # what is worth retelling",
        "rapport show \"Umbrella Pharma\"   # everything with one customer",
        "rapport next                     # whom to talk to, and why",
        "rapport log Acme 1h: by noon     # go ahead: nothing here is real"})
    lines += std::string(line) + "\n";
  document.blocks.push_back(Verbatim{"commands", lines});
  return document;
}

constexpr std::array demo_rows{
    Command{"demo", "a year of sample data in a throw-away book",
            prepare<DemoOptions, declare_demo, run_demo>},
};

}  // namespace

std::span<const Command> demo_commands() { return demo_rows; }

}  // namespace rapport
