from ..payment.settlement_case import SettlementCase
from .printed import Printed


class TestEndingDocuments(Printed, SettlementCase):
    """T0-App8-9, T2-11: the agreement on the end, its settlement and the hand-over list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._yearly()
        cls._paid(cls.contract, 60000)
        item = {"contract_id": cls.contract.id, "kind": "handover"}
        cls.env["crm.contract.requirement"].create(
            [
                {**item, "name": "Keys", "side": "a", "receiver_side": "b", "quantity": 2},
                {**item, "name": "Customer data", "side": "b", "receiver_side": "a"},
            ]
        )
        cls.end = cls._end(cls.contract, reason="The project is over", ip_kept_a="The norms")

    def test_the_agreement_says_day_ground_and_reason(self):
        words = self._words(self.end)
        for text in (
            "Termination Agreement",
            "ends on 05/26/2026",
            "Mutual agreement",
            "The project is over",
            "The norms",
            "separate settlement agreement",
        ):
            self.assertIn(text, words)
        self.assertFalse(self._document(self.end).is_draft, "the end took effect")
        self.assertEqual(len(self._document(self.end).signatures), 2)

    def test_the_agreement_says_who_owes_what_once_it_is_computed(self):
        """T2-11.2.1: 48,000 earned, 60,000 paid, so 12,000 go back."""
        self.end.action_compute_settlement()
        words = self._words(self.end)
        self.assertIn(
            "Fees earned were $ 48,000.00, paid $ 60,000.00: Party A owes $ 12,000.00", words
        )

    def test_the_settlement_says_each_line_the_calculation_and_the_balance(self):
        """T2-11.2.1: 120,000 x 146 / 365 = 48,000.00."""
        self.end.action_compute_settlement()
        lines = self._rows(self.end, "Fee Settlement", "settlement")
        earned = ("Fee earned: Support (1/1)", "owed by Party B", "146 of 365 days", "$ 48,000.00")
        self.assertEqual(lines[0], earned)
        [period, *_steps] = self._rows(self.end, "Why This Balance", "settlement")
        self.assertEqual(period[2:], ("146", "120,000.00", "365", "Support (1/1)", "48,000.00"))
        facts = self._facts(self.end, "Result", "settlement")
        self.assertEqual(facts["Settlement Balance"], "$ -12,000.00")
        self.assertTrue(self._document(self.end, "settlement").is_draft)

    def test_whoever_has_the_settlement_signed_is_given_the_settlement(self):
        asked = self.end.with_context(crm_contract_document="settlement")
        own = self.env.ref("crm_contract_compliance.crm_contract_termination_report")
        self.assertEqual(self._document(asked).title, "Settlement Agreement")
        self.assertNotEqual(asked._document_report(), own)
        self.assertEqual(self.end._document_report(), own)

    def test_the_hand_over_list_has_both_directions(self):
        """X-21, T2-11.1.2"""
        document = self._document(self.contract, "handover")
        titles = [section.title for section in document.sections]
        self.assertIn("Party A to Party B", titles)
        self.assertIn("Party B to Party A", titles)
        [keys] = self._rows(self.contract, "Party A to Party B", "handover")
        self.assertEqual(keys[:2], ("Keys", "× 2"))
        self.assertEqual([one.role for one in document.signatures], ["Party A", "Party B"])

    def test_what_was_found_damaged_and_who_signed_for_it_is_said(self):
        item = self.contract.handover_ids.filtered(lambda row: row.name == "Keys")
        item.write({"condition": "damaged", "received_quantity": 1, "received_by": "Li Na"})
        [keys] = self._rows(self.contract, "Party A to Party B", "handover")
        self.assertEqual(keys[1:3], ("1 of 2", "Damaged"))
        self.assertIn("Li Na", keys)

    def test_an_end_declared_by_one_side_is_recorded_and_signed_by_nobody(self):
        contract = self._yearly()
        notice = self.env["crm.contract.notice"].create(
            {
                "contract_id": contract.id,
                "kind": "rescission",
                "side": "a",
                "sent_on": "2026-05-29",
                "delivered_on": "2026-06-01",
                "proof_reference": "SF 1001",
            }
        )
        ground = self.env["crm.contract.end.ground"].search([("code", "=", "frustrated_purpose")])
        end = self.terminations.create(
            {
                "contract_id": contract.id,
                "ground_id": ground.id,
                "initiator_side": "a",
                "notice_id": notice.id,
            }
        )
        document = self._document(end)
        self.assertEqual((document.title, document.signatures), ("Record of a Rescission", ()))
        self.assertIn("declared the end of the contract", document.intro[0])
        self.assertIn("SF 1001", self._words(end))

    def test_their_words_are_chinese(self):
        self._speak_chinese()
        self.end.action_compute_settlement()
        titles = {"termination": "终止协议", "settlement": "结算协议"}
        for kind, title in titles.items():
            document = self._document(self.end, kind, "zh_CN")
            self.assertEqual(document.title, title)
        self.assertEqual(self._document(self.contract, "handover", "zh_CN").title, "交接清单")
