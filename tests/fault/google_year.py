#!/usr/bin/env python3
"""A year as Google Calendar exports it: what comes in is what python3-icalendar and python3-dateutil count in it.
usage: google_year.py BINARY [CASE…]"""

import collections
import datetime
import json
import os
import random
import zoneinfo

from book import LONG, NOW, case, expect, main
from dice import SEED
from recurrence import LAST, UTC, dateutil, icalendar, instant, need_reader, occurrences

NOW_UTC = datetime.datetime.fromisoformat(NOW).replace(tzinfo=UTC)  # as the clock of the book
FIRST = NOW_UTC.date() - datetime.timedelta(days=365)
OWNER = "priya@example.com"
CUSTOMERS = {"Acme Robotics": "acme.test", "Globex Energy": "globex.test", "Initech": "initech.test"}
ZONES = ["Europe/Berlin", "Europe/Berlin", "America/New_York"]
RULES = ["FREQ=WEEKLY;BYDAY={day}", "FREQ=WEEKLY;INTERVAL=2;BYDAY={day}", "FREQ=WEEKLY;WKST=SU;BYDAY={day}",
         "FREQ=MONTHLY;BYDAY=2{day}", "FREQ=MONTHLY;BYDAY=-1{day}", "FREQ=DAILY;INTERVAL=3"]
DAYS = ["MO", "TU", "WE", "TH", "FR"]
LENGTHS = [15, 30, 45, 60, 90]
ANSWERS = ["ACCEPTED"] * 6 + ["TENTATIVE", "NEEDS-ACTION", "DECLINED"]


def folded(line):
    """At 75 octets, as RFC 5545 asks."""
    raw, parts = line.encode(), []
    while raw:
        size = 75 if not parts else 74
        while size < len(raw) and raw[size] & 0xc0 == 0x80:
            size -= 1
        parts.append(raw[:size])
        raw = raw[size:]
    return b"\r\n ".join(parts)


def attendee(address, answer, kind="INDIVIDUAL"):
    return (f"ATTENDEE;CUTYPE={kind};ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN={address};X-NUM-GUESTS=0"
            f":mailto:{address}")


class Year:
    """Its lines, by the dice."""

    def __init__(self, dice):
        self.dice, self.lines, self.count = dice, [], 0

    def stamp(self, at, zone):
        if zone is None:  # Google has single meetings in UTC
            return f":{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return f";TZID={zone}:{at.astimezone(zoneinfo.ZoneInfo(zone)):%Y%m%dT%H%M%S}"

    def event(self, uid, at, zone, who, *more, status="CONFIRMED", answer=None):
        minutes = self.dice.choice(LENGTHS)
        end = (at.astimezone(UTC) + datetime.timedelta(minutes=minutes)).astimezone(at.tzinfo)
        guests = [attendee(address, self.dice.choice(["ACCEPTED", "NEEDS-ACTION"])) for address in who]
        if guests:
            guests += [attendee(OWNER, answer or self.dice.choice(ANSWERS)),
                       attendee("c_188room@resource.calendar.google.com", "ACCEPTED", "RESOURCE")]
        self.lines += ["BEGIN:VEVENT", "DTSTART" + self.stamp(at, zone), "DTEND" + self.stamp(end, zone), *more,
                       "DTSTAMP:20261118T160000Z", f"ORGANIZER;CN=x:mailto:{who[0] if who else OWNER}", f"UID:{uid}", *guests,
                       "CREATED:20251001T080000Z", "DESCRIPTION:Zu Übergabe\\, Preisen und Zeiten; vgl. https://x.test",
                       "LAST-MODIFIED:20251101T080000Z", "LOCATION:", "SEQUENCE:0", f"STATUS:{status}",
                       f"SUMMARY:Termin {self.count} größer\\, schneller", "TRANSP:OPAQUE", "BEGIN:VALARM",
                       "ACTION:DISPLAY", "DESCRIPTION:This is an event reminder", "TRIGGER:-P0DT0H10M0S", "END:VALARM",
                       "END:VEVENT"]

    def uid(self):
        self.count += 1
        return f"{self.count:026x}@google.com"

    def when(self, zone):
        day = FIRST + datetime.timedelta(days=self.dice.randrange(400))
        time = datetime.time(self.dice.randrange(7, 19), self.dice.choice([0, 15, 30]))
        return datetime.datetime.combine(day, time, zoneinfo.ZoneInfo(zone))

    def guests(self):
        what = self.dice.randrange(10)
        if what == 0:
            return []  # time to think
        if what == 1:
            return ["bob@example.com"]
        return [f"{name}@{self.dice.choice(list(CUSTOMERS.values()))}" for name in self.dice.sample(["jane", "ann"], 1)]

    def series(self):
        uid, zone, who = self.uid(), self.dice.choice(ZONES), self.guests()
        rule = self.dice.choice(RULES).format(day=self.dice.choice(DAYS))
        at = self.when(zone)
        wall = at.replace(tzinfo=None)
        starts = [one.replace(tzinfo=at.tzinfo) for one in dateutil.rrule.rrulestr(
            rule, dtstart=wall).between(wall, wall + datetime.timedelta(days=200), inc=True)]
        if not starts:
            return
        if self.dice.random() < 0.5:
            rule += f";UNTIL={starts[-1].astimezone(UTC):%Y%m%dT%H%M%SZ}"
        out = self.dice.sample(starts, min(len(starts) - 1, self.dice.randrange(4)))
        moved = [one for one in self.dice.sample(starts, min(len(starts), 4)) if one not in out]
        self.event(uid, starts[0], zone, who, f"RRULE:{rule}",
                   *[f"EXDATE;TZID={zone}:{one:%Y%m%dT%H%M%S}" for one in out])
        for number, one in enumerate(moved):
            there = one + datetime.timedelta(hours=self.dice.choice([0, 1, 24]))
            self.event(uid, there, zone, who, f"RECURRENCE-ID;TZID={zone}:{one:%Y%m%dT%H%M%S}",
                       status="CANCELLED" if number == 1 else "CONFIRMED", answer="DECLINED" if number == 2 else None)

    def text(self):
        for _ in range(30):
            self.series()
        for _ in range(250):
            self.event(self.uid(), self.when("Europe/Berlin"), None, self.guests())
        for _ in range(20):
            day = self.when("UTC").date()
            self.lines += ["BEGIN:VEVENT", f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                           f"DTEND;VALUE=DATE:{day + datetime.timedelta(days=1):%Y%m%d}", f"UID:{self.uid()}",
                           "SUMMARY:Urlaub", attendee("jane@acme.test", "ACCEPTED"), "END:VEVENT"]
        head = ["BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0",
                "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{OWNER}", "X-WR-TIMEZONE:Europe/Berlin"]
        return b"\r\n".join(folded(line) for line in head + self.lines + ["END:VCALENDAR"]) + b"\r\n"


def answer_of(event):
    asked = event.get("ATTENDEE", [])
    for one in asked if isinstance(asked, list) else [asked]:
        if str(one).lower() == f"mailto:{OWNER}":
            return str(one.params.get("PARTSTAT", ""))
    return ""


def counted(text):
    """Talks and minutes by month and status, as the readers of others have them."""
    events = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
    moved = {(str(one["UID"]), instant(one["RECURRENCE-ID"].dt)) for one in events if "RECURRENCE-ID" in one}
    sums = collections.defaultdict(lambda: [0, 0])
    for event in events:
        asked = event.get("ATTENDEE", [])
        addresses = [str(one).lower() for one in (asked if isinstance(asked, list) else [asked])]
        is_out = (not isinstance(event["DTSTART"].dt, datetime.datetime) or event.get("STATUS") == "CANCELLED" or
                  answer_of(event) == "DECLINED" or
                  not any(address.endswith("@" + domain) for address in addresses for domain in CUSTOMERS.values()))
        if is_out:
            continue
        minutes = int((event["DTEND"].dt - event["DTSTART"].dt).total_seconds()) // 60
        starts = [instant(event["DTSTART"].dt)]
        if "RRULE" in event:
            starts = [at for at in occurrences(event) if (str(event["UID"]), at) not in moved]
        for at in starts:
            here = at.replace(tzinfo=UTC).astimezone(zoneinfo.ZoneInfo("Europe/Berlin"))
            if here.date() > LAST:
                continue
            is_over = at + datetime.timedelta(minutes=minutes) <= NOW_UTC.replace(tzinfo=None)
            is_held = is_over and answer_of(event) != "NEEDS-ACTION"
            one = sums[f"{here:%Y-%m}", "held" if is_held else "planned"]
            one[0] += 1
            one[1] += minutes
    return dict(sums)


def imported(book):
    sums = collections.defaultdict(lambda: [0, 0])
    for talk in json.loads(book.run("export", "--json").exits(0).out)["interaction"]:
        one = sums[talk["start"][:7], talk["status"]]
        one[0] += 1
        one[1] += talk["minutes"]
    return dict(sums)


@case("a year of Google: series, what was moved, taken out, declined or never answered")
def year(book):
    need_reader()
    book.run("pm", "add", "Priya", "--email", OWNER, "--from", f"{FIRST - datetime.timedelta(days=30)}").exits(0)
    book.run("config", "set", "own.domains", "example.com").exits(0)
    for name, domain in CUSTOMERS.items():
        book.run("customer", "add", name, "--domain", domain).exits(0)
    talks = 0
    for number in range(20 if LONG else 2):
        text = Year(random.Random(SEED + number)).text()
        path = os.path.join(book.folder, f"{number}.ics")
        with open(path, "wb") as file:
            file.write(text)
        book.run("import", path, "--zone", "Europe/Berlin").exits(0)
        ours, theirs = imported(book), counted(text)
        differing = sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))
        expect(not differing, f"year {number} of seed {SEED}: " + "; ".join(
            f"{key}: {ours.get(key)}, not {theirs.get(key)}" for key in differing[:4]))
        again = json.loads(book.run("import", path, "--zone", "Europe/Berlin", "--json").exits(0).out)
        expect(again["held"] == again["planned"] == 0, f"year {number} came in twice")
        book.run("undo").exits(0)
        talks += sum(count for count, _ in theirs.values())
    expect(talks > 500, f"only {talks} talks")
    return f"{talks} talks"


if __name__ == "__main__":
    main()
