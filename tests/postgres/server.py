"""A PostgreSQL server for one test: made in a folder, run by an ordinary user, stopped by its own pid."""

import glob
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time


def programs():
    """The folder of the newest server that is installed; None where there is none."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    return os.path.dirname(found[-1]) if found else None


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Server:
    """`with Server() as server:` gives one whose administrator is `admin`, and lets everybody log in unasked."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="rapport-postgres-")
        self.port = free_port()
        self.data = os.path.join(self.folder, "data")
        self.user = {}
        if os.geteuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        self.server = None
        try:
            self.call("initdb", "-D", self.data, "-U", "admin", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, program, *words):
        subprocess.run([os.path.join(programs(), program), *words], check=True, cwd=self.folder, capture_output=True,
                       env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, **self.user)

    def start(self):
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.server = subprocess.Popen(
                [os.path.join(programs(), "postgres"), "-D", self.data, "-p", str(self.port), "-k", "",
                 "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=40"],
                stdout=log, stderr=log, cwd=self.folder, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, **self.user)
        for _ in range(600):
            if self.psql("postgres", "SELECT 1").returncode == 0:
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(pathlib.Path(self.folder, "log").read_text(errors="replace"))

    def stop(self):
        if self.server is None:
            return
        self.server.send_signal(signal.SIGINT)  # at once, and in order
        self.server.wait()
        self.server = None

    def psql(self, database, sql, login="admin"):
        """What psql says; rows without a head, columns parted by |."""
        return subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose",
                               self.url(database, login), "-c", sql], check=False, capture_output=True, text=True,
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/nonexistent"})

    def ask(self, database, sql, login="admin"):
        answer = self.psql(database, sql, login)
        if answer.returncode != 0:
            raise RuntimeError(f"{sql}: {answer.stderr}")
        return answer.stdout.strip()

    def database(self, name):
        """A new one."""
        self.ask("postgres", f'CREATE DATABASE "{name}"')
        return name

    def url(self, database, login):
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"
