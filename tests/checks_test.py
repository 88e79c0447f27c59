#!/usr/bin/env python3
"""Tests of tests/checks: each passes on a small tree that is right, and fails on what is wrong."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TESTS = pathlib.Path(__file__).resolve().parent
HEADER = '#pragma once\n\n#include "rapport/base/error.hpp"\n\nnamespace rapport {\n\nint day();\n\n}\n'


class CheckTest(unittest.TestCase):
    """Gives each test a tree of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, path, text, mode=0o644):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    def run_check(self, name, **environment):
        return subprocess.run(
            [TESTS / "checks" / name], capture_output=True, text=True, check=False,
            env={**os.environ, "RAPPORT_ROOT": str(self.root), "RAPPORT_ACCEPT": "", **environment},
        )

    def assert_passes(self, name, **environment):
        ran = self.run_check(name, **environment)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)

    def assert_fails(self, name, *clues, **environment):
        ran = self.run_check(name, **environment)
        self.assertEqual(ran.returncode, 1, ran.stdout + ran.stderr)
        for clue in clues:
            self.assertIn(clue, ran.stdout + ran.stderr)

    def need(self, *programs):
        for program in programs:
            if not shutil.which(program):
                self.skipTest(f"there is no {program}")


class LayersTest(CheckTest):
    def assert_wrong(self, path, text, *clues):
        self.write(path, text)
        self.assert_fails("layers", f"{path}:1", *clues)
        (self.root / path).unlink()

    def test_right(self):
        self.write("include/rapport/domain/day.hpp", HEADER)
        self.write("src/domain/day.cpp", '#include <chrono>\n#include "domain/week.hpp"\n// time(nullptr) and CLI::App\n')
        self.write("src/domain/week.hpp", "")
        self.write("src/store/db.cpp", "#include <SQLiteCpp/SQLiteCpp.h>\n#include <unistd.h>\n")
        self.write("src/main.cpp", "auto now = std::chrono::system_clock::now();\n")
        self.write("src/args.cpp", "#include <CLI/CLI.hpp>\n")
        self.assert_passes("layers")

    def test_nothing_to_look_at(self):
        self.assert_fails("layers", "no files")

    def test_includes(self):
        self.assert_wrong("src/domain/a.cpp", '#include "rapport/store/store.hpp"\n', "domain may not include store")
        self.assert_wrong("src/report/a.cpp", "#include <rapport/store/store.hpp>\n", "may not include store")
        self.assert_wrong("src/command/a.cpp", '#include "rapport/render/text.hpp"\n', "may not include render")
        self.assert_wrong("include/rapport/base/a.hpp", '#include "rapport/domain/time.hpp"\n', "base may not")
        self.assert_wrong("src/command/a.cpp", 'Table table{.key = "a"};\n', "report builds every table")
        self.assert_wrong("src/command/a.cpp", "int f = ::open(p, O_CREAT);\n", "one place writes files")
        self.assert_wrong("src/command/a.cpp", 'auto* f = std::fopen(p, "w");\n', "one place writes files")
        self.assert_wrong("src/store/book/a.cpp", "bool b = ::rename(a, b) == 0;\n", "one place writes files")
        self.assert_wrong("src/command/a.cpp", "#include <SQLiteCpp/Database.h>\n", "may not include sqlite")
        self.assert_wrong("src/report/a.cpp", "# include <sqlite3.h>\n", "may not include sqlite")
        self.assert_wrong("src/command/a.cpp", "#include <CLI/CLI.hpp>\n", "CLI")
        self.assert_wrong("src/world.cpp", "#include <CLI/CLI.hpp>\n", "Args hides CLI11")
        self.assert_wrong("src/domain/a.cpp", "#include <iostream>\n", "is pure")
        self.assert_wrong("src/domain/a.cpp", "#include <filesystem>\n", "is pure")
        self.assert_wrong("src/domain/a.cpp", "#include <boost/any.hpp>\n", "no library that is known")
        self.assert_wrong("src/domain/a.cpp", '#include "../store/rows.hpp"\n', "neither")
        self.assert_wrong("src/domain/a.cpp", '#include "absent.hpp"\n', "neither")
        self.write("src/store/rows.hpp", "")
        self.assert_wrong("src/report/a.cpp", '#include "store/rows.hpp"\n', "store keeps it for itself")

    def test_an_unknown_layer(self):
        self.write("src/helpers/a.cpp", "\n")
        self.assert_fails("layers", "there is no layer helpers")

    def test_words(self):
        for path, text in (
            ("src/app.cpp", "auto now = std::chrono::system_clock::now();\n"),
            ("src/domain/a.cpp", "auto now = std::chrono::steady_clock::now();\n"),
            ("src/store/a.cpp", "auto now = std::time(nullptr);\n"),
            ("src/store/a.cpp", "auto now = ::time( NULL );\n"),
            ("src/store/a.cpp", "localtime_r(&a, &b);\n"),
            ("src/store/a.cpp", "auto sql = \"SELECT date('now')\";\n"),
            ("src/store/schema/0001-a.sql", "at TEXT DEFAULT CURRENT_TIMESTAMP\n"),
            ("src/command/a.cpp", 'std::cout << "hello";\n'),
            ("src/command/a.cpp", 'std::puts("hello");\n'),
            ("src/command/a.cpp", "SQLite::Database db;\n"),
            ("src/command/a.cpp", 'auto text = fmt::format("{}", fmt::join(names, ", "));\n'),
            ("src/domain/a.cpp", "std::from_chars(a, b, number, std::chars_format::fixed);\n"),
            ("src/domain/a.hpp", "auto operator<=>(const Uid&) const = default;\n"),
        ):
            with self.subTest(text):
                self.assert_wrong(path, text)


class HeadersTest(CheckTest):
    def test_right_and_wrong(self):
        self.write("include/rapport/base/error.hpp", "#pragma once\nint code();\n")
        self.write("include/rapport/domain/day.hpp", HEADER)
        self.write("src/domain/day.cpp", '#include "rapport/base/error.hpp"\n')
        self.write("src/store/day.cpp", '#include "rapport/domain/day.hpp"\n')
        self.assert_passes("headers")
        self.write("src/store/day.cpp", "")
        self.assert_fails("headers", "domain/day.hpp: no other layer includes it")
        self.write("src/store/day.cpp", '#include "rapport/domain/day.hpp"\n')
        self.write("include/rapport/domain/day.hpp", HEADER + "std::string label();\n")
        self.assert_fails("headers", "domain/day.hpp does not stand alone")
        self.write("include/rapport/domain/day.hpp", "struct Day {};\n")  # no guard
        self.assert_fails("headers", "domain/day.hpp does not stand alone")


class NamesTest(CheckTest):
    def test_right_and_wrong(self):
        own = "namespace {\nint %s(int a) { return a; }\n}  // namespace\n"
        self.write("src/domain/day.cpp", own % "day_of")
        self.write("src/domain/week.cpp", own % "week_of")
        self.write("src/store/day.cpp", own % "day_of")
        self.assert_passes("names")
        self.write("src/domain/words/date.cpp", own % "day_of")
        self.assert_fails("names", "src/domain/day.cpp: day_of is also in src/domain/words/date.cpp")

    def test_types_of_two_headers(self):
        self.write("src/domain/day.cpp", "int day();\n")
        self.write("include/rapport/domain/day.hpp", "struct Day {\n};\n")
        self.write("src/command/week.hpp", "struct Week {\n};\nstruct Day;\n")
        self.assert_passes("names")
        self.write("src/command/week.hpp", "struct Day {\n};\n")
        self.assert_fails("names", "include/rapport/domain/day.hpp: Day is also in src/command/week.hpp")


class FormatTest(CheckTest):
    def test_right_and_wrong(self):
        self.need("clang-format")
        self.write(".clang-format", "BasedOnStyle: Google\n")
        self.write("src/a.cpp", "int a() { return 1; }\n")
        self.assert_passes("format")
        self.write("src/b.cpp", "int b(){return 1;}\n")
        self.assert_fails("format", "src/b.cpp: write it with")


class TidyTest(CheckTest):
    def test_right_and_wrong(self):
        self.need("clang-tidy")
        self.write(".clang-tidy", "Checks: '-*,bugprone-*,clang-analyzer-*'\nWarningsAsErrors: '*'\n")
        source = self.write("src/a.cpp", "int a() { return 1; }\n")
        entry = {"directory": str(self.root), "file": str(source),
                 "command": f"/usr/bin/ccache /usr/bin/c++ -std=c++20 -c {source}"}
        self.write("build/release/compile_commands.json", json.dumps([entry]))
        self.assert_passes("tidy")
        source.write_text("bool a(int b) { if (b) { return true; } else { return true; } }\n")
        self.assert_fails("tidy", "bugprone-branch-clone")
        source.write_text("int a(int b) { int* c = nullptr; return b ? *c : 0; }\n")
        self.assert_passes("tidy", RAPPORT_LONG="0")
        self.assert_fails("tidy", "clang-analyzer", RAPPORT_LONG="1")


class LengthTest(CheckTest):
    def test_right_and_wrong(self):
        self.write("src/a.cpp", "\n" * 400)
        self.write("tests/data/big.json", "\n" * 4000)
        self.assert_passes("length")
        self.write("src/a.cpp", "\n" * 401)
        self.assert_fails("length", "src/a.cpp: 401 lines")


class WordsTest(CheckTest):
    def test_right_and_wrong(self):
        self.write("README.md", "Each session lasts an hour; see https://example.com/ and #412.\n")
        self.assert_passes("words")
        for text in ("see /work/notes", "deb.debian.org", "see issue #12", "https://mirror.host:3142/x", "/root/x"):
            with self.subTest(text):
                self.write("src/a.cpp", f"// {text}\n")
                self.assert_fails("words", "src/a.cpp:1")

    def test_habits_to_drop(self):
        self.write("src/report/a.cpp", '// a week is no plan\nsay("the week is not"\n    " a plan");\n')
        self.assert_passes("words")
        self.write("src/report/a.cpp", '\nsay("the week is "\n    "no plan");\n')
        self.assert_fails("words", "src/report/a.cpp:2: is no plan")
        self.write("src/report/a.cpp", "\n")
        self.write("README.md", "\nNothing is kept for ever.\n")
        self.assert_fails("words", "README.md:2: for ever")


class ReadmeTest(CheckTest):
    def test_right_and_wrong(self):
        (self.root / "tests").mkdir()
        (self.root / "tests/transcript").symlink_to(TESTS / "transcript")
        fake = self.write("fake", "#!/bin/sh\necho hello\n", 0o755)
        self.assert_fails("readme", "README.md", RAPPORT=str(fake))
        self.write("README.md", "```console\n$ rapport week\nhello\n```\n")
        self.assert_passes("readme", RAPPORT=str(fake))
        self.write("README.md", "```console\n$ rapport week\nhullo\n```\n")
        self.assert_fails("readme", "-hullo", RAPPORT=str(fake))


class ShippedTest(CheckTest):
    FAKE = """#!/bin/sh
case $1 in
  man) mkdir "$3" && printf '.Dd November 20, 2026\\n.Dt RAPPORT 1\\n.Os\\n.Sh NAME\\n.Nm rapport\\n.Nd track\\n' >"$3/rapport.1" ;;
  completion) echo "echo $2" ;;
esac
"""
    SCRIPTS = {"rapport.bash": "bash", "_rapport": "zsh", "rapport.fish": "fish"}

    def write_scripts(self, text):
        for name, shell in self.SCRIPTS.items():
            self.write(f"completions/{name}", text.replace("SHELL", shell))

    def test_manual_pages(self):
        self.need("mandoc", "zsh", "fish")
        self.write_scripts("echo SHELL\n")
        fake = str(self.write("fake", self.FAKE, 0o755))
        self.assert_fails("shipped", "man/rapport.1 is not what", RAPPORT=fake)
        self.assert_passes("shipped", RAPPORT=fake, RAPPORT_ACCEPT="1")
        self.assert_passes("shipped", RAPPORT=fake)
        self.write("man/rapport-gone.1", ".Dd\n")
        self.assert_fails("shipped", "man/rapport-gone.1 is not what", RAPPORT=fake)
        untidy = str(self.write("fake", self.FAKE.replace(".Os", ".Xx"), 0o755))
        self.assert_fails("shipped", "mandoc finds fault", RAPPORT=untidy, RAPPORT_ACCEPT="1")
        self.assert_fails("shipped", "fails or writes nothing", RAPPORT="/bin/false")

    def test_scripts(self):
        self.need("mandoc", "zsh", "fish")
        self.write_scripts("echo SHELL\n")
        fake = str(self.write("fake", self.FAKE, 0o755))
        self.assert_passes("shipped", RAPPORT=fake, RAPPORT_ACCEPT="1")
        self.write("completions/_rapport", "echo other\n")
        self.assert_fails("shipped", "completions/_rapport is not what", RAPPORT=fake)
        self.write_scripts("if (\n")
        broken = str(self.write("fake", self.FAKE.replace('"echo $2"', "'if ('"), 0o755))
        self.assert_fails("shipped", "bash finds fault", "zsh finds fault", "fish finds fault", RAPPORT=broken)


class HardeningTest(CheckTest):
    GOOD = ("-O2", "-D_FORTIFY_SOURCE=2", "-fstack-protector-strong", "-fPIE", "-pie", "-Wl,-z,relro,-z,now")

    def compiled(self, *flags, without=()):
        source = self.write("a.c", "#include <stdio.h>\n#include <string.h>\n"
                            "int main(int n, char** v) { char b[9]; strcpy(b, v[n - 1]); puts(b); return 0; }\n")
        binary = self.root / "a.out"
        options = [flag for flag in self.GOOD if flag not in without]
        subprocess.run(["cc", *options, *flags, "-o", binary, source], check=True, capture_output=True)
        return str(binary)

    def test_right_and_wrong(self):
        self.need("cc", "readelf")
        self.assert_passes("hardening", RAPPORT=self.compiled())
        for clue, flags, without in (
            ("position independent", ("-no-pie", "-fno-pie"), ("-pie", "-fPIE")),
            ("full relro", ("-Wl,-z,lazy",), ("-Wl,-z,relro,-z,now",)),
            ("read-only relocations", ("-Wl,-z,norelro",), ("-Wl,-z,relro,-z,now",)),
            ("a stack that cannot", ("-Wl,-z,execstack",), ()),
            ("stack protector", ("-fno-stack-protector",), ("-fstack-protector-strong",)),
            ("fortified", ("-U_FORTIFY_SOURCE",), ("-D_FORTIFY_SOURCE=2",)),
            ("loads libutil", ("-Wl,--no-as-needed", "-l:libutil.so.1"), ()),
        ):
            with self.subTest(clue):
                self.assert_fails("hardening", clue, RAPPORT=self.compiled(*flags, without=without))


class PackagesTest(CheckTest):
    def setUp(self):
        super().setUp()
        self.write("CMakeLists.txt", "project(rapport VERSION 1.2.0 LANGUAGES CXX)\n")
        self.write("CHANGELOG.md", "# Changelog\n\n## [1.2.0]\n")
        self.write("src/cmake/Dependencies.cmake", "rapport_package(fmt libfmt-dev fmt)\n")
        self.write("src/cmake/ThirdParty.cmake", "rapport_third_party(fmt MIT)\nrapport_third_party(ical MPL-2.0)\n")
        self.write("src/cmake/packages.sh", "package_table='\nlibfmt-dev fmt build\ng++ - build\ntmux tmux test\n'\n")
        self.write("src/cmake/homebrew/rapport.rb.in", 'class Rapport < Formula\n  depends_on "fmt"\nend\n')

    def test_right(self):
        self.assert_passes("packages")

    def test_formula_without_a_package(self):
        self.write("src/cmake/homebrew/rapport.rb.in", "class Rapport < Formula\nend\n")
        self.assert_fails("packages", "fmt")

    def test_library_that_nobody_installs(self):
        self.write("src/cmake/Dependencies.cmake", "rapport_headers(ical libical/ical.h libical-dev libical)\n")
        self.assert_fails("packages", "libical-dev")

    def test_version_without_a_change(self):
        self.write("CHANGELOG.md", "## [1.1.0]\n")
        self.assert_fails("packages", "1.1.0")

    def test_library_without_a_notice(self):
        self.write("src/cmake/ThirdParty.cmake", "")
        self.assert_fails("packages", "lacks fmt")

    def test_tag(self):
        def git(*words):
            subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.test", "-C", self.root, *words],
                           check=True, capture_output=True)

        git("init", "-q")
        git("add", ".")
        git("commit", "-q", "-m", "a")
        git("tag", "v1.2.0")
        self.assert_fails("packages", "the tag is v1.2.0")  # whose section has no date
        self.write("CHANGELOG.md", "## [1.2.0] - 2026-12-01\n")
        self.assert_passes("packages")
        git("tag", "-d", "v1.2.0")
        git("tag", "v1.3.0")
        self.assert_fails("packages", "the tag is v1.3.0")

    def test_page_of_the_origin(self):
        for address, page in (
            ("", ""), ("/srv/r.git", ""), ("../r", ""), ("file:///srv/r.git", ""),
            ("https://me:secret@git.test/o/r.git", "https://git.test/o/r"),
            ("git@git.test:o/r.git", "https://git.test/o/r"),
            ("ssh://git@git.test:22/o/r/", "https://git.test/o/r"),
        ):
            with self.subTest(address):
                self.assertEqual(self.page_of_clone(address), page)

    def test_page_of_no_clone(self):
        self.page_of_clone("https://git.test/my/dotfiles.git")
        self.assertEqual(self.page_at("src"), "")

    def page_of_clone(self, address):
        shutil.rmtree(self.root / ".git", ignore_errors=True)
        subprocess.run(["git", "init", "-q", self.root], check=True)
        if address:
            subprocess.run(["git", "-C", self.root, "remote", "add", "origin", address], check=True)
        return self.page_at(".")

    def page_at(self, folder):
        return subprocess.run(["cmake", "-P", TESTS.parent / "src/cmake/Origin.cmake"], cwd=self.root / folder,
                              capture_output=True, text=True, check=False).stderr.strip()


if __name__ == "__main__":
    unittest.main()
