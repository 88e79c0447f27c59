#include "command/about/man.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/session.hpp"
#include "rapport/store/new_file.hpp"

namespace rapport {
namespace {

struct ManOptions {
  std::vector<std::string> command;
  std::optional<std::string> all;
};

void declare_man(Args& args, ManOptions& options) {
  args.word(options.command, "COMMAND", "a command or a topic; without it, rapport itself",
            Completes::topic)
      .option(options.all, "--all", "DIR", "write every page to a folder", Completes::file)
      .example("rapport man | man -l -", "read rapport(1)")
      .example("rapport man log | man -l -", "read rapport-log(1)")
      .example("rapport man dates | man -l -", "read rapport-dates(7)")
      .prose("Prints the manual page in mdoc, for man, mandoc or groff.");
}

void write_page(const std::string& folder, const ManPage& page) {
  const std::string path = folder + "/" + page.name + "." + std::to_string(page.section);
  write_file(path, page.text, "name another folder");
  ::chmod(path.c_str(), 0644);  // a manual is for everybody
}

Document write_all(const std::string& folder, const FormatNames& formats) {
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST)
    throw Error(is_of_disk(errno) ? ErrorKind::io : ErrorKind::cannot_create,
                fmt::format("cannot create '{}': {}", printable(folder), std::strerror(errno)),
                "name another folder");
  std::vector<ManPage> pages{main_page(formats)};
  for (const CatalogueEntry& entry : catalogue()) pages.push_back(manual_page(entry));
  for (const Topic& topic : topics()) pages.push_back(manual_page(topic, formats));
  for (const ManPage& page : pages) write_page(folder, page);
  return {.report = "man",
          .blocks = {Text{fmt::format("wrote {} pages to {}", pages.size(), printable(folder))}}};
}

ManPage find_page(const std::string& word, const FormatNames& formats) {
  if (word.empty()) return main_page(formats);
  if (const auto entry = find_entry(word)) return manual_page(*entry);
  if (const Topic* topic = find_topic(word)) return manual_page(*topic, formats);
  throw Error(ErrorKind::usage, "there is no manual page on " + quoted(word), "see `rapport help`");
}

Document run_man(const ManOptions& options, Session& session) {
  const FormatNames& formats = session.world().formats;
  if (options.all) return write_all(*options.all, formats);
  const ManPage page = find_page(options.command.empty() ? "" : options.command.front(), formats);
  return {.report = "man", .blocks = {Verbatim{"page", page.text}}};
}

constexpr std::array man_rows{
    Command{"man", "print a manual page", prepare<ManOptions, declare_man, run_man>},
};

}  // namespace

std::span<const Command> man_commands() { return man_rows; }

}  // namespace rapport
