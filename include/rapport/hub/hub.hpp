#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rapport/store/journal.hpp"

/// What books exchange their changes through: a place that somebody else keeps. This is all that a
/// driver has to know; who follows whom, and what a change does, is for `sync` and the store.
namespace rapport {

/// How hubs are laid out; a greater number is of a later program.
inline constexpr int hub_format = 1;

/// What a hub says of itself.
struct HubCard {
  Uid id;
  int format = hub_format;
  std::string min_client;  ///< "1.4.0": the oldest rapport that may use it
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

  /// Nothing where the stretch is not whole (yet).
  virtual std::optional<Rows> read(const Stretch& stretch) = 0;

  /// Adds what this book wrote; answers its place. Throws Error where it cannot be written.
  virtual std::string append(const Stretch& stretch, const Rows& rows) = 0;

  /// Takes one away that this book wrote, where another one covers it.
  virtual void remove(const Stretch& stretch) = 0;

  virtual std::vector<Peer> peers() = 0;
  virtual void tell(const Peer& self) = 0;

  /// "a folder": what it is, for people, and whether it knows who may do what.
  virtual bool has_rights() const = 0;
};

/// The hub at `url`, "dir:PATH". Looks at nothing yet. Throws Error(usage) for what is no such URL.
std::unique_ptr<Hub> open_hub(const std::string& url);

/// Makes a hub at `url`, its folder where that is not there. False where there is one already.
bool make_hub(const std::string& url, const HubCard& card);

/// `url` as the book remembers it: with the whole path.
std::string whole_url(const std::string& url);

}  // namespace rapport
