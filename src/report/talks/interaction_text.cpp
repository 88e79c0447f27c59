#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {

std::string when_text(const Moment& moment, Date today) {
  const std::string day = day_text(moment.date, today);
  return moment.minute ? day + " " + clock_text(*moment.minute) : day;
}

std::string status_text(const Interaction& interaction) {
  std::string text(name_of(interaction.status));
  if (interaction.status == Status::cancelled && interaction.cancelled_by)
    text += " by " + std::string(name_of(*interaction.cancelled_by));
  return text;
}

std::string interaction_text(const Interaction& interaction,
                             const std::vector<std::string>& parties, Date today) {
  std::string text = "#" + std::to_string(interaction.number) + " " + printable(joined(parties));
  const auto add = [&](std::string_view part) { (text += " · ") += part; };
  if (interaction.loop != Loop::self) add(name_of(interaction.kind));
  add(length_text(interaction.length));
  add(when_text(interaction.start, today));
  if (interaction.loop == Loop::colleague) add(name_of(interaction.loop));
  if (interaction.purpose != Purpose::discovery) add(name_of(interaction.purpose));
  if (interaction.status != Status::held) add(status_text(interaction));
  return text;
}

std::string typed_words(const Interaction& interaction) {
  std::string words = to_string(interaction.start.date);
  const auto add = [&](std::string_view word) { (words += " ") += word; };
  if (interaction.start.minute) add(clock_text(*interaction.start.minute));
  add(length_text(interaction.length));
  if (interaction.kind != Kind::call) add(name_of(interaction.kind));
  if (interaction.purpose != Purpose::discovery) add(name_of(interaction.purpose));
  return words;
}

std::string shell_word(const std::string& word) {
  const bool is_plain =
      !word.empty() && word.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,:@%~=") == std::string::npos;
  if (is_plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + '\'';
}

std::string command_hint(std::string_view verb, const std::string& who, const std::string& words) {
  std::string hint = "`rapport " + std::string(verb) + " " + printable(shell_word(who));
  if (!words.empty()) hint += " " + words;
  return hint + "`";
}

std::string since_text(const std::string& who, const Moment& started, Date today) {
  return printable(who) + " since " +
         (started.date == today ? clock_text(started.minute.value_or(0))
                                : when_text(started, today));
}

}  // namespace rapport
