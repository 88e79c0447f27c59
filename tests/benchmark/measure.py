"""Runs programs and counts what they cost: instructions, CPU time, system calls, memory."""

import os
import pathlib
import re
import statistics
import subprocess

NOW = "2026-11-20T19:00"
ALTERNATIONS = 15  # runs of each for a median of CPU time


class Broken(Exception):
    """A measured program failed: what it cost means nothing."""


def environment(home, **more):
    """The same small environment for every program."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "COLUMNS": "80",
            "USER": "priya", "TERM": "dumb", "RAPPORT_NOW": NOW, **more}


class Command:
    """A command line with its environment, and what puts its data back before each run."""

    def __init__(self, words, env, *, reset=None, stdin=None):
        self.words = [str(word) for word in words]
        self.env = env
        self.reset = reset
        self.stdin = stdin

    def run(self, prefix=(), keep=()):
        if self.reset:
            self.reset()
        source = open(self.stdin, "rb") if self.stdin else subprocess.DEVNULL
        try:
            done = subprocess.run([*prefix, *self.words], env=self.env, stdin=source,
                                  capture_output=True, check=False, pass_fds=keep)
        finally:
            if self.stdin:
                source.close()
        if done.returncode != 0:
            raise Broken(f"{' '.join(self.words)}: exit code {done.returncode}: "
                         + (done.stderr or b"").decode("utf-8", "replace")[-300:])
        return done


def instructions(command, repeat=1):
    """Instructions of the process itself: the median of `repeat` runs."""
    counts = []
    for _ in range(repeat):
        done = command.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"])
        counts.append(int(re.search(rb"Collected : (\d+)", done.stderr)[1]))
    return statistics.median(counts)


def cpu(command):
    """Seconds of user and system time, and peak memory in bytes, of one run."""
    if command.reset:
        command.reset()
    with open(command.stdin or os.devnull, "rb") as source, open(os.devnull, "wb") as out:
        process = subprocess.Popen(command.words, env=command.env, stdin=source, stdout=out,
                                   stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Broken(f"{' '.join(command.words)}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def alternate(commands, runs=ALTERNATIONS):
    """Median CPU seconds of each, run in alternation so that a busy machine troubles all alike."""
    times = [[] for _ in commands]
    for _ in range(runs):
        for command, own in zip(commands, times):
            own.append(cpu(command)[0])
    return [statistics.median(own) for own in times]


def peak_memory(command, helper):
    """Bytes of resident memory at most. `helper` starts it, since a process counts at least what
    its parent had when it was forked."""
    reader, writer = os.pipe()
    with os.fdopen(reader) as answer:
        try:
            script = f'exec "$0" "$@" 3>&{writer}'
            command.run(["sh", "-c", script, str(helper)], keep=(writer,))
        finally:
            os.close(writer)
        return int(answer.read()) * 1024


def system_calls(command):
    """How many system calls, and how many of them sync a file to the disk."""
    table = pathlib.Path(command.env["HOME"]) / "strace"
    command.run(["strace", "-f", "-c", "-o", str(table)])
    calls = {}
    for line in table.read_text().splitlines():
        fields = line.split()
        if len(fields) >= 5 and fields[0][0].isdigit() and fields[-1] != "total":
            calls[fields[-1]] = int(fields[3])
    return sum(calls.values()), calls.get("fdatasync", 0) + calls.get("fsync", 0)
