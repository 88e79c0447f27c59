#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/domain/idea.hpp"

using namespace rapport;

namespace {

/// A book with a few ideas and customers, some of them merged, and many votes.
struct IdeaBook {
  TestBook book;
  std::vector<Uid> ideas, customers;

  explicit IdeaBook(Random& random) {
    book.command("fill", [&](Writing& writing) {
      for (int i = 0; i < 6; ++i) {
        ideas.push_back(
            writing.add(Idea{.name = "idea " + std::to_string(i), .opened = random.date()}));
        customers.push_back(writing.add(Customer{.name = "customer " + std::to_string(i)}));
      }
      for (int i = 0; i < 30; ++i) {
        Vote vote = random_vote(random);
        vote.idea = random.one_of(ideas);
        vote.customer = random.one_of(customers);
        writing.add(vote);
      }
    });
  }

  std::vector<Vote> counted() {
    Ideas known;
    for (const Idea& idea : book.store.all_with_duplicates<Idea>()) known.emplace(idea.uid, idea);
    Customers all;
    for (const Customer& customer : book.store.all_with_duplicates<Customer>())
      all.emplace(customer.uid, customer);
    const auto votes = book.store.all<Vote>();
    return counted_votes(votes, known, all);
  }

  template <typename T>
  void merge(const char* verb, const Uid& from, const Uid& into) {
    book.command(verb, [&](Writing& writing) {
      T one = book.store.find<T>(from).value();
      one.merged_into = into;
      writing.update(one);
    });
  }
};

std::vector<std::string> lines_of(const std::vector<Vote>& votes) {
  std::vector<std::string> lines;
  for (const Vote& vote : votes)
    lines.push_back(std::to_string(vote.number) + " " + to_string(vote.idea) + " " +
                    to_string(vote.customer) + " " + to_string(vote.cast) + " " +
                    (vote.told ? to_string(*vote.told) : "-"));
  return lines;
}

}  // namespace

TEST_CASE("merging ideas and customers and taking it back restores every vote exactly") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    IdeaBook ideas(random);
    std::vector<std::vector<std::string>> states{lines_of(ideas.counted())};
    std::vector<std::vector<std::string>> dumps{live_dump(ideas.book.store.db())};
    for (int i = 0; i < 5; ++i) {
      if (random.maybe())
        ideas.merge<Idea>("idea merge", random.one_of(ideas.ideas), random.one_of(ideas.ideas));
      else
        ideas.merge<Customer>("customer merge", random.one_of(ideas.customers),
                              random.one_of(ideas.customers));
      states.push_back(lines_of(ideas.counted()));
      dumps.push_back(live_dump(ideas.book.store.db()));
    }
    for (std::size_t i = states.size() - 1; i > 0; --i) {
      REQUIRE(ideas.book.undo());
      CHECK(lines_of(ideas.counted()) == states[i - 1]);
      CHECK(live_dump(ideas.book.store.db()) == dumps[i - 1]);
    }
    for (std::size_t i = 1; i < states.size(); ++i) {
      REQUIRE(ideas.book.redo());
      CHECK(lines_of(ideas.counted()) == states[i]);
    }
  }
}

TEST_CASE("a merge leaves one vote a customer and loses nobody who asked") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    IdeaBook ideas(random);
    std::set<Uid> asking;
    const auto from = ideas.ideas[0];
    const auto into = ideas.ideas[1];
    for (const Vote& vote : ideas.counted())
      if (vote.idea == from || vote.idea == into) asking.insert(vote.customer);
    ideas.merge<Idea>("idea merge", from, into);
    std::multiset<Uid> after;
    for (const Vote& vote : ideas.counted()) {
      CHECK(vote.idea != from);
      if (vote.idea == into) after.insert(vote.customer);
    }
    CHECK(std::vector(after.begin(), after.end()) == std::vector(asking.begin(), asking.end()));
  }
}

TEST_CASE(
    "who waits to be told of an idea, and the newest vote for it, are those of all its votes") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    IdeaBook ideas(random);
    Store& store = ideas.book.store;
    const auto votes = store.all<Vote>();
    for (const Uid& idea : ideas.ideas) {
      const Date settled = random.date();
      std::set<Uid> untold, found;
      std::optional<Vote> newest;
      for (const Vote& vote : votes) {
        if (vote.idea != idea) continue;
        if (!vote.told || *vote.told < settled) untold.insert(vote.uid);
        if (!vote.told && (!newest || newest->uid < vote.uid)) newest = vote;
      }
      for (const Vote& vote : store.votes_untold(idea, settled)) found.insert(vote.uid);
      CHECK(found == untold);
      const auto seen = store.newest_vote(idea);
      CHECK((seen ? seen->uid : Uid{}) == (newest ? newest->uid : Uid{}));
    }
  }
}

TEST_CASE("ideas and showstoppers are found by name, customers are not mistaken for them") {
  TestBook book;
  book.command("add", [&](Writing& writing) {
    writing.add(Idea{.name = "Bulk export of orders"});
    writing.add(Showstopper{.name = "Bulk import fails"});
  });
  CHECK(book.store.match_names("bulk ex", NameLevel::prefix, {"idea"}).size() == 1);
  CHECK(book.store.match_names("orders", NameLevel::prefix, {"idea"}).size() == 1);
  CHECK(book.store.match_names("bulk", NameLevel::prefix, {"showstopper"}).size() == 1);
  CHECK(book.store.match_names("bulk", NameLevel::prefix, {"customer", "person"}).empty());
}
