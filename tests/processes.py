"""Odoo in real processes with real commits, on a scratch copy of the test database.

``run_alone`` starts a module as a program of its own (one thread, so that it may fork), which uses
``Processes``; what that prints last is its answer, as JSON.
"""

import json
import os
import subprocess
import sys
import time
import traceback
from contextlib import contextmanager
from pathlib import Path

import psycopg2

REPO = Path(__file__).resolve().parent.parent


# ------------------------------------------------------------------ in the test's process
def run_alone(module, *arguments, timeout):
    """The answer of ``python -m module DATABASE ARGUMENTS`` on a scratch database."""
    with scratch_database() as database:
        command = [sys.executable, "-m", module, database, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=REPO, capture_output=True, text=True, timeout=timeout, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
        return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def scratch_database():
    """A copy of the test database, dropped at the end."""
    from odoo.sql_db import close_db
    from odoo.tests.common import get_db_name

    source = get_db_name()
    name = f"{source}_scratch_{os.getpid()}"
    close_db(source)
    sql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield name
    finally:
        sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def sql(statement):
    connection = connect("postgres")
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def connect(database):
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    return connection


# ------------------------------------------------------------------ in a process of its own
class Processes:
    """A database, its registry, a plain connection beside it, and children that are forked."""

    def __init__(self, database):
        self.database = database
        self.registry = load_registry(database)
        self.db = connect(database)

    def query(self, statement, *values):
        with self.db.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def environment(self, uid=1):
        """A transaction of its own, committed at the end."""
        from odoo import api

        with self.registry.cursor() as cursor:
            yield api.Environment(cursor, uid, {})

    def fork(self, work):
        """A child with connections of its own; returns its id once it is about to ``work``."""
        from odoo import sql_db

        sql_db.close_all()
        ready, tell = os.pipe()
        pid = os.fork()
        if pid:
            os.close(tell)
            os.read(ready, 1)
            os.close(ready)
            return pid
        try:
            sql_db._Pool = sql_db._Pool_readonly = None
            work(lambda: os.write(tell, b"!"))
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    def wait(self, pid):
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def at_once(self, works):
        """What each of ``works`` returns: children of their own, let go together."""
        go, hold = os.pipe()
        children = []
        for work in works:
            answer, tell = os.pipe()

            def body(ready, work=work, tell=tell):
                os.close(hold)
                ready()
                os.read(go, 1)
                with os.fdopen(tell, "w") as file:
                    json.dump(work(), file)

            children.append((self.fork(body), answer))
            os.close(tell)
        os.close(hold)
        os.close(go)
        return [self.answer_of(*child) for child in children]

    def answer_of(self, pid, answer):
        with os.fdopen(answer) as file:
            text = file.read()
        assert self.wait(pid) == 0, f"a child failed, having said {text!r}"
        return json.loads(text)

    def wait_for_backends(self):
        """PostgreSQL notices a killed client a little later, and holds its locks until then."""
        while self.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND pid != pg_backend_pid()",
            self.database,
        ):
            time.sleep(0.005)


def real_time():
    from freezegun.api import real_perf_counter

    return real_perf_counter()


def load_registry(database):
    import odoo.modules.module
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config([f"--database={database}", "--log-level=critical", "--no-http"])
    odoo.modules.module.initialize_sys_path()
    return Registry(database)
