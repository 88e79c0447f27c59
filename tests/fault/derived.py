"""What is derived from an entity, understood a second time: the rows of `link`, `hosted_talk` and `name`."""

import packed

# The roles of links.
INTERACTION, LEARNING, PROMISE, SOURCE, VOTE, SHARE, ACTION = 4, 5, 6, 7, 8, 9, 10
NOT_HELD, PROMISE_OPEN, STORY_OF, ACTION_OPEN, AT_CUSTOMER = 11, 12, 13, 14, 15


def fingerprint(text):
    value = 0x6C62272E07BB014262B821756295C58D
    for byte in text.encode():
        value = ((value ^ byte) * ((1 << 88) | 0x13B)) & ((1 << 128) - 1)
    return value.to_bytes(16, "big")


def blob(text):
    return bytes.fromhex(text.replace("-", ""))


def members(fields, name):
    return [key[len(name) + 1:] for key in fields if key.startswith(name + ".")]


def links_of(ent, uid, fields):
    links = set()

    def add(field, role, day=0):
        if field in fields:
            links.add((blob(fields[field]), role, day, uid))

    if ent == "interaction":
        day = packed.day_of(fields["start"])
        role = INTERACTION if fields["status"] == "held" else NOT_HELD
        for member in ("customer", "person"):
            links |= {(blob(who), role, day, uid) for who in members(fields, member)}
        links |= {(fingerprint(source), SOURCE, 0, uid) for source in members(fields, "source")}
    elif ent == "learning":
        add("interaction", LEARNING)
    elif ent == "promise":
        add("interaction", PROMISE)
        if "kept" not in fields or fields.get("told", "") < fields["kept"]:
            add("pm", PROMISE_OPEN)
    elif ent == "vote":
        add("idea", VOTE, packed.day_of(fields["told"]) if "told" in fields else 0)
    elif ent == "share":
        add("story", SHARE)
    elif ent == "story":
        add("pm", STORY_OF)
    elif ent == "action":
        add("review", ACTION)
        if "done" not in fields:
            add("pm", ACTION_OPEN)
    elif ent == "person":
        add("customer", AT_CUSTOMER)
    return links


def hosted_of(ent, uid, number, recorded, fields):
    if ent != "interaction":
        return []
    start = fields["start"]
    minute = int(start[11:13]) * 60 + int(start[14:16]) if "T" in start else -1
    written = fields.get("recorded", recorded)
    customers, people = (b"".join(map(blob, sorted(members(fields, name))))
                         for name in ("customer", "person"))
    talk = packed.talk(written, fields.get("confirmed", written), fields, customers, people)
    return [(blob(pm), packed.day_of(start), minute, number, talk, uid)
            for pm in members(fields, "host")]


def names_of(ent, fields, uid, unknown):
    """Whole names and their tails. Names beyond printable ASCII are left to the unit tests."""
    if ent not in ("pm", "customer", "person", "idea", "showstopper"):
        return
    texts = [fields[name] for name in ("name", "handle") if name in fields]
    texts += members(fields, "alias") + members(fields, "email")
    for text in texts:
        if not (text.isascii() and text.isprintable()):
            unknown.add(uid)
            return
        folded = " ".join(text.lower().split())
        yield folded, 1
        starts = [i for i, c in enumerate(folded)
                  if c.isalnum() and (i == 0 or not folded[i - 1].isalnum())]
        for start in starts[:16]:
            yield folded[start:start + 64], 0
