"""B-G15 and engine 2: penalties of many payments, read, summed, listed and computed anew.

A payment for each of the first 100,000 contracts is loaded once, half of them overdue, under a
daily rule with a ceiling; what is measured on them is undone.
"""

import statistics

import data
from common import (
    ADMIN,
    ROOT,
    Row,
    at_most,
    env_of,
    explain,
    interleaved,
    measure,
    ratio,
    raw,
    recorded,
    view_spec,
)
from data import TODAY
from goal_lists import COUNT_LIMIT, PAGE, evaluated, search_nodes
from goal_reminders import uncommitted

PAYMENTS, CONTRACTS = 100_000, 10_000
MODEL = "crm.contract.payment"
TABLES = TABLE, FEES, RULES = (
    "crm_contract_payment",
    "crm_contract_fee",
    "crm_contract_penalty_rule",
)
SUM_MS = 30
RULE = {"method": "daily_overdue", "rate": 0.05, "ceiling": 10}


def rows(bench):
    load(bench.large, min(PAYMENTS, bench.size))
    with env_of(bench.large, ROOT) as env, uncommitted(env):
        payments = env[MODEL].search([("name", "=", "Bench")], order="id", limit=CONTRACTS)
        return [
            *summed(bench, env),
            *grouped(bench, env, payments),
            *listed(bench, env(user=ADMIN, su=False)),
            *recomputed(bench, env, payments),
            *proposed(env, payments),
        ]


# ---------------------------------------------------------------- the rows
def load(registry, count):
    """Copies of one payment that the ORM made, with its fee and its rule; then their forms."""
    with env_of(registry, ROOT, commit=True) as env:
        if env[MODEL].search([("name", "=", "Bench")], limit=1):
            return
        copy_seed(env, seed_contract(env), count)
        env[MODEL].search([("name", "=", "Bench")])._settle_penalties()
    data.vacuum(registry, *TABLES)


def copy_seed(env, seed, count):
    env.flush_all()
    cr, some = env.cr, f"(SELECT * FROM {data.LOADED} WHERE g <= {count}) c"
    payment, rule, fee = seed.payment_ids, seed.penalty_rule_ids, seed.fee_ids
    owner = {"contract_id": "c.id", "contract_user_id": "c.user_id", "company_id": "c.company_id"}
    data.free_of_checks(cr)
    data.clone(cr, RULES, rule.id, some, {**owner, "type_id": "NULL"})
    data.clone(cr, FEES, fee.id, some, {**owner, "name": "'Bench'"})
    numbered = f"SELECT *, row_number() OVER (ORDER BY id) AS g FROM {FEES} WHERE name = 'Bench'"
    same = ("contract_id", "contract_user_id", "company_id")
    values = {
        **{name: f"c.{name}" for name in same},
        "fee_id": "c.id",
        "name": "'Bench'",
        "amount": "1000 + c.g % 9000",
        "residual_amount": "1000 + c.g % 9000",
        "due_date": f"{TODAY} - 30 + (c.g % 60)::int",
    }
    data.clone(cr, TABLE, payment.id, f"({numbered}) c", values)
    cr.execute("SET LOCAL session_replication_role = DEFAULT")
    env.invalidate_all()


def seed_contract(env):
    values = {"name": "Late", "type_id": data.bench_type(env).id, "state": "active"}
    partner = env["res.partner"].search([("ref", "=", "bench")], limit=1)
    fee = {"name": "Seed", "amount": 1000, "due_date": "2026-01-01"}
    contract = env["crm.contract"]._register_existing(
        [
            {
                **values,
                "partner_id": partner.id,
                "effective_date": "2026-01-01",
                "term_years": 9,
                "penalty_rule_ids": [(0, 0, RULE)],
                "fee_ids": [(0, 0, fee)],
            }
        ]
    )
    contract.fee_ids.action_build_schedule()
    return contract


# ---------------------------------------------------------------- B-G15
def recomputed(bench, env, payments):
    """The closed forms of 10,000 contracts written anew: what the daily job does at a turn."""
    sample = interleaved(
        min(bench.rounds, 3), {"ours": lambda: measure(env, payments._settle_penalties)}
    )["ours"]
    what = f"penalties of {len(payments):,} contracts computed anew"
    return [
        at_most("B-G15", f"{what}: queries", sample.queries, 20),
        Row("(B-G15)", "… CPU ms/payment, by the rulebook", f"{sample.cpu / len(payments):.3g}"),
    ]


def grouped(bench, env, payments):
    """What lists and totals read of them, by contract, beside the same sum in plain SQL."""
    domain = [("id", "in", payments.ids)]
    found = interleaved(
        bench.rounds,
        {
            "ours": lambda: measure(
                env, lambda: env[MODEL]._read_group(domain, ["contract_id"], ["penalty_amount:sum"])
            ),
            "raw": lambda: measure(env, lambda: raw(env.cr, raw_sum(payments, "contract_id, "))),
        },
    )
    what = f"penalties of {len(payments):,} contracts, by contract"
    return [
        ratio("B-G15", f"{what}: CPU ms", found["ours"].cpu, found["raw"].cpu, 3, of="raw SQL"),
        at_most("B-G15", "… queries", found["ours"].queries, 20),
    ]


def raw_sum(payments, by=""):
    """Days times rate up to the ceiling, as one would write it for this one rule."""
    group = f"GROUP BY {by.rstrip(', ')}" if by else ""
    return f"""SELECT {by} sum(round(LEAST(amount * 0.1, GREATEST(0,
            amount * 0.0005 * ({TODAY} - due_date))), 2))
        FROM {TABLE} WHERE id = ANY(ARRAY{payments.ids}) {group}"""


# ---------------------------------------------------------------- engine 2: one statement
def summed(bench, env):
    count = env[MODEL].search_count([])
    with recorded() as log:
        [[total]] = env[MODEL]._read_group([], [], ["penalty_amount:sum"])
    [statement] = [text for _ms, text in log if "sum(" in text.lower()]
    plans = [explain(env.cr, statement) for _turn in range(bench.rounds)]
    ms = statistics.median(plan[0] for plan in plans)
    what = f"today's penalties over {count:,} payments in one statement ({total:,.2f}): ms"
    return [at_most("engine 2", what, ms, SUM_MS)]


# ---------------------------------------------------------------- the list
def listed(bench, env):
    """The list as it opens, and its filter of what is overdue: by the index, without a scan."""
    filters = {node.get("name"): node for node in search_nodes(env, MODEL, "filter")}
    return [
        row
        for name in ("open", "overdue", "week")
        for row in filtered(bench, env, name, evaluated(filters[name].get("domain"), {}))
    ]


def filtered(bench, env, name, domain):
    spec = view_spec(env, MODEL, "list")

    def read():
        return env[MODEL].web_search_read(domain, spec, limit=PAGE, count_limit=COUNT_LIMIT)

    sample = interleaved(bench.rounds, {name: lambda: measure(env, read)})[name]
    with recorded() as log:
        env.invalidate_all()
        read()
    [page] = [text for _ms, text in log if f"LIMIT {PAGE}" in text]
    ms, buffers, plan = explain(env.cr, page)
    scans = sorted(scans_of(plan))
    is_good = not any(scan.startswith("Seq Scan") for scan in scans)
    what = f"payments, filter “{name}” ({sample.value['length']:,}): the index, no scan"
    beside = f"{buffers} buffers, {ms:.3g} ms"
    return [
        Row("payments", what, ", ".join(scans), beside, None, is_good),
        Row("(payments)", "… RPC ms; queries", f"{sample.ms:.3g}; {sample.queries}"),
    ]


def scans_of(plan):
    """{kind and what it reads} of the scans of payments in a plan."""
    if plan.get("Relation Name") == TABLE:
        yield f"{plan['Node Type']} {plan.get('Index Name', TABLE)}"
    for part in plan.get("Plans", ()):
        yield from scans_of(part)


# ---------------------------------------------------------------- the daily job
def proposed(env, payments):
    """Overdue payments enter the register of breaches, once."""
    overdue = env[MODEL].search([("id", "in", payments.ids), ("is_overdue", "=", True)], limit=500)
    sample = measure(env, overdue._propose_breaches)
    return [
        Row(
            "(payments)",
            f"{len(overdue)} overdue payments proposed as breaches: queries and CPU ms/record",
            f"{sample.queries / len(overdue):.3g}; {sample.cpu / len(overdue):.3g}",
        )
    ]
