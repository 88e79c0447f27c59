#pragma once

#include <string>
#include <string_view>

#include "rapport/domain/facts.hpp"

namespace rapport {

/// All that judging needs of a talk in one value, as `hosted_talk` holds it: SQLite alone takes 3
/// 200 instructions to hand out the same in twelve columns, and a PM may have 20 000 talks. Numbers
/// are groups of seven bits, the highest first, so that a migration can write them in SQL.
std::string packed_talk(const Talk& talk);

/// The reverse, without learnings. Throws UnusableFile for what `packed_talk` does not make.
Talk unpacked_talk(std::string_view bytes);

}  // namespace rapport
