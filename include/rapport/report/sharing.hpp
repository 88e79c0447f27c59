#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"

/// What the commands that share a book answer.
namespace rapport {

/// A book that exchanges through the hub.
struct PeerLine {
  std::string handle;
  std::optional<Moment> seen;  ///< when it was at the hub last
  std::string client;          ///< its version of rapport
  bool is_this = false;
};

struct HubStatus {
  std::string url;
  std::optional<Moment> synced;  ///< when everything was exchanged last
  std::string trouble;           ///< why the hub cannot be asked; empty where it can
  std::int64_t unsent = 0;       ///< changes that wait
  std::int64_t kept = 0;         ///< changes of other PMs that stay here
  std::int64_t forks = 0;        ///< streams of books that are copies of others
  std::vector<PeerLine> peers;
  std::vector<std::string> not_arrived;  ///< files of the hub
};

Document status_document(const HubStatus& status, Date today);

/// Who reads and writes one part of the book.
struct SpaceLine {
  std::string space;  ///< "team", "pm/ana"
  std::string holds;  ///< "PMs, customers, people, ideas"
  std::string readers, writers;
};

Document who_document(const std::vector<SpaceLine>& lines, const std::string& note);

}  // namespace rapport
