#pragma once

#include <string>
#include <string_view>

namespace rapport {

/// The content lines of a calendar file, unfolded, without a byte order mark, each ending in CR LF.
/// Throws Error(bad_data), which names the line, unless they are UTF-8, of a bearable length and
/// their components are nested and closed as they must be: calendars, or events by themselves,
/// which then stand in one.
std::string calendar_lines(std::string_view text);

}  // namespace rapport
