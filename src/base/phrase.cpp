#include "rapport/base/phrase.hpp"

namespace rapport {

std::string count_text(std::int64_t count, std::string_view one, std::string_view several) {
  std::string text = std::to_string(count) + " ";
  if (count == 1) return text.append(one);
  return several.empty() ? text.append(one) + "s" : text.append(several);
}

std::string days_text(std::int64_t days) { return count_text(days, "day"); }

std::string capitalised(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

std::string Quoted::operator()(std::string_view typed) const {
  return "'" + printable(typed) + "'";
}

}  // namespace rapport
