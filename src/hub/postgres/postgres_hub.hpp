#pragma once

#include <string>

#include "hub/postgres/connection.hpp"
#include "rapport/hub/hub.hpp"
#include "rapport/hub/members.hpp"

namespace rapport {

/// A hub in a PostgreSQL database: the schema that `hub.sql` makes there. It keeps each stream as
/// one stretch that grows, and refuses what would be a fork.
class PostgresHub : public Hub, public Members {
 public:
  explicit PostgresHub(const std::string& url) : place_(place_in(url)), connection_(url) {}

  HubCard card() override;
  std::vector<Stretch> stretches(std::vector<std::string>& odd) override;
  std::optional<Rows> read(const Stretch& stretch, std::int64_t after) override;
  std::string append(const Stretch& stretch, const Rows& rows, const Peer& self) override;
  std::vector<Peer> peers() override;
  void announce(const Peer& self) override;
  Members* members() override { return this; }

  Rights mine() override;
  std::vector<HubMember> all() override;
  void admit(const HubMember& member) override;
  bool dismiss(const std::string& login) override;
  void blank(const std::string& space, const Uid& uid, std::int64_t before_hlc) override;
  void publish(const std::vector<VerdictRow>& rows) override;

  /// Makes the schema, with the hub's own id and who asks as the first steward; false where it is
  /// there. Throws Error(permission) for somebody who may make no schema or roles there.
  bool make();

 private:
  void ask(const char* sql, std::initializer_list<std::string> parameters = {},
           const std::function<void(const PgRow&)>& take = {});
  [[noreturn]] void explain(const PgRefusal& refusal) const;

  std::string place_;
  Connection connection_;
};

/// The statements that make a hub, for psql.
extern const char* const hub_sql;

}  // namespace rapport
