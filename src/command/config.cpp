#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/completion.hpp"
#include "rapport/command/names.hpp"
#include "rapport/command/numbers.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/length.hpp"

// Settings that change a verdict or a match live in the book and are journalled: two people who
// look at the same book see the same verdict.
namespace rapport {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// ISO number of "mon", "monday", "Mon": 1–7.
unsigned weekday_number(std::string_view text) {
  const std::string folded = fold(text);
  for (unsigned day = 0; day < weekdays.size(); ++day)
    if (folded.size() >= 3 && folded.starts_with(weekdays[day])) return day + 1;
  throw Error(ErrorKind::usage, fmt::format("'{}' is no day of the week", printable(text)),
              "use mon, tue, wed, thu, fri, sat or sun");
}

std::string weekday_text(unsigned iso) { return std::string(weekdays[iso - 1]); }

void set_week_start(Rules& rules, const std::string& value) {
  rules.week_start = std::chrono::weekday{weekday_number(value) % 7};
}

/// "mon-fri" or "mon,tue,thu".
void set_work_days(Rules& rules, const std::string& value) {
  std::set<unsigned> days;
  for (const std::string_view part : split(value, ',')) {
    const auto dash = part.find('-');
    unsigned day = weekday_number(trim(part.substr(0, dash)));
    const unsigned last =
        dash == std::string_view::npos ? day : weekday_number(trim(part.substr(dash + 1)));
    for (days.insert(day); day != last; days.insert(day)) day = day % 7 + 1;
  }
  rules.work_days = days;
}

void set_hour(Rules& rules, const std::string& value) {
  const Minutes length = parse_length(value);
  if (length < Minutes{1})
    throw Error(ErrorKind::usage, "an hour has at least one minute", "say 50");
  rules.hour = length;
}

void set_own_domains(Rules& rules, const std::string& value) {
  rules.own_domains.clear();
  for (const std::string_view part : split(value, ',')) {
    if (!trim(part).empty()) rules.own_domains.insert(read_domain(part));
  }
}

std::string work_days_text(const Rules& rules) {
  std::string text;
  for (const unsigned day : rules.work_days) text += (text.empty() ? "" : ",") + weekday_text(day);
  return text;
}

struct Setting {
  std::string_view name;
  std::string_view summary;
  std::string (*get)(const Rules&);
  void (*set)(Rules&, const std::string&);
};

constexpr std::array settings{
    Setting{"week.start", "the day on which a week begins",
            [](const Rules& rules) { return weekday_text(rules.week_start.iso_encoding()); },
            set_week_start},
    Setting{"work.days", "the days on which something is expected", work_days_text, set_work_days},
    Setting{"hour.minutes", "how long a one-hour session is at least",
            [](const Rules& rules) { return fmt::format("{}", rules.hour.count()); }, set_hour},
    Setting{"own.domains", "e-mail domains of colleagues, who are never customers",
            [](const Rules& rules) { return fmt::format("{}", fmt::join(rules.own_domains, ",")); },
            set_own_domains},
};

const Setting& find_setting(const std::string& name) {
  const auto found = std::find_if(settings.begin(), settings.end(),
                                  [&](const Setting& setting) { return setting.name == name; });
  if (found != settings.end()) return *found;
  std::vector<std::string_view> known{"me"};
  for (const Setting& setting : settings) known.push_back(setting.name);
  const auto near = closest(name, known);
  throw Error(ErrorKind::usage, fmt::format("there is no setting '{}'", printable(name)),
              near.empty() ? fmt::format("settings are: {}", fmt::join(known, ", "))
                           : fmt::format("did you mean {}?", near.front()));
}

std::string me_of(Session& session) {
  const auto me = session.store().me();
  const auto pm = me ? session.store().find<Pm>(*me) : std::nullopt;
  return pm ? pm->name : "";
}

struct SetOptions {
  std::string name;
  std::string value;
};
struct GetOptions {
  std::string name;
};
struct ListOptions {};

void declare_set(Args& args, SetOptions& options) {
  args.word(options.name, "SETTING", "which one", Completes::setting)
      .word(options.value, "VALUE", "what it shall be")
      .example("rapport config set me Priya", "whose book this is")
      .example("rapport config set week.start sun")
      .example("rapport config set work.days mon-thu")
      .example("rapport config set own.domains example.com,example.org");
  for (const Setting& setting : settings)
    args.prose(fmt::format("{}: {}.", setting.name, setting.summary));
  args.prose(
      "These settings change a verdict or a match: they live in the book and are part of its "
      "history. `me` is this book's own and is never exchanged.");
}

Document one(const std::string& name, const std::string& value, const char* report) {
  return {.report = report,
          .blocks = {Facts{{{"name", "", {name}, Audience::programs},
                            {"value", "", {value}, Audience::programs}}},
                     Text{fmt::format("{} = {}", name, printable(value))}},
          .saved = {}};
}

Document run_set(const SetOptions& options, Session& session) {
  check_text(options.value, "value");
  if (options.name != "me") find_setting(options.name);
  Writing writing = session.write("config set");
  if (writing.repeated()) return one(options.name, options.value, "config set");
  std::string value;
  if (options.name == "me") {
    const Pm pm = resolve_pm(session.store(), options.value);
    if (writing.set_me(pm.uid)) writing.commit();
    value = pm.name;
  } else {
    const Setting& setting = find_setting(options.name);
    Rules rules = session.store().rules();
    setting.set(rules, options.value);
    if (writing.set_rules(rules)) writing.commit();
    value = setting.get(rules);
  }
  Document document = one(options.name, value, "config set");
  document.saved = "saved";
  return document;
}

void declare_get(Args& args, GetOptions& options) {
  args.word(options.name, "SETTING", "which one", Completes::setting)
      .example("rapport config get week.start");
}

Document run_get(const GetOptions& options, Session& session) {
  const std::string value = options.name == "me"
                                ? me_of(session)
                                : find_setting(options.name).get(session.store().rules());
  return {.report = "config get",
          .blocks = {Facts{{{"name", "", {options.name}, Audience::programs},
                            {"value", "", {value}, Audience::programs}}},
                     Text{printable(value)}}};
}

void declare_list(Args& args, ListOptions&) {
  args.example("rapport config list", "every setting, its value and where it comes from");
}

Document run_list(const ListOptions&, Session& session) {
  Table table{.key = "settings",
              .title = "",
              .columns = {{"name", "Setting"},
                          {"value", "Value"},
                          {"origin", "From"},
                          {"summary", "What it is"}},
              .rows = {},
              .empty = ""};
  const std::string me = me_of(session);
  table.rows.push_back({{std::string("me")},
                        {me},
                        {std::string(me.empty() ? "not set" : "book")},
                        {std::string("whose book this is")}});
  const Rules rules = session.store().rules();
  const Rules defaults;
  for (const Setting& setting : settings) {
    const bool is_default = setting.get(rules) == setting.get(defaults);
    table.rows.push_back({{std::string(setting.name)},
                          {setting.get(rules)},
                          {std::string(is_default ? "default" : "book")},
                          {std::string(setting.summary)}});
  }
  return {.report = "config list", .blocks = {std::move(table)}};
}

constexpr std::array commands{
    Command{"config list", "all settings of this book",
            prepare<ListOptions, declare_list, run_list>},
    Command{"config get", "print one setting", prepare<GetOptions, declare_get, run_get>},
    Command{"config set", "change one setting", prepare<SetOptions, declare_set, run_set>},
};

}  // namespace

std::vector<Choice> setting_choices() {
  std::vector<Choice> choices{{"me", "whose book this is"}};
  for (const Setting& setting : settings)
    choices.push_back({std::string(setting.name), std::string(setting.summary)});
  return choices;
}

std::span<const Command> config_commands() { return commands; }

}  // namespace rapport
