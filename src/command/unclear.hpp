#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/command/session.hpp"
#include "rapport/store/store.hpp"

/// What was typed may mean several, or nobody for sure: said with what to type instead, or asked.
namespace rapport {

using KindNames = std::vector<std::string_view>;

/// Letters that do not settle who is meant, and those who may be.
class Unclear : public Error {
 public:
  Unclear(const Error& said, std::string typed, std::vector<NameHit> among)
      : Error(said), typed_(std::move(typed)), among_(std::move(among)) {}

  const std::string& typed() const { return typed_; }
  const std::vector<NameHit>& among() const { return among_; }

  bool may_be_new = false;           ///< somebody whom the book does not know yet
  bool has_new_option = false;       ///< the command takes --new, to insist on that
  std::optional<NameHit> otherwise;  ///< who it is where nobody can be asked

 private:
  std::string typed_;
  std::vector<NameHit> among_;
};

/// Throws for letters that several of `among` answer to. With `may_be_one` customers that cannot be
/// told apart are one.
[[noreturn]] void fail_ambiguous(Store& store, std::string_view text,
                                 const std::vector<NameHit>& among, bool may_be_one);

/// How a command with the option --new says so.
inline constexpr const char* new_option_hint = " --new adds a new one";

/// Throws for letters that nobody of the kinds `among` answers to, and to which `near` come near.
/// `new_hint` says how to insist on a new one; empty where there can be none.
[[noreturn]] void fail_near(Store& store, std::string_view text, const KindNames& among,
                            const std::vector<NameHit>& near, const std::string& new_hint);

/// Asks whoever sits at the terminal which of them is meant, by a number, and keeps the answer for
/// this run: what is typed means that from now on. Where nobody is there it is `otherwise`. Throws
/// `unclear` where there is none or nobody answers, and where something was saved already. Not
/// while holding the write lock.
void ask_which(Session& session, const Unclear& unclear);

/// Calls `use` until nothing in it is unclear any more.
template <typename Use>
auto asking_which(Session& session, const Use& use) {
  while (true) {
    try {
      return use();
    } catch (const Unclear& unclear) {
      ask_which(session, unclear);
    }
  }
}

/// "Acme Robotics", "Jane Park (Acme Robotics)": for lists of candidates.
std::string label_of(Store& store, const NameHit& hit);

/// The kinds of those who can be forgotten: what tells who somebody is.
KindNames kinds_of_somebody();

/// "customer", "customer or person": what one of these kinds is called.
std::string kinds_text(const KindNames& among);

}  // namespace rapport
