#include "rapport/command/facts.hpp"

namespace rapport {

PmBook load_pm_book(Session& session, const Pm& pm) {
  Store& store = session.store();
  PmFacts own{
      .pm = pm, .talks = store.talks(pm.uid, {first_date, last_date + Days{1}}), .stories = {}};
  for (const Share& share : store.all<Share>())
    if (share.pm == pm.uid) own.stories.push_back(share.on);
  BookFacts facts = store.book_facts(session.now(), {&own.talks});
  return {std::move(facts), std::move(own)};
}

}  // namespace rapport
