#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "command/names.hpp"
#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/mail_providers.hpp"

// Addresses, names with addresses, domains, mail providers, handles, labels and names, as typed:
// harmless to show, the same once read again, and refused only as badly typed.
namespace {

template <typename Read>
void read_twice(Read&& read, std::string_view text) {
  try {
    const std::string once = read(text);
    insist(!once.empty() && rapport::is_valid_text(once));
    insist(rapport::printable(once) == once);
    insist(read(once) == once);
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::usage);
    insist(rapport::is_valid_text(error.what()));
  }
}

template <typename Check>
void look_at_name(Check&& check, std::string_view text) {
  try {
    check(text);
    insist(rapport::is_valid_text(text) && text.size() <= 1024);
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::usage);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  read_twice(rapport::read_email, text);
  read_twice(rapport::read_domain, text);
  read_twice(rapport::read_handle, text);
  look_at_name([](std::string_view typed) { rapport::check_label(typed, "tag"); }, text);
  look_at_name(rapport::check_name, text);
  const rapport::NameAndEmail who = rapport::name_and_email(text);
  if (!who.email.empty()) insist(rapport::read_email(who.email) == who.email && !who.name.empty());
  if (!who.email.empty() && who.name.find_first_of("<>") == std::string::npos) {
    const auto again = rapport::name_and_email(who.name + " <" + who.email + ">");
    insist(again.email == who.email && again.name == who.name);
  }
  insist(!rapport::is_mail_provider(text) || rapport::is_mail_provider(rapport::fold(text)));
  const std::string handle = rapport::handle_of(text);
  insist(!handle.empty() && rapport::handle_of(handle) == handle);
  if (handle.size() <= 1024) insist(rapport::read_handle(handle) == handle);
  return 0;
}
