"""What the machine itself must bring: disk, a browser, wkhtmltopdf, Chinese fonts, a free port."""

import os
import shutil
import socket
import threading
from pathlib import Path

from .console import DevError, run, say, works
from .settings import NEEDED_DISK, STATE

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
apt_lock = threading.Lock()


def check_disk():
    """Called before anything big is fetched."""
    STATE.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(STATE).free
    if free < NEEDED_DISK:
        raise DevError(
            f"{STATE} has {free / 1024**3:.1f} GB of disk left, 3 are needed: free some, or set "
            "ODOO_DEV_HOME to a folder on another disk"
        )


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise DevError(f"port {port} is taken: ODOO_PORT={port + 10} make run") from None


def may_install():
    """The words to put before apt-get, or None when this user may not install."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and works(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def install(*packages):
    """With apt where we may; says whether it worked."""
    prefix = may_install()
    if prefix is None:
        return False
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-oDPkg::Lock::Timeout=300", "-oAcquire::Retries=3"]
    with apt_lock:
        say(f"installing {', '.join(packages)} with apt")
        works([*apt, "update"])
        try:
            run([*apt, "install", "-y", "--no-install-recommends", *packages])
        except DevError as error:
            say(f"apt could not install them: {str(error)[-800:]}")
            return False
    return True


def browser():
    chosen = os.environ.get("CHROME")
    return chosen or next(filter(None, map(shutil.which, BROWSERS)), None)


def has_chinese_fonts():
    if shutil.which("fc-list"):
        return "noto" in run(["fc-list", ":lang=zh-cn"]).lower()
    return any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))


def missing_for_pdf():
    missing = [] if shutil.which("wkhtmltopdf") else ["wkhtmltopdf"]
    return missing if has_chinese_fonts() else [*missing, "fonts-noto-cjk"]


def ensure_pdf():
    """For the demo: PDFs are worth an installation, but not a failure."""
    missing = missing_for_pdf()
    if missing and not install(*missing):
        say(
            f"note: PDFs need {' and '.join(missing)} (Debian: apt-get install {' '.join(missing)})"
        )


def ensure_test_tools():
    """For the tests: browser, wkhtmltopdf and fonts, or an error. Returns the browser."""
    missing = missing_for_pdf() + ([] if browser() else ["chromium"])
    if missing and not install(*missing):
        raise DevError(f"the tests need {', '.join(missing)}: apt-get install {' '.join(missing)}")
    if not browser():
        raise DevError("the tests need Chromium: install it, or set CHROME to its program")
    return browser()


def browser_path(program):
    """Odoo looks for its browser by name on PATH: the folder to put there."""
    if Path(program).name in BROWSERS:
        return str(Path(program).parent)
    folder = STATE / "bin"
    folder.mkdir(exist_ok=True)
    link = folder / "chromium"
    link.unlink(missing_ok=True)
    link.symlink_to(program)
    return str(folder)
