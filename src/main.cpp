#include <fcntl.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <new>
#include <string_view>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "rapport/base/error.hpp"
#include "rapport/command/world.hpp"

// The edge of the world: the only file that reads the clock, the zone and the environment.
namespace {

using rapport::Date;
using rapport::LocalTime;
using rapport::Moment;
using rapport::World;

constexpr int seconds_a_minute = 60;

/// Without memory for an exception the library gives up: that too is an exit code, not a crash.
[[noreturn]] void give_up() {
  constexpr std::string_view says =
      "rapport: out of memory, or a bug in rapport\n"
      "  what was not acknowledged was not saved\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, says.data(), says.size());
  ::_exit(rapport::exit_code(rapport::ErrorKind::internal));
}

/// Before all constants are built, since that already needs memory.
[[gnu::constructor(101)]] void expect_the_worst() { std::set_terminate(give_up); }

/// 0600 files, no core with people's notes in it, and 0–2 open so that no file becomes stdout.
void prepare_process() {
  ::umask(077);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_DFL);
  for (int fd = 0; fd <= 2; ++fd)
    if (::fcntl(fd, F_GETFD) == -1)
      ::open(fd == 0 ? "/dev/null" : "/dev/full", fd == 0 ? O_RDONLY : O_WRONLY);
}

std::tm local_tm(std::time_t at) {
  std::tm local{};
  ::localtime_r(&at, &local);
  return local;
}

int offset_minutes(const std::tm& local) {
  return static_cast<int>(local.tm_gmtoff / seconds_a_minute);
}

std::time_t utc_seconds(Date date, int minute) {
  return static_cast<std::time_t>(date.time_since_epoch().count()) * 86400 +
         minute * seconds_a_minute;
}

bool shows(std::time_t at, Date date, int minute) {
  const std::tm local = local_tm(at);
  return utc_seconds(date, minute) == at + local.tm_gmtoff / seconds_a_minute * seconds_a_minute;
}

/// What the clocks of the zone show: tried with the offsets in force half a day before and after.
LocalTime look_at_zone(Date date, int minute) {
  const std::time_t naive = utc_seconds(date, minute);
  const int before = offset_minutes(local_tm(naive - 43200 * 2));
  const int after = offset_minutes(local_tm(naive + 43200 * 2));
  const bool by_before = shows(naive - before * seconds_a_minute, date, minute);
  const bool by_after =
      after == before ? by_before : shows(naive - after * seconds_a_minute, date, minute);
  if (by_before && by_after && before != after)
    return {LocalTime::Kind::twice, std::max(before, after)};
  if (by_before) return {LocalTime::Kind::once, before};
  if (by_after) return {LocalTime::Kind::once, after};
  const std::tm local = local_tm(naive - before * seconds_a_minute);
  if (shows(naive - offset_minutes(local) * seconds_a_minute, date, minute))
    return {LocalTime::Kind::once, offset_minutes(local)};
  return {LocalTime::Kind::never, before};
}

/// A rule such as "CET-1CEST,M3.5.0,M10.5.0" (POSIX): a name, then an offset of up to 24 hours.
bool is_zone_rule(std::string_view zone) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t at = 0;
  if (zone.starts_with('<'))
    at = std::min(zone.find('>'), zone.size() - 1) + 1;
  else
    while (at < zone.size() && is_letter(zone[at])) ++at;
  if (at < 3) return false;
  if (at < zone.size() && (zone[at] == '+' || zone[at] == '-')) ++at;
  int hours = 0;
  std::size_t digits = 0;
  for (; at < zone.size() && is_digit(zone[at]) && digits < 3; ++at, ++digits)
    hours = hours * 10 + (zone[at] - '0');
  return digits >= 1 && digits <= 2 && hours <= 24;
}

/// The system's folder of zones.
std::string zone_folder() {
  const char* folder = std::getenv("TZDIR");
  return folder != nullptr && *folder == '/' ? folder : "/usr/share/zoneinfo";
}

/// True for a compiled zone in the system's folder of zones; no other file is even opened.
bool is_zone_file(const std::string& zone) {
  const std::string zones = zone_folder();
  const std::string path = zone.starts_with('/') ? zone : zones + "/" + zone;
  if (!path.starts_with(zones + "/") && path != "/etc/localtime") return false;
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0 || !S_ISREG(file.st_mode)) return false;
  std::FILE* compiled = std::fopen(path.c_str(), "rb");
  if (compiled == nullptr) return false;
  char magic[4] = {};
  const bool is_compiled = std::fread(magic, 1, sizeof magic, compiled) == sizeof magic &&
                           std::string_view(magic, sizeof magic) == "TZif";
  std::fclose(compiled);
  return is_compiled;
}

/// Throws Error(config) for a TZ that names no zone: libc would silently take UTC.
void check_zone() {
  constexpr std::size_t longest = 255;
  const char* name = std::getenv("TZ");
  if (name == nullptr || *name == '\0') return;
  const std::string zone = name[0] == ':' ? name + 1 : name;
  const bool is_safe = zone.size() <= longest && zone.find("..") == std::string::npos;
  if (is_safe && (zone == "UTC" || is_zone_rule(zone) || is_zone_file(zone))) return;
  if (::access(zone_folder().c_str(), F_OK) != 0)
    throw rapport::Error(rapport::ErrorKind::config, "this machine knows no time zones",
                         "install tzdata, or unset TZ");
  throw rapport::Error(rapport::ErrorKind::config, "TZ names no time zone",
                       "set TZ to a zone such as Europe/Berlin, or unset it");
}

rapport::Stamp read_clock(const World& world) {
  const auto place = world.env.find("RAPPORT_NOW");
  if (place != world.env.end()) {
    const auto now = rapport::parse_iso_moment(place->second);
    if (!now || !now->minute)
      throw rapport::Error(rapport::ErrorKind::config, "RAPPORT_NOW is not a date and time",
                           "write it as 2026-11-21T15:00, or unset it");
    Moment local = *now;
    local.offset = world.zone(local.date, *local.minute).offset;
    return {local,
            (utc_seconds(local.date, *local.minute) - *local.offset * seconds_a_minute) * 1000};
  }
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
  const std::tm tm = local_tm(static_cast<std::time_t>(ms / 1000));
  const auto date = rapport::make_date(tm.tm_year + 1900, static_cast<unsigned>(tm.tm_mon + 1),
                                       static_cast<unsigned>(tm.tm_mday));
  if (!date)
    throw rapport::Error(rapport::ErrorKind::config, "this machine's clock shows no usable date",
                         "set the clock");
  return {{*date, tm.tm_hour * 60 + tm.tm_min, offset_minutes(tm)}, ms};
}

std::size_t terminal_width(const World& world) {
  constexpr std::size_t narrowest = 20;
  constexpr std::size_t widest = 1000;
  constexpr std::size_t usual = 80;
  std::size_t width = 0;
  winsize size{};
  if (world.terminal.out && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  const auto columns = world.env.find("COLUMNS");
  if (width == 0 && columns != world.env.end()) {
    const long asked = std::strtol(columns->second.c_str(), nullptr, 10);
    if (asked > 0) width = static_cast<std::size_t>(asked);
  }
  return width == 0 ? usual : std::clamp(width, narrowest, widest);
}

std::size_t terminal_height(const World& world) {
  winsize size{};
  const bool is_known = world.terminal.out && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
  return is_known ? size.ws_row : 0;
}

/// Where the file of this program lies; empty where the system does not say.
std::string running_program() {
  std::array<char, 4096> path{};
#ifdef __APPLE__
  std::uint32_t size = path.size();
  return ::_NSGetExecutablePath(path.data(), &size) == 0 ? path.data() : "";
#else
  const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
  return size > 0 ? std::string(path.data(), static_cast<std::size_t>(size)) : "";
#endif
}

void read_environment(World& world) {
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = text.find('=');
    if (equals != std::string_view::npos)
      world.env.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  const auto home = world.env.find("HOME");
  if (home != world.env.end() && home->second.starts_with('/')) world.home = home->second;
  for (const char* name : {"USER", "LOGNAME"})
    if (const auto login = world.env.find(name); login != world.env.end() && !login->second.empty())
      world.login = login->second;
#ifndef RAPPORT_STATIC  // which loads nothing, as looking users up would
  if (world.home.empty() || world.login.empty()) {  // looking users up is slow
    const passwd* user = ::getpwuid(::getuid());
    if (world.home.empty() && user != nullptr) world.home = user->pw_dir;
    if (world.login.empty() && user != nullptr) world.login = user->pw_name;
  }
#endif
  if (world.login.empty()) world.login = "me";
  world.terminal = {::isatty(0) == 1, ::isatty(1) == 1, ::isatty(2) == 1, 0, 0};
  world.terminal.width = terminal_width(world);
  world.terminal.height = terminal_height(world);
}

}  // namespace

int main(int argc, char** argv) {
  prepare_process();
  bool quiet = false;
  try {
    World world;
    world.in = stdin;
    world.out = stdout;
    world.err = stderr;
    world.args.assign(argv + std::min(argc, 1), argv + argc);
    quiet = rapport::answers_quietly(world);
    world.zone = look_at_zone;
    world.program = running_program();
    if (!rapport::asks_version(world)) {  // which needs to know nothing
      read_environment(world);
      check_zone();
      world.clock = read_clock(world);
    }
    return rapport::run(world);
  } catch (const rapport::Error& error) {
    if (quiet) return 0;
    std::fprintf(stderr, "rapport: %s\n  %s\n", error.what(), error.hint().c_str());
    return rapport::exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    if (quiet) return 0;
    give_up();
  } catch (const std::exception& error) {
    if (quiet) return 0;
    std::fprintf(stderr, "rapport: %s\n", error.what());
    return rapport::exit_code(rapport::ErrorKind::internal);
  }
}
