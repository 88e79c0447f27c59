#include "command/parties.hpp"

#include <fmt/format.h>

#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {

Parties resolve_parties(Store& store, const std::string& typed) {
  const Who who = resolve_who(store, typed, NearMiss::stop);
  if (!who.unknown.empty())
    throw Error(ErrorKind::not_found,
                fmt::format("there is no customer or person '{}'", printable(who.unknown.front())),
                "see `rapport customer list`, or add one: `rapport customer add NAME`");
  Parties parties;
  for (const Customer& customer : who.customers) parties.customers.insert(customer.uid);
  for (const Person& person : who.people)
    if (!store.find<Customer>(person.customer)) parties.colleague = person.uid;
  return parties;
}

}  // namespace rapport
