from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command

from .money_security_case import MoneySecurityCase

BAD = (float("nan"), float("inf"), float("-inf"), 1e308, 1e15, -1, "x")


class TestMoneyForgery(MoneySecurityCase):
    """A40 to A43: claims are decided by managers, amounts by the rules, dates by the law."""

    def test_people_without_the_role_decide_nothing(self):
        confirmed = self._claim_of(self._breach(self.home), "confirmed")
        settled = self._claim_of(self._breach(self.home), "settled")
        assessed = self._breach(self.home)
        assessed.action_assess()
        for record, state in (
            (self.claim, "confirmed"),
            (self.claim, "dismissed"),
            (confirmed, "settled"),
            (confirmed, "reversed"),
            (settled, "reversed"),
            (self._breach(self.home), "dismissed"),
            (assessed, "dismissed"),
            (assessed, "closed"),
            (self.breach, "closed"),
        ):
            for user in (self.user, self.officer):
                with self.subTest(record=record, state=state, user=user.login):
                    self.assert_denied(user, record, "write", {"state": state})
                    self.assert_denied(user, record, "web_save", {"state": state}, {"state": {}})
        decide = self.env["crm.contract.decision.wizard"]
        self.assert_denied(self.user, decide, "create", {"claim_id": self.claim.id, "reason": "x"})

    def test_managers_decide(self):
        """Else the test above would prove nothing."""
        assessed = self._breach(self.home)
        assessed.action_assess()
        with self.undone():
            self.rpc(self.manager, self.claim, "action_confirm")
            self.rpc(self.manager, self.claim, "action_settle")
            self.rpc(self.manager, self.breach, "action_close")
            self.rpc(self.manager, assessed, "action_close")
            self.assertEqual((self.claim.state, self.breach.state), ("settled", "closed"))
            self.assertEqual(assessed.state, "closed")

    def test_what_the_addon_computes_is_typed_by_nobody(self):
        for name, value in (
            ("allowed_amount", 1.0),
            ("uncovered_amount", 1.0),
            ("trace", {"amount": "1"}),
            ("limitation_date", "2099-01-01"),
            ("counts_toward_cap", True),
            ("uncapped_reason", "intent"),
            ("confirmed_by_id", self.manager.id),
            ("decision_reason", "No"),
            ("recourse_of_id", self.claim.id),
            ("company_id", self.company_b.id),
            ("contract_user_id", self.other_user.id),
            ("contract_id", self.twin.id),
        ):
            for user in (self.user, self.manager):
                with self.subTest(name=name, user=user.login):
                    self.assert_refused(UserError, user, self.claim, "write", {name: value})
                    vals = {"breach_id": self.breach.id, "claimed_amount": 1.0, name: value}
                    self.assert_refused(UserError, user, self.claim.browse(), "create", vals)

    def test_a_payment_is_what_its_fee_says(self):
        for name, value in (
            ("amount", 1.0),
            ("due_date", "2099-01-01"),
            ("name", "Other"),
            ("fee_id", self.twin.fee_ids.id),
            ("move_id", False),
            ("residual_amount", 0.0),
            ("paid_amount", 1.0),
            ("paid_on", "2026-01-01"),
            ("penalty_since", "2026-01-01"),
        ):
            for user in (self.user, self.manager):
                with self.subTest(name=name, user=user.login):
                    self._assert_unwritten(user, self.payment, name, value)

    def _assert_unwritten(self, user, record, name, value):
        old = record[name]
        with self.undone():
            try:
                self.rpc(user, record, "write", {name: value})
            except UserError:
                return
            self.assertEqual(record[name], old)

    def test_rows_stay_where_they_belong(self):
        loss = self.env["crm.contract.loss"].create(
            {"breach_id": self._breach(self.home).id, "name": "Data", "amount": 1}
        )
        other = self._breach(self.twin)
        open_breach = self._breach(self.home)
        fee = self._create_fee(self.draft)
        for record, vals in (
            (self.claim, {"breach_id": other.id}),
            (loss, {"breach_id": other.id}),
            (open_breach, {"contract_id": self.twin.id}),
            (open_breach, {"payment_id": self.twin.payment_ids.id}),
            (fee, {"contract_id": self.twin.id}),
            (fee, {"contract_id": self._create_contract().id}),
        ):
            with self.subTest(record=record, vals=vals):
                self.assert_refused(UserError, self.user, record, "write", vals)

    def test_nothing_is_planted_on_contracts_out_of_reach(self):
        for contract in self.hidden:
            breach = self._breach(contract)
            values = {"type_id": self.breach_type.id, "side": "b", "clause": "1"}
            for records, vals in (
                (self.breach, {**values, "contract_id": contract.id}),
                (
                    self.breach,
                    {
                        **values,
                        "contract_id": self.home.id,
                        "payment_id": contract.payment_ids.id,
                    },
                ),
                (self.claim, {"breach_id": breach.id, "claimed_amount": 1.0}),
                (breach.loss_ids, {"breach_id": breach.id, "name": "X", "amount": 1.0}),
                (
                    contract.fee_ids,
                    {"contract_id": contract.id, "name": "X", "amount": 1.0},
                ),
                (self.env["crm.contract.claim.wizard"], {"breach_id": breach.id}),
            ):
                with self.subTest(contract=contract.name, vals=vals):
                    self.assert_refused(UserError, self.user, records.browse(), "create", vals)

    def test_a_claim_waits_until_its_breach_is_assessed_and_held(self):
        """Its fault decides on the cap: it must not change behind a confirmed claim."""
        breach = self._breach(self.home)
        claim = self.claim.create({"breach_id": breach.id, "claimed_amount": 5})
        self.assert_refused(UserError, self.manager, claim, "action_confirm")
        breach.action_assess()
        self.assert_refused(UserError, self.manager, claim, "action_confirm")
        breach.write({"state": "claimed"})
        with self.undone():
            self.rpc(self.manager, claim, "action_confirm")
        self.assert_refused(UserError, self.user, breach, "write", {"fault": "intent"})

    def test_a_breach_with_open_claims_is_not_dismissed(self):
        breach = self._breach(self.home)
        self.claim.create({"breach_id": breach.id, "claimed_amount": 5})
        with self.assertRaisesRegex(UserError, "still open"), self.undone():
            breach.with_user(self.manager)._dismiss("Forgiven")

    def test_no_more_is_claimed_than_the_rule_yields(self):
        """I5, alone or in parts."""
        contract = self._create_contract(amount_total=500000)
        contract.penalty_rule_ids = [
            Command.clear(),
            Command.create(
                {"method": "percent_total", "rate": 10, "breach_type_id": self.breach_type.id}
            ),
        ]
        self._sign(contract, "2026-01-15").action_activate()
        breach = self._breach(contract)
        rule = contract.penalty_rule_ids
        terms = {"head": "penalty", "rule_id": rule.id}
        too_much = self._claim_of(breach, claimed_amount=50000.01, **terms)
        self.assert_refused(UserError, self.manager, too_much, "action_confirm")
        self._claim_of(breach, "confirmed", claimed_amount=30000, **terms)
        rest = self._claim_of(breach, claimed_amount=20000.01, **terms)
        self.assert_refused(UserError, self.manager, rest, "action_confirm")
        rest.claimed_amount = 20000
        rest.action_confirm()

    def test_only_the_claim_names_its_entries(self):
        third_party = self._propose()
        cap = self._cap_of(third_party)
        posting = self._posting(cap, claim_id=self.claim.id)
        entries = self.env["crm.contract.liability.entry"]
        self.assert_refused(UserError, self.manager, entries, "create", posting)

    def test_evidence_of_a_confirmed_claim_only_grows(self):
        claim = self._claim_of(self._breach(self.home))
        first, second = self._create_file(), self._create_file()
        claim.evidence_ids = first
        claim.action_confirm()
        kept = claim.evidence_ids
        for command in (Command.unlink(kept.id), Command.clear(), Command.delete(kept.id)):
            self.assert_refused(
                UserError, self.manager, claim, "write", {"evidence_ids": [command]}
            )
        claim.evidence_ids = [Command.link(second.id)]
        self.assertEqual(len(claim.evidence_ids), 2)

    def test_the_catalogue_alters_no_breach(self):
        """I10: a carve-out of the cap rests on it."""
        self.breach_type.matter = "personal_data"
        self.env.flush_all()
        self.breach.invalidate_recordset()
        self.assertEqual(self.breach.matter, "other")

    def test_a_copied_contract_owes_nothing(self):
        for copy in (self.home.copy(), self.twin.copy()):
            self.assertFalse(copy.fee_ids or copy.payment_ids or copy.breach_ids)

    def test_a_draft_has_no_schedule(self):
        """Its fees may still change, and nobody can take payments back."""
        fee = self._create_fee(self.draft)
        self.rpc(self.user, fee, "action_build_schedule")
        self.assertFalse(fee.payment_ids)

    def test_bad_numbers_are_refused_in_words(self):
        breach = self._breach(self.home)
        loss = {"breach_id": breach.id, "name": "X"}
        fee = {"contract_id": self.draft.id, "name": "X", "due_date": "2026-06-01"}
        claim = {"breach_id": self.breach.id}
        for model, vals, names in (
            ("fee", {**fee, "amount": 1}, ("amount", "period_months", "days_before_end")),
            ("loss", loss, ("amount",)),
            ("claim", claim, ("claimed_amount", "foreign_amount")),
            ("reference.rate", {"valid_from": "2026-01-01"}, ("percent",)),
            ("claim.wizard", claim, ("debtor_a", "debtor_b", "debtor_third", "creditor_a")),
            ("claim.wizard", claim, ("creditor_b", "amount")),
            (
                "breach",
                {
                    "contract_id": self.home.id,
                    "type_id": self.breach_type.id,
                    "side": "b",
                    "clause": "1",
                },
                ("contributory_percent",),
            ),
        ):
            records = self.env[f"crm.contract.{model}"]
            for name in names:
                for value in BAD:
                    if (name, value) == ("amount", -1) and model == "claim.wizard":
                        continue  # refused when it is shared out
                    with self.subTest(model=model, name=name, value=value):
                        self.assert_refused(
                            UserError, self.manager, records, "create", {**vals, name: value}
                        )

    def test_the_trace_answers_nonsense_in_words(self):
        for day in ("nonsense", 7, [], {"a": 1}, "2026-13-01"):
            with self.subTest(day=day):
                self.assert_trace_is_harmless(day)
        for contract in self.hidden:
            self.assert_denied(self.user, contract.payment_ids, "get_penalty_trace", "2026-05-20")

    def assert_trace_is_harmless(self, day):
        with self.undone():
            if day:
                with self.assertRaises(UserError):
                    self.rpc(self.user, self.payment, "get_penalty_trace", day)
            else:
                self.rpc(self.user, self.payment, "get_penalty_trace", day)


class TestInvoices(MoneySecurityCase):
    """Contract users draft without accounting rights; accountants post without contract rights."""

    def test_nobody_drafts_for_contracts_out_of_reach(self):
        for contract in self.hidden:
            for payments in (contract.payment_ids, contract.payment_ids | self.payment):
                self.assert_denied(self.user, payments, "action_create_invoices")
        for user in (self.accountant, self.employee, self.portal):
            self.assert_denied(user, self.payment, "action_create_invoices")
        self.assertFalse(self.payment.move_id)

    def test_an_accountant_without_contract_rights_posts_and_reconciles(self):
        self.rpc(self.user, self.payment, "action_create_invoices")
        move = self.payment.move_id
        self.assertEqual(move.state, "draft")
        self.assert_denied(self.user, self.payment, "action_view_move")
        self.rpc(self.accountant, move, "write", {"invoice_date": "2026-05-01"})
        self.rpc(self.accountant, move, "action_post")
        self.assertEqual(move.state, "posted")

        env, self.__class__.env = self.env, self.env(user=self.accountant)
        try:
            self._pay(move.with_user(self.accountant), 40000, "2026-05-10")
        finally:
            self.__class__.env = env
        self.env.invalidate_all()
        self.assertEqual(self.payment.residual_amount, 60000)

        lines = move.line_ids.filtered(lambda line: line.matched_credit_ids)
        self.rpc(self.accountant, lines, "remove_move_reconcile")
        self.env.invalidate_all()
        self.assertEqual(self.payment.residual_amount, 100000)

    def test_an_accountant_reads_the_number_of_the_contract_alone(self):
        self.rpc(self.user, self.payment, "action_create_invoices")
        move = self.payment.move_id
        fields = self.as_user(move, self.accountant).get_view(view_type="form")["models"]
        spec = {
            name: {"fields": {"display_name": {}}} if move._fields[name].type == "many2one" else {}
            for name in fields["account.move"]
        }
        self.rpc(self.accountant, move, "web_read", spec)
        [read] = self.rpc(self.accountant, move, "read", ["crm_contract_id"])
        self.assertEqual(read["crm_contract_id"][1], self.home.code)
        self.assert_denied(self.accountant, self.payment, "read", ["name"])

    def test_an_invoice_due_after_posting_sets_the_payments_day(self):
        contract = self._in_force({"is_after_invoice": True, "due_date": False})
        payment = contract.payment_ids
        self.rpc(self.user, payment, "action_create_invoices")
        move = payment.move_id
        vals = {"invoice_date": "2026-05-01", "invoice_date_due": "2026-05-31"}
        self.rpc(self.accountant, move, "write", vals)
        self.rpc(self.accountant, move, "action_post")
        self.env.invalidate_all()
        self.assertEqual(str(payment.due_date), str(move.invoice_date_due))
        self.rpc(self.accountant, move, "button_draft")
        self.env.invalidate_all()
        self.assertFalse(payment.due_date)

    def test_a_confidential_contract_tells_its_invoice_the_number_alone(self):
        """I9"""
        contract = self.hidden[2]
        self.rpc(self.cleared_manager, contract.payment_ids, "action_create_invoices")
        move = contract.payment_ids.move_id
        self.assertEqual(move.invoice_line_ids.mapped("name"), [contract.code])
        [read] = self.rpc(self.accountant, move, "read", ["crm_contract_id"])
        self.assertEqual(read["crm_contract_id"][1], contract.code)

    def test_payments_are_not_tied_to_invoices_by_hand(self):
        self.user.group_ids |= self.env.ref("account.group_account_invoice")
        self.payment.action_create_invoices()
        move = self.payment.move_id
        other = self.twin.payment_ids
        for user in (self.user, self.accountant):
            for command in (
                Command.link(other.id),
                Command.unlink(self.payment.id),
                Command.update(self.payment.id, {"amount": 1.0}),
                Command.create({"fee_id": self.home.fee_ids.id, "name": "X", "amount": 1.0}),
            ):
                with self.subTest(user=user.login, command=command):
                    self.assert_refused(
                        UserError, user, move, "write", {"crm_contract_payment_ids": [command]}
                    )

    def test_a_missing_rate_stops_nobody(self):
        """Its penalty is not known yet; books, forms and the other payments go on."""
        self.env["crm.contract.reference.rate"].search([]).unlink()
        contract = self._create_contract(amount_total=100000)
        contract.penalty_rule_ids = [
            Command.clear(),
            Command.create({"method": "reference_rate", "multiplier": 1.3}),
        ]
        self._create_fee(contract)
        self._sign(contract, "2026-01-15").action_activate()
        payment = contract.payment_ids
        self.rpc(self.user, payment, "read", ["penalty_amount", "penalty_trace"])
        self.rpc(self.user, payment, "get_penalty_trace", "2026-05-20")
        self._pay(self._invoice(payment, "2026-05-01"), 40000, "2026-05-10")
        self.assertEqual(payment.residual_amount, 60000)
        self._run_daily_job()
        self.assertEqual(len(contract.breach_ids), 1)
        rates = self.env["crm.contract.reference.rate"]
        rates.create({"valid_from": "2026-01-01", "percent": 3.65})
        self._run_daily_job()
        payment.invalidate_recordset()
        self.assertTrue(payment.penalty_trace)
        self.assertGreater(payment.penalty_amount, 0)
        self.assertEqual(str(payment.penalty_amount), str(float(payment.penalty_trace["amount"])))

    def test_a_posted_invoice_stays_and_a_deleted_draft_frees_its_payment(self):
        move = self._invoice(self.payment, "2026-05-01")
        self.assert_refused(UserError, self.accountant, move, "unlink")
        move.button_draft()
        self.rpc(self.accountant, move, "unlink")
        self.env.invalidate_all()
        self.assertFalse(self.payment.exists().move_id)
        self.assertEqual(self.payment.residual_amount, 100000)

    def test_nothing_owed_goes_with_partner_contract_or_fee(self):
        """I10"""
        for records, error in (
            (self.partner, UserError),
            (self.home, UserError),
            (self.home.fee_ids, UserError),
            (self.breach, UserError),
            (self.breach_type, IntegrityError),
        ):
            with self.subTest(records=records), self.assertRaises(error), self.undone():
                records.unlink()
                self.env.flush_all()
        self.assertTrue(self.payment.exists() and self.claim.exists())
        fee = self._create_fee(self.draft)
        self.draft.unlink()
        self.assertFalse(fee.exists())


class TestMoneyNames(MoneySecurityCase):
    """A02, I9: what a many2one says, which is read as superuser."""

    def test_names_of_what_is_hidden_tell_the_number_alone(self):
        for contract in self.hidden:
            breach = self._breach(contract)
            loss = self.env["crm.contract.loss"].create(
                {"breach_id": breach.id, "name": "Osmium", "amount": 1}
            )
            claim = self._claim_of(breach)
            for record in (contract.fee_ids, contract.payment_ids, breach, loss, claim):
                name = self.as_user(record, self.user).sudo().display_name
                self.assertEqual(name, contract.code, record._name)

    def test_names_of_a_confidential_contract_tell_even_the_cleared_the_number_alone(self):
        contract = self.hidden[2]
        for record in (contract.fee_ids, contract.payment_ids, self._breach(contract)):
            name = self.as_user(record, self.cleared_manager).sudo().display_name
            self.assertEqual(name, contract.code, record._name)

    def test_readers_read_the_name(self):
        self.assertEqual(
            self.as_user(self.home.fee_ids, self.user).display_name, self.home.fee_ids.name
        )
        for record in (self.payment, self.breach, self.claim):
            name = self.as_user(record, self.user).display_name
            self.assertGreater(len(name), len(self.home.code))
