#pragma once

#include <optional>
#include <string>

#include "rapport/base/error.hpp"
#include "rapport/command/session.hpp"

namespace rapport {

/// Puts `question` until `read` takes the answer, and says each time why it did not: somebody at a
/// terminal loses nothing by a slip. Answers what `read` made of it; nothing at the end of input.
/// Only where `can_ask`.
template <typename Read>
auto ask_until(Session& session, const std::string& question, const Read& read)
    -> std::optional<decltype(read(std::string()))> {
  while (const auto answer = session.ask(question)) {
    try {
      return read(*answer);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::usage && error.kind() != ErrorKind::not_found) throw;
      session.inform(error.what());
      if (!error.hint().empty()) session.inform(error.hint());
    }
  }
  return std::nullopt;
}

}  // namespace rapport
