#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/fields.hpp"
#include "rapport/store/kinds.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/body_reader.hpp"
#include "store/journal/body_words.hpp"

namespace rapport {
namespace {

Fields many_fields() {
  using namespace std::string_literals;
  return {{"amount", std::int64_t{-1}},
          {"apart", std::numeric_limits<std::int64_t>::min()},
          {"cast", "2026-11-18"s},
          {"confirmed", "2026-11-18T09:05"s},
          {"customer.0192d3b0-0000-7000-8000-0000000000ff", true},
          {"due", "2026-13-32"s},
          {"edited", "2026-11-18T9:05"s},
          {"kind", "visit"s},
          {"left", std::monostate{}},
          {"least", std::numeric_limits<std::int64_t>::max()},
          {"minutes", std::int64_t{300}},
          {"never heard of.it", "x"s},
          {"note", std::string(300, 'n') + "\u00fc"},
          {"person", "0192D3B0-0000-7000-8000-0000000000FF"s},
          {"pm", "0192d3b0-0000-7000-8000-0000000000ff"s},
          {"private", false},
          {"source.ics:1@x", true},
          {"start", "0000-00-00T31:63"s},
          {"tag.", true},
          {"tag.a.b", true},
          {"text", ""s},
          {"until", "9999-12-31"s}};
}

}  // namespace

TEST_CASE("body: fields of every form are read as they were written") {
  CHECK(decode_fields(encode_fields({})) == Fields{});
  CHECK(decode_fields(encode_fields(many_fields())) == many_fields());
  for (const auto& [name, value] : many_fields())
    if (name.find('.') == std::string::npos)
      CHECK(find_field(encode_fields(many_fields()), name) == value);
  CHECK(find_field(encode_fields(many_fields()), "tag") == FieldValue{});
}

/// What stands in `fields`, read from the packed body.
template <typename T>
Fields read_packed(const Fields& fields) {
  const std::string body = encode_fields(fields);
  T value{};
  const PackedReader reader(body);
  describe(reader, value);
  return encode(value);
}

TEST_CASE("body: an entity is read from its body as from its fields") {
  using namespace std::string_literals;
  Fields fields = many_fields();
  fields.emplace("host.0192d3b0-0000-7000-8000-0000000000aa", true);
  fields.emplace("offset", std::int64_t{-60});
  fields.emplace("purpose", "a word of later"s);
  fields.emplace("status", "no-show"s);
  fields.emplace("metric", "learnings"s);
  fields.emplace("every", "2 weeks"s);
  fields.emplace("on", "2026-11-18"s);
  fields.emplace("told", "2026-02-30"s);
  fields.emplace("told.0192d3b0-0000-7000-8000-0000000000bb", "2026-11-19"s);
  fields.emplace("told.nobody", "2026-11-19"s);
  fields.emplace("asked.spread out", true);
  fields.emplace("class.2026-11-18", "prospect"s);
  fields.emplace("started", "2026-11-18T24:00"s);
  fields.emplace("work_day.mon", true);
  const auto is_same = [&]<typename T>(const T*) {
    CHECK(read_packed<T>(fields) == encode(decode<T>(fields)));
    CHECK(read_packed<T>({}) == encode(decode<T>({})));
  };
#define RAPPORT_CHECK(Type) is_same(static_cast<const Type*>(nullptr));
  RAPPORT_ENTITIES(RAPPORT_CHECK)
#undef RAPPORT_CHECK
  CHECK(encode(decode<Interaction>(fields)).size() > 10);
}

TEST_CASE("body: uids, days and words take few bytes") {
  CHECK(encode_fields({{"pm", std::string("0192d3b0-0000-7000-8000-0000000000ff")},
                       {"start", std::string("2026-11-18T09:05")},
                       {"kind", std::string("visit")}})
            .size() == 1 + (2 + 1) + (2 + 16) + (2 + 5) + 2);
}

TEST_CASE("body: a uid that is written in capitals stays as it is written") {
  for (const char* uid :
       {"0192D3B0-0000-7000-8000-0000000000FF", "0192d3b0-0000-7000-8000-0000000000fF",
        "0192d3b0-0000-7000-8000-0000000000fg"}) {
    const Fields fields{{"note", std::string(uid)}, {"tag." + std::string(uid), true}};
    CHECK(decode_fields(encode_fields(fields)) == fields);
  }
}

TEST_CASE("body: what older programs wrote as JSON is read") {
  CHECK(decode_fields(R"({"kind":"call","minutes":60,"tag.new":true,"left":null})") ==
        Fields{{"kind", std::string("call")},
               {"minutes", std::int64_t{60}},
               {"tag.new", true},
               {"left", std::monostate{}}});
  CHECK(find_field(R"({"kind":"call"})", "kind") == FieldValue{std::string("call")});
}

TEST_CASE("body: one byte that differs, or is missing, is damage") {
  const std::string body = encode_fields(many_fields());
  for (std::size_t at = 0; at < body.size(); ++at)
    for (const int bit : {0, 3, 7}) {
      std::string odd = body;
      odd[at] = static_cast<char>(odd[at] ^ 1 << bit);
      CAPTURE(at);
      CHECK_THROWS_AS(decode_fields(odd), UnusableFile);
    }
  for (std::size_t size = 0; size < body.size(); ++size)
    CHECK_THROWS_AS(decode_fields(body.substr(0, size)), UnusableFile);
}

TEST_CASE("body: random bytes are never more than damage") {
  Random random(20261129);
  for (int round = 0; round < 20'000; ++round) {
    std::string body(1, '\x01');
    for (int size = random.up_to(40); size > 0; --size)
      body += static_cast<char>(random.up_to(round % 2 == 0 ? 255 : 12));
    const auto sum = static_cast<std::uint16_t>(checksum(body));
    body += static_cast<char>(sum >> 8);
    body += static_cast<char>(sum);
    try {
      decode_fields(body);
    } catch (const UnusableFile&) {
    }
  }
}

TEST_CASE("body: the words that books hold as bytes stay where they are") {
  std::string words;
  for (const auto word : body_words) words.append(word).append(1, ' ');
  CHECK(words.substr(0, 31) == "name handle email alias joined ");
  constexpr std::size_t size_once = 896;  // a word more goes to the end: these stay as they are
  CHECK(checksum(words.substr(0, size_once)) == -8080176041927471246);
}

TEST_CASE("body: a text that is not UTF-8 is refused") {
  CHECK_THROWS_AS(encode_fields({{"note", std::string("\xff")}}), Error);
}

}  // namespace rapport
