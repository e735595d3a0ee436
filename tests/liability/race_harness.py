"""Postings on caps by real processes with real commits: races, and processes that are killed.

``campaign`` runs this module as a program of its own on a scratch database. Every call is what an
RPC call is: a transaction retried by Odoo itself, which ends done, refused, or given up after five
tries; whoever is given up on tries again, as a person would. Only the sleeps between the tries
are shorter (``PATIENCE``): up to 30 s for a call would test the clock, and the closer the tries,
the more of them collide. The checker reads the tables alone, and each client tells what it was
promised: not a posting more, not a posting less must be there.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from types import SimpleNamespace
from unittest.mock import patch

import psycopg2
from psycopg2 import errors, extensions

from devtools.postgres import find_programs

from ..processes import Processes, connect, run_alone, sql
from .ledger_checker import COUNTS, FIGURES, HASH, complaints

CLIENTS = 8
NOW = "2026-05-20 04:00:00"
PATIENCE = 1 / 12
RETRIED = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)
# What a claim of each kind of cap draws on: (how the account is found, its key).
ACCOUNTS = {
    "aggregate": ({}, ""),
    "per_claim": ({"claim": "CL/1"}, "CL/1"),
    "per_year": ({"day": date(2027, 1, 15)}, "2027-01-15"),
}
CAP, ACCOUNT, ENTRY = (f"crm.contract.liability.{name}" for name in ("cap", "account", "entry"))
KINDS = ("commit", "reserve", "pay", "release", "commit_reserved", "release_reserved", "reverse")
TOUCH = "UPDATE crm_contract_liability_account SET key = key WHERE id = %s"
INSERT = """
    INSERT INTO crm_contract_liability_entry (account_id, cap_id, contract_id, company_id,
        contract_user_id, currency_id, kind, bucket, amount, posted_on, posting)
    SELECT id, cap_id, contract_id, company_id, contract_user_id, currency_id,
        'commit', 'committed', %(amount)s, '2026-05-20', gen_random_uuid()
    FROM crm_contract_liability_account WHERE id = %(id)s"""


def campaign(timeout, **what):
    """What ``Races.run`` found, on a database of its own."""
    return run_alone(__name__, json.dumps(what), timeout=timeout)


class Races(Processes):
    def build(self):
        """A contract with a third party, and a manager who posts; caps are made by each race."""
        from freezegun import freeze_time

        from tests.factories import Factories

        class World(Factories):
            pass

        freeze_time(NOW).start()
        with self.environment() as World.env:
            World.build_world()
            contract = World._create_active(amount_total=300000)
            third_party = World.env["crm.contract.third.party"].create(
                {
                    "contract_id": contract.id,
                    "partner_id": World.env["res.partner"].create({"name": "Anzhi Data"}).id,
                    "kind": "consultant",
                    "date_start": "2026-06-01",
                }
            )
            self.third_party_id, self.manager_id = third_party.id, World.manager.id
        self.call(lambda env: commit(env, self.cap(1), 1, "warms the caches"))

    def cap(self, limit, aggregation="aggregate"):
        with self.environment(self.manager_id) as env:
            cap = env[CAP].create(
                {
                    "third_party_id": self.third_party_id,
                    "fixed_amount": limit,
                    "aggregation": aggregation,
                    "determined_on": "2026-05-18",
                }
            )
            cap.action_determine()
            return cap.id

    # -------------------------------------------------------------- one client
    def call(self, work):
        """How a call of the manager's ends."""
        from odoo import api
        from odoo.exceptions import UserError
        from odoo.service.model import retrying

        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.manager_id, {})
            try:
                retrying(lambda: work(env), env)
                return "done"
            except UserError:
                cursor.rollback()
                return "refused"
            except RETRIED:
                cursor.rollback()
                return "given up"

    def client(self, name, turns):
        """A child's work: each call again until it is answered.

        :param turns: function of (random numbers, turn), giving a call's work and its note
        """

        def work():
            random.seed(name)  # of Odoo's sleeps; else all children sleep alike
            numbers, found, promised = random.Random(name), Counter(), []
            with short_sleeps():
                for turn in range(self.count):
                    job, note = turns(numbers, f"{name}/{turn}")
                    while (outcome := self.call(job)) == "given up":
                        found[outcome] += 1
                    found[outcome] += 1
                    promised += [note] if outcome == "done" else []
            return {"found": found, "promised": promised}

        return work

    def race(self, title, turns):
        """All clients at once; complains unless the tables hold just what was promised."""
        answers = self.at_once(
            [self.client(f"{self.seed}/{title}/{number}", turns) for number in range(CLIENTS)]
        )
        promised = {note for answer in answers for note in answer["promised"] if note}
        there = self.query(
            "SELECT DISTINCT note FROM crm_contract_liability_entry WHERE note LIKE %s"
            " UNION ALL SELECT reason FROM crm_contract_amendment_line WHERE reason LIKE %s",
            *[f"{self.seed}/{title}/%"] * 2,
        )
        there = {note for (note,) in there}
        wrong = [f"{title}: not as promised {sorted(promised ^ there)[:3]}"]
        self.complaints += wrong if promised != there else []
        self.check(title)
        return sum((Counter(answer["found"]) for answer in answers), Counter())

    def check(self, title):
        self.complaints += [f"{title}: {complaint}" for complaint in complaints(self.query)]

    # -------------------------------------------------------------- races
    def on_one_account(self, aggregation):
        """Each client commits 1 so many times, on 75 % of what they ask for together."""
        limit = CLIENTS * self.count * 3 // 4
        cap_id = self.cap(limit, aggregation)
        where, key = ACCOUNTS[aggregation]

        def turns(_numbers, note):
            return (lambda env: commit(env, cap_id, 1, note, **where)), note

        found = self.race(f"{aggregation} {cap_id}", turns)
        [(accepted, keys)] = self.query(
            "SELECT sum(amount)::int, array_agg(DISTINCT key)"
            " FROM crm_contract_liability_entry entry"
            " JOIN crm_contract_liability_account account ON account.id = account_id"
            " WHERE entry.cap_id = %s",
            cap_id,
        )
        if keys != [key]:
            self.complaints.append(f"{aggregation}: keys {keys}")
        return {**found, "overshoot": accepted - limit}

    def control(self):
        """The same race where a lock and a sum stand for our statement: it must overshoot."""
        account = self.registry[ACCOUNT]
        kept = [*self.complaints]
        with patch.object(account, "_draw", lock_and_sum):
            found = self.on_one_account("aggregate")
        self.complaints = kept
        return found

    def mixed(self):
        """Everything at once, limits included, on a cap in total and on one for each claim."""
        caps = {"aggregate": self.cap(100), "per_claim": self.cap(60, "per_claim")}

        def turns(numbers, note):
            aggregation = numbers.choice(list(caps))
            cap_id, amount = caps[aggregation], numbers.randint(1, 20)
            if numbers.random() < 0.1:
                limit = numbers.randint(40, 160)
                return (lambda env: change_limit(env, cap_id, limit, note)), note
            kind = numbers.choice(KINDS)
            claim = f"CL/{numbers.randint(1, 3)}"
            pick = numbers.random()
            return (lambda env: post(env, cap_id, kind, amount, note, claim, pick)), note

        return self.race("mixed", turns)

    def kill(self, title):
        """A process that posts moves of two rows over and over is killed at a random moment."""
        cap_id = self.cap(10**9)
        self.call(lambda env: commit(env, cap_id, 10**6, title))

        def work(ready):
            self.call(lambda env: post(env, cap_id, "pay", 1, title))
            ready()
            while True:
                self.call(lambda env: post(env, cap_id, "pay", 1, title))

        pid = self.fork(work)
        time.sleep(self.random.uniform(0, 0.1))
        os.kill(pid, signal.SIGKILL)
        self.wait(pid)
        self.wait_for_backends()
        self.check(title)
        [(rows,)] = self.query(
            "SELECT count(*) - 1 FROM crm_contract_liability_entry WHERE cap_id = %s", cap_id
        )
        return rows // 2

    def exhausted(self):
        """Somebody else writes the account before each try: after five nothing is written (A69)."""
        cap_id = self.cap(100)
        account, tries = self.registry[ACCOUNT], []
        original = account._draw

        def overtaken(record, amount):
            tries.append(amount)
            self.query(
                "UPDATE crm_contract_liability_account SET key = key WHERE id = %s", record.id
            )
            return original(record, amount)

        with short_sleeps(), patch.object(account, "_draw", overtaken):
            outcome = self.call(lambda env: commit(env, cap_id, 1, "overtaken"))
        self.check("exhausted")
        [written] = self.query(
            "SELECT count(*) FROM crm_contract_liability_entry WHERE cap_id = %s", cap_id
        )
        after = self.call(lambda env: commit(env, cap_id, 100, "alone again"))
        return {"outcome": outcome, "tries": len(tries), "written": written[0], "after": after}

    def behind_the_back(self):
        """One claim passes 80 % while another, which does not see it, falls below: still noted."""
        cap_id = self.cap(100, "per_claim")
        self.call(lambda env: post(env, cap_id, "commit", 85, "before", "CL/1"))
        self.call(lambda env: post(env, cap_id, "commit", 50, "before", "CL/2"))
        tries = []

        def release(env):
            env.cr.execute("SELECT 1")  # the snapshot of the transaction
            if not tries:
                self.call(lambda env: post(env, cap_id, "commit", 35, "meanwhile", "CL/2"))
            tries.append(1)
            post(env, cap_id, "release", 20, "late", "CL/1")

        with short_sleeps():
            self.call(release)
        self.check("behind the back")

    # -------------------------------------------------------------- our statement, without Odoo
    def raw_race(self):
        """B-G12: clients that know nothing but the posting's SQL."""
        limit = CLIENTS * self.count * 3 // 4
        cap_id = self.cap(limit)
        [(account_id,)] = self.query(
            "SELECT id FROM crm_contract_liability_account WHERE cap_id = %s", cap_id
        )
        answers = self.at_once([lambda: self.raw_client(account_id)] * CLIENTS)
        [(accepted, consumed)] = self.query(
            "SELECT sum(amount)::int, max(consumed_amount)::int FROM crm_contract_liability_entry"
            " JOIN crm_contract_liability_account account ON account.id = account_id"
            " WHERE account_id = %s",
            account_id,
        )
        if not accepted == consumed == sum(answers):
            self.complaints.append(f"raw: {answers} promised, {accepted} there, {consumed} drawn")
        return accepted - limit

    def raw_client(self, account_id):
        from odoo.addons.crm_contract_compliance.models.liability import (
            crm_contract_liability_account as module,
        )

        connection = connect(self.database)
        connection.set_session(extensions.ISOLATION_LEVEL_REPEATABLE_READ, autocommit=False)
        accepted, vals = 0, {"id": account_id, "amount": 1}
        for _turn in range(self.count):
            while (outcome := raw_posting(connection, module.DRAW, vals)) is None:
                time.sleep(random.uniform(0, 0.004))
            accepted += outcome
        return accepted

    # -------------------------------------------------------------- a copy by pg_dump
    def restored(self):
        """A75: dumped and restored, the ledger is the same to the last entry, and still refuses."""
        name = f"{self.database}_restored"
        sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            programs = find_programs(sys.executable)
            dump = [programs / "pg_dump", "--format=custom", "--no-owner", self.database]
            restore = [programs / "pg_restore", "--exit-on-error", "--no-owner", "--dbname", name]
            with subprocess.Popen(dump, stdout=subprocess.PIPE) as process:
                subprocess.run(restore, stdin=process.stdout, check=True)
            assert process.returncode == 0, "pg_dump failed"
            copy = connect(name)
            try:
                return self.compare(lambda statement: rows_of(copy, statement))
            finally:
                copy.close()
        finally:
            sql(f'DROP DATABASE "{name}" WITH (FORCE)')

    def compare(self, query):
        for statement in (FIGURES, HASH):
            if query(statement) != self.query(statement):
                self.complaints.append(f"restored: another answer to {statement}")
        [(accounts, entries)] = query(COUNTS)
        try:
            query("UPDATE crm_contract_liability_account SET consumed_amount = limit_amount + 1")
            self.complaints.append("restored: it may be overdrawn")
        except errors.CheckViolation:
            return {"accounts": accounts, "entries": entries}

    # -------------------------------------------------------------- a campaign
    def run(self, seed, count=0, kinds=tuple(ACCOUNTS), mixed=0, kills=0, raw=0, dump=False):
        """Each client posts ``count`` times on a cap of each kind, ``mixed`` times anything."""
        self.seed, self.random, self.complaints = seed, random.Random(seed), []
        found = {}
        if count:
            self.count = count
            found = {name: self.on_one_account(name) for name in kinds}
        if mixed:
            self.count = mixed
            found["mixed"] = self.mixed()
        found["kills"] = [self.kill(f"kill {number}") for number in range(kills)]
        self.behind_the_back()
        found["exhausted"] = self.exhausted()
        self.count = 50
        found["raw"] = [self.raw_race() for _race in range(raw)]
        if dump:
            found["restored"] = self.restored()
        self.count = 15
        found["control"] = self.control()  # at the end: it leaves a ledger in ruins
        [(found["deadlocks"],)] = self.query(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = %s", self.database
        )
        return {**found, "complaints": self.complaints}


# ------------------------------------------------------------------ what a call does
def commit(env, cap_id, amount, note, **where):
    """As a confirmed claim will: open the account or find it, then the entry's one door."""
    account = env[CAP].browse(cap_id)._account_of(**where)
    env[ENTRY].create(
        {
            "account_id": account.id,
            "kind": "commit",
            "bucket": "committed",
            "amount": amount,
            "note": note,
        }
    )


def post(env, cap_id, kind, amount, note, claim="", pick=0.0):
    """Through the dialog, as the manager does; ``pick`` says which entry is reversed."""
    vals = {"cap_id": cap_id, "kind": kind, "amount": amount, "note": note}
    if kind == "reverse":
        entries = env[ENTRY].search([("cap_id", "=", cap_id), ("kind", "!=", "reverse")])
        vals["entry_id"] = entries[int(pick * len(entries))].id if entries else False
    dialog = env["crm.contract.liability.post.wizard"]
    dialog.create({**vals, "claim_reference": claim}).action_confirm()


def change_limit(env, cap_id, limit, note):
    """Never to what it is already, which would leave no trace."""
    cap = env[CAP].browse(cap_id)
    cap._change_limit(limit + (limit == cap.limit_amount), note)


def lock_and_sum(account, amount):
    """What everybody writes first: lock the row, sum the entries, compare."""
    from odoo.exceptions import UserError

    account.env.cr.execute(
        "SELECT limit_amount FROM crm_contract_liability_account WHERE id = %s FOR UPDATE",
        [account.id],
    )
    [limit] = account.env.cr.fetchone()
    account.env.cr.execute(
        "SELECT coalesce(sum(amount), 0) FROM crm_contract_liability_entry WHERE account_id = %s",
        [account.id],
    )
    if account.env.cr.fetchone()[0] + float(amount) > limit:
        raise UserError("full")


def rows_of(connection, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def raw_posting(connection, draw, vals):
    """Whether one posting found room; None: another came in between."""
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(draw, vals)
            if not cursor.fetchall():
                return False
            cursor.execute(INSERT, vals)
            return True
    except psycopg2.errors.SerializationFailure:
        return None


def short_sleeps():
    sleep = time.sleep
    hurried = SimpleNamespace(sleep=lambda seconds: sleep(seconds * PATIENCE))
    return patch("odoo.service.model.time", hurried)


def main(database, what):
    harness = Races(database)
    harness.build()
    print(json.dumps(harness.run(**json.loads(what))))


if __name__ == "__main__":
    main(*sys.argv[1:])
