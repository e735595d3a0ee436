"""OCA's helpdesk_mgmt passes its own tests beside our addons as it does without them."""

import os
import re
import socket
import subprocess

from devtools.databases import Databases
from devtools.settings import REPO, TEST_DB
from devtools.workspace import Workspace

RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
TESTS = 35  # of helpdesk_mgmt 19.0.1.3.2 without our addons, all of them green


def test_the_helpdesks_own_tests_are_green_with_ours():
    workspace = Workspace()
    databases = Databases(workspace)
    name = databases.copy(databases.refresh(TEST_DB), f"crm_contract_helpdesk_{os.getpid()}")
    try:
        log = run_suite(workspace, name)
    finally:
        databases.drop(name)
    assert tuple(map(int, RESULT.search(log).groups())) == (0, 0, TESTS)


def run_suite(workspace, database):
    """All of the log: the count is told in a line of INFO."""
    command = [workspace.python, "-m", "odoo", "-d", database, "-u", "helpdesk_mgmt"]
    command += ["--test-tags", "/helpdesk_mgmt", "--http-port", free_port(), "--stop-after-init"]
    done = subprocess.run(
        [str(part) for part in command],
        env=workspace.env,
        cwd=REPO,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
