#include "command/about/man.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/session.hpp"

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

[[noreturn]] void fail(const char* what, const std::string& path) {
  const int code = errno;
  throw Error(code == ENOSPC || code == EIO ? ErrorKind::io : ErrorKind::cannot_create,
              fmt::format("cannot {} '{}': {}", what, printable(path), std::strerror(code)),
              "name another folder");
}

void write_page(const std::string& folder, const ManPage& page) {
  const std::string path = folder + "/" + page.name + "." + std::to_string(page.section);
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) fail("create", path);
  const bool written = std::fwrite(page.text.data(), 1, page.text.size(), file) == page.text.size();
  if (std::fclose(file) != 0 || !written) fail("write", path);
  ::chmod(path.c_str(), 0644);  // a manual is for everybody
}

Document write_all(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) fail("create", folder);
  write_page(folder, main_page());
  for (const std::string& word : pages()) write_page(folder, page_of(word));
  for (const Topic& topic : topics()) write_page(folder, page_of(topic));
  const std::size_t count = 1 + pages().size() + topics().size();
  return {.report = "man",
          .blocks = {Text{fmt::format("wrote {} pages to {}", count, printable(folder))}}};
}

Document run_man(const ManOptions& options, Session&) {
  if (options.all) return write_all(*options.all);
  const auto known = pages();
  const std::string word = options.command.empty() ? "" : options.command.front();
  const Topic* topic = find_topic(word);
  const bool is_command = std::find(known.begin(), known.end(), word) != known.end();
  if (!word.empty() && !is_command && topic == nullptr)
    throw Error(ErrorKind::usage, fmt::format("there is no manual page on '{}'", printable(word)),
                "see `rapport help`");
  const ManPage page = is_command         ? page_of(word)
                       : topic != nullptr ? page_of(*topic)
                                          : main_page();
  return {.report = "man", .blocks = {Verbatim{"page", page.text}}};
}

constexpr std::array man_rows{
    Command{"man", "print a manual page", prepare<ManOptions, declare_man, run_man>},
};

}  // namespace

std::span<const Command> man_commands() { return man_rows; }

}  // namespace rapport
