#include "rapport/command/session.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/book_place.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/progress.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/store/newest.hpp"
#include "rapport/store/read_lock.hpp"

namespace rapport {
namespace {

constexpr int last_minute = 23 * 60 + 59;

/// What was asked for, but for the id of the request itself.
std::string words_of_line(const World& world) {
  constexpr std::string_view option = "--op-id";
  std::string words;
  for (std::size_t i = 0; i < world.args.size(); ++i)
    if (world.args[i] == option)
      ++i;
    else if (!world.args[i].starts_with(std::string(option) + "="))
      words += world.args[i] + '\0';
  return words;
}

/// The clock for `--as-of`: the end of an earlier day, or an exact minute; today is now.
Moment as_of_moment(const std::string& text, const Moment& now) {
  Moment moment = parse_when(text, now, Leaning::past);
  if (moment.date == now.date && !moment.minute) return now;
  if (earlier(now, moment))
    throw Error(ErrorKind::usage, fmt::format("--as-of {} is still to come", to_string(moment)),
                "give a day up to today");
  if (!moment.minute) moment.minute = last_minute;
  return moment;
}

/// Lines that are too long broken at blanks, but not within the "[leave out]" at the end.
std::string in_lines(const std::string& question, std::size_t width) {
  const auto choices = std::min(question.rfind(" ["), question.size());
  std::vector<std::string> lines;
  for (const std::string_view line : split(std::string_view(question).substr(0, choices), '\n')) {
    const auto parts =
        display_width(line) > width ? wrap(line, width) : std::vector{std::string(line)};
    lines.insert(lines.end(), parts.begin(), parts.end());
  }
  const std::string rest = question.substr(choices);
  if (!rest.empty() && display_width(lines.back()) + display_width(rest) > width)
    lines.push_back(rest.substr(1));
  else
    lines.back() += rest;
  return joined(lines, "\n");
}

}  // namespace

Session::Session(World& world, const Globals& globals, Settings settings)
    : world_(world), globals_(globals), settings_(std::move(settings)), now_(world.clock.local) {
  if (!globals.as_of) return;
  is_as_of_day_ = !parse_when(*globals.as_of, now_, Leaning::past).minute;
  as_of_ = as_of_moment(*globals.as_of, now_);
  now_ = *as_of_;
  if (!now_.offset) now_.offset = world_.zone(now_.date, now_.minute.value_or(0)).offset;
}

Session::Session(World& world, const Globals& globals, Settings settings, Store book)
    : Session(world, globals, std::move(settings)) {
  store_.emplace(std::move(book));
  has_book_ = is_open_ = true;
}

Store& Session::store() {
  if (is_open_) return *store_;
  auto db = open_book(book_place(world_, globals_.db), notices_);
  has_book_ = db.has_value();
  Store store(db ? std::move(*db) : memory_book());
  store_.emplace(as_of_ && has_book_ ? store.as_of(*as_of_) : std::move(store));
  is_open_ = true;
  return *store_;
}

void Session::go_back(const Moment& moment) {
  Store before = store().as_of(moment);
  store_.emplace(std::move(before));
  as_of_ = now_ = moment;
}

std::optional<Store> Session::peek(const std::optional<std::string>& db) const {
  auto book = peek_book(book_path(world_, db));
  if (!book) return std::nullopt;
  return Store(std::move(*book));
}

bool Session::has_book() {
  store();
  return has_book_;
}

void Session::insist_on_book() {
  if (has_book()) return;
  const BookPath place = book_path(world_, globals_.db);
  if (place.named)
    throw UnusableFile(ErrorKind::no_input, "there is no book at " + quoted(place.path),
                       "`rapport log WHO 45m` starts one there; --db or RAPPORT_DB names another");
}

std::optional<Uid> Session::op_id() const {
  if (!globals_.op_id) return std::nullopt;
  if (const auto uid = parse_uid(*globals_.op_id)) return uid;
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a UUID", printable(*globals_.op_id)),
              "write it as 0192d3b0-5c5e-7000-8000-0123456789ab");
}

std::optional<CommandRecord> Session::repeated() {
  const auto given = op_id();
  auto before = given ? store().command_of(*given) : std::nullopt;
  if (before) check_retry(*before);
  return before;
}

void Session::check_retry(const CommandRecord& before) {
  if (before.op && !store().was_asked(*before.op, words_of_line(world_)))
    throw Error(ErrorKind::not_found,
                fmt::format("that --op-id belongs to another command: `{}`", before.verb),
                "use a new UUID; a retry says the same words");
}

void Session::refuse_past(const std::string& verb) const {
  if (as_of_)
    throw Error(ErrorKind::usage, fmt::format("`{}` cannot change the past", verb),
                "leave --as-of out");
}

Writing Session::write(const std::string& verb) {
  refuse_past(verb);
  const std::optional<Uid> given = op_id();
  if (!has_book_) {
    store_.emplace(open_or_create_book(book_place(world_, globals_.db), notices_));
    has_book_ = is_open_ = true;
  }
  {
    const ReadLock lock(store_->db());
    check_newest(store_->db());
  }
  return {*store_, verb, world_.clock, given, given ? words_of_line(world_) : ""};
}

Document read_at_once(Session& session, const std::function<Document()>& read) {
  session.insist_on_book();
  Db& db = session.store().db();
  const ReadLock lock(db);
  if (!session.globals().as_of) check_newest(db);
  Document document = read();
  if (!document.is_pulled()) add_altered(session, document);
  return document;
}

void add_altered(Session& session, Document& document) {
  const auto altered = static_cast<std::int64_t>(session.store().db().altered());
  if (altered == 0) return;
  document.notices.push_back(fmt::format(
      "{} of the journal {} written: `rapport check --fix`", count_text(altered, "change"),
      altered == 1 ? "is not as it was" : "are not as they were"));
}

bool Session::is_for_programs() const {
  return std::any_of(world_.formats.begin(), world_.formats.end(), [&](const FormatName& format) {
    return format.is_for_programs && format.name == globals_.format;
  });
}

bool Session::can_ask() const {
  return world_.terminal.in && world_.terminal.out && !globals_.no_input;
}

std::optional<std::string> Session::ask(const std::string& question) {
  WaitingLine::hush();
  std::fputs((in_lines(question, width() - 1) + " ").c_str(), world_.err);
  std::fflush(world_.err);
  std::string line;
  for (int c = std::fgetc(world_.in); c != '\n'; c = std::fgetc(world_.in)) {
    if (c == EOF) {
      std::fputs("\n", world_.err);
      return std::nullopt;
    }
    line += static_cast<char>(c);
  }
  if (!is_valid_text(line))
    throw Error(ErrorKind::usage, "that is not valid UTF-8", "use a UTF-8 terminal");
  return clean(line);
}

void Session::inform(const std::string& text) {
  for (const std::string& line : wrap(printable(text), std::max<std::size_t>(width(), 20) - 2))
    std::fputs(("  " + line + "\n").c_str(), world_.err);
}

bool Session::confirm(const std::string& question) {
  if (!can_ask())
    throw Error(ErrorKind::usage, question + " cannot be asked without a terminal",
                "say --yes to go ahead");
  const std::string answer = fold(ask(question + " [y/N]").value_or(""));
  return answer == "y" || answer == "yes";
}

Moment Session::in_zone(const Moment& moment) const {
  Moment placed = moment;
  const int minute = moment.minute.value_or(12 * 60);
  const LocalTime local = world_.zone(moment.date, minute);
  if (local.kind == LocalTime::Kind::never && moment.minute)
    throw Error(
        ErrorKind::usage,
        fmt::format("{} does not exist: the clocks were put forward then", to_string(moment)),
        fmt::format("use {} or {}", clock_text(minute - 60), clock_text(minute + 60)));
  placed.offset = local.offset;
  return placed;
}

int Session::zone_offset(Instant at) const {
  const auto shown = [&](int offset) {
    const Moment civil = later_by({.date = Date{}, .minute = 0}, at + offset);
    return world_.zone(civil.date, *civil.minute);
  };
  constexpr int day = 24 * 60;
  const int before = shown(-day).offset;  // up to the change of the clocks, if there is one
  const int after = shown(day).offset;
  const LocalTime local = shown(before);
  const bool is_before = local.kind != LocalTime::Kind::never && local.offset == before;
  return is_before ? before : after;
}

}  // namespace rapport
