"""Real PostgreSQL and Redis servers for the tests: started on a free port, in a folder of their own.

    apt-get install -y postgresql redis-server

They can be stopped, killed and started again in the middle of a test, on the same port.
"""
from __future__ import annotations

import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence

import psycopg2

INSTALL = "apt-get install -y postgresql redis-server"


class Missing(RuntimeError):
    """A server's program is not installed; the message says how to get it."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _program(name: str, folders: Sequence[pathlib.Path] = ()) -> str:
    found = shutil.which(name, path=os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")]))
    if found is None:
        raise Missing(f"{name} is not installed; these tests need real servers: {INSTALL}")
    return found


class Server:
    """A server process with a folder and a port, owned by a user who may run it."""

    user: str | None = None
    gentle = signal.SIGTERM

    def __init__(self) -> None:
        """Make the folder; nothing runs yet."""
        self.port = free_port()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="guide-"))
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        """How the server is started in the foreground."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether the server can be used."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log, user=self.user, cwd=self.folder)
        deadline = time.monotonic() + 30
        while not self.answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError(f"{type(self).__name__} did not start:\n{(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals | None = None) -> None:
        """Stop the server, gently unless told how, and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(how or self.gentle)
            self.process.wait(timeout=30)
            self.process = None

    def remove(self) -> None:
        """Stop the server and delete what it kept."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgreSQL(Server):
    """PostgreSQL with an empty database named guide."""

    # SIGTERM would wait until the last client has gone.
    gentle = signal.SIGINT

    def __init__(self) -> None:
        """Make the data folder. PostgreSQL refuses to run as root, so root lends it the user "postgres"."""
        folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        self.program = _program("postgres", folders)
        if os.geteuid() == 0:
            self.user = "postgres"
        super().__init__()
        initdb = str(pathlib.Path(self.program).resolve().parent / "initdb")
        arguments = ["-D", "data", "-U", "guide", "--auth=trust", "--no-sync", "-E", "UTF8"]
        subprocess.run([initdb, *arguments], user=self.user, cwd=self.folder, check=True, capture_output=True)

    @property
    def url(self) -> str:
        """Where the store finds it."""
        return f"postgresql://guide@127.0.0.1:{self.port}/guide"

    def command(self) -> list[str]:
        """In the foreground, on this port only."""
        settings = [f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}", "fsync=off"]
        return [self.program, "-D", "data", *(part for setting in settings for part in ("-c", setting))]

    def answers(self) -> bool:
        """Whether it takes connections; makes the database the first time."""
        try:
            connection = psycopg2.connect(host="127.0.0.1", port=self.port, user="guide", dbname="postgres", connect_timeout=2)
        except psycopg2.OperationalError:
            return False
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'guide'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE DATABASE guide")
        connection.close()
        return True


class Redis(Server):
    """Redis that keeps nothing on disk."""

    def __init__(self) -> None:
        """Make the folder."""
        self.program = _program("redis-server")
        super().__init__()

    @property
    def url(self) -> str:
        """Where the lock store finds it."""
        return f"redis://127.0.0.1:{self.port}/1"

    def command(self) -> list[str]:
        """In the foreground, without snapshots."""
        return [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        """Whether it says PONG."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

