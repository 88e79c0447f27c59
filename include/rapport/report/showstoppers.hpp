#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/idea.hpp"
#include "rapport/report/numbering.hpp"

/// Customers at a standstill, on top of every page that says how things are going.
namespace rapport {

/// What the clocks of showstoppers are read from.
struct ShowstopperFacts {
  Moment now;
  std::vector<Showstopper> showstoppers;
  Customers customers;  ///< those affected and what they are merged into
  /// When somebody spoke with whom, duplicates followed: held interactions of any PM and kind.
  std::unordered_map<Uid, std::vector<Moment>, UidHash> contacts;
  std::map<Uid, std::string> pms;  ///< the names of those who look after them
};

struct ShowstopperLine {
  /// One of those affected. Contacts are those since the showstopper was opened.
  struct Affected {
    Uid uid;  ///< duplicates followed
    std::string customer;
    std::optional<Moment> first_contact;
    std::optional<Moment> last_contact;
    std::optional<Date> told;  ///< that it is resolved
  };
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  std::string pm;
  Moment opened;
  std::optional<Date> next_update;
  std::optional<Moment> resolved;
  std::string how;
  std::vector<Affected> affected;  ///< by name

  std::optional<Moment> first_contact() const;  ///< with any of them
  std::vector<std::string> remaining() const;   ///< not spoken to since it was opened
  std::vector<std::string> to_tell() const;     ///< once it is resolved
  bool is_over() const { return resolved && to_tell().empty(); }
};

struct ShowstopperReport {
  Moment now;
  std::vector<ShowstopperLine> lines;  ///< those at a standstill first, the oldest first of all
  Numbering numbering = {};            ///< of the page that they stand on top of
};

ShowstopperReport build_showstoppers(const ShowstopperFacts& facts);

/// Leaves out those that are resolved and of which everybody affected was told.
void keep_open(ShowstopperReport& report);

/// "3 days", or below two days "5h 20m"; days alone where a minute is unknown. Never negative.
std::string since_text(const Moment& from, const Moment& until);

/// What stands on top of other pages: two lines of one showstopper.
std::vector<Text> showstopper_texts(const ShowstopperLine& line, const Moment& now,
                                    const Numbering& numbering = {});

/// The table `showstoppers`; `head` says for whom it is, and what is read where it is empty.
Table showstoppers_table(const ShowstopperReport& report, Table head);

/// The table `showstoppers` for everybody; `none` is what people read where it is empty.
Document showstopper_list(const ShowstopperReport& report, const std::string& none);

/// What a command that wrote the one showstopper of `report` answers.
Document showstopper_saved(const char* verb, const ShowstopperReport& report);

}  // namespace rapport
