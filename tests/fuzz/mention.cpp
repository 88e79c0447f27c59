#include "rapport/base/mention.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/redact.hpp"

// A name is in no text any more from which it was taken: `forget` and texts that are sent round
// promise so. The first line of the input is the name, the rest the text; and the name stands in a
// text of its own.
namespace {

constexpr std::size_t longest_name = 1024;
constexpr std::string_view pseudonym = "Customer 7";

void look_at(const rapport::Mentions& mentions, const std::string& text, bool is_there) {
  const std::string replaced = mentions.replaced(text);
  insist(rapport::is_valid_text(replaced));
  insist(!is_there || replaced.find(pseudonym) != std::string::npos);
  insist(mentions.found_in(text) || replaced == text);
  insist(!mentions.found_in(replaced));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all{reinterpret_cast<const char*>(data), size};
  const std::string name(all.substr(0, std::min(all.find('\n'), longest_name)));
  const std::string text(all.substr(std::min(all.find('\n'), all.size())));
  if (!rapport::is_valid_text(name) || !rapport::is_valid_text(text)) return 0;
  rapport::Mentions mentions;
  mentions.add(name, std::string(pseudonym));
  const bool is_name = mentions.found_in(name);
  insist(is_name || !mentions.is_name(name));
  if (!mentions.found_in(pseudonym)) {
    look_at(mentions, text, false);
    look_at(mentions, text + " " + name + " " + text, is_name);
  }
  // A name of one letter goes only as it is written, and one of pictures alone stays.
  const std::string folded = rapport::fold(name);
  const auto words = rapport::words_of(folded);
  if (words.empty() || (words.size() == 1 && words[0].size() <= 4)) return 0;
  // Nor is a name found that is written against a sign which stands for several ("⒋Acme").
  if (rapport::words_of(rapport::fold(text)).size() != rapport::words_of(text).size()) return 0;
  const rapport::Redaction redact(
      {{.name = name, .of = rapport::SecretName::Of::customer, .customer = "customer A"}});
  const std::string shown = redact(text + " (" + name + ")");
  insist(rapport::is_valid_text(shown));
  // With a word of what stands for it ("A st" of "customer A" and " st") a name may come about
  // anew.
  const auto is_of_ours = [](std::string_view word) {
    constexpr std::string_view ours = " customer a an address of a page of e mail ";
    return ours.find(" " + std::string(word) + " ") != std::string_view::npos;
  };
  if (std::none_of(words.begin(), words.end(), is_of_ours)) insist(!mentions.found_in(shown));
  return 0;
}
