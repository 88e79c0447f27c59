#include "rapport/store/merged.hpp"

#include <doctest/doctest.h>

#include <set>

#include "../store/book.hpp"

using namespace rapport;

namespace {

/// Merges duplicates of all sorts into one that has but a name. Every field of the description must
/// come up, so that one which is added later is looked at too.
template <typename T>
void check_nothing_is_lost(T (*random_one)(Random&)) {
  const EntityKind& kind = entity_kind<T>;
  std::set<std::string> seen, described;
  for (int round = 1; round <= 200; ++round) {
    Random random(static_cast<unsigned>(round));
    const Fields duplicate = encode(random_one(random));
    const Fields into = encode(T{.name = "Into"});
    const MergedFields merged = merged_fields(kind, duplicate, into);
    for (const FieldInfo& info : kind.describe_fields(duplicate)) described.emplace(info.name);
    for (const auto& [field, value] : duplicate) {
      seen.insert(field.substr(0, field.find('.')));
      const std::string name = field;
      CAPTURE(name);
      const auto kept = merged.fields.find(field);
      const bool is_said =
          std::find(merged.left.begin(), merged.left.end(), field) != merged.left.end();
      if (kind.merged_apart.contain(field))
        CHECK(!is_said);
      else if (kind.merged_own.contain(field))
        CHECK((is_said || (kept != merged.fields.end() && kept->second == value)));
      else
        CHECK((kept != merged.fields.end() && kept->second == value));
    }
    for (const auto& [field, value] : into) CHECK(merged.fields.at(field) == value);
  }
  CHECK(seen == described);
}

}  // namespace

TEST_CASE("a merge keeps every field of the description that its row does not leave apart") {
  check_nothing_is_lost<Customer>(random_customer);
  check_nothing_is_lost<Person>(random_person);
  check_nothing_is_lost<Idea>(random_idea);
}

TEST_CASE("the one that stays keeps its own, and what the duplicate says otherwise is named") {
  const Customer duplicate{
      .name = "Acme", .region = "US", .tags = {"a"}, .do_not_contact = true, .archived = true};
  const Customer into{.name = "Acme Robotics", .region = "EU", .tags = {"b"}};
  const Customer one = merged(duplicate, into);
  CHECK(one.name == "Acme Robotics");
  CHECK(one.region == "EU");
  CHECK(one.tags == std::set<std::string>{"a", "b"});
  CHECK(one.do_not_contact);
  CHECK(!one.archived);
  CHECK(merged_fields(entity_kind<Customer>, encode(duplicate), encode(into)).left ==
        std::vector<std::string>{"archived", "region"});
}
