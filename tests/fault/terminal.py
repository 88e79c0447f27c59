"""Runs a program on a terminal of its own."""

import os
import pty

from book import Result


def in_terminal(book, *args, env, typed=""):
    """Runs the binary on a terminal of its own, on which `typed` is typed; answers the exit code and
    what it showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(book.binary, [book.binary, *args], env)
    os.write(terminal, typed.encode())
    shown = b""
    while True:
        try:
            some = os.read(terminal, 65536)
        except OSError:
            break
        if not some:
            break
        shown += some
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return Result(os.waitstatus_to_exitcode(status), shown)
