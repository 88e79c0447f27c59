#include "rapport/exchange/book_json.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rapport/base/error.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/records.hpp"

// What is read, written and read again is the same; and what a book takes in, it gives out so that
// another book takes it in and gives out the same bytes.
namespace {

using rapport::BookJson;
using rapport::Record;
using rapport::Store;

void insist(bool holds) {
  if (!holds) std::abort();
}

std::string exported(Store& store) {
  std::string text;
  rapport::BookJsonWriter writer(rapport::entity_kinds(),
                                 [&](std::string_view piece) { text += piece; });
  rapport::each_record(store, {}, [&](const Record& record) { writer.add(record); });
  writer.finish();
  return text;
}

/// The book `book`, given out by a store that took it in.
std::string through_store(const BookJson& book) {
  Store store(rapport::memory_book());
  {
    rapport::Writing writing(store, "import",
                             {{rapport::make_date(2026, 3, 2).value(), 540, 60}, 1772438400000},
                             std::nullopt);
    for (const Record& record : book.records) {
      insist(rapport::compare(store, record).standing == rapport::Standing::absent);
      writing.put(record);
    }
    writing.commit();
  }
  insist(store.check(rapport::Depth::deep).empty());
  return exported(store);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  BookJson book;
  try {
    book = rapport::read_book_json({reinterpret_cast<const char*>(data), size}, "book.json");
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::bad_data);
    return 0;
  }
  std::string written;
  rapport::BookJsonWriter writer({}, [&](std::string_view piece) { written += piece; });
  for (const Record& record : book.records) writer.add(record);
  writer.finish();
  const BookJson again = rapport::read_book_json(written, "book.json");
  insist(again.records.size() == book.records.size());
  const std::string_view text_read{reinterpret_cast<const char*>(data), size};
  const rapport::Surroundings nothing{
      .is_there = [](std::string_view, const rapport::Uid&) { return false; },
      .handles = {},
      .now = {}};
  for (std::size_t i = 0; i < book.records.size(); ++i) {
    const Record& record = book.records[i];
    if (i == 0 && !record.fields.empty())  // a field stands in its record
      insist(rapport::place_of_field(text_read, i, record.fields.begin()->first).line <=
             book.places[i].line);
    if (rapport::problem_of(record)) return 0;
    for (const auto& problem :
         {rapport::unknown_field(record), rapport::loose_end(record, nothing)})
      insist(!problem || !problem->what.empty());
  }
  const std::string text = through_store(book);
  insist(through_store(rapport::read_book_json(text, "book.json")) == text);
  return 0;
}
