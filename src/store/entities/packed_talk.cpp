#include "store/entities/packed_talk.hpp"

#include <array>
#include <limits>

#include "rapport/store/damage.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

constexpr int bits_a_group = 7;  // of a group

// How many groups each number has. The order is that of `packed_talk`.
constexpr int length_groups = 3;
constexpr int word_groups = 1;
constexpr int unknown_place = 0x7f;  // of a word that is not in its table
constexpr std::int64_t most_parties = (1 << (3 * bits_a_group)) - 1;
constexpr int day_groups = 4;    // since `first_date`
constexpr int count_groups = 3;  // of the customers, of whom 16 bytes each follow; then the people
constexpr int edited_bit = 1;
constexpr int assumed_bit = 2;
constexpr int planned_bit = 4;
constexpr int mood_shift = 3;          // two bits: 0 for none, else its place in its table and 1
constexpr int cancelled_by_shift = 5;  // likewise
constexpr int two_bits = 3;
constexpr int most_marks = (1 << bits_a_group) - 1;
constexpr std::size_t head_size = length_groups + 5 * word_groups + day_groups + count_groups;

std::int64_t day_from_first(Date day) { return (day - first_date).count(); }

/// What does not fit becomes a number that no reader takes.
void append_number(std::string& bytes, std::int64_t number, int groups) {
  const std::int64_t most =
      std::numeric_limits<std::int64_t>::max() >> (63 - bits_a_group * groups);
  if (number < 0 || number > most) number = most;
  while (groups-- > 0) bytes += static_cast<char>(number >> (bits_a_group * groups) & 0x7f);
}

void append_uids(std::string& bytes, const FewUids& uids) {
  bytes.append(reinterpret_cast<const char*>(uids.begin()), uids.size() * sizeof(Uid));
}

/// Its place in its table; a word of a later version is written out behind the numbers.
template <typename E>
void append_word(std::string& bytes, std::string& unknown, E word) {
  append_number(bytes, is_known(word) ? static_cast<int>(word) : unknown_place, word_groups);
  if (is_known(word)) return;
  const std::string_view name = name_of(word);
  append_number(unknown, static_cast<std::int64_t>(name.size()), word_groups);
  unknown += name;
}

/// The two bits of a word; none of one that only a later version knows.
template <typename E>
int bits_of(const std::optional<E>& word) {
  return word && is_known(*word) ? static_cast<int>(*word) + 1 : 0;
}

template <typename E, std::size_t Count>
std::optional<E> word_in(std::int64_t marks, int shift, const std::array<Word<E>, Count>&) {
  const auto place = marks >> shift & two_bits;
  if (place > static_cast<std::int64_t>(Count)) fail_damaged("a number is out of its range");
  return place == 0 ? std::nullopt : std::optional{static_cast<E>(place - 1)};
}

int marks_of(const Talk& talk) {
  return (talk.edited ? edited_bit : 0) | (talk.assumed ? assumed_bit : 0) |
         (talk.was_planned ? planned_bit : 0) | bits_of(talk.mood) << mood_shift |
         bits_of(talk.cancelled_by) << cancelled_by_shift;
}

class Unpacker {
 public:
  /// All numbers are there.
  explicit Unpacker(std::string_view bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  template <int groups>
  std::int64_t number(std::int64_t most) {
    std::int64_t number = 0;
    for (int group = 0; group < groups; ++group)
      number = number << bits_a_group | static_cast<unsigned char>(at_[group]);
    at_ += groups;
    if (number < 0 || number > most) fail_damaged("a number is out of range");
    return number;
  }
  Date day() { return first_date + Days{number<day_groups>(day_from_first(last_date))}; }
  template <typename E, std::size_t Count>
  E word(const std::array<Word<E>, Count>&) {
    const auto place = number<word_groups>(unknown_place);
    if (place >= static_cast<std::int64_t>(Count) && place != unknown_place)
      fail_damaged("a number is out of range");
    return static_cast<E>(place);
  }
  /// Reads `word` where it was written out.
  template <typename E>
  void complete(E& word) {
    if (static_cast<int>(word) != unknown_place) return;
    if (left() < 1) fail_damaged("the talk of a host is cut short");
    const auto size = static_cast<std::size_t>(number<word_groups>(left() - 1));
    word = static_cast<E>(number_of_unknown({at_, size}));
    at_ += size;
  }
  std::int64_t left() const { return end_ - at_; }
  FewUids uids(std::size_t count) {
    const auto* const first = reinterpret_cast<const Uid*>(at_);
    at_ += count * sizeof(Uid);
    return {first, count};
  }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace

std::string packed_talk(const Talk& talk) {
  std::string bytes;
  bytes.reserve(head_size + (talk.customers.size() + talk.people.size()) * sizeof(Uid));
  append_number(bytes, talk.length.count(), length_groups);
  std::string unknown;
  append_word(bytes, unknown, talk.kind);
  append_word(bytes, unknown, talk.purpose);
  append_word(bytes, unknown, talk.loop);
  append_word(bytes, unknown, talk.status);
  append_number(bytes, marks_of(talk), word_groups);
  append_number(bytes, day_from_first(talk.recorded.date), day_groups);
  append_number(bytes, static_cast<std::int64_t>(talk.customers.size()), count_groups);
  bytes += unknown;
  append_uids(bytes, talk.customers);
  append_uids(bytes, talk.people);
  return bytes;
}

Talk unpacked_talk(std::string_view bytes) {
  if (bytes.size() < head_size) fail_damaged("the talk of a host is cut short");
  Unpacker from(bytes);
  Talk talk;
  talk.length = Minutes{from.number<length_groups>(most_minutes)};
  talk.kind = from.word(kinds);
  talk.purpose = from.word(purposes);
  talk.loop = from.word(loops);
  talk.status = from.word(statuses);
  const auto marks = from.number<word_groups>(most_marks);
  talk.edited = (marks & edited_bit) != 0;
  talk.assumed = (marks & assumed_bit) != 0;
  talk.was_planned = (marks & planned_bit) != 0;
  talk.mood = word_in(marks, mood_shift, moods);
  talk.cancelled_by = word_in(marks, cancelled_by_shift, sides);
  talk.recorded.date = from.day();
  const auto customers = static_cast<std::size_t>(from.number<count_groups>(most_parties));
  from.complete(talk.kind);
  from.complete(talk.purpose);
  from.complete(talk.loop);
  from.complete(talk.status);
  const auto parties = static_cast<std::size_t>(from.left()) / sizeof(Uid);
  if (from.left() % static_cast<std::int64_t>(sizeof(Uid)) != 0 || customers > parties)
    fail_damaged("the talk of a host is cut short");
  talk.customers = from.uids(customers);
  talk.people = from.uids(parties - customers);
  return talk;
}

Talk read_talk(const Row& row, int first) {
  Talk talk = unpacked_talk(row.bytes(first + 3));
  talk.start.date = read_day(row, first);
  if (const auto minute = read_within(row, first + 1, -1, 24 * 60 - 1); minute >= 0)
    talk.start.minute = static_cast<int>(minute);
  talk.number = row.integer(first + 2);
  return talk;
}

}  // namespace rapport
