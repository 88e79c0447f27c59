#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/journal.hpp"
#include "rapport/store/kinds.hpp"

// What books keep as text. A body of fields is read the same once it is written out, and is damage
// otherwise; what an entity takes of it, it gives out again; uids, days and moments have one form.
namespace {

using rapport::Fields;

/// The fields that a record of that kind understands, understood once more.
template <typename T>
void look_at(const Fields& fields) {
  const Fields understood = rapport::encode(rapport::decode<T>(fields));
  insist(rapport::encode(rapport::decode<T>(understood)) == understood);
}

void look_at_fields(std::string_view text) {
  Fields fields;
  try {
    fields = rapport::decode_fields(text);
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::bad_data);
    return;
  }
  const std::string body = rapport::encode_fields(fields);
  insist(rapport::decode_fields(body) == fields);
  insist(rapport::encode_fields(rapport::decode_fields(body)) == body);
#define RAPPORT_LOOK(Type) look_at<rapport::Type>(fields);
  RAPPORT_ENTITIES(RAPPORT_LOOK)
#undef RAPPORT_LOOK
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  look_at_fields(text);
  if (const auto uid = rapport::parse_uid(text))
    insist(rapport::parse_uid(rapport::to_string(*uid)) == uid);
  if (const auto day = rapport::parse_iso_date(text)) insist(rapport::to_string(*day) == text);
  if (const auto moment = rapport::parse_iso_moment(text)) {
    insist(moment->date >= rapport::first_date && moment->date <= rapport::last_date);
    insist(rapport::parse_iso_moment(rapport::to_string(*moment)).has_value());
  }
  if (const auto recorded = rapport::parse_recorded(text)) {
    const std::string written = rapport::recorded_text(*recorded);
    insist(rapport::parse_recorded(written) == recorded);
    insist(rapport::recorded_text(*rapport::parse_recorded(written)) == written);
  }
  return 0;
}
