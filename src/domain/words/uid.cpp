#include "rapport/domain/uid.hpp"

#include <array>

namespace rapport {
namespace {

constexpr bool has_dash_before(std::size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

constexpr std::uint8_t no_digit = 0xff;

constexpr std::uint8_t hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return no_digit;
}

/// Of every byte: a table costs less than looking where it lies.
constexpr auto hex_digits = [] {
  std::array<std::uint8_t, 256> digits{};
  for (std::size_t c = 0; c < digits.size(); ++c) digits[c] = hex_digit(static_cast<char>(c));
  return digits;
}();

}  // namespace

std::string to_string(const Uid& uid) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(36, '-');
  std::size_t at = 0;
  for (std::size_t i = 0; i < uid.bytes.size(); ++i) {
    if (has_dash_before(i)) ++at;
    text[at++] = digits[uid.bytes[i] >> 4];
    text[at++] = digits[uid.bytes[i] & 15];
  }
  return text;
}

std::optional<Uid> parse_uid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uid uid;
  std::size_t at = 0;
  for (std::size_t i = 0; i < uid.bytes.size(); ++i) {
    if (has_dash_before(i) && text[at++] != '-') return std::nullopt;
    const auto high = hex_digits[static_cast<unsigned char>(text[at])];
    const auto low = hex_digits[static_cast<unsigned char>(text[at + 1])];
    if ((high | low) == no_digit) return std::nullopt;
    uid.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    at += 2;
  }
  return uid;
}

Uid fingerprint(std::string_view text) {
  __extension__ using Wide = unsigned __int128;
  constexpr Wide basis = (Wide{0x6c62272e07bb0142} << 64) | Wide{0x62b821756295c58d};
  constexpr Wide prime = (Wide{1} << 88) | Wide{0x13b};
  Wide hash = basis;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
  Uid print;
  for (std::size_t i = print.bytes.size(); i-- > 0; hash >>= 8)
    print.bytes[i] = static_cast<std::uint8_t>(hash);
  return print;
}

Uid uid_from_source(std::string_view space, std::string_view source) {
  std::string text(space);
  text.append(1, '\0').append(source);
  Uid uid = fingerprint(text);
  uid.bytes[6] = static_cast<std::uint8_t>(0x80 | (uid.bytes[6] & 0x0f));  // RFC 9562, 5.8
  uid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uid.bytes[8] & 0x3f));
  return uid;
}

}  // namespace rapport
