#pragma once

#include <optional>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/people.hpp"

namespace rapport {

/// The membership that matters: the latest one; nothing for somebody who never joined.
std::optional<DateRange> latest_membership(const Pm& pm);

/// The first day no longer a member, where there is one.
std::optional<Date> left_on(const Pm& pm);

/// The table `pms`; `me` is whose book it is.
Document pms_document(const std::vector<Pm>& pms, const std::optional<Uid>& me, Date today);

/// What a command that wrote a PM answers.
Document pm_document(const char* report, const Pm& pm, const std::optional<Uid>& me, Date today);

}  // namespace rapport
