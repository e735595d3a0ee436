"""What every script here measures with: CPU, queries, plans, medians of interleaved runs."""

import contextlib
import itertools
import json
import logging
import os
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".env/peers"
ROOT, ADMIN = 1, 2
NAMED_WIDGETS = {
    "many2many_tags",
    "many2many_tags_avatar",
    "many2many_avatar_user",
    "many2many_binary",
    "many2many_checkboxes",
}


# ---------------------------------------------------------------- results
@dataclass
class Row:
    """One line of the table: a goal, our figure beside a peer's or a limit, and the verdict."""

    goal: str
    what: str
    ours: str
    peer: str = ""
    ratio: float | None = None
    reached: bool | None = None


def at_most(goal, what, ours, limit, text="{:.3g}"):
    return Row(goal, what, text.format(ours), f"goal ≤ {limit:g}", None, ours <= limit)


def ratio(goal, what, ours, peer, limit, text="{:.3g}", of="peer"):
    value = ours / peer if peer else float("inf")
    there = f"{of} {text.format(peer)}; goal ≤ {limit:g}x"
    return Row(goal, what, text.format(ours), there, value, value <= limit)


# ---------------------------------------------------------------- one run
@dataclass
class Sample:
    ms: float
    cpu: float
    queries: int
    value: object = None


@dataclass
class Bench:
    """The two databases, the number of contracts of the large one, and how often to repeat."""

    small: object
    large: object
    size: int
    rounds: int = 5
    facts: dict = field(default_factory=dict)


def load_odoo():
    """Configure Odoo for benchmarks: quiet, no cron threads, the peers on the addons path."""
    from odoo.tools import config

    arguments = ["--log-level=critical", "--max-cron-threads=0", "--no-http"]
    if os.environ.get("ODOO_RC"):
        arguments += ["-c", os.environ["ODOO_RC"]]
    config.parse_config(arguments)
    config["addons_path"] = [*config["addons_path"], str(PEERS / "odoo/addons")]
    logging.getLogger().setLevel(logging.CRITICAL)
    from odoo.modules.module import initialize_sys_path

    initialize_sys_path()


@contextlib.contextmanager
def env_of(registry, uid=ADMIN, commit=False, **context):
    """An environment on a transaction of its own, undone at the end unless told otherwise.

    A person's is that of a request, root's that of the scheduler, which has no context.
    """
    from odoo import api

    with registry.cursor() as cr:
        env = api.Environment(cr, uid, context)
        if uid != ROOT:
            companies = env["res.users"].browse(uid).company_ids.ids
            people = {"lang": "en_US", "tz": "UTC", "allowed_company_ids": companies}
            env = env(context={**people, **context})
            env.transaction.default_env = env
        try:
            yield env
        except BaseException:
            cr.rollback()
            raise
        cr.commit() if commit else cr.rollback()


def backend_cpu(pid):
    """Milliseconds on the processor of a PostgreSQL backend; 0 when it runs elsewhere."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 0.0


def measure(env, action):
    """Run ``action`` with a cold record cache, as a new request does; flush included."""
    env.flush_all()
    env.invalidate_all()
    cr = env.cr
    pid = cr._cnx.info.backend_pid
    queries, wall, cpu, backend = (
        cr.sql_log_count,
        time.perf_counter(),
        time.process_time(),
        backend_cpu(pid),
    )
    value = action()
    cr.flush()
    return Sample(
        (time.perf_counter() - wall) * 1e3,
        (time.process_time() - cpu) * 1e3 + backend_cpu(pid) - backend,
        cr.sql_log_count - queries,
        value,
    )


def interleaved(rounds, jobs):
    """``jobs`` = {name: function giving a Sample}, taken in turn; the first round only warms up.

    :return: {name: Sample of the medians}
    """
    samples = {name: [] for name in jobs}
    for turn, (name, job) in itertools.product(range(rounds + 1), jobs.items()):
        sample = job()
        if turn:
            samples[name].append(sample)
    return {name: median_of(found) for name, found in samples.items()}


def median_of(samples):
    return Sample(
        statistics.median(sample.ms for sample in samples),
        statistics.median(sample.cpu for sample in samples),
        samples[-1].queries,
        samples[-1].value,
    )


# ---------------------------------------------------------------- queries and plans
@contextlib.contextmanager
def recorded():
    """The statements that the ORM sends meanwhile: a list of (milliseconds, SQL text)."""
    from odoo.sql_db import Cursor

    original, log = Cursor.execute, []

    def execute(self, query, params=None, log_exceptions=True):
        start = time.perf_counter()
        result = original(self, query, params, log_exceptions)
        log.append(((time.perf_counter() - start) * 1e3, self._obj.query.decode()))
        return result

    Cursor.execute = execute
    try:
        yield log
    finally:
        Cursor.execute = original


def explain(cr, statement):
    """(milliseconds, buffers, plan) of a statement, by EXPLAIN (ANALYZE, BUFFERS)."""
    cr._obj.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
    found = cr._obj.fetchone()[0]
    [report] = json.loads(found) if isinstance(found, str) else found
    plan = report["Plan"]
    buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return report["Execution Time"], buffers, plan


def raw(cr, statement):
    """The rows of plain SQL, past Odoo's cursor."""
    cr._obj.execute(statement)
    return cr._obj.fetchall()


# ---------------------------------------------------------------- what the web client asks for
def view_spec(env, model, view_type):
    """The specification that the client sends for this view: the fields of its arch."""
    from lxml import etree

    views = env[model].get_views([(False, view_type)])["views"]
    return node_spec(env, model, etree.fromstring(views[view_type]["arch"]))


def node_spec(env, model, root):
    """As the client's getFieldsSpec: hidden optional columns are asked for, names of always
    invisible relations are not."""
    spec = {}
    for node in root.iter("field"):
        owner = next(node.iterancestors("field"), None)
        known = env[model]._fields.get(node.get("name"))
        if known is None or node is root or owner not in (None, root):
            continue
        if not known.relational:
            spec[known.name] = {}
        elif is_invisible(node):
            spec[known.name] = {"fields": {}} if known.type == "many2one" else {}
        elif known.type == "many2one":
            spec[known.name] = {"fields": {"display_name": {}}}
        else:
            named = {"display_name": {}} if node.get("widget") in NAMED_WIDGETS else {}
            inner = node_spec(env, known.comodel_name, node)
            spec[known.name] = {"fields": inner or named, "limit": 40}
    return spec


def is_invisible(node):
    return bool({"1", "True"} & {node.get("invisible"), node.get("column_invisible")})
