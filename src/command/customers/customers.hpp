#pragma once

#include <optional>
#include <set>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/report/customers.hpp"

/// What several commands do with customers and the people there.
namespace rapport {

/// The customer for whom somebody is, duplicates followed; nothing when it is gone.
std::optional<Customer> employer_of(Store& store, const Person& person);

/// The people at any of `employers`, or all of them, duplicates left out, with their contacts (see
/// `ContactBook`).
std::vector<PersonLine> load_people(Session& session,
                                    const std::optional<std::set<Uid>>& employers);

/// All of one customer or person: values, people, the timeline.
std::vector<Block> page_of(Session& session, const Customer& customer);
std::vector<Block> page_of(Session& session, const Person& person);

/// What a command that wrote a customer or a person answers.
Document customer_answer(Session& session, const char* report, const Uid& uid);
Document person_answer(Session& session, const char* report, const Uid& uid);

}  // namespace rapport
