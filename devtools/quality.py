"""`make quick`, `make lint`, `make bench`, `make mutants`: what is checked beside the tests."""

import os
import subprocess

from .console import DevError, lock, say
from .databases import Databases
from .odoo_source import ensure_odoo
from .python_env import compile_locks, ensure_python
from .settings import ADDONS, MAIN, PURE_TESTS, REPO
from .workspace import Workspace


def python():
    """The environment alone: no PostgreSQL."""
    with lock("setup"):
        return ensure_python(ensure_odoo())


def call(*command, **options):
    command = [str(part) for part in command]
    return subprocess.call(command, cwd=REPO, stdin=subprocess.DEVNULL, **options)


def quick(arguments):
    paths = [path for path in PURE_TESTS if (REPO / path).is_dir()]
    if not paths:
        raise DevError(f"no tests in {', '.join(PURE_TESTS)}")
    return call(
        python(), "-m", "pytest", "-p", "no:odoo", "-q", "--durations=5", *paths, *arguments
    )


def lint():
    exe = python().parent
    checks = {
        "ruff check": [exe / "ruff", "check", "--quiet", "."],
        "ruff format": [exe / "ruff", "format", "--quiet", "--diff", "."],
        "mypy": [exe / "mypy", f"{MAIN}/tools"],
        "pylint-odoo": [exe / "pylint", *ADDONS],
    }
    failed = []
    for name, command in checks.items():
        say(name)
        if call(*command):
            failed.append(name)
    say(f"lint failed: {', '.join(failed)}" if failed else "lint: all clean")
    return 1 if failed else 0


def reformat():
    exe = python().parent / "ruff"
    return call(exe, "check", "--fix", "--quiet", ".") | call(exe, "format", ".")


def relock():
    compile_locks(python())


def bench(arguments):
    """benchmarks/run.py on a cluster that syncs to disk; see the README of that folder.

    It finds PGHOST, PGPORT, PGUSER, PGPASSWORD, ODOO_RC and BENCH_DB (a database with the addons
    and no demo data, to copy or to fill), and SIZE where `make bench SIZE=...` names one.
    """
    script = REPO / "benchmarks/run.py"
    if not script.exists():
        raise DevError("there is no benchmarks/run.py")
    workspace = Workspace(cluster="pg-bench", durable=True)
    try:
        databases = Databases(workspace)
        with lock("bench"):
            name = databases.refresh("crm_contract_bench")
            env = {**workspace.env, "BENCH_DB": name}
            env.update({"SIZE": os.environ["SIZE"]} if os.environ.get("SIZE") else {})
            return call(workspace.python, script, *arguments, env=env)
    finally:
        workspace.postgres.stop_if_started()


def mutants(arguments):
    return call(python(), "-m", "devtools.mutants", *arguments)
