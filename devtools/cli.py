"""The commands of ./dev."""

import os
import shutil
import signal
import sys

from . import demo, lanes, machine, quality, single
from .console import DevError, lock, say
from .databases import Databases
from .postgres import PrivatePostgres
from .settings import DEMO_DB, STATE
from .workspace import Workspace


def option(arguments, name, default):
    """Take `--name=value` out of the arguments."""
    for argument in arguments:
        if argument.startswith(f"--{name}="):
            arguments.remove(argument)
            return argument.split("=", 1)[1] or default
    return default


def flag(arguments, name):
    if f"--{name}" not in arguments:
        return False
    arguments.remove(f"--{name}")
    return True


def run(arguments):
    return demo.serve(option(arguments, "db", DEMO_DB), flag(arguments, "fresh"))


def db(arguments):
    """A database with the addons and demo data."""
    name = one_name(arguments, "make db DB=name")
    with lock(f"db-{name}"):
        Databases(Workspace()).create(name, "demo")
    say(f"ready: make run DB={name}, make shell DB={name}, or ./dev psql {name}")


def test_db(arguments):
    """A database with the addons and no demo data; --core: without helpdesk and bridge."""
    kind = "core" if flag(arguments, "core") else "test"
    name = one_name(arguments, "./dev test-db NAME [--core]")
    with lock(f"db-{name}"):
        Databases(Workspace()).create(name, kind)
    say(f"ready: ./dev pytest --db={name} tests/...")


def drop_db(arguments):
    Databases(Workspace()).drop(one_name(arguments, "./dev drop-db NAME"))


def one_name(arguments, usage):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise DevError(f"usage: {usage}")
    return arguments[0]


def pytest(arguments):
    name = option(arguments, "db", "dev")
    kind = "core" if flag(arguments, "core") else "test"
    return single.run(name, kind, arguments)


def setup(_arguments):
    Workspace()
    say("ready")


def shell(arguments):
    name = option(arguments, "db", DEMO_DB)
    workspace = Workspace()
    Databases(workspace).refresh(name, Databases(workspace).noted(name).get("kind", "demo"))
    replace(workspace, workspace.python, "-m", "odoo", "shell", "-d", name, "--no-http", *arguments)


def odoo(arguments):
    workspace = Workspace()
    replace(workspace, workspace.python, "-m", "odoo", *arguments)


def python(arguments):
    workspace = Workspace()
    replace(workspace, workspace.python, *arguments)


def psql(arguments):
    replace(Workspace(), "psql", *(arguments or [DEMO_DB]))


def replace(workspace, *command):
    command = [str(part) for part in command]
    os.execvpe(command[0], command, workspace.env)


def pictures(_arguments):
    """The README's pictures, from the site that `make run` serves."""
    url = f"http://127.0.0.1:{os.environ.get('ODOO_PORT', 8069)}"
    replace(Workspace(), "python", "-m", "devtools.pictures", url, machine.ensure_test_tools())


def stop(_arguments):
    """The private PostgreSQL servers."""
    for cluster in ("pg", "pg-bench"):
        if not os.environ.get("PGHOST") and (STATE / "venv/bin/python").exists():
            PrivatePostgres(STATE / "venv/bin/python", cluster, durable=False).stop()


def clean(arguments):
    stop(arguments)
    for cluster in ("pg", "pg-bench"):
        if (STATE / "venv/bin/python").exists():
            server = PrivatePostgres(STATE / "venv/bin/python", cluster, durable=False)
            shutil.rmtree(server.home, ignore_errors=True)
    shutil.rmtree(STATE, ignore_errors=True)


COMMANDS = {
    "run": run,
    "test": lanes.test,
    "quick": quality.quick,
    "soak": single.soak,
    "lint": lambda _arguments: quality.lint(),
    "format": lambda _arguments: quality.reformat(),
    "lock": lambda _arguments: quality.relock(),
    "bench": quality.bench,
    "mutants": quality.mutants,
    "db": db,
    "shell": shell,
    "test-db": test_db,
    "drop-db": drop_db,
    "pytest": pytest,
    "odoo": odoo,
    "python": python,
    "pictures": pictures,
    "psql": psql,
    "setup": setup,
    "stop": stop,
    "clean": clean,
}


def main(usage):
    name, arguments = (sys.argv[1:2] or ["help"])[0], sys.argv[2:]
    if name not in COMMANDS:
        print(usage)
        return 0 if name in ("help", "-h", "--help") else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what we started ends too
    try:
        return COMMANDS[name](arguments) or 0
    except DevError as error:
        first, _newline, rest = str(error).partition("\n")
        if rest:
            print(rest, file=sys.stderr)
        print(f"dev: {first}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
