"""Faults at system calls, by strace on a child of our own."""

import collections
import os
import re
import shutil
import subprocess

from book import Skip

# What changes a file, a folder or a lock. `access`, `newfstatat` and the like only look.
CHANGING = ["openat", "pwrite64", "write", "fdatasync", "fsync", "unlink", "ftruncate", "rename",
            "link", "fcntl", "close", "mkdir", "chmod", "fchmod"]


def need_strace():
    if shutil.which("strace") is None:
        raise Skip("strace is not installed")
    probe = subprocess.run(["strace", "-o", "/dev/null", "true"], stderr=subprocess.PIPE)
    if probe.returncode != 0:
        raise Skip("ptrace is not allowed here")


def strace(*options):
    return ["strace", "-qq", "-o", "/dev/null", *options]


def killed_at(call, when):
    return strace(f"-etrace={call}", f"-einject={call}:signal=KILL:when={when}")


def failing(call, error, when):
    """`when` is "3" (only the third) or "3+" (from the third on)."""
    return strace(f"-etrace={call}", f"-einject={call}:error={error}:when={when}")


def points(book, args, calls, **options):
    """Each of `calls` that the command makes when nothing is injected: its name, the how manieth of
    that name it is, and its line in the trace."""
    log = os.path.join(os.path.dirname(book.folder), "trace")
    book.run(*args, before=["strace", "-qq", "-o", log, f"-etrace={','.join(calls)}"],
             **options).exits(0)
    found, made = collections.Counter(), []
    with open(log, errors="replace") as lines:
        for line in lines:
            name = re.match(r"(\w+)\(", line)
            if name:
                found[name.group(1)] += 1
                made.append((name.group(1), found[name.group(1)], line))
    os.unlink(log)
    return made


def counts(book, args, calls, **options):
    """How often the command makes each of `calls` when nothing is injected."""
    return collections.Counter(call for call, _, _ in points(book, args, calls, **options))


def shared_locks(book, args):
    """How often the command takes the lock of a reader."""
    log = os.path.join(os.path.dirname(book.folder), "trace")
    book.run(*args, before=["strace", "-qq", "-o", log, "-e", "trace=fcntl"]).exits(0)
    with open(log, errors="replace") as lines:
        found = sum("F_RDLCK" in line and "l_len=510" in line for line in lines)
    os.unlink(log)
    return found
