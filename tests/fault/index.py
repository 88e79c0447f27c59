"""What the search index must say, computed from the entities a second time."""

import datetime
import re
import sqlite3

import packed

# By kind: its code in the ids of the index, the field that says when, and the texts.
SEARCHED = {"customer": (1, None, "name alias domain tag region segment"),
            "person": (2, None, "name alias email role"), "interaction": (3, "start", "note"),
            "learning": (4, None, "text theme heard_from"), "promise": (5, "made", "text"),
            "idea": (6, "opened", "name theme why"), "showstopper": (7, "opened", "name how"),
            "story": (8, "told", "text theme"), "review": (9, "on", "note"),
            "action": (10, "made", "text"), "pm": (11, None, "name alias email")}
LONGEST = 64


def words_in(db):
    """The words of each row of the index, in order; nothing where it is damaged."""
    words = {}
    try:
        db.execute("INSERT INTO search(search, rank) VALUES('integrity-check', 1)")
        db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
        for term, id, place in db.execute("SELECT term, doc, offset FROM temp.words"):
            words.setdefault(id, {})[place] = term
    except sqlite3.DatabaseError:
        return None
    return {id: [places[k] for k in sorted(places)] for id, places in words.items()}


def row_of(entity, talks):
    """The id of an entity in the index, nothing where it may not be found, and its texts."""
    _, space, ent, number, _, _, recorded, body = entity
    fields = packed.fields(body)
    if ent not in SEARCHED or fields.get("private") or space == "local":
        return None, []
    code, when, names = SEARCHED[ent]
    day = fields.get(when, fields.get("recorded", recorded))
    talk = None
    if ent == "learning":
        talk = talks.get(bytes.fromhex(fields["interaction"].replace("-", "")))
    if talk and (talk["removed"] or talk.get("private")):
        return None, []
    if talk:
        day = talk["start"]
    texts = []
    for name in names.split():
        texts += [fields[name]] if isinstance(fields.get(name), str) else []
        texts += sorted(key[len(name) + 1:] for key in fields if key.startswith(name + "."))
    days = datetime.date.fromisoformat(day[:10]).toordinal() - 1
    return days << 30 | number << 4 | code, texts


def check(stored, entities):
    """It has every word of every text that is not private, and no other. Texts beyond ASCII are
    left to the unit tests."""
    assert stored is not None, "N5 the search index is damaged"
    talks = {row[0]: packed.fields(row[7]) | {"removed": row[5]} for row in entities
             if row[2] == "interaction"}
    made, unknown = {}, set()
    for entity in entities:
        if entity[5]:
            continue
        id, texts = row_of(entity, talks)
        words = [word[:LONGEST] for text in texts for word in re.findall("[a-z0-9]+", text.lower())]
        if not all(text.isascii() for text in texts):
            unknown.add(id)
        elif id is not None and words:
            made[id] = words
    found = {id: words for id, words in stored.items() if id not in unknown}
    assert found == made, "N5 the search index differs from the texts"
