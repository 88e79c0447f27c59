#include "rapport/command/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/exchange/file.hpp"

// `rapport import`: what other books and other programs know.
namespace rapport {
namespace {

/// A kind of file: how it is called, what it begins with, how much of it is read.
struct Reader {
  std::string_view ending;  ///< with the dot
  std::string_view begins;  ///< folded, behind a byte order mark; empty where that tells nothing
  std::size_t most;         ///< bytes
  Document (*import)(const ImportFile&, Session&);
};

constexpr std::array readers{
    Reader{".json", "{", std::size_t{1} << 30, import_json},
};

void declare(Args& args, ImportOptions& options) {
  args.word(options.file, "FILE", "an export of a book (.json)", Completes::file)
      .flag(options.keep, "--keep", "where the book says something else: keep that (.json)")
      .flag(options.replace, "--replace", "where the book says something else: take what FILE says")
      .flag(options.dry_run, "--dry-run", "only show what would come in")
      .example("rapport import book.json", "what `rapport export --json` wrote, into this book");
}

bool ends_in(const std::string& path, std::string_view ending) {
  const std::string folded = fold(path);
  return folded.size() > ending.size() && folded.ends_with(ending);
}

std::string endings() {
  std::string list;
  for (const Reader& reader : readers)
    list += (list.empty() ? "" : ", ") + std::string(reader.ending);
  return list;
}

const Reader* reader_of(const std::string& path) {
  const auto found = std::find_if(readers.begin(), readers.end(), [&](const Reader& reader) {
    return ends_in(path, reader.ending);
  });
  return found == readers.end() ? nullptr : &*found;
}

/// By its content, where the name does not tell.
const Reader* reader_of_text(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (const Reader& reader : readers)
    if (!reader.begins.empty() && fold(text.substr(0, reader.begins.size())) == reader.begins)
      return &reader;
  return nullptr;
}

Document run(const ImportOptions& options, Session& session) {
  const Reader* reader = reader_of(options.file);
  std::size_t most = 0;
  for (const Reader& one : readers) most = std::max(most, one.most);
  ImportFile file{options, read_file(options.file, reader == nullptr ? most : reader->most)};
  if (reader == nullptr) reader = reader_of_text(file.text);
  if (reader == nullptr)
    throw Error(
        ErrorKind::usage,
        fmt::format("'{}' is no kind of file that can be imported", printable(options.file)),
        fmt::format("the name of the file says what it is: {}", endings()));
  if (session.repeated())
    return {.report = "import", .blocks = {Text{"done already, under the same --op-id"}}};
  return reader->import(file, session);
}

constexpr std::array commands{
    Command{"import", "bring in an export of a book", prepare<ImportOptions, declare, run>},
};

}  // namespace

std::string count_text(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::span<const Command> import_commands() { return commands; }

}  // namespace rapport
