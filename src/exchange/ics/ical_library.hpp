#pragma once

#include <libical/ical.h>

namespace rapport {

/// libical, loaded on first use: it brings ICU along, which would slow down the start of every
/// command. Each function has the type that the library's own header declares.
struct IcalLibrary {
#define RAPPORT_ICAL_FUNCTIONS(F)             \
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
  F(icaldurationtype_as_int)                  \
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

}  // namespace rapport
