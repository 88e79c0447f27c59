#pragma once

#include <string_view>

namespace rapport {

/// True for a domain where everybody may have an address: what it says of somebody is not whose
/// customer they are. By a kept list, src/domain/matching/mail_providers.txt.
bool is_mail_provider(std::string_view domain);

}  // namespace rapport
