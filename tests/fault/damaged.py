"""Ways in which a file may be damaged by a disk, and how to put such a file in the place of a book."""

import os

PAGE = 4096


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
