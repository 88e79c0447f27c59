#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/report/promises.hpp"

/// Customers and the people there: as lines, lists and pages.
namespace rapport {

struct CustomerLine {
  Customer customer;
  Contacts contacts;
};

struct PersonLine {
  Person person;
  std::optional<Customer> employer;  ///< the customer for whom they are; none when it is gone
  Contacts contacts;
};

/// An interaction with the names of all who were there, and what was learned in it.
struct TimelineLine {
  Interaction interaction;
  std::string remark;  ///< what is not as usual about it
  std::vector<std::string> pms, customers, people;
  std::vector<Learning> learnings;
};

/// What was talked about with somebody, and promised to them.
struct Timeline {
  Date today{};
  std::vector<TimelineLine> lines;  ///< oldest first
  std::vector<PromiseLine> promises;
};

/// By name: table `customers`. `is_filtered` when not all there are were asked for.
Document customer_list(std::vector<CustomerLine> lines, Date today, bool is_filtered);

/// Everything about one customer: values, people (table `people`), timeline (tables `interactions`
/// and `promises`).
std::vector<Block> customer_page(const Customer& customer, const std::vector<PersonLine>& people,
                                 const Timeline& timeline);

/// What a command that wrote a customer answers: "#7 Acme Robotics · partner · US".
Document customer_saved(const char* report, const Customer& customer, Date today);

/// By name: table `people`. `is_of_one_customer` when all of them are at the same.
Document person_list(std::vector<PersonLine> lines, bool is_filtered, bool is_of_one_customer);

/// Everything about one person.
std::vector<Block> person_page(const PersonLine& line, const Timeline& timeline);

/// What a command that wrote a person answers: "#4 Jane Park · Acme Robotics · buyer".
Document person_saved(const char* report, const PersonLine& line);

}  // namespace rapport
