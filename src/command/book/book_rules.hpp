#pragma once

#include <string>

#include "rapport/domain/target.hpp"

/// The rules of a book as people write and read them. `set_…` throws Error(usage) for what cannot
/// be read.
namespace rapport {

std::string week_start_text(const Rules& rules);  ///< "mon"
std::string work_days_text(const Rules& rules);   ///< "mon,tue,wed"
std::string hour_text(const Rules& rules);        ///< "50"
std::string own_domains_text(const Rules& rules);

void set_week_start(Rules& rules, const std::string& value);   ///< "mon", "Monday"
void set_work_days(Rules& rules, const std::string& value);    ///< "mon-fri", "mon,tue,thu"
void set_hour(Rules& rules, const std::string& value);         ///< "50", "45m"
void set_own_domains(Rules& rules, const std::string& value);  ///< "example.com,example.net"

}  // namespace rapport
