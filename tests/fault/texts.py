"""What must hold for any text that people give."""

import os
import re

from book import expect

HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064"
                    "\u2066-\u206f\ufeff\U000e0000-\U000e007f]")


# Between letters of a script that chooses forms with it (Persian, Telugu), ZWNJ is spelling.
SPELLING = re.compile("(?<=[\u0600-\u0dff\u1000-\u109f])\u200c(?=[\u0600-\u0dff\u1000-\u109f])")


def expect_harmless(result):
    text = SPELLING.sub("", (result.out + result.err).decode("utf-8"))
    found = HIDDEN.search(text)
    expect(not found, f"a raw {found and ascii(found.group())} in the output: {result!r}")


UNSEEN = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u2060\ufeff"))


def cleaned(name):
    """Without the signs that nobody sees, and the blanks and joiners round it."""
    seen = name.translate(UNSEEN)
    while seen and (seen[0].isspace() or seen[0] in "\u200c\u200d"):
        seen = seen[1:]
    while seen and (seen[-1].isspace() or seen[-1] in "\u200c\u200d"):
        seen = seen[:-1]
    return seen


def keeps_name(book, name):
    """Stored as it is seen and found again, or refused and absent; never shown raw."""
    first = book.run("log", "--", name, "1h")
    if b"--new" in first.err:  # what looks like a remark, a path or an address is one for who insists
        first = book.run("log", "--new", "--", name, "1h")
    results = [first, book.run("log", "--", name, "45m", "yest")]
    for result in results:
        expect_harmless(result)
        expect(result.code == results[0].code, f"{name!r}: {results}")
        expect(result.code in (0, 2, 3), f"{name!r}: {result!r}")
    if results[0].code != 0:
        expect(not os.path.exists(book.path) or book.state().live == [], f"{name!r}: refused, but there")
        return False
    # A comma list may be a list of customers, each found again.
    state = book.state()
    customers = sorted(c["name"] for c in state.named("customer"))
    whole = cleaned(name)
    wanted = [whole] if customers == [whole] or "," not in whole else \
        sorted({cleaned(part) for part in whole.split(",") if cleaned(part)})
    expect(customers == wanted, f"{name!r} was stored as {customers}")
    expect(len(state.named("interaction")) == 2, f"{name!r}: talks")
    for args in (["history"], ["list", "--all"], ["week"], ["undo"], ["redo"]):
        expect_harmless(book.run(*args))
    return True
