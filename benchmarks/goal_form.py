"""B-G10: opening a form over HTTP, beside core's lead and OCA's contract."""

import contextlib
import http.cookiejar
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request

import data
from common import Row, at_most, env_of, measure, ratio, view_spec

FEW, MANY = 3, 300
PORT = int(os.environ.get("BENCH_PORT") or 8369)
OURS, LEAD, OCA = "crm.contract", "crm.lead", "contract.contract"
ROUNDS = 15


def rows(bench):
    with env_of(bench.large, commit=True, tracking_disable=True) as env:
        few, many = (contract_with_lines(env, lines).id for lines in (FEW, MANY))
        peers = {LEAD: lead(env).id, OCA: oca_contract(env).id}
        login(env)
    with env_of(bench.large) as env:
        counts = {target: queries(env, OURS, target) for target in (few, many)}
        peer_counts = {model: queries(env, model, target) for model, target in peers.items()}
    targets = {"ours": (OURS, few), **{model: (model, peers[model]) for model in peers}}
    times = latencies(bench, targets)
    return [
        Row(
            "B-G10",
            f"form: queries at {FEW} and at {MANY} lines",
            str(counts[few]),
            str(counts[many]),
            counts[many] / counts[few],
            counts[few] == counts[many],
        ),
        at_most("B-G10", "form: queries", counts[many], 25),
        Row(
            "(B-G10)",
            "for comparison: queries of crm.lead and OCA contract",
            "",
            " and ".join(str(count) for count in peer_counts.values()),
        ),
        ratio("B-G10", "form over HTTP: ms", times["ours"], times[LEAD], 0.8, of="crm.lead"),
        ratio("B-G10", "form over HTTP: ms", times["ours"], times[OCA], 0.7, of="OCA contract"),
    ]


# ---------------------------------------------------------------- the records
def contract_with_lines(env, lines):
    partner = env["res.partner"].search([("ref", "=", "bench")], limit=1)
    contract = env[OURS].create(
        {
            "name": f"Form of {lines} lines",
            "type_id": data.bench_type(env).id,
            "partner_id": partner.id,
        }
    )
    env["crm.contract.requirement"].create(
        [{"contract_id": contract.id, "name": f"Condition {n}"} for n in range(lines)]
    )
    env["crm.contract.deadline"].sudo().create(
        [
            {
                "contract_id": contract.id,
                "res_model": OURS,
                "res_id": contract.id,
                "kind": "duty",
                "key": str(n),
                "due_date": "2099-01-01",
                "user_id": env.uid,
            }
            for n in range(lines)
        ]
    )
    return contract


def lead(env):
    return env[LEAD].create({"name": "Form", "type": "opportunity", "user_id": env.uid})


def oca_contract(env):
    product = env["product.product"].create({"name": "Bench", "type": "service"})
    line = {"product_id": product.id, "name": "Line", "quantity": 1, "specific_price": 10.0}
    return env[OCA].create(
        {
            "name": "Form",
            "partner_id": env.user.partner_id.id,
            "contract_type": "sale",
            "recurring_next_date": "2026-12-01",
            "date_start": "2026-01-01",
            "contract_line_ids": [(0, 0, line) for _n in range(FEW)],
        }
    )


def queries(env, model, target):
    """Of web_read with the form's own fields, by a warm worker."""
    spec = view_spec(env, model, "form")
    env[model].browse(target).web_read(spec)
    return measure(env, lambda: env[model].browse(target).web_read(spec)).queries


# ---------------------------------------------------------------- over HTTP
def login(env):
    env.user.write({"password": "bench-bench"})


def latencies(bench, targets):
    """{name: median milliseconds} of web_read through a server of its own, taken in turn."""
    with env_of(bench.large) as env:
        specs = {model: view_spec(env, model, "form") for model, _id in targets.values()}
        who = env.user.login
    times = {name: [] for name in targets}
    with served(bench.large.db_name):
        call = client(bench.large.db_name, who)
        for turn in range(ROUNDS + 2):
            for name, (model, target) in targets.items():
                start = time.perf_counter()
                call(
                    f"/web/dataset/call_kw/{model}/web_read",
                    {
                        "model": model,
                        "method": "web_read",
                        "args": [[target], specs[model]],
                        "kwargs": {"context": {"lang": "en_US", "tz": "UTC"}},
                    },
                )
                if turn > 1:
                    times[name].append((time.perf_counter() - start) * 1e3)
    return {name: statistics.median(found) for name, found in times.items()}


@contextlib.contextmanager
def served(database):
    from odoo.tools import config

    path = ",".join(map(str, config["addons_path"]))
    command = [
        sys.executable,
        "-m",
        "odoo",
        "-d",
        database,
        f"--http-port={PORT}",
        "--max-cron-threads=0",
        "--log-level=critical",
        f"--addons-path={path}",
    ]
    server = subprocess.Popen(command)
    try:
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def client(database, who):
    """A logged-in browser's way to call the server: call(path, params) -> result."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    opener = urllib.request.build_opener(jar)

    def call(path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{PORT}{path}", body, {"Content-Type": "application/json"}
        )
        with opener.open(request, timeout=120) as response:
            answer = json.load(response)
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["debug"])
        return answer["result"]

    wanted = {"db": database, "login": who, "password": "bench-bench"}
    for _second in range(120):
        try:
            call("/web/session/authenticate", wanted)
            return call
        except OSError:
            time.sleep(1)
    raise RuntimeError("the server did not start")
