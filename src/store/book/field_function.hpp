#pragma once

struct sqlite3;

namespace rapport {

/// Lets SQL say field(body, 'name') for `find_field`; NULL where there is no such field.
void add_field_function(sqlite3* handle);

}  // namespace rapport
