"""Odoo's own `test_lint` (manifests, overrides' signatures, indexes, ...) finds nothing in ours."""

import re
import shutil

from devtools.console import DevError
from devtools.settings import ADDONS, REPO

# left out: pylint over all of Odoo (pylint-odoo checks ours), and ESLint, which needs npm packages
TAGS = "/test_lint,-/test_lint:TestPyLint,-/test_lint:TestESLint"
RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,)", re.MULTILINE)
OURS = re.compile(r"crm[._]contract")


def test_core_lint_finds_nothing_in_our_addons(scratch, workspace, tmp_path):
    database = scratch("test")

    log = run_lint(workspace, database, addons_alone(tmp_path))

    _failed, errors, tests = map(int, RESULT.search(log).groups())
    assert tests > 20
    assert errors == 0
    for place in (database, str(tmp_path), str(REPO)):
        log = log.replace(place, "")
    remarks = [record for record in RECORD.split(log) if " ERROR " in record]
    assert [remark for remark in remarks if OURS.search(remark)] == []


def addons_alone(folder):
    """A copy: the lint walks all that lies in an addons path."""
    for addon in ADDONS:
        shutil.copytree(REPO / addon, folder / addon, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def run_lint(workspace, database, addons_path):
    """The log from INFO of results up. OCA's helpdesk fails a few, so Odoo ends with an error."""
    modules = ",".join([*ADDONS, "test_lint"])
    try:
        return workspace.odoo(
            *("-d", database, "-i", modules, "--addons-path", addons_path, "--no-http"),
            *("--test-tags", TAGS, "--stop-after-init", "--log-level=warn"),
        )
    except DevError as error:
        return error.output
