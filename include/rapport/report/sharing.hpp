#pragma once

#include <cstdint>
#include <map>
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
  std::optional<Moment> synced;                 ///< when everything was exchanged last
  std::string trouble;                          ///< why the hub cannot be asked; empty where it can
  std::int64_t unsent = 0;                      ///< changes that wait
  std::map<std::string, std::int64_t> refused;  ///< that may not be sent, by part of the book
  std::int64_t kept = 0;                        ///< changes of other PMs that stay here
  std::int64_t forks = 0;                       ///< streams of books that are copies of others
  std::vector<PeerLine> peers;
  std::vector<std::string> not_arrived;  ///< files of the hub
};

Document status_document(const HubStatus& status, Date today);

/// Who has not heard yet that somebody is to be forgotten.
struct OrderStatus {
  std::optional<Moment> ordered;  ///< last; nothing where nobody is to be forgotten
  bool is_shared = false;
  std::vector<PeerLine> waiting;  ///< not at the hub since
};

Document order_document(const OrderStatus& status, Date today);

/// Who reads and writes one part of the book.
struct SpaceLine {
  std::string space;  ///< "team", "pm/ana"
  std::string holds;  ///< "PMs, customers, people, ideas"
  std::string readers, writers;
};

/// Somebody at a hub that knows who may do what.
struct MemberLine {
  std::string login, handle;
  std::string coaches;  ///< "everybody", "ana, ben"
  bool is_steward = false;
};

/// `members` is empty where the hub knows of none.
Document who_document(const std::vector<SpaceLine>& lines, const std::vector<MemberLine>& members,
                      const std::string& note);

}  // namespace rapport
