#pragma once

#include <string>

namespace rapport {

/// Throws what an answer of SQLite means to a person: an `Error` without SQL in it, `UnusableFile`
/// where the file itself is at fault. `code` and `extended` are SQLite's result codes; `says` is
/// its text, shown for bugs only; `path` is the file, as far as it is known. Throws std::bad_alloc
/// where there is no memory.
[[noreturn]] void fail_with(int code, int extended, const char* says, const std::string& path = {});

}  // namespace rapport
