#include "rapport/domain/counting.hpp"

#include <algorithm>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

/// "15 customers in EU" asks for the EU one of two in a talk only.
std::span<const Customer* const> candidates(const Entry& entry, const Target& target) {
  return target.filter.loop == Loop::customer ? entry.eligible_customers() : entry.customers;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Folding costs much and is hardly ever needed for "EU" and "US".
bool same_word(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (is_ascii(a) && is_ascii(b))
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
  return fold(a) == fold(b);
}

bool has_region(const Customer& customer, const Filter& filter) {
  return filter.region.empty() || same_word(customer.region, filter.region);
}

bool has_segment(const Customer& customer, const Filter& filter) {
  return filter.segment.empty() || same_word(customer.segment, filter.segment);
}

bool has_tag(const Customer& customer, const Filter& filter) {
  return filter.tag.empty() ||
         std::any_of(customer.tags.begin(), customer.tags.end(),
                     [&](const std::string& tag) { return same_word(tag, filter.tag); });
}

/// The first of region, segment and tag that no customer passes who passed those before.
std::optional<Obstacle> place_obstacle(const Entry& entry, const Target& target) {
  const Filter& filter = target.filter;
  if (filter.region.empty() && filter.segment.empty() && filter.tag.empty()) return std::nullopt;
  bool in_region = false;
  bool in_segment = false;
  for (const Customer* customer : candidates(entry, target)) {
    if (!has_region(*customer, filter)) continue;
    in_region = true;
    if (!has_segment(*customer, filter)) continue;
    in_segment = true;
    if (has_tag(*customer, filter)) return std::nullopt;
  }
  if (!in_region) return Obstacle::region;
  return in_segment ? Obstacle::tag : Obstacle::segment;
}

bool admits_kind(Kind kind, const Target& target) {
  if (!row_of(target.metric).admits(kind)) return false;
  return target.filter.kinds.empty() ? is_live(kind) : target.filter.kinds.contains(kind);
}

/// The field of `talk` that says a word of a later version; empty where none does.
std::string_view unknown_field(const Talk& talk) {
  if (!is_known(talk.kind)) return "kind";
  if (!is_known(talk.loop)) return "loop";
  return is_known(talk.purpose) ? "" : "purpose";
}

std::string class_reason(const Entry& entry) {
  const Talk& talk = *entry.talk;
  std::string_view found = "unknown";
  if (!entry.customers.empty())
    found = name_of(entry.customers.front()->class_on(talk.start.date));
  else if (talk.loop != Loop::customer)
    found = name_of(talk.loop);
  return std::string(found) + ", not a customer";
}

std::string kind_reason(Kind kind, const Target& target) {
  const std::string name(name_of(kind));
  if (target.metric == Metric::visits) return name + ", not a visit";
  return name + (is_live(kind) ? ", not counted" : ", not a session");
}

/// "US, not EU", of the first customer.
std::string place_reason(const Entry& entry, const Target& target,
                         const std::string Customer::*field, const std::string& asked,
                         const char* none) {
  const auto customers = candidates(entry, target);
  if (customers.empty() || (customers.front()->*field).empty())
    return std::string(none) + ", not " + asked;
  return customers.front()->*field + ", not " + asked;
}

}  // namespace

bool passes_place(const Customer& customer, const Filter& filter) {
  return has_region(customer, filter) && has_segment(customer, filter) && has_tag(customer, filter);
}

std::optional<Obstacle> obstacle(const Entry& entry, const Target& target) {
  const Talk& talk = *entry.talk;
  const Filter& filter = target.filter;
  if (talk.status != Status::held) return Obstacle::status;
  if (entry.to_come) return Obstacle::to_come;
  if (!entry.as_member) return Obstacle::membership;
  if (filter.loop == Loop::customer && entry.eligible == 0) return Obstacle::customer_class;
  if (!unknown_field(talk).empty()) return Obstacle::unknown_word;
  if (!admits_kind(talk.kind, target)) return Obstacle::kind;
  if (talk.loop != filter.loop) return Obstacle::loop;
  if (!filter.purposes.empty() && !filter.purposes.contains(talk.purpose)) return Obstacle::purpose;
  if (talk.length < filter.least) return Obstacle::length;
  return place_obstacle(entry, target);
}

std::optional<std::string> reason_not_counted(const Entry& entry, const Target& target) {
  const auto found = obstacle(entry, target);
  if (!found) return std::nullopt;
  const Talk& talk = *entry.talk;
  switch (*found) {
    case Obstacle::status:
      return std::string(name_of(talk.status)) + ", not held";
    case Obstacle::to_come:
      return "still to come";
    case Obstacle::membership:
      return "not a member on that day";
    case Obstacle::customer_class:
      return class_reason(entry);
    case Obstacle::unknown_word:
      return std::string(unknown_field(talk)) + " not known to this rapport";
    case Obstacle::kind:
      return kind_reason(talk.kind, target);
    case Obstacle::loop:
      return "loop " + std::string(name_of(talk.loop)) + ", not counted";
    case Obstacle::purpose:
      return std::string(name_of(talk.purpose)) + ", not counted";
    case Obstacle::length:
      return "shorter than " + length_text(target.filter.least);
    case Obstacle::region:
      return place_reason(entry, target, &Customer::region, target.filter.region, "no region");
    case Obstacle::segment:
      return place_reason(entry, target, &Customer::segment, target.filter.segment, "no segment");
    case Obstacle::tag:
      break;
  }
  return "not tagged " + target.filter.tag;
}

std::int64_t prorated(std::int64_t amount, Unit unit, int available, int all) {
  if (available == all || all == 0) return amount;
  const std::int64_t step = unit == Unit::minutes ? 15 : 1;
  const std::int64_t parts = step * all;
  return (amount * available + parts - 1) / parts * step;
}

}  // namespace rapport
