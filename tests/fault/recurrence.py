"""Series as somebody else reads them: python3-icalendar for the files, python3-dateutil for the rules."""

import datetime
import sys
import zoneinfo

from book import NOW, Skip

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's, for any python3 in front of it
try:
    import dateutil.rrule
    import icalendar
except ImportError:
    dateutil = icalendar = None

UTC = datetime.timezone.utc
TODAY = datetime.datetime.fromisoformat(NOW).date()
LAST = TODAY + datetime.timedelta(weeks=8)  # how far series are told apart
MOST = 1000  # occurrences of one series: the last ones


def need_reader():
    if icalendar is None:
        raise Skip("python3-icalendar is not installed")


def world(zone):
    """The zone as zoneinfo has it, which reads a time that the clocks skip or repeat as RFC 5545 does."""
    try:
        return zoneinfo.ZoneInfo(zone.zone)
    except (AttributeError, KeyError, ValueError):
        return zone


def instant(moment):
    """The minute in UTC; where no zone is named, the test's own is UTC."""
    if moment.tzinfo is not None:
        moment = moment.replace(tzinfo=world(moment.tzinfo))
    there = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return there.replace(tzinfo=None, second=0)


def listed(event, name):
    """The moments of all lines of a property, the starts of periods too; whole days are none."""
    found = event.get(name, [])
    values = [value.dt for line in (found if isinstance(found, list) else [found]) for value in line.dts]
    values = [value[0] if isinstance(value, tuple) else value for value in values]
    return [value for value in values if isinstance(value, datetime.datetime)]


def occurrences(event):
    """The starts of a series within what is told apart, in UTC."""
    start = event["DTSTART"].dt
    zone, wall = world(start.tzinfo), start.replace(tzinfo=None)

    def placed(naive):
        if zone is None:
            return naive
        return instant(zone.localize(naive) if hasattr(zone, "localize") else naive.replace(tzinfo=zone))

    starts = {instant(start)} | {instant(moment) for moment in listed(event, "RDATE")}
    if "RRULE" in event:
        rule = event["RRULE"]
        parts = dict(rule)
        until = parts.pop("UNTIL", [None])[0]
        if until is not None and not isinstance(until, datetime.datetime):  # the whole of that day
            until = datetime.datetime.combine(until, datetime.time(23, 59, 59))
        elif until is not None and until.tzinfo is not None:
            until = until.astimezone(zone or UTC).replace(tzinfo=None)
        text = icalendar.vRecur(parts).to_ical().decode()
        for naive in dateutil.rrule.rrulestr(text, dtstart=wall):
            if naive.date() > LAST + datetime.timedelta(days=2) or (until and naive > until):
                break
            starts.add(placed(naive))
    starts -= {instant(moment) for moment in listed(event, "EXDATE")}
    return sorted(at for at in starts if at.date() <= LAST + datetime.timedelta(days=1))[-MOST:]
