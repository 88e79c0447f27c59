#include "rapport/document/document.hpp"

#include <algorithm>

template class std::vector<rapport::Cell>;
template class std::vector<std::vector<rapport::Cell>>;
template class std::vector<rapport::Column>;
template class std::vector<rapport::KeyValue>;
template class std::vector<rapport::Block>;

namespace rapport {

Value::Value() = default;
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

Block::Block(const Block& other) = default;
Block::Block(Block&& other) noexcept = default;
Block& Block::operator=(const Block& other) = default;
Block& Block::operator=(Block&& other) noexcept = default;
Block::~Block() = default;

bool Document::is_pulled() const {
  return more_of_file || std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
           const auto* table = std::get_if<Table>(&block);
           return table != nullptr && table->more_rows;
         });
}

}  // namespace rapport
