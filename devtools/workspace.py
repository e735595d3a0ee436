"""Odoo, Python and PostgreSQL together, ready to run commands."""

import os
import pwd

from .console import lock, run_odoo
from .machine import check_disk
from .odoo_source import ensure_odoo
from .postgres import server, write_private
from .python_env import ensure_python
from .settings import REPO, STATE


class Workspace:
    """Made ready on construction. `cluster` names a PostgreSQL of its own (benchmarks)."""

    def __init__(self, cluster="pg", durable=False):
        with lock("setup"):
            if not (STATE / "venv/.complete").exists():
                check_disk()
            self.odoo_source = ensure_odoo()
            self.python = ensure_python(self.odoo_source)
            self.postgres = server(self.python, cluster, durable).start()
            self.data = STATE / ("data" if cluster == "pg" else f"data-{cluster}")
            self.conf = STATE / ("odoo.conf" if cluster == "pg" else f"odoo-{cluster}.conf")
            self.write_conf()
        self.env = self.environment()

    def environment(self):
        path = [str(self.python.parent), os.environ.get("PATH", "/usr/bin:/bin")]
        if self.postgres.programs:
            path.insert(1, str(self.postgres.programs))
        return {
            **os.environ,
            **self.postgres.env,
            "ODOO_RC": str(self.conf),
            "PATH": os.pathsep.join(path),
        }

    def write_conf(self):
        addons = [REPO]
        if (self.odoo_source / "addons/crm/static").is_dir():  # where a checkout keeps its addons
            addons.append(self.odoo_source / "addons")
        env = self.postgres.env
        lines = [
            "[options]",
            f"db_host = {env['PGHOST']}",
            f"db_port = {env.get('PGPORT', 5432)}",
            f"db_user = {env.get('PGUSER') or pwd.getpwuid(os.geteuid()).pw_name}",
            f"db_password = {env.get('PGPASSWORD') or False}",
            f"addons_path = {','.join(map(str, addons))}",
            f"data_dir = {self.data}",
            "http_interface = 127.0.0.1",
            "list_db = False",
        ]
        text = "\n".join(lines) + "\n"
        if not self.conf.exists() or self.conf.read_text() != text:
            write_private(self.conf, text)

    def odoo(self, *arguments):
        """Run `odoo ARGUMENTS` to its end; returns its log from WARNING up."""
        command = [self.python, "-m", "odoo", *arguments]
        return run_odoo(command, env=self.env, cwd=REPO)
