"""What books hold packed, understood a second time: the fields of a body, a time of recording, and a
talk of a host (numbers in groups of seven bits, then uids)."""

import datetime
import os
import re
import uuid

SOURCES = os.path.join(os.path.dirname(__file__), "..", "..", "src", "store", "journal")
with open(os.path.join(SOURCES, "body_words.hpp"), encoding="utf-8") as header:
    WORDS = re.findall(r'"([^"]+)"', header.read().split("body_words = ")[1].split("});")[0])
NONE, NO, YES, NUMBER, TEXT, UID, WORD, DATE, MOMENT = range(9)

KINDS = ["visit", "video", "call", "board", "event", "email", "chat"]
PURPOSES = ["discovery", "demo", "support", "sales", "training", "escalation", "check-in"]
LOOPS = ["customer", "colleague", "self"]
STATUSES = ["held", "planned", "cancelled", "no-show"]


def day_of(text):
    return (datetime.date.fromisoformat(text[:10]) - datetime.date(1970, 1, 1)).days


def groups(number, count):
    return bytes(number >> 7 * k & 127 for k in reversed(range(count)))


def marks(recorded, fields):
    moods, sides = ("good", "neutral", "rough"), ("me", "them")
    mood = 0 if fields.get("private") else moods.index(fields["mood"]) + 1 if "mood" in fields else 0
    side = sides.index(fields["cancelled_by"]) + 1 if "cancelled_by" in fields else 0
    planned = recorded[:10] < fields["start"][:10]
    return (("edited" in fields) | 2 * bool(fields.get("assumed")) | 4 * planned | mood << 3
            | side << 5)


def talk(recorded, counted, fields, customers, people):
    words = ((KINDS, "kind"), (PURPOSES, "purpose"), (LOOPS, "loop"), (STATUSES, "status"))
    since_year_one = 719162
    return b"".join((
        groups(fields["minutes"], 3), *(groups(table.index(fields[name]), 1) for table, name in words),
        groups(marks(recorded, fields), 1), groups(day_of(counted) + since_year_one, 4),
        groups(len(customers) // 16, 3), customers, people))


class Body:
    def __init__(self, packed):
        self.left = packed

    def take(self, size):
        taken, self.left = self.left[:size], self.left[size:]
        assert len(taken) == size, "a body is cut short"
        return taken

    def bits(self, size):
        return int.from_bytes(self.take(size), "big")

    def number(self):
        number, shift = 0, 0
        while (group := self.bits(1)) & 128:
            number, shift = number | (group & 127) << shift, shift + 7
        return number | group << shift

    def date(self):
        bits = self.bits(3)
        return f"{bits >> 9:04}-{bits >> 5 & 15:02}-{bits & 31:02}"

    def value(self, form):
        if form in (NONE, NO, YES):
            return {NONE: None, NO: False, YES: True}[form]
        if form == NUMBER:
            bits = self.number()
            return bits >> 1 if bits & 1 == 0 else -(bits + 1 >> 1)
        if form == TEXT:
            return self.take(self.number()).decode()
        if form == UID:
            return str(uuid.UUID(bytes=self.take(16)))
        if form == WORD:
            return WORDS[self.bits(1) - 1]
        text = self.date()
        if form == MOMENT:
            clock = self.bits(2)
            text += f"T{clock >> 6:02}:{clock & 63:02}"
        return text

    def field(self):
        place = self.bits(1)
        name = WORDS[place - 1] if place else self.value(TEXT)
        forms = self.bits(1)
        if forms >> 4 != NONE:
            name += "." + self.value(forms >> 4)
        return name, self.value(forms & 15)


def checksum(packed):
    value = 14695981039346656037
    for byte in packed:
        value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return (value & 0xFFFF).to_bytes(2, "big")


def fields(packed):
    """The fields of a body, none where it was erased."""
    if packed is None:
        return {}
    assert packed[:1] == b"\x01" and packed[-2:] == checksum(packed[:-2]), "a body is damaged"
    body, found = Body(packed[1:-2]), {}
    while body.left:
        name, value = body.field()
        assert name not in found, "a field is there twice"
        found[name] = value
    return found


def recorded(number):
    """2026-11-18T11:20+01:00"""
    minute, offset = number >> 12, (number & 4095) - 2048
    local = datetime.datetime(1970, 1, 1) + datetime.timedelta(minutes=minute)
    sign = "-" if offset < 0 else "+"
    return f"{local.year:04}-{local:%m-%dT%H:%M}{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
