#include "command/data/import_talks.hpp"
#include "command/join.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/data/import.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/store/records.hpp"

namespace rapport {

Directory load_directory(Store& store) {
  Directory::Entries entries{.pms = store.all<Pm>(),
                             .customers = {},
                             .people = store.all_with_duplicates<Person>(),
                             .own_domains = store.rules().own_domains};
  for (Customer& customer : store.all_with_duplicates<Customer>())
    entries.customers.emplace(customer.uid, std::move(customer));
  return Directory(std::move(entries));
}

BookTalks book_talks(Store& store) {
  // None of one file is like another: what it brings itself need not be asked for.
  const bool has_any = has_sources(store);
  return {
      .has_source = [&store, has_any](
                        const std::string& source) { return has_any && store.has_source(source); },
      .talk = [&store](const Uid& uid) { return store.find<Interaction>(uid); },
      .from_source = [&store](const std::string& source) { return store.from_source(source); },
      .as_imported = [&store](const Uid& uid) { return store.as_written_by(uid, import_verb); },
      .hosted = [&store](
                    const Uid& pm,
                    const DateRange& days) { return store.interactions({.pm = pm, .days = days}); },
      .removed = removed_sources(store)};
}

Moment place_in(const Moment& said, const ZoneOffset& zone) {
  if (said.minute && said.offset) return in_zone(instant_of(said), zone);
  Moment there = placed({.date = said.date, .minute = said.minute}, zone);
  if (!said.minute) there.minute.reset();
  return there;
}

ImportPlan plan_calendar(Store& store, const Directory& directory, const CalendarOwner& owner,
                         const Calendar& calendar, const std::vector<ImportCandidate>& events,
                         const Moment& now, Minutes longest) {
  const CalendarMatcher matcher(directory, owner.pm, owner.address);
  return plan_calendar(calendar, events, book_talks(store),
                       {.match = [&](const ImportCandidate& event) { return matcher.match(event); },
                        .place = [&](const Moment& said) { return place_in(said, owner.zone); },
                        .now = now,
                        .days = owner.days,
                        .owner = owner.pm.uid,
                        .longest = longest});
}

void TalkWriter::write(PlannedTalk& planned) {
  if (planned.change == ImportChange::added)
    add_talk(planned);
  else if (planned.change != ImportChange::same || planned.is_newer)
    writing_.update(planned.talk);
}

Uid TalkWriter::customer_of(const std::string& name) {
  Uid& customer = directory_.customer_to_add(name);
  if (customer.is_nil()) customer = writing_.add(Customer{.name = name});
  return customer;
}

void TalkWriter::add_talk(PlannedTalk& planned) {
  Interaction& talk = planned.talk;
  Uid customer;  // the first of those that are new
  for (const std::string& name : planned.new_customers) {
    const Uid fresh = customer_of(name);
    if (customer.is_nil()) customer = fresh;
    talk.customers.insert(fresh);
  }
  for (Person& person : planned.newcomers) {
    if (person.customer.is_nil()) person.customer = customer;
    person.uid = directory_.find_person(person.customer, person);
    if (person.uid.is_nil()) {
      person.uid = writing_.add(person);
      directory_.add_person(person);
    }
    talk.people.insert(person.uid);
  }
  PrivateNote apart;
  if (talk.is_private) {
    apart.note.swap(talk.note);
    apart.mood.swap(talk.mood);
  }
  talk.uid = apart.uid = writing_.add(talk, planned.pm->uid);
  if (!apart.note.empty() || apart.mood) writing_.add(apart);
  if (talk.status != Status::held) return;
  Date& first = firsts_.emplace(planned.pm->uid, talk.start.date).first->second;
  first = std::min(first, talk.start.date);
}

std::vector<std::string> TalkWriter::move_joins(Store& store) {
  std::vector<std::string> sentences;
  for (const auto& [uid, first] : firsts_) {
    auto pm = store.find<Pm>(uid);
    if (!pm || !pm->implicit_join || pm->joined.size() != 1 || first >= *pm->joined.begin())
      continue;
    pm->joined = {std::max(first, earliest_day)};
    writing_.update(*pm);
    sentences.push_back(fmt::format("{} now joins on {}, the day of the earliest talk",
                                    printable(pm->name), to_string(first)));
  }
  return sentences;
}

}  // namespace rapport
