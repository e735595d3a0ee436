"""The virtual environment, pinned by hash in requirements/*.lock."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from . import machine
from .console import DevError, run, say, works
from .settings import REPO, STATE

VERSIONS = ("3.10", "3.11", "3.12", "3.13")
PROBE = "import sys, ensurepip, venv; print('%d.%d' % sys.version_info[:2])"
REQUIREMENTS = REPO / "requirements"


def ensure_python(odoo):
    """The environment's python, which imports Odoo from `odoo`."""
    venv = STATE / "venv"
    python = venv / "bin/python"
    mark = venv / ".complete"
    locks = sorted(REQUIREMENTS.glob("*.lock"))
    wanted = fingerprint([file.read_bytes() for file in locks] + [f"{odoo} {STATE}".encode()])
    if mark.exists() and mark.read_text() == wanted:
        return python
    if not works([python, "-c", ""]):
        shutil.rmtree(venv, ignore_errors=True)
        run([host_python(), "-m", "venv", venv])
    say("installing Python packages")
    install(python)
    let_it_see(odoo, python)
    pip(python, "--no-deps", "--require-hashes", "-r", REQUIREMENTS / "addons.lock")
    mark.write_text(wanted)
    return python


def fingerprint(parts):
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def host_python():
    """A Python that Odoo 19 supports and that can make an environment."""
    found = find_host()
    if not found and machine.install("python3", "python3-venv"):
        found = find_host()
    if not found:
        raise DevError(
            f"Odoo 19 needs Python {VERSIONS[0]} to {VERSIONS[-1]} with venv: "
            "apt-get install python3 python3-venv"
        )
    return found


def find_host():
    names = ("python3.12", "python3.11", "python3.13", "python3.10", "python3")
    for program in (sys.executable, *map(shutil.which, names), "/usr/bin/python3"):
        if program and Path(program).exists():
            probe = subprocess.run([program, "-c", PROBE], capture_output=True, text=True)
            if probe.returncode == 0 and probe.stdout.strip() in VERSIONS:
                return program
    return None


def pip(python, *arguments):
    run([python, "-m", "pip", "--disable-pip-version-check", "install", "-q", *arguments])


def install(python):
    """By uv, which takes seconds; by pip where uv cannot reach what pip is configured for."""
    uv = python.with_name("uv")
    lock = ["--no-deps", "--require-hashes", "-r", REQUIREMENTS / "dev.lock"]
    try:
        pip(python, "--no-deps", "--require-hashes", "-r", REQUIREMENTS / "uv.lock")
        run([uv, "--system-certs", "pip", "install", "-q", "--python", python, *lock])
    except DevError:
        say("(uv did not do it: with pip, which takes a few minutes)")
        pip(python, *lock)


def let_it_see(odoo, python):
    """Odoo goes in by path; a checkout has no metadata of its own for pip to see."""
    probe = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run([python, "-c", probe]).strip())
    (site / "odoo19.pth").write_text(f"{odoo}\n")
    metadata = site / "odoo-19.0.dist-info"
    shutil.rmtree(metadata, ignore_errors=True)
    if not list(odoo.glob("odoo-*.egg-info")):
        metadata.mkdir()
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: odoo\nVersion: 19.0\n")
        (metadata / "RECORD").write_text("")
        (metadata / "INSTALLER").write_text("dev\n")


def compile_locks(python):
    """requirements/*.in -> *.lock, for every Python that Odoo supports; names no index."""
    options = ["--universal", "--python-version", VERSIONS[0], "--generate-hashes"]
    options += ["--no-header", "--no-annotate", "-q"]
    for source in sorted(REQUIREMENTS.glob("*.in")):
        if source.name == "odoo.in":  # a part of dev.in
            continue
        alone = [] if source.name == "dev.in" else ["--no-deps"]
        command = [python.with_name("uv"), "--system-certs", "pip", "compile", *options, *alone]
        run([*command, source, "-o", source.with_suffix(".lock")])
