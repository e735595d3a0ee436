from odoo.exceptions import AccessError, UserError

from ..query_counts import QueryCounts
from .ending_case import EndingCase


class TestTerminationAttacks(QueryCounts, EndingCase):
    """Around the gate: two at once, typed days, foreign records, states from outside."""

    def test_of_two_declarations_one_ends_the_contract(self):
        contract = self._in_force(rescission_notice_days=0)
        first, second = (self._rescission(contract) for _number in range(2))
        third = self._agreement(contract, evidence_ids=self._paper().ids)
        (first | second).action_notify()
        first.action_make_effective()
        self.assertEqual((second.state, third.state), ("withdrawn", "withdrawn"))
        for late in (second, third):
            with self.assertRaises(UserError):
                late.action_make_effective()
        self.assertEqual(contract._ending(), first)

    def test_both_in_one_call_end_it_once(self):
        contract = self._in_force(rescission_notice_days=0)
        both = self._rescission(contract) | self._rescission(contract)
        both.action_notify()
        with self.assertRaises(UserError):
            both.action_make_effective()
        with self.assertRaises(UserError):
            both.write({"state": "effective"})

    def test_nobody_types_what_follows(self):
        contract = self._in_force()
        rescission = self._rescission(contract)
        for name, value in {
            "earliest_end_date": "2026-06-02",
            "notice_days": 1,
            "ended_on": "2026-06-02",
            "execution_id": contract._main_execution().id,
            "overridden_on": "2026-06-02",
            "override_reason": "Because",
        }.items():
            with self.subTest(field=name), self.assertRaises(UserError):
                rescission.write({name: value})
            with self.subTest(default=name):
                values = {"contract_id": contract.id, "ground_id": self._ground("mutual").id}
                other = self.terminations.with_context(**{f"default_{name}": value}).create(values)
                self.assertNotEqual(self._raw(other, name), value)

    def _raw(self, record, name):
        return record._fields[name].convert_to_write(record[name], record)

    def test_no_state_comes_from_outside(self):
        contract = self._in_force()
        vals = {"contract_id": contract.id, "ground_id": self._ground("mutual").id}
        for state in ("notified", "effective", "settled", "withdrawn"):
            with self.subTest(state=state), self.assertRaises(UserError):
                self.terminations.create({**vals, "state": state})
            with self.subTest(state=state), self.assertRaises(UserError):
                self.terminations.with_context(default_state=state).create(vals)
        with self.assertRaises(AccessError):
            self.terminations.with_user(self.officer)._register_existing(
                [{**vals, "state": "effective"}]
            )
        self.assertEqual(contract.state, "active")

    def test_what_was_withdrawn_stays_so(self):
        contract = self._in_force(rescission_notice_days=0)
        notice = self._notice(contract, delivered_on=False)
        rescission = self._rescission(contract, notice_id=notice.id)
        rescission.action_notify()
        rescission.action_withdraw()
        for state in ("effective", "notified", "draft", "settled"):
            with self.subTest(state=state), self.assertRaises(UserError):
                rescission.write({"state": state})

    def test_a_notice_that_has_arrived_is_taken_back_by_agreement_alone(self):
        """CC 141, 565: a declaration is withdrawn before it arrives, or at the same time."""
        contract = self._in_force()
        on_its_way = self._notice(contract, delivered_on=False)
        early = self._rescission(contract, notice_id=on_its_way.id)
        arrived = self._rescission(contract)
        (early | arrived).action_notify()
        early.with_user(self.officer).action_withdraw()
        self.assertEqual(early.state, "withdrawn")
        with self.assertRaisesRegex(UserError, "only by agreement"):
            arrived.with_user(self.officer).action_withdraw()
        arrived.evidence_ids = self._paper()
        arrived.with_user(self.officer).action_withdraw()
        self.assertEqual(arrived.state, "withdrawn")

    def test_nothing_ends_after_the_last_day_of_the_term(self):
        """The daily job may be late; the end by expiry is there all the same."""
        contract = self._in_force()
        agreement = self._agreement(
            contract, requested_end_date="2027-01-20", evidence_ids=self._paper().ids
        )
        self.freeze("2027-01-20 04:00:00")
        with self.assertRaisesRegex(UserError, "runs out by itself"):
            agreement.action_make_effective()
        contract._expire()
        self.assertEqual(contract.end_ground, "expiry")

    def test_its_name_tells_an_uncleared_reader_the_number_alone(self):
        contract = self._in_force()
        rescission = self._rescission(contract)
        self.assertEqual(rescission.display_name, f"Rescission of {contract.code}")
        seen = rescission.with_user(self.other_user)
        self.assertEqual(seen.sudo().display_name, contract.code)
        contract.is_classified = True
        rescission.invalidate_recordset(["display_name"])
        self.assertEqual(rescission.display_name, contract.code)

    def test_nothing_is_added_to_or_taken_from_a_closed_contract(self):
        contract = self._in_force()
        item = self.env["crm.contract.requirement"].create(
            {"contract_id": contract.id, "name": "Keys", "kind": "handover", "side": "a"}
        )
        self._agreement(contract, evidence_ids=self._paper().ids).action_make_effective()
        item.action_mark_done()
        contract._ending().action_compute_settlement()
        contract._ending().action_settle()
        contract.action_close()
        requirements = self.env["crm.contract.requirement"].with_user(self.manager)
        for kind in ("handover", "matter"):
            with self.subTest(kind=kind), self.assertRaises(UserError):
                requirements.create({"contract_id": contract.id, "name": "More", "kind": kind})
        with self.assertRaises(UserError):
            item.with_user(self.manager).unlink()
        with self.assertRaises(UserError):
            item.with_user(self.manager)._waive("Never mind")
        with self.assertRaises(UserError):
            self.env["crm.contract.settlement.line"].create(
                {
                    "termination_id": contract._ending().id,
                    "name": "Late",
                    "debtor_side": "a",
                    "amount": 1,
                }
            )

    def test_only_what_is_in_force_is_ended(self):
        for contract in (
            self._create_contract(),
            self._sign(self._create_contract(), "2026-01-15"),
            self._cancelled(),
        ):
            with self.subTest(state=contract.state), self.assertRaisesRegex(UserError, "in force"):
                self._agreement(contract)

    def _cancelled(self):
        contract = self._create_contract()
        contract.action_cancel()
        return contract

    def test_a_suspended_contract_can_be_ended(self):
        contract = self._in_force(rescission_notice_days=0)
        rescission = self._rescission(contract)
        contract.action_suspend()
        rescission.action_notify()
        rescission.action_make_effective()
        self.assertEqual(contract.state, "ended")

    def test_a_contract_whose_renewal_is_drafted_can_be_ended(self):
        contract = self._in_force(rescission_notice_days=0)
        contract._renew()
        rescission = self._rescission(contract)
        rescission.action_notify()
        rescission.action_make_effective()
        self.assertEqual((contract.state, contract.is_renewed), ("ended", False))

    def test_an_agreed_end_lies_in_the_term_and_not_ahead(self):
        for day, words in (("2026-01-14", "took effect"), ("2026-06-11", "future")):
            contract = self._in_force()
            agreement = self._agreement(
                contract, requested_end_date=day, evidence_ids=self._paper().ids
            )
            with self.subTest(day=day), self.assertRaisesRegex(UserError, words):
                agreement.action_make_effective()

    def test_the_day_of_an_agreed_end_stands_on_the_timeline(self):
        agreement = self._agreement(self._in_force(), requested_end_date="2026-08-31")
        row = self.env["crm.contract.deadline"].search(
            [("res_model", "=", agreement._name), ("res_id", "=", agreement.id)]
        )
        self.assertEqual((str(row.due_date), row.state), ("2026-08-31", "open"))
        agreement.action_withdraw()
        self.assertEqual(row.state, "cancelled")

    def test_a_signed_agreement_no_longer_changes(self):
        agreement = self._agreement(self._in_force(), requested_end_date="2026-06-09")
        agreement.action_send_to_sign()
        self._record_marks(agreement.execution_id, "a", "2026-06-05", "2026-06-05")
        for values in ({"requested_end_date": "2026-06-01"}, {"ip_kept_a": "All of it"}):
            with self.assertRaises(UserError):
                agreement.write(values)
        with self.assertRaises(UserError):
            agreement.unlink()

    def test_it_never_moves_to_another_contract(self):
        rescission = self._rescission(self._in_force())
        with self.assertRaises(UserError):
            rescission.contract_id = self._in_force()

    def test_nobody_declares_for_a_contract_out_of_reach(self):
        contract = self._in_force()
        vals = {"contract_id": contract.id, "ground_id": self._ground("mutual").id}
        with self.assertRaises(AccessError):
            self.terminations.with_user(self.other_user).create(vals)

    def test_a_declared_end_is_kept(self):
        rescission = self._rescission(self._in_force())
        rescission.action_notify()
        with self.assertRaisesRegex(UserError, "kept"):
            rescission.unlink()
        with self.assertRaises(UserError):
            rescission.reason = "Altered"

    def test_a_list_of_one_costs_what_eighty_cost(self):
        contract = self._in_force()
        vals = {"contract_id": contract.id, "ground_id": self._ground("mutual").id}
        rows = self.terminations.create([vals] * 80)
        names = ("contract_id", "kind", "ground_id", "initiator_side", "ended_on", "state")
        self._assert_flat(rows, names, 7)
