#include <doctest/doctest.h>

#include "../store/book.hpp"
#include "command/about/choices_book.hpp"
#include "command/book/journal_text.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/exchange/book_json.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/records.hpp"
#include "rapport/store/search.hpp"
#include "store/entities/typed.hpp"

// A kind of entity that only this test knows: its struct, its description and its row are all that
// the rest of the program is told.
namespace rapport {
namespace {

struct Parking {
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  std::set<std::string> aliases;
  Uid customer;
  Date opened{};
  std::string surface;
  std::optional<Uid> merged_into;
};

template <typename V>
void describe(V& v, Parking& parking) {
  v.field("name", parking.name);
  v.set("alias", parking.aliases);
  v.field("customer", parking.customer);
  v.field("opened", parking.opened);
  v.field("surface", parking.surface);
  v.field("merged_into", parking.merged_into);
}

}  // namespace

template <>
inline constexpr EntityKind entity_kind<Parking> =
    kind_from<Parking>({.name = "parking",
                        .title = "parking lot",
                        .called = "name alias",
                        .at = "customer",
                        .owners = "customer",
                        .role = 90,
                        .needs = "name",
                        .day = "opened",
                        .searched = "name surface",
                        .search_code = 15,
                        .identifying = "name alias"});

namespace {

const Uid north = *parse_uid("01a1f978-b580-7000-8623-9afc908c5b01");
const Uid south = *parse_uid("01a1f978-b580-7000-8623-9afc908c5b02");

ScopedKinds with_parking() {
  std::vector<EntityKind> rows(all_kinds().begin(), all_kinds().end());
  rows.push_back(entity_kind<Parking>);
  return ScopedKinds(std::move(rows));
}

/// A book that knows Acme and its two parking lots.
struct ParkingBook : TestBook {
  ScopedKinds rows = with_parking();
  Uid acme;
  std::int64_t added = 0;

  ParkingBook() {
    command("customer add",
            [&](Writing& writing) { acme = writing.add(Customer{.name = "Acme"}); });
    added = put({.uid = north,
                 .name = "North lot",
                 .aliases = {"Frost side"},
                 .customer = acme,
                 .opened = make_date(2026, 2, 1).value(),
                 .surface = "gravel"});
    put({.uid = south, .name = "South lot", .customer = acme, .surface = "asphalt"});
  }

  std::int64_t put(const Parking& parking) {
    return command("parking add", [&](Writing& writing) { writing.put(record(parking)); });
  }
  Record record(const Parking& parking) const {
    return {.kind = "parking",
            .uid = parking.uid,
            .space = space::team,
            .recorded = recorded_text(local),
            .fields = encode(parking)};
  }
  std::vector<std::string> found(const std::string& word) {
    std::vector<std::string> list;
    const SearchQuery query{.terms = parse_search({word}), .kinds = {}, .passes = {}};
    for (const SearchHit& hit : search(store.db(), query).hits)
      list.push_back(hit.state.ent + " " + text_in(hit.state.fields, "name"));
    return list;
  }
  void merge() {
    Parking parking = store.find<Parking>(south).value();
    parking.merged_into = north;
    put(parking);
  }
};

std::string refusal(Store& store, std::string_view text) {
  try {
    resolve<Parking>(store, text);
    return "";
  } catch (const Error& error) {
    return std::string(error.what()) + "; " + error.hint();
  }
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a new kind is numbered, found by its name, and by whose it is") {
  ParkingBook book;
  CHECK(resolve<Parking>(book.store, "nor").number == 1);
  CHECK(resolve<Parking>(book.store, "frost side").surface == "gravel");
  CHECK(resolve<Parking>(book.store, "#2").name == "South lot");
  CHECK(label_of(book.store, {"parking", north}) == "North lot (Acme)");
  CHECK(book.store.linked<Parking>(book.acme).size() == 2);
  CHECK(refusal(book.store, "harbour") ==
        "no parking lot matches 'harbour'; see `rapport parking list`, or add one: `rapport "
        "parking add harbour`");
  CHECK(refusal(book.store, "lot").find("matches 2 parking lots") != std::string::npos);
  CHECK(refusal(book.store, "Nort lot").find("did you mean North lot (Acme)?") !=
        std::string::npos);
  CHECK_THROWS_AS(check_free(book.store, {"north lot"}, "parking", {}), Error);
}

TEST_CASE("a new kind is offered by TAB") {
  ParkingBook book;
  World world;
  world.clock = book.stamp();
  const Globals globals;
  const Session session(world, globals, Settings::of_environment(world));
  const Cursor cursor{.typed = "fro"};
  ChoiceQuery query{cursor, session, book.store.as_of(book.local)};
  const Choices choices = name_choices(query, {"parking"}, false);
  REQUIRE(choices.size() == 1);
  CHECK(choices.front().value == "North lot");
  CHECK(choices.front().says == "at Acme");
}

TEST_CASE("a new kind is searched, and stands on its day") {
  ParkingBook book;
  CHECK(book.found("gravel") == Texts{"parking North lot"});
  const SearchQuery query{.terms = parse_search({"gravel"}), .kinds = {}, .passes = {}};
  CHECK(search(book.store.db(), query).hits.front().day == make_date(2026, 2, 1).value());
}

TEST_CASE("a new kind is told in the history, and undone") {
  ParkingBook book;
  const Date today = book.local.date;
  const Table told = touched_table(book.store, book.store.touched_by(book.added), today);
  REQUIRE(told.rows.size() == 1);
  CHECK(std::get<std::string>(told.rows.front()[1].value) == "parking lot");
  CHECK(std::get<std::string>(told.rows.front()[3].value) == "North lot");
  const auto change = book.put({.uid = north, .name = "North lot", .surface = "asphalt"});
  const Touched touched = book.store.touched_by(change).front();
  CHECK(change_text(book.store, touched).find("surface gravel → asphalt") != std::string::npos);
  book.undo();
  CHECK(book.found("gravel") == Texts{"parking North lot"});
  book.undo();
  CHECK(book.found("asphalt").empty());
  CHECK(book.store.all<Parking>().size() == 1);
  book.redo();
  CHECK(book.store.all<Parking>().size() == 2);
  CHECK(book.store.check(Depth::deep).empty());
}

TEST_CASE("duplicates of a new kind are followed, folded anew and undone") {
  ParkingBook book;
  book.merge();
  CHECK(book.store.find<Parking>(south)->uid == north);
  CHECK(book.store.find_itself<Parking>(south)->uid == south);
  CHECK(book.store.all<Parking>().size() == 1);
  CHECK(book.store.all_with_duplicates<Parking>().size() == 2);
  CHECK(book.store.with_duplicates(north) == std::set<Uid>{north, south});
  CHECK(resolve<Parking>(book.store, "south lot").uid == north);
  book.store.rebuild();
  CHECK(book.store.survivor(south) == north);
  book.undo();
  CHECK(book.store.survivor(south) == south);
  CHECK(book.store.with_duplicates(north) == std::set<Uid>{north});
}

TEST_CASE("of a circle of merges the smallest stands for all") {
  ParkingBook book;
  book.merge();
  Parking parking = book.store.find_itself<Parking>(north).value();
  parking.merged_into = south;
  book.put(parking);
  CHECK(book.store.survivor(north) == north);
  CHECK(book.store.survivor(south) == north);
  CHECK(book.store.with_duplicates(north) == std::set<Uid>{north, south});
  CHECK(book.store.survivor(north) == north);  // from what was read by now
  CHECK(book.store.all<Parking>().size() == 1);
}

TEST_CASE("a new kind is checked, exported and imported") {
  ParkingBook book;
  const Record good = book.record({.uid = north, .name = "North lot"});
  CHECK(!problem_of(good));
  Record bad = good;
  bad.fields.erase("name");
  CHECK(problem_of(bad).value().what == "the parking has no 'name'");
  bad = good;
  bad.fields.insert_or_assign("opened", "someday");
  CHECK(problem_of(bad).value().what ==
        "'opened' is 'someday'; it may be a day such as 2026-11-20");

  std::string text;
  BookJsonWriter writer(entity_kinds(), [&](std::string_view piece) { text += piece; });
  each_record(book.store, {}, [&](const Record& record) { writer.add(record); });
  writer.finish();
  const BookJson json = read_book_json(text, "book.json");
  TestBook other;
  other.command("import", [&](Writing& writing) {
    for (const Record& record : json.records) writing.put(record);
  });
  CHECK(other.store.all<Parking>().size() == 2);
  for (const Record& record : json.records)
    CHECK(compare(other.store, record).standing == Standing::equal);
  CHECK(other.store.check(Depth::deep).empty());
}

TEST_CASE("a new kind that tells who somebody is can be forgotten, with those whose it is") {
  ParkingBook book;
  book.command("story add", [](Writing& writing) {
    writing.add(Story{.text = "they met at the Frost side at noon"});
  });
  const auto parties = forgotten_with(book.store.db(), {"customer", book.acme});
  REQUIRE(parties.size() == 3);
  book.command("forget", [&](Writing& writing) { writing.forget(parties); });
  sweep(book.store.db());
  CHECK(book.found("frost").empty());
  CHECK(book.found("lot").empty());
  CHECK(book.store.all<Story>().front().text.find("parking-") != std::string::npos);
  CHECK(book.store.find<Parking>(north)->surface == "gravel");
  CHECK(book.store.check(Depth::deep).empty());
}

}  // namespace rapport
