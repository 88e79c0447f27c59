#include "rapport/report/pms.hpp"

#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

std::optional<Date> first_day(const Pm& pm) {
  const auto latest = latest_membership(pm);
  return latest ? std::optional{latest->from} : std::nullopt;
}

std::optional<Date> last_day_of(const Pm& pm) {
  const auto left = left_on(pm);
  return left ? std::optional{*left - Days{1}} : std::nullopt;
}

/// "#2 Tom Béla · tom · member since Mon 2 Nov · judged from Mon 9 Nov".
std::string pm_text(const Pm& pm, Date today) {
  std::string text = "#" + std::to_string(pm.number) + ' ' + printable(pm.name) + " · " + pm.handle;
  if (const auto first = first_day(pm)) text += " · member since " + day_text(*first, today);
  if (const auto last = last_day_of(pm)) text += ", last day " + day_text(*last, today);
  if (pm.judge_from) text += " · weeks count from " + day_text(*pm.judge_from, today);
  return text;
}

}  // namespace

std::optional<DateRange> latest_membership(const Pm& pm) {
  const auto ranges = memberships(pm);
  return ranges.empty() ? std::nullopt : std::optional{ranges.back()};
}

std::optional<Date> left_on(const Pm& pm) {
  const auto latest = latest_membership(pm);
  return latest && latest->until != last_date ? std::optional{latest->until} : std::nullopt;
}

Document pms_document(const std::vector<Pm>& pms, const std::optional<Uid>& me, Date today) {
  // Who is no member any more is shown quietly.
  const auto cell = [today](auto get) {
    return [today, get](const Pm& pm) {
      return Cell{value_of(std::invoke(get, pm)), is_member(pm, today) ? Tone::plain : Tone::quiet};
    };
  };
  const auto is_me = [me](const Pm& pm) { return me == pm.uid; };
  const auto mark = [me](const Pm& pm) {
    return Cell{std::string(me == pm.uid ? "me" : ""), Tone::strong};
  };
  return {
      .report = "pm list",
      .title = "PMs",
      .blocks = {table_of(
          {.key = "pms", .empty = "No PM yet. The first talk adds you, or: rapport pm add NAME"},
          pms,
          {{"id", "#", cell([](const Pm& pm) { return std::optional{pm.number}; })},
           {"uid", "", [](const Pm& pm) { return to_string(pm.uid); }, Audience::programs},
           {"name", "Name", cell(&Pm::name)},
           {"mark", "Me", mark, Audience::people},
           {"me", "", is_me, Audience::programs},
           {"handle", "Handle", cell(&Pm::handle)},
           {"since", "Since", cell(first_day)},
           {"until", "", left_on, Audience::programs},
           {"last_day", "Last day", cell(last_day_of), Audience::people},
           {"member", "", [today](const Pm& pm) { return is_member(pm, today); },
            Audience::programs},
           {"judge_from", "", &Pm::judge_from, Audience::programs},
           {"emails", "E-mail", cell(&Pm::emails)},
           {"aliases", "", cell(&Pm::aliases), Audience::programs}})}};
}

Document pm_document(const char* report, const Pm& pm, const std::optional<Uid>& me, Date today) {
  return {.report = report,
          .blocks = {KeyValues{{value_for_programs("id", pm.number),
                                value_for_programs("uid", to_string(pm.uid)),
                                value_for_programs("name", pm.name),
                                value_for_programs("handle", pm.handle),
                                value_for_programs("since", value_of(first_day(pm))),
                                value_for_programs("until", value_of(left_on(pm))),
                                value_for_programs("judge_from", value_of(pm.judge_from)),
                                value_for_programs("emails", value_of(pm.emails)),
                                value_for_programs("aliases", value_of(pm.aliases)),
                                value_for_programs("me", me == pm.uid)}},
                     Text{pm_text(pm, today), Tone::strong}},
          .saved = "saved as PM #" + std::to_string(pm.number)};
}

}  // namespace rapport
