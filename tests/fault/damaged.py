"""A book worth damaging, ways in which a disk may do it, and how to put such a file in its place."""

import os

PAGE = 4096


def rich(book):
    """A book with something of most kinds, and a change of mind of each."""
    marks = book.filled(4)
    for args in (["person", "add", "Jane Park", "--at", "Acme Robotics", "--email", "jane@acme.test"],
                 ["log", "jane", "45m", "-4d", "10:00", "visit", "-m", "private words", "--private"],
                 ["amend", "2", "30m", "visit"], ["customer", "edit", "Globex", "--region", "EU"],
                 ["pm", "add", "Jonas", "--from", "2026-01-05"],
                 ["off", "2026-12-25", "--all", "Christmas"], ["config", "set", "hour.minutes", "45"],
                 ["target", "add", "eu", "--metric", "customers", "--amount", "15", "--every", "once"],
                 ["remove", "3"], ["undo"], ["remove", "4"]):
        book.run(*args).exits(0)
    return marks


def damages(whole, rng, rounds):
    """Names and bytes of damaged files, five kinds a round."""
    pages = len(whole) // PAGE
    for _ in range(rounds):
        for kind in ("zero page", "swap", "512 bytes", "byte", "bit"):
            bad = bytearray(whole)
            page, at = rng.randrange(pages) * PAGE, rng.randrange(len(whole))
            if kind == "zero page":
                bad[page:page + PAGE] = bytes(PAGE)
            elif kind == "swap":
                other = rng.randrange(pages) * PAGE
                bad[page:page + PAGE], bad[other:other + PAGE] = (whole[other:other + PAGE],
                                                                 whole[page:page + PAGE])
            elif kind == "512 bytes":
                bad[at:at + 512] = rng.randbytes(len(bad[at:at + 512]))
            elif kind == "byte":
                bad[at] = (bad[at] + rng.randrange(1, 256)) % 256
            else:
                bad[at] ^= 1 << rng.randrange(8)
            if bytes(bad) != whole:
                yield f"{kind} at {page if 'page' in kind or kind == 'swap' else at}", bytes(bad)


def put(book, content):
    with open(book.path, "wb") as file:
        file.write(content)
    os.chmod(book.path, 0o600)
    if os.path.exists(book.path + "-journal"):
        os.unlink(book.path + "-journal")
