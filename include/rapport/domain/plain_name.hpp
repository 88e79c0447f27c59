#pragma once

#include <string>
#include <string_view>

namespace rapport {

/// A name without what people leave out or write otherwise: signs ("AT&T" is att), and apart from
/// it the legal form ("Acme, Inc.", "Novo Nordisk A/S", "Siemens AG & Co. KG", "株式会社日立").
struct PlainName {
  std::string words;    ///< "acme robotics": those before the form, each divided by one blank
  std::string letters;  ///< "acmerobotics"
  std::string form;     ///< "inc", "agcokg"; empty where it has none

  /// Of a name as `fold` leaves it. A name of nothing but a form is its words.
  explicit PlainName(std::string_view folded);
};

/// The same but for signs, or `typed` only leaves the form out that `known` has.
bool is_same_name(const PlainName& typed, const PlainName& known);

/// Perhaps the same: they differ in the legal form alone, or one begins with all words of the
/// other.
bool is_near_name(const PlainName& a, const PlainName& b);

}  // namespace rapport
