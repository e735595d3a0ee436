"""One pytest run on a database of one's own: while developing, and `make soak`."""

import os
import re
import subprocess
import time

from . import machine
from .console import lock
from .databases import Databases
from .odoo_source import version_text
from .settings import REPO
from .workspace import Workspace

HELPDESK_TESTS = REPO / "tests/helpdesk"
SOAK_DB = "crm_contract_soak"
SOAK_RESULTS = REPO / "benchmarks/results/soak.txt"
OUTCOME = re.compile(r" (PASSED|FAILED|ERROR|SKIPPED)\b|^=.*(passed|failed|error)")


def command(workspace, database, arguments):
    """The command line and the environment of pytest on a database."""
    env = dict(workspace.env)
    if machine.browser():
        folder = machine.browser_path(machine.browser())
        env["PATH"] = os.pathsep.join([folder, env["PATH"]])
    words = [workspace.python, "-m", "pytest", f"--odoo-database={database}", "--odoo-http"]
    return [*map(str, words), *arguments], env


def run(database, kind, arguments):
    workspace = Workspace()
    with lock(f"db-{database}"):
        Databases(workspace).refresh(database, kind)
        without = [f"--ignore={HELPDESK_TESTS}"] if kind == "core" else []
        words, env = command(workspace, database, ["-q", *without, *arguments])
        return subprocess.call(words, env=env, cwd=REPO)


def soak(arguments):
    """The long tests; how each one ended is written down."""
    machine.ensure_test_tools()
    workspace = Workspace()
    with lock(f"db-{SOAK_DB}"):
        Databases(workspace).refresh(SOAK_DB)
        chosen = ["-v", "-m", "soak", "--durations=0", *arguments, "tests"]
        words, env = command(workspace, SOAK_DB, chosen)
        process = subprocess.Popen(
            words, env=env, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        kept = []
        with process:
            for line in process.stdout:
                print(line, end="", flush=True)
                kept += [line] if OUTCOME.search(line) else []
    write_results(workspace, kept)
    return process.returncode


def write_results(workspace, lines):
    version = version_text(workspace.odoo_source).split(" (")[0]
    title = f"make soak, {time.strftime('%Y-%m-%d')}, Odoo {version}\n\n"
    SOAK_RESULTS.parent.mkdir(parents=True, exist_ok=True)
    SOAK_RESULTS.write_text(title + "".join(lines))
