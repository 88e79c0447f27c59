"""What every reading command costs, by going through the table of commands."""

import dataclasses

import jobs
import measure
from books import Size

SIZES = (Size(20_000, 1, True), Size(100_000, 50, True), Size(1_000_000, 50, True))
LIMITS = dict(zip(SIZES, (10, 20, 40)))  # times `sqlite3 'select 1'`, in CPU time
MOST_MEMORY = 32  # MiB
RUNS = 5

# What a reader needs to be told. One that is not named here is measured as it stands, also one that
# is added later; one that cannot run so is reported as broken.
WORDS = {
    "1on1 show": ["1"], "customer show": ["CUSTOMER"], "completion": ["bash"], "gate": ["weekly"],
    "idea show": ["1"], "man": ["log"], "search": ["spreadsheet"], "show": ["12"],
    "story show": ["1"], "why": ["12"], "config get": ["own.domains"],
}
# The same commands as people ask them otherwise.
MORE = (
    ["list", "CUSTOMER"], ["list", "--last", "90d"], ["show", "CUSTOMER"],
    ["why", "last", "week"], ["learnings", "--theme", "orders"],
    ["learnings", "--customer", "CUSTOMER"], ["themes", "--since", "2026-09-01"],
    ["search", "spreadsheet", "--all"], ["signals", "--all"], ["history", "-n", "100"],
    ["customer", "list", "--pm", "pm01"], ["export", "--customer", "CUSTOMER"],
)
# Those that write, wait for somebody, go through the whole book, or measure nothing of it.
NO_READERS = {
    "log", "start", "stop", "discard", "amend", "remove", "undo", "redo", "plan", "held", "cancel",
    "no-show", "target add", "target edit", "target remove", "target preset", "off", "off remove",
    "off import", "action done", "pm add", "pm edit", "pm leave", "customer add", "customer edit",
    "customer class", "customer archive", "customer merge", "customer part", "person add",
    "person edit", "person merge", "promise add", "promise keep", "promise told", "promise edit",
    "promise drop", "told", "showstopper open", "showstopper resolve", "showstopper told",
    "showstopper edit", "showstopper contact", "listen", "use", "idea add", "idea vote",
    "idea edit", "idea plan", "idea ship", "idea decline", "idea told", "idea merge", "story add",
    "story share", "story edit", "story remove", "import", "export", "backup", "restore", "forget",
    "check", "config set", "config unset", "demo", "sync", "hub init", "hub join", "hub add",
    "hub remove", "hub status", "hub leave",
}


@dataclasses.dataclass
class Cost:
    """Of one command on one book: how many times `sqlite3 'select 1'`, and MiB."""
    times: float
    seconds: float
    memory: float

    def __str__(self):
        return f"{self.times:.1f} × {self.seconds * 1000:.0f} ms {self.memory:.0f} MiB"


def command_names(help_text):
    """"customer list" and "week", as `rapport help` lists them."""
    names = []
    lines = help_text.split("Every day\n", 1)[1].split("Topics\n", 1)[0].splitlines()
    verbs = None
    for line in lines:
        if line.startswith("    ") and verbs:  # goes on
            verbs += " " + line.strip()
            names[-1] = (names[-1][0], verbs)
        elif line.startswith("  "):
            word, verbs = line.strip().split(None, 1)
            names.append((word, verbs))
    for word, summary in names:
        verbs = summary.split(", ")
        if len(verbs) > 1 and all(" " not in verb.strip() for verb in verbs):
            yield from (f"{word} {verb.strip()}" for verb in verbs)
        else:
            yield word


def lines(bench):
    """The words of all command lines to measure."""
    for name in command_names(bench.help_text):
        if name not in NO_READERS:
            yield [*name.split(), *WORDS.get(name, [])]
    yield from MORE


def sizes(bench):
    return SIZES if bench.with_all else SIZES[:2]


def cost_of(bench, size, words):
    words = [bench.customer(size) if word == "CUSTOMER" else word for word in words]
    command = bench.call(size, *words)
    floor = bench.query(size, "SELECT 1")
    own, other = measure.alternate([command, floor], RUNS)
    memory = measure.peak_memory(command, bench.peak) / (1024 * 1024)
    return Cost(own / other, own, memory)


def table(bench):
    """For each command line its cost by size, or what broke."""
    for words in lines(bench):
        costs = {}
        for size in sizes(bench):
            try:
                costs[size] = cost_of(bench, size, words)
            except measure.Broken as error:
                costs[size] = error
        yield " ".join(words), costs


def is_missed(size, cost):
    return (isinstance(cost, measure.Broken) or cost.times > LIMITS[size]
            or cost.memory > MOST_MEMORY)


# --- the past, and whole books ------------------------------------------------------------------

AS_OF = "2026-10-20"
WHOLE = (["list", "--all", "--csv"], ["learnings", "--all", "--csv"], ["export", "--json"],
         ["export", "--csv"])
MOST_MEMORY_OF_WHOLE = 64  # MiB


def the_past(bench):
    """Against a copy of all pages, which is the least that it takes."""
    size = SIZES[1]
    copy = measure.Command(["sqlite3", ":memory:", f".restore {bench.books.path(size)}"],
                           measure.environment(bench.folder))
    for word in ("week", "list", "team"):
        own, other = measure.alternate([bench.call(size, word, "--as-of", AS_OF), copy], RUNS)
        yield jobs.Row(f"`{word} --as-of` a month ago, {size.name}", "≤ 4 × the copy of its pages",
                       f"{own / other:.1f} × (CPU {own * 1000:.0f} / {other * 1000:.0f} ms)",
                       "ok" if own / other <= 4 else "MISSED", is_ratio=True)


def whole_books(bench):
    size = SIZES[1]
    for words in WHOLE:
        command = bench.call(size, *words)
        lines = command.run().stdout.count(b"\n")
        seconds = measure.alternate([command], RUNS)[0]
        memory = measure.peak_memory(command, bench.peak) / jobs.MIB
        is_ok = lines / seconds >= 150_000 and memory <= MOST_MEMORY_OF_WHOLE
        yield jobs.Row(f"`{' '.join(words)}`, {size.name}", "≥ 150 000 lines a CPU second, ≤ 64 MiB",
                       f"{lines / seconds:.0f}, {memory:.0f} MiB", "ok" if is_ok else "MISSED")
    command = bench.call(size, "check", "--deep")
    seconds, _ = measure.cpu(command)
    memory = measure.peak_memory(command, bench.peak) / jobs.MIB
    yield jobs.Row(f"`check --deep`, {size.name}", "≤ 3 s, ≤ 128 MiB",
                   f"{seconds:.1f} s, {memory:.0f} MiB",
                   "ok" if seconds <= 3 and memory <= 128 else "MISSED")
