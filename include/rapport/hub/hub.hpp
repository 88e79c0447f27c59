#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/hub/members.hpp"
#include "rapport/store/journal.hpp"

/// What books exchange their changes through: a place that somebody else keeps. This is all that a
/// driver has to know; who follows whom, and what a change does, is for `sync` and the store.
namespace rapport {

/// How hubs are laid out; a greater number is of a later program.
inline constexpr int hub_format = 1;

/// What to do where a hub does not answer; a sync knows more, and says what waits.
inline constexpr const char* no_answer_hint =
    "nothing is lost: try again when the hub can be reached";

/// What a hub says of itself.
struct HubCard {
  Uid id;
  int format = hub_format;
  std::string min_client;     ///< "1.4.0": the oldest rapport that may use it
  std::int64_t clock_ms = 0;  ///< by its own clock, in ms since 1970; 0 where it has none
};

/// A run of changes of one stream that lies in the hub: `from` to `to`, counted from 1, `to` has
/// the nonce `tip`.
struct Stretch {
  std::string space;
  Uid replica;
  std::int64_t from = 1;
  std::int64_t to = 0;
  std::int64_t tip = 0;
  std::string place{};  ///< for the driver that told of it
};

/// Its changes in their order, and the nonce of the one before them, 0 at the beginning.
struct Rows {
  std::int64_t before = 0;
  std::vector<Change> changes;
};

/// A book that exchanges through the hub.
struct Peer {
  Uid replica;
  std::string handle;  ///< whose it is
  std::string client;  ///< its version of rapport
  std::string seen;    ///< when it was here last, as `recorded_text` writes it
  std::string sent{};  ///< when it last had something to send
};

class Hub {
 public:
  virtual ~Hub() = default;

  /// Throws Error(unavailable) where there is no hub, or none that can be read.
  virtual HubCard card() = 0;

  /// All that lies there, in no order. What is half there is left out, and named in `odd`.
  virtual std::vector<Stretch> stretches(std::vector<std::string>& odd) = 0;

  /// What comes after the change `after`, or more: a driver may begin earlier. Nothing where the
  /// stretch is not whole (yet).
  virtual std::optional<Rows> read(const Stretch& stretch, std::int64_t after) = 0;

  /// Adds what this book, `self`, wrote; answers its place. Throws Error where it cannot be
  /// written, and Overtaken.
  virtual std::string append(const Stretch& stretch, const Rows& rows, const Peer& self) = 0;

  /// Takes one away that this book wrote, where another one covers it: not where a stream is one
  /// stretch that grows.
  virtual void remove(const Stretch&) {}

  virtual std::vector<Peer> peers() = 0;
  virtual void announce(const Peer& self) = 0;

  /// Who may do what; null where everybody who reaches the hub may do all, as in a folder.
  virtual Members* members() { return nullptr; }
};

/// Another book wrote under the id of this one since the hub was looked at: look again.
struct Overtaken {};

/// The hub at `url`, "dir:PATH" or "postgresql://HOST/DATABASE". Looks at nothing yet. Throws
/// Error(usage) for what is no such URL.
std::unique_ptr<Hub> open_hub(const std::string& url);

/// Makes a hub at `url`, its folder where that is not there. False where there is one already. A
/// database gives it an id of its own. Throws as `open_hub`, and where it cannot be made.
bool make_hub(const std::string& url, const HubCard& card);

/// True for a hub that knows who may do what.
bool has_members(const std::string& url);

/// `url` as the book remembers it: a folder with its whole path.
std::string whole_url(const std::string& url);

/// `url` as it can be handed to others: without who asks.
std::string url_for_others(const std::string& url);

/// A name for people: "db.example/rapport", "dir:/srv/team".
std::string name_of_hub(const std::string& url);

/// How the URL has a connection checked less than it would be, "sslmode=require"; else empty.
std::string unchecked_by(const std::string& url);

/// The statements that make a hub in PostgreSQL, for psql.
std::string_view statements_of_hub();

}  // namespace rapport
