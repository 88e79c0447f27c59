#include "rapport/report/offs.hpp"

#include <algorithm>

#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_said = 60;  // bytes of what a calendar says of a day

Date last_day(const Off& off) { return off.days.until - Days{1}; }

}  // namespace

Document offs_document(const std::vector<OffLine>& lines) {
  const auto of = [](auto get) {
    return [get](const OffLine& line) { return std::invoke(get, line.off); };
  };
  return {.report = "off list",
          .title = "Time off",
          .blocks = {table_of(
              {.key = "offs",
               .empty = "No time off. For example: rapport off 2026-08-03..2026-08-14 vacation"},
              lines,
              {{"id", "#", of(&Off::number)},
               {"pm", "Who", &OffLine::whose},
               {"from", "From", of([](const Off& off) { return off.days.from; })},
               {"until", "", of([](const Off& off) { return off.days.until; }), Audience::programs},
               {"last", "To", of(last_day), Audience::people},
               {"why", "Why", of(&Off::why)},
               {"recorded", "Entered", of(&Off::recorded)}})}};
}

Table imported_offs_table(const std::vector<Off>& offs, const std::vector<Holiday>& holidays) {
  const auto number = [](const Off& off) { return off.number == 0 ? Value{} : Value{off.number}; };
  const auto said = [&](const Off& off) {
    const auto of = std::find_if(holidays.begin(), holidays.end(), [&](const Holiday& one) {
      return one.off.days == off.days && one.off.why == off.why;
    });
    return of == holidays.end() || of->said.empty() || of->said.size() > longest_said
               ? std::string("whole days")
               : of->said;
  };
  return table_of({.key = "offs"}, offs,
                  {{"id", "#", number},
                   {"from", "From", [](const Off& off) { return off.days.from; }},
                   {"until", "", [](const Off& off) { return off.days.until; }, Audience::programs},
                   {"last", "To", last_day, Audience::people},
                   {"why", "Why", &Off::why},
                   {"said", "In the calendar", said}});
}

Table left_out_offs_table(const std::vector<Holiday>& holidays) {
  std::vector<Holiday> left_out;
  for (const Holiday& one : holidays)
    if (!reason_left_out(one.fate).empty()) left_out.push_back(one);
  return table_of({.key = "left_out", .title = "Left out (--only includes days by name)"}, left_out,
                  {{"from", "From", [](const Holiday& one) { return one.off.days.from; }},
                   {"title", "What", [](const Holiday& one) { return one.off.why; }},
                   {"reason", "Why",
                    [](const Holiday& one) { return std::string(reason_left_out(one.fate)); }}});
}

Document off_document(const char* report, const OffLine& line, const char* done, Date today) {
  const Off& off = line.off;
  return {.report = report,
          .blocks = {KeyValues{{value_for_programs("id", off.number),
                                value_for_programs("uid", to_string(off.uid)),
                                value_for_programs("pm", off.pm ? Value{line.whose} : Value{}),
                                value_for_programs("from", off.days.from),
                                value_for_programs("until", off.days.until),
                                value_for_programs("why", off.why)}},
                     Text{std::string(done) + " #" + std::to_string(off.number) + ' ' +
                              printable(line.whose) + ": " + days_text(off.days, today) +
                              (off.why.empty() ? "" : " · ") + printable(off.why),
                          Tone::strong}},
          .saved = "saved"};
}

}  // namespace rapport
