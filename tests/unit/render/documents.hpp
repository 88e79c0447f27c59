#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/render/format.hpp"

/// Documents for the tests of the renderers.
namespace rapport {

Date day(int year, unsigned month, unsigned of_month);

/// Every block and every kind of value, with texts that want to break the page.
Document every_block();

/// Any document at all: random blocks with random and hostile texts. Keys are distinct; verbatim
/// text is harmless, because it is printed as it is.
Document any_document(std::mt19937& random);

std::string rendered(std::string_view format, const Document& document, const Style& style = {});

/// Lines without their ends.
std::vector<std::string> lines_of(std::string_view text);

/// `text` without colours (SGR sequences).
std::string without_colours(std::string_view text);

/// The records of a CSV file, each line ended by CR LF.
std::vector<std::vector<std::string>> parsed_csv(std::string_view csv);

}  // namespace rapport
