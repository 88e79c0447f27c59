#include <doctest/doctest.h>

#include <cctype>
#include <memory>

#include "../../property/rounds.hpp"
#include "book.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/incoming.hpp"
#include "rapport/store/search_index.hpp"

// Two to four books that tell each other of what they did, in any order and at any time, come to
// the same state. RAPPORT_ROUNDS=200 tries as many lives.
namespace rapport {
namespace {

using Dump = std::vector<std::string>;

struct SharedBook : TestBook {
  std::string handle;
  Uid pm;
  std::map<Uid, std::string> words;  ///< of each talk: in its note, and in what was learned
};

class Lives {
 public:
  explicit Lives(std::uint64_t seed) : random_(seed) {
    for (int i = 1 + random_.up_to(2); i >= 0; --i) {
      auto book = std::make_unique<SharedBook>();
      book->handle = std::string(1, static_cast<char>('a' + i));
      book->pass(random_.up_to(120));
      book->command("pm add", [&](Writing& writing) {
        book->pm = writing.add(Pm{.name = "PM " + book->handle, .handle = book->handle});
        writing.set_me(book->pm);
      });
      books.push_back(std::move(book));
    }
  }

  void live() {
    for (int i = 40 + random_.up_to(40); i > 0; --i) {
      if (random_.maybe(20))
        tell(any_book(), any_book(), true);
      else
        act(any_book());
    }
  }

  /// Until nobody has anything left to say: who hears of an order to forget writes once more.
  void settle() {
    for (bool told = true; told;) {
      told = false;
      for (auto& from : books)
        for (auto& to : books)
          if (from != to) told = tell(*from, *to, false) || told;
    }
  }

  std::vector<std::unique_ptr<SharedBook>> books;
  std::set<std::string> forgotten;  ///< names

 private:
  SharedBook& any_book() {
    return *books[static_cast<std::size_t>(random_.up_to(static_cast<int>(books.size()) - 1))];
  }

  bool tell(SharedBook& from, SharedBook& to, bool in_part) {
    if (&from == &to) return false;
    auto told = told_by(from.store.db(), from.handle);
    std::shuffle(told.begin(), told.end(), random_.engine());
    if (in_part)
      for (Incoming& one : told) {
        if (one.space == space::erasure) continue;  // always whole, and first
        one.changes.resize(
            static_cast<std::size_t>(random_.up_to(static_cast<int>(one.changes.size()))));
      }
    return take_in(to.store, told, to.stamp()).taken > 0;
  }

  template <typename T>
  std::optional<T> any(SharedBook& book) {
    const auto all = book.store.all<T>();
    if (all.empty()) return std::nullopt;
    return random_.one_of(all);
  }

  /// A talk of the PM whose book it is: nobody else writes it.
  std::optional<Interaction> own_talk(SharedBook& book) {
    const auto talks = book.store.interactions({.pm = book.pm});
    if (talks.empty()) return std::nullopt;
    return random_.one_of(talks);
  }

  void act(SharedBook& book) {
    static const std::vector<void (Lives::*)(SharedBook&)> acts{
        &Lives::add_customer, &Lives::add_customer, &Lives::edit_customer, &Lives::merge,
        &Lives::log,          &Lives::log,          &Lives::log,           &Lives::turn,
        &Lives::turn,         &Lives::amend,        &Lives::undo,          &Lives::undo,
        &Lives::redo,         &Lives::forget,       &Lives::set_rules,     &Lives::set_target};
    (this->*random_.one_of(acts))(book);
  }

  void add_customer(SharedBook& book) {
    static const std::vector<std::string> names{"Acme", "ACME", "Globex", "acme robotics"};
    const bool is_known = random_.maybe(60);
    const std::string name = is_known ? random_.one_of(names) : "Zyx" + std::to_string(++count_);
    book.command("customer add", [&](Writing& writing) { writing.add(Customer{.name = name}); });
  }
  void edit_customer(SharedBook& book) {
    auto customer = any<Customer>(book);
    if (!customer) return;
    book.command("customer edit", [&](Writing& writing) {
      customer->region = random_.maybe() ? "EU" : "US";
      if (random_.maybe()) customer->classes[random_.date()] = random_.word<Class>();
      if (random_.maybe()) customer->tags.insert("t" + std::to_string(random_.up_to(3)));
      writing.update(*customer);
    });
  }
  void merge(SharedBook& book) {
    const auto into = any<Customer>(book);
    auto duplicate = any<Customer>(book);
    if (!into || into->uid == duplicate->uid) return;
    duplicate->merged_into = into->uid;
    book.command("customer merge", [&](Writing& writing) { writing.update(*duplicate); });
  }
  void log(SharedBook& book) {
    const auto customer = any<Customer>(book);
    Interaction talk{.start = {book.local.date, random_.up_to(1000), 60},
                     .length = Minutes{30},
                     .hosts = {book.pm},
                     .is_private = random_.maybe(30)};
    if (customer) talk.customers = {customer->uid};
    const std::string word = "secret" + std::to_string(++count_);
    const std::string said = word + (customer ? " of " + customer->name : "");
    book.command("log", [&](Writing& writing) {
      if (!talk.is_private) talk.note = said;
      const Uid uid = writing.add(talk);
      if (talk.is_private) writing.add(PrivateNote{.uid = uid, .note = said});
      writing.add(Learning{.interaction = uid, .text = said});
      writing.add(Promise{.interaction = uid, .pm = book.pm, .text = said});
      book.words.emplace(uid, word);
    });
  }
  void turn(SharedBook& book) {
    auto talk = own_talk(book);
    if (!talk) return;
    const auto kept = book.store.find<PrivateNote>(talk->uid);
    talk->is_private = !talk->is_private;
    if (!talk->is_private && kept) talk->note = kept->note;
    book.command("amend", [&](Writing& writing) {
      writing.update(*talk);
      if (!talk->is_private && kept) writing.remove<PrivateNote>(talk->uid);
    });
  }
  void amend(SharedBook& book) {
    auto talk = own_talk(book);
    if (!talk) return;
    talk->length = Minutes{15 * (1 + random_.up_to(5))};
    book.command("amend", [&](Writing& writing) { writing.update(*talk); });
  }
  void undo(SharedBook& book) {
    book.pass(1);
    Writing writing(book.store, "undo", book.stamp(), std::nullopt);
    try {
      if (writing.undo()) writing.commit();
    } catch (const Error&) {
      // What was forgotten stays so.
    }
  }
  void redo(SharedBook& book) {
    book.pass(1);
    Writing writing(book.store, "redo", book.stamp(), std::nullopt);
    if (writing.redo()) writing.commit();
  }
  void forget(SharedBook& book) {
    const auto customer = any<Customer>(book);
    if (!customer || !customer->name.starts_with("Zyx")) return;
    book.command("forget", [&](Writing& writing) {
      writing.forget(forgotten_with(book.store.db(), {"customer", customer->uid}));
    });
    forgotten.insert(customer->name);
  }
  void set_rules(SharedBook& book) {
    Rules rules = book.store.rules();
    if (random_.maybe())
      rules.hour = Minutes{40 + random_.up_to(20)};
    else
      rules.week_start = random_.maybe() ? std::chrono::Sunday : std::chrono::Monday;
    book.command("config set", [&](Writing& writing) { writing.set_rules(rules); });
  }
  void set_target(SharedBook& book) {
    Target target = random_target(random_);
    target.pm = random_.maybe() ? std::optional{book.pm} : std::nullopt;
    book.command("target", [&](Writing& writing) { writing.add(target); });
  }

  Random random_;
  int count_ = 0;
};

/// All that books share: the entities in spaces that are told.
Dump shared_state(Db& db) {
  Dump rows;
  db.each(
      "SELECT hex(uid) || ' ' || space || ' ' || ent || ' ' || hlc || ' ' || deleted || ' ' || "
      "recorded || ' ' || body FROM entity WHERE space <> 'local' ORDER BY uid, space",
      [&](const Row& row) { rows.push_back(row.text(0)); });
  return rows;
}

/// Every text of a book outside of `local`.
Dump shared_texts(Db& db) {
  Dump texts;
  const auto take = [&](const Row& row) { texts.push_back(row.text(0)); };
  db.each(
      "SELECT s.space || ' ' || coalesce(c.body, '') FROM change c JOIN stream s ON s.id = "
      "c.stream "
      "WHERE s.space <> 'local'",
      take);
  db.each("SELECT space || ' ' || body FROM entity WHERE space <> 'local'", take);
  db.each("SELECT 'name ' || folded FROM name", take);
  db.run(make_search_vocabulary);
  db.each("SELECT 'search ' || term FROM temp.search_words", take);
  return texts;
}

/// Where `word` stands, as it is or folded; empty where it does not.
std::string found_in(const Dump& texts, const std::string& word) {
  std::string folded;
  for (const char c : word)
    folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const std::string& text : texts)
    for (const std::string& form : {word, folded})
      if (const auto at = text.find(form); at != std::string::npos) {
        const auto end = at + form.size();  // secret1 is not secret12
        const bool goes_on =
            end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]));
        if (!goes_on) return text;
      }
  return {};
}

void check_whole(SharedBook& book) {
  Store& store = book.store;
  const auto before = whole_dump(store.db());
  REQUIRE(store.check(Depth::deep) == Dump{});
  refold(store.db());
  REQUIRE(whole_dump(store.db()) == before);
  store.db().each("SELECT uid FROM name WHERE ent = 'customer'",
                  [&](const Row& row) { CHECK(store.find<Customer>(row.uid(0))); });
}

}  // namespace

TEST_CASE(
    "books that tell each other of what they did come to one state, and keep to themselves what is "
    "private") {
  for (int round = 1; round <= rounds(5); ++round) {
    INFO("seed " << round);
    Lives lives(static_cast<std::uint64_t>(round));
    lives.live();
    lives.settle();
    const auto state = shared_state(lives.books.front()->store.db());
    for (auto& book : lives.books) {
      INFO("book " << book->handle);
      REQUIRE(shared_state(book->store.db()) == state);
      check_whole(*book);
      const auto texts = shared_texts(book->store.db());
      for (auto& owner : lives.books)
        for (const auto& [talk, word] : owner->words) {
          const auto now = owner->store.find<Interaction>(talk);
          if (now && now->is_private) REQUIRE(found_in(texts, word) == "");
        }
      for (const std::string& name : lives.forgotten) REQUIRE(found_in(texts, name) == "");
    }
  }
}

}  // namespace rapport
