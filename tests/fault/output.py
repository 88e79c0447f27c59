#!/usr/bin/env python3
"""J, K, M: outputs that cannot be written, odd environments, long and hostile texts.
usage: output.py BINARY [CASE…] [--long]"""

import fcntl
import os
import re
import signal
import stat
import sys
import time
import unicodedata

from book import Book, Skip, case, expect, main
from inject import need_strace
from terminal import in_terminal
from texts import keeps_name

LOG = ["log", "-m", "mine", "--", "Acme Robotics", "1h"]
# Commands that only read; a new one is a word here.
READING = [["history"], ["list", "--all"], ["week"], ["status"], ["trend"], ["check"], ["why", "1"],
           ["help"], ["--version"], ["log", "--help"]]
FORMATS = [[], ["--json"], ["--csv"], ["--md"]]


def bash(script):
    return ["bash", "-c", script, "bash"]


@case("J01 stdout is /dev/full: 74, and a write says that it was saved")
def full_output(book):
    book.filled()
    tried = 0
    for args in READING:
        for form in FORMATS:
            usual = book.run(*args, *form)
            if usual.code not in (0, 1) or not usual.out:
                continue
            book.run(*args, *form, before=bash('exec "$@" >/dev/full')).exits(74)
            tried += 1
    expect(tried > 20, f"only {tried} commands could be tried")
    for args in (LOG, ["amend", "1", "30m"], ["undo"], ["redo"], ["remove", "1"]):
        before = len(book.state().commands)
        for form in FORMATS:
            result = book.run(args[0], *form, *args[1:], before=bash('exec "$@" >/dev/full'))
            result.exits(74).says("saved as #" if args is LOG else "but the output failed")
            if args is not LOG:
                break
        expect(len(book.state().commands) > before, f"{args[0]}: said it was saved, but was not")
    book.check(acknowledged=["mine"])
    return f"{tried} reports"


@case("J02 a closed pipe: 141 and silence")
def closed_pipe(book):
    book.filled()
    for args in [*READING[:3], LOG]:
        for before in ([], [sys.executable, "-c", "import os,signal,sys;"
                            "signal.signal(signal.SIGPIPE, signal.SIG_IGN);"
                            "os.execv(sys.argv[1], sys.argv[1:])"]):
            reader, writer = os.pipe()
            os.close(reader)
            result = book.run(*args, before=before, stdout=writer)
            os.close(writer)
            expect(result.code in (-signal.SIGPIPE, 141), f"{args[0]}: {result!r}")
            expect(result.err == b"", f"{args[0]}: {result!r}")
    result = book.run(before=bash('"$1" history --json | head -1; exit ${PIPESTATUS[0]}'))
    result.exits(0, 141)
    book.check(acknowledged=["mine"])


@case("J03 closed 0, 1 and 2: nothing of ours is written through them")
def closed_descriptors(book):
    marks = book.filled()
    for k, (redirection, codes) in enumerate((("<&-", (0,)), (">&-", (74,)), ("2>&-", (0,)),
                                              ("<&- >&- 2>&-", (74,)))):
        mark = f"closed {k}"
        book.log(mark, before=bash(f'exec "$@" {redirection}')).exits(*codes)
        marks.append(mark)
        book.run("history", before=bash(f'exec "$@" {redirection}')).exits(*codes)
        book.run("list", "--nonsense", before=bash(f'exec "$@" {redirection}')).exits(2)
    book.check(acknowledged=marks)
    fresh = Book(book.binary, os.path.join(book.folder, "fresh"))
    os.mkdir(fresh.folder, 0o700)
    fresh.log("first", before=bash('exec "$@" <&- >&- 2>&-')).exits(74)
    fresh.check(acknowledged=["first"])


@case("J06 a slow reader gets all of it")
def slow_reader(book):
    book.filled()
    for k in range(60):
        book.run("log", "-m", "z" * 400, "--", "Acme Robotics", "10m", f"-{k}d").exits(0)
    whole = book.run("list", "--all", "--json").exits(0).out
    expect(len(whole) > 10000, f"only {len(whole)} bytes: shows nothing")
    for blocking in (True, False):
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        os.set_blocking(writer, blocking)
        slow = book.start("list", "--all", "--json", stdout=writer)
        os.close(writer)
        time.sleep(0.3)
        got = b""
        while some := os.read(reader, 1000):
            got += some
        os.close(reader)
        expect(slow.wait() == 0 and got == whole,
               f"{len(got)} of {len(whole)} bytes, blocking {blocking}")


@case("K01 odd homes and folders")
def homes(book):
    inside = os.path.join(book.folder, "made", "for", "it")
    unwritable = "/proc/nowhere"
    for changes, codes in (({"HOME": None}, (0, 73, 77, 78)), ({"HOME": "relative"}, (0, 73, 77, 78)),
                           ({"HOME": ""}, (0, 73, 77, 78)), ({"HOME": unwritable}, (73, 77)),
                           ({"HOME": inside}, (0,)), ({"XDG_DATA_HOME": "relative"}, (0,)),
                           ({"XDG_DATA_HOME": ""}, (0,)), ({"XDG_DATA_HOME": inside + "/xdg"}, (0,)),
                           ({"XDG_DATA_HOME": unwritable}, (73, 77))):
        env = book.env(RAPPORT_DB=None, **changes)
        relative = changes.get("HOME", "/") in (None, "", "relative")
        args = ["history"] if relative else LOG  # never into the real home of whoever runs this
        book.run(*args, env=env, cwd=book.folder).exits(*((0, 78) if relative else codes))
    made = [os.path.join(folder, name) for folder, folders, names in os.walk(book.folder)
            for name in [*folders, *names]]
    expect(any(path.endswith("made/for/it/.local/share/rapport/rapport.db") for path in made), made)
    expect(any(path.endswith("made/for/it/xdg/rapport/rapport.db") for path in made), made)
    expect(not os.path.exists(os.path.join(book.folder, "relative")), "a relative folder was used")
    if os.geteuid() == 0:
        drop = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"]
        env = book.env(RAPPORT_DB=None, HOME=None)
        book.run("history", before=drop, env=env).exits(78)
        own = os.path.join(book.folder, "own")
        os.mkdir(own, 0o700)
        os.chown(own, 54321, 54321)
        os.chmod(book.folder, 0o755)
        book.run(*LOG, before=drop, env=book.env(RAPPORT_DB=own + "/book.db", USER=None)).exits(0)


@case("K02 locales change no data")
def locales(book):
    answers = set()
    for locale in ("C", "POSIX", "xx_YY", "de_DE.UTF-8", "C.UTF-8", "tr_TR.UTF-8", None):
        one = Book(book.binary, os.path.join(book.folder, str(locale)))
        os.mkdir(one.folder, 0o700)
        env = one.env(LC_ALL=locale, LANG=locale)
        one.run("log", "-m", "İstanbul", "--region", "Île", "--", "Müller & Söhne", "1.5h",
                env=env).exits(0)
        one.run("log", "--", "MULLER & SOHNE", "90", "yest", env=env).exits(0)
        state = one.state()
        expect(len(state.named("customer")) == 1, f"{locale}: another customer by case or accent")
        listed = one.run("list", "--all", "--json", env=env)
        answers.add((repr(state.shape()), listed.out))
    expect(len(answers) == 1, "data or JSON differ by locale")


@case("K03 time zones: a wrong one is refused, no other file is opened")
def zones(book):
    book.filled()
    for zone, code in ((None, 0), ("", 0), ("UTC", 0), ("Europe/Berlin", 0), (":Europe/Berlin", 0),
                       ("CET-1CEST,M3.5.0,M10.5.0", 0), ("<+03>-3", 0), ("EST5EDT", 0),
                       ("Nowhere/At_All", 78), (":x", 78), ("../../etc/passwd", 78), ("/etc/passwd", 78),
                       ("XYZ-99", 78), ("x" * 300, 78), ("Europe", 78), ("tzdata.zi", 78), ("A1", 78),
                       (":", 78), ("é", 78), ("ABC", 78), ("/dev/zero", 78), (book.path, 78)):
        if zone in ("Europe/Berlin", ":Europe/Berlin", "EST5EDT") and \
                not os.path.exists("/usr/share/zoneinfo/Europe/Berlin"):
            continue
        result = book.run("history", env=book.env(TZ=zone))
        expect(result.code == code, f"TZ={zone!r}: {result!r}")
    need_strace()
    for zone in ("../../etc/passwd", "/etc/passwd", ":/etc/passwd", "Europe/../../../../etc/passwd"):
        log = os.path.join(book.folder, "trace")
        book.run("history", env=book.env(TZ=zone),
                 before=["strace", "-qq", "-o", log, "-etrace=openat"]).exits(78)
        with open(log) as calls:
            opened = [line for line in calls if "/etc/passwd" in line]
        # getpwuid reads it too: once, as a name service does, and before the zone is looked at.
        expect(len(opened) <= 1, f"TZ={zone}: {opened}")


@case("K04 COLUMNS, TERM, NO_COLOR: no escapes, no overflow")
def terminals(book):
    book.filled()
    for changes in ({"COLUMNS": "0"}, {"COLUMNS": "-1"}, {"COLUMNS": "1e9"}, {"COLUMNS": "9" * 30},
                    {"COLUMNS": "1"}, {"COLUMNS": "wide"}, {"TERM": None}, {"TERM": "dumb"},
                    {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}):
        for args in READING[:4]:
            result = book.run(*args, env=book.env(**changes), timeout=5)
            expect(result.code in (0, 2), f"{changes} {args}: {result!r}")
            expect(b"\x1b" not in result.out + result.err, f"{changes} {args}: an escape in a pipe")


@case("K05 an editor that fails, is killed or missing: 69, the draft kept 0600")
def editors(book):
    book.filled()
    before = book.state().dump()
    run = os.path.join(book.folder, "run")
    os.mkdir(run, 0o700)
    for editor in ("false", "/no/such/editor", "sh -c 'kill -9 $$'",
                   "sh -c 'echo draft > \"$1\"; exit 3' sh"):
        result = in_terminal(book, "log", "-e", "Acme Robotics", "1h",
                             env=book.env(EDITOR=editor, VISUAL=None, XDG_RUNTIME_DIR=run))
        result.exits(69).says("nothing was saved")
        drafts = os.listdir(os.path.join(run, "rapport"))
        expect(len(drafts) == 1, f"{editor}: drafts {drafts}")
        draft = os.path.join(run, "rapport", drafts[0])
        expect(stat.S_IMODE(os.stat(draft).st_mode) == 0o600, "mode of the draft")
        expect(stat.S_IMODE(os.stat(os.path.dirname(draft)).st_mode) == 0o700, "mode of its folder")
        expect(draft in re.sub(r"\s+", "", result.out.decode()), f"the draft is not named: {result!r}")
        os.unlink(draft)
    expect(book.state().dump() == before, "something was saved")
    spaced = os.path.join(book.folder, "my editor")
    with open(spaced, "w") as script:
        script.write('#!/bin/sh\necho "by $2" > "$3"\n')
    os.chmod(spaced, 0o755)
    in_terminal(book, "log", "-e", "Acme Robotics", "1h",
                env=book.env(EDITOR=f"'{spaced}' -f x", XDG_RUNTIME_DIR=run)).exits(0)
    expect("by x" in book.state().live_notes, "an editor with a blank in its path")
    expect(os.listdir(os.path.join(run, "rapport")) == [], "the draft was not removed")


def editor_of(book, name, script):
    path = os.path.join(book.folder, name)
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + script)
    os.chmod(path, 0o755)
    return path


@case("P9 Ctrl-C belongs to the editor, and the terminal is given back")
def editor_signals(book):
    run = os.path.join(book.folder, "run")
    os.mkdir(run, 0o700)
    editor = editor_of(book, "calm", "trap '' INT QUIT\nkill -INT 0\nkill -QUIT 0\nstty -echo -icanon "
                       "</dev/tty\necho calm > \"$1\"\n")
    shell = (f'"{book.binary}" log --new -e Acme 1h; echo "code $?"; '
             'stty -a </dev/tty | tr " ;" "\\n\\n" | grep -xE -- "-?(echo|icanon)"')
    sh = Book("/bin/sh", book.folder)
    result = in_terminal(sh, "-c", "trap '' INT QUIT; exec 2>&1; " + shell,
                         env=book.env(EDITOR=editor, VISUAL=None, XDG_RUNTIME_DIR=run))
    text = result.out.decode().split()
    expect("0" in text and "echo" in text and "icanon" in text, f"{result!r}")
    expect("calm" in book.state().live_notes, "what was edited is not there")
    # Only the editor has them: without its own trap it dies, and the draft is kept.
    editor = editor_of(book, "hasty", "echo half > \"$1\"\nkill -INT $$\n")
    in_terminal(book, "log", "-e", "Acme", "1h",
                env=book.env(EDITOR=editor, VISUAL=None, XDG_RUNTIME_DIR=run)).exits(69)


@case("P9 the draft of an editing that was killed is offered by the next")
def draft_offered(book):
    run = os.path.join(book.folder, "run")
    os.mkdir(run, 0o700)
    env = book.env(VISUAL=None, XDG_RUNTIME_DIR=run)
    killer = editor_of(book, "killer", "echo 'words of before' > \"$1\"\nkill -KILL $PPID\n")
    in_terminal(book, "log", "--new", "-e", "Acme", "1h", env=env | {"EDITOR": killer})
    drafts = os.listdir(os.path.join(run, "rapport"))
    expect(len(drafts) == 1, f"{drafts}")
    for answer, notes, left in (("n", {"new"}, 1), ("y", {"new", "words of before"}, 0)):
        editor = editor_of(book, "adds", "[ -s \"$1\" ] || echo new > \"$1\"\n")
        result = in_terminal(book, "log", "--new", "-e", "Acme", "1h", env=env | {"EDITOR": editor},
                             typed=answer + "\n").exits(0).says("words of before")
        expect(notes <= book.state().live_notes, f"{answer}: {book.state().live_notes} {result!r}")
        expect(len(os.listdir(os.path.join(run, "rapport"))) == left, f"{answer}: drafts left")
    with open(os.path.join(run, "rapport", f"note-{os.getpid()}.md"), "w") as file:
        file.write("of an editor that is open")
    result = in_terminal(book, "log", "--new", "-e", "Acme", "1h", env=env | {"EDITOR": editor}).exits(0)
    expect(b"of an editor" not in result.out, f"offered, while it is edited: {result!r}")


@case("P9 a draft goes into no folder of somebody else")
def foreign_folder(book):
    if os.geteuid() != 0:
        raise Skip("needs root to give a folder away")
    run = os.path.join(book.folder, "run")
    os.makedirs(os.path.join(run, "rapport"))
    os.chown(os.path.join(run, "rapport"), 65534, 65534)
    env = book.env(VISUAL=None, XDG_RUNTIME_DIR=run, EDITOR="true")
    in_terminal(book, "log", "--new", "-e", "Acme", "1h", env=env).exits(77).says("not yours")
    os.rmdir(os.path.join(run, "rapport"))
    os.symlink(book.folder, os.path.join(run, "rapport"))
    in_terminal(book, "log", "--new", "-e", "Acme", "1h", env=env).exits(77)


@case("P11 nothing that was typed or stored reaches a terminal raw")
def raw_controls(book):
    odd = "red\x1b[31m\x07\u202e"
    book.run("customer", "add", "Acme").exits(0)
    book.run("log", "Acme", "1h", "-m", odd).exits(0)
    book.run("log", "--new", "--", odd, "30m").exits(0)
    commands = [["list", "--csv"], ["export", "--csv", "--table", "talks"], ["show", "Acme", "--csv"],
                [odd], ["log", odd, "1h"], ["log", "Acme", odd], ["list", odd], ["show", odd],
                ["list", "--" + odd], ["list", "--pm", odd], ["list", "--format", odd],
                ["list", "--as-of", odd], ["config", "set", odd, "x"], ["config", "set", "color", odd],
                ["import", odd], ["restore", odd], ["list", "--db", odd], ["help", odd], ["man", odd],
                ["list", "-o", "/none/" + odd], ["backup", "/none/" + odd], ["undo", odd],
                ["amend", odd], ["log", "--op-id", odd, "Acme", "1h"], ["list", "--csv", "--table", odd],
                ["target", "add", odd, "--metric", odd], ["search", odd], ["off", odd]]
    for args in commands:
        for result in (book.run(*args), in_terminal(book, *args, env=book.env())):
            said = result.out + result.err
            for raw in (b"red\x1b", b"\x07", "\u202e".encode()):
                expect(raw not in said, f"{args}: {result!r}")
    raw = book.run("list", "--csv", "--csv-raw")
    expect(odd.encode() in raw.exits(0).out, "--csv-raw is not raw")


@case("K06 umask 000 and 077: the same modes")
def umasks(book):
    for mask in ("000", "077", "777"):
        home = os.path.join(book.folder, mask)
        env = book.env(RAPPORT_DB=None, HOME=home)
        os.mkdir(home, 0o700)
        book.run(*LOG, env=env, before=bash(f'umask {mask}; exec "$@"')).exits(0)
        book.run("history", "-o", os.path.join(home, "report"), env=env,
                 before=bash(f'umask {mask}; exec "$@"')).exits(0)
        for folder, folders, names in os.walk(home):
            for name in folders:
                mode = stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
                expect(mode == 0o700, f"umask {mask}: {name} {mode:o}")
            for name in names:
                mode = stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
                expect(mode == 0o600, f"umask {mask}: {name} {mode:o}")


@case("K07 clocks at 1970, back ten years, 2038, 2106 and 9999")
def clocks(book):
    marks = []
    for now in ("2026-11-18T11:20", "1970-01-01T12:00", "2016-11-18T11:20", "2038-01-19T04:00",
                "2106-02-07T07:00", "9999-12-30T12:00", "2026-11-18T11:21"):
        env = book.env(RAPPORT_NOW=now)
        marks.append(f"at {now}")
        book.log(marks[-1], env=env).exits(0)
        before = book.state().dump()
        book.log("undone", env=env).exits(0)
        book.run("undo", env=env).exits(0)
        expect(book.state().dump() == before, f"{now}: undo took back something else")
    state = book.check(acknowledged=marks)
    uids = [row for row in state.number_rows if row[0] == "interaction"]
    expect(len(uids) == 2 * len(marks) + 1, "numbers")
    book.log("too early", env=book.env(RAPPORT_NOW="0001-01-03T12:00")).exits(2)
    for now in ("yesterday", "", "2026-11-18", "10000-01-01T00:00", "2026-02-30T10:00"):
        book.run("history", env=book.env(RAPPORT_NOW=now)).exits(78)


@case("M01 long notes, learnings and names")
def long_texts(book):
    book.filled()
    for size in (0, 1, 100000, 131000):
        text = "n" * size
        book.run("log", "-m", text, "--", "Acme Robotics", "1h").exits(0)
        if size:
            expect(text in book.state().live_notes, f"a note of {size} bytes")
    for size, code in ((1024, 0), (1025, 2), (100000, 2)):
        book.run("log", "--new", "--", "c" * size, "1h").exits(code)
    book.check()


@case("M03 names that are hard to keep and to find")
def hard_names(book):
    names = ["👩‍👩‍👧 GmbH", "שלום בע״מ", "a\u202egnirts", "z" + "\u0301" * 1000, "zero\u200bwidth",
             "esc\x1b[31mred", "bell\x07", "c1\u009b31m", "\ufffe", "x" * 1000, "  blanks  ", "-rf",
             "--help", "#3", "'quotes\"", "Robert'); DROP TABLE entity;--", "%s%n%x", "a,b", "Ünï",
             "tag\U000e0041", "日本", "\ufeffbom", "new\nline", "tab\there", "null", "NULL", "0"]
    for k, name in enumerate(names):
        one = Book(book.binary, os.path.join(book.folder, str(k)))
        os.mkdir(one.folder, 0o700)
        keeps_name(one, name)
    for bad in (b"\xff", b"a\xc3", b"\xed\xa0\x80", b"\xc0\x80"):
        for args in ((b"log", b"--", bad, b"1h"), (b"log", b"-m", bad, b"--", b"Ok", b"1h"),
                     (b"log", b"--region", bad, b"--", b"Ok", b"1h"),
                     (b"log", b"-l", bad, b"--", b"Ok", b"1h"),
                     (b"log", b"--tag", bad, b"--", b"Ok", b"1h"),
                     (b"log", b"--promise", bad, b"--", b"Ok", b"1h"),
                     (b"log", b"--", b"Ok", b"1h", b":", bad)):
            result = book.run(*args)
            expect(result.code == 2, f"{args}: {result!r}")
    expect(not os.path.exists(book.path) or book.state().live == [], "something was saved")
    composed, apart = unicodedata.normalize("NFC", "Café"), unicodedata.normalize("NFD", "Café")
    for first, second in ((composed, apart), (apart, composed)):
        one = Book(book.binary, os.path.join(book.folder, f"form {len(first)}"))
        os.mkdir(one.folder, 0o700)
        one.run("log", "--", first, "1h").exits(0)
        one.run("log", "--", second, "1h", "yest").exits(0)
        customers = one.state().named("customer")
        expect([c["name"] for c in customers] == [first], f"NFC/NFD: {customers}")


if __name__ == "__main__":
    main()
