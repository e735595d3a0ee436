from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from ..common import ComplianceCase

ARBITRATION = {
    "forum": "arbitration",
    "forum_institution": "Shanghai International Arbitration Center",
    "forum_place": "Shanghai",
}
DECIDED = {"resolved_on": "2026-06-01", "outcome": "A pays", "loser_side": "a"}


class DisputeCase(ComplianceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.contract = cls._create_active("2026-01-15", performance_place="Suzhou")

    @classmethod
    def _dispute(cls, **values):
        """Between us, Party A, and Huaxing, Party B; negotiated once and filed."""
        talk = {"held_on": "2026-05-20", "people": "Wang Fang, Li Na", "summary": "No agreement"}
        return cls.env["crm.contract.dispute"].create(
            {
                "name": "Quality of March",
                "contract_id": cls.contract.id,
                "side": "a",
                "raised_on": "2026-05-10",
                "filed_on": "2026-05-25",
                "talk_ids": [(0, 0, talk)],
                **values,
            }
        )

    @staticmethod
    def _cost(amount, payer="a", **values):
        vals = {"name": "Court fee", "amount": amount, "payer_side": payer}
        return (0, 0, {**vals, "paid_on": "2026-05-26", **values})

    @classmethod
    def _arbitrated(cls):
        return cls._create_active("2026-01-15", **ARBITRATION)


class TestForum(DisputeCase):
    """T0-11.1, T0-11.2, T1-10.2 to T1-10.4, T2-9.1, L-30, X-12."""

    def test_without_a_talk_it_stays_in_negotiation_unless_a_reason_is_given(self):
        """T0-11.1"""
        dispute = self._dispute(talk_ids=[])
        with self.assertRaisesRegex(UserError, "not negotiated yet"):
            dispute.action_litigate()
        dispute.no_talk_reason = "  "
        with self.assertRaisesRegex(UserError, "not negotiated yet"):
            dispute.action_litigate()
        dispute.no_talk_reason = "They refuse to talk"
        dispute.action_litigate()
        self.assertEqual(dispute.state, "litigation")

    def test_without_a_talk_there_is_no_arbitration_either(self):
        dispute = self._dispute(talk_ids=[], contract_id=self._arbitrated().id)
        with self.assertRaisesRegex(UserError, "not negotiated yet"):
            dispute.action_arbitrate()

    def test_it_goes_where_the_contract_says_and_nowhere_else(self):
        """L-30: one forum."""
        for contract, right, wrong in (
            (self.contract, "litigation", "arbitration"),
            (self._arbitrated(), "arbitration", "litigation"),
        ):
            dispute = self._dispute(contract_id=contract.id)
            with self.subTest(wrong=wrong):
                with self.assertRaisesRegex(UserError, "goes nowhere else"):
                    dispute.state = wrong
                dispute.state = right
                self.assertEqual(dispute.state, right)

    def test_a_contract_without_a_forum_leads_nowhere(self):
        """T1-10.3: an imported “either” leaves the forum empty."""
        contract = self._create_active("2026-01-15")
        contract._write_settled({"forum": False})
        dispute = self._dispute(contract_id=contract.id)
        for state in ("litigation", "arbitration"):
            with self.subTest(state=state), self.assertRaises(UserError):
                dispute.state = state

    def test_the_forum_is_kept_as_it_was(self):
        """T1-10.4, X-12: the court of the place of performance (T0) or of signing (T2)."""
        dispute = self._dispute()
        self.assertEqual((dispute.forum, dispute.forum_place), ("court", "Suzhou"))
        self.contract_type.forum_basis = "signing"
        signing = self._create_active("2026-01-15", signing_place="Hangzhou")
        self.assertEqual(self._dispute(contract_id=signing.id).forum_place, "Hangzhou")
        arbitrated = self._dispute(contract_id=self._arbitrated().id)
        self.assertEqual(arbitrated.forum_institution, ARBITRATION["forum_institution"])
        self.assertEqual(arbitrated.forum_place, "Shanghai")
        dispute.action_litigate()
        self.contract._write_settled({"performance_place": "Nanjing"})
        self.assertEqual(dispute.forum_place, "Suzhou")
        with self.assertRaises(UserError):
            dispute.forum_place = "Nanjing"

    def test_infringed_rights_go_to_court_and_name_who_infringed(self):
        """T1-9.2, T1-9.3"""
        contract = self._arbitrated()
        with self.assertRaisesRegex(ValidationError, "infringes"):
            self._dispute(contract_id=contract.id, matter="ip")
        dispute = self._dispute(contract_id=contract.id, matter="ip", liable_side="b")
        dispute.action_litigate()
        self.assertEqual((dispute.forum, dispute.forum_institution), ("court", False))

    def test_it_says_when_it_was_filed(self):
        dispute = self._dispute(filed_on=False)
        with self.assertRaisesRegex(UserError, "filed"):
            dispute.action_litigate()


class TestOutcome(DisputeCase):
    """T0-11.3, T0-App7."""

    def _decided(self, **values):
        dispute = self._dispute(**values)
        dispute.action_litigate()
        dispute.write(DECIDED)
        dispute.action_decide()
        return dispute

    def test_a_decision_is_closed_with_its_file(self):
        """T0-App7"""
        dispute = self._decided()
        with self.assertRaisesRegex(UserError, "judgment"):
            dispute.action_close()
        dispute.award_ids = self._link(self._create_file("judgment.pdf"))
        dispute.action_close()
        self.assertEqual(dispute.state, "closed")
        with self.assertRaises(UserError):
            dispute.award_ids = [(5, 0, 0)]

    def test_an_agreement_is_closed_without(self):
        dispute = self._dispute()
        with self.assertRaisesRegex(UserError, "which day"):
            dispute.action_settle()
        dispute.write({"resolved_on": "2026-06-01", "outcome": "Half each"})
        dispute.action_settle()
        dispute.action_close()
        self.assertEqual(dispute.state, "closed")

    def test_a_decision_says_who_lost_or_what_was_ordered(self):
        dispute = self._dispute()
        dispute.action_litigate()
        dispute.write({**DECIDED, "loser_side": False})
        with self.assertRaisesRegex(UserError, "losing side"):
            dispute.action_decide()
        with self.assertRaises(ValidationError):
            dispute.loser_side = "third"
        dispute.write({"is_cost_ordered": True, "ordered_percent": 50})
        dispute.action_decide()

    def test_the_losing_side_bears_the_costs_unless_ordered_otherwise(self):
        """T0-11.3: 8,000, A loses -> A 8,000; 30/70 -> 2,400 and 5,600."""
        dispute = self._dispute(cost_ids=[self._cost(5000), self._cost(3000, "b")])
        self.assertEqual(dispute.cost_amount, 8000)
        for values, raiser, opponent in (
            ({}, 0, 0),
            ({"loser_side": "a"}, 8000, 0),
            ({"loser_side": "b"}, 0, 8000),
            ({"is_cost_ordered": True, "ordered_percent": 30}, 2400, 5600),
            ({"ordered_percent": 33.3333}, 2666.66, 5333.34),
        ):
            with self.subTest(values=values):
                dispute.write(values)
                self.assertEqual(dispute.raiser_cost_amount, raiser)
                self.assertEqual(dispute.opponent_cost_amount, opponent)
        dispute.cost_ids[0].unlink()
        dispute.cost_ids.amount = 0.01
        dispute.ordered_percent = 50
        self.assertEqual((dispute.raiser_cost_amount, dispute.opponent_cost_amount), (0.01, 0))

    def test_amounts_out_of_bounds_are_refused(self):
        for values in (
            {"cost_ids": [self._cost(-1)]},
            {"cost_ids": [self._cost(float("nan"))]},
            {"disputed_amount": 1e15},
            {"ordered_percent": 101},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._dispute(**values)

    def test_what_is_closed_stays(self):
        dispute = self._decided(cost_ids=[self._cost(1)])
        dispute.award_ids = self._link(self._create_file("judgment.pdf"))
        dispute.action_close()
        for values in ({"loser_side": "b"}, {"outcome": "Other"}, {"cost_ids": [self._cost(1)]}):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "closed"):
                dispute.write(values)
        talk = {"people": "X", "summary": "Y", "held_on": "2026-05-30"}
        with self.assertRaises(UserError):
            dispute.cost_ids.amount = 2
        with self.assertRaises(UserError):
            dispute.cost_ids.unlink()
        with self.assertRaises(UserError):
            dispute.talk_ids.summary = "Other"
        with self.assertRaises(UserError):
            dispute.talk_ids.create({"dispute_id": dispute.id, **talk})

    def test_its_days_follow_each_other_and_have_come(self):
        for values in (
            {"raised_on": "2026-06-02"},
            {"filed_on": "2026-05-09"},
            {"resolved_on": "2026-05-24"},
            {"talk_ids": [(0, 0, {"held_on": "2026-06-02", "people": "X", "summary": "Y"})]},
            {"cost_ids": [self._cost(1, paid_on="2026-06-02")]},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._dispute(**values)


class TestDispute(DisputeCase):
    def test_it_is_about_a_signed_contract(self):
        draft = self._create_contract()
        with self.assertRaisesRegex(ValidationError, "signed"):
            self._dispute(contract_id=draft.id)
        with self.assertRaises(ValidationError):
            self._dispute(other_side="a")

    def test_its_next_step_is_on_the_timeline(self):
        dispute = self._dispute(next_date="2026-07-01", next_matter="Hearing")
        row = self.env["crm.contract.deadline"].search(
            [("res_model", "=", dispute._name), ("res_id", "=", dispute.id)]
        )
        self.assertEqual((row.kind, str(row.due_date)), ("dispute", "2026-07-01"))
        self.assertEqual(str(row.remind_on), "2026-06-24")
        self.assertIn("Hearing", row.name)
        dispute.next_date = "2026-08-01"
        self.assertEqual(str(row.due_date), "2026-08-01")
        dispute.write({"resolved_on": "2026-06-01", "outcome": "Half each"})
        dispute.action_settle()
        self.assertEqual(row.state, "cancelled")

    def test_users_negotiate_officers_go_to_court_managers_close(self):
        """design.md, who may do what."""
        record = self._dispute()
        dispute = record.with_user(self.user)
        dispute.talk_ids.create(
            {"dispute_id": dispute.id, "people": "Li Na", "summary": "No", "held_on": "2026-05-30"}
        )
        with self.assertRaises(AccessError):
            dispute.action_litigate()
        dispute.with_user(self.officer).action_litigate()
        dispute.write(DECIDED)
        record.award_ids = self._link(self._create_file("judgment.pdf"))
        with self.assertRaises(AccessError):
            dispute.action_decide()
        dispute.with_user(self.officer).action_decide()
        with self.assertRaises(AccessError):
            dispute.with_user(self.officer).action_close()
        dispute.with_user(self.manager).action_close()

    def test_an_open_one_keeps_its_contract_from_being_closed(self):
        """T0-12.3: what is open is seen to first; decided, settled and closed ones are not open."""
        dispute = self._dispute()
        self.contract._end("mutual", self._day("2026-06-01"))
        found = self.env["crm.contract"].search([("is_incomplete", "=", True)])
        self.assertIn(self.contract, found)
        with self.assertRaisesRegex(UserError, "open dispute “Quality of March”"):
            self.contract.action_close()
        dispute.write({"resolved_on": "2026-06-01", "outcome": "Half each"})
        dispute.action_settle()
        found = self.env["crm.contract"].search([("is_incomplete", "=", True)])
        self.assertNotIn(self.contract, found)
        self.contract.action_close()
        self.assertEqual(self.contract.state, "closed")

    def test_the_contract_counts_and_opens_its_disputes(self):
        action = self.contract.action_register_dispute()
        form = Form(self.env["crm.contract.dispute"].with_context(**action["context"]))
        form.name = "Price of April"
        dispute = form.save()
        self.assertEqual((dispute.side, dispute.other_side), ("a", "b"))
        self.assertEqual(str(dispute.raised_on), "2026-06-01")
        self.assertEqual(self.contract.open_dispute_count, 1)
        found = self.env["crm.contract.dispute"].search(
            self.contract.action_view_disputes()["domain"]
        )
        self.assertEqual(found, dispute)
