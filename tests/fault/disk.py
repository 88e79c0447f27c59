#!/usr/bin/env python3
"""C: full disks, I/O errors, limits. usage: disk.py BINARY [CASE…] [--long]"""

import os
import random
import shutil
import subprocess

from book import LONG, Book, Failure, Skip, case, expect, main
from dice import SEED
from inject import counts, failing, need_strace, points
from writing import WRITING, shape

# Where a talk is written: each call of these can meet a full or broken disk.
WRITES = ["pwrite64", "write", "ftruncate", "openat", "unlink"]
LOG = ["log", "-l", "pain: x #orders", "--new"]


def copies(book):
    """Answers a function that gives a fresh copy of a small book each time."""
    origin = Book(book.binary, os.path.join(book.folder, "origin"))
    os.mkdir(origin.folder, 0o700)
    marks = origin.filled(2)
    older = origin.state().live

    def copy():
        folder = os.path.join(book.folder, "try")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(origin.folder, folder)
        return Book(book.binary, folder)
    return copy, marks, older


def everywhere(book, error, calls, plus, codes):
    """Makes the N-th call fail, for every N: refused and absent, or acknowledged and there."""
    need_strace()
    copy, marks, older = copies(book)
    args = [*LOG, "-m", "mine", "--", "Umbrella", "1h"]
    points, seen = 0, set()
    for call, count in counts(copy(), args, calls).items():
        for when in range(1, count + 1):
            victim = copy()
            at = f"{error} at {call} number {when}{plus}"
            try:
                result = victim.run(*args, before=failing(call, error, f"{when}{plus}"))
                seen.add(result.code)
                points += 1
                verdict(victim, result, marks, older, codes)
            except Failure as failure:
                raise Failure(f"{at}: {failure}") from failure
    expect(seen & set(codes), f"exit codes {sorted(seen)}: shows nothing")
    return f"{points} points, exit codes {sorted(seen)}"


def verdict(victim, result, marks, older, codes):
    text = (result.out + result.err).decode("utf-8", "replace").lower()
    if result.code == 0:
        victim.check(acknowledged=[*marks, "mine"], older=older)
        return
    # 126 and 127 are the loader's: a library of the program could not be read.
    expect(result.code in (*codes, 76, 126, 127), f"{result!r}")
    if result.code == 76 or not text:  # not known, and said to be so; or nothing could be said
        victim.check(acknowledged=marks, older=older)
    elif "saved" in text and "nothing was saved" not in text:
        victim.check(acknowledged=[*marks, "mine"], older=older)
    else:
        victim.check(acknowledged=marks, refused=["mine"], older=older)


@case("C01 the disk is full from the N-th write on, every N")
def full_disk(book):
    return everywhere(book, "ENOSPC", ["pwrite64", "write"], "+", (74,))


@case("C02 input/output errors from the N-th call on, every N")
def broken_disk(book):
    return everywhere(book, "EIO", [*WRITES, "pread64", "read"] if LONG else WRITES, "+",
                      (65, 66, 70, 73, 74, 77))


@case("C02 one input/output error, every N")
def one_error(book):
    return everywhere(book, "EIO", ["pwrite64", "pread64", "unlink", "ftruncate"], "",
                      (65, 74, 77))


@case("C03 C04 syncing fails, every N")
def failing_sync(book):
    return everywhere(book, "EIO", ["fdatasync", "fsync"], "", (74, 76))


@case("C04 the folder cannot be synced after the commit: 76, and it is there")
def folder_sync(book):
    need_strace()
    copy, marks, older = copies(book)
    uuid = "0192d3b0-5c5e-7000-8000-0123456789ab"
    args = ["log", "--op-id", uuid, *LOG[1:], "-m", "mine", "--", "Umbrella", "1h"]
    found = counts(copy(), args, ["fdatasync", "fsync"])
    victim = copy()
    last = max(found, key=lambda call: found[call])
    result = victim.run(*args, before=failing(last, "EIO", str(found[last])))
    result.exits(76)
    victim.run(*args).exits(0)  # the same --op-id: safe to repeat, whatever became of it
    state = victim.check(acknowledged=[*marks, "mine"], older=older)
    expect(sum(i.get("note") == "mine" for i in state.named("interaction")) == 1, "stored twice")


@case("C01 C02 a call of any writing command fails: nothing, or all of it, and the code says which")
def every_command(book):
    need_strace()
    rng, tried, seen = random.Random(SEED), 0, {}
    for name, setup, args in WRITING:
        origin = Book(book.binary, os.path.join(book.folder, name.replace(" ", "-")))
        os.mkdir(origin.folder, 0o700)
        setup(origin)
        before = shape(origin.path)
        done = fresh(origin)
        done.run(*args, cwd=done.folder).exits(0)
        after = shape(done.path)
        made = points(fresh(origin), args, [*WRITES, "fdatasync", "fsync", "link", "rename"],
                      cwd=origin.folder)
        # A zone that the system does not have is no failure: the rules of the file are used then.
        every = [(error, call, when) for error in ("ENOSPC", "EIO", "EDQUOT")
                 for call, when, line in made if "/usr/share/zoneinfo/" not in line]
        for error, call, when in every if LONG else rng.sample(every, min(5, len(every))):
            victim = fresh(origin)
            result = victim.run(*args, cwd=victim.folder, before=failing(call, error, str(when)))
            seen[result.code] = seen.get(result.code, 0) + 1
            tried += 1
            now, at = shape(victim.path), f"{name}, {error} at {call} number {when}: {result!r}"
            expect(now in (before, after, []) and (now or not before), at)
            expect(result.code not in (0,) or now == after, f"N1 {at}")
            expect(result.code in (0, 65, 66, 69, 70, 73, 74, 76, 77, 126, 127), at)
            if b"nothing was saved" in result.err:
                expect(now != after or before == after, f"N2 {at}")
            victim.run("check", "--deep").exits(0, 66)
    return f"{tried} points, exit codes {seen}"


@case("C04 a restore that fails in its last step, after the commit: 76, and the backup is there")
def last_step(book):
    need_strace()
    _, setup, args = next(row for row in WRITING if row[0] == "restore")
    setup(book)
    done = fresh(book)
    done.run(*args, cwd=done.folder).exits(0)
    after = shape(done.path)
    victim = fresh(book)
    victim.run(*args, cwd=victim.folder, before=failing("ftruncate", "EIO", "1")).exits(76).says("not known")
    expect(shape(victim.path) == after, "it is not the backup")


def fresh(origin):
    folder = os.path.join(os.path.dirname(origin.folder), "try")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(origin.folder, folder)
    return Book(origin.binary, folder)


@case("C05 a file system without inodes, and one without room: 74")
def no_inodes(book):
    script = f"""set -u
d={book.folder}/small; mkdir -p $d && mount -t tmpfs -o nr_inodes=4 none $d || exit 99
export RAPPORT_DB=$d/book.db HOME=$d
'{book.binary}' log --new -- Acme 1h >/dev/null || exit 98
i=0; while touch $d/fill$i 2>/dev/null; do i=$((i + 1)); done
for args in 'log -- Acme 1h' 'list -o {book.folder}/small/out' 'backup {book.folder}/small/b.db' \
  'backup' 'config set color never' 'undo' '--db {book.folder}/small/new.db log --new -- Acme 1h'; do
  '{book.binary}' $args >/dev/null 2>&1; echo "$? $args"
done
"""
    run = subprocess.run(["unshare", "-Urm", "sh", "-c", script], env=book.env(), capture_output=True)
    if run.returncode == 99 or b"unshare" in run.stderr:
        raise Skip("no user namespaces here")
    lines = run.stdout.decode().splitlines()
    expect(len(lines) == 7 and all(line.startswith("74 ") for line in lines), f"{lines} {run.stderr!r}")


@case("C05 a really full file system of 256 KiB")
def small_disk(book):
    inner = os.path.join(book.folder, "small.sh")
    with open(inner, "w") as script:
        script.write(f"""set -u
mkdir -p {book.folder}/small && mount -t tmpfs -o size=256k none {book.folder}/small || exit 99
export RAPPORT_DB={book.folder}/small/book.db
i=0
while [ $i -lt 400 ]; do
  i=$((i + 1))
  '{book.binary}' log -m "mark-$i" --new -- "Customer $i" 1h >/dev/null 2>{book.folder}/err
  code=$?
  [ $code = 0 ] || {{ echo "code $code"; break; }}
  echo "mark-$i"
done
cp {book.folder}/small/book.db {book.folder}/book.db
ls {book.folder}/small | sed 's/^/left /'
'{book.binary}' undo >/dev/null 2>&1; echo "undo $?"
'{book.binary}' history >/dev/null 2>&1; echo "history $?"
""")
    run = subprocess.run(["unshare", "-Urm", "sh", inner], env=book.env(), capture_output=True)
    if run.returncode == 99 or b"unshare" in run.stderr:
        raise Skip("no user namespaces here")
    lines = run.stdout.decode().split("\n")
    marks = [line for line in lines if line.startswith("mark-")]
    with open(os.path.join(book.folder, "err")) as file:
        said = file.read()
    expect("code 74" in lines, f"the disk did not fill up, or another code: {lines[-6:]} {said}")
    expect("full" in said and "nothing was saved" in said, said)
    expect([line for line in lines if line.startswith("left ")] == ["left book.db"], f"{lines[-5:]}")
    expect("history 0" in lines, f"reading a book on a full disk: {lines[-3:]}")
    expect("undo 0" in lines or "undo 74" in lines, f"{lines[-3:]}")
    state = book.state()
    state.check_sound()
    expect(set(marks) <= state.live_notes, "N1")
    expect(f"mark-{len(marks) + 1}" not in state.all_text, "N2")
    return f"{len(marks)} talks fit"


@case("C06 ulimit -f: 74, not a signal")
def file_size_limit(book):
    marks = book.filled()
    older = book.state().live
    blocks = os.path.getsize(book.path) // 1024
    refused = []
    for more in range(0, 12, 3):
        mark = book.mark()
        limit = f'ulimit -f {(blocks + more)}; exec "$@"'
        result = book.run("log", "-m", mark, "-l", "y" * 60000, "--", "Acme Robotics", "1h",
                          before=["bash", "-c", limit, "bash"]).exits(74)
        result.says("nothing was saved")
        refused.append(mark)
    book.check(acknowledged=marks, refused=refused, older=older)


@case("C07 interrupted and short writes are carried on")
def short_writes(book):
    need_strace()
    copy, marks, older = copies(book)
    for call in ("pwrite64", "write", "pread64", "fdatasync"):
        for when in ("1", "2", "3", "1+4"):
            victim = copy()
            args = [*LOG, "-m", "mine", "--", "Umbrella", "1h"]
            result = victim.run(*args, before=failing(call, "EINTR", when))
            if result.code == 127:  # the loader's own reads are not ours to repeat
                continue
            if call == "fdatasync":  # POSIX: a sync that was interrupted is a sync that failed
                result.exits(0, 74, 76)
                victim.check(acknowledged=marks, older=older)
                continue
            result.exits(0)
            victim.check(acknowledged=[*marks, "mine"], older=older)


@case("C09 no file descriptors left")
def no_descriptors(book):
    marks = book.filled()
    older = book.state().live
    refused, codes = [], []
    for limit in range(3, 9):
        mark = book.mark()
        result = book.log(mark, before=["bash", "-c", f'ulimit -n {limit}; exec "$@"', "bash"])
        codes.append(result.code)
        if result.code == 0:
            marks.append(mark)
        else:
            refused.append(mark)
            result.exits(70, 74, 126, 127)
    expect(set(codes) & {70, 74}, f"exit codes {codes}: shows nothing")
    book.check(acknowledged=marks, refused=refused, older=older)
    return f"exit codes {codes}"


@case("-o never writes over the book")
def output_over_book(book):
    marks = book.filled()
    before = book.bytes()
    os.symlink(book.path, os.path.join(book.folder, "alias"))
    for target in (book.path, os.path.join(book.folder, ".", "book.db"),
                   os.path.join(book.folder, "alias")):
        book.run("history", "-o", target).exits(2)
        expect(book.bytes() == before, "the book was overwritten")
    book.run("log", "-m", "mine", "-o", book.path, "--", "Acme Robotics", "1h").exits(2)
    book.check(acknowledged=marks, refused=["mine"], ignore=["alias"])


if __name__ == "__main__":
    main()
