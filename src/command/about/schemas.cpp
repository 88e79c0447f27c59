#include "command/about/schemas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/loops.hpp"
#include "rapport/domain/review.hpp"
#include "rapport/report/follow_ups.hpp"

namespace rapport {

/// schemas.txt by paragraphs, as CMake compiles it in (src/cmake/Texts.cmake).
std::span<const std::string_view> schemas_script();

namespace {

using WordList = std::vector<std::string>;

/// The names in the rows of a table.
template <auto rows>
WordList row_names() {
  WordList names;
  for (const auto& row : rows()) names.emplace_back(row.name);
  return names;
}

/// The names of the values of an enumeration without a table, from 0 to `last`.
template <typename E, E last>
WordList value_names() {
  WordList names;
  for (int i = 0; i <= static_cast<int>(last); ++i) names.emplace_back(name_of(static_cast<E>(i)));
  return names;
}

/// A type of schemas.txt: of JSON, and what else is asked of it; or one of a table's words.
struct TypeRow {
  std::string_view name;
  std::string_view type;
  std::string_view more;
  WordList (*words)() = nullptr;
};

constexpr std::array type_rows{
    TypeRow{"text", "string", ""},
    TypeRow{"texts", "array", R"(, "items": {"type": "string"})"},
    TypeRow{"flag", "boolean", ""},
    TypeRow{"number", "integer", ""},
    TypeRow{"count", "integer", R"(, "minimum": 0)"},
    TypeRow{"minutes", "integer", R"(, "minimum": 0)"},
    TypeRow{"percent", "integer", R"(, "minimum": 0)"},
    TypeRow{"day", "string", R"(, "format": "date")"},
    TypeRow{"moment", "string",
            R"(, "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$")"},
    TypeRow{"instant", "string",
            R"(, "pattern": "^[-0-9]{10}T[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$")"},
    TypeRow{"outcome", "string", R"(, "enum": ["shipped", "declined", "kept", "resolved"])"},
    TypeRow{"showstopper", "string", R"(, "enum": ["open", "to tell", "told"])"},
    TypeRow{"uid", "string", R"(, "format": "uuid")"},
    TypeRow{"kind", "string", "", row_names<words<Kind>>},
    TypeRow{"kinds", "array", "", row_names<words<Kind>>},
    TypeRow{"purpose", "string", "", row_names<words<Purpose>>},
    TypeRow{"purposes", "array", "", row_names<words<Purpose>>},
    TypeRow{"loop", "string", "", row_names<words<Loop>>},
    TypeRow{"status", "string", "", row_names<words<Status>>},
    TypeRow{"class", "string", "", row_names<words<Class>>},
    TypeRow{"mood", "string", "", row_names<words<Mood>>},
    TypeRow{"learning", "string", "", row_names<words<LearningType>>},
    TypeRow{"idea", "string", "", row_names<words<IdeaState>>},
    TypeRow{"owner", "string", "", row_names<words<ActionOwner>>},
    TypeRow{"state", "string", "", value_names<State, State::not_a_member>},
    TypeRow{"metric", "string", "", row_names<metrics>},
    TypeRow{"unit", "string", "", value_names<Unit, Unit::minutes>},
    TypeRow{"matter", "string", "", value_names<LoopKind, LoopKind::showstopper>},
    TypeRow{"follow_up", "string", "", value_names<FollowUpKind, FollowUpKind::story>},
};

/// The lines of a section of the text.
std::vector<std::string_view> section_lines(std::string_view section) {
  std::vector<std::string_view> lines;
  for (const std::string_view paragraph : schemas_script())
    if (paragraph.starts_with(section) && paragraph.substr(section.size()).starts_with('\n'))
      for (const std::string_view line : split(paragraph.substr(section.size()), '\n'))
        if (!line.empty()) lines.push_back(line);
  return lines;
}

/// What follows `name` in its line; empty where it has none.
std::string_view entry_of(std::string_view section, std::string_view name) {
  for (const std::string_view line : section_lines(section))
    if (line.starts_with(name) && line.substr(name.size()).starts_with(' '))
      return line.substr(name.size() + 1);
  return {};
}

/// Takes what stands before the first `end` off the front of `text`, and the sign itself.
std::string_view take(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view front = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return front;
}

bool take_end(std::string_view& text, char end) {
  const bool is_there = text.ends_with(end);
  if (is_there) text.remove_suffix(1);
  return is_there;
}

/// What stands between blanks that are in no parentheses.
std::vector<std::string_view> members_of(std::string_view list) {
  std::vector<std::string_view> members;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= list.size(); ++i) {
    const char c = i < list.size() ? list[i] : ' ';
    depth += (c == '(' ? 1 : 0) - (c == ')' ? 1 : 0);
    if (c != ' ' || depth > 0) continue;
    if (i > begin) members.push_back(list.substr(begin, i - begin));
    begin = i + 1;
  }
  return members;
}

std::string quoted_list(const WordList& words) {
  return words.empty() ? "[]" : "[\"" + joined(words, "\", \"") + "\"]";
}

/// A value of a type, as a schema.
std::string value_schema(std::string_view type, bool may_be_null, std::string_view says) {
  const auto* row = std::find_if(type_rows.begin(), type_rows.end(),
                                 [&](const TypeRow& each) { return each.name == type; });
  if (row == type_rows.end())
    throw Error(ErrorKind::internal, "schemas.txt has no type " + quoted(std::string(type)));
  std::string text;
  if (!says.empty()) text = fmt::format("\"description\": \"{}\", ", says);
  text += may_be_null ? fmt::format(R"("type": ["{}", "null"])", row->type)
                      : fmt::format(R"("type": "{}")", row->type);
  text += row->more;
  if (row->words == nullptr) return "{" + text + "}";
  std::string words = quoted_list(row->words());
  if (row->type == "array") return fmt::format(R"({{{}, "items": {{"enum": {}}}}})", text, words);
  if (may_be_null) words.insert(words.size() - 1, ", null");
  return fmt::format(R"({{{}, "enum": {}}})", text, words);
}

/// An object with the keys of a list.
class ObjectSchema {
 public:
  explicit ObjectSchema(std::string_view list, std::size_t depth) : depth_(depth) { add_all(list); }

  void add(std::string_view key, std::string schema, bool is_required) {
    std::string& properties = key.starts_with('*') ? patterns_ : properties_;
    const std::string name =
        key.starts_with('*') ? fmt::format("^.+{}$", key.substr(1)) : std::string(key);
    properties += fmt::format("{}\n{}\"{}\": {}", properties.empty() ? "" : ",", blanks(4), name,
                              std::move(schema));
    if (is_required) required_.push_back(name);
  }

  std::string text() const {
    std::string text = fmt::format("{{\n{}\"type\": \"object\",\n", blanks(2));
    text += fmt::format("{0}\"properties\": {{{1}\n{0}}},\n", blanks(2), properties_);
    if (!patterns_.empty())
      text += fmt::format("{0}\"patternProperties\": {{{1}\n{0}}},\n", blanks(2), patterns_);
    return text + fmt::format("{0}\"required\": {1},\n{0}\"additionalProperties\": false\n{2}}}",
                              blanks(2), quoted_list(required_), blanks(0));
  }

 private:
  std::string blanks(std::size_t more) const { return std::string(depth_ + more, ' '); }

  void add_all(std::string_view list) {
    for (std::string_view member : members_of(list)) {
      if (member.starts_with('@')) {
        add_all(entry_of("rows", member.substr(1)));
        continue;
      }
      const bool is_optional = member.starts_with('[') && take_end(member, ']');
      if (is_optional) member.remove_prefix(1);
      add_member(member, !is_optional);
    }
  }

  void add_member(std::string_view member, bool is_required) {
    if (take_end(member, ')')) {
      const std::string_view key = take(member, '(');
      const std::string_view shared = entry_of("rows", member);
      const ObjectSchema row(shared.empty() ? member : shared, depth_ + 4);
      add(key, fmt::format(R"({{"type": "array", "items": {}}})", row.text()), is_required);
      return;
    }
    bool may_be_null = take_end(member, '?');
    const std::string_view key = take(member, ':');
    std::string_view says = entry_of("keys", key);
    std::string_view type = take(says, ' ');
    if (member.empty())
      may_be_null = take_end(type, '?') || may_be_null;
    else
      type = member;
    add(key, value_schema(type, may_be_null, member.empty() ? says : ""), is_required);
  }

  std::size_t depth_;
  std::string properties_;
  std::string patterns_;
  WordList required_;
};

struct ReportLine {
  std::string_view name;
  std::string_view list;
};

/// "customer list  customers(…)": two blanks end the name.
std::vector<ReportLine> report_lines() {
  std::vector<ReportLine> lines;
  for (std::string_view line : section_lines("reports")) {
    const std::size_t end = std::min(line.find("  "), line.size());
    lines.push_back({line.substr(0, end), line.substr(end)});
  }
  return lines;
}

}  // namespace

std::vector<std::string_view> schema_names() {
  std::vector<std::string_view> names;
  for (const ReportLine& line : report_lines())
    if (names.empty() || names.back() != line.name) names.push_back(line.name);
  return names;
}

std::string schema_of(std::string_view report) {
  std::vector<std::string> shapes;
  for (const ReportLine& line : report_lines()) {
    if (line.name != report) continue;
    ObjectSchema shape(line.list, 4);
    shape.add("version", R"({"const": 1})", true);
    shape.add("report", fmt::format(R"({{"const": "{}"}})", line.name), true);
    shapes.push_back(shape.text());
  }
  if (shapes.empty()) return {};
  return fmt::format(
      "{{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
      "  \"title\": \"rapport {}\",\n  \"anyOf\": [\n    {}\n  ]\n}}\n",
      report, joined(shapes, ",\n    "));
}

}  // namespace rapport
