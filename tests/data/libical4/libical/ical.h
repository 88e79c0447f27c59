// Written for tests/checks/calendar_library: as much of the interface of libical 4 as rapport uses, by its
// names and signatures. Where a system has libical 4, its own header is compiled instead of this one.
#pragma once

#define ICAL_MAJOR_VERSION 4

struct icalcomponent;
struct icalproperty;
struct icalparameter;
struct icalvalue;
struct icaltimezone;
struct icalrecur_iterator;

enum icalcomponent_kind { ICAL_ANY_COMPONENT, ICAL_VCALENDAR_COMPONENT, ICAL_VEVENT_COMPONENT };

// The kinds that are no more are not here: what names them must not compile.
enum icalproperty_kind {
  ICAL_ATTENDEE_PROPERTY, ICAL_CATEGORIES_PROPERTY, ICAL_CLASS_PROPERTY, ICAL_CONFERENCE_PROPERTY,
  ICAL_DESCRIPTION_PROPERTY, ICAL_DTEND_PROPERTY, ICAL_DTSTAMP_PROPERTY, ICAL_DTSTART_PROPERTY,
  ICAL_DURATION_PROPERTY, ICAL_EXDATE_PROPERTY, ICAL_EXRULE_PROPERTY, ICAL_LASTMODIFIED_PROPERTY,
  ICAL_LOCATION_PROPERTY, ICAL_METHOD_PROPERTY, ICAL_ORGANIZER_PROPERTY, ICAL_RDATE_PROPERTY,
  ICAL_RECURRENCEID_PROPERTY, ICAL_RRULE_PROPERTY, ICAL_SEQUENCE_PROPERTY, ICAL_STATUS_PROPERTY,
  ICAL_SUMMARY_PROPERTY, ICAL_TRANSP_PROPERTY, ICAL_UID_PROPERTY, ICAL_URL_PROPERTY, ICAL_XLICERROR_PROPERTY,
  ICAL_X_PROPERTY
};

enum icalparameter_kind {
  ICAL_CN_PARAMETER, ICAL_CUTYPE_PARAMETER, ICAL_EMAIL_PARAMETER, ICAL_PARTSTAT_PARAMETER,
  ICAL_RANGE_PARAMETER, ICAL_TZID_PARAMETER
};

enum icalvalue_kind { ICAL_NO_VALUE, ICAL_TEXT_VALUE };
enum icalproperty_method {
  ICAL_METHOD_NONE, ICAL_METHOD_CANCEL, ICAL_METHOD_COUNTER, ICAL_METHOD_DECLINECOUNTER,
  ICAL_METHOD_REFRESH, ICAL_METHOD_REPLY
};
enum icalproperty_status { ICAL_STATUS_NONE, ICAL_STATUS_CANCELLED, ICAL_STATUS_TENTATIVE };
enum icalproperty_transp { ICAL_TRANSP_NONE, ICAL_TRANSP_TRANSPARENT };
enum icalproperty_class { ICAL_CLASS_NONE, ICAL_CLASS_PRIVATE, ICAL_CLASS_CONFIDENTIAL };
enum icalparameter_cutype {
  ICAL_CUTYPE_NONE, ICAL_CUTYPE_GROUP, ICAL_CUTYPE_RESOURCE, ICAL_CUTYPE_ROOM
};
enum icalparameter_range { ICAL_RANGE_NONE, ICAL_RANGE_THISANDFUTURE };
enum icalparameter_partstat {
  ICAL_PARTSTAT_NONE, ICAL_PARTSTAT_ACCEPTED, ICAL_PARTSTAT_DECLINED, ICAL_PARTSTAT_DELEGATED,
  ICAL_PARTSTAT_NEEDSACTION, ICAL_PARTSTAT_TENTATIVE
};

struct icaltimetype {
  int year, month, day, hour, minute, second;
  int is_date;
  int is_daylight;
  const icaltimezone* zone;
};

struct icaldurationtype {
  int is_neg;
  unsigned int days, weeks, hours, minutes, seconds;
};

struct icalperiodtype {
  icaltimetype start, end;
  icaldurationtype duration;
};

struct icaldatetimeperiodtype {
  icaltimetype time;
  icalperiodtype period;
};

enum icalrecurrencetype_frequency {
  ICAL_SECONDLY_RECURRENCE, ICAL_MINUTELY_RECURRENCE, ICAL_HOURLY_RECURRENCE, ICAL_DAILY_RECURRENCE,
  ICAL_WEEKLY_RECURRENCE, ICAL_MONTHLY_RECURRENCE, ICAL_YEARLY_RECURRENCE, ICAL_NO_RECURRENCE
};

enum icalrecurrencetype_byrule { ICAL_BY_HOUR = 5, ICAL_BY_MINUTE = 6, ICAL_BY_SECOND = 7, ICAL_BY_NUM_PARTS = 9 };

struct icalrecurrence_by_data {
  short* data;
  short size;
};

struct icalrecurrencetype {
  int refcount;
  icalrecurrencetype_frequency freq;
  icaltimetype until;
  int count;
  short interval;
  icalrecurrence_by_data by[ICAL_BY_NUM_PARTS];
};

extern "C" {
void icalerror_set_errors_are_fatal(bool fatal);
icalcomponent* icalparser_parse_string(const char* str);
void icalcomponent_free(icalcomponent* component);
icalcomponent_kind icalcomponent_isa(const icalcomponent* component);
icalcomponent* icalcomponent_get_first_component(icalcomponent* component, icalcomponent_kind kind);
icalcomponent* icalcomponent_get_next_component(icalcomponent* component, icalcomponent_kind kind);
icalproperty* icalcomponent_get_first_property(icalcomponent* component, icalproperty_kind kind);
icalproperty* icalcomponent_get_next_property(icalcomponent* component, icalproperty_kind kind);
icalvalue* icalproperty_get_value(const icalproperty* prop);
const char* icalproperty_get_value_as_string(const icalproperty* prop);
icaltimetype icalproperty_get_datetime_with_component(icalproperty* prop, icalcomponent* comp);
icaldurationtype icalproperty_get_duration(const icalproperty* prop);
icalrecurrencetype* icalproperty_get_rrule(const icalproperty* prop);
icaldatetimeperiodtype icalproperty_get_rdate(const icalproperty* prop);
icalproperty_method icalproperty_get_method(const icalproperty* prop);
int icalproperty_get_sequence(const icalproperty* prop);
icalproperty_status icalproperty_get_status(const icalproperty* prop);
icalproperty_transp icalproperty_get_transp(const icalproperty* prop);
icalproperty_class icalproperty_get_class(const icalproperty* prop);
const char* icalproperty_get_x_name(const icalproperty* prop);
icalparameter* icalproperty_get_first_parameter(icalproperty* prop, icalparameter_kind kind);
icalparameter_partstat icalparameter_get_partstat(const icalparameter* value);
const char* icalparameter_get_cn(const icalparameter* value);
icalparameter_cutype icalparameter_get_cutype(const icalparameter* value);
const char* icalparameter_get_email(const icalparameter* value);
icalparameter_range icalparameter_get_range(const icalparameter* value);
const char* icalparameter_get_tzid(const icalparameter* value);
const char* icalvalue_get_text(const icalvalue* value);
icalvalue_kind icalvalue_isa(const icalvalue* value);
int icaldurationtype_as_utc_seconds(icaldurationtype duration);
icalrecurrencetype* icalrecurrencetype_clone(const icalrecurrencetype* r);
void icalrecurrencetype_unref(icalrecurrencetype* recur);
icalrecur_iterator* icalrecur_iterator_new(icalrecurrencetype* rule, icaltimetype dtstart);
bool icalrecur_iterator_set_start(icalrecur_iterator* impl, icaltimetype start);
icaltimetype icalrecur_iterator_next(icalrecur_iterator* impl);
void icalrecur_iterator_free(icalrecur_iterator* impl);
icaltimezone* icaltimezone_get_builtin_timezone(const char* location);
icalcomponent* icaltimezone_get_component(icaltimezone* zone);
const char* icaltimezone_get_tzid(const icaltimezone* zone);
icaltimezone* icaltimezone_new(void);
bool icaltimezone_set_component(icaltimezone* zone, icalcomponent* comp);
int icaltimezone_get_utc_offset_of_utc_time(icaltimezone* zone, const icaltimetype* tt, int* is_daylight);
}
