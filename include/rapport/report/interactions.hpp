#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/people.hpp"

/// What is said of single interactions. Those who took part come as names, sorted.
namespace rapport {

/// "Mon 16 Nov 14:00", or the day alone.
std::string when_text(const Moment& moment, Date today);

/// "planned", "cancelled by them".
std::string status_text(const Interaction& interaction);

/// "#12 Acme Robotics · visit · 1h · Mon 16 Nov 14:00": one line on what an interaction was.
/// `parties` are those it was with, or "own product".
std::string interaction_text(const Interaction& interaction,
                             const std::vector<std::string>& parties, Date today);

/// "2026-11-27 14:00 1h visit": the words by which an interaction is typed.
std::string typed_words(const Interaction& interaction);

/// A word as a shell needs it: 'Acme Robotics'.
std::string shell_word(const std::string& word);

/// "`rapport plan 'Acme Robotics' fri 14:00`": a command for a hint, WHO as a shell needs it.
std::string command_hint(std::string_view verb, const std::string& who, const std::string& words);

/// "Acme Robotics since 14:05"; with the day where that is not `today`.
std::string since_text(const std::string& who, const Moment& started, Date today);

/// A talk at the same time as another one.
struct OverlappingTalk {
  std::string text;       ///< as `interaction_text`
  bool is_alike = false;  ///< with a customer of the other
};

/// An interaction that a command has written.
struct WrittenInteraction {
  Interaction interaction;
  std::string pm;
  std::vector<std::string> parties;
  std::vector<Customer> customers;
  std::vector<Person> people;
  std::set<Uid> created;           ///< which of these the command created
  std::vector<std::string> notes;  ///< what else it did, in sentences
  std::vector<OverlappingTalk> overlapping;
};

/// What the command `verb` that wrote it answers: values, the tables `customers` and `people`, its
/// text and what there is to say.
Document interaction_document(const char* verb, const WrittenInteraction& written, Date today);

/// An interaction that was removed, and how many votes that it proved.
struct RemovedInteraction {
  Interaction interaction;
  std::vector<std::string> parties;
  std::int64_t votes = 0;
};

/// What `remove` answers: a line on each, and the table `removed`.
Document removed_document(const std::vector<RemovedInteraction>& removed, Date today);

/// All of one interaction.
struct InteractionPage {
  Interaction interaction;  ///< with note and mood, also where they are private
  std::vector<std::string> parties, hosts, customers, people;
  std::vector<Learning> learnings;
  std::vector<Promise> promises;
};

/// Its values and note, and the tables `learnings` and `promises`.
Document document_of(const InteractionPage& page, Date today);

}  // namespace rapport
