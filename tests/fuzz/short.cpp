#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// A driver for the fuzz targets without clang: the seeds as they are, then as many inputs made from
// them, the same ones every time. Finds less than libFuzzer does, in a fraction of the time to
// build.
//
//     fuzz_NAME INPUTS BYTES KEPT [SEED FILE...]
//
// No input made has more than BYTES. What breaks a promise is left in the file KEPT.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace std::string_view_literals;

constexpr std::string_view pieces[]{"\0"sv,
                                    "\xff"sv,
                                    "\xc3"sv,
                                    "\xe2\x80\xae"sv,
                                    "\xef\xbb\xbf"sv,
                                    "\r\n"sv,
                                    "\r"sv,
                                    "\n"sv,
                                    "\n "sv,
                                    "\""sv,
                                    "\"\""sv,
                                    ","sv,
                                    ";"sv,
                                    ":"sv,
                                    "="sv,
                                    " "sv,
                                    "\t"sv,
                                    "'"sv,
                                    "2026-11-18"sv,
                                    "2026-W47-2"sv,
                                    "14:30-15:10"sv,
                                    "1h30"sv,
                                    "45m"sv,
                                    "yest"sv,
                                    "last tue"sv,
                                    "3 mar"sv,
                                    "-3d"sv,
                                    "pain:"sv,
                                    "9223372036854775808"sv,
                                    "0"sv,
                                    "[a]"sv,
                                    "a.b = \"c\""sv,
                                    "'''"sv,
                                    "\"\"\""sv,
                                    "{x = 1}"sv,
                                    "BEGIN:VEVENT"sv,
                                    "END:VEVENT"sv,
                                    "RRULE:FREQ=DAILY;COUNT=3"sv,
                                    "DTSTART:20260101T100000Z"sv,
                                    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb"sv,
                                    "e\xcc\x81\xcc\x81"sv,
                                    "\xe6\x97\xa5"sv};

std::string input;  // the one at work
std::string kept;   // where it is left when it breaks a promise

void keep_input(int signal) {
  if (std::FILE* file = std::fopen(kept.c_str(), "wb")) {
    std::fwrite(input.data(), 1, input.size(), file);
    std::fclose(file);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void try_input() {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

class Maker {
 public:
  Maker(const std::vector<std::string>& seeds, std::size_t longest)
      : seeds_(seeds), longest_(longest) {}

  std::string make() {
    std::string made = one_of_seeds();
    for (std::size_t changes = 1 + below(8); changes > 0; --changes) change(made);
    if (made.size() > longest_) made.resize(longest_);
    return made;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }

  std::string one_of_seeds() {
    if (seeds_.empty() || below(4) == 0) return std::string(pieces[below(std::size(pieces))]);
    const std::string& seed = seeds_[below(seeds_.size())];
    return seed.substr(seed.size() > longest_ ? below(seed.size() - longest_) : 0, longest_);
  }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0:
        text.insert(at, pieces[below(std::size(pieces))]);
        break;
      case 1:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 3:
        text.erase(at, 1 + below(8));
        break;
      case 4:
        text.insert(at, text.substr(below(text.size() + 1), 1 + below(32)));
        break;
      default:
        text.insert(at, one_of_seeds().substr(0, 1 + below(64)));
    }
  }

  const std::vector<std::string>& seeds_;
  std::size_t longest_;
  std::mt19937_64 random_{20261118};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return EXIT_FAILURE;
  kept = argv[3];
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGALRM}) std::signal(signal, keep_input);
  std::vector<std::string> seeds;
  for (int i = 4; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  constexpr unsigned patience = 20;  // seconds for one input: a hang is a fault too
  for (const std::string& seed : seeds) {
    input = seed;
    ::alarm(patience);
    try_input();
  }
  Maker maker(seeds, std::strtoul(argv[2], nullptr, 10));
  for (long left = std::strtol(argv[1], nullptr, 10); left > 0; --left) {
    input = maker.make();
    ::alarm(patience);
    try_input();
  }
  return EXIT_SUCCESS;
}
