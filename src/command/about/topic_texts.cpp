#include "command/about/topic_texts.hpp"

// Prose of the topics. What stands in a table of the program is taken from there (topics.cpp).
namespace rapport {

std::vector<TopicPart> date_parts() {
  return {
      {.text = "Days and times are read against the clock of the machine. Upper and lower case are "
               "the same. What cannot be read is an error that names it; nothing ever falls back "
               "to today. As the value of an option, words stand in quotes: --at \"yest 14:00\"."},
      {.title = "Days",
       .rows = {{"today, yest, tomorrow", "As they say; also yesterday."},
                {"mon, tue … sun",
                 "The latest such day, today included; for what is to come (a "
                 "plan, --due, --by, off), the next one."},
                {"last tue, next fri", "Before today and after today, whatever the command."},
                {"-3d, +2w", "Three days ago; in two weeks."},
                {"2 weeks ago, in 3 days", "The same in words."},
                {"3 mar, 3 mar 2026", "Without a year, the latest or the next one, as for mon."},
                {"2026-11-20", "A day."},
                {"2026-W47-2", "The Tuesday of that ISO week."},
                {"10/11/2026", "Refused: nobody knows which of the two is the month."}}},
      {.title = "Times of day",
       .rows = {{"14:30, 2:30pm", "Today, or on the day that stands beside it."},
                {"yest 14:30", "A day and a time."},
                {"2026-11-16T14:00", "The same in one word; a blank will do for the T."},
                {"14:00-15:10", "In `log`: when it began, and how long it was."}}},
      {.title = "Lengths",
       .rows = {{"45m, 90, 90min", "Minutes; a bare number is minutes."},
                {"1h, 1h30, 1.5h", "Hours; at most 24."}}},
      {.title = "Weeks and ranges",
       .text = "A week begins on Monday unless `rapport config set week.start` says otherwise. A "
               "talk belongs to the day on which it began, as the clock on the wall showed it, "
               "wherever you travel later.",
       .rows = {{"2026-W40", "A week; any day in it means the same where a week is asked for."},
                {"fri..mon, 2026-08-03..2026-08-14", "Both ends are included."}}}};
}

std::vector<TopicPart> target_parts() {
  return {
      {.text = "A target asks for an amount of something in a period: three hours with customers "
               "every week; fifteen visits, once. Everybody begins with two: `onboarding`, 15 "
               "visits to get started, and `weekly`, three hours a week.\n\n"
               "Only talks with somebody of class `customer` count, held by a PM who was a "
               "member, face to face, by video or by telephone. E-mail and chat move the last "
               "contact and nothing else. `rapport why ID` says of a talk what it counts for, and "
               "`rapport why` states the rules with their numbers."},
      {.title = "States",
       .rows = {{"met", "What was asked for is done."},
                {"on-pace", "Running, and as much done as the days gone by would ask."},
                {"behind", "Running, and less than that."},
                {"out-of-reach",
                 "Running, and more than 8 hours (or 8 talks) short for each day "
                 "left."},
                {"missed", "Closed and not met. A running week is never missed."},
                {"partial",
                 "Not met, but the membership began or ended in it: held against "
                 "nobody."},
                {"paused", "No working day in it: neither extends nor breaks a streak."},
                {"onboarding", "No week is judged before the onboarding target is met."}}},
      {.title = "Time off and part-time",
       .text =
           "Time off (`rapport off`) lowers what is expected and never what was done. Part-time "
           "is a smaller amount for one PM from a day on: `rapport target edit weekly --amount "
           "2 --pm Priya --from 2026-10-05`. Past verdicts stay: a change that flips one says "
           "which and asks."},
      {.title = "Streak",
       .text = "Met weeks in a row. One miss is forgiven where the four weeks before it were all "
               "met. Beside it stands how many of the last thirteen judged weeks were met."}};
}

std::vector<TopicPart> format_parts() {
  return {
      {.text = "Every report prints in every format. In a file (-o FILE) or a pipe it is the same "
               "as on a terminal, without colour."},
      {.rows = {{"--format text",
                 "For people: as wide as the terminal, in colour there. Longer "
                 "than the screen, it goes to a pager (--no-pager)."},
                {"--json",
                 "One object. `version` is 1, single facts are keys, each table is an "
                 "array under its key. Keys are never renamed. Lengths are minutes, dates "
                 "are ISO, what is not known is null."},
                {"--csv",
                 "The main table, or another by --table KEY, as RFC 4180 has it. A text "
                 "that a spreadsheet would calculate gets a ' in front (--csv-raw: not)."},
                {"--md", "Markdown, to paste into a wiki or a chat."},
                {"--html",
                 "One page without script or network, light and dark, for the 1:1 and for "
                 "paper."}}},
      {.title = "Colour",
       .text =
           "Text is coloured on a terminal. --color always or never, the variables NO_COLOR and "
           "FORCE_COLOR and the setting `color` say otherwise, the first one that speaks. No "
           "meaning is carried by colour alone. Where the locale is not UTF-8, bars and strips "
           "are drawn in ASCII."}};
}

std::vector<TopicPart> settings_texts() {
  return {
      {.text = "Taste is kept in the settings file, what changes a verdict in the book. `rapport "
               "config list` shows every setting and where its value comes from; `config get`, "
               "`set` and `unset` work for both."},
      {.title = "In the settings file",
       .text =
           "The file is $XDG_CONFIG_HOME/rapport/config.toml, else "
           "~/.config/rapport/config.toml: TOML, one setting a line, comments behind #. It may "
           "be edited by hand; `config set` changes one line and leaves the others alone. It is "
           "never looked for in the current folder. An option goes before a variable of "
           "rapport's own, that before the file, and that before a variable of all programs. A "
           "key that is not known is refused (78) with its place and the nearest one; so is a "
           "file that everybody may write, since it names programs to run (77).",
       .code = "color = \"never\"\npager = \"less -R\"\nprivate.mood = true"},
      {.title = "In the book",
       .text = "Two people who look at the same book see the same verdict. A change is in the "
               "history, and `rapport undo` takes it back."}};
}

std::vector<TopicPart> privacy_parts() {
  return {
      {.text = "The book is one SQLite file, ~/.local/share/rapport/rapport.db unless --db, "
               "RAPPORT_DB or XDG_DATA_HOME name another. Only its owner may read it. It is not "
               "encrypted: that is the disk's to do. rapport has no code that uses a network, and "
               "runs no other program but your pager and your editor."},
      {.title = "What is private",
       .rows = {{"log --private",
                 "Note and mood are kept apart from the talk, for this machine "
                 "only. The talk itself counts."},
                {"private.mood", "The setting does so with every mood given from now on."},
                {"show ID",
                 "Alone prints what is private. Reports, lists, exports and the history "
                 "do not."}}},
      {.title = "What stays",
       .text = "Every change is kept in the history, so that `undo` and --as-of can work: what was "
               "amended or removed is still in the file. Notes written in an editor are drafted in "
               "memory where the system has a place for that, and the draft is gone once it is "
               "saved."},
      {.title = "What is forgotten",
       .text = "`rapport forget NAME` erases a customer or a person everywhere: names, notes, "
               "history, backups in the folder of backups. The talks stay, without a name, so that "
               "what was counted stays true. `undo` does not bring it back."},
      {.title = "One page for both",
       .text =
           "PM and coach see the same report: there is no hidden score. Late and edited entries "
           "are marked, and count."}};
}

std::vector<TopicPart> recipe_parts() {
  return {
      {.title = "The week in the prompt",
       .text = "One line; nothing where there is no book. For bash, zsh and fish:",
       .code = "PS1='$(rapport status --short) \\$ '\n"
               "setopt prompt_subst; PS1='$(rapport status --short) %# '\n"
               "function fish_right_prompt; rapport status --short; end"},
      {.title = "A reminder on Thursday afternoon",
       .text = "In `crontab -e`; cron mails what is printed, and nothing is when the week is met:",
       .code = "0 15 * * 4  rapport gate weekly >/dev/null || rapport next"},
      {.title = "Go on only when the target is met",
       .text = "`gate` exits with 0 when it is met and with 1 when not; any other code is a fault "
               "(`rapport help exit-codes`):",
       .code = "rapport gate onboarding --pm Priya && ./release"},
      {.title = "A page for the 1:1", .code = "rapport 1on1 Priya --html -o priya.html"},
      {.title = "Your calendar, every evening",
       .text = "Meetings with customers come in as talks; what came in before is left alone. The "
               "file is what your calendar saves or syncs:",
       .code = "0 19 * * *  rapport import ~/calendar.ics >/dev/null"},
      {.title = "Subscribe to what is planned",
       .text = "Plans and due dates as a calendar that calendar programs read. Put the file where "
               "yours may subscribe to it:",
       .code = "*/15 * * * *  rapport export --ics -o ~/public/rapport.ics"},
      {.title = "A spreadsheet of every talk", .code = "rapport list --all --csv -o talks.csv"},
      {.title = "Ask with jq",
       .text = "All the hours that count:",
       .code = "rapport list --all --json |\n"
               "  jq '[.interactions[] | select(.counts).minutes] | add / 60'"},
      {.title = "A retry that cannot log twice",
       .code = "id=$(uuidgen)\n"
               "until rapport log acme 1h --op-id \"$id\"; do sleep 1; done"},
      {.title = "Another machine",
       .text = "A backup is a whole book, safe to take while others write; there, it is restored:",
       .code = "rapport backup book.db && scp book.db new-machine:\n"
               "ssh new-machine rapport restore book.db --yes"},
      {.title = "A backup every night", .code = "30 2 * * *  rapport backup >/dev/null"},
      {.title = "A book apart", .code = "alias coach='rapport --db ~/coaching.db'"}};
}

std::vector<TopicRow> environment_rows() {
  return {
      {"COLUMNS", "The width of reports where the output is no terminal. Default: 80."},
      {"EDITOR", "The editor for notes, where neither VISUAL nor the setting `editor` names one."},
      {"FORCE_COLOR", "If set, not empty and not 0: colour even where the output is no terminal."},
      {"LC_ALL, LC_CTYPE, LANG",
       "The first one that is set: where it names no UTF-8, bars and "
       "strips are drawn in ASCII."},
      {"NO_COLOR", "If set and not empty: no colour, unless --color always asks for it."},
      {"PAGER",
       "The pager, where neither RAPPORT_PAGER nor the setting `pager` names one. Where "
       "it is not there, text is printed plainly."},
      {"RAPPORT_DB",
       "The book to use where --db does not name one. An absent file is an error to "
       "a reading command; a writing one creates it."},
      {"RAPPORT_EDITOR", "The editor for notes, before all others."},
      {"RAPPORT_NOW",
       "The clock: 2026-11-21T15:00 in the time zone of the machine. For tests and "
       "for looking at another day."},
      {"RAPPORT_PAGER", "The pager, before all others; empty or cat for none."},
      {"TERM", "Without it, or with dumb: no colour and no pager."},
      {"TZ", "The time zone. One that does not exist is an error."},
      {"VISUAL", "The editor for notes, before EDITOR."},
      {"XDG_CONFIG_HOME",
       "The folder that holds the folder rapport with the settings file. "
       "Default: ~/.config."},
      {"XDG_DATA_HOME",
       "The folder that holds the folder rapport with the book, where RAPPORT_DB "
       "and --db name none. Default: ~/.local/share."},
      {"XDG_RUNTIME_DIR", "Where drafts of notes are kept while they are written."},
      {"XDG_STATE_HOME",
       "The folder that holds the folder rapport with the backups. Default: ~/.local/state."},
  };
}

std::vector<TopicRow> exit_code_rows() {
  return {
      {"0", "Done; also nothing due, an empty list."},
      {"1", "The answer is no: a gate not met."},
      {"2", "Usage: a bad option, date, length or text; a question and no terminal to ask it."},
      {"3", "Not found, ambiguous, there already, or changed since."},
      {"65", "A damaged book, or an import that is malformed: nothing was imported."},
      {"66", "The book or a named file is missing or empty."},
      {"69", "An editor, a pager of your own choice, or a module is not available."},
      {"70", "A fault of rapport itself, or no memory left: the data was not changed."},
      {"73", "A file or folder cannot be created."},
      {"74",
       "The disk is full, a device failed, or the output could not be written. The message "
       "says whether anything was saved."},
      {"75", "The book stayed locked: nothing was saved, try again."},
      {"76", "The outcome is not known. The message says how to look before repeating."},
      {"77", "No permission, or an unsafe owner or mode of a file."},
      {"78", "Bad settings, or a book of a newer or another program."},
  };
}

}  // namespace rapport
