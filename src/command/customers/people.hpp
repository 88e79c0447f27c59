#pragma once

#include <string>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// What several commands say of a person at a customer.
namespace rapport {

/// The customer for whom somebody is, duplicates followed; nothing when it is gone.
std::optional<Customer> employer_of(Store& store, const Person& person);

/// "#4 Jane Park · Acme Robotics · buyer · jane@acme.test".
std::string line_of(Store& store, const Person& person);

/// Everything known of a person. What is not said is left to programs, whatever the `audience`.
KeyValues facts_of(Store& store, const Person& person, Audience audience);

/// All of one person: facts and the timeline.
std::vector<Block> page_of(Session& session, const Person& person);

/// What a command that wrote a person answers: facts and `line_of`.
Document person_answer(Session& session, const char* report, const Uid& uid);

}  // namespace rapport
