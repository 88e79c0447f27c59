#include "command/synonyms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

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

/// Verbs of other tools, as in `customer ls`, and ours: the first that the noun has. Where it has
/// none, the first of all is what `elsewhere` calls it.
constexpr std::array verbs{
    Lines{"ls all", "list"},
    Lines{"add new create enter", "add open"},
    Lines{"view info cat get", "show"},
    Lines{"edit update modify change rename set", "edit set"},
    Lines{"done complete finish close", "done keep resolve"},
    Lines{"rm remove del delete drop unset reset", "remove drop unset"},
};

/// What to type in place of a verb that a noun has not.
constexpr std::array elsewhere{
    Lines{"customer remove", "rapport customer archive NAME\nrapport forget NAME"},
    Lines{"person remove", "rapport forget NAME\nrapport person merge A B"},
    Lines{"person show", "rapport show NAME"},
    Lines{"pm remove", "rapport pm leave NAME"},
    Lines{"pm show", "rapport status --pm NAME\nrapport 1on1 NAME"},
    Lines{"promise show", "rapport promise list\nrapport show WHO"},
    Lines{"idea remove", "rapport idea decline N --why TEXT\nrapport idea edit N --without WHO"},
    Lines{"idea done", "rapport idea ship N\nrapport idea decline N --why TEXT"},
    Lines{"showstopper remove", "rapport showstopper resolve N --how TEXT\nrapport undo"},
    Lines{"showstopper show", "rapport showstopper list"},
    Lines{"showstopper reopen", "rapport showstopper edit N --reopen"},
    Lines{"target show", "rapport target list\nrapport why"},
    Lines{"off edit", "rapport off remove N\nrapport off mon to fri vacation"},
    Lines{"off show", "rapport off list"},
    Lines{"off add", "rapport off mon to fri vacation"},
    Lines{"action add", "rapport 1on1 --save --action \"see two hospitals\" --due fri"},
    Lines{"action show", "rapport action list"},
    Lines{"action edit", "rapport action done N\nrapport 1on1 --save --action TEXT --due fri"},
    Lines{"action remove", "rapport action done N\nrapport undo"},
    Lines{"backup add", "rapport backup\nrapport backup FILE"},
    Lines{"backup show", "rapport backup list"},
    Lines{"backup restore", "rapport restore FILE\nrapport backup list"},
    Lines{"backup remove", "rapport backup list"},
    Lines{"1on1 add", "rapport 1on1 --save\nrapport 1on1 PM --save --note TEXT"},
    Lines{"1on1 save", "rapport 1on1 --save\nrapport 1on1 PM --save --note TEXT"},
    Lines{"1on1 edit", "rapport undo\nrapport 1on1 --save --note TEXT"},
    Lines{"1on1 remove", "rapport undo"},
    Lines{"config show", "rapport config list\nrapport config get SETTING"},
};

bool has_word(std::string_view words, std::string_view word) {
  const auto all = split(words, ' ');
  return std::find(all.begin(), all.end(), word) != all.end();
}

[[noreturn]] void name_lines(const std::string& typed, std::string_view lines) {
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a rapport command", printable(typed)),
              std::string(lines));
}

/// The row of another tool's verb, or of ours.
const Lines* find_verb(std::string_view typed) {
  const auto row = std::find_if(verbs.begin(), verbs.end(), [&](const Lines& verb) {
    return has_word(verb.typed, typed) || has_word(verb.lines, typed);
  });
  return row == verbs.end() ? nullptr : &*row;
}

/// What the noun has for the verb; empty where it has nothing.
std::string_view verb_for(std::string_view noun, std::string_view typed) {
  std::size_t used = 0;
  const auto has = [&](std::string_view verb) {
    return find_command(noun, verb, used) != nullptr && used == 2;
  };
  if (has(typed)) return typed;
  if (const Lines* row = find_verb(typed))
    for (const std::string_view ours : split(row->lines, ' '))
      if (has(ours)) return ours;
  return "";
}

/// `customer ls` as `customer list`. Nothing where the second word is no verb to the noun.
std::optional<Words> with_verb(std::string noun, const std::string& second,
                               std::span<const std::string> rest) {
  const std::string typed = fold(second);
  if (typed == "help" && rest.empty()) return Words{"help", noun};
  if (const std::string_view ours = verb_for(noun, typed); !ours.empty()) {
    Words words{std::move(noun), std::string(ours)};
    words.insert(words.end(), rest.begin(), rest.end());
    return words;
  }
  const Lines* row = find_verb(typed);
  const std::string_view called = row == nullptr ? typed : split(row->lines, ' ').front();
  for (const Lines& other : elsewhere)
    if (other.typed == fmt::format("{} {}", noun, called))
      name_lines(noun + " " + second, other.lines);
  return std::nullopt;
}

const Meaning* find_meaning(const std::string& typed) {
  const auto found = std::find_if(meanings.begin(), meanings.end(),
                                  [&](const Meaning& meaning) { return meaning.typed == typed; });
  return found == meanings.end() ? nullptr : &*found;
}

Words words_from(std::string_view text) {
  Words words;
  for (const std::string_view word : split(text, ' ')) words.emplace_back(word);
  return words;
}

bool is_showing(std::string_view verb) {
  const Lines* row = find_verb(verb);
  return row != nullptr && (has_word(row->lines, "list") || has_word(row->lines, "show"));
}

/// True for "promise list" and "list visit".
bool lists(const Meaning& meaning) { return has_word(meaning.words, "list"); }

/// "promise" for itself and for "promises"; empty for what is no noun.
std::string noun_in(const std::string& word) {
  const std::string typed = fold(word);
  const Meaning* meaning = find_meaning(typed);
  const auto meant = split(meaning == nullptr ? typed : meaning->words, ' ');
  const bool is_all = meant.size() == 1 || (meant.size() == 2 && meant[1] == "list");
  return is_all && is_noun(meant[0]) ? std::string(meant[0]) : "";
}

}  // namespace

Words with_synonyms(const Words& words) {
  std::size_t used = 0;
  if (words.empty()) return words;
  const std::string typed = fold(words.front());
  const auto behind = std::span(words).subspan(std::min<std::size_t>(words.size(), 2));
  if (words.size() > 1 && typed != "help" && typed != "man") {
    const std::string& second = words[1];
    if (const std::string noun = noun_in(words.front()); !noun.empty())  // "promises add"
      if (auto meant = with_verb(noun, second, behind)) return *meant;
    if (behind.empty() && (is_showing(typed)))  // "show promises"
      if (const Meaning* list = find_meaning(fold(second)); list != nullptr && lists(*list))
        return words_from(list->words);
    if (const std::string noun = noun_in(second);
        !noun.empty() && !is_noun(typed))  // "add promise"
      if (auto meant = with_verb(noun, typed, behind)) return *meant;
    if (fold(second) == "help" && behind.empty() && typed != "search")
      return {"help", words.front()};
  }
  if (find_command(words.front(), "", used) || is_noun(words.front())) return words;
  if (const Meaning* meaning = find_meaning(typed)) {
    Words meant = words_from(meaning->words);
    meant.insert(meant.end(), words.begin() + 1, words.end());
    return meant;
  }
  for (const Lines& choice : choices)
    if (has_word(choice.typed, typed)) name_lines(words.front(), choice.lines);
  return words;
}

}  // namespace rapport
