#pragma once

#include <string>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// What several commands say of a customer.
namespace rapport {

/// "#7 Acme Robotics · partner · US · enterprise · tagged beta".
std::string line_of(const Customer& customer, Date today);

/// Everything known of a customer. `audience` is whom a title is for: what is not said is left to
/// programs in any case.
KeyValues facts_of(const Customer& customer, Date today, Audience audience);

/// All of one customer: facts, people (table `people`), the timeline.
std::vector<Block> page_of(Session& session, const Customer& customer);

/// What a command that wrote a customer answers: facts and `line_of`.
Document customer_answer(Session& session, const char* report, const Uid& uid);

/// As `customer_answer`, where the customer was like that already.
Document customer_unchanged(Session& session, const char* report, const Uid& uid);

}  // namespace rapport
