#include "command/window.hpp"

#include <fmt/format.h>

#include "command/numbers.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {

void declare_window(Args& args, WindowOptions& options, std::string_view names,
                    std::string_view what, std::size_t usual) {
  args.option(options.count, names, "N", fmt::format("how many {}, or all ({})", what, usual));
}

void declare_window_or_all(Args& args, WindowOptions& options, std::string_view what,
                           std::size_t usual) {
  declare_window(args, options, "-n,--limit", what, usual);
  args.flag(options.all, "-a,--all", "all of them");
}

std::size_t window_size(const WindowOptions& options, std::string_view what, std::size_t usual,
                        int most) {
  if (options.all && options.count)
    throw Error(ErrorKind::usage, "--all and a number do not go together", "leave one out");
  if (options.all || fold(options.count.value_or("")) == "all") return 0;
  if (!options.count) return usual;
  return static_cast<std::size_t>(parse_count(*options.count, what, most, ", or all"));
}

}  // namespace rapport
