#include "rapport/domain/themes.hpp"

#include "book.hpp"

namespace rapport {
namespace {

const Uid acme = uid_of(1);
const Uid globex = uid_of(2);
const Uid acme_inc = uid_of(3);  // a duplicate of acme
const Uid hooli = uid_of(4);     // a prospect until December

Customers customers() {
  Customers all;
  all[acme] = {.uid = acme, .name = "Acme"};
  all[globex] = {.uid = globex, .name = "Globex"};
  all[acme_inc] = {.uid = acme_inc, .name = "Acme Inc", .merged_into = acme};
  all[hooli] = {.uid = hooli, .name = "Hooli", .first_class = Class::prospect};
  all[hooli].classes["2026-12-01"_d] = Class::customer;
  return all;
}

Heard heard(std::set<std::string> themes, const std::set<Uid>& with, Date day) {
  return {.learning = {.themes = std::move(themes)},
          .talk = {.start = {.date = day}, .customers = FewUids(with)}};
}

}  // namespace

TEST_CASE("themes: weight is distinct customers, duplicates once, not mentions") {
  const std::vector<Heard> all{heard({"orders"}, {acme}, "2026-11-02"_d),
                               heard({"orders"}, {acme_inc}, "2026-11-03"_d),
                               heard({"orders", "erp"}, {acme, globex}, "2026-11-01"_d)};
  const auto themes = themes_of(all, {}, customers());
  REQUIRE(themes.size() == 2);
  CHECK(themes[0].name == "orders");
  CHECK(themes[0].customers == std::set{acme, globex});
  CHECK(themes[0].learnings == 3);
  CHECK(themes[0].last_heard == "2026-11-03"_d);
  CHECK(themes[1].weight() == 2);
}

TEST_CASE("themes: prospects stand apart, by the class on that day") {
  std::vector<Heard> all{heard({"sso"}, {hooli}, "2026-11-02"_d)};
  auto themes = themes_of(all, {}, customers());
  CHECK(themes[0].weight() == 0);
  CHECK(themes[0].others == std::set{hooli});
  all.push_back(heard({"sso"}, {hooli}, "2026-12-02"_d));
  themes = themes_of(all, {}, customers());
  CHECK(themes[0].customers == std::set{hooli});
  CHECK(themes[0].others.empty());
}

TEST_CASE("themes: what colleagues told stands apart, what was not held is not heard") {
  std::vector<Heard> all{heard({"sso"}, {acme}, "2026-11-02"_d),
                         heard({"sso"}, {globex}, "2026-11-03"_d),
                         heard({"sso"}, {globex}, "2026-11-04"_d)};
  all[0].learning.second_hand = true;
  all[1].talk.loop = Loop::colleague;
  all[2].talk.status = Status::planned;
  const auto themes = themes_of(all, {}, customers());
  CHECK(themes[0].weight() == 0);
  CHECK(themes[0].second_hand == 2);
  CHECK(themes[0].learnings == 2);
  CHECK(themes[0].last_heard == "2026-11-03"_d);
}

TEST_CASE("themes: ideas open or planned count apart, merged ones with what they joined") {
  Ideas ideas;
  ideas[uid_of(10)] = {.uid = uid_of(10), .themes = {"orders"}};
  ideas[uid_of(11)] = {.uid = uid_of(11), .themes = {"orders", "erp"}, .merged_into = uid_of(10)};
  ideas[uid_of(12)] = {.uid = uid_of(12), .themes = {"erp"}, .state = IdeaState::shipped};
  const auto themes = themes_of({}, ideas, {});
  REQUIRE(themes.size() == 2);
  CHECK(themes[0].name == "erp");
  CHECK(themes[0].ideas == 1);
  CHECK(themes[1].ideas == 1);
  CHECK_FALSE(themes[1].last_heard);
}

TEST_CASE("themes: the weightiest first, then the last heard") {
  const std::vector<Heard> all{
      heard({"a"}, {acme}, "2026-11-01"_d), heard({"b"}, {acme}, "2026-11-02"_d),
      heard({"c"}, {acme, globex}, "2026-10-01"_d), heard({"d"}, {hooli}, "2026-11-20"_d)};
  std::string order;
  for (const Theme& theme : themes_of(all, {}, customers())) order += theme.name;
  CHECK(order == "cbad");
}

}  // namespace rapport
