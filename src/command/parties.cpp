#include "command/parties.hpp"

#include <fmt/format.h>

#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {

Parties resolve_parties(Store& store, const std::string& typed) {
  const Who who = resolve_who(store, typed, NearMiss::stop);
  if (!who.unknown.empty())
    throw Error(ErrorKind::not_found,
                "no customer or person matches " + quoted(who.unknown.front()),
                fmt::format("see `rapport customer list`, or add one: `rapport customer add {}`",
                            shell_word(who.unknown.front())));
  Parties parties;
  for (const Customer& customer : who.customers) parties.customers.insert(customer.uid);
  for (const Person& person : who.people)
    if (!store.find<Customer>(person.customer)) parties.colleague = person.uid;
  return parties;
}

}  // namespace rapport
