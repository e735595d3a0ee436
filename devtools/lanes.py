"""`make test`: two pytest runs at once, each on a copy of one freshly installed database.

One lane holds the tests of models and HTTP, the other those that drive a browser or install and
remove addons; with two processors the second one costs little time.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from . import machine
from .console import DevError, lock, say
from .databases import Databases
from .odoo_source import version_text
from .settings import REPO, STATE, TEST_DB
from .workspace import Workspace

LANES = {"models": "not browser and not lifecycle", "browser": "browser or lifecycle"}
LIMIT = 45 * 60  # seconds for a lane


class Lane:
    """One pytest run, its lines shown as they come with the lane's name before them."""

    def __init__(self, name, database, arguments, env):
        self.name = name
        self.counts_file = STATE / f"lane-{name}.json"
        self.counts_file.unlink(missing_ok=True)
        command = [sys.executable if not env else env["PYTHON"], "-m", "pytest", "-q"]
        command += [f"--odoo-database={database}", "--odoo-http", "--durations=15"]
        command += ["-m", LANES[name], *arguments]
        self.process = subprocess.Popen(
            command,
            env={**env, "PYTEST_COUNTS": str(self.counts_file)},
            cwd=REPO,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # its browsers end with it
        )
        self.reader = threading.Thread(target=self.show, daemon=True)
        self.reader.start()

    def show(self):
        for line in self.process.stdout:
            print(f"{self.name:>7} | {line.rstrip()}", flush=True)

    def wait(self, deadline):
        try:
            self.process.wait(max(1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"lane {self.name} took more than {LIMIT // 60} minutes: ended")
            self.end()
        self.reader.join(10)

    def end(self):
        """By its process group's id."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                os.killpg(self.process.pid, number)
                try:
                    self.process.wait(10)
                except subprocess.TimeoutExpired:
                    continue

    def counts(self):
        empty = {"passed": 0, "failed": 0, "error": 0, "skipped": 0}
        if self.counts_file.exists():
            return json.loads(self.counts_file.read_text())
        return empty


def test(arguments):
    with lock("tests", wait=False) as held:
        if not held:
            raise DevError("the tests run already in this folder: wait for them to end")
        with ThreadPoolExecutor() as background:
            tools = background.submit(machine.ensure_test_tools)
            workspace = Workspace()
            say(f"Odoo {version_text(workspace.odoo_source)}")
            databases = Databases(workspace)
            copies = make_copies(databases)
            browser = tools.result()
        try:
            return run_lanes(workspace, copies, browser, arguments)
        finally:
            for name in copies.values():
                databases.drop(name)
            workspace.postgres.stop_if_started()


def make_copies(databases):
    databases.base("core")  # of the life cycle tests
    databases.create(TEST_DB)
    return {lane: databases.copy(TEST_DB, f"{TEST_DB}_{lane}") for lane in LANES}


def run_lanes(workspace, copies, browser, arguments):
    path = os.pathsep.join([machine.browser_path(browser), workspace.env["PATH"]])
    env = {**workspace.env, "PATH": path, "PYTHON": str(workspace.python)}
    say("running the tests, two lanes at once")
    deadline = time.monotonic() + LIMIT
    lanes = []
    try:
        for lane, database in copies.items():
            lanes.append(Lane(lane, database, arguments, env))
        for lane in lanes:
            lane.wait(deadline)
    finally:
        for lane in lanes:
            lane.end()
    return summary(lanes, bool(arguments))


def summary(lanes, partial):
    """The last line is the whole run's, alone on its line. Partial runs may leave a lane empty."""
    total = dict.fromkeys(("passed", "failed", "error", "skipped"), 0)
    good = True
    for lane in lanes:
        counts, code = lane.counts(), lane.process.returncode
        for key, number in counts.items():
            total[key] += number
        empty = not any(counts.values())
        if code and not (partial and empty and code == 5):
            good = False
            say(f"lane {lane.name} failed (pytest ended with {code})")
    failed = total["failed"] + total["error"]
    good = good and total["passed"] > 0 and not failed and not total["skipped"]
    if total["skipped"]:
        print(f"{total['skipped']} skipped, which counts as a failure")
    if not good and not failed:
        failed = total["skipped"] or 1  # a lane that broke off has no failed test to count
    print(f"{total['passed']} passed, {failed} failed", flush=True)
    return 0 if good else 1
