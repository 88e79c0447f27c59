#include "command/about/completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"

namespace rapport {
namespace {

struct CompletionOptions {
  std::string shell;
};

void declare_completion(Args& args, CompletionOptions& options) {
  args.word(options.shell, "SHELL", "bash, zsh or fish", Completes::shell)
      .example("eval \"$(rapport completion bash)\"", "in ~/.bashrc")
      .example("eval \"$(rapport completion zsh)\"", "in ~/.zshrc, after compinit")
      .example("rapport completion fish >~/.config/fish/completions/rapport.fish")
      .prose(
          "With the package installed, completion works out of the box. It offers commands, "
          "options, customers, people, talks, kinds and dates, and reads the book without ever "
          "writing to it.");
}

Document run_completion(const CompletionOptions& options, Session&) {
  const auto scripts = shell_scripts();
  const auto found = std::find_if(scripts.begin(), scripts.end(), [&](const ShellScript& script) {
    return script.shell == options.shell;
  });
  if (found == scripts.end())
    throw Error(ErrorKind::usage,
                fmt::format("there is no completion for '{}'", printable(options.shell)),
                "use bash, zsh or fish");
  return {.report = "completion", .blocks = {Verbatim{"script", std::string(found->text)}}};
}

constexpr std::array completion_rows{
    Command{"completion", "print a shell's completion script",
            prepare<CompletionOptions, declare_completion, run_completion>},
};

}  // namespace

std::span<const Command> completion_commands() { return completion_rows; }

}  // namespace rapport
