"""Databases: what the addons stand on is installed once and copied for every use."""

import hashlib
import json
import re
import shutil

from .console import DevError, lock, say
from .odoo_source import version_text
from .python_env import REQUIREMENTS
from .settings import ADDONS, BRIDGE, LANGUAGE, MAIN, REPO, STATE, depends

NOISE = re.compile(r" (WARNING|ERROR|CRITICAL) ")
ALLOWED = ()  # patterns of lines that an installation may log, each with its reason
QUIET = ("--stop-after-init", "--no-http", "--log-level=warn")
PROGRESS = "--log-handler=odoo.modules.loading:INFO"


def check_log(log):
    """A clean installation says nothing: no line of WARNING or worse."""
    bad = [
        line
        for line in log.splitlines()
        if NOISE.search(line) and not any(re.search(pattern, line) for pattern in ALLOWED)
    ]
    if bad:
        raise DevError(f"the log is not clean: {len(bad)} lines of WARNING or worse", log)


def digest(*parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def addons_digest():
    files = sorted(
        file
        for addon in ADDONS
        for file in (REPO / addon).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    )
    seen = [
        f"{file.relative_to(REPO)} {hashlib.sha256(file.read_bytes()).hexdigest()}"
        for file in files
    ]
    return digest(*seen)


class Databases:
    """By name, in one workspace. A small file remembers what each one of ours holds."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.sql = workspace.postgres.sql
        self.filestore = workspace.data / "filestore"

    # ---------------------------------------------------------- any database
    def names(self):
        return [name for (name,) in self.sql("SELECT datname FROM pg_database")]

    def drop(self, name):
        self.refuse_foreign(name)
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.forget(name)
        shutil.rmtree(self.filestore / name, ignore_errors=True)

    def copy(self, source, name):
        """Database and files; replaces `name`."""
        self.drop(name)
        self.note(name, self.noted(source))
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        if (self.filestore / source).exists():
            shutil.copytree(self.filestore / source, self.filestore / name)
        return name

    def rename(self, old, new):
        self.drop(new)
        self.sql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
        if (self.filestore / old).exists():
            (self.filestore / old).rename(self.filestore / new)
        self.note(new, self.noted(old))
        self.forget(old)

    def note_file(self, name):
        folder = STATE / "databases" / self.workspace.conf.stem
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.json"

    def note(self, name, facts):
        self.note_file(name).write_text(json.dumps(facts))

    def noted(self, name):
        file = self.note_file(name)
        return json.loads(file.read_text()) if file.exists() else {}

    def forget(self, name):
        self.note_file(name).unlink(missing_ok=True)

    def refuse_foreign(self, name):
        """On somebody's own server, never touch a database that was not made here."""
        if self.workspace.postgres.private or self.note_file(name).exists():
            return
        if name in self.names():
            raise DevError(f"database {name} was not made here: choose another name (DB=...)")

    # ---------------------------------------------------------- what the addons stand on
    def base(self, kind):
        """Of kind "core" (without helpdesk), "test" (with it), or "demo" (and demo data)."""
        modules = base_modules(kind)
        key = digest(*modules, version_text(self.workspace.odoo_source), addons_lock())[:8]
        name = f"crm_contract_base_{kind}_{key}"
        with lock(f"base-{kind}"):
            if name not in self.names():
                self.make_base(kind, name, modules)
        return name

    def make_base(self, kind, name, modules):
        part = f"{name}_part"
        if kind == "test":  # a few seconds on top of the other one
            self.copy(self.base("core"), part)
        else:
            self.drop(part)
        say(f"installing {', '.join(modules)} once ({kind} database, about a minute)")
        self.note(part, {"base": kind})
        demo = "--with-demo" if kind == "demo" else "--without-demo"
        check_log(self.workspace.odoo("-d", part, "-i", ",".join(modules), demo, *QUIET, PROGRESS))
        if kind != "test":  # --load-language would make it everybody's own language
            self.workspace.odoo("i18n", "loadlang", "-d", part, "-l", LANGUAGE)
        self.drop_outdated(kind)
        self.rename(part, name)

    def drop_outdated(self, kind):
        outdated = re.compile(rf"crm_contract_base_{kind}_[0-9a-f]{{8}}")
        for name in filter(outdated.fullmatch, self.names()):
            if self.note_file(name).exists():
                self.drop(name)

    # ---------------------------------------------------------- databases with the addons
    def create(self, name, kind="test"):
        """A fresh database with the addons; an unclean log is an error."""
        base = self.base(kind)
        addons = [MAIN] if kind == "core" else ADDONS
        say(f"installing {', '.join(addons)} into {name}")
        self.copy(base, name)
        self.note(name, {"kind": kind})
        demo = "--with-demo" if kind == "demo" else "--without-demo"
        now = addons_digest()
        log = self.workspace.odoo("-d", name, "-i", ",".join(addons), demo, *QUIET, PROGRESS)
        check_log(log)
        self.note(name, {"kind": kind, "addons": now})
        return name

    def refresh(self, name, kind="test"):
        """`create` where there is none, an update where the addons' files changed, else nothing."""
        noted = self.noted(name)
        now = addons_digest()
        if name not in self.names() or "addons" not in noted or noted["kind"] != kind:
            return self.create(name, kind)
        if noted["addons"] != now:
            say(f"the addons changed: updating {name}")
            self.note(name, {"kind": kind})
            check_log(self.workspace.odoo("-d", name, "-u", MAIN, *QUIET, PROGRESS))
            self.note(name, {"kind": kind, "addons": now})
        return name


def addons_lock():
    return (REQUIREMENTS / "addons.lock").read_text()


def base_modules(kind):
    core, helpdesk = depends(MAIN), depends(BRIDGE)
    return {"core": core, "test": core + helpdesk, "demo": core + helpdesk}[kind]
