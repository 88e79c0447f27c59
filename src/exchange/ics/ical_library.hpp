#pragma once

#include <libical/ical.h>

#include <cstddef>
#include <memory>
#include <vector>

namespace rapport {

// What versions 3 and 4 have under different names; below the library is what differs in form.
#if ICAL_MAJOR_VERSION >= 4
#define RAPPORT_ICAL_FUNCTIONS_OF_VERSION(F) \
  F(icaldurationtype_as_utc_seconds)         \
  F(icalrecurrencetype_clone)                \
  F(icalrecurrencetype_unref)
#else
#define RAPPORT_ICAL_FUNCTIONS_OF_VERSION(F) F(icaldurationtype_as_int)
#endif

/// libical, loaded on first use: it brings ICU along, which would slow down the start of every
/// command. Each function has the type that the library's own header declares.
struct IcalLibrary {
#define RAPPORT_ICAL_FUNCTIONS(F)             \
  RAPPORT_ICAL_FUNCTIONS_OF_VERSION(F)        \
  F(icalerror_set_errors_are_fatal)           \
  F(icalparser_parse_string)                  \
  F(icalcomponent_free)                       \
  F(icalcomponent_isa)                        \
  F(icalcomponent_get_first_component)        \
  F(icalcomponent_get_next_component)         \
  F(icalcomponent_get_first_property)         \
  F(icalcomponent_get_next_property)          \
  F(icalproperty_get_value)                   \
  F(icalproperty_get_value_as_string)         \
  F(icalproperty_get_datetime_with_component) \
  F(icalproperty_get_duration)                \
  F(icalproperty_get_rrule)                   \
  F(icalproperty_get_rdate)                   \
  F(icalproperty_get_method)                  \
  F(icalproperty_get_sequence)                \
  F(icalproperty_get_status)                  \
  F(icalproperty_get_transp)                  \
  F(icalproperty_get_class)                   \
  F(icalproperty_get_x_name)                  \
  F(icalproperty_get_first_parameter)         \
  F(icalparameter_get_partstat)               \
  F(icalparameter_get_cn)                     \
  F(icalparameter_get_cutype)                 \
  F(icalparameter_get_email)                  \
  F(icalparameter_get_range)                  \
  F(icalparameter_get_tzid)                   \
  F(icalvalue_get_text)                       \
  F(icalvalue_isa)                            \
  F(icalrecur_iterator_new)                   \
  F(icalrecur_iterator_set_start)             \
  F(icalrecur_iterator_next)                  \
  F(icalrecur_iterator_free)                  \
  F(icaltimezone_get_builtin_timezone)        \
  F(icaltimezone_get_component)               \
  F(icaltimezone_get_tzid)                    \
  F(icaltimezone_new)                         \
  F(icaltimezone_set_component)               \
  F(icaltimezone_get_utc_offset_of_utc_time)

#define RAPPORT_ICAL_MEMBER(name) \
  decltype(&::name) name = nullptr;  // NOLINT(bugprone-macro-parentheses)
  RAPPORT_ICAL_FUNCTIONS(RAPPORT_ICAL_MEMBER)
#undef RAPPORT_ICAL_MEMBER
};

/// Loads it at the first call. Throws Error(unavailable), which names the package.
const IcalLibrary& ical_library();

#if ICAL_MAJOR_VERSION >= 4

using IcalRule = std::unique_ptr<icalrecurrencetype, decltype(&::icalrecurrencetype_unref)>;

inline IcalRule read_rule(const IcalLibrary& ical, icalproperty* property) {
  icalrecurrencetype* const rule = ical.icalproperty_get_rrule(property);
  return {rule == nullptr ? nullptr : ical.icalrecurrencetype_clone(rule),
          ical.icalrecurrencetype_unref};
}

inline icalrecur_iterator* start_rule(const IcalLibrary& ical, icalrecurrencetype& rule,
                                      const icaltimetype& start) {
  return ical.icalrecur_iterator_new(&rule, start);
}

inline bool has_several_times_a_day(const icalrecurrencetype& rule) {
  return rule.by[ICAL_BY_HOUR].size > 1 || rule.by[ICAL_BY_MINUTE].size > 1 ||
         rule.by[ICAL_BY_SECOND].size > 1;
}

inline int seconds_of(const IcalLibrary& ical, const icaldurationtype& duration) {
  return ical.icaldurationtype_as_utc_seconds(duration);
}

#else

using IcalRule = std::unique_ptr<icalrecurrencetype>;

/// The rule of a property, to be changed at will; null where it cannot be read.
inline IcalRule read_rule(const IcalLibrary& ical, icalproperty* property) {
  return std::make_unique<icalrecurrencetype>(ical.icalproperty_get_rrule(property));
}

/// An iterator over what repeats; null where the rule contradicts itself.
inline icalrecur_iterator* start_rule(const IcalLibrary& ical, const icalrecurrencetype& rule,
                                      const icaltimetype& start) {
  return ical.icalrecur_iterator_new(rule, start);
}

/// Whether the rule names more than one hour, minute or second.
inline bool has_several_times_a_day(const icalrecurrencetype& rule) {
  const auto has_two = [](const short* values) {
    return values[0] != ICAL_RECURRENCE_ARRAY_MAX && values[1] != ICAL_RECURRENCE_ARRAY_MAX;
  };
  return has_two(rule.by_hour) || has_two(rule.by_minute) || has_two(rule.by_second);
}

/// A day is one of 24 hours.
inline int seconds_of(const IcalLibrary& ical, const icaldurationtype& duration) {
  return ical.icaldurationtype_as_int(duration);
}

#endif

/// Visits the properties of one kind. A component has one place in it for all who look, so they are
/// gathered first.
template <typename Visit>
void each_property(const IcalLibrary& ical, icalcomponent* component, icalproperty_kind kind,
                   const Visit& visit) {
  std::vector<icalproperty*> properties;
  for (icalproperty* one = ical.icalcomponent_get_first_property(component, kind); one != nullptr;
       one = ical.icalcomponent_get_next_property(component, kind))
    properties.push_back(one);
  for (icalproperty* one : properties) visit(one);
}

}  // namespace rapport
