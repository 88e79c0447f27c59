"""What the checks share: the files of the project, and how a check ends."""

import concurrent.futures
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(os.environ.get("RAPPORT_ROOT", pathlib.Path(__file__).resolve().parents[2]))
LONG = os.environ.get("RAPPORT_LONG") == "1"
NOT_OURS = {".git", ".cache", ".vscode", ".idea", "build", "__pycache__"}

COMMENT_OR_STRING = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<end>[^()\s\\]*)\(.*?\)(?P=end)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
    re.DOTALL,
)


def files(*endings):
    """The paths, relative to ROOT, of the project's files with these endings (all, without any)."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - NOT_OURS)
        found += [
            (pathlib.Path(folder) / name).relative_to(ROOT)
            for name in sorted(set(names) - NOT_OURS)
            if not endings or name.endswith(endings)
        ]
    return found


def text(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def code(path):
    """The C++ text of `path` with its comments blanked and its lines kept."""

    def blank(match):
        found = match.group()
        return re.sub(r"[^\n]", " ", found) if found.startswith(("//", "/*")) else found

    return COMMENT_OR_STRING.sub(blank, text(path))


def line_of(content, offset):
    return content.count("\n", 0, offset) + 1


def each(work, items):
    """What `work` returns for each item, on all processors."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, items))


def finish(problems, looked_at, things):
    """Ends the check: with the problems, or because there was nothing to look at, or well."""
    problems = [problem for problem in problems if problem]
    for problem in problems:
        print(problem)
    if not looked_at:
        problems.append("nothing")
        print(f"there are no {things} to look at")
    if not problems:
        print(f"{looked_at} {things}, nothing wrong")
    sys.exit(1 if problems else 0)


def skip(why):
    print(why)
    sys.exit(77)
