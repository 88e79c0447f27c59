#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "rapport/domain/uid.hpp"

/// What a hub that knows who may do what says of people, and lets stewards change.
namespace rapport {

/// Whom a coach may read who may read everybody.
inline constexpr const char* everybody = "*";

struct HubMember {
  std::string login;              ///< by which the server knows one
  std::string handle;             ///< as PM; empty for somebody who is none
  bool is_steward = false;        ///< lets people in, orders erasure
  std::set<std::string> coaches;  ///< handles of PMs, or `everybody`
};

/// What the one who asks may do.
struct Rights {
  std::string login;
  std::string handle;              ///< empty for somebody who is no PM
  std::set<std::string> readable;  ///< spaces
  std::set<std::string> writable;
};

/// What `week` says of a PM's week, without any text: for charts.
struct VerdictRow {
  std::string week;   ///< "2026-11-16", the first day
  std::string label;  ///< "2026-W47"
  std::string state;  ///< "met"
  std::int64_t done = 0, expected = 0;
  std::string unit;  ///< "minutes", "sessions"
  std::int64_t sessions = 0, one_hour = 0, on_site = 0, customers = 0;
  std::int64_t streak = 0;           ///< periods met in a row up to this week
  std::int64_t met = 0, judged = 0;  ///< of the last judged ones, 13 at most
  std::string as_of;                 ///< the day on which it was computed
};

/// Everything here throws as `Hub` does.
class Members {
 public:
  virtual ~Members() = default;

  virtual Rights mine() = 0;
  virtual std::vector<HubMember> all() = 0;

  /// Adds to what is there of the login. Throws Error(permission) for who is no steward, and
  /// Error(not_found) where another login has the handle.
  virtual void admit(const HubMember& member) = 0;

  /// False where nobody has that login. Throws Error(permission).
  virtual bool dismiss(const std::string& login) = 0;

  /// Removes what was said of an entity in `space` before a change that states it anew.
  virtual void blank(const std::string& space, const Uid& uid, std::int64_t before_hlc) = 0;

  /// Takes the place of what this PM published before.
  virtual void publish(const std::vector<VerdictRow>& rows) = 0;
};

}  // namespace rapport
