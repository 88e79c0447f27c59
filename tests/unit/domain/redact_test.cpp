#include "rapport/domain/redact.hpp"

#include <doctest/doctest.h>

#include <random>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

using Of = SecretName::Of;

const std::vector<SecretName> names{
    {"Acme Robotics", Of::customer, "customer A"},
    {"acme.test", Of::customer, "customer A"},
    {"ARW", Of::customer, "customer A"},
    {"Jane Park", Of::person, "customer A"},
    {"jane@acme.test", Of::person, "customer A"},
    {"Müller & Söhne", Of::customer, "customer B"},
    {"X", Of::customer, "customer B"},
    {"O'Brien", Of::person, "customer B"},
    {"The First Bank of Ohio", Of::customer, "a customer"},
    {"王芳", Of::person, "customer B"},
    {"三菱重工", Of::customer, "customer C"},
    {"Dana Reed", Of::person, ""},
};

std::string redacted(std::string_view text) {
  static const Redaction redact(names);
  return redact(text);
}

}  // namespace

TEST_CASE("names go, whatever their case, accents and suffixes") {
  CHECK(redacted("I met Acme Robotics today") == "I met customer A today");
  CHECK(redacted("at ACME ROBOTICS' plant") == "at customer A' plant");
  CHECK(redacted("Acme's and acmes and ACME-like, àcmé") ==
        "Customer A's and customer A and customer A-like, customer A");
  CHECK(redacted("the Acmeification") == "the customer A");
  CHECK(redacted("acmerobotics, Acme-Robotics, acme_robotics") ==
        "Customer A, customer A, customer A");
  CHECK(redacted("die Muller & Sohne, MÜLLERS, Mu\u0308ller") ==
        "die customer B, customer B, customer B");
  CHECK(redacted("Ac\u00adme and Ac\u200bme") == "Customer A and customer A");
  CHECK(redacted("Ac\u200eme, Ac\u200cme and \u202aAcme\u202c Robotics") ==
        "Customer A, customer A and \u202acustomer A");
  const Redaction marked({{"Nik\u200cAb", Of::customer, "customer A"}});
  CHECK(marked("so Nik\u200cAb and NikAb do") == "so customer A and customer A do");
  const Redaction wide({{"Glo 👩‍💻 Bex", Of::customer, "customer A"}});
  CHECK(wide("so GLO 👩‍💻 BEX do") == "so customer A do");
  CHECK(redacted("Ａｃｍｅ wins. Acme loses") == "Customer A wins. Customer A loses");
}

TEST_CASE("a name stands in a script without blanks, whatever its own") {
  CHECK(redacted("昨日Acmeは来た") == "昨日customer Aは来た");
  CHECK(redacted("삼성acme와") == "삼성customer A와");
  CHECK(redacted("昨日Acmeology") == "昨日Acmeology");
  CHECK(redacted("Acme今天说王芳") == "Customer A今天说somebody at customer B");
  CHECK(redacted("Acme Robotics今天 Park来") == "Customer A今天 somebody at customer A来");
  const Redaction brief({{"GE HC", Of::customer, "customer A"}});
  CHECK(brief("见GE HC的人, 见 GE HC") == "见customer A的人, 见 customer A");
  const Redaction accents({{"0-Q-\u032b-x", Of::customer, "customer A"}});
  CHECK(accents("so 0-Q-\u032b-x do") == "so customer A do");
}

TEST_CASE("people are somebody at their customer, and colleagues a colleague") {
  CHECK(redacted("Jane said so, and Park's boss; in the park") ==
        "Somebody at customer A said so, and somebody at customer A's boss; in the park");
  CHECK(redacted("ask O'Brien or O’Brien") ==
        "ask somebody at customer B or somebody at customer B");
  CHECK(redacted("Dana heard it") == "A colleague heard it");
  const Redaction both({{"Jane Park", Of::person, "customer A"},
                        {"Jane Doe", Of::person, "customer B"},
                        {"Jane Foods", Of::customer, "customer C"}});
  CHECK(both("so Jane said to Jane Doe") == "so somebody said to somebody at customer B");
}

TEST_CASE("short names go as words, and with a suffix only where it is plain") {
  CHECK(redacted("ARW, arw and arws") == "Customer A, customer A and customer A");
  CHECK(redacted("ARWers know; arwen does") == "Customer A know; arwen does");
  CHECK(redacted("X x-rays X") == "Customer B x-rays customer B");
}

TEST_CASE("words that many names have stay where they stand alone") {
  CHECK(redacted("the first bank of The First Bank of Ohio in Ohio") ==
        "the first bank of a customer in a customer");
}

TEST_CASE("names are found inside the runs of scripts without blanks") {
  CHECK(redacted("今天王芳说：") == "今天somebody at customer B说：");
  CHECK(redacted("三菱重工の人") == "Customer Cの人");
}

TEST_CASE("addresses go, and links with a name in them") {
  CHECK(redacted("write to jane@acme.test.") == "write to an address of somebody at customer A.");
  CHECK(redacted("<bob@mail.acme.test>") == "<an address of customer A>");
  CHECK(redacted("or to eve+x@other.test, or @all") == "or to an e-mail address, or @all");
  CHECK(redacted("see https://portal.acme.test/x?u=1 there") == "see a page of customer A there");
  CHECK(redacted("see https://rapport.test there") == "see https://rapport.test there");
  CHECK(redacted("portal.acme.test") == "portal.customer A");
}

TEST_CASE("a sign that stands for several is a name too") {
  const Redaction redact(
      {{"⒋⊋4", Of::customer, "customer A"}, {"½ Co", Of::customer, "customer B"}});
  CHECK(redact("we met (⒋⊋4) and ½ Co, or 1/2 co") ==
        "we met (customer A) and customer B, or customer B");
}

TEST_CASE("a text without names stays as it is") {
  for (const char* text : {"", " ", "they re-key every order\n  by hand", "naïve – “quoted” 100 %",
                           "今天", "a@", "@b", "\xff", "🙂"})
    CHECK(redacted(text) == text);
  CHECK(Redaction({})("Acme") == "Acme");
}

namespace {

/// Random names of letters that neutral words are not made of, and texts that speak of them.
class Gossip {
 public:
  explicit Gossip(std::uint64_t seed) : engine_(seed) {}

  std::size_t up_to(std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(engine_);
  }
  template <typename List>
  auto one_of(const List& list) {
    return list[up_to(list.size() - 1)];
  }

  std::string word() {
    static const std::vector<std::string> parts{"zu", "kri", "ü",   "qwe", "ño", "ix", "Ж",
                                                "ßk", "7",   "gra", "ł",   "vy", "Zé", "wup"};
    std::string word = "k";
    for (std::size_t i = 0; i <= up_to(3); ++i) word += one_of(parts);
    return word;
  }
  std::string name() {
    std::string name = word();
    for (std::size_t i = up_to(2); i > 0; --i) name += one_of(separators()) + word();
    return up_to(5) == 0 ? name + "." + word() : up_to(5) == 0 ? word() + "@" + name : name;
  }

  /// The name as somebody may write it.
  std::string mention(std::string name) {
    static const std::vector<std::string> suffixes{"",      "'s",  "s",   "S",  "’s",
                                                   "-like", "-er", " AG", "’S", "_x"};
    if (up_to(2) == 0)
      for (char& c : name)
        if ('a' <= c && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (up_to(2) == 0) name = fold(name);
    return name + (letters(name) > 3 && up_to(3) == 0 ? "esque" : one_of(suffixes));
  }

  std::string text(const std::vector<std::string>& known) {
    static const std::vector<std::string> between{" ", ", ", "\n", " (", ": ", " – ", "/", "... "};
    std::string text;
    for (std::size_t i = up_to(6); i > 0; --i) {
      text += up_to(2) == 0 ? "then they order" : mention(one_of(known));
      text += one_of(between);
    }
    return text;
  }

 private:
  static const std::vector<std::string>& separators() {
    static const std::vector<std::string> all{" ", "-", " & ", "'", "  "};
    return all;
  }
  static std::size_t letters(const std::string& name) { return display_width(fold(name)); }

  std::mt19937_64 engine_;
};

/// "k kri" for "K-Kri!": words alone, so that no sign hides a name.
std::string spoken(std::string_view text) {
  const std::string folded = fold(text);
  std::string spoken = " ";
  for (const auto word : words_of(folded)) spoken += std::string(word) + ' ';
  return spoken;
}

}  // namespace

TEST_CASE("no name is left in any text, and redacting twice changes nothing") {
  Gossip gossip(11);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> known;
    std::vector<SecretName> secrets;
    for (std::size_t i = 0; i <= gossip.up_to(4); ++i) {
      known.push_back(gossip.name());
      const bool is_person = gossip.up_to(1) == 0;
      secrets.push_back({known.back(), is_person ? Of::person : Of::customer,
                         gossip.up_to(3) == 0 ? "a customer" : "customer A"});
    }
    const Redaction redact(secrets);
    const std::string text = gossip.text(known);
    const std::string out = redact(text);
    CAPTURE(text);
    CAPTURE(out);
    for (const std::string& name : known) {
      CAPTURE(name);
      std::string sought = spoken(name);
      CHECK(spoken(out).find(sought) == std::string::npos);
      sought.pop_back();  // with any suffix
      if (display_width(sought) > 4) CHECK(spoken(out).find(sought) == std::string::npos);
    }
    CHECK((out.find("hen they order") == std::string::npos) ==
          (text.find("hen they order") == std::string::npos));
    CHECK(fold(redact(out)) == fold(out));
  }
}

}  // namespace rapport
