"""What every test run shares: where the addons are found, markers, and that nothing is skipped.

``pytest -p no:odoo tests/tools`` needs neither a database nor Odoo's models: the addon is then a
bare package, so that its ``tools`` are imported without its ``__init__``.
"""

import importlib
import json
import os
import sys
import types
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
FOLDER_MARKERS = {"tours": "browser", "web": "browser", "lifecycle": "lifecycle", "soak": "soak"}
skipped = []


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: drives a real browser (tests/tours)")
    config.addinivalue_line("markers", "lifecycle: installs and removes addons (tests/lifecycle)")
    config.addinivalue_line("markers", "soak: long; run by `make soak` only (tests/soak)")
    if config.pluginmanager.hasplugin("odoo"):
        add_addons_path()
        keep_pytest_in_time()
    else:
        import_addons_bare()


def add_addons_path():
    addons = importlib.import_module("odoo.addons")
    if str(REPO) not in addons.__path__:
        addons.__path__.append(str(REPO))


def keep_pytest_in_time():
    """Tests freeze the clock; how long each took is told by pytest's own."""
    freezegun = importlib.import_module("freezegun")
    freezegun.configure(extend_ignore_list=["_pytest.timing"])


def import_addons_bare():
    """Make ``odoo.addons.<ours>.tools`` importable with no Odoo at all."""
    packages = {"odoo": [], "odoo.addons": [str(REPO)]}
    for manifest in REPO.glob("*/__manifest__.py"):
        packages[f"odoo.addons.{manifest.parent.name}"] = [str(manifest.parent)]
    for name, path in packages.items():
        module = types.ModuleType(name)
        module.__path__ = path
        sys.modules[name] = module
        parent, _dot, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)


def pytest_collection_modifyitems(config, items):
    for item in items:
        for part in item.path.relative_to(REPO).parts[:-1]:
            if part in FOLDER_MARKERS:
                item.add_marker(FOLDER_MARKERS[part])
    if "soak" in config.option.markexpr:
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    if soak:
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if item not in soak]


def pytest_runtest_logreport(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        skipped.append(report.nodeid)


def pytest_collectreport(report):
    if report.skipped:
        skipped.append(report.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session, exitstatus):
    """A skipped test proves nothing: it fails the run. Counts go to the file that asks for them."""
    if skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if os.environ.get("PYTEST_COUNTS"):
        stats = session.config.pluginmanager.getplugin("terminalreporter").stats
        counts = {key: len(stats.get(key, ())) for key in ("passed", "failed", "error")}
        counts["skipped"] = len(skipped)
        Path(os.environ["PYTEST_COUNTS"]).write_text(json.dumps(counts))


def pytest_terminal_summary(terminalreporter):
    for nodeid in skipped:
        terminalreporter.write_line(f"SKIPPED, so the run fails: {nodeid}", red=True)
