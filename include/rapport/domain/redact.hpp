#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Makes texts fit to be passed on: without the names of customers and people.
namespace rapport {

/// A name, alias, e-mail address or domain that must not appear.
struct SecretName {
  enum class Of { customer, person };

  std::string name;
  Of of = Of::customer;
  std::string customer;  ///< what the customer is called instead: "customer A", "a customer";
                         ///< empty for the name of a colleague
};

/// Replaces names by "customer A", "somebody at customer A" and "a colleague".
///
/// A name is found whatever its case and accents, and with any suffix ("Acme's", "Acmes",
/// "ACME-like"); a name of up to three letters only with an "s" or in capitals, one of a single
/// letter only exactly as written. Distinctive words of a name are found on their own, too ("Acme"
/// of "Acme Robotics", "Jane" of "Jane Park"), and in scripts without blanks a name is found inside
/// a run of letters. Every e-mail address is replaced, and every link with a name in it. When in
/// doubt, too much is taken out rather than too little.
class Redaction {
 public:
  explicit Redaction(const std::vector<SecretName>& names);

  std::string operator()(std::string_view text) const;

 private:
  struct Index;
  std::shared_ptr<const Index> index_;
};

}  // namespace rapport
