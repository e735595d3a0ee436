"""`make run`: the demo, served until Ctrl-C."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from . import machine
from .console import DevError, lock, say
from .databases import Databases
from .odoo_source import version_text
from .settings import DEMO_DB, LOGINS, REPO, STATE
from .workspace import Workspace

ASSETS = "env['ir.qweb']._pregenerate_assets_bundles(); env.cr.commit()"
PATIENCE = 180  # seconds until the first page


def serve(database=DEMO_DB, fresh=False):
    port = int(os.environ.get("ODOO_PORT", 8069))
    with lock(f"served-{database}", wait=False) as held:
        if not held:
            return show_running(database)
        machine.check_port(port)
        workspace = prepare(database, fresh)
        held.truncate(0)
        print(port, file=held, flush=True)
        try:
            return serve_until_stopped(workspace, database, port)
        finally:
            workspace.postgres.stop_if_started()


def show_running(database):
    say(f"{database} is served already, by another run of this command")
    port = (STATE / f"served-{database}.lock").read_text().strip()
    if port:
        print(welcome(port))
    return 0


def prepare(database, fresh):
    """Odoo and its database, while apt sees to the PDF tools."""
    with ThreadPoolExecutor() as background:
        pdf = background.submit(machine.ensure_pdf)
        workspace = Workspace()
        say(f"Odoo {version_text(workspace.odoo_source)}")
        databases = Databases(workspace)
        known = databases.noted(database)
        with lock(f"db-{database}"):
            if fresh:
                databases.create(database, "demo")
            else:
                databases.refresh(database, known.get("kind", "demo"))
        if databases.noted(database) != known:
            build_assets(workspace, database)
        pdf.result()
    say("the database is ready")
    return workspace


def build_assets(workspace, database):
    """So that the first page does not wait for them."""
    say("building the pages' scripts and styles")
    command = [workspace.python, "-m", "odoo", "shell", "-d", database, "--no-http"]
    subprocess.run(
        [*map(str, command), "--log-level=error"],
        input=ASSETS,
        text=True,
        env=workspace.env,
        cwd=REPO,
        stdout=subprocess.DEVNULL,
    )


def serve_until_stopped(workspace, database, port):
    command = [workspace.python, "-m", "odoo", "-d", database, "--http-port", port]
    command += ["--log-level=warn", "--db-filter", f"^{database}$"]
    if os.environ.get("ODOO_INTERFACE"):
        command += ["--http-interface", os.environ["ODOO_INTERFACE"]]
    say("starting the server")
    server = subprocess.Popen([str(part) for part in command], env=workspace.env, cwd=REPO)
    try:
        wait_for_page(server, port)
        print(welcome(port), flush=True)
        return server.wait()
    except KeyboardInterrupt:
        say("stopping")
        return 0
    finally:
        end(server)


def wait_for_page(server, port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise DevError(f"the server ended ({server.returncode}): see its messages above")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login", timeout=60).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise DevError(f"no answer from the server within {PATIENCE} seconds: see its messages above")


def welcome(port):
    rows = "\n".join(f"    {login:<9}{login:<9} {who}" for login, who in LOGINS.items())
    return (
        f"\n  http://localhost:{port}\n\n    login    password\n{rows}\n\n"
        "  English and 简体中文: each user's own, in the preferences.  Ctrl-C stops the site.\n"
    )


def end(process):
    """By its own id, gently first."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
