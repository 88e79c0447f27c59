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
    Meaning{"today", "list --since today"},
    Meaning{"yesterday", "list --since yesterday --until yesterday"},
    Meaning{"rm", "remove"},
    Meaning{"del", "remove"},
    Meaning{"delete", "remove"},
    Meaning{"edit", "amend"},
    Meaning{"change", "amend"},
    Meaning{"find", "search"},
    Meaning{"grep", "search"},
    Meaning{"plans", "list --since today"},
    Meaning{"agenda", "list --since today"},
    Meaning{"upcoming", "list --since today"},
    Meaning{"begin", "start"},
    Meaning{"track", "start"},
    Meaning{"finish", "stop"},
    Meaning{"1:1", "1on1"},
    Meaning{"1-1", "1on1"},
    Meaning{"oneonone", "1on1"},
    Meaning{"one-on-one", "1on1"},
    Meaning{"customers", "customer list"},
    Meaning{"people", "person list"},
    Meaning{"persons", "person list"},
    Meaning{"contacts", "person list"},
    Meaning{"pms", "pm list"},
    Meaning{"promises", "promise list"},
    Meaning{"ideas", "idea list"},
    Meaning{"stories", "story list"},
    Meaning{"showstoppers", "showstopper list"},
    Meaning{"actions", "action list"},
    Meaning{"targets", "target list"},
    Meaning{"learned", "learnings"},
    Meaning{"insights", "learnings"},
    Meaning{"journal", "history"},
    Meaning{"settings", "config list"},
    Meaning{"version", "--version"},
};

constexpr std::array choices{
    Lines{"add new create",
          "rapport log WHO 45m\nrapport customer add NAME\nrapport plan WHO WHEN"},
    Lines{"call visit meeting meet talk", "rapport log WHO 45m visit: what you learned"},
    Lines{"report summary stats dashboard", "rapport week\nrapport trend\nrapport 1on1"},
    Lines{"note comment",
          "rapport amend last -m \"the note\"\nrapport log WHO 45m -m \"the note\""},
    Lines{"done", "rapport promise keep N\nrapport action done N\nrapport stop"},
    Lines{"todo todos tasks followups follow-ups inbox",
          "rapport next\nrapport promise list\nrapport told"},
    Lines{"vacation holiday holidays sick pto leave ooo",
          "rapport off mon to fri vacation\nrapport pm leave NAME"},
    Lines{"rename", "rapport customer edit OLD --name NEW\nrapport person edit OLD --name NEW"},
    Lines{"move", "rapport amend last --at \"tue 14:00\"\nrapport customer merge A B"},
    Lines{"init setup", "rapport log \"Acme Robotics\" 45m"},
    Lines{"quit exit", "rapport discard"},
    Lines{"reset clear", "rapport undo\nrapport discard"},
    Lines{"goal goals quota", "rapport target list\nrapport target add NAME"},
    Lines{"me whoami user", "rapport status\nrapport config set me NAME"},
    Lines{"sync push pull", "rapport export --json -o FILE\nrapport import FILE"},
    Lines{"calendar", "rapport import FILE.ics\nrapport export --ics -o FILE"},
    Lines{"learn insight", "rapport learnings\nrapport amend last -l \"what you learned\""},
    Lines{"feedback request feature", "rapport idea add NAME --customer WHO\nrapport idea list"},
    Lines{"bug issue blocker", "rapport showstopper open WHAT --for WHO\nrapport idea add NAME"},
    Lines{"recent last latest", "rapport list\nrapport show last"},
    Lines{"tomorrow", "rapport list --since today\nrapport plan WHO tomorrow 14:00"},
    Lines{"streak", "rapport status\nrapport trend"},
};

bool has_word(std::string_view words, std::string_view word) {
  const auto all = split(words, ' ');
  return std::find(all.begin(), all.end(), word) != all.end();
}

}  // namespace

std::vector<std::string> with_synonyms(const std::vector<std::string>& words) {
  std::size_t used = 0;
  if (words.empty() || find_command(words.front(), "", used) || is_noun(words.front()))
    return words;
  const std::string typed = fold(words.front());
  for (const Meaning& meaning : meanings) {
    if (meaning.typed != typed) continue;
    std::vector<std::string> meant;
    for (const std::string_view word : split(meaning.words, ' ')) meant.emplace_back(word);
    meant.insert(meant.end(), words.begin() + 1, words.end());
    return meant;
  }
  for (const Lines& choice : choices)
    if (has_word(choice.typed, typed))
      throw Error(ErrorKind::usage,
                  fmt::format("'{}' is not a rapport command", printable(words.front())),
                  std::string(choice.lines));
  return words;
}

}  // namespace rapport
