#include "command/synonyms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"

namespace rapport {
namespace {

/// What people type, and the words that they mean by it: all that follows stays as it is.
struct Meaning {
  std::string_view typed;
  std::string_view words;
};

/// What people type where several things may be meant: the lines to choose from.
struct Lines {
  std::string_view typed;  ///< words with blanks between them
  std::string_view lines;
};

constexpr std::array meanings{
    Meaning{"ls", "list"},
    Meaning{"talks", "list"},
    Meaning{"meetings", "list"},
    Meaning{"activity", "list"},
    Meaning{"activities", "list"},
    Meaning{"register", "list"},
    Meaning{"visits", "list visit"},
    Meaning{"calls", "list call"},
    Meaning{"today", "list --since today"},
    Meaning{"yesterday", "list --since yesterday --until yesterday"},
    Meaning{"rm", "remove"},
    Meaning{"del", "remove"},
    Meaning{"delete", "remove"},
    Meaning{"edit", "amend"},
    Meaning{"change", "amend"},
    Meaning{"modify", "amend"},
    Meaning{"update", "amend"},
    Meaning{"view", "show"},
    Meaning{"cat", "show"},
    Meaning{"info", "show"},
    Meaning{"find", "search"},
    Meaning{"grep", "search"},
    Meaning{"plans", "list --since today"},
    Meaning{"agenda", "list --since today"},
    Meaning{"upcoming", "list --since today"},
    Meaning{"schedule", "plan"},
    Meaning{"book", "plan"},
    Meaning{"balance", "status"},
    Meaning{"home", "status"},
    Meaning{"overview", "status"},
    Meaning{"burndown", "trend"},
    Meaning{"chart", "trend"},
    Meaning{"progress", "trend"},
    Meaning{"due", "next"},
    Meaning{"overdue", "next"},
    Meaning{"waiting", "told"},
    Meaning{"begin", "start"},
    Meaning{"track", "start"},
    Meaning{"finish", "stop"},
    Meaning{"1:1", "1on1"},
    Meaning{"1-1", "1on1"},
    Meaning{"oneonone", "1on1"},
    Meaning{"one-on-one", "1on1"},
    Meaning{"reviews", "1on1 list"},
    Meaning{"customers", "customer list"},
    Meaning{"clients", "customer list"},
    Meaning{"companies", "customer list"},
    Meaning{"accounts", "customer list"},
    Meaning{"client", "customer"},
    Meaning{"company", "customer"},
    Meaning{"account", "customer"},
    Meaning{"archive", "customer archive"},
    Meaning{"contact", "person"},
    Meaning{"people", "person list"},
    Meaning{"persons", "person list"},
    Meaning{"contacts", "person list"},
    Meaning{"pms", "pm list"},
    Meaning{"promises", "promise list"},
    Meaning{"keep", "promise keep"},
    Meaning{"ideas", "idea list"},
    Meaning{"vote", "idea vote"},
    Meaning{"ship", "idea ship"},
    Meaning{"decline", "idea decline"},
    Meaning{"share", "story share"},
    Meaning{"resolve", "showstopper resolve"},
    Meaning{"presets", "target preset"},
    Meaning{"stories", "story list"},
    Meaning{"showstoppers", "showstopper list"},
    Meaning{"actions", "action list"},
    Meaning{"targets", "target list"},
    Meaning{"learned", "learnings"},
    Meaning{"insights", "learnings"},
    Meaning{"journal", "history"},
    Meaning{"diff", "history"},
    Meaning{"blame", "history"},
    Meaning{"backups", "backup list"},
    Meaning{"doctor", "check"},
    Meaning{"fsck", "check"},
    Meaning{"verify", "check"},
    Meaning{"repair", "check --fix"},
    Meaning{"docs", "help"},
    Meaning{"manual", "help"},
    Meaning{"commands", "help"},
    Meaning{"settings", "config list"},
    Meaning{"version", "--version"},
};

constexpr std::array choices{
    Lines{"add new create",
          "rapport log WHO 45m\nrapport customer add NAME\nrapport plan WHO WHEN"},
    Lines{"call visit meeting meet talk video zoom phone email chat lunch record",
          "rapport log WHO 45m visit: what you learned"},
    Lines{"timer pause resume", "rapport start WHO\nrapport stop\nrapport discard"},
    Lines{"report summary stats dashboard", "rapport week\nrapport trend\nrapport 1on1"},
    Lines{"month quarter year", "rapport trend 13\nrapport list --last 30d"},
    Lines{"score hours", "rapport week\nrapport team"},
    Lines{"note comment annotate describe",
          "rapport amend last -m \"the note\"\nrapport log WHO 45m -m \"the note\""},
    Lines{"done", "rapport promise keep N\nrapport action done N\nrapport stop"},
    Lines{"todo todos tasks followups follow-ups inbox",
          "rapport next\nrapport promise list\nrapport told"},
    Lines{"vacation holiday holidays sick pto leave ooo",
          "rapport off mon to fri vacation\nrapport pm leave NAME"},
    Lines{"rename mv", "rapport customer edit OLD --name NEW\nrapport person edit OLD --name NEW"},
    Lines{"move reschedule postpone",
          "rapport amend last --at \"tue 14:00\"\nrapport customer merge A B"},
    Lines{"merge duplicate dedupe",
          "rapport customer merge A B\nrapport person merge A B\nrapport idea merge A B"},
    Lines{"tag tags", "rapport themes\nrapport customer edit NAME --tag TAG"},
    Lines{"lead leads deal deals pipeline prospect prospects",
          "rapport customer list --class prospect\nrapport customer add NAME --class prospect"},
    Lines{"join member members", "rapport pm list\nrapport pm add NAME"},
    Lines{"init setup tutorial quickstart", "rapport log \"Acme Robotics\" 45m\nrapport demo"},
    Lines{"save dump", "rapport backup\nrapport export --json -o FILE"},
    Lines{"tell", "rapport told\nrapport told WHO"},
    Lines{"cancelled canceled noshow", "rapport cancel N --by them\nrapport no-show N"},
    Lines{"quit exit", "rapport discard"},
    Lines{"reset clear", "rapport undo\nrapport discard"},
    Lines{"goal goals quota", "rapport target list\nrapport target add NAME"},
    Lines{"me whoami user", "rapport status\nrapport config set me NAME"},
    Lines{"sync push pull commit", "rapport export --json -o FILE\nrapport import FILE"},
    Lines{"calendar", "rapport import FILE.ics\nrapport export --ics -o FILE"},
    Lines{"learn insight", "rapport learnings\nrapport amend last -l \"what you learned\""},
    Lines{"feedback request feature features requests",
          "rapport idea add NAME --customer WHO\nrapport idea list"},
    Lines{"bug issue blocker issues bugs",
          "rapport showstopper open WHAT --for WHO\nrapport idea add NAME"},
    Lines{"recent last latest", "rapport list\nrapport show last"},
    Lines{"tomorrow", "rapport list --since today\nrapport plan WHO tomorrow 14:00"},
    Lines{"streak", "rapport status\nrapport trend"},
};

/// Verbs of other tools behind a noun, as in `customer ls`, and ours: the first that the noun has.
constexpr std::array verbs{
    Lines{"ls all", "list"},
    Lines{"new create enter", "add"},
    Lines{"view info cat get", "show"},
    Lines{"update modify change rename set", "edit"},
    Lines{"done complete finish close", "keep done resolve"},
    Lines{"rm remove del delete", "remove drop"},
};

/// What to type in place of removing, by nouns that have no such verb.
constexpr std::array removals{
    Lines{"customer", "rapport customer archive NAME\nrapport forget NAME"},
    Lines{"person", "rapport forget NAME\nrapport person merge A B"},
    Lines{"pm", "rapport pm leave NAME"},
    Lines{"idea", "rapport idea decline N --why TEXT\nrapport idea edit N --without WHO"},
    Lines{"showstopper", "rapport showstopper resolve N --how TEXT\nrapport undo"},
};

bool has_word(std::string_view words, std::string_view word) {
  const auto all = split(words, ' ');
  return std::find(all.begin(), all.end(), word) != all.end();
}

[[noreturn]] void name_lines(const std::string& typed, std::string_view lines) {
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a rapport command", printable(typed)),
              std::string(lines));
}

/// `customer ls` as `customer list`.
std::vector<std::string> with_verb(std::vector<std::string> words) {
  std::size_t used = 0;
  const std::string noun = words[0];
  const std::string typed = fold(words[1]);
  if (find_command(noun, typed, used) != nullptr && used == 2) return words;
  for (const Lines& verb : verbs) {
    if (!has_word(verb.typed, typed)) continue;
    for (const std::string_view ours : split(verb.lines, ' '))
      if (find_command(noun, ours, used) != nullptr && used == 2) {
        words[1] = ours;
        return words;
      }
  }
  if (has_word(verbs.back().typed, typed))
    for (const Lines& removal : removals)
      if (removal.typed == noun) name_lines(noun + " " + words[1], removal.lines);
  return words;
}

}  // namespace

std::vector<std::string> with_synonyms(const std::vector<std::string>& words) {
  std::size_t used = 0;
  if (words.empty()) return words;
  if (is_noun(words.front()) && words.size() > 1) return with_verb(words);
  if (find_command(words.front(), "", used) || is_noun(words.front())) return words;
  const std::string typed = fold(words.front());
  for (const Meaning& meaning : meanings) {
    if (meaning.typed != typed) continue;
    std::vector<std::string> meant;
    for (const std::string_view word : split(meaning.words, ' ')) meant.emplace_back(word);
    meant.insert(meant.end(), words.begin() + 1, words.end());
    return meant.size() > 1 && is_noun(meant.front()) ? with_verb(meant) : meant;
  }
  for (const Lines& choice : choices)
    if (has_word(choice.typed, typed)) name_lines(words.front(), choice.lines);
  return words;
}

}  // namespace rapport
