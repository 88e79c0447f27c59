#include <fmt/format.h>

#include "rapport/base/phrase.hpp"
#include "rapport/command/session.hpp"

namespace rapport {

void declare_globals(Args& args, Globals& globals, const FormatNames& formats) {
  std::vector<std::string_view> names;
  for (const FormatName& format : formats) names.push_back(format.name);
  args.globals()
      .option(globals.pm, "--pm", "NAME", "for this PM instead of me", Completes::pm)
      .option(globals.as_of, "--as-of", "DATE",
              "as the report stood at the end of that day, or at that time", Completes::date)
      .option(globals.format, "--format", "NAME", joined(names), Completes::format);
  for (std::size_t i = 1; i < names.size(); ++i)  // the first one is the default
    args.alias(fmt::format("--{}", names[i]), fmt::format("--format {}", names[i]));
  args.option(globals.table, "--table", "KEY", "with --csv: a table other than the main one")
      .flag(globals.csv_raw, "--csv-raw",
            "with --csv: texts as they are, formulas and control characters too")
      .flag(globals.csv_bom, "--csv-bom",
            "with --csv: begin with the mark by which Excel knows UTF-8")
      .option(globals.output, "-o,--output", "FILE",
              "write the output to FILE; - is standard output", Completes::file)
      .option(globals.color, "--color", "WHEN", "auto, always or never", Completes::colour)
      .option(globals.db, "--db", "FILE", "the book to use", Completes::file)
      .option(globals.op_id, "--op-id", "UUID", "make repeating a writing command safe")
      .flag(globals.no_pager, "--no-pager", "do not use a pager")
      .flag(globals.no_input, "--no-input", "never ask")
      .flag(globals.help, "-h,--help", "explain this command")
      .flag(globals.version, "--version",
            "print the version; with --verbose after it, also what it was made with");
  if (args.find("--open") == nullptr)  // `promise list` has one of its own
    args.flag(globals.open, "--open", "show the output as a page in the browser");
}

}  // namespace rapport
