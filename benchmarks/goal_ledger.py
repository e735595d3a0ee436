"""B-G12, B-G13: eight clients post on one liability cap at once, beside eight caps of their own.

The clients know the posting's SQL alone, in Odoo's isolation; who comes second tries again after a
moment. For information, the same through Odoo's ORM, whose retries sleep up to seconds.
"""

import contextlib
import multiprocessing
import random
import statistics
import time

import data
import psycopg2
from common import ADMIN, Row, at_most, env_of
from psycopg2.errors import SerializationFailure
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ

from odoo.addons.crm_contract_compliance.models.liability.crm_contract_liability_account import DRAW

CLIENTS, POSTINGS = 8, 200
RACES, IN_A_RACE = 20, 50
THROUGH_ODOO = 25
CAP, ENTRY = "crm.contract.liability.cap", "crm.contract.liability.entry"
ENOUGH = 10**9
# As the addon draws, with the entry in the same trip to the server.
POST = f"""
    WITH drawn AS ({DRAW})
    INSERT INTO crm_contract_liability_entry (account_id, cap_id, contract_id, company_id,
        contract_user_id, currency_id, kind, bucket, amount, posted_on, posting)
    SELECT id, cap_id, contract_id, company_id, contract_user_id, currency_id,
        'commit', 'committed', %(amount)s, current_date, gen_random_uuid()
    FROM crm_contract_liability_account WHERE id IN (SELECT id FROM drawn)"""


def rows(bench):
    registry = bench.large
    hot, cold, alone = rates(registry, bench.rounds)
    overshoot = [race(registry) for _race in range(RACES * bench.rounds)]
    one = through_odoo(registry, 1, 8 * THROUGH_ODOO)
    crowd = through_odoo(registry, CLIENTS, THROUGH_ODOO)
    return [
        at_most(
            "B-G12",
            f"overshoot of {CLIENTS} clients on one cap, the worst of {len(overshoot)} races",
            max(map(abs, overshoot)),
            0,
        ),
        Row(
            "B-G13",
            f"postings/s by SQL, {CLIENTS} clients on one cap",
            f"{hot:.0f}",
            f"on {CLIENTS} caps {cold:.0f}; goal ≥ 0.8x",
            hot / cold,
            hot / cold >= 0.8,
        ),
        Row(
            "(B-G13)",
            "… beside a client that has the cap to itself: what one row can take",
            f"{hot:.0f}",
            f"alone {alone:.0f}",
            hot / alone,
        ),
        Row("(B-G13)", "… through Odoo: one client", f"{one[0]:.0f}/s"),
        Row(
            "(B-G13)",
            f"… through Odoo: {CLIENTS} on one cap; calls that gave up after five tries",
            f"{crowd[0]:.1f}/s; {crowd[1]} of {CLIENTS * THROUGH_ODOO}",
        ),
    ]


# ---------------------------------------------------------------- the clients
def rates(registry, rounds):
    """Postings per second on one cap, on a cap each, and of one client alone.

    Medians of runs taken in turn; what it takes to start the clients is left out.
    """
    accounts = make_accounts(registry, ENOUGH, CLIENTS)
    runs = {"hot": accounts[:1] * CLIENTS, "cold": accounts, "alone": accounts[:1]}
    found = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, chosen in runs.items():
            data.vacuum(registry, "crm_contract_liability_account", "crm_contract_liability_entry")
            rate, _accepted = at_once(
                raw_client, [(registry.db_name, row, POSTINGS) for row in chosen]
            )
            found[name] += [rate] if turn else []  # the first round only warms up
    return [statistics.median(rates) for rates in found.values()]


def race(registry):
    """By how much the accepted postings miss a limit of 75 % of the demand."""
    limit = CLIENTS * IN_A_RACE * 3 // 4
    [account] = make_accounts(registry, limit, 1)
    at_once(raw_client, [(registry.db_name, account, IN_A_RACE)] * CLIENTS)
    with registry.cursor() as cr:
        cr.execute(
            "SELECT sum(amount) FROM crm_contract_liability_entry WHERE account_id = %s", [account]
        )
        return int(cr.fetchone()[0]) - limit


def at_once(client, arguments):
    """(postings per second, the clients' answers) of a process for each of the arguments."""
    from odoo import sql_db

    sql_db.close_all()  # no connection is shared with a child
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(len(arguments)), context.Queue()
    children = [context.Process(target=client, args=(start, answers, *row)) for row in arguments]
    for child in children:
        child.start()
    found = [answers.get(timeout=600) for _child in children]
    for child in children:
        child.join()
    seconds = max(end for _start, end, _count, _said in found) - min(row[0] for row in found)
    return sum(row[2] for row in found) / seconds, [row[3] for row in found]


def raw_client(start, answers, database, account, count):
    connection = psycopg2.connect(dbname=database)
    connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ)
    random.seed(multiprocessing.current_process().name)
    start.wait()
    began, accepted = time.perf_counter(), 0
    for _posting in range(count):
        tries = 0
        while (outcome := post(connection, {"id": account, "amount": 1})) is None:
            tries += 1
            time.sleep(random.uniform(0, 0.002 * min(tries, 8)))
        accepted += outcome
    answers.put((began, time.perf_counter(), count, accepted))


def post(connection, vals):
    """Whether a posting found room; None: another came in between."""
    with contextlib.suppress(SerializationFailure), connection, connection.cursor() as cr:
        cr.execute(POST, vals)
        return bool(cr.rowcount)
    return None


# ---------------------------------------------------------------- through Odoo
def through_odoo(registry, clients, count):
    """(postings per second, calls given up) of processes that post as a confirmed claim does."""
    [account] = make_accounts(registry, ENOUGH, 1)
    rate, gave_up = at_once(odoo_client, [(registry, account, count)] * clients)
    return rate, sum(gave_up)


def odoo_client(start, answers, registry, account, count):
    from odoo import sql_db
    from odoo.service.model import retrying

    sql_db._Pool = sql_db._Pool_readonly = None
    random.seed(multiprocessing.current_process().name)
    start.wait()
    began, gave_up = time.perf_counter(), 0
    for _posting in range(count):
        with env_of(registry, ADMIN) as env:
            try:
                retrying(lambda env=env: create_entry(env, account), env)
            except SerializationFailure:
                gave_up += 1
    answers.put((began, time.perf_counter(), count - gave_up, gave_up))


def create_entry(env, account):
    vals = {"account_id": account, "kind": "commit", "bucket": "committed", "amount": 1}
    env[ENTRY].sudo().create(vals)


def make_accounts(registry, limit, count):
    """So many caps of one third party, determined; their accounts' ids."""
    with env_of(registry, commit=True, tracking_disable=True) as env:
        env = env(su=True)
        contract = env["crm.contract"].create(
            {
                "name": "Bench Caps",
                "type_id": data.bench_type(env).id,
                "partner_id": env["res.partner"].search([("ref", "=", "bench")], limit=1).id,
            }
        )
        third_party = env["crm.contract.third.party"].create(
            {
                "contract_id": contract.id,
                "partner_id": env["res.partner"].create({"name": "Bench Third"}).id,
                "kind": "consultant",
            }
        )
        vals = {"third_party_id": third_party.id, "fixed_amount": limit}
        caps = env[CAP].create([vals] * count)
        caps.action_determine()
        return caps.account_ids.ids
