#include "rapport/domain/crm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/matching/crm_words.hpp"
#include "domain/words/crm_time.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_name = 1024;  // bytes
constexpr std::string_view skip_word = "skip";

/// In the order of `CrmField`.
constexpr std::array<std::string_view, 15> field_names{
    "date", "time",   "end",      "minutes", "hours", "seconds", "milliseconds", "length",
    "kind", "status", "customer", "person",  "owner", "subject", "note"};
static_assert(field_names[static_cast<std::size_t>(CrmField::note)] == "note");

/// What a problem is thrown as inside of this file: caught where a row ends.
struct BadCell {
  CrmField field;
  std::string reason;
};

std::size_t index_of(CrmField field) { return static_cast<std::size_t>(field); }

/// "Activity Date=date" at its last sign: names of columns may have one too.
std::pair<std::string, std::string> sides_of(const std::string& entry, const char* option,
                                             const char* example) {
  const auto sign = entry.rfind('=');
  if (sign == std::string::npos || plain_words(entry.substr(0, sign)).empty())
    throw Error(ErrorKind::usage, fmt::format("cannot read {} '{}'", option, printable(entry)),
                fmt::format("write theirs=ours, such as {} {}", option, example));
  return {plain_words(entry.substr(0, sign)), fold(trim(std::string_view(entry).substr(sign + 1)))};
}

std::pair<std::string, std::string> sides_of_column(const std::string& entry) {
  return sides_of(entry, "--map", "'Visit date=date'");
}

std::pair<std::string, std::string> sides_of_kind(const std::string& entry) {
  return sides_of(entry, "--map-kind", "Webinar=event");
}

std::string short_quote(const std::string& text) {
  constexpr std::size_t most_columns = 40;
  return "'" + shorten(printable(text), most_columns) + "'";
}

[[noreturn]] void refuse_cell_date(CrmField field, const std::string& text, DateOrder order) {
  struct Form {
    DateOrder order;
    std::string_view name, example;
  };
  static constexpr std::array forms{Form{DateOrder::iso, "iso", "2026-09-24 10:00"},
                                    Form{DateOrder::dmy, "dmy", "24/09/2026 10:00"},
                                    Form{DateOrder::mdy, "mdy", "09/24/2026 10:00"}};
  std::string_view example;
  std::vector<std::string> others;
  for (const Form& form : forms) {
    if (form.order == order)
      example = form.example;
    else if (parse_table_date(text, form.order))
      others.push_back(fmt::format("--dates {}", form.name));
  }
  std::string reason = fmt::format("{} is not a date like {}", short_quote(text), example);
  if (!others.empty()) reason += fmt::format(" ({} would read it)", joined(others, " or "));
  throw BadCell{field, reason};
}

/// "Jane Park (jane@acme.test)", "Jane Park <jane@acme.test>", "jane@acme.test".
Attendee attendee_from(const std::string& text) {
  const auto open = text.find_last_of("(<");
  const bool is_within = open != std::string::npos && (text.back() == ')' || text.back() == '>');
  const std::string address =
      fold(is_within ? text.substr(open + 1, text.size() - open - 2) : text);
  const auto at = address.find('@');
  const bool is_address = at != std::string::npos && at > 0 && at + 1 < address.size() &&
                          address.find_first_of(" ,;@", at + 1) == std::string::npos &&
                          address.find(' ') == std::string::npos;
  if (!is_address) return {.name = text, .email = {}};
  const std::string name(is_within ? trim(std::string_view(text).substr(0, open))
                                   : std::string_view{});
  return {.name = fold(name).empty() ? address : name, .email = address};
}

/// A table of meetings alone has no column that says so; its other columns do.
Kind usual_kind_of(const std::vector<std::string>& plain_columns) {
  const bool of_meetings =
      std::any_of(plain_columns.begin(), plain_columns.end(), [](const std::string& column) {
        return column.starts_with("meeting ") && field_of_column(column);
      });
  return of_meetings ? Kind::video : Kind::call;
}

}  // namespace

std::string_view name_of(CrmField field) { return field_names[index_of(field)]; }

std::optional<CrmField> find_crm_field(std::string_view name) {
  const auto place = std::find(field_names.begin(), field_names.end(), name);
  if (place == field_names.end()) return std::nullopt;
  return static_cast<CrmField>(place - field_names.begin());
}

void check(const CrmMapping& mapping) {
  for (const std::string& entry : mapping.columns)
    if (const auto [theirs, ours] = sides_of_column(entry); !find_crm_field(ours))
      throw Error(ErrorKind::usage, fmt::format("--map does not know '{}'", printable(ours)),
                  one_of(ours, field_names));
  for (const std::string& entry : mapping.kinds) {
    const auto [theirs, ours] = sides_of_kind(entry);
    if (ours == skip_word || find_word<Kind>(ours) || find_word<Purpose>(ours)) continue;
    throw Error(ErrorKind::usage, fmt::format("--map-kind does not know '{}'", printable(ours)),
                "use a kind (visit, video, call, board, event, email, chat), a purpose (demo, "
                "support …) or skip");
  }
}

std::string plain_cell(const std::string& cell) {
  constexpr std::string_view guarded = "=+-@'\t\r";
  if (cell.size() > 1 && cell[0] == '\'' && guarded.find(cell[1]) != std::string_view::npos)
    return cell.substr(1);
  return cell;
}

CrmReader::CrmReader(const std::vector<std::string>& header, const CrmMapping& mapping)
    : header_(header), places_(field_names.size()), mapping_(mapping), row_(field_names.size()) {
  std::vector<std::string> plain;
  for (const std::string& name : header) plain.push_back(plain_words(name));
  for (const std::string& entry : mapping.columns) {
    const auto [theirs, ours] = sides_of_column(entry);
    const auto place = std::find(plain.begin(), plain.end(), theirs);
    if (place == plain.end()) continue;  // remembered from another program
    places_[index_of(find_crm_field(ours).value())] =
        static_cast<std::size_t>(place - plain.begin());
  }
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const auto field = field_of_column(plain[i]);
    const bool is_mapped =
        std::find(places_.begin(), places_.end(), std::optional{i}) != places_.end();
    if (field && !is_mapped && !places_[index_of(*field)]) places_[index_of(*field)] = i;
  }
  usual_kind_ = usual_kind_of(plain);
  for (const CrmField needed : {CrmField::date, CrmField::customer})
    if (!places_[index_of(needed)])
      throw Error(
          ErrorKind::bad_data,
          fmt::format("no column tells the {}: there are {}", name_of(needed),
                      shorten(printable(joined(header)), 200)),
          fmt::format("nothing was imported; name the column: --map 'Column={}'", name_of(needed)));
}

std::vector<std::pair<std::string, CrmField>> CrmReader::columns() const {
  std::vector<std::pair<std::string, CrmField>> used;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (const auto place = places_[i]) used.emplace_back(header_[*place], static_cast<CrmField>(i));
  return used;
}

std::vector<std::string> CrmReader::unread() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (std::find(places_.begin(), places_.end(), std::optional{i}) == places_.end())
      names.push_back(header_[i]);
  return names;
}

const std::string& CrmReader::cell(CrmField field) const { return row_[index_of(field)]; }

std::string CrmReader::column(CrmField field) const {
  const auto place = places_[index_of(field)];
  return place ? header_[*place] : std::string(name_of(field));
}

const CrmReader::KindWord& CrmReader::kind_of(const std::string& word) {
  const auto known = kinds_.find(word);
  if (known != kinds_.end()) return known->second;
  KindWord found{.kind = usual_kind_};
  const std::string plain = plain_words(word);
  const auto take = [&](const std::string& ours) {
    found.known = true;
    found.skip = ours == skip_word;
    if (const auto kind = find_word<Kind>(ours)) found.kind = *kind;
    if (const auto purpose = find_word<Purpose>(ours)) {
      found.kind = Kind::video;
      found.purpose = *purpose;
    }
  };
  for (const std::string& entry : mapping_.kinds)
    if (const auto [theirs, ours] = sides_of_kind(entry); theirs == plain) take(ours);
  if (!found.known && (plain.empty() || find_word<Kind>(plain))) {
    take(plain);
  } else if (const auto usual = found.known ? std::nullopt : find_crm_kind(plain)) {
    found = {.known = true,
             .skip = !usual->kind,
             .kind = usual->kind.value_or(Kind::call),
             .purpose = usual->purpose};
  }
  return kinds_.emplace(word, found).first->second;
}

void CrmReader::read_start(ImportCandidate& talk) const {
  const std::string& text = cell(CrmField::date);
  if (trim(text).empty()) throw BadCell{CrmField::date, "no date"};
  const auto start = parse_table_date(text, mapping_.order);
  if (!start) refuse_cell_date(CrmField::date, text, mapping_.order);
  talk.start = *start;
  const std::string& time = cell(CrmField::time);
  if (!talk.start.minute && !trim(time).empty()) {
    talk.start.minute = parse_table_time(time);
    if (!talk.start.minute)
      throw BadCell{CrmField::time, fmt::format("{} is not a time like 14:30", short_quote(time))};
  }
}

void CrmReader::read_length(ImportCandidate& talk) const {
  using Read = std::optional<Minutes> (*)(std::string_view);
  static constexpr std::array<std::pair<CrmField, Read>, 5> lengths{
      {{CrmField::minutes, [](std::string_view text) { return parse_table_number(text, 1); }},
       {CrmField::hours, [](std::string_view text) { return parse_table_number(text, 60); }},
       {CrmField::seconds, [](std::string_view text) { return parse_table_number(text, 1. / 60); }},
       {CrmField::milliseconds,
        [](std::string_view text) { return parse_table_number(text, 1. / 60'000); }},
       {CrmField::length, parse_table_length}}};
  CrmField said = CrmField::length;
  for (const auto& [field, read] : lengths) {
    if (places_[index_of(field)]) said = field;
    const std::string& text = cell(field);
    if (trim(text).empty()) continue;
    const auto length = read(text);
    if (!length) throw BadCell{field, fmt::format("{} is not a length", short_quote(text))};
    if (*length > longest_talk)
      throw BadCell{field, fmt::format("{} is longer than 24 hours", short_quote(text))};
    talk.length = *length;
    return;
  }
  const std::string& text = cell(CrmField::end);
  if (!trim(text).empty() && talk.start.minute) {
    auto end = parse_table_date(text, mapping_.order);
    if (const auto time = end ? std::nullopt : parse_table_time(text))
      end = Moment{.date = talk.start.date, .minute = time};
    if (!end || !end->minute) refuse_cell_date(CrmField::end, text, mapping_.order);
    const Minutes length{minutes_between(talk.start, *end)};
    if (length < Minutes{0} || length > longest_talk)
      throw BadCell{CrmField::end,
                    fmt::format("{} is not within 24 hours of the start", short_quote(text))};
    talk.length = length;
    return;
  }
  if (is_live(talk.kind)) throw BadCell{said, "no length"};
}

void CrmReader::read_rest(ImportCandidate& talk) const {
  const auto name_of_cell = [&](CrmField field, const std::string& text) {
    std::string name = clean(text);
    if (name.size() > longest_name)
      throw BadCell{field, fmt::format("a name of {} bytes is too long", name.size())};
    return fold(name).empty() ? std::string{} : name;
  };
  talk.customer = name_of_cell(CrmField::customer, cell(CrmField::customer));
  if (talk.customer.empty()) throw BadCell{CrmField::customer, "no customer"};
  for (const std::string_view part : split(cell(CrmField::person), ';')) {
    std::string name = name_of_cell(CrmField::person, std::string(part));
    const bool is_sign = name.size() == 1 && plain_words(name).empty();  // "-" for nobody
    if (!name.empty() && !is_sign) talk.attendees.push_back(attendee_from(name));
  }
  talk.owner = name_of_cell(CrmField::owner, cell(CrmField::owner));
  const std::string& status = cell(CrmField::status);
  if (!trim(status).empty()) {
    talk.status = status_of(plain_words(status));
    if (!talk.status)
      throw BadCell{CrmField::status,
                    fmt::format("{} says neither held nor planned, cancelled or no-show",
                                short_quote(status))};
  }
  talk.title = talk.note = cell(CrmField::subject);
  const std::string& note = cell(CrmField::note);
  if (!note.empty() && note != talk.note) talk.note += (talk.note.empty() ? "" : "\n") + note;
}

/// Of the cells that say something of the talk, whatever columns stand around them.
std::string CrmReader::source() const {
  std::string text;
  for (std::size_t i = 0; i < field_names.size(); ++i) {
    const std::string& said = row_[i];
    if (said.empty()) continue;
    text += field_names[i];
    text += '\x1f';
    text += said;
    text += '\x1e';
  }
  return "csv:" + to_string(fingerprint(text));
}

CrmReading CrmReader::read(const std::vector<std::string>& cells) {
  if (cells.size() > header_.size())
    return ImportProblem{
        "", fmt::format("{} cells, and the header has {}", cells.size(), header_.size())};
  for (std::size_t i = 0; i < places_.size(); ++i) {
    row_[i].clear();
    if (places_[i] && *places_[i] < cells.size()) row_[i] = plain_cell(cells[*places_[i]]);
  }
  const KindWord& kind = kind_of(cell(CrmField::kind));
  if (kind.skip) return Skipped{SkipReason::no_talk, cell(CrmField::subject), cell(CrmField::kind)};
  ImportCandidate talk{.source = source(), .start = {}, .kind = kind.kind, .purpose = kind.purpose};
  try {
    read_start(talk);
    if (!kind.known)
      throw BadCell{CrmField::kind, fmt::format("{} is not a known kind; --map-kind says which",
                                                short_quote(cell(CrmField::kind)))};
    read_length(talk);
    read_rest(talk);
  } catch (const BadCell& bad) {
    return ImportProblem{column(bad.field), bad.reason};
  }
  return talk;
}

}  // namespace rapport
