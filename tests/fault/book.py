"""A book under test: runs the real binary on it, and checks that nothing was lost.

`Book.check` is the one helper behind every fault: N1 acknowledged = durable, N2 refused = absent,
N3 rows, journal and derived tables change together, N4 older records untouched, N5 SQLite's checks
pass and the folded tables are those of a fold written here a second time, N6 the next ordinary
command works and leaves no other file behind.
"""

import datetime
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile

import index
import packed
from derived import hosted_of, links_of, names_of

NOW = "2026-11-18T11:20"
NOBODY = 65534  # the user who owns nothing
PIPES = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


class Failure(Exception):
    """A promise was broken."""


def expect(holds, says):
    if not holds:
        raise Failure(says)


class Result:
    def __init__(self, code, out=b"", err=b"", seconds=0.0):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def __repr__(self):
        return f"exit {self.code}, out {self.out[-300:]!r}, err {self.err[-300:]!r}"

    def exits(self, *codes):
        expect(self.code in codes, f"expected exit {'/'.join(map(str, codes))}, got {self!r}")
        return self

    def says(self, *words):
        text = (self.out + self.err).decode("utf-8", "replace").lower()
        for word in words:
            expect(word.lower() in text, f"expected it to say {word!r}: {self!r}")
        return self


def as_nobody(book):
    """Runs without root's rights; the folder then belongs to nobody."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        raise Skip("root ignores permissions, and setpriv is not installed")
    for folder, _, names in os.walk(book.folder):
        for path in [folder, *(os.path.join(folder, name) for name in names)]:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


class Book:
    """A database in a folder of its own, and how to call the binary on it."""

    def __init__(self, binary, folder, name="book.db"):
        self.binary, self.folder = binary, folder
        self.path = os.path.join(folder, name)
        self.marks = 0

    def env(self, **changes):
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.folder, "TZ": "UTC",
               "LANG": "C.UTF-8", "RAPPORT_NOW": NOW, "RAPPORT_DB": self.path, "USER": "priya"}
        for name, value in changes.items():
            if value is None:
                env.pop(name, None)
            else:
                env[name] = value
        return env

    def run(self, *args, before=(), env=None, timeout=60, **options):
        begin = datetime.datetime.now()
        options = PIPES | options
        done = subprocess.run([*before, self.binary, *args], env=env or self.env(), timeout=timeout,
                              **options)
        seconds = (datetime.datetime.now() - begin).total_seconds()
        return Result(done.returncode, done.stdout or b"", done.stderr or b"", seconds)

    def start(self, *args, before=(), env=None, **options):
        options = PIPES | options
        return subprocess.Popen([*before, self.binary, *args], env=env or self.env(), **options)

    def mark(self):
        """A note that no other talk of this book has."""
        self.marks += 1
        return f"mark-{os.getpid()}-{self.marks:05}"

    def log(self, mark, customer="Acme Robotics", **options):
        return self.run("log", "-m", mark, "--new", "--", customer, "1h", **options)

    def filled(self, talks=3):
        """With a few talks, learnings, a promise; answers their marks."""
        marks = []
        for k in range(talks):
            marks.append(self.mark())
            self.run("log", "-m", marks[-1], "-l", f"pain: number {k} #orders", "--promise",
                     "send the plan", "--due", "fri", "--new", "--",
                     ["Acme Robotics", "Globex", "Initech"][k % 3], "1h", f"-{k}d", "09:00").exits(0)
        return marks

    def bytes(self):
        with open(self.path, "rb") as file:
            return file.read()

    def state(self):
        return State(self.path)

    def leftovers(self):
        return sorted(set(os.listdir(self.folder)) - {os.path.basename(self.path)})

    def check(self, acknowledged=(), refused=(), older=None, ignore=()):
        """N1–N6. `older`: live rows that must still stand as they were."""
        after = Book(self.binary, self.folder, os.path.basename(self.path))
        mark = self.mark()
        after.log(mark, "Next Command").exits(0)  # N6: rolls back what was interrupted
        left = [name for name in self.leftovers() if name not in ignore]
        expect(not left, f"N6 left behind: {left}")
        state = self.state()
        state.check_sound()
        for note in [*acknowledged, mark]:
            expect(note in state.live_notes, f"N1 acknowledged, but not there: {note}")
        for note in refused:
            expect(note not in state.all_text, f"N2 refused, but there: {note}")
        if older is not None:
            lost = set(older) - set(state.live)
            expect(not lost, f"N4 an older record changed: {sorted(lost)[:2]}")
        return state


class State:
    """What a book holds, read from a copy, so that a hot journal stays for the binary to roll back."""

    def __init__(self, path):
        folder = tempfile.mkdtemp(prefix="rapport-state-")
        try:
            copy = os.path.join(folder, "copy.db")
            shutil.copyfile(path, copy)
            if os.path.exists(path + "-journal"):
                shutil.copyfile(path + "-journal", copy + "-journal")
            db = sqlite3.connect(copy)
            self.read(db)
            db.close()
        finally:
            shutil.rmtree(folder)

    def read(self, db):
        self.integrity = [row[0] for row in db.execute("PRAGMA integrity_check")]
        self.quick = [row[0] for row in db.execute("PRAGMA quick_check")]
        self.streams = {row[0]: row for row in
                        db.execute("SELECT id, space, replica, head, hlc FROM stream")}
        self.changes = [(*row[:9], packed.recorded(row[9]), *row[10:]) for row in db.execute(
            "SELECT stream, seq, hlc, base, nonce, cmd, ent, uid, op, at, body, digest FROM change")]
        self.commands = list(db.execute("SELECT id, cmd, op, verb, target FROM command ORDER BY id"))
        self.numbers = {(ent, uid): id for ent, id, uid in
                        db.execute("SELECT ent, id, uid FROM number")}
        self.number_rows = list(db.execute("SELECT ent, id, uid FROM number"))
        self.entities = [(*row[:6], packed.recorded(row[6]), row[7]) for row in db.execute(
            "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity")]
        self.hosted = sorted(db.execute("SELECT * FROM hosted_talk"), key=repr)
        self.links = sorted(db.execute("SELECT * FROM link"), key=repr)
        self.names = sorted(db.execute("SELECT * FROM name"), key=repr)
        self.words = index.words_in(db)
        self.live = sorted((row[0].hex(), row[1], row[2], row[6], row[7])
                           for row in self.entities if not row[5])
        self.live_notes = {packed.fields(row[7]).get("note") for row in self.entities
                           if not row[5] and row[2] in ("interaction", "private")}
        self.all_text = b"\n".join([row[7] for row in self.entities] +
                                   [row[10] or b"" for row in self.changes]).decode(errors="replace")

    def dump(self):
        """The live state: what undo must bring back byte for byte."""
        return (self.live, self.hosted, self.links, self.names)

    def shape(self):
        """The live state without what differs between two runs of the same commands: each uid
        becomes what it names."""
        label = {uid.hex(): f"{ent}#{id}" for ent, id, uid in self.number_rows}
        short = lambda text: label.get(text.replace("-", ""), text)
        def plain(name, value):
            name = ".".join(map(short, name.split(".", 1)))
            return name, short(value) if isinstance(value, str) else value
        return sorted(repr((short(uid), space, ent, recorded,
                            sorted(plain(*field) for field in packed.fields(body).items())))
                      for uid, space, ent, recorded, body in self.live)

    def named(self, ent):
        """The live entities of a kind, as their fields."""
        return [packed.fields(row[7]) for row in self.entities if row[2] == ent and not row[5]]

    # --- N3 and N5 ---------------------------------------------------------------------------------

    def check_sound(self):
        expect(self.integrity == ["ok"], f"N5 integrity_check: {self.integrity[:3]}")
        expect(self.quick == ["ok"], f"N5 quick_check: {self.quick[:3]}")
        self.check_journal()
        self.check_entities()
        self.check_derived()

    def check_journal(self):
        by_stream = {id: [] for id in self.streams}
        for change in self.changes:
            expect(change[0] in by_stream, "N3 a change without its stream")
            by_stream[change[0]].append(change[1])
            expect(digest_of(change) == change[11], f"N5 digest of change {change[:2]}")
        for id, seqs in by_stream.items():
            expect(sorted(seqs) == list(range(1, len(seqs) + 1)), f"N3 stream {id} has a gap")
            expect(self.streams[id][3] == len(seqs), f"N3 head of stream {id}")
        cmds = [row[1] for row in self.commands]
        expect(len(cmds) == len(set(cmds)), "N3 two commands with one id")
        expect({row[5] for row in self.changes} <= set(cmds), "N3 a change without its command")
        expect([row[0] for row in self.commands] == list(range(1, len(cmds) + 1)),
               "N3 a gap in the commands")
        for ent in {row[0] for row in self.number_rows}:
            ids = sorted(row[1] for row in self.number_rows if row[0] == ent)
            expect(ids == list(range(1, len(ids) + 1)), f"N3 numbers of {ent} have a gap")

    def folded(self):
        rows = {}
        ordered = sorted(self.changes, key=lambda c: (c[2], c[4]))
        for stream, _, hlc, _, _, _, ent, uid, op, at, body, _ in ordered:
            space = self.streams[stream][1]
            row = rows.setdefault((uid, space), {"ent": ent, "hlc": 0, "deleted": False,
                                                 "recorded": at, "fields": {}})
            row["hlc"] = max(row["hlc"], hlc)
            row["deleted"] = {1: True, 2: False}.get(op, row["deleted"])
            if op == 3 and body:  # the whole state
                row["fields"] = {}
            for name, value in packed.fields(body).items():
                if value is None:
                    row["fields"].pop(name, None)
                else:
                    row["fields"][name] = value
        return rows

    def check_entities(self):
        rows = self.folded()
        expect({(row[0], row[1]) for row in self.entities} == set(rows), "N5 entities of a fold")
        for uid, space, ent, number, hlc, deleted, recorded, body in self.entities:
            row = rows[(uid, space)]
            expect((ent, hlc, bool(deleted), recorded) ==
                   (row["ent"], row["hlc"], row["deleted"], row["recorded"]),
                   f"N5 entity {ent} {uid.hex()} differs from its fold")
            expect(packed.fields(body) == row["fields"], f"N5 body of {ent} {uid.hex()}")
            numbered = ent not in ("private", "rules", "self", "mapping")
            expect(number == (self.numbers.get((ent, uid), 0) if numbered else 0),
                   f"N5 number of {ent}")

    def check_derived(self):
        links, hosted, names, unknown = set(), [], {}, set()
        live = [row for row in self.entities if not row[5]]
        for uid, _, ent, number, _, _, recorded, body in live:
            fields = packed.fields(body)
            links |= links_of(ent, uid, fields)
            hosted += hosted_of(ent, uid, number, recorded, fields)
            for folded, whole in names_of(ent, fields, uid, unknown):
                key = (folded, ent, uid)
                names[key] = max(names.get(key, 0), whole)
        expect(self.links == sorted(links, key=repr), "N5 links differ from those of a fold")
        expect(self.hosted == sorted(hosted, key=repr), "N5 hosted differs from that of a fold")
        stored = [row for row in self.names if row[2] not in unknown]
        index.check(self.words, self.entities)
        made = sorted(((*key, whole) for key, whole in names.items() if key[2] not in unknown),
                      key=repr)
        expect(stored == made, "N5 names differ from those of a fold")


def digest_of(change):
    _, seq, hlc, base, nonce, cmd, ent, uid, op, at, body, _ = change
    parts = [f"{seq} {hlc} {base} {nonce} {cmd}".encode(), ent.encode(), uid, str(op).encode(),
             at.encode(), body or b""]
    value = 14695981039346656037
    for part in parts:
        for byte in part:
            value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
        value = ((value ^ 0xFF) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return struct.unpack("<q", struct.pack("<Q", value))[0]


# --- cases -------------------------------------------------------------------------------------------


class Skip(Exception):
    """The machine cannot show this; said aloud, never passed in silence."""


CASES = []


def case(says, long=False):
    """Registers a test: a function of a fresh Book, and one line of the report."""
    def register(test):
        CASES.append((says, test, long))
        return test
    return register


LONG = "--long" in sys.argv or bool(os.environ.get("RAPPORT_LONG"))


def main():
    if "--list" in sys.argv:
        return print("\n".join(says for says, *_ in CASES))
    exact = "--only" in sys.argv  # the case that is said whole, whatever others begin so
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    binary = words.pop(0) if words else os.environ.get("RAPPORT", "")
    only = words
    if not binary or not os.access(binary, os.X_OK):
        sys.exit("usage: … BINARY [CASE…] [--long]   (or $RAPPORT)")
    passed = failed = skipped = 0
    for says, test, long in CASES:
        if (long and not LONG) or (only and not any(
                says == word if exact else says.startswith(word) for word in only)):
            continue
        folder = tempfile.mkdtemp(prefix="rapport-fault-")
        os.chmod(folder, 0o755)
        home = os.path.join(folder, "home")
        os.mkdir(home, 0o700)
        try:
            detail = test(Book(os.path.abspath(binary), home))
            passed += 1
            print(f"ok    {says}{f' ({detail})' if detail else ''}", flush=True)
        except Skip as skip:
            skipped += 1
            print(f"skip  {says}: {skip}", flush=True)
        except Exception as failure:  # a test that breaks is a test that fails
            failed += 1
            kind = "" if isinstance(failure, Failure) else f"{type(failure).__name__}: "
            print(f"FAIL  {says}: {kind}{failure}", flush=True)
            if os.environ.get("RAPPORT_TRACE"):
                import traceback
                traceback.print_exc()
        finally:
            subprocess.run(["chmod", "-R", "u+rwx", folder], check=False)
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)
