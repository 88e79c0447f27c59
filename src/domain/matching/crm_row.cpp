#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/matching/crm_cells.hpp"
#include "domain/matching/crm_words.hpp"
#include "domain/words/crm_time.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/calendar.hpp"
#include "rapport/domain/crm.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

// One row of a table, field by field.
namespace rapport {
namespace {

constexpr std::size_t longest_name = 1024;  // bytes
constexpr std::size_t longest_id = 200;     // bytes; longer ones are told by a checksum

/// What a problem is thrown as inside of this file: caught where a row ends.
struct BadCell {
  CrmField field;
  std::string reason;
};

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
    else if (read_table_date(text, form.order).moment)
      others.push_back(fmt::format("--dates {}", form.name));
  }
  std::string reason = fmt::format("{} is not a date like {}", short_quote(text), example);
  if (!others.empty())
    reason += fmt::format(" ({} would read it)", joined(others, " or "));
  else if (const std::string trouble = read_table_date(text, order).trouble;
           !trouble.empty() && trouble != "the day")
    reason += ": " + trouble + " is not understood";
  throw BadCell{field, reason};
}

template <typename T>
bool read_word(const std::string& text, T& member) {
  const auto found = find_word<T>(text);
  if (found) member = *found;
  return found.has_value();
}

template <typename T>
bool read_word(const std::string& text, std::optional<T>& member) {
  member = find_word<T>(text);
  return member.has_value();
}

}  // namespace

/// "3 Nov 2026 10:00 → 11:30": some programs have start and end in one cell.
void CrmReader::part_range() {
  constexpr std::string_view arrow = "\u2192";
  std::string& start = row_[index_of(CrmField::date)];
  std::string& end = row_[index_of(CrmField::end)];
  const auto place = start.find(arrow);
  if (place == std::string::npos || !trim(end).empty()) return;
  end = trim(std::string_view(start).substr(place + arrow.size()));
  start.resize(place);
}

void CrmReader::read_start(ImportCandidate& talk, const std::optional<Moment>& start) const {
  const std::string& text = cell(CrmField::date);
  if (trim(text).empty()) throw BadCell{CrmField::date, "no date"};
  if (!start) refuse_cell_date(CrmField::date, text, mapping_.order);
  talk.start = *start;
  const std::string& time = cell(CrmField::time);
  if ((!talk.start.minute || talk.start.minute == 0) && !trim(time).empty()) {
    talk.start.minute = parse_table_time(time);
    const auto whole =
        talk.start.minute ? std::nullopt : read_table_date(time, mapping_.order).moment;
    if (whole) talk.start.minute = whole->minute;  // a day of its own, with a time or without
    if (!talk.start.minute && !whole)
      throw BadCell{CrmField::time, fmt::format("{} is not a time like 14:30", short_quote(time))};
  }
  if (!is_own_ || talk.start.offset || trim(cell(CrmField::offset)).empty()) return;
  std::string_view offset = trim(cell(CrmField::offset));
  const bool is_west = offset.starts_with('-');
  if (is_west) offset.remove_prefix(1);
  const auto minutes = parse_table_number(offset, 1);
  if (!minutes || minutes->count() > 18 * 60)
    throw BadCell{CrmField::offset, fmt::format("{} is not minutes ahead of UTC",
                                                short_quote(cell(CrmField::offset)))};
  talk.start.offset = static_cast<int>(is_west ? -minutes->count() : minutes->count());
}

/// Of a table that has the hours in one column and the minutes beyond them in another.
std::optional<Minutes> CrmReader::hours_and_minutes() const {
  if (!places_[index_of(CrmField::hours)] || !places_[index_of(CrmField::minutes)]) return {};
  const auto hours = parse_table_number(cell(CrmField::hours), 60, mapping_.has_comma);
  const auto minutes = parse_table_number(cell(CrmField::minutes), 1, mapping_.has_comma);
  if (!hours || !minutes || *minutes >= Minutes{60} || *hours == *minutes ||
      *hours + *minutes > longest_talk)
    return std::nullopt;
  return *hours + *minutes;
}

void CrmReader::read_length(ImportCandidate& talk) const {
  static constexpr std::array<std::pair<CrmField, double>, 5> units{
      {{CrmField::minutes, 1},
       {CrmField::hours, 60},
       {CrmField::seconds, 1. / 60},
       {CrmField::milliseconds, 1. / 60'000},
       {CrmField::length, 0}}};
  if (const auto both = hours_and_minutes()) {
    talk.length = *both;
    return;
  }
  CrmField said = CrmField::length;
  for (const auto& [field, unit] : units) {
    if (places_[index_of(field)]) said = field;
    const std::string& text = cell(field);
    if (trim(text).empty()) continue;
    const auto length = unit > 0 ? parse_table_number(text, unit, mapping_.has_comma)
                                 : parse_table_length(text, mapping_.has_comma);
    if (!length) throw BadCell{field, fmt::format("{} is not a length", short_quote(text))};
    if (*length > longest_talk)
      throw BadCell{field, fmt::format("{} is longer than 24 hours", short_quote(text))};
    talk.length = *length;
    return;
  }
  if (talk.start.minute && !trim(cell(CrmField::end) + cell(CrmField::end_time)).empty())
    return read_end(talk);
  talk.length = mapping_.length;
  if (is_live(talk.kind) && talk.length == Minutes{0} && !is_own_)
    throw BadCell{said, "no length (--length 30m gives one)"};
}

/// A day and a time, a time of the day of the start, or both in columns of their own.
void CrmReader::read_end(ImportCandidate& talk) const {
  const std::string& text = cell(CrmField::end);
  const std::string& time = cell(CrmField::end_time);
  auto end = trim(text).empty() ? Moment{.date = talk.start.date}
                                : read_table_date(text, mapping_.order).moment;
  if (!end && parse_table_time(text))
    end = Moment{.date = talk.start.date, .minute = parse_table_time(text)};
  if (end && !trim(time).empty()) end->minute = parse_table_time(time);
  if (!end || !end->minute)
    refuse_cell_date(end && !trim(time).empty() ? CrmField::end_time : CrmField::end,
                     trim(time).empty() ? text : time, mapping_.order);
  const Minutes length{minutes_between(talk.start, *end)};
  if (length < Minutes{0} || length > longest_talk)
    throw BadCell{CrmField::end, fmt::format("{} is not within 24 hours of the start",
                                             short_quote(trim(text).empty() ? time : text))};
  talk.length = length;
}

void CrmReader::read_rest(ImportCandidate& talk) const {
  const auto name_of_cell = [&](CrmField field, const std::string& text) {
    std::string name = clean(text);
    if (name.size() > longest_name)
      throw BadCell{field, fmt::format("a name of {} bytes is too long", name.size())};
    return fold(name).empty() ? std::string{} : name;
  };
  talk.customer = name_of_cell(CrmField::customer, cell(CrmField::customer));
  for (const std::string& part : people_in(cell(CrmField::person), is_own_)) {
    std::string name = name_of_cell(CrmField::person, part);
    const bool is_sign = name.size() == 1 && plain_words(name).empty();  // "-" for nobody
    const bool is_count =                                                // "3" of them
        name.find_first_not_of("0123456789") == std::string::npos;
    if (!name.empty() && !is_sign && !is_count) talk.attendees.push_back(attendee_from(name));
  }
  talk.owner = name_of_cell(CrmField::owner, cell(CrmField::owner));
  talk.title = talk.note = text_of_html(cell(CrmField::subject));
  const std::string note = text_of_html(cell(CrmField::note));
  if (!note.empty() && note != talk.note) talk.note += (talk.note.empty() ? "" : "\n") + note;
}

/// Nothing where no cell says it. What a team calls the outcomes of its calls beside those that its
/// program has says nothing either: they were held.
std::optional<CrmState> CrmReader::read_state() const {
  for (const CrmField field : {CrmField::outcome, CrmField::status}) {
    const std::string& said = cell(field);
    const std::string plain = plain_words(said);
    if (plain.empty()) continue;
    if (const auto state = find_crm_state(plain)) return state;
    if (!plain_[*places_[index_of(field)]].starts_with("call "))
      throw BadCell{field, fmt::format("{} says neither held nor planned, cancelled or no-show",
                                       short_quote(said))};
  }
  return std::nullopt;
}

/// What hardly any tables but those of this program say.
void CrmReader::read_states(ImportCandidate& talk) const {
  const auto read = [&](CrmField field, auto& member) {
    const std::string text = fold(cell(field));
    if (text.empty()) return;
    if (!read_word(text, member))
      throw BadCell{field, fmt::format("{} is not known", short_quote(cell(field)))};
  };
  read(CrmField::purpose, talk.purpose);
  read(CrmField::loop, talk.loop);
  read(CrmField::cancelled_by, talk.cancelled_by);
  read(CrmField::mood, talk.mood);
  talk.is_private = means_private(plain_words(cell(CrmField::is_private)));
}

/// By its id, which the row is; else by who, whom and when, with the texts that are read without
/// being told to: how long and of what kind it was may be mapped in another way the next time, and
/// the id itself too. Rows of one file that are alike are told apart by their number.
void CrmReader::identify(ImportCandidate& talk) {
  const std::string id = clean(cell(CrmField::id));
  if (!id.empty()) {
    talk.has_identity = true;
    if (is_own_) talk.uid = parse_uid(id);
    const auto column = places_[index_of(CrmField::id)];
    talk.source =
        "csv:" + plain_[*column] + "=" + (id.size() > longest_id ? to_string(fingerprint(id)) : id);
    if (column == usual_[index_of(CrmField::id)]) return;
  }
  std::string text = to_string(talk.start) + '\x1e' + fold(talk.customer) + '\x1e' +
                     fold(talk.owner) + '\x1e' + usual_texts_;
  Uid print = fingerprint(text);
  if (const std::size_t before = alike_[print]++; before > 0)
    print = fingerprint(text + '\x1e' + std::to_string(before));
  (id.empty() ? talk.source : talk.content) = "csv:" + to_string(print);
}

/// A title, a total or a remark around the table, which has no date: alone in its row, or called
/// so.
bool CrmReader::is_beside_table(const std::vector<std::string>& cells) const {
  const auto is_empty = [](const std::string& one) { return trim(one).empty(); };
  const auto first = std::find_if_not(cells.begin(), cells.end(), is_empty);
  if (first == cells.end()) return false;
  const bool is_alone = header_.size() > 2 && std::all_of(first + 1, cells.end(), is_empty);
  return is_alone || begins_footer(plain_words(*first));
}

CrmReading CrmReader::read(const std::vector<std::string>& cells) {
  const auto is_said = [](const std::string& one) { return !trim(one).empty(); };
  if (cells.size() > header_.size() &&
      std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(header_.size()), cells.end(),
                  is_said))
    return ImportProblem{
        "", fmt::format("{} cells, and the header has {}", cells.size(), header_.size())};
  for (std::size_t i = 0; i < places_.size(); ++i) {
    row_[i].clear();
    if (places_[i] && *places_[i] < cells.size()) row_[i] = plain_cell(cells[*places_[i]]);
  }
  part_range();
  usual_texts_.clear();
  for (const CrmField field : {CrmField::subject, CrmField::note})
    if (const auto place = usual_[index_of(field)]; place && *place < cells.size())
      (usual_texts_ += trim(cells[*place])) += '\x1f';
  const auto start = read_table_date(cell(CrmField::date), mapping_.order).moment;
  if (!start && is_beside_table(cells))
    return Skipped{SkipReason::unreadable,
                   short_quote(*std::find_if(cells.begin(), cells.end(), is_said)),
                   "a title or a total, not a row"};
  const KindWord& kind = kind_of(cell(CrmField::kind));
  if (kind.skip) return Skipped{SkipReason::no_talk, cell(CrmField::subject), cell(CrmField::kind)};
  if (means_yes(plain_words(cell(CrmField::all_day))))
    return Skipped{SkipReason::all_day, cell(CrmField::subject)};
  ImportCandidate talk{.source = {}, .start = {}, .kind = kind.kind, .purpose = kind.purpose};
  try {
    const auto state = read_state();
    if (state && !state->status)
      return Skipped{
          SkipReason::no_talk, cell(CrmField::subject),
          cell(trim(cell(CrmField::outcome)).empty() ? CrmField::status : CrmField::outcome)};
    if (state) talk.status = state->status;
    if (means_yes(plain_words(cell(CrmField::no_show)))) talk.status = Status::no_show;
    if (means_yes(plain_words(cell(CrmField::cancelled))) ||
        (!state && begins_with_cancelling(cell(CrmField::subject))))
      talk.status = Status::cancelled;
    read_start(talk, start);
    if (!kind.known)
      throw BadCell{CrmField::kind, fmt::format("{} is not a known kind; --map-kind says which",
                                                short_quote(cell(CrmField::kind)))};
    read_length(talk);
    read_rest(talk);
    read_states(talk);
    if (talk.length == Minutes{0} && is_live(talk.kind) && !is_own_)
      return Skipped{SkipReason::no_talk, talk.title, "0 minutes long"};
    identify(talk);
  } catch (const BadCell& bad) {
    return ImportProblem{column(bad.field), bad.reason};
  }
  return talk;
}

}  // namespace rapport
