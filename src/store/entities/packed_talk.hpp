#pragma once

#include <string>
#include <string_view>

#include "rapport/domain/facts.hpp"
#include "rapport/store/db.hpp"

namespace rapport {

/// What judging needs of a talk beside its place among the talks of its host, in one value, as
/// `hosted_talk` holds it: SQLite alone takes 3 200 instructions to hand out the same in twelve
/// columns, and a PM may have 20 000 talks. Numbers are groups of seven bits, the highest first.
std::string packed_talk(const Talk& talk);

/// The reverse, without start, number and learnings. Throws UnusableFile for what `packed_talk`
/// does not make.
Talk unpacked_talk(std::string_view bytes);

/// A talk of a row of `hosted_talk h`, by these columns, the first of which is the `first` of the
/// row; without learnings.
inline constexpr const char* talk_columns = "h.day, h.minute, h.number, h.talk";
Talk read_talk(const Row& row, int first = 0);

}  // namespace rapport
