"""Odoo 19.0 itself: a checkout named by ODOO_SOURCE, else Debian's package odoo-19.

The package comes from the machine's own Debian mirror, by an apt with folders of its own: nothing
of the system changes, and no rights are needed.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .console import DevError, run, say
from .settings import LANGUAGE, STATE

SUITES = ("sid", "testing", "stable")
EXTRA_PACKAGES = (  # files that odoo-19's own folder links to
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
KEYRINGS = [Path(f"/usr/share/keyrings/debian-archive-keyring.{kind}") for kind in ("gpg", "pgp")]
OWN_SOURCE = "set ODOO_SOURCE=/path/to/odoo (a checkout of its branch 19.0)"


def ensure_odoo():
    """The folder that holds the `odoo` package, fetched when it is not there yet."""
    if os.environ.get("ODOO_SOURCE"):
        source = Path(os.environ["ODOO_SOURCE"]).expanduser().resolve()
        if release(source) != "19.0":
            raise DevError(f"ODOO_SOURCE={source} holds no Odoo 19.0 (found: {release(source)})")
        return source
    root = STATE / "src"
    source = root / "usr/lib/python3/dist-packages"
    if not (root / ".complete").exists():
        version = fetch(root)
        stand_in_for_removed_file(source)
        (root / ".complete").write_text(version)
    return source


def release(source):
    file = source / "odoo/release.py"
    found = file.is_file() and re.search(
        r"^version_info = \((\d+), (\d+)", file.read_text(), re.MULTILINE
    )
    return f"{found[1]}.{found[2]}" if found else None


def version_text(source):
    """For the reader: "19.0.0+dfsg-1 (Debian sid)" or "19.0 (/path/to/odoo)"."""
    packaged = STATE / "src/.complete"
    if not os.environ.get("ODOO_SOURCE") and packaged.exists() and packaged.read_text():
        return packaged.read_text()
    return f"{release(source)} ({source})"


def stand_in_for_removed_file(source):
    """Debian removes a file that a bundle names (video calls' blur): each page logged an error."""
    name = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    (source / name).parent.mkdir(parents=True, exist_ok=True)
    (source / name).write_text("/* removed by Debian */\n")


def fetch(root):
    """Unpack odoo-19 into `root` and return its version."""
    apt = STATE / "apt"
    for folder in ("parts", "lists/partial", "cache/archives/partial", "debs"):
        (apt / folder).mkdir(parents=True, exist_ok=True)
    options = isolated(apt)
    version = find_version(apt, options, debian_mirror())
    say(f"downloading Odoo {version} (120 MB)")
    run(["apt-get", *options, "download", "odoo-19", *EXTRA_PACKAGES], cwd=apt / "debs")
    say("unpacking")
    part = root.with_name("src.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for package in sorted((apt / "debs").glob("*.deb")):
        unpack(package, part)
    found = release(part / "usr/lib/python3/dist-packages")
    if found != "19.0":
        raise DevError(f"Debian's odoo-19 holds Odoo {found}, not 19.0: {OWN_SOURCE}")
    shutil.rmtree(root, ignore_errors=True)
    part.rename(root)
    shutil.rmtree(apt)
    return version


def debian_mirror():
    """The machine's own mirror, also where `apt-get update` never ran."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise DevError(f"no apt on this machine to fetch Odoo 19 with: {OWN_SOURCE}")
    system = dict(
        re.findall(r'^(\w+)="?([^"\n]*)', Path("/etc/os-release").read_text(), re.MULTILINE)
    )
    form = "$(REPO_URI)|$(RELEASE)|$(COMPONENT)"
    targets = run(
        ["apt-get", "indextargets", "--no-release-info", "--format", form, "Created-By: Packages"]
    )
    releases = (system.get("VERSION_CODENAME"), *SUITES, "unstable")
    for target in targets.split():
        uri, suite, component = target.split("|")
        if system.get("ID") == "debian" and component == "main" and suite in releases:
            return uri
    raise DevError(f"no Debian mirror among this machine's apt sources: {OWN_SOURCE}")


def isolated(apt):
    options = [
        "-oDir::Etc::sourcelist=/dev/null",
        f"-oDir::Etc::sourceparts={apt}/parts",
        f"-oDir::State::lists={apt}/lists",
        f"-oDir::Cache={apt}/cache",
        "-oAcquire::Languages=none",
        "-oAcquire::Retries=3",
        "-oAPT::Update::Post-Invoke-Success::=",
        "-oAcquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false",
    ]
    if os.geteuid() == 0:  # its usual user cannot write here
        options.append("-oAPT::Sandbox::User=root")
    return options


def find_version(apt, options, mirror):
    """Point apt at the first suite that has odoo-19 and return "version (Debian suite)"."""
    keyring = next((f"Signed-By: {file}\n" for file in KEYRINGS if file.exists()), "")
    complaints = ""
    for suite in SUITES:
        say(f"asking Debian {suite} for odoo-19")
        (apt / "parts/odoo.sources").write_text(
            f"Types: deb\nURIs: {mirror}\nSuites: {suite}\nComponents: main\n{keyring}"
        )
        update = subprocess.run(["apt-get", *options, "update"], capture_output=True, text=True)
        show = subprocess.run(
            ["apt-cache", *options, "show", "odoo-19"], capture_output=True, text=True
        )
        found = re.search(r"^Version: (19\.0\S*)", show.stdout, re.MULTILINE)
        if update.returncode == 0 and found:
            return f"{found[1]} (Debian {suite})"
        complaints += update.stderr
    raise DevError(f"no odoo-19 in Debian {', '.join(SUITES)}: {OWN_SOURCE}", complaints)


def unpack(package, folder):
    """All but what takes most of the room: other languages, and a second copy of the addons."""
    excludes = []
    if package.name.startswith("odoo-19"):
        excludes = ["./usr/lib/python3/dist-packages/addons", "./usr/share/doc", "*/i18n*/*.pot"]
        excludes += [f"*/i18n*/{pattern}.po" for pattern in other_languages()]
    flags = ["--anchored", "--wildcards", *(f"--exclude={pattern}" for pattern in excludes)]
    reader = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE)
    with reader:
        run(["tar", "-x", "--no-same-owner", "-C", folder, *flags], stdin_from=reader.stdout)
    if reader.returncode:
        raise DevError(f"cannot unpack {package}")


def other_languages():
    """Patterns that match each name of a .po file but our language's (tar knows no "all but")."""
    first, second = LANGUAGE[:2]
    letters = "abcdefghijklmnopqrstuvwxyz"
    yield f"[{letters.replace(first, '')}]*"
    yield f"{first}[{letters.replace(second, '')}]*"
    yield from (f"{LANGUAGE[:2]}_{country}*" for country in ("TW", "HK"))
