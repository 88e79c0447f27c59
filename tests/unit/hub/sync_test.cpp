#include "rapport/hub/sync.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "../store/book.hpp"
#include "folder.hpp"
#include "rapport/base/error.hpp"

namespace rapport {
namespace {

struct SharedBook : TestBook {
  Membership membership;
  std::string url;

  SharedBook(const TestFolder& folder, const std::string& handle) : url(folder.url) {
    membership = {.url = url, .id = open_hub(url)->card().id, .handle = handle, .kept = {}};
    remember(store.db(), membership);
  }
  Exchanged sync(const std::string& client = "0.2.0") {
    pass(1);
    const auto hub = open_hub(url);
    return exchange(store, *hub, membership, stamp(), client);
  }
  Uid add(const std::string& name) {
    Uid uid;
    command("customer add", [&](Writing& writing) { uid = writing.add(Customer{.name = name}); });
    return uid;
  }
};

struct TwoShared {
  TestFolder folder;
  SharedBook ana{folder, "ana"}, ben{folder, "ben"};
};

/// A hub that is so slow that somebody writes while something is sent.
class SlowHub : public Hub {
 public:
  SlowHub(const std::string& url, std::function<void()> meanwhile)
      : hub_(open_hub(url)), meanwhile_(std::move(meanwhile)) {}

  HubCard card() override { return hub_->card(); }
  std::vector<Stretch> stretches(std::vector<std::string>& odd) override {
    return hub_->stretches(odd);
  }
  std::optional<Rows> read(const Stretch& stretch, std::int64_t after) override {
    return hub_->read(stretch, after);
  }
  std::string append(const Stretch& stretch, const Rows& rows, const Peer& self) override {
    meanwhile_();
    return hub_->append(stretch, rows, self);
  }
  void remove(const Stretch& stretch) override { hub_->remove(stretch); }
  std::vector<Peer> peers() override { return hub_->peers(); }
  void announce(const Peer& self) override { hub_->announce(self); }

 private:
  std::unique_ptr<Hub> hub_;
  std::function<void()> meanwhile_;
};

/// Takes every file of a stream in the space `team` out of the folder; answers them.
std::map<std::string, std::string> hide_team(const TestFolder& folder) {
  auto files = folder.texts();
  std::erase_if(files, [](const auto& file) {
    return file.first.find("/team/") == std::string::npos || !file.first.ends_with(".jsonl");
  });
  for (const auto& [path, text] : files) std::filesystem::remove(path);
  return files;
}

void put(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("hub: what two entered at once is joined into the smaller uid, by both") {
  TwoShared books;
  const Uid one = books.ana.add("Acme");
  books.ben.pass(7);
  const Uid other = books.ben.add("ACME");
  REQUIRE(one < other);
  SUBCASE("one after the other") {}
  SUBCASE("each before it hears of what the other wrote") {
    pull(books.ana.store, *open_hub(books.folder.url), books.ana.stamp(),
         *std::make_unique<Exchanged>());
    books.ben.sync();
    const auto files = hide_team(books.folder);
    books.ana.sync();  // has not met it
    for (const auto& [path, text] : files) put(path, text);
  }
  for (int i = 0; i < 2; ++i) {
    books.ana.sync();
    books.ben.sync();
  }
  for (SharedBook* book : {&books.ana, &books.ben}) {
    CHECK_FALSE(book->store.find_itself<Customer>(one)->merged_into);
    CHECK(book->store.find_itself<Customer>(other)->merged_into == one);
    CHECK(book->store.all<Customer>().size() == 1);
  }
  CHECK(books.ana.sync().sent == 0);
}

TEST_CASE("hub: what is written while something is sent goes with the next sync") {
  TwoShared books;
  books.ana.add("One");
  int written = 0;
  SlowHub slow(books.folder.url, [&] {
    if (written < 3) books.ana.add("Meanwhile " + std::to_string(++written));
  });
  exchange(books.ana.store, slow, books.ana.membership, books.ana.stamp(), "0.2.0");
  REQUIRE(written > 0);
  books.ana.sync();
  books.ben.sync();
  CHECK(books.ben.store.all<Customer>().size() == static_cast<std::size_t>(1 + written));
  CHECK(not_here(books.ben.store, *open_hub(books.folder.url)).empty());
}

TEST_CASE("hub: a number that is smaller here decides nothing") {
  TwoShared books;
  const Uid first = books.ana.add("Acme");
  books.ben.pass(7);
  books.ben.add("Acme");
  books.ana.sync();
  books.ben.sync();  // for whom Ana's is the second
  books.ana.sync();
  for (SharedBook* book : {&books.ana, &books.ben})
    CHECK_FALSE(book->store.find_itself<Customer>(first)->merged_into);
}

TEST_CASE("hub: what is half there is waited for, and absence removes nothing") {
  TwoShared books;
  books.ben.add("Acme");
  books.ben.sync();
  const auto files = hide_team(books.folder);
  REQUIRE(files.size() == 1);
  const auto& [path, text] = *files.begin();
  for (std::size_t size = 0; size < text.size(); size += 17) {
    put(path, text.substr(0, size));
    const Exchanged exchanged = books.ana.sync();
    REQUIRE(exchanged.received == 0);
    REQUIRE(exchanged.not_arrived.size() == 1);
  }
  put(path, text);
  CHECK(books.ana.sync().received == 1);
  std::filesystem::remove(path);
  CHECK(books.ana.sync().received == 0);
  CHECK(books.ana.store.all<Customer>().size() == 1);
  CHECK(books.ben.sync().sent == 1);  // again
}

TEST_CASE("hub: a copy that a carrier made of a file is the same file") {
  TwoShared books;
  books.ben.add("Acme");
  books.ben.sync();
  for (const auto& [path, text] : books.folder.texts())
    if (path.ends_with(".jsonl"))
      put(path.substr(0, path.size() - 6) + " (Ana's conflicted copy).jsonl", text);
  CHECK(books.ana.sync().received == 1);
  CHECK(books.ana.sync().not_arrived.empty());
}

TEST_CASE("hub: many stretches become one") {
  TwoShared books;
  for (int i = 0; i < 20; ++i) {
    books.ben.add("Customer " + std::to_string(i));
    books.ben.sync();
  }
  CHECK(books.folder.texts().size() < 10);
  CHECK(books.ana.sync().received == 20);
}

TEST_CASE("hub: another hub, or one of a later program, is refused before anything is sent") {
  TwoShared books;
  books.ana.add("Acme");
  CHECK_THROWS_AS(books.ana.sync("0.0.0"), Error);
  books.ana.membership.id.bytes[0] ^= 1;
  CHECK_THROWS_AS(books.ana.sync(), Error);
  CHECK(books.folder.texts().size() == 1);
}

TEST_CASE("hub: no folder of a stream leads out of the hub") {
  TwoShared books;
  for (const char* name : {"..", "pm~", "local", "pm~..~..", "x"}) {
    const auto folder = books.folder.path / name / "0192d3b0-5c5e-7000-8000-0123456789ab";
    std::error_code ignored;
    if (std::string(name) != "..") std::filesystem::create_directories(folder, ignored);
    if (std::string(name) != "..") put((folder / "1-1-7.jsonl").string(), "{\"prev\":0}\n{}\n");
  }
  CHECK(books.ana.sync().received == 0);
  CHECK(books.ana.store.check(Depth::deep).empty());
}

}  // namespace rapport
