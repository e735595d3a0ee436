from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, mute_logger

from .liability_case import LiabilityCase


class TestLedger(LiabilityCase):
    def test_scenario_6_claims_draw_on_one_cap(self):
        """Scenario 6, T2-16.1.2: A 45,000, then B 30,000: 15,000 fits, 15,000 stays uncovered."""
        cap = self._determined(basis="lower", fixed_amount=70000, percent=20)
        self._post(cap, "commit", 45000, note="A")
        hint = self.env["crm.contract.liability.post.wizard"].new(
            {"cap_id": cap.id, "kind": "commit", "amount": 30000}
        )
        self.assertIn("15,000.00", hint.hint)
        with self.assertRaisesRegex(
            UserError, r"30,000\.00.*does not fit: only.*15,000\.00.*60,000\.00"
        ):
            self._post(cap, "commit", 30000, note="B")
        self.assertEqual(self._figures(cap), (0, 45000, 15000))

        self._post(cap, "commit", 15000, note="B")

        self.assertEqual(self._figures(cap), (0, 60000, 0))

    def test_reserve_commit_pay_release(self):
        """The gauge's three parts after each posting."""
        cap = self._determined()
        steps = [
            ("reserve", 20000, (0, 20000, 40000)),
            ("commit_reserved", 12000, (0, 20000, 40000)),
            ("release_reserved", 8000, (0, 12000, 48000)),
            ("commit", 40000, (0, 52000, 8000)),
            ("pay", 40000, (40000, 12000, 8000)),
            ("release", 2000, (40000, 10000, 10000)),
        ]
        for kind, amount, figures in steps:
            with self.subTest(kind=kind):
                self._post(cap, kind, amount)
                self.assertEqual(self._figures(cap), figures)
        self.assertEqual(sum(cap.entry_ids.mapped("amount")), 50000)
        self.assertEqual(cap.account_ids.consumed_amount, 50000)

    def test_move_is_two_rows_that_sum_to_zero(self):
        cap = self._determined()
        self._post(cap, "commit", 10000)
        self._post(cap, "pay", 4000)
        rows = cap.entry_ids.filtered(lambda row: row.kind == "pay").sorted("bucket")
        self.assertEqual(
            [(row.bucket, row.amount) for row in rows], [("committed", -4000), ("paid", 4000)]
        )
        self.assertEqual(len(set(rows.mapped("posting"))), 1)

    def test_no_bucket_falls_below_zero(self):
        cap = self._determined()
        self._post(cap, "commit", 10000)
        self._post(cap, "reserve", 5000)
        for kind in ("pay", "release"):
            with self.subTest(kind=kind), self.assertRaisesRegex(UserError, "below zero"):
                self._post(cap, kind, 10000.01)
            self.assertEqual(self._figures(cap), (0, 15000, 45000), "caught, but undone")
        self._post(cap, "release_reserved", 5000)
        with self.assertRaises(UserError):
            self._post(cap, "commit_reserved", 1)
        self.assertEqual(self._figures(cap), (0, 10000, 50000))

    def test_posted_entry_never_changes(self):
        """I3, A43: not by write, unlink, or commands on the cap; a reversal corrects it."""
        cap = self._determined()
        entry = self._post(cap, "commit", 10000)
        for vals in (
            {"amount": 1},
            {"note": "Other"},
            {"bucket": "paid"},
            {"posted_on": "2026-01-01"},
        ):
            for env in (self.env, self.env(su=True)):
                with self.subTest(vals=vals, su=env.su), self.assertRaises(UserError):
                    entry.with_env(env).write(vals)
        for env in (self.env, self.env(su=True)):
            with self.subTest(su=env.su), self.assertRaises(UserError):
                entry.with_env(env).unlink()
        for command in ((1, entry.id, {"amount": 1}), (2, entry.id), (5,), (6, 0, [])):
            with self.subTest(command=command), self.assertRaises(UserError):
                cap.sudo().write({"entry_ids": [command]})
        self.assertEqual(entry.amount, 10000)

    def test_reversal_undoes_a_whole_move_once(self):
        cap = self._determined()
        self._post(cap, "commit", 10000)
        self._post(cap, "pay", 4000)
        paid = cap.entry_ids.filtered(lambda row: row.bucket == "paid")

        self._post(cap, "reverse", 0, entry_id=paid.id)

        self.assertEqual(self._figures(cap), (0, 10000, 50000))
        with self.assertRaisesRegex(UserError, "reversed already"):
            self._post(cap, "reverse", 0, entry_id=paid.id)

    def test_half_a_move_is_not_reversed(self):
        cap = self._determined()
        self._post(cap, "commit", 10000)
        self._post(cap, "pay", 4000)
        paid = cap.entry_ids.filtered(lambda row: row.bucket == "paid")
        with self.assertRaisesRegex(UserError, "as a whole"):
            self.env["crm.contract.liability.entry"].create(
                {
                    "account_id": paid.account_id.id,
                    "kind": "reverse",
                    "bucket": "paid",
                    "amount": -4000,
                    "reverses_id": paid.id,
                }
            )

    def test_rows_that_are_no_move_are_refused(self):
        cap = self._determined()
        self._post(cap, "commit", 1000)
        account = cap.account_ids.id
        entry = cap.entry_ids
        bad = [
            [("pay", "paid", 100)],
            [("pay", "committed", -100)],
            [("pay", "committed", -100), ("pay", "paid", 101)],
            [("reserve", "paid", 100)],
            [("reserve", "reserved", -100)],
            [("release", "paid", -100)],
            [("release", "committed", 100)],
            [("commit", "reserved", 100)],
            [("commit", "committed", 100), ("commit", "reserved", -99)],
        ]
        for rows in bad:
            with self.subTest(rows=rows), self.assertRaises(ValidationError):
                self.env["crm.contract.liability.entry"].create(
                    [
                        {"account_id": account, "kind": k, "bucket": b, "amount": a}
                        for k, b, a in rows
                    ]
                )
        for amount, bucket in ((-999, "committed"), (-1000, "paid")):
            with self.subTest(amount=amount, bucket=bucket), self.assertRaises(ValidationError):
                self.env["crm.contract.liability.entry"].create(
                    {
                        "account_id": account,
                        "kind": "reverse",
                        "bucket": bucket,
                        "amount": amount,
                        "reverses_id": entry.id,
                    }
                )
        self.assertEqual(self._figures(cap), (0, 1000, 59000))

    def test_bad_amounts_are_refused(self):
        """NaN, infinity, negatives, nothing, 10^15."""
        cap = self._determined()
        for amount in (float("nan"), float("inf"), float("-inf"), -1, 0, 0.001, 1e15, 1e308):
            with self.subTest(amount=amount), self.assertRaises(UserError):
                self.env["crm.contract.liability.entry"].create(
                    {
                        "account_id": cap.account_ids.id,
                        "kind": "commit",
                        "bucket": "committed",
                        "amount": amount,
                    }
                )
        self.assertEqual(self._figures(cap), (0, 0, 60000))

    def test_cents_add_up_exactly(self):
        cap = self._determined(fixed_amount=0.3)
        for _turn in range(3):
            self._post(cap, "commit", 0.1)
        self.assertEqual(self._figures(cap)[2], 0)
        with self.assertRaises(UserError):
            self._post(cap, "commit", 0.01)

    def test_database_itself_refuses_an_overdraft(self):
        """I2: the last line, whoever writes."""
        cap = self._determined()
        account = cap.account_ids
        for amount in (60000.01, -0.01):
            with (
                self.subTest(amount=amount),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.env.cr.execute(
                    SQL(
                        "UPDATE crm_contract_liability_account SET consumed_amount = %s"
                        " WHERE id = %s",
                        amount,
                        account.id,
                    )
                )

    def test_account_is_written_by_postings_alone(self):
        cap = self._determined()
        account = cap.account_ids.sudo()
        for vals in ({"consumed_amount": 1}, {"limit_amount": 1e9}, {"key": "x"}, {"cap_id": 1}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                account.write(vals)
        with self.assertRaises(UserError):
            account.unlink()
        with self.assertRaises(UserError):
            account.create({"cap_id": cap.id, "key": "x", "limit_amount": 1e9})

    def test_each_claim_has_its_own_limit(self):
        cap = self._determined(aggregation="per_claim")
        with self.assertRaisesRegex(UserError, "name the claim"):
            self._post(cap, "commit", 1)
        self._post(cap, "commit", 60000, claim_reference="CL/1")
        self._post(cap, "commit", 50000, claim_reference=" cl/2 ")
        with self.assertRaises(UserError):
            self._post(cap, "commit", 10000.01, claim_reference="CL/2")
        self.assertEqual(
            {account.key: account.consumed_amount for account in cap.account_ids},
            {"CL/1": 60000, "CL/2": 50000},
        )

    def test_each_contract_year_has_its_own_limit(self):
        """§5: the contract year of the breach, from anniversary to anniversary."""
        cap = self._determined(aggregation="per_year")
        self._post(cap, "commit", 60000, breach_date="2027-01-14")
        self._post(cap, "commit", 60000, breach_date="2027-01-15")
        with self.assertRaises(UserError):
            self._post(cap, "commit", 1, breach_date="2026-01-15")
        self.assertEqual(sorted(cap.account_ids.mapped("key")), ["2026-01-15", "2027-01-15"])

        calendar = self._determined(aggregation="per_year", is_calendar_year=True)
        self._post(calendar, "commit", 60000, breach_date="2026-12-31")
        self._post(calendar, "commit", 60000, breach_date="2027-01-01")
        self.assertEqual(sorted(calendar.account_ids.mapped("key")), ["2026", "2027"])

    def test_raise_reaches_every_account_and_those_to_come(self):
        cap = self._determined(aggregation="per_claim")
        self._post(cap, "commit", 60000, claim_reference="CL/1")
        cap._change_limit(70000, "Larger scope")
        self._post(cap, "commit", 10000, claim_reference="CL/1")
        self._post(cap, "commit", 70000, claim_reference="CL/2")
        self.assertEqual(cap.account_ids.mapped("consumed_amount"), [70000, 70000])

    def test_postings_are_the_managers(self):
        cap = self._determined()
        values = {
            "account_id": cap.account_ids.id,
            "kind": "commit",
            "bucket": "committed",
            "amount": 1,
        }
        for user in (self.user, self.officer):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.env["crm.contract.liability.entry"].with_user(user).create(values)
                with self.assertRaises(AccessError):
                    self._post(cap, "commit", 1, user=user)

    def test_undetermined_cap_takes_no_posting(self):
        with self.assertRaisesRegex(UserError, "Determine the cap first"):
            self._post(self._create_cap(), "commit", 1)

    def test_posting_keeps_its_reason(self):
        with self.assertRaisesRegex(UserError, "reason"):
            self._post(self._determined(), "commit", 1, note=" ")
