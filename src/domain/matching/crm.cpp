#include "rapport/domain/crm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/matching/crm_cells.hpp"
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

constexpr std::string_view skip_word = "skip";

/// In the order of `CrmField`.
constexpr std::array<std::string_view, 27> field_names{
    "date",    "time", "end",          "minutes",  "hours",     "seconds", "milliseconds",
    "length",  "kind", "status",       "customer", "person",    "owner",   "subject",
    "note",    "id",   "end-time",     "all-day",  "cancelled", "no-show", "outcome",
    "purpose", "loop", "cancelled-by", "mood",     "private",   "offset"};
static_assert(field_names[static_cast<std::size_t>(CrmField::offset)] == "offset");

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

bool CrmReader::is_header(const std::vector<std::string>& cells, const CrmMapping& mapping) {
  bool has_date = false, has_customer = false;
  for (const std::string& cell : cells) {
    const std::string plain = plain_words(plain_cell(cell));
    auto field = field_of_column(plain);
    if (!field) field = field_of_foreign_column(plain);
    for (const std::string& entry : mapping.columns)
      if (const auto [theirs, ours] = sides_of_column(entry); theirs == plain)
        field = find_crm_field(ours);
    has_date = has_date || field == CrmField::date;
    has_customer = has_customer || field == CrmField::customer || field == CrmField::person;
  }
  return has_date && has_customer;
}

/// By their names; of two columns for one field the first, of two ids the one that says more.
void CrmReader::place_columns() {
  const auto has = [&](const std::string& name) {
    return std::find(plain_.begin(), plain_.end(), name) != plain_.end();
  };
  is_own_ = has("uid") && has("loop") && has("host") && has("cancelled by");
  const auto field_of = [&](const std::string& plain) -> std::optional<CrmField> {
    constexpr std::string_view time = " time";
    if (plain.ends_with(time)) {  // "start time" beside "start date"
      const std::string what = plain.substr(0, plain.size() - time.size());
      if (has(what + " date")) return what == "end" ? CrmField::end_time : CrmField::time;
      if (what == "start" && has("date")) return CrmField::time;
    }
    const auto own = is_own_ ? field_of_own_column(plain) : std::nullopt;
    return own ? own : field_of_column(plain);
  };
  const auto is_day = [&](std::size_t i) {
    return plain_[i].ends_with("date") && field_of(plain_[i]) == CrmField::date;
  };
  for (std::size_t i = 0; i < plain_.size(); ++i) {  // a day, and a start that it has not
    if (field_of(plain_[i]) != CrmField::date || is_day(i)) continue;
    for (std::size_t day = 0; day < plain_.size(); ++day)
      if (auto& time = usual_[index_of(CrmField::time)]; is_day(day) && !time) {
        usual_[index_of(CrmField::date)] = day;
        time = i;
      }
  }
  for (std::size_t i = 0; i < plain_.size(); ++i) {
    const auto field = field_of(plain_[i]);
    if (!field) continue;
    auto& place = usual_[index_of(*field)];
    if (!place || (field == CrmField::id && id_rank(plain_[i]) < id_rank(plain_[*place])))
      place = i;
  }
  for (std::size_t i = 0; i < plain_.size(); ++i)
    if (const auto field = field_of_foreign_column(plain_[i]))
      if (auto& place = usual_[index_of(*field)]; !place) place = i;
}

CrmReader::CrmReader(const std::vector<std::string>& header, const CrmMapping& mapping)
    : header_(header),
      usual_(field_names.size()),
      places_(field_names.size()),
      mapping_(mapping),
      row_(field_names.size()) {
  while (header_.size() > 1 && trim(header_.back()).empty()) header_.pop_back();
  for (std::string& name : header_) plain_.push_back(plain_words(name = plain_cell(name)));
  place_columns();
  std::set<std::size_t> mapped;
  for (const std::string& entry : mapping.columns) {
    const auto [theirs, ours] = sides_of_column(entry);
    const auto found = std::find(plain_.begin(), plain_.end(), theirs);
    if (found == plain_.end()) continue;  // remembered from another program
    const auto place = static_cast<std::size_t>(found - plain_.begin());
    places_[index_of(find_crm_field(ours).value())] = place;
    mapped.insert(place);
  }
  for (std::size_t i = 0; i < usual_.size(); ++i)
    if (usual_[i] && !places_[i] && !mapped.contains(*usual_[i])) places_[i] = usual_[i];
  usual_kind_ = usual_kind_of(plain_);
  const bool tells_people =
      places_[index_of(CrmField::all_day)] || places_[index_of(CrmField::person)];
  for (const CrmField needed : {CrmField::date, CrmField::customer})
    if (!places_[index_of(needed)] && !(tells_people && needed == CrmField::customer))
      throw Error(
          ErrorKind::bad_data,
          fmt::format("no column tells the {}: there are {}", name_of(needed),
                      shorten(printable(joined(header)), 200)),
          fmt::format(
              "nothing was imported; the first row names the columns, and --map 'Column={}' "
              "says what one means",
              name_of(needed)));
}

std::set<std::string> CrmReader::repeated() const {
  std::set<std::string> names;
  for (const auto& place : places_)
    if (place && std::count(plain_.begin(), plain_.end(), plain_[*place]) > 1)
      names.insert(header_[*place]);
  return names;
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

}  // namespace rapport
