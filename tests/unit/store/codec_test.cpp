#include "rapport/store/codec.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "book.hpp"
#include "rapport/base/error.hpp"

using namespace rapport;

namespace {

// Written out by hand, so that a field forgotten in `describe` is seen.
auto parts(const Pm& v) {
  return std::tie(v.name, v.handle, v.emails, v.aliases, v.joined, v.left, v.implicit_join,
                  v.judge_from);
}
auto parts(const Customer& v) {
  return std::tie(v.name, v.first_class, v.classes, v.region, v.segment, v.tags, v.domains,
                  v.aliases, v.do_not_contact, v.archived, v.merged_into, v.apart);
}
auto parts(const Person& v) {
  return std::tie(v.name, v.customer, v.role, v.emails, v.aliases, v.merged_into);
}
auto parts(const Interaction& v) {
  return std::tie(v.start, v.length, v.kind, v.purpose, v.loop, v.status, v.cancelled_by, v.hosts,
                  v.customers, v.people, v.is_private, v.mood, v.note, v.confirmed, v.edited);
}
auto parts(const PrivateNote& v) { return std::tie(v.mood, v.note); }
auto parts(const Learning& v) {
  return std::tie(v.interaction, v.type, v.text, v.themes, v.second_hand, v.heard_from);
}
auto parts(const Promise& v) {
  return std::tie(v.interaction, v.pm, v.customers, v.colleague, v.text, v.made, v.due, v.kept,
                  v.told, v.told_to);
}
auto parts(const Idea& v) {
  return std::tie(v.name, v.themes, v.state, v.opened, v.settled, v.why, v.merged_into);
}
auto parts(const Vote& v) { return std::tie(v.idea, v.customer, v.interaction, v.cast, v.told); }
auto parts(const Showstopper& v) {
  return std::tie(v.name, v.pm, v.customers, v.opened, v.next_update, v.resolved, v.how, v.told);
}
auto parts(const Story& v) {
  return std::tie(v.pm, v.text, v.themes, v.customers, v.interaction, v.told);
}
auto parts(const Share& v) { return std::tie(v.story, v.pm, v.on, v.where); }
auto parts(const Review& v) { return std::tie(v.pm, v.on, v.note); }
auto parts(const Action& v) { return std::tie(v.review, v.pm, v.text, v.made, v.due, v.done); }
auto parts(const Timer& v) {
  return std::tie(v.pm, v.customers, v.people, v.who, v.started, v.kind, v.purpose);
}
auto parts(const Off& v) { return std::tie(v.pm, v.days, v.why); }
auto parts(const Target& v) {
  return std::tie(v.name, v.pm, v.metric, v.amount, v.every, v.filter, v.main, v.onboarding, v.from,
                  v.until, v.by, v.removed);
}
auto parts(const RulesRecord& v) {
  return std::tie(v.rules.week_start, v.rules.work_days, v.rules.hour, v.rules.own_domains);
}
auto parts(const Self& v) { return std::tie(v.pm); }

template <typename T, typename Make>
void check_round_trips(Make&& make) {
  Random random(7);
  for (int i = 0; i < 300; ++i) {
    const T value = make(random);
    const Fields fields = encode(value);
    const std::string body = encode_fields(fields);
    INFO(body);
    CHECK(decode_fields(body) == fields);
    CHECK(parts(decode<T>(decode_fields(body))) == parts(value));
  }
}

}  // namespace

TEST_CASE("every entity comes back from its fields as it was") {
  check_round_trips<Pm>(random_pm);
  check_round_trips<Customer>(random_customer);
  check_round_trips<Person>(random_person);
  check_round_trips<Interaction>(random_interaction);
  check_round_trips<PrivateNote>(random_private_note);
  check_round_trips<Learning>(random_learning);
  check_round_trips<Promise>(random_promise);
  check_round_trips<Idea>(random_idea);
  check_round_trips<Vote>(random_vote);
  check_round_trips<Showstopper>(random_showstopper);
  check_round_trips<Story>(random_story);
  check_round_trips<Share>(random_share);
  check_round_trips<Review>(random_review);
  check_round_trips<Action>(random_action);
  check_round_trips<Timer>(random_timer);
  check_round_trips<Off>(random_off);
  check_round_trips<Target>(random_target);
  check_round_trips<RulesRecord>([](Random& random) {
    return RulesRecord{{}, random_rules(random)};
  });
  check_round_trips<Self>([](Random& random) {
    return random.maybe() ? Self{{}, random.uid()} : Self{};
  });
}

TEST_CASE("a change lays the difference over the state, and nothing else") {
  Random random(11);
  for (int i = 0; i < 300; ++i) {
    Fields state = encode(random_customer(random));
    const Fields wanted = encode(random_customer(random));
    const Fields change = changed_fields(state, wanted);
    CHECK(changed_fields(wanted, wanted).empty());
    merge_fields(state, change);
    CHECK(state == wanted);
    merge_fields(state, change);  // arriving twice changes nothing
    CHECK(state == wanted);
  }
}

TEST_CASE("a word that only a newer program knows is kept as it is, and is none of ours") {
  Fields fields = encode(Interaction{.mood = Mood::rough});
  fields["mood"] = std::string("overjoyed");
  const auto talk = decode<Interaction>(fields);
  CHECK(name_of(*talk.mood) == "overjoyed");
  CHECK(encode(talk) == fields);

  const Date later = make_date(2026, 2, 2).value();
  fields = encode(Customer{});
  fields["class.2026-02-02"] = std::string("investor");
  CHECK(name_of(decode<Customer>(fields).class_on(later)) == "investor");
  CHECK(decode<Customer>(fields).class_on(later) != Class::customer);

  fields = encode(Target{});
  fields["kind.hologram"] = true;
  CHECK(encode(decode<Target>(fields)) == fields);
  CHECK(!decode<Target>(fields).filter.kinds.contains(Kind::call));

  fields = encode(Interaction{});
  fields["kind"] = std::string("with \x1b[31m colours");
  CHECK(name_of(decode<Interaction>(fields).kind) == "?");
}

TEST_CASE("what no program writes is left out, not taken for something else") {
  Fields fields;
  fields = encode(Promise{});
  fields["customer.nobody"] = true;
  CHECK(decode<Promise>(fields).customers.empty());

  fields = encode(RulesRecord{});
  fields["work_day.sometimes"] = true;
  CHECK(decode<RulesRecord>(fields).rules.work_days == Rules{}.work_days);

  for (const std::int64_t length : {-1, 1'000'001}) {
    fields = encode(Interaction{});
    fields["minutes"] = length;
    CHECK(decode<Interaction>(fields).length == Interaction{}.length);
  }
  fields = encode(Interaction{});
  fields["offset"] = std::int64_t{1} << 32;  // which no `int` holds
  CHECK(!decode<Interaction>(fields).start.offset);
}

TEST_CASE("a body that is not a flat object is damage, and said to be") {
  for (const char* body : {"", "null", "[]", "\"x\"", "{\"a\":1.5}", "{\"a\":[1]}", "{\"a\":{}}",
                           "{\"a\":1", "{\"a\":1}x", "{\"a\":9223372036854775808}"}) {
    INFO(body);
    try {
      decode_fields(body);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_data);
    }
  }
}

TEST_CASE("a text that is not UTF-8 is refused as typed wrong, and never stored") {
  for (const char* text : {"\xff", "a\xc3", "\xed\xa0\x80"}) {
    try {
      encode_fields({{"region", std::string(text)}});
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
    }
  }
}
