#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rapport/command/args.hpp"

/// How much of a list a command shows.
namespace rapport {

struct WindowOptions {
  std::optional<std::string> count;
  bool all = false;
};

/// Declares `names` ("-n,--limit"), which takes a number of `what` ("talks") or `all`.
void declare_window(Args& args, WindowOptions& options, std::string_view names,
                    std::string_view what, std::size_t usual);

/// The same with `-a,--all`.
void declare_window_or_all(Args& args, WindowOptions& options, std::string_view what,
                           std::size_t usual);

/// How many of `what` to show, `usual` where nothing was said; 0 for all. Throws Error(usage).
std::size_t window_size(const WindowOptions& options, std::string_view what, std::size_t usual,
                        int most = 1'000'000);

}  // namespace rapport
