#pragma once

#include <string>
#include <utility>

#include "rapport/hub/hub.hpp"

namespace rapport {

/// A hub in a folder: `hub.json`, and for each stream `<space, / as ~>/<replica>/` with segments
/// `<from>-<to>-<tip>.jsonl`. The first line of a segment is {"prev": nonce}, each other a change.
class FolderHub : public Hub {
 public:
  explicit FolderHub(std::string path) : path_(std::move(path)) {}

  HubCard card() override;
  std::vector<Stretch> stretches(std::vector<std::string>& odd) override;
  std::optional<Rows> read(const Stretch& stretch, std::int64_t after) override;
  std::string append(const Stretch& stretch, const Rows& rows, const Peer& self) override;
  void remove(const Stretch& stretch) override;
  std::vector<Peer> peers() override;
  void announce(const Peer& self) override;

  /// Begins one there; false where there is one.
  bool make(const HubCard& card) const;

 private:
  std::string folder_of_stream(const Stretch& stretch) const;

  std::string path_;
};

}  // namespace rapport
