"""The data to measure on: books of rapport, and the same talks for the programs beside it."""

import dataclasses
import datetime
import json
import pathlib
import shutil
import subprocess

LAST_DAY = datetime.date(2026, 11, 20)
TALKS_A_WEEK = 20


@dataclasses.dataclass(frozen=True)
class Size:
    interactions: int
    pms: int
    is_full: bool = False  # with all that grows out of talks

    @property
    def name(self):
        n = self.interactions
        count = f"{n // 1_000_000} M" if n >= 1_000_000 else f"{n // 1000} k"
        return f"{count} of {self.pms} PM{'s' if self.pms > 1 else ''}"


class Books:
    """Makes each book once a run, keeps it aside, and hands out copies to write to."""

    def __init__(self, folder, maker):
        self.folder = folder
        self.maker = maker
        self.made = {}  # size → what its maker said
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def path(self, size):
        full = ["full"] if size.is_full else []
        path = self.folder / "-".join([str(size.interactions), str(size.pms), *full])
        if size not in self.made:
            done = subprocess.run(
                [self.maker, path, str(size.interactions), str(size.pms), *full],
                check=True, capture_output=True)
            self.made[size] = json.loads(done.stdout)
        return path

    def copy(self, size, name):
        """A fresh copy under another name."""
        copy = self.folder / f"{name}.db"
        shutil.copyfile(self.path(size), copy)
        copy.chmod(0o600)
        return copy


def talks(count):
    """`count` talks as (day, number of it on that day), the latest on the last day."""
    weeks = -(-count // TALKS_A_WEEK)
    for i in range(count):
        week, place = divmod(i, TALKS_A_WEEK)
        day = LAST_DAY - datetime.timedelta(days=7 * (weeks - 1 - week) + 4 - place % 5)
        yield day, place // 5


def timewarrior(home, count):
    """Its database: a file a month, and the tags."""
    data = home / ".timewarrior" / "data"
    data.mkdir(parents=True)
    (home / ".timewarrior" / "timewarrior.cfg").write_text("")
    months = {}
    # It knows one clock and allows no overlaps: 18 talks of half an hour a day, back in time.
    day = LAST_DAY
    left = count
    while left > 0:
        lines = months.setdefault(f"{day:%Y-%m}", [])
        for i in range(min(18, left)):
            start, end = i * 30, i * 30 + 30
            stamp = f"{day:%Y%m%d}T"
            lines.append(f"inc {stamp}{start // 60:02}{start % 60:02}00Z - "
                         f"{stamp}{end // 60:02}{end % 60:02}00Z # customer{left % 200}")
            left -= 1
        day -= datetime.timedelta(days=1)
    for month, lines in months.items():
        (data / f"{month}.data").write_text("\n".join(sorted(lines)) + "\n")
    tags = {f"customer{i}": {"count": max(1, count // 200)} for i in range(200)}
    (data / "tags.data").write_text(json.dumps(tags))


def taskwarrior(home, count):
    """Completed tasks, as its older file format holds them."""
    data = home / ".task"
    data.mkdir(parents=True)
    (home / ".taskrc").write_text(f"data.location={data}\nconfirmation=off\nverbose=nothing\n")
    with (data / "completed.data").open("w") as file:
        for i, (day, place) in enumerate(talks(count)):
            at = int(datetime.datetime(day.year, day.month, day.day, 9 + place,
                                       tzinfo=datetime.timezone.utc).timestamp())
            file.write(f'[description:"talk with customer{i % 200}" end:"{at}" entry:"{at}" '
                       f'status:"completed" uuid:"00000000-0000-4000-8000-{i:012x}"]\n')
    (data / "pending.data").write_text("")


def timeclock(path, count):
    """For hledger and ledger: one file of ins and outs, which may not overlap."""
    talk_of = {}
    for day, place in talks(count):
        talk_of.setdefault(day, []).append(place)
    with pathlib.Path(path).open("w") as file:
        for day in sorted(talk_of):
            for i in range(len(talk_of[day])):
                hour, minute = divmod(480 + i * 30, 60)
                file.write(f"i {day:%Y/%m/%d} {hour:02}:{minute:02}:00 customer{i % 200}\n"
                           f"o {day:%Y/%m/%d} {hour:02}:{minute + 29:02}:00\n")


def task_json(path, count):
    """Tasks for `task import`."""
    with pathlib.Path(path).open("w") as file:
        for i, (day, _) in enumerate(talks(count)):
            file.write(json.dumps({"description": f"talk with customer{i % 200}",
                                   "entry": f"{day:%Y%m%d}T080000Z", "status": "completed",
                                   "end": f"{day:%Y%m%d}T080000Z",
                                   "uuid": f"00000000-0000-4000-9000-{i:012x}"}) + "\n")


def talks_csv(path, count):
    """Talks as a spreadsheet holds them."""
    with pathlib.Path(path).open("w") as file:
        file.write("date,minutes,kind,customer,note\n")
        for i, (day, _) in enumerate(talks(count)):
            file.write(f"{day},{30 + i % 3 * 15},call,Customer {i % 200},"
                       "they re-key every order by hand\n")
