#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Texts that may be sent round: without the names of customers and people.
namespace rapport {

/// A name, alias, e-mail address or domain that must not be read.
struct SecretName {
  enum class Of { customer, person };

  std::string name;
  Of of = Of::customer;
  std::string customer;  ///< what the customer is called instead: "customer A", "a customer";
                         ///< empty for the name of a colleague
};

/// Replaces names by "customer A", "somebody at customer A" and "a colleague". A name is found
/// without regard to case and accents, with any suffix ("Acme's", "Acmes", "ACME-like"; one of up
/// to three letters only with an "s", or written in capitals), and its telling words also alone
/// ("Acme" of "Acme Robotics", "Jane" of "Jane Park"). In scripts without blanks it is found inside
/// a run of letters. Every e-mail address goes, and every link that holds a name. Rather too much
/// is taken out than too little; a name of one letter only as it is written.
class Redaction {
 public:
  explicit Redaction(const std::vector<SecretName>& names);

  std::string operator()(std::string_view text) const;

 private:
  struct Index;
  std::shared_ptr<const Index> index_;
};

}  // namespace rapport
