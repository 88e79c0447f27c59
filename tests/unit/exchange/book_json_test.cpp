#include "rapport/exchange/book_json.hpp"

#include <doctest/doctest.h>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

const std::string uid = "01a1f978-b580-7000-8623-9afc908c5b0c";

std::string book_of(const std::string& sections) {
  return "{\"version\": 1, \"report\": \"export\", " + sections + "}";
}

std::string entity(const std::string& fields) {
  return "{\"uid\": \"" + uid + "\", \"space\": \"team\", \"recorded\": \"r\"" + fields + "}";
}

/// What reading it complains of; empty when nothing.
std::string complaint(const std::string& text) {
  try {
    read_book_json(text, "b.json");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
    CHECK(error.hint().find("nothing was imported") == 0);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("book_json: fields are read back as they were") {
  const Record record{"customer",
                      *parse_uid(uid),
                      "team",
                      "2026-03-02T09:00+01:00",
                      {{"name", "Müller \"& Söhne\"\n\x1b[31m\u202e"},
                       {"class", "partner"},
                       {"class.2026-01-01", "customer"},
                       {"tag.a.b", true},
                       {"tag.", true},
                       {"odd", true},
                       {"odd.one", true},  // its name is taken: it stands by itself
                       {"off.x", false},
                       {"least", std::int64_t{-9223372036854775807 - 1}}}};
  const std::vector<std::string_view> kinds{"pm", "customer"};
  std::string text;
  BookJsonWriter writer(kinds, [&](std::string_view piece) { text += piece; });
  writer.add(record);
  writer.finish();
  CHECK(text.find("\"pm\": []") != std::string::npos);
  CHECK(text.find("\"tag\":[\"\",\"a.b\"]") != std::string::npos);
  CHECK(text.find("\"odd.one\":true") != std::string::npos);
  CHECK(text.find("Müller") != std::string::npos);
  CHECK(text.find("\\u202e") != std::string::npos);  // not what a terminal would obey
  const BookJson book = read_book_json(text, "b.json");
  REQUIRE(book.records.size() == 1);
  CHECK(book.records[0] == record);
  CHECK(place_text("b.json", book.places[0]).find("b.json:6:") == 0);
  CHECK_FALSE(book.has_history);
}

TEST_CASE("book_json: the history is passed over, whatever is in it") {
  const std::vector<std::string_view> kinds{"customer"};
  std::string text;
  BookJsonWriter writer(kinds, [&](std::string_view piece) { text += piece; });
  writer.begin_history();
  writer.add(JournalRecord{.space = "team", .kind = "customer", .fields = std::nullopt});
  writer.add(JournalRecord{.space = "team", .kind = "customer", .fields = Fields{{"a", "b"}}});
  writer.finish();
  const BookJson book = read_book_json(text, "b.json");
  CHECK(book.has_history);
  CHECK(book.records.empty());
}

TEST_CASE("book_json: what is wrong is named with its place") {
  CHECK(complaint(book_of("\"pm\": [" + entity("") + "]")).empty());
  CHECK(complaint("\xef\xbb\xbf" + book_of("\"pm\": []")).empty());
  CHECK(complaint("") == "b.json:1:1: the file ends too early");
  CHECK(complaint("{\n  \"version\": 1,\n  oh") == "b.json:3:3: this is not valid JSON");
  CHECK(complaint("{\"version\": 1, \"report\": \"exp") == "b.json:1:29: the file ends too early");
  CHECK(complaint("{}") == "'b.json' is not an export of rapport");
  CHECK(complaint("[1]") == "'b.json' is not an export of rapport");
  CHECK(complaint("{\"version\": 1, \"report\": \"week\"}") ==
        "'b.json' is not an export of rapport");
  CHECK(complaint(book_of("\"pm\": 3")).find("'pm' is not a list of entities") !=
        std::string::npos);
  CHECK(complaint(book_of("\"pm\": {}")).find("an object does not belong here") !=
        std::string::npos);
  CHECK(complaint(book_of("\"pm\": [[]]")).find("an array does not belong") != std::string::npos);
  CHECK(complaint(book_of("\"pm\": [1]")).find("a value does not belong") != std::string::npos);
  CHECK(complaint(book_of("\"pm\": []}")).find("not valid JSON") != std::string::npos);
}

TEST_CASE("book_json: hostile entities are refused") {
  const auto of = [](const std::string& fields) {
    return complaint(book_of("\"pm\": [" + entity(fields) + "]"));
  };
  const auto has = [](const std::string& text, const char* part) {
    CAPTURE(text);
    CHECK(text.find(part) != std::string::npos);
  };
  has(of(R"(, "a": 1e999)"), "not valid JSON");
  has(of(R"(, "a": 1.5)"), "not whole");
  has(of(R"(, "a": 9223372036854775808)"), "too large");
  CHECK(of(R"(, "a": null)").empty());
  CHECK(of(R"(, "a": 60.0)").empty());
  has(of(R"(, "a": {})"), "an object does not belong here");
  has(of(R"(, "a": [["x"]])"), "an array does not belong here");
  has(of(R"(, "a": [1])"), "not text");
  has(of(R"(, "a": ["x", "x"])"), "comes twice");
  has(of(R"(, "a": ["x"], "a.x": true)"), "comes twice");
  has(of(R"(, "a": 1, "a": 2)"), "the key 'a' comes twice");
  has(of(R"(, "uid": "x")"), "comes twice");
  has(of(R"(, "a": "\ud800")"), "not valid JSON");
  has(of(R"(, "a": "\q")"), "not valid JSON");
  has(of(R"(, "a": "\u0000")"), "NUL");
  has(of(", \"a\": \"\xff\""), "not valid JSON");
  has(of(R"(, "": 1)"), "pm: '' is not the name of a field");
  has(of(R"(, ".a": 1)"), "pm: '.a' is not the name of a field");
  has(complaint(book_of("\"pm\": [" + entity("") + "," + entity("") + "]")), "comes twice");
  has(complaint(book_of(R"("pm": [{"space": "team", "recorded": "r"}])")), "no 'uid'");
  has(complaint(book_of(R"("pm": [{"uid": "x", "space": "team"}])")),
      "pm: 'uid' is 'x'; it may be a UUID");
  has(complaint(book_of(R"("pm": [{"uid": ["x"]}])")), "an array does not belong here");
  has(complaint(book_of("\"pm\": [{\"uid\": \"" + uid + "\"}]")), "no 'space'");
  has(complaint(book_of("\"pm\": [], \"pm\": []")), "comes twice");
  has(complaint("{\"version\": 2, \"report\": \"export\"}"), "version");
}

TEST_CASE("book_json: depth costs nothing") {
  const auto nested = [](std::size_t depth) {
    return book_of("\"history\": [" + std::string(depth, '[') + std::string(depth, ']') + "]");
  };
  CHECK(complaint(nested(62)).empty());
  for (const std::size_t depth : {std::size_t{63}, std::size_t{100'000}, std::size_t{10'000'000}})
    CHECK(complaint(nested(depth)).find("nested too deep") != std::string::npos);
  CHECK(complaint(std::string(10'000'000, '[')).find("not an export") != std::string::npos);
}

}  // namespace rapport
