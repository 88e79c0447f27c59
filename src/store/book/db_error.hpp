#pragma once

namespace rapport {

/// Throws what an answer of SQLite means to a person: an `Error` without SQL in it, `UnusableFile`
/// where the file itself is at fault. `code` and `extended` are SQLite's result codes; `says` is
/// its text, shown for bugs only.
[[noreturn]] void fail_with(int code, int extended, const char* says);

}  // namespace rapport
