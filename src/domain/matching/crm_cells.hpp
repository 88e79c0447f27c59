#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/crm.hpp"

/// What a cell of a table says, whatever column it is in.
namespace rapport {

/// The place of a field in tables by field.
constexpr std::size_t index_of(CrmField field) { return static_cast<std::size_t>(field); }

/// "Jane Park (jane@acme.test)", "Jane Park <jane@acme.test>", "jane@acme.test".
Attendee attendee_from(const std::string& text);

/// The parts between the semicolons of a cell, trimmed, without empty ones. One in double quotes
/// may hold semicolons itself.
std::vector<std::string> listed_in(std::string_view cell);

/// Each of the people in a cell: parted by a semicolon, and by a comma or a bar where each part is
/// an address or a name of two words or three; "Park, Jane" is one. In a table of this program
/// semicolons alone part them.
std::vector<std::string> people_in(const std::string& cell, bool is_own);

/// The text of what is written as a page: without tags, with its lines and its signs. All else
/// stays as it is.
std::string text_of_html(const std::string& text);

/// For an error: short, in quotes, with what nobody sees made visible.
std::string short_quote(const std::string& text);

}  // namespace rapport
