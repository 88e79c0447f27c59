#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/calendar.hpp"
#include "rapport/domain/people.hpp"

/// Whose calendar it is.
namespace rapport {

/// The PM whose calendar calls itself `calendar_name`: by e-mail address, else by name, alias,
/// handle or what stands in front of the @. Nothing where that means nobody, or several.
std::optional<Pm> owner_of(std::string_view calendar_name, const std::vector<Pm>& pms);

struct CalendarOwnerGuess {
  std::optional<Pm> pm;
  std::string address;  ///< what the calendar calls its owner; empty where nothing tells
};

/// What name and events tell of the owner. The name goes first; then the address that most
/// often is the only one of a PM or an own domain, for a colleague takes part beside the owner;
/// then the PM whose address is in most events. The PM is whose address it is, or whom it means by
/// name. Nothing where two are in as many.
CalendarOwnerGuess guess_owner(const Calendar& calendar, const std::vector<Pm>& pms,
                               const std::set<std::string>& own_domains);

}  // namespace rapport
