"""A PostgreSQL server for the tests: a throw-away one of Debian's, or the one that MTASSIST_TEST_POSTGRES names."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

PLACES = os.pathsep.join([os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])


@contextmanager
def server():
    """The address of a database on it, from which others can be made."""
    if given := os.environ.get("MTASSIST_TEST_POSTGRES"):
        yield given
        return
    initdb, postgres = shutil.which("initdb", path=PLACES), shutil.which("postgres", path=PLACES)
    if not initdb or not postgres:
        pytest.skip("no PostgreSQL server: install Debian's postgresql, or set MTASSIST_TEST_POSTGRES to an address")
    folder = Path(tempfile.mkdtemp(prefix="mtassist-"))  # short: a socket's path has 107 characters at most
    user = {}
    if os.name == "posix" and os.geteuid() == 0:  # the server refuses to run as root
        user = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")
    try:
        make = [initdb, "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
        subprocess.run([*make, folder / "data"], check=True, capture_output=True, cwd=folder, **user)
        settings = {"listen_addresses": "", "unix_socket_directories": folder, "fsync": "off"}
        flags = [f"--{name}={value}" for name, value in settings.items()]
        log = folder / "log"
        with log.open("wb") as out:
            running = subprocess.Popen([postgres, "-D", folder / "data", *flags], stderr=out, cwd=folder, **user)
        try:
            address = f"postgresql://postgres@/postgres?host={folder}"
            _wait(address, running, log)
            yield address
        finally:
            running.send_signal(signal.SIGINT)  # which drops its clients
            running.wait(30)
    finally:
        shutil.rmtree(folder)


def _wait(address, running, log):
    until = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            if running.poll() is not None or time.monotonic() > until:
                pytest.fail(f"PostgreSQL did not start: {log.read_text()}")
            time.sleep(0.05)
