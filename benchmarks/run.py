"""`make bench`: fill two databases, measure every goal group, print and write one table.

`SIZE=1000000 make bench` gives the committed figures. By hand, on a cluster of your choice:
    BENCH_DB=bench_dev SIZE=2000 ./dev python benchmarks/run.py [GROUP...] [--keep] [--rounds=N]
--keep leaves the two databases; a later run with it measures them again without filling.
"""

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import time
import traceback
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import psycopg2
from common import HERE, PEERS, Bench, Row, load_odoo

GROUPS = ("reminders", "create", "lists", "form", "expiry", "ledger", "money")
PINS = ("odoo-addon-contract==19.0.1.2.1.2", "odoo-addon-agreement==19.0.2.2.0.1")
PEER_ADDONS = ("contract", "agreement", "fleet")


def main():
    arguments = parse()
    get_peers()
    load_odoo()
    bench = prepare(arguments)
    rows = []
    for group in arguments.groups or GROUPS:
        say(f"measuring {group}")
        rows += rows_of(group, bench)
    report(bench, rows, write=not arguments.groups)
    if not arguments.keep:
        for name in names():
            drop(name)
    return 0 if all(row.reached is not False for row in rows) else 1


def rows_of(group, bench):
    """A group that breaks is a figure missed, not the end of the others."""
    try:
        return import_module(f"goal_{group}").rows(bench)
    except Exception:
        traceback.print_exc()
        return [Row(group, "broke off, see above", "", reached=False)]


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[[], *GROUPS])
    parser.add_argument("--size", type=int, default=int(os.environ.get("SIZE") or 100_000))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


def say(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


# ---------------------------------------------------------------- what is measured
def get_peers():
    """OCA's addons, in a folder of their own that is not committed."""
    if not (PEERS / "odoo/addons/agreement").is_dir():
        say("downloading the peers")
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(PEERS)]
        subprocess.run([*pip, *PINS], check=True)


def names():
    base = os.environ.get("BENCH_DB") or "bench_dev"
    return f"{base}_small", f"{base}_large"


def prepare(arguments):
    """Two databases from BENCH_DB, with the peers installed and rows loaded."""
    import data

    from odoo.modules.registry import Registry

    sizes = dict(zip(names(), (min(data.SMALL, arguments.size), arguments.size), strict=True))
    if not (arguments.keep and all(held(name) == str(size) for name, size in sizes.items())):
        make_databases(*sizes)
        for name, size in sizes.items():
            say(f"loading {size:,} contracts into {name}")
            data.fill(Registry(name), size)
            sql(f"COMMENT ON DATABASE \"{name}\" IS '{size}'")
    small, large = map(Registry, sizes)
    return Bench(small, large, arguments.size, arguments.rounds)


def make_databases(small, large):
    copy(os.environ.get("BENCH_DB") or "bench_dev", small)
    say(f"installing {', '.join(PEER_ADDONS)}")
    from odoo.tools import config

    path = ",".join(map(str, config["addons_path"]))
    odoo = [sys.executable, "-m", "odoo", "-d", small, "-i", ",".join(PEER_ADDONS)]
    odoo += [f"--addons-path={path}", "--stop-after-init", "--no-http", "--log-level=error"]
    subprocess.run(odoo, check=True)
    copy(small, large)


def sql(statement, *values):
    connection = psycopg2.connect(dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cr:
        cr.execute(statement, values)
        rows = cr.fetchall() if cr.description else []
    connection.close()
    return rows


def held(name):
    """How many contracts we filled the database with, as noted on it."""
    found = sql(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", name
    )
    return found and found[0][0]


def copy(source, name):
    from odoo.tools import config

    drop(name)
    sql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    if Path(config.filestore(source)).exists():
        shutil.copytree(config.filestore(source), config.filestore(name))


def drop(name):
    from odoo.sql_db import close_db
    from odoo.tools import config

    close_db(name)
    sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(config.filestore(name), ignore_errors=True)


# ---------------------------------------------------------------- the table
def report(bench, rows, write):
    header = ("goal", "what", "ours", "beside", "ratio", "reached")
    table = [header, *(cells(row) for row in rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(header))]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in table
    ]
    lines.insert(1, "-|-".join("-" * width for width in widths))
    text = "\n".join(f"| {line} |" for line in lines)
    print(text)
    missed = sum(row.reached is False for row in rows)
    print(f"{sum(row.reached is True for row in rows)} figures reached, {missed} missed")
    if write:
        write_results(bench, rows, text)


def cells(row):
    verdict = {True: "yes", False: "NO", None: ""}[row.reached]
    value = "" if row.ratio is None else f"{row.ratio:.3g}x"
    return row.goal, row.what, row.ours, row.peer, value, verdict


def write_results(bench, rows, text):
    folder = HERE / "results"
    folder.mkdir(exist_ok=True)
    head = {
        "size": bench.size,
        "day": datetime.date.today().isoformat(),
        "rounds": bench.rounds,
        "postgresql": sql("SHOW server_version")[0][0],
        "fsync": sql("SHOW fsync")[0][0],
        "python": sys.version.split()[0],
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "peers": PINS,
    }
    intro = ", ".join(f"{name} {value}" for name, value in head.items() if name != "peers")
    (folder / f"{bench.size}.md").write_text(
        f"# {bench.size:,} contracts\n\n{intro}; beside {', '.join(PINS)}, core fleet and crm."
        f" CPU is Python's and its PostgreSQL backend's; medians of interleaved runs.\n\n{text}\n"
    )
    rows = [asdict(row) for row in rows]
    (folder / f"{bench.size}.json").write_text(json.dumps({**head, "rows": rows}, indent=1))


if __name__ == "__main__":
    sys.exit(main())
