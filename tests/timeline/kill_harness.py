"""The reminder job in real processes with real commits: killed midway, or run by two at once.

``campaign`` copies the test database, starts this module as a program of its own (one thread, so
that it may fork), and returns what it found. In each round the rows are due as if for the first
time, a child runs the job in small batches and is killed with SIGKILL at a random moment; then one
clean run must leave exactly what one undisturbed run leaves: nothing lost, nothing doubled.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter

from ..processes import Processes, connect, real_time, run_alone

MADE_ON, RUN_ON = "2026-06-30 02:00:00", "2027-06-24 02:00:00"
CONTRACTS = 12
BATCH = 5
# By hand, for a contract that ends 2027-06-30 (notice 60, completion 30 days before) and leads
# 30 and 7 before, escalation 3 after, on 2027-06-24.
LEDGER = {
    ("renewal_notice", "2027-05-01", 30, False),
    ("renewal_notice", "2027-05-01", 7, False),
    ("renewal_notice", "2027-05-01", -3, True),
    ("renewal_complete", "2027-05-31", 30, False),
    ("renewal_complete", "2027-05-31", 7, False),
    ("renewal_complete", "2027-05-31", -3, True),
    ("expiry", "2027-06-30", 30, False),
    ("expiry", "2027-06-30", 7, True),
}
NEXT = {"renewal_notice": None, "renewal_complete": None, "expiry": "2027-07-03"}
LINES = {"owner": 3, "manager": 2}  # a contract's rows in the digests; the manager's are escalated


def campaign(kills, seed, timeout):
    """``{"rounds": …, "midway": …, "complaints": […], …}`` of a scratch database's campaign."""
    return run_alone(__name__, kills, seed, timeout=timeout)


class Harness(Processes):
    def __init__(self, database, seed):
        super().__init__(database)
        self.random = random.Random(seed)

    def build(self):
        """Contracts of two owners, armed; and the clock set to the day on which all is due."""
        from freezegun import freeze_time

        with freeze_time(MADE_ON), self.environment() as env:
            self.build_contracts(env)
        freeze_time(RUN_ON).start()
        self.armed = self.query("SELECT id, remind_on FROM crm_contract_deadline")
        self.job()  # here once, so that the children find warm caches
        self.complaints = []
        self.check("the undisturbed run")

    def build_contracts(self, env):
        from tests.factories import Factories

        class World(Factories):
            pass

        World.env = env
        World.build_world()
        env["res.users"].search([("share", "=", False)]).email = "someone@example.com"
        env["crm.contract"]._register_existing(
            [
                {
                    "name": f"Norms {number}",
                    "code": f"KILL/{number:03d}",
                    "state": "active",
                    "type_id": World.contract_type.id,
                    "partner_id": World.partner.id,
                    "user_id": (World.user if number % 2 else World.other_user).id,
                    "effective_date": "2026-06-30",
                    "term_years": 1,
                }
                for number in range(CONTRACTS)
            ]
        )
        env.cr.commit()

    def job(self):
        with self.environment() as env:
            env["crm.contract.deadline"]._cron_remind(BATCH)

    def reset(self):
        self.query("DELETE FROM mail_activity WHERE crm_contract_deadline_id IS NOT NULL")
        self.query("DELETE FROM crm_contract_reminder")
        self.query("DELETE FROM mail_message WHERE id IN (SELECT mail_message_id FROM mail_mail)")
        self.query("DELETE FROM mail_mail")
        for row_id, day in self.armed:
            self.query(
                "UPDATE crm_contract_deadline SET remind_on = %s, is_escalated = NULL,"
                " error = NULL, state = 'open' WHERE id = %s",
                day,
                row_id,
            )

    # -------------------------------------------------------------- children
    def worker(self, ready):
        ready()
        self.job()

    def clean_run(self, title):
        code = self.wait(self.fork(self.worker))
        if code:
            self.complaints.append(f"{title}: the clean run ended with {code}")

    # -------------------------------------------------------------- rounds
    def measure(self):
        """Seconds of an undisturbed child's run."""
        self.reset()
        started = real_time()
        self.clean_run("measuring")
        self.check("measuring")
        return real_time() - started

    def kill_round(self, title, seconds, workers=1):
        """Kill the first of the workers at a random moment; the others end by themselves."""
        self.reset()
        pids = [self.fork(self.worker) for _worker in range(workers)]
        time.sleep(self.random.uniform(0, seconds))
        os.kill(pids[0], signal.SIGKILL)
        codes = [self.wait(pid) for pid in pids]
        if any(codes[1:]):
            self.complaints.append(f"{title}: the other worker ended with {codes[1:]}")
        self.wait_for_backends()
        [(found,)] = self.query("SELECT count(*) FROM crm_contract_reminder")
        self.clean_run(title)
        self.check(title)
        return found

    def race_round(self, title):
        """Two workers at once, nobody is killed: together they do it all, without a third."""
        self.reset()
        codes = [self.wait(pid) for pid in [self.fork(self.worker) for _worker in range(2)]]
        if any(codes):
            self.complaints.append(f"{title}: the workers ended with {codes}")
        self.check(title)

    def stale_round(self, title):
        """A person skips a row after the job's transaction began, before it locks: not told."""
        self.reset()
        row_id = self.first_due()
        go, tell = os.pipe()

        def work(ready):
            with self.environment() as env:
                env.cr.execute("SELECT 1")  # the snapshot of the transaction
                ready()
                os.read(go, 1)
                env["crm.contract.deadline"]._cron_remind(BATCH)

        pid = self.fork(work)
        self.skip(row_id)
        os.write(tell, b"!")
        self.expect_untold(title, row_id, self.wait(pid))

    def held_round(self, title):
        """A person is just skipping a row: the job passes it by, and does not tell it later."""
        self.reset()
        row_id = self.first_due()
        person = connect(self.database)
        person.autocommit = False
        self.skip(row_id, person)
        code = self.wait(self.fork(self.worker))
        person.commit()
        person.close()
        self.clean_run(title)
        self.expect_untold(title, row_id, code)

    def first_due(self):
        """A row of the job's first batch."""
        [(row_id,)] = self.query(
            "SELECT id FROM crm_contract_deadline WHERE remind_on IS NOT NULL"
            " ORDER BY remind_on, id LIMIT 1"
        )
        return row_id

    def skip(self, row_id, connection=None):
        with (connection or self.db).cursor() as cursor:
            cursor.execute(
                "UPDATE crm_contract_deadline SET state = 'skipped', remind_on = NULL"
                " WHERE id = %s",
                [row_id],
            )

    def expect_untold(self, title, row_id, code):
        if code:
            self.complaints.append(f"{title}: the job ended with {code}")
        told = self.query(
            "SELECT lead FROM crm_contract_reminder WHERE deadline_id = %s", row_id
        ) + self.query("SELECT id FROM mail_activity WHERE crm_contract_deadline_id = %s", row_id)
        [(others,)] = self.query("SELECT count(DISTINCT deadline_id) FROM crm_contract_reminder")
        if told or others != len(self.armed) - 1:
            self.complaints.append(f"{title}: told {told}, {others} others")

    # -------------------------------------------------------------- what must be there
    def check(self, title):
        """Compare all tables with what the terms say, by hand; complain by name."""
        for complaint in (
            *self.check_ledger(),
            *self.check_activities(),
            *self.check_digests(),
            *self.check_rows(),
        ):
            self.complaints.append(f"{title}: {complaint}")

    def check_ledger(self):
        rows = Counter(
            self.query(
                """SELECT contract.code, row.kind, reminder.due_date::text, lead, is_notice
               FROM crm_contract_reminder reminder
               JOIN crm_contract_deadline row ON row.id = deadline_id
               JOIN crm_contract contract ON contract.id = row.contract_id"""
            )
        )
        wanted = Counter(
            (f"KILL/{number:03d}", *entry) for number in range(CONTRACTS) for entry in LEDGER
        )
        if rows != wanted:
            yield f"ledger: lost {wanted - rows}, doubled {rows - wanted}"

    def check_activities(self):
        found = dict(
            self.query(
                """SELECT row.id, count(activity.id) FROM crm_contract_deadline row
               LEFT JOIN mail_activity activity ON activity.crm_contract_deadline_id = row.id
               AND activity.user_id = row.user_id GROUP BY row.id"""
            )
        )
        wrong = {row: count for row, count in found.items() if count != 1}
        if wrong:
            yield f"activities: {wrong}"

    def check_digests(self):
        for login in ("cc_user", "cc_other", "cc_manager"):
            lines = LINES["manager" if login == "cc_manager" else "owner"]
            bodies = "".join(
                body
                for (body,) in self.query(
                    """SELECT mail.body_html FROM mail_mail mail
                   JOIN mail_mail_res_partner_rel rel ON rel.mail_mail_id = mail.id
                   JOIN res_users person ON person.partner_id = rel.res_partner_id
                   WHERE person.login = %s""",
                    login,
                )
            )
            for number in range(CONTRACTS):
                is_theirs = login == "cc_manager" or (login == "cc_user") == bool(number % 2)
                count = bodies.count(f">KILL/{number:03d}<")
                if count != lines * is_theirs:
                    yield f"digest of {login}: KILL/{number:03d} stands there {count} times"

    def check_rows(self):
        for row in self.query(
            "SELECT kind, remind_on::text, error, is_escalated FROM crm_contract_deadline"
        ):
            kind, remind_on, error, is_escalated = row
            if error or remind_on != NEXT[kind] or bool(is_escalated) != (kind != "expiry"):
                yield f"row: {row}"

    def run(self, kills):
        seconds = self.measure()
        found = []
        for number in range(kills):
            workers = 2 if number % 5 == 4 else 1
            found.append(self.kill_round(f"kill {number}", seconds, workers))
        races = max(3, kills // 10)
        for number in range(races):
            self.race_round(f"race {number}")
        self.stale_round("a row skipped behind the job's back")
        self.held_round("a row that is being skipped")
        whole = CONTRACTS * len(LEDGER)
        return {
            "kills": kills,
            "two_workers": kills // 5,
            "races": races,
            "before": sum(count == 0 for count in found),
            "midway": sum(0 < count < whole for count in found),
            "after": sum(count == whole for count in found),
            "milliseconds": round(seconds * 1000),
            "ledger": whole,
            "complaints": self.complaints,
        }


def main(database, kills, seed):
    harness = Harness(database, seed)
    harness.build()
    print(json.dumps(harness.run(kills)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
