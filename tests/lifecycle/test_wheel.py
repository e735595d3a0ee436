"""The wheel, installed beside an Odoo that has no helpdesk, is found without an addons path."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from devtools.console import run
from devtools.databases import QUIET, check_log
from devtools.settings import ADDONS, BRIDGE, MAIN, REPO

METADATA = ("setup.py", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(workspace, tmp_path_factory):
    """Built from a copy: building leaves files behind."""
    source = tmp_path_factory.mktemp("source")
    for addon in ADDONS:
        shutil.copytree(REPO / addon, source / addon, ignore=shutil.ignore_patterns("__pycache__"))
    for name in METADATA:
        if (REPO / name).exists():
            shutil.copy(REPO / name, source)
    build = [workspace.python, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps"]
    run([*build, "--no-index", "-q", "-w", source / "dist", source])
    (built,) = (source / "dist").glob("*.whl")
    return built


@pytest.fixture
def clean_python(wheel, workspace, tmp_path):
    """A virtual environment with the wheel; Odoo and its libraries are there, helpdesk is not."""
    run([workspace.python, "-m", "venv", "--without-pip", tmp_path / "venv"])
    python = tmp_path / "venv/bin/python"
    pip = [workspace.python, "-m", "pip", "--python", python, "install", "-q"]
    run([*pip, "--no-deps", "--no-index", wheel])
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    for entry in purelib(workspace.python).iterdir():
        if not entry.name.startswith(("odoo", "__pycache__")):
            (libraries / entry.name).symlink_to(entry)
    paths = f"{libraries}\n{workspace.odoo_source}\n"
    (purelib(python) / "odoo_and_libraries.pth").write_text(paths)
    return python


def purelib(python):
    probe = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(run([python, "-c", probe]).strip())


def test_the_wheel_holds_every_file_of_the_addons(wheel):
    expected = {
        f"odoo/addons/{file.relative_to(REPO)}"
        for addon in ADDONS
        for file in (REPO / addon).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert packed == expected


def test_odoo_finds_and_installs_it_without_helpdesk(
    clean_python, workspace, databases, scratch, tmp_path
):
    database = scratch("core")
    conf = tmp_path / "odoo.conf"
    conf.touch(mode=0o600)
    conf.write_text(without_our_addons_path(workspace))
    env = {**os.environ, **workspace.env, "ODOO_RC": str(conf)}

    where = f"import odoo.addons.{MAIN} as addon; print(addon.__file__)"
    assert str(tmp_path) in run([clean_python, "-c", where], env=env, cwd=tmp_path)
    helpdesk = [clean_python, "-c", "import odoo.addons.helpdesk_mgmt"]
    assert subprocess.run(helpdesk, capture_output=True, cwd=tmp_path).returncode == 1

    install = [clean_python, "-m", "odoo", "-d", database, "-i", MAIN, *QUIET]
    check_log(run(install, env=env, cwd=tmp_path))

    rows = databases.sql("SELECT name, state FROM ir_module_module", database)
    assert dict(rows)[MAIN] == "installed"
    assert dict(rows).get(BRIDGE) != "installed"


def without_our_addons_path(workspace):
    lines = workspace.conf.read_text().splitlines()
    paths = next(line for line in lines if line.startswith("addons_path"))
    others = [path for path in paths.split("=")[1].strip().split(",") if path != str(REPO)]
    lines.remove(paths)
    return "\n".join([*lines, f"addons_path = {','.join(others)}" if others else "", ""])
