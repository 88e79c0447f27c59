#include <doctest/doctest.h>

#include "book.hpp"

namespace rapport {
namespace {

using Numbers = std::set<std::int64_t>;

bool says_leave(std::string_view text) { return text.find("leave") != std::string_view::npos; }

struct Told : TestBook {
  Uid priya, tom;
  Date day = local.date;

  Told() {
    command("pm add", [&](Writing& writing) {
      priya = writing.add(Pm{.name = "Priya", .handle = "priya"});
      tom = writing.add(Pm{.name = "Tom", .handle = "tom"});
    });
  }

  /// A talk of these PMs in which that was learned; answers its number.
  std::int64_t talk(const std::set<Uid>& hosts, const std::string& text,
                    const std::string& theme = "orders", bool is_private = false) {
    Uid uid;
    command("log", [&](Writing& writing) {
      uid = writing.add(Interaction{.start = {day, 540, 60},
                                    .length = Minutes{60},
                                    .hosts = hosts,
                                    .is_private = is_private});
      writing.add(Learning{.interaction = uid, .text = text, .themes = {theme}});
    });
    return store.find<Interaction>(uid)->number;
  }

  Numbers of(const Uid& pm, Date since = first_date) {
    return store.talks_that_say(pm, says_leave, since);
  }
};

}  // namespace

TEST_CASE("talks that say: by the text or a theme of what was learned, for each host") {
  Told told;
  told.talk({told.priya}, "exports fail");
  const auto text = told.talk({told.priya, told.tom}, "they may leave");
  const auto theme = told.talk({told.priya}, "too dear", "may-leave");
  CHECK(told.of(told.priya) == Numbers{text, theme});
  CHECK(told.of(told.tom) == Numbers{text});
}

TEST_CASE("talks that say: from a day on, and as long as it is there") {
  Told told;
  const auto talk = told.talk({told.priya}, "they may leave");
  CHECK(told.of(told.priya, told.day) == Numbers{talk});
  CHECK(told.of(told.priya, told.day + Days{1}).empty());
  told.command("remove", [&](Writing& writing) {
    for (const Learning& learning : told.store.all<Learning>())
      writing.remove<Learning>(learning.uid);
  });
  CHECK(told.of(told.priya).empty());
}

TEST_CASE("talks that say: what was learned in private is not looked at") {
  Told told;
  told.talk({told.priya}, "they may leave", "orders", true);
  CHECK(told.of(told.priya).empty());
}

}  // namespace rapport
