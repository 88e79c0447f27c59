#include "rapport/report/book.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

KeyValue keyed_for_people(std::string key, std::string title, Cell cell) {
  return {std::move(key), std::move(title), std::move(cell), Audience::people};
}

Cell backup_remark(const BackupLine& line) { return {line.talks ? "" : "damaged", Tone::bad}; }

Table lines_table(const char* key, const char* column, const char* title,
                  const std::vector<std::string>& lines, Tone tone) {
  return table_of({.key = key}, lines, {{column, title, [tone](const std::string& line) -> Cell {
                                           return {line, tone};
                                         }}});
}

}  // namespace

std::string size_text(std::int64_t bytes) {
  constexpr std::int64_t kilo = 1024;
  if (bytes < kilo * kilo) return fmt::format("{} KB", (bytes + kilo - 1) / kilo);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / (kilo * kilo));
}

Document backups_document(const std::string& folder, const std::vector<BackupLine>& lines) {
  const auto size = [](const BackupLine& line) -> Cell {
    return {size_text(line.bytes), Tone::quiet};
  };
  const auto is_good = [](const BackupLine& line) { return line.talks.has_value(); };
  Table table =
      table_of({.key = "backups", .empty = "No backup yet. `rapport backup` makes one."}, lines,
               {ColumnOf<BackupLine>("name", "Name", &BackupLine::name).whole(),
                {"made", "", &BackupLine::made, Audience::programs},
                {"talks", "Talks", &BackupLine::talks},
                {"newest", "Newest talk", &BackupLine::newest},
                {"size", "Size", size, Audience::people},
                {"bytes", "", &BackupLine::bytes, Audience::programs},
                {"file", "", &BackupLine::path, Audience::programs},
                {"remark", "Remark", backup_remark, Audience::people},
                {"why", "", &BackupLine::why, Audience::programs},
                {"good", "", is_good, Audience::programs}});
  Document document{
      .report = "backup list",
      .title = "Backups",
      .blocks = {KeyValues{{value_for_programs("folder", folder)}}, std::move(table)}};
  if (!lines.empty())
    document.blocks.emplace_back(Text{"`rapport restore NAME` brings one back", Tone::quiet});
  return document;
}

Document settings_document(const std::vector<SettingLine>& lines) {
  Table table = table_of({.key = "settings"}, lines,
                         {{"name", "Setting", &SettingLine::name},
                          {"value", "Value", &SettingLine::value},
                          {"origin", "From", &SettingLine::origin},
                          {"summary", "What it is", &SettingLine::summary, Audience::programs}});
  return {
      .report = "config list",
      .title = "Settings",
      .blocks = {std::move(table), Text{"`rapport help settings` explains each.", Tone::quiet}}};
}

Document setting_document(const char* report, const SettingLine& setting, std::string line) {
  return {.report = report,
          .blocks = {KeyValues{{value_for_programs("name", setting.name),
                                value_for_programs("value", setting.value),
                                value_for_programs("origin", setting.origin)}},
                     Text{std::move(line)}}};
}

Table history_table(const std::vector<HistoryLine>& lines) {
  return table_of({.key = "commands", .empty = "Nothing has been written to this book yet."}, lines,
                  {{"at", "When", &HistoryLine::at},
                   {"command", "Command", &HistoryLine::command},
                   {"touched", "What", &HistoryLine::what}});
}

Table entity_history_table(const std::vector<HistoryLine>& lines) {
  return table_of({.key = "changes"}, lines,
                  {{"at", "When", &HistoryLine::at},
                   {"command", "Command", &HistoryLine::command},
                   {"change", "Change", &HistoryLine::what}});
}

Table changes_table(const std::vector<ChangeLine>& lines) {
  const auto number = [](const ChangeLine& line) {
    return line.number == 0 ? Value{} : Value{line.number};
  };
  return table_of({.key = "changes"}, lines,
                  {{"kind", "", &ChangeLine::ent, Audience::programs},
                   {"what", "What", &ChangeLine::kind, Audience::people},
                   {"id", "#", number},
                   {"name", "Which", &ChangeLine::name},
                   {"change", "Change", &ChangeLine::change}});
}

Document sound_document() {
  return {.report = "check",
          .blocks = {KeyValues{{value_for_programs("sound", true)}},
                     Text{"the book is sound; nothing was changed", Tone::good}}};
}

Document repair_document(const RepairReport& report) {
  KeyValues values{{value_for_programs("sound", false)}};
  KeyValues repaired{
      {{"kept", "Kept at", {report.kept}}, value_for_programs("from_backup", report.from_backup)}};
  if (report.from_backup > 0)
    repaired.values.push_back(keyed_for_people(
        "taken", "Taken", {count_text(report.from_backup, "change") + " from backups"}));
  const char* const says = report.is_whole()
                               ? "repaired: nothing was lost"
                               : "repaired: the book is sound again, but something was lost";
  return {
      .report = "check",
      .blocks = {std::move(values), std::move(repaired),
                 lines_table("troubles", "trouble", "What was wrong", report.troubles, Tone::plain),
                 lines_table("altered", "what", "May have changed", report.altered, Tone::warn),
                 lines_table("lost", "what", "Lost", report.lost, Tone::bad),
                 Text{says, report.is_whole() ? Tone::good : Tone::warn}},
      .saved = "the book was repaired",
      .answer = report.is_whole()};
}

Document check_document(const std::vector<std::string>& troubles, bool is_rebuilt,
                        const std::vector<std::string>& loose_ends) {
  const char* const sound =
      loose_ends.empty()
          ? "the book is sound"
          : "the book is not damaged, and these records are not whole: `rapport amend` "
            "or `rapport remove` mends them";
  return {
      .report = "check",
      .blocks = {KeyValues{{value_for_programs("sound", troubles.empty() && loose_ends.empty()),
                            value_for_programs("refolded", is_rebuilt)}},
                 lines_table("troubles", "trouble", "What is wrong", troubles, Tone::bad),
                 lines_table("loose_ends", "record", "Refers to nothing", loose_ends, Tone::warn),
                 Text{is_rebuilt ? "rebuilt from the journal" : sound,
                      loose_ends.empty() ? Tone::good : Tone::warn}},
      .answer = loose_ends.empty()};
}

Document forget_document(const ForgetReport& report) {
  const ForgottenLine& first = report.parties.front();
  const std::size_t others = report.parties.size() - 1;
  Document document{.report = "forget", .main_table = "forgotten"};
  document.saved = "it was erased from the book";
  document.blocks.emplace_back(
      Text{fmt::format("forgotten: {}, {} now{}", report.label, first.pseudonym,
                       others == 0 ? "" : fmt::format(", with {} more", others)),
           Tone::strong});
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("pseudonym", first.pseudonym),
                 {"talks", "Talks kept", {report.talks}},
                 keyed_for_people("mentions", "Mentions", {report.mentions}),
                 {"backups", "Backups cleared", {static_cast<std::int64_t>(report.cleared.size())}},
                 value_for_programs("deleted", report.deleted),
                 {"drafts", "Drafts deleted", {report.drafts}}}});
  if (!report.deleted.empty())
    document.blocks.emplace_back(
        KeyValues{{keyed_for_people("", "Files deleted there", {report.deleted})}});
  document.blocks.emplace_back(table_of({.key = "forgotten", .audience = Audience::programs},
                                        report.parties,
                                        {{"kind", "", &ForgottenLine::kind},
                                         {"pseudonym", "", &ForgottenLine::pseudonym},
                                         {"uid", "", &ForgottenLine::uid}}));
  Table copies = lines_table("copies", "file", "File", report.copies, Tone::warn);
  if (!report.copies.empty()) copies.title = "Files that still hold a name: delete them yourself";
  document.blocks.emplace_back(std::move(copies));
  return document;
}

}  // namespace rapport
