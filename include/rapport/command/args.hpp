#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rapport {

/// What a value can be completed with, at the press of TAB.
enum class Completes {
  nothing,
  who,
  customer,
  person,
  pm,
  kind,
  purpose,
  learning_type,
  mood,
  cls,
  id,
  date,
  future_date,
  length,
  talk_word,
  idea,
  idea_state,
  theme,
  promise,
  showstopper,
  plan_word,
  plan_id,
  story,
  side,
  loop,
  file,
  setting,
  setting_value,
  target,
  preset,
  metric,
  format,
  colour,
  command,
  topic,
  shell,
  id_or_name,
  action,
  off,
  region,
  segment,
  tag,
  period,
  date_order,
  zone,
  backup
};

/// Where the end of a line that is being typed stands.
struct Cursor {
  Completes completes = Completes::nothing;
  bool needs_value = false;     ///< the word before the last one is an option that takes a value
  bool in_option_name = false;  ///< `typed` begins with a dash
  bool only_words = false;      ///< `--` was typed: nothing is an option any more
  std::string before;  ///< how the last word begins where that is not part of the value: "--kind="
  std::string typed;   ///< so far, of the value or of the option's name
  std::map<std::string, std::string> options;  ///< those on the line, "--kind" → its value
  std::vector<std::string> words;              ///< the words before the last one
};

/// What a command takes, declared once: parsed, explained in help and man page, completed by
/// shells. All values stay the user's text; commands interpret them.
class Args {
 public:
  struct Option {
    std::string short_name;  ///< "-l", empty when there is none
    std::string name;        ///< "--learned"
    std::string value_name;  ///< "TEXT"; empty for a flag
    std::string help;
    Completes completes = Completes::nothing;
    bool is_global = false;
    std::string same_as;  ///< "--kind visit": parsed as that, and shown with it in help
    /// Null for what is the same as another option.
    std::variant<bool*, std::optional<std::string>*, std::vector<std::string>*> target;

    std::string label() const;  ///< "-l, --learned TEXT"
  };
  struct Word {
    std::string name;  ///< "WHO"
    std::string help;
    Completes completes = Completes::nothing;
    std::variant<std::string*, std::optional<std::string>*, std::vector<std::string>*> target;
  };
  struct Example {
    std::string line;
    std::string says;
  };

  /// Positional words, in this order. `std::string` is required, `std::optional` is not, and a
  /// vector (the last one only) takes all that is left.
  template <typename Target>
  Args& word(Target& target, std::string name, std::string help,
             Completes completes = Completes::nothing) {
    words_.push_back({std::move(name), std::move(help), completes, &target});
    return *this;
  }

  /// `names` is "--all" or "-a,--all".
  Args& flag(bool& target, std::string_view names, std::string help);

  /// A flag that is short for another option and its value: "--visit" for "--kind visit". To say
  /// two values of that option is an error.
  Args& alias(std::string_view name, std::string same_as);

  /// An option with a value; given twice, the last one counts, or, for a vector, each.
  template <typename Target>
  Args& option(Target& target, std::string_view names, std::string value_name, std::string help,
               Completes completes = Completes::nothing) {
    add({"", "", std::move(value_name), std::move(help), completes, in_globals_, "", &target},
        names);
    return *this;
  }

  /// What to say to somebody who types one of these options ("--date --when"), which there are not.
  Args& no_option(std::string_view names, const std::string& hint);

  Args& example(std::string line, std::string says = {});
  Args& prose(std::string paragraph);  ///< a paragraph for help and man page

  /// From the first word that is ":" or ends in ":" on, all is one verbatim text, whatever it looks
  /// like, but for an option of this command: that is an error, since it would be lost in the text.
  /// The first `words_before` words are never that one, but a number with a colon ("12: …") is the
  /// number, and opens it.
  Args& colon_opens_text(std::size_t words_before = 1);

  /// Marks what is declared from here on as global options.
  Args& globals();

  /// Fills the targets from `words`: names and the like `clean`, texts and paths as they are typed.
  /// Throws Error(usage).
  void parse(const std::string& command, const std::vector<std::string>& words);

  /// What stands at the end of the last of `words` (at least one), which come behind the command's
  /// name. Behind a colon that opens text only a theme is completed ("+orders"), and nothing
  /// behind an unknown option.
  Cursor cursor(const std::vector<std::string>& words) const;

  /// How many of `words`, from the first one on, are options and their values.
  std::size_t leading_options(const std::vector<std::string>& words) const;

  const std::vector<Option>& options() const { return options_; }
  const std::vector<Word>& words() const { return words_; }
  const std::vector<Example>& examples() const { return examples_; }
  const std::vector<std::string>& paragraphs() const { return paragraphs_; }
  bool takes_text() const { return colon_; }        ///< behind a colon
  const Option* find(std::string_view name) const;  ///< by "-l" or "--learned"

 private:
  struct Split;  // what belongs to options, and what is left for words
  void add(Option option, std::string_view names);
  Split split(const std::string& command, const std::vector<std::string>& words) const;
  [[noreturn]] void refuse_option(const std::string& command, const std::string& word) const;
  bool take_option(const std::string& command, const std::vector<std::string>& words,
                   std::size_t& at, std::vector<std::string>& out) const;
  bool opens_text(const std::string& word, std::size_t words_before) const;
  Cursor cursor_in_last(Cursor at, const std::string& last) const;
  static Cursor cursor_in_text(const std::string& last);
  void refuse_options_in_text(const std::vector<std::string>& words, std::size_t from) const;
  void refuse_contradictions(const std::vector<std::string>& given) const;
  void fill_options(const std::string& command, const std::vector<std::string>& given) const;
  void fill_words(const std::string& command, const std::vector<std::string>& words) const;
  void clean_names() const;
  std::string usage(const std::string& command) const;
  std::string hint_for(const std::string& command, const std::string& word) const;

  std::vector<Option> options_;
  std::vector<Word> words_;
  std::vector<std::pair<std::string, std::string>> no_options_;  ///< name, what to say
  std::vector<Example> examples_;
  std::vector<std::string> paragraphs_;
  bool colon_ = false;
  std::size_t words_before_colon_ = 0;
  bool in_globals_ = false;

  friend std::string usage_line(const std::string& command, const Args& args);
};

/// "rapport log WHO [WORDS…] [options]".
std::string usage_line(const std::string& command, const Args& args);

}  // namespace rapport
