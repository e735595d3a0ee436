"""Settlement of a contract that ended before its term: rows T2-11.2.1, T2-11.2.2, T0-12.3, X-13,
scenario 11.
"""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..query_counts import QueryCounts
from .settlement_case import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlement(SettlementCase):
    def test_returns_what_was_paid_beyond_the_days_served(self):
        """Scenario 11: 146 of 365 days of 120,000 = 48,000; paid 60,000 -> refund 12,000.

        The invoice over the year stays: of its credit note 60,000 stand against what is open.
        """
        contract = self._yearly()
        self._paid(contract, 60000)
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertEqual(self._figures(end), (48000, 60000, -12000, 60000, -72000))
        self.assertIn("Party A returns", end.settlement_note)
        self.assertIn("12,000.00", end.settlement_note)
        self.assertIn("A credit note of", end.settlement_note)

    def test_lines_say_what_was_earned_and_paid(self):
        contract = self._yearly()
        self._paid(contract, 60000)
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertRecordValues(
            end.settlement_line_ids,
            [
                {
                    "kind": "earned",
                    "debtor_side": "b",
                    "date_from": self._day("2026-01-01"),
                    "date_to": self._day("2026-05-26"),
                    "days_used": 146,
                    "days_total": 365,
                    "base_amount": 120000,
                    "amount": 48000,
                    "counted_amount": 48000,
                },
                {
                    "kind": "paid",
                    "debtor_side": "a",
                    "date_from": False,
                    "date_to": False,
                    "days_used": 0,
                    "days_total": 0,
                    "base_amount": 0,
                    "amount": 60000,
                    "counted_amount": -60000,
                },
            ],
        )

    def test_trace_is_told_in_words(self):
        contract = self._yearly()
        self._paid(contract, 60000)
        end = self._end(contract)
        end.action_compute_settlement()

        words = end.settlement_words

        self.assertIn("this day counts", words["caption"])
        row = words["rows"][0]
        self.assertEqual((row["days"], row["rate"], row["amount"]), ("146", "365", "48,000.00"))
        self.assertEqual([step["words"] for step in words["rows"][1:]], ["Earned", "Paid"])
        self.assertEqual(words["total"]["words"], "Settlement Balance")

    def test_owes_what_was_earned_of_what_never_fell_due(self):
        """Nothing invoiced: the year's payment is cancelled, 48,000 are invoiced instead."""
        contract = self._yearly()
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertTrue(contract.payment_ids.cancelled_on)
        self.assertEqual(self._figures(end), (48000, 0, 48000, 0, 48000))
        self.assertIn("Party B still owes", end.settlement_note)

    def test_half_years_are_shared_out_over_their_own_days(self):
        """60,000 for 181 days, the second half cancelled: 146/181 were served."""
        contract = self._yearly({"period_months": 6})
        self._paid(contract, 60000)
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertEqual(self._figures(end), (48397.79, 60000, -11602.21, 0, -11602.21))

    def test_ended_on_the_first_day_one_day_is_earned(self):
        end = self._end(self._yearly({"amount": 365}), "2026-01-01")

        end.action_compute_settlement()

        self.assertEqual(end.settlement_earned_amount, 1)

    def test_ended_before_any_period_everything_goes_back(self):
        later = {"date_start": "2026-07-01", "date_end": "2026-12-31"}
        contract = self._yearly(later)
        self._paid(contract, 60000)
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertEqual(self._figures(end)[:3], (0, 60000, -60000))

    def test_ended_on_the_last_day_the_whole_fee_is_earned(self):
        contract = self._yearly()
        self.freeze("2026-12-31 04:00:00")
        end = self._end(contract, "2026-12-31")

        end.action_compute_settlement()

        self.assertEqual(end.settlement_earned_amount, 120000)
        self.assertFalse(contract.payment_ids.cancelled_on)

    def test_a_leap_year_has_366_days(self):
        self.freeze("2028-03-05 04:00:00")
        contract = self._create_contract(amount_total=366)
        period = {"schedule": "periods", "period_months": 12, "due_date": False, "amount": 366}
        self._create_fee(contract, **period, date_start="2028-01-01", date_end="2028-12-31")
        self._sign(contract, "2028-01-01")
        contract.action_activate()
        end = self._end(contract, "2028-02-29")

        end.action_compute_settlement()

        self.assertEqual(end.settlement_earned_amount, 60)

    def test_several_fees_and_one_the_other_way_round(self):
        contract = self._yearly(
            {"name": "Support"},
            {"name": "Licence", "schedule": "once", "due_date": "2026-03-31", "amount": 200000},
            {"name": "Premises", "amount": 3650, "payer_side": "a", "payee_side": "b"},
        )
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertEqual(end.settlement_earned_amount, 48000 + 200000 - 1460)
        self.assertEqual(end.settlement_open_amount, 200000)

    def test_earnest_money_is_left_aside(self):
        contract = self._yearly(
            {},
            {"kind": "earnest", "schedule": "once", "due_date": "2026-02-01", "amount": 20000},
        )
        earnest = contract.payment_ids.filtered(lambda row: row.fee_id.kind == "earnest")
        self._pay(self._invoice(earnest), 20000, "2026-02-01")
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertEqual(end.settlement_balance_amount, 48000)
        self.assertIn("left aside", str(end.settlement_words))

    def test_a_third_party_s_fees_are_not_the_sides_own(self):
        contract = self._yearly()
        third = self.env["crm.contract.third.party"].create(
            {"contract_id": contract.id, "partner_id": self.their_person.id, "kind": "consultant"}
        )
        self._create_fee(contract, third_party_id=third.id, amount=500)
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertEqual(end.settlement_earned_amount, 48000)

    def test_without_fees_it_is_settled_with_nothing(self):
        end = self._end(self._create_active())

        end.action_compute_settlement()
        end.action_settle()

        self.assertEqual(end.state, "settled")
        self.assertEqual(end.settlement_note, "Nothing is owed either way.")
        self.assertTrue(end.is_cleared)

    def test_money_of_another_currency_is_counted_in_the_contract_s(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        euro.rate_ids.unlink()
        self.env["res.currency.rate"].create(
            {"name": "2026-01-01", "currency_id": euro.id, "rate": 2}
        )
        contract = self._yearly(currency_id=euro.id)
        self._paid(contract, 60000)
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertEqual(self._figures(end)[:3], (48000, 60000, -12000))
        self.assertEqual(end.currency_id, euro)

    def test_a_credit_note_before_it_charges_less_and_pays_nothing(self):
        contract = self._yearly()
        move = self._paid(contract, 60000)
        self._credit(move, 30000)
        end = self._end(contract)

        end.action_compute_settlement()

        self.assertEqual(self._figures(end), (48000, 60000, -12000, 30000, -42000))

    def test_a_credit_note_after_it_changes_nothing_of_it(self):
        contract = self._yearly()
        move = self._paid(contract, 60000)
        end = self._end(contract)
        end.action_compute_settlement()
        end.action_settle()

        self._credit(move, 60000)

        self.assertEqual(self._figures(end), (48000, 60000, -12000, 60000, -72000))
        with self.assertRaises(UserError):
            end.action_compute_settlement()

    def _credit(self, move, amount):
        note = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": move.partner_id.id,
                "invoice_date": "2026-05-01",
                "currency_id": move.currency_id.id,
                "invoice_line_ids": [
                    (0, 0, {"name": "Credit", "price_unit": amount, "tax_ids": [(5,)]})
                ],
            }
        )
        note.action_post()
        lines = (note | move).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        lines.reconcile()
        return note


@tagged("post_install", "-at_install")
class TestLines(QueryCounts, SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._yearly()
        cls._paid(cls.contract, 60000)
        cls.termination = cls._end(cls.contract)
        cls.termination.action_compute_settlement()

    def _add(self, user=None, **values):
        lines = self.env["crm.contract.settlement.line"].with_user(user or self.officer)
        return lines.create(
            {
                "termination_id": self.termination.id,
                "name": "Dismantling",
                "kind": "other",
                "debtor_side": "b",
                "amount": 500,
                **values,
            }
        )

    def test_added_ones_move_the_balance_at_once(self):
        line = self._add()
        self.assertEqual(self.termination.settlement_balance_amount, -11500)

        line.write({"debtor_side": "a"})
        self.assertEqual(self.termination.settlement_balance_amount, -12500)

        line.unlink()
        self.assertEqual(self.termination.settlement_balance_amount, -12000)

    def test_added_ones_stay_when_it_is_computed_anew(self):
        line = self._add()

        self.termination.action_compute_settlement()

        self.assertTrue(line.exists())
        self.assertEqual(len(self.termination.settlement_line_ids), 3)
        self.assertEqual(
            sum(self.termination.settlement_line_ids.mapped("counted_amount")),
            self.termination.settlement_balance_amount,
        )

    def test_computed_ones_are_nobody_s_to_change(self):
        line = self.termination.settlement_line_ids[0]

        for vals in ({"amount": 1}, {"debtor_side": "a"}, {"name": "Other"}, {"kind": "other"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                line.with_user(self.manager).write(vals)
        with self.assertRaises(UserError):
            line.with_user(self.manager).unlink()
        with self.assertRaises(UserError):
            self._add(kind="earned")
        with self.assertRaises(UserError):
            self._add(is_computed=True)

    def test_a_list_of_one_costs_what_eighty_cost(self):
        vals = {
            "termination_id": self.termination.id,
            "name": "Dismantling",
            "kind": "other",
            "debtor_side": "b",
            "amount": 1,
        }
        lines = self.env["crm.contract.settlement.line"].create([vals] * 80)

        names = ("name", "kind", "debtor_side", "amount", "counted_amount", "termination_id")
        self._assert_flat(lines, names, 7)

    def test_no_more_is_refunded_than_was_paid(self):
        with self.assertRaisesRegex(UserError, "only .*60,000.00 was ever paid"):
            self._add(kind="refund", debtor_side="a", amount=60000.01)

    def test_are_within_bounds(self):
        for vals in (
            {"amount": -1},
            {"amount": 1e15},
            {"amount": float("nan")},
            {"debtor_side": "third"},
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                self._add(**vals)

    def test_belong_to_an_end_that_is_not_settled(self):
        self.termination.action_settle()

        with self.assertRaisesRegex(UserError, "Lines are added"):
            self._add()

    def test_stand_once_it_is_settled(self):
        line = self._add()
        self.termination.action_settle()

        for vals in ({"amount": 1}, {"debtor_side": "a"}, {"kind": "cost"}, {"name": "Other"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                line.with_user(self.manager).write(vals)
        with self.assertRaises(UserError):
            line.with_user(self.manager).unlink()
        with self.assertRaises(UserError):
            self.termination.with_user(self.manager).write(
                {"settlement_line_ids": [(1, line.id, {"amount": 1})]}
            )

    def test_its_figures_are_nobody_s_to_type(self):
        for name in ("earned", "paid", "balance", "open", "to_book"):
            with self.subTest(name=name), self.assertRaises(UserError):
                self.termination.with_user(self.manager).write({f"settlement_{name}_amount": 1})
        for vals in (
            {"settlement_trace": {}},
            {"move_id": False},
            {"settlement_computed_on": False},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.termination.with_user(self.manager).write(
                    {**vals, "settlement_computed_on": "2026-01-01"}
                )

    def test_are_an_officer_s(self):
        with self.assertRaises(AccessError):
            self._add(user=self.user)
        with self.assertRaises(AccessError):
            self.termination.with_user(self.user).action_compute_settlement()

    def test_it_is_settled_once(self):
        self.termination.action_settle()

        with self.assertRaises(UserError):
            self.termination.action_compute_settlement()
        self.termination.action_settle()  # pressed twice

        self.assertEqual(self.termination.state, "settled")

    def test_it_follows_what_was_paid_until_it_is_settled(self):
        self._pay(self.contract.payment_ids.move_id, 10000, "2026-05-30")

        self.termination.action_settle()

        self.assertEqual(self._figures(self.termination), (48000, 70000, -22000, 50000, -72000))


@tagged("post_install", "-at_install")
class TestAfterwards(SettlementCase):
    def test_three_later_payments_are_cancelled_and_the_invoiced_one_stays(self):
        """T2-11.2.2: 3 future lines -> cancelled."""
        contract = self._yearly({"period_months": 3})
        self._invoice(contract.payment_ids[0])

        self._end(contract)

        self.assertEqual(
            contract.payment_ids.mapped(lambda row: bool(row.cancelled_on)),
            [False, True, True, True],
        )
        self.assertEqual(
            set(contract.payment_ids[1:]._deadline_rows().mapped("state")), {"cancelled"}
        )

    def test_expiry_cancels_nothing(self):
        contract = self._yearly({"schedule": "once", "due_date": "2027-03-31"})
        self.freeze("2027-01-03 04:00:00")

        contract._expire()

        self.assertFalse(contract.payment_ids.cancelled_on)

    def test_unpaid_payments_become_matters(self):
        contract = self._yearly({"schedule": "once", "due_date": "2026-03-31"})
        end = self._end(contract)

        matter = end.matter_ids
        self.assertEqual((len(matter), matter.side), (1, "b"))
        self.assertIn("Not paid: Support", matter.name)
        end.action_compute_settlement()

        self.assertEqual(len(end.matter_ids), 1)

    def test_a_matter_of_a_payment_is_settled_once_the_money_is_there(self):
        """T1-11.3: nobody has to say by hand what accounting knows."""
        contract = self._yearly({"schedule": "once", "due_date": "2026-03-31"})
        matter = self._end(contract).matter_ids
        move = self._invoice(contract.payment_ids)
        self._pay(move, 100000, "2026-06-01")
        self.assertFalse(matter.treatment, "not all of it has come")

        self._pay(move, 20000, "2026-06-01")
        self.env.flush_all()

        self.assertRecordValues(
            matter, [{"treatment": "settled", "done_on": self._day("2026-06-01")}]
        )

    def test_a_matter_opens_again_once_its_money_is_taken_back(self):
        """T1-11.3: what accounting knew and no longer does is nobody's word; a person's stands."""
        contract = self._yearly({"schedule": "once", "due_date": "2026-03-31"})
        matter = self._end(contract).matter_ids
        move = self._invoice(contract.payment_ids)
        self._pay(move, 120000, "2026-06-01")
        self.env.flush_all()
        self.assertEqual(matter.treatment, "settled")

        move.line_ids.remove_move_reconcile()
        self.env.flush_all()
        self.env.invalidate_all()

        self.assertRecordValues(matter, [{"treatment": False, "done_on": False}])
        self.assertIn("Not paid", contract.missing_note)
        with self.assertRaisesRegex(UserError, "what becomes of “Not paid"):
            contract.action_close()

        self._pay(move, 120000, "2026-06-01")
        self.env.flush_all()
        self.assertEqual(matter.treatment, "settled")
        matter.write({"treatment": "other", "note": "Set off"})
        move.line_ids.remove_move_reconcile()
        self.env.flush_all()
        self.assertEqual(matter.treatment, "other")

    def test_a_matter_of_a_payment_given_up_stops(self):
        contract = self._yearly({"schedule": "once", "due_date": "2026-03-31"})
        matter = self._end(contract).matter_ids

        contract.payment_ids.with_user(self.manager).action_cancel()
        self.env.flush_all()

        self.assertEqual(matter.treatment, "stopped")

    def test_keeps_the_contract_open_until_it_is_settled_and_paid(self):
        """T0-12.3."""
        contract = self._yearly()
        end = self._end(contract)
        with self.assertRaisesRegex(UserError, "the settlement"):
            contract.action_close()
        end.action_compute_settlement()
        end.action_settle()
        with self.assertRaisesRegex(UserError, "48,000.00, not paid yet"):
            contract.action_close()
        found = self.env["crm.contract"].search([("is_incomplete", "=", True)])
        self.assertIn(contract, found)

        end.action_create_invoices()
        end.move_id.invoice_date = "2026-06-01"
        end.move_id.action_post()
        self._pay(end.move_id, 48000, "2026-06-01")
        contract.action_close()

        self.assertEqual(contract.state, "closed")

    def test_balance_that_was_invoiced_in_half_is_not_cleared(self):
        """24,000 of the 48,000 were invoiced and paid: the rest is said, or closing waits."""
        contract = self._yearly()
        end = self._end(contract)
        end.action_compute_settlement()
        end.action_settle()
        end.action_create_invoices()
        end.move_id.invoice_line_ids.price_unit = 24000
        end.move_id.invoice_date = "2026-06-01"
        end.move_id.action_post()
        self._pay(end.move_id, 24000, "2026-06-01")

        self.assertEqual((end.move_id.payment_state, end.is_cleared), ("paid", False))
        with self.assertRaisesRegex(UserError, "not paid yet"):
            contract.action_close()
        incomplete = [("id", "=", contract.id), ("is_incomplete", "=", True)]
        self.assertTrue(self.env["crm.contract"].search(incomplete))
        end.write({"cleared_on": "2026-06-01", "clearance_note": "The rest was forgiven"})
        contract.action_close()

    def test_its_balance_may_be_cleared_otherwise_with_a_word(self):
        contract = self._yearly()
        end = self._end(contract)
        end.action_compute_settlement()
        with self.assertRaises(UserError):
            end.write({"cleared_on": "2026-06-01", "clearance_note": "Cash"})
        end.action_settle()
        with self.assertRaises(UserError):
            end.cleared_on = "2026-06-01"
        with self.assertRaises(AccessError):
            end.with_user(self.user).write({"cleared_on": "2026-06-01", "clearance_note": "Cash"})

        end.with_user(self.officer).write({"cleared_on": "2026-06-01", "clearance_note": "Cash"})
        contract.action_close()

        self.assertEqual(contract.state, "closed")
        with self.assertRaises(UserError):
            end.clearance_note = "Nothing"

    def test_a_refund_becomes_a_draft_credit_note(self):
        contract = self._yearly()
        self._paid(contract, 60000)
        end = self._end(contract)
        end.action_compute_settlement()
        self.assertIn("not settled yet", end.action_create_invoices()["params"]["message"])
        end.action_settle()

        end.with_user(self.officer).action_create_invoices()
        end.with_user(self.officer).action_create_invoices()

        self.assertRecordValues(
            end.move_id,
            [
                {
                    "move_type": "out_refund",
                    "state": "draft",
                    "amount_total": 72000,
                    "partner_id": self.partner.id,
                    "crm_contract_id": contract.id,
                }
            ],
        )
        self.assertEqual(
            self.env["account.move"].search_count(
                [("crm_contract_id", "=", contract.id), ("move_type", "=", "out_refund")]
            ),
            1,
        )

    def test_what_the_payer_gets_back_from_its_supplier_is_a_credit_of_the_bill(self):
        contract = self._yearly(our_side="b", supplier_side="a", payer_side="b")
        self.assertEqual(contract.payment_ids.direction, "out")
        self._paid(contract, 60000)
        end = self._end(contract)
        end.action_compute_settlement()
        end.action_settle()

        end.action_create_invoices()

        self.assertEqual(end.move_id.move_type, "in_refund")

    def test_is_signed_by_the_one_route_and_then_stands(self):
        contract = self._yearly()
        end = self._end(contract)
        end.action_compute_settlement()
        end.action_sign_settlement()
        execution = end.settlement_execution_id
        self.assertEqual((execution.kind, execution.state), ("settlement", "open"))
        with self.assertRaisesRegex(UserError, "being signed"), self.env.cr.savepoint():
            end.action_settle()

        self._record_marks(execution, "a", signed_on="2026-06-01", sealed_on="2026-06-01")
        with self.assertRaisesRegex(UserError, "carries a signature"):
            end.action_compute_settlement()
        self._record_marks(execution, "b", signed_on="2026-06-01", sealed_on="2026-06-01")
        self.assertEqual(execution.state, "executed")
        end.action_settle()

        self.assertEqual(end.state, "settled")

    def test_it_is_taken_back_reckoned_and_signed_anew(self):
        end = self._end(self._yearly())
        end.action_compute_settlement()
        end.action_sign_settlement()
        first = end.settlement_execution_id
        self._record_marks(first, "a", signed_on="2026-06-01", sealed_on="2026-06-01")
        with self.assertRaises(AccessError):
            end.with_user(self.user).action_take_back()
        end.with_user(self.officer).action_take_back()
        self.assertEqual((first.state, end.state), ("void", "effective"))
        end.action_compute_settlement()
        end.action_sign_settlement()
        self.assertEqual(end.settlement_execution_state, "open")

    def test_an_officer_without_accounting_rights_does_all_of_it(self):
        contract = self._yearly()
        self._paid(contract, 60000)
        lei = self.officer
        paper = self.env["ir.attachment"].with_user(lei).create({"name": "agreed", "raw": b"yes"})
        end = self.terminations.with_user(lei).create(
            {
                "contract_id": contract.id,
                "ground_id": self.env.ref("crm_contract_compliance.end_ground_mutual").id,
                "requested_end_date": "2026-05-26",
                "evidence_ids": [(4, paper.id)],
            }
        )
        end.action_make_effective()
        end.action_compute_settlement()
        end.matter_ids.treatment = "settled"
        end.action_settle()
        end.action_create_invoices()
        end.write({"cleared_on": "2026-06-01", "clearance_note": "Set off"})
        contract.with_user(lei).action_close()

        self.assertEqual((contract.state, end.state), ("closed", "settled"))
        self.assertEqual(end.sudo().move_id.amount_total, 72000)

    def test_a_payment_left_open_is_given_up_by_a_manager(self):
        contract = self._yearly({"schedule": "once", "due_date": "2026-03-31"})
        payment = contract.payment_ids
        with self.assertRaises(UserError):
            payment.with_user(self.manager).action_cancel()
        end = self._end(contract)
        with self.assertRaises(AccessError):
            payment.with_user(self.officer).action_cancel()

        payment.with_user(self.manager).action_cancel()
        end.action_compute_settlement()

        self.assertEqual(self._figures(end), (0, 0, 0, 0, 0))
