#include "rapport/command/session.hpp"

namespace rapport {

void declare_globals(Args& args, Globals& globals) {
  args.globals()
      .option(globals.pm, "--pm", "NAME", "speak of this PM instead of me", Completes::pm)
      .option(globals.as_of, "--as-of", "DATE", "what a report said at the end of that day",
              Completes::date)
      .option(globals.format, "--format", "NAME", "text, json, csv, md or html", Completes::format)
      .flag(globals.json, "--json", "the same as --format json")
      .flag(globals.csv, "--csv", "the same as --format csv")
      .flag(globals.markdown, "--md", "the same as --format md")
      .flag(globals.html, "--html", "the same as --format html")
      .option(globals.table, "--table", "KEY", "with --csv: another table than the main one")
      .flag(globals.csv_raw, "--csv-raw", "with --csv: do not defuse formulas")
      .option(globals.output, "-o,--output", "FILE", "write the answer to FILE", Completes::file)
      .option(globals.color, "--color", "WHEN", "auto, always or never", Completes::colour)
      .option(globals.db, "--db", "FILE", "the book to use", Completes::file)
      .option(globals.op_id, "--op-id", "UUID", "make a repeated writing command safe")
      .flag(globals.no_pager, "--no-pager", "print long text plainly")
      .flag(globals.no_input, "--no-input", "never ask")
      .flag(globals.help, "-h,--help", "explain this command")
      .flag(globals.version, "--version", "print the version");
}

}  // namespace rapport
