#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/crm.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/time.hpp"

/// What the rows of a table come to, against what is in the book.
namespace rapport {

/// Names in the book, looked up without asking it for every row.
class TableNames {
 public:
  TableNames(Session& session, const std::optional<Pm>& only);

  /// The PM of that name, alias, handle or address; without a name me. Nothing for nobody.
  const Pm* owner(const std::string& name);

  /// True where `--pm` asks for another PM's rows alone.
  bool is_of_other(const Pm& pm) const;

  /// The customer of exactly that name or alias. One who is not there gets a nil uid, once.
  Uid& customer(const std::string& name);

  /// Somebody of that name, alias or address at a customer; nil for somebody new.
  Uid& person(const Uid& customer, const std::string& name);

  /// The names of the customers that are not there yet, as first written.
  const std::vector<std::string>& new_customers() const { return new_customers_; }

 private:
  std::map<std::string, Pm> pms_;  // by folded name
  std::optional<Pm> me_;
  std::optional<Pm> only_;
  std::unordered_map<std::string, Uid*> spelled_;   // customers as written
  std::unordered_map<std::string, Uid> customers_;  // by folded name
  std::vector<std::string> new_customers_;
  std::map<std::pair<Uid, std::string>, Uid> people_;
};

/// A row that cannot come in.
struct TableProblem {
  std::size_t line = 0;
  std::string column;
  std::string reason;
};

/// What reading all rows has shown.
struct TableFindings {
  std::size_t rows = 0;
  std::size_t held = 0, planned = 0, off = 0;  ///< what is new, by status
  std::size_t known = 0;                       ///< here already
  std::size_t of_others = 0;
  std::map<std::string, std::size_t> skipped;  ///< kinds that are no talk
  std::vector<TableProblem> problems;          ///< the first of them
  std::size_t bad = 0;                         ///< all of them

  std::size_t added() const { return held + planned + off; }
};

/// One row as a talk.
struct TableTalk {
  CrmTalk said;
  Interaction talk;  ///< without customers and people
  const Pm* pm = nullptr;
};

/// Turns rows into talks.
class TableJudge {
 public:
  TableJudge(Session& session, TableNames& names, const std::optional<ZoneOffset>& zone)
      : session_(session), names_(names), zone_(zone) {}

  /// The talk of a row, the problem it has, or nothing where it is of another PM.
  std::variant<TableTalk, CrmProblem, std::monostate> judge(CrmTalk said);

 private:
  std::optional<CrmProblem> place(const CrmTalk& said, Interaction& talk) const;

  Session& session_;
  TableNames& names_;
  const std::optional<ZoneOffset>& zone_;
};

/// For a rehearsal: what each column was taken for, and the first talks as they were understood.
void add_rehearsal(Document& document, const std::string& text, const CrmMapping& words,
                   TableJudge& judge);

}  // namespace rapport
