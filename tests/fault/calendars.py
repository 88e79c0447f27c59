#!/usr/bin/env python3
"""Calendars read by somebody else too: python3-icalendar for the files, python3-dateutil for the rules.
Both readers must tell the same meetings, series told apart.
usage: calendars.py BINARY [CASE…]"""

import datetime
import glob
import json
import os
import random
import re
import zoneinfo

from book import LONG, case, expect, main
from dice import SEED
from recurrence import LAST, MOST, UTC, dateutil, icalendar, instant, need_reader, occurrences

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
CALENDARS = sorted(glob.glob(os.path.join(DATA, "hostile", "ics", "*.ics"))) + [os.path.join(DATA, "calendar.ics")]
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "UTC", ""]
GUEST = "ATTENDEE:mailto:guest@acme.test"  # whose customer is known
TITLES = ["Weekly", "Übergabe: größer, schneller; \\ weiter", "次の打ち合わせ", "a\nb", "e\u0301té 👩‍👩‍👧"]


def told_by_icalendar(text):
    """(start in UTC, title) of the timed meetings, and how many whole days there are."""
    moved, series, single, whole_days = set(), [], [], 0
    for component in icalendar.Calendar.from_ical(text, multiple=True):
        for event in component.walk("VEVENT"):
            if "DTSTART" not in event:
                continue
            start = event["DTSTART"].dt
            title = " ".join(str(event.get("SUMMARY", "")).split())
            uid = str(event.get("UID", ""))
            if not isinstance(start, datetime.datetime):
                whole_days += 1
            elif "RECURRENCE-ID" in event:
                moved.add((uid, instant(event["RECURRENCE-ID"].dt)))
                if instant(start).date() <= LAST:  # what moved beyond is told by a later import
                    single.append((instant(start), title))
            elif "RRULE" in event or "RDATE" in event:
                series += [(uid, begin, title) for begin in occurrences(event)]
            else:
                single.append((instant(start), title))
    single += [(begin, title) for uid, begin, title in series
               if (uid, begin) not in moved and begin.date() <= LAST]
    return sorted(single), whole_days


def as_meeting(match):
    """The event with somebody whose customer is known, without an alarm, and with a length."""
    event = re.sub(rb"BEGIN:VALARM.*?END:VALARM\s*", b"", match[0], flags=re.S)
    event = re.sub(rb"(?m)^STATUS:CANCELLED\r?\n", b"", event)
    event = re.sub(rb"(?m)^(ATTENDEE|ORGANIZER)[^\n]*\n([ \t][^\n]*\n)*", b"", event)
    length = b"" if re.search(rb"(?m)^(DTEND|DURATION)\b", event) else b"DURATION:PT30M\r\n"
    return event.replace(b"END:VEVENT", GUEST.encode() + b"\r\n" + length + b"END:VEVENT")


def told_by_us(book, text):
    """The same from the binary, None where the file is refused."""
    path = os.path.join(book.folder, "one.ics")
    with open(path, "wb") as file:
        file.write(text)
    result = book.run("import", path, "--zone", "UTC", "--long", "--dry-run", "--json")
    if result.code == 65:
        return None, 0
    answer = json.loads(result.exits(0).out)
    days = sum(row["count"] for row in answer["left_out"] if row["reason"] == "all day")
    return sorted((datetime.datetime.fromisoformat(row["start"]), " ".join(row["title"].split()))
                  for row in answer["interactions"]), days


def with_acme(book):
    book.run("pm", "add", "Priya").exits(0)
    book.run("customer", "add", "Acme", "--domain", "acme.test").exits(0)


def compare(book, name, text):
    ours, our_days = told_by_us(book, text)
    if ours is None:
        return 0
    try:
        theirs, whole_days = told_by_icalendar(text)
    except Exception:  # what it cannot read is not a second opinion
        return 0
    lost, added = set(theirs) - set(ours), set(ours) - set(theirs)
    expect(ours == theirs, f"{name}: not told {sorted(lost)[:3]}, told beside {sorted(added)[:3]}")
    expect(our_days >= whole_days, f"{name}: {our_days} whole days, not {whole_days}")
    return len(theirs)


@case("files of others: an independent reader tells the same meetings")
def files(book):
    need_reader()
    with_acme(book)
    compared = {}
    for path in CALENDARS:
        with open(path, "rb") as file:
            text = re.sub(rb"BEGIN:VEVENT.*?END:VEVENT", as_meeting, file.read(), flags=re.S)
        compared[os.path.basename(path)] = compare(book, os.path.basename(path), text)
    expect(sum(count > 0 for count in compared.values()) >= 15, f"little to compare: {compared}")
    return f"{sum(compared.values())} meetings in {sum(count > 0 for count in compared.values())} files"


def folded(line, dice):
    """At random places, between letters."""
    pieces, rest = [], line
    while rest:
        size = dice.randrange(1, 60)
        pieces.append(rest[:size])
        rest = rest[size:]
    return "\r\n ".join(pieces)


def stamp(zone, moment):
    if zone == "UTC":
        return f":{moment:%Y%m%dT%H%M%SZ}"
    return (f";TZID={zone}:" if zone else ":") + f"{moment:%Y%m%dT%H%M%S}"


def rule_of(dice):
    days = ",".join(sorted(dice.sample(["MO", "TU", "WE", "TH", "FR"], dice.randrange(1, 4))))
    rule = dice.choice([f"FREQ=DAILY;INTERVAL={dice.randrange(1, 9)}",
                        f"FREQ=WEEKLY;BYDAY={days};INTERVAL={dice.randrange(1, 4)}",
                        f"FREQ=MONTHLY;BYDAY={dice.choice(['2TU', '-1FR', '1MO'])}",
                        f"FREQ=MONTHLY;BYMONTHDAY={dice.choice([1, 29, 31, -1])}",
                        f"FREQ=MONTHLY;BYDAY={days};BYSETPOS=-1", "FREQ=YEARLY"])
    return rule + dice.choice(["", f";COUNT={dice.randrange(1, 80)}"])


def series(dice, uid):
    """Lines of a series in a zone, some of it taken out, some moved."""
    zone, rule = dice.choice(ZONES), rule_of(dice)
    first = datetime.datetime(dice.randrange(2019, 2027), dice.randrange(1, 13), dice.randrange(1, 28),
                              dice.randrange(24), dice.choice([0, 15, 30]))
    found = []
    for at in dateutil.rrule.rrulestr(rule, dtstart=first):
        if at.date() > LAST or len(found) == MOST - 100:
            break
        found.append(at)
    if not found:
        return []
    if "COUNT" not in rule and (len(found) == MOST - 100 or dice.random() < 0.5):  # until a start, to the second
        last = dice.choice(found)
        if zone:
            last = last.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(UTC)
        rule += f";UNTIL={last:%Y%m%dT%H%M%S}" + ("Z" if zone else "")
    title = icalendar.vText(dice.choice(TITLES)).to_ical().decode()
    length = dice.choice(["PT45M", "PT1H", "PT1H30M"])
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", "DTSTART" + stamp(zone, found[0]),
             f"DURATION:{length}", f"RRULE:{rule}", GUEST]
    lines += ["EXDATE" + stamp(zone, at) for at in dice.sample(found, min(len(found), dice.randrange(4)))]
    lines += ["END:VEVENT"]
    for at in dice.sample(found, min(len(found), dice.randrange(3))):
        there = at + datetime.timedelta(hours=dice.choice([1, 24, 50]))
        lines += ["BEGIN:VEVENT", f"UID:{uid}", "RECURRENCE-ID" + stamp(zone, at), f"SUMMARY:moved {title}",
                  "DTSTART" + stamp(zone, there), "DURATION:PT20M", GUEST, "END:VEVENT"]
    return lines


@case("generated series: zones, rules, what is taken out and moved, folded anywhere: the same meetings")
def generated(book):
    need_reader()
    with_acme(book)
    dice = random.Random(SEED)
    told = 0
    for number in range(1000 if LONG else 60):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//nobody//nothing//EN"]
        for k in range(dice.randrange(1, 5)):
            lines += series(dice, f"{number}-{k}@nobody.test")
        text = "\r\n".join(folded(line, dice) for line in lines + ["END:VCALENDAR"]) + "\r\n"
        told += compare(book, f"calendar {number} of seed {SEED}", text.encode())
    expect(told > 1000, f"only {told} meetings")
    return f"{told} meetings"


if __name__ == "__main__":
    main()
