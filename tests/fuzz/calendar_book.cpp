#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "command/data/import_talks.hpp"
#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/exchange/calendar.hpp"
#include "rapport/exchange/calendar_writer.hpp"
#include "rapport/store/open.hpp"

// What a calendar does to a book, it does once: the same file changes nothing the second time, and
// the book stays sound. And what rapport writes for the calendar of a telephone is read back.
namespace {

using rapport::Store;
using rapport::Writing;

const rapport::Moment now = rapport::parse_iso_moment("2026-11-18T11:20").value();

rapport::Stamp stamp() { return {{now.date, now.minute, 60}, 1795000000000}; }

Writing writing_to(Store& store) { return {store, "import", stamp(), std::nullopt}; }

rapport::Pm filled(Store& store) {
  Writing writing = writing_to(store);
  rapport::Pm pm{.name = "Priya", .handle = "priya", .emails = {"priya@example.com"}};
  pm.uid = writing.add(pm);
  writing.add(rapport::Customer{.name = "Acme", .domains = {"acme-robotics.test"}});
  writing.add(
      rapport::Customer{.name = "Globex", .domains = {"globex.test", "nihonseimitsu.test"}});
  writing.commit();
  return pm;
}

void import_twice(const rapport::Calendar& calendar) {
  Store store(rapport::memory_book());
  const rapport::CalendarOwner owner{.pm = filled(store),
                                     .address = "priya@example.com",
                                     .zone = [](rapport::Instant) { return 60; },
                                     .days = {rapport::first_date, now.date + rapport::Days{57}}};
  std::vector<rapport::ImportCandidate> events;
  for (const rapport::CalendarEvent& event : calendar.events)
    events.push_back(rapport::candidate_of(event));
  rapport::Directory directory = rapport::load_directory(store);
  rapport::ImportPlan plan = rapport::plan_calendar(store, directory, owner, calendar, events, now,
                                                    rapport::longest_meeting);
  if (!plan.changes()) return;
  {
    Writing writing = writing_to(store);
    rapport::TalkWriter writer(writing, directory);
    for (rapport::PlannedTalk& planned : plan.talks) writer.write(planned);
    writing.commit();
  }
  insist(store.check(rapport::Depth::deep).empty());
  const rapport::Directory known = rapport::load_directory(store);
  insist(
      !rapport::plan_calendar(store, known, owner, calendar, events, now, rapport::longest_meeting)
           .changes());
}

/// As a calendar has it: the three ways to end a line are one, other control characters are blanks.
std::string in_calendar(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_control = (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f';
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += c == '\r' || c == '\n' ? '\n' : is_control ? ' ' : c;
  }
  return out;
}

void write_and_read(const std::string& text) {
  const std::string written = rapport::write_calendar({{.uid = {},
                                                        .summary = text,
                                                        .description = text,
                                                        .start = {now.date, 600, 60},
                                                        .length = rapport::Minutes{30}}},
                                                      now);
  for (const std::string_view line : rapport::split(written, '\n'))
    insist(line.size() <= 76 && rapport::is_valid_text(line));
  const auto read = rapport::read_calendar(written, {now.date, now.date + rapport::Days{1}});
  insist(read.events.size() == 1 && read.unreadable == 0);
  insist(read.events[0].summary == rapport::trim(in_calendar(text)));
  insist(read.events[0].description == rapport::trim(in_calendar(text)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  if (rapport::is_valid_text(text)) write_and_read(text);
  try {
    import_twice(rapport::read_calendar(text, {rapport::first_date, rapport::last_date},
                                        now.date + rapport::Days{58}));
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::bad_data);
  }
  return 0;
}
