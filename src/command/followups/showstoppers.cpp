#include "command/followups/showstoppers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"

namespace rapport {

std::optional<Date> read_next_update(const std::optional<std::string>& typed, Session& session) {
  if (!typed || fold(*typed) == "none") return std::nullopt;
  return parse_date(*typed, session.now(), Leaning::future);
}

Document showstopper_answer(Session& session, const char* verb, const Uid& uid) {
  ShowstopperReport report = load_showstoppers(session);
  std::erase_if(report.lines, [&](const ShowstopperLine& line) { return line.uid != uid; });
  if (report.lines.empty())
    throw Error(ErrorKind::not_found, "that showstopper was taken back since",
                "see `rapport history`");
  const ShowstopperLine& line = report.lines.front();
  Document document{.report = verb, .saved = fmt::format("saved as #{}", line.number)};
  document.blocks.emplace_back(KeyValues{{value_for_programs("id", line.number),
                                          value_for_programs("uid", to_string(line.uid)),
                                          value_for_programs("name", line.name)}});
  for (Block& block : blocks_of(report)) document.blocks.push_back(std::move(block));
  return document;
}

}  // namespace rapport
