"""A talk of a host in one value, packed a second time: numbers in groups of seven bits, then uids."""

import datetime

KINDS = ["visit", "video", "call", "board", "event", "email", "chat"]
PURPOSES = ["discovery", "demo", "support", "sales", "training", "escalation", "check-in"]
LOOPS = ["customer", "colleague", "self"]
STATUSES = ["held", "planned", "cancelled", "no-show"]


def day_of(text):
    return (datetime.date.fromisoformat(text[:10]) - datetime.date(1970, 1, 1)).days


def groups(number, count):
    return bytes(number >> 7 * k & 127 for k in reversed(range(count)))


def talk(start, minute, number, counted, fields, customers, people):
    words = ((KINDS, "kind"), (PURPOSES, "purpose"), (LOOPS, "loop"), (STATUSES, "status"))
    since_year_one = 719162
    return b"".join((
        groups(day_of(start) + since_year_one, 4), groups(minute + 1, 2), groups(number, 9),
        groups(fields["minutes"], 3), *(groups(table.index(fields[name]), 1) for table, name in words),
        groups(("edited" in fields) | 2 * bool(fields.get("assumed")), 1), groups(day_of(counted) + since_year_one, 4),
        groups(len(customers) // 16, 3), customers, people))
