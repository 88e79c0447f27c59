"""The scoreboard: what is measured, against what, and how much it may cost."""

import dataclasses
import datetime
import shutil
import statistics
import subprocess

import books
import measure
from books import LAST_DAY, Size
from measure import Broken, Command

SMALL = Size(1_000, 1)
MIDDLE = Size(10_000, 1)
USUAL = Size(100_000, 50)
LARGE = Size(1_000_000, 50)
LOGS = 9  # a median over several: an index merges now and then
LOG_STEP = datetime.timedelta(minutes=46)
MIB = 1024 * 1024
IMPORT_RATE = 40_000  # rows a CPU second
TASKS_IMPORTED = 5_000  # by `task import`, which takes a second for a few hundred

NOT_YET = "not there yet"
NOT_INSTALLED = "not installed"
ONLY_ALL = "with --all"


@dataclasses.dataclass
class Row:
    job: str
    goal: str
    figure: str
    verdict: str = ""  # "ok", "MISSED", or nothing without a goal
    is_ratio: bool = False  # of instructions: what --check looks at


def day_number(day):
    return (day - datetime.date(1970, 1, 1)).days


def millions(count):
    return f"{count / 1e6:.2f} M"


class Bench:
    """What all jobs share: the programs, the books and a home for each of them."""

    def __init__(self, build, folder, with_all):
        self.rapport = build / "rapport"
        self.peak = build / "tests/benchmark/rapport_bench_peak_memory"
        self.empty = Command([build / "tests/benchmark/rapport_bench_empty"],
                             measure.environment(folder))
        self.folder = folder
        self.books = books.Books(folder, build / "tests/benchmark/rapport_bench_book")
        self.with_all = with_all
        self.top = LARGE if with_all else USUAL
        help_text = subprocess.run([self.rapport, "help"], capture_output=True, text=True,
                                   env=measure.environment(folder), check=True).stdout
        self.help_text = help_text
        self.commands = {line.split()[0] for line in help_text.splitlines()
                         if line.startswith("  ") and line.split()}
        self.homes = {}
        self.logged = 0

    def has(self, command):
        return command in self.commands

    def call(self, size, *words, name="read", **more):
        """rapport on a copy of a book that stays from run to run."""
        path = self.folder / f"{name}-{self.books.path(size).name}.db"
        if not path.exists():
            path = self.books.copy(size, path.stem)
        env = measure.environment(self.folder, RAPPORT_DB=str(path))
        return Command([self.rapport, *words], env, **more)

    def query(self, size, sql):
        return Command(["sqlite3", self.books.path(size), sql], measure.environment(self.folder))

    def value(self, size, sql):
        return self.query(size, sql).run().stdout.decode().strip()

    def me(self, size):
        """The first PM's uid, as SQL writes it."""
        return "x'" + self.value(size, "SELECT hex(uid) FROM number WHERE ent='pm' AND id=1") + "'"

    def customer(self, size):
        """Somebody whom the first PM knows."""
        return self.value(size, "SELECT folded FROM name WHERE whole=1 AND ent='customer' AND "
                                "uid=(SELECT uid FROM number WHERE ent='customer' AND id=7)")

    def home(self, name, prepare):
        """A home with data of another program, made once."""
        if name not in self.homes:
            home = self.folder / name
            home.mkdir()
            prepare(home)
            self.homes[name] = home
        return self.homes[name]

    def log(self, size, *more):
        """One talk more on each run, each after the last: talks that overlap cost more."""
        command = self.call(size, "log", self.customer(size), "45m", *more, name="log")

        def reset():
            self.logged += 1
            now = datetime.datetime.fromisoformat(measure.NOW) + self.logged * LOG_STEP
            command.env["RAPPORT_NOW"] = f"{now:%Y-%m-%dT%H:%M}"

        command.reset = reset
        return command


def ratio(job, limit, command, floor, floor_name, *, repeat=1, with_cpu=True):
    """Instructions of `command` against those of `floor`; CPU time tells the same story."""
    own = measure.instructions(command, repeat)
    other = measure.instructions(floor)
    figure = f"{own / other:.2f} × ({millions(own)} / {millions(other)}"
    if with_cpu:
        times = measure.alternate([command, floor])
        figure += f"; CPU {times[0] * 1000:.1f} / {times[1] * 1000:.1f} ms"
    verdict = "ok" if own / other <= limit else "MISSED"
    return Row(job, f"≤ {limit:g} × {floor_name}", figure + ")", verdict, is_ratio=True)


def peer_ratio(job, limit, command, program, name, make_floor, **more):
    if shutil.which(program) is None:
        return Row(job, f"≤ {limit:g} × {name}", NOT_INSTALLED)
    return ratio(job, limit, command, make_floor(), name, **more)


def at_most(job, limit, amount, shown):
    return Row(job, f"≤ {shown(limit)}", shown(amount), "ok" if amount <= limit else "MISSED")


def at_least(job, limit, amount, shown):
    return Row(job, f"≥ {shown(limit)}", shown(amount), "ok" if amount >= limit else "MISSED")


# --- starting -----------------------------------------------------------------------------------


def starting(bench):
    for word, limit in (("--version", 0.15), ("--help", 0.9)):
        yield ratio(f"`rapport {word}`", limit, bench.call(SMALL, word), bench.empty,
                    "an empty C++ program")
    size = bench.top
    yield ratio(f"`status`, {size.name}", 0.8, bench.call(size, "status"),
                bench.query(size, "SELECT 1"), "sqlite3 `SELECT 1`")


# --- logging ------------------------------------------------------------------------------------


def timewarrior_add(bench):
    home = bench.home("timewarrior", lambda home: books.timewarrior(home, USUAL.interactions))
    months = home / ".timewarrior/data"

    month = (months / "2026-11.data").read_bytes()

    def reset():  # the same half hour can be tracked once only
        (months / "2026-11.data").write_bytes(month)
        (months / "undo.data").unlink(missing_ok=True)

    return Command(["timew", "track", "20261120T120000Z", "-", "20261120T123000Z", "acme"],
                   measure.environment(home), reset=reset)


def taskwarrior_add(bench):
    home = bench.home("taskwarrior", lambda home: books.taskwarrior(home, USUAL.interactions))
    return Command(["task", "rc.gc=off", "add", "talk with acme"], measure.environment(home))


def insert(bench):
    path = bench.folder / "insert.db"
    path.unlink(missing_ok=True)
    floor = ["sqlite3", path]
    env = measure.environment(bench.folder)
    Command([*floor, "CREATE TABLE talk(day, minutes)"], env).run()
    return Command([*floor, "INSERT INTO talk VALUES(20000, 60)"], env)


def logging(bench):
    size = bench.top
    yield ratio(f"`log WHO 45m`, {size.name}", 0.8, bench.log(size), insert(bench),
                "sqlite3 one-row INSERT", repeat=LOGS)
    own = measure.instructions(bench.log(size, "call:", "they re-key every order by hand"), LOGS)
    yield Row("… with a learning", "", millions(own))
    yield peer_ratio("`log`, 100 k of 50 PMs", 0.06, bench.log(USUAL), "timew",
                     "timewarrior's `track`, 100 k", lambda: timewarrior_add(bench), repeat=LOGS)
    yield peer_ratio("`log`, 100 k of 50 PMs", 0.2, bench.log(USUAL), "task",
                     "taskwarrior's `add`, 100 k", lambda: taskwarrior_add(bench), repeat=LOGS)
    counts = sorted(measure.system_calls(bench.log(size)) for _ in range(LOGS))
    calls, syncs = counts[LOGS // 2]
    yield at_most("`log`, system calls", 180, calls, str)
    yield at_most("`log`, fdatasync", 5, syncs, str)


# --- reading ------------------------------------------------------------------------------------


def timewarrior_week(bench):
    home = bench.home("timewarrior", lambda home: books.timewarrior(home, USUAL.interactions))
    return Command(["timew", "summary", "2026-11-16", "-", "2026-11-23"], measure.environment(home))


def week_rows(bench, size):
    """The rows from which the week is judged, and the three before it for the four-week sum."""
    last = day_number(LAST_DAY)
    return bench.query(size, f"SELECT day, minute, talk FROM hosted_talk WHERE pm={bench.me(size)} AND "
                             f"day>={last - 4 - 21} AND day<{last + 3}")


def reading(bench):
    size = bench.top
    last = day_number(LAST_DAY)
    yield ratio(f"`week`, {size.name}", 1.0, bench.call(size, "week"), week_rows(bench, size),
                "sqlite3, the same rows")
    yield peer_ratio("`week`, 100 k of 50 PMs", 0.05, bench.call(USUAL, "week"), "timew",
                     "timewarrior's week, 100 k", lambda: timewarrior_week(bench))
    yield ratio(f"`trend --weeks 520`, {size.name}", 2, bench.call(size, "trend", "--weeks", "520"),
                bench.query(size, "SELECT (day+3)/7, count(*), sum(length(talk)) FROM hosted_talk WHERE pm="
                                  f"{bench.me(size)} AND day>={last - 520 * 7} GROUP BY 1"),
                "sqlite3 GROUP BY")
    yield ratio(f"`team`, {size.name}", 1.0, bench.call(size, "team"),
                bench.query(size, "SELECT n.id, (h.day+3)/7, count(*), sum(length(h.talk)) FROM number n "
                                  "JOIN hosted_talk h ON h.pm=n.uid AND "
                                  f"h.day>={last - 364} WHERE n.ent='pm' GROUP BY 1, 2"),
                "sqlite3 GROUP BY, 52 weeks")
    own = measure.instructions(bench.call(size, "customer", "list", "--pm", "pm01"))
    yield Row(f"`customer list --pm`, {size.name}", "", millions(own))


def searching(bench):
    size = bench.top
    job = f"`search WORD`, {size.name}, newest 20"
    goal = "≤ 0.7 × sqlite3 FTS5"
    if not bench.has("search"):
        return [Row(job, goal, NOT_YET)]
    table = bench.value(size, "SELECT name FROM sqlite_schema WHERE sql LIKE '%fts5%' LIMIT 1")
    if not table:
        return [Row(job, goal, NOT_YET)]
    floor = bench.query(size, f"SELECT rowid FROM {table} WHERE {table} MATCH 'spreadsheet' "
                              "ORDER BY rowid DESC LIMIT 20")
    return [ratio(job, 0.7, bench.call(size, "search", "spreadsheet"), floor, "sqlite3 FTS5")]


def completing(bench):
    for size, limit in ((USUAL, 0.5), (LARGE, 0.7)):
        customers = size.interactions // 50
        job = f"TAB on a name, {customers // 1000} 000 customers"
        if size == LARGE and not bench.with_all:
            yield Row(job, f"≤ {limit} × an empty C++ program", ONLY_ALL)
            continue
        begin = bench.customer(size)[:4]
        yield ratio(job, limit, bench.call(size, "__complete", "--", "log", begin), bench.empty,
                    "an empty C++ program")


# --- in bulk ------------------------------------------------------------------------------------


def import_of(bench, count):
    """Talks of a table into a small book, put back before each run."""
    file = bench.folder / f"talks-{count}.csv"
    if not file.exists():
        books.talks_csv(file, count)
    book = bench.folder / "import.db"
    return Command([bench.rapport, "import", file],
                   measure.environment(bench.folder, RAPPORT_DB=str(book)),
                   reset=lambda: (shutil.copyfile(bench.books.path(SMALL), book),
                                  book.chmod(0o600)))


def importing(bench):
    made = bench.books.made[bench.top]
    rate = int(made["interactions"] / made["seconds"])
    yield Row(f"bulk writing, {bench.top.name}", "", f"{rate} a second")
    if not bench.has("import"):
        yield Row("`import` of 100 k, CSV", f"≥ {IMPORT_RATE} a second", NOT_YET)
        return
    try:
        seconds, _ = measure.cpu(import_of(bench, USUAL.interactions))
    except Broken as error:
        yield Row("`import` of 100 k, CSV", f"≥ {IMPORT_RATE} a second", str(error)[:60], "MISSED")
        return
    rate = USUAL.interactions / seconds
    yield at_least("`import` of 100 k, CSV", IMPORT_RATE, int(rate), "{} a second".format)
    yield at_most("`import` of 100 k, peak memory", 64,
                  measure.peak_memory(import_of(bench, USUAL.interactions), bench.peak) / MIB,
                  "{:.0f} MiB".format)
    if bench.with_all:
        yield at_most("`import` of 1 M, peak memory", 256,
                      measure.peak_memory(import_of(bench, LARGE.interactions), bench.peak) / MIB,
                      "{:.0f} MiB".format)
    else:
        yield Row("`import` of 1 M, peak memory", "≤ 256 MiB", ONLY_ALL)
    if shutil.which("task") is None:
        yield Row("… against `task import`", "≥ 2 × rows a second", NOT_INSTALLED)
        return
    home = bench.home("task-import", lambda home: books.taskwarrior(home, 0))
    tasks = bench.folder / "tasks.json"
    books.task_json(tasks, TASKS_IMPORTED)
    data = home / ".task"
    reset = lambda: [file.write_text("") for file in data.glob("*.data")]  # noqa: E731
    other, _ = measure.cpu(Command(["task", "rc.hooks=off", "import", tasks],
                                   measure.environment(home), reset=reset))
    yield at_least("… against `task import`", 2, rate / (TASKS_IMPORTED / other), "{:.1f} ×".format)


def holding(bench):
    size = bench.top
    begin = bench.customer(size)[:4]
    for job, command in (("`log`", bench.log(size)), ("`week`", bench.call(size, "week")),
                         ("TAB", bench.call(size, "__complete", "--", "log", begin))):
        yield at_most(f"{job}, peak memory, {size.name}", 8,
                      measure.peak_memory(command, bench.peak) / MIB, "{:.1f} MiB".format)
    yield at_most(f"database, {size.name}", 1024,
                  bench.books.path(size).stat().st_size / size.interactions,
                  "{:.0f} bytes an interaction".format)


def plain_text_peers(bench):
    """Programs that read all they have every time: CPU time tells enough."""
    file = bench.folder / "talks.timeclock"
    own = measure.alternate([bench.call(USUAL, "week")], 5)[0]
    for program in ("hledger", "ledger"):
        job = f"`week` against {program}'s, 100 k"
        if shutil.which(program) is None:
            yield Row(job, "", NOT_INSTALLED)
            continue
        if not file.exists():
            books.timeclock(file, USUAL.interactions)
        command = Command([program, "-f", file, "balance", "--begin", "2026-11-16"],
                          measure.environment(bench.folder))
        seconds = statistics.median(measure.cpu(command)[0] for _ in range(1))
        yield Row(job, "", f"CPU {own * 1000:.1f} / {seconds * 1000:.0f} ms")


GROUPS = (starting, logging, reading, searching, completing, importing, holding, plain_text_peers)


def growth(bench):
    """Instructions of what is done every day, by the size of the book."""
    sizes = [SMALL, MIDDLE, USUAL] + ([LARGE] if bench.with_all else [])
    costs = {}
    for size in sizes:
        costs["log", size] = measure.instructions(bench.log(size), LOGS)
        for word in ("week", "status", "team"):
            costs[word, size] = measure.instructions(bench.call(size, word))
    return sizes, costs


def growth_row(sizes, costs):
    own = costs["log", sizes[-1]] / costs["log", SMALL]
    return Row(f"`log`, {sizes[-1].name} against {SMALL.name}", "≤ 1.15 ×", f"{own:.2f} ×",
               "ok" if own <= 1.15 else "MISSED", is_ratio=True)


