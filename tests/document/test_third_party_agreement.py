from odoo.exceptions import UserError
from odoo.fields import Command

from ..liability.liability_case import LiabilityCase
from .printed import Printed


class TestThirdPartyAgreement(Printed, LiabilityCase):
    """T0-17.1, T0-App2, T1-App4, T2-15.2.2: what the agreement with a third party says."""

    def test_it_says_role_duties_authority_and_purpose(self):
        words = self._words(self.third_party)
        for text in (
            "Third-Party Agreement",
            "Cleans and migrates customer data",
            "Quality as agreed; confidentiality",
            "Works in the test system on its own",
            "Purpose: Expertise",
            "Consultant",
            "Party A consented to it in writing on 05/10/2026",
        ):
            self.assertIn(text, words)

    def test_three_sides_sign_it_where_both_parties_bring_it_in(self):
        document = self._document(self.third_party)
        roles = ["Party A", "Party B", "Third Party"]
        self.assertEqual([one.role for one in document.signatures], roles)
        self.assertEqual([one.role for one in document.parties], roles)
        self.assertEqual(document.signatures[2].signer, "He Ping")
        self.assertEqual(document.signatures[2].signed_on, "05/18/2026")
        self.assertFalse(document.is_draft, "it was signed")

    def test_two_sides_sign_it_where_one_party_brings_it_in(self):
        """T1-14.5.2"""
        self.contract_type.sudo().is_tripartite = False
        contract = self._create_contract(is_tripartite=False)
        row = self._propose(contract_id=contract.id, engaged_by="b")
        document = self._document(row)
        self.assertEqual([one.role for one in document.parties], ["Party B", "Third Party"])
        self.assertTrue(document.is_draft)
        self.assertEqual([one.role for one in document.signatures], ["Party B", "Third Party"])

    def test_the_cap_is_said_with_its_terms_and_what_stands_outside(self):
        """T0-18, T2-16.1.1: the lower of 70,000 and 20% of 300,000 is 60,000."""
        self._determined(basis="lower", fixed_amount=70000, percent=20, carve_out_note="Fines")
        section = self._section(self.third_party, "Liability")
        self.assertTrue(section.is_highlighted)
        words = " ".join(section.paragraphs).replace("\xa0", " ")
        for text in (
            "at most $ 60,000.00",
            "The lower of $ 70,000.00 and 20% of the contract's amount",
            "determined by Party A and Party B on 05/18/2026",
            "Breach of Confidentiality, Personal Data, Fines",
            "personal injury",
        ):
            self.assertIn(text, words)

    def test_without_personal_data_it_says_so(self):
        self.assertIn("is given no personal data", self._words(self.third_party))

    def test_duties_benefits_fees_and_qualifications_stand_in_tables(self):
        row = self._propose(contract_id=self._create_contract().id, fee_amount=10000)
        self._certify(row, number="Q-1", issuer="CNAS", expires_on="2027-05-31")
        common = {"contract_id": row.contract_id.id, "third_party_id": row.id}
        self.env["crm.contract.responsibility"].create(
            {**common, "name": "Migration", "part_b": "accountable", "part_third": "responsible"}
        )
        self.env["crm.contract.share"].create(
            {**common, "name": "Income", "percent_a": 50, "percent_b": 30, "percent_third": 20}
        )
        fee = {
            "name": "Migration",
            "kind": "third_party",
            "amount": 10000,
            "due_date": "2026-07-01",
        }
        self.env["crm.contract.fee"].create(
            {**common, **fee, "payer_side": "b", "payee_side": "third"}
        )

        self.assertEqual(
            self._rows(row, "Qualifications"), [("ISO 27001", "Q-1", "CNAS", "05/31/2027")]
        )
        self.assertEqual(
            self._rows(row, "Division of Duties"),
            [("Migration", "–", "Accountable", "Carries Out")],
        )
        self.assertEqual(
            self._rows(row, "Allocation of Benefits"), [("Income", "50%", "30%", "20%")]
        )
        self.assertEqual(
            self._rows(row, "Fee"), [("Migration", "Party B", "07/01/2026", "$ 10,000.00")]
        )
        self.assertIn("paid $ 10,000.00 in all", self._words(row).replace("\xa0", " "))

    def test_it_tells_of_no_other_third_party(self):
        """screens.md §10: a third party reads its own part only."""
        other = self.env["res.partner"].sudo().create({"name": "Rival Data", "is_company": True})
        self._propose(partner_id=other.id, fee_amount=77777)
        words = self._words(self.third_party)
        self.assertIn(self.third_party.partner_id.name, words)
        self.assertNotIn("Rival", words)
        self.assertNotIn("77,777", words)

    def test_a_confidential_contract_is_named_by_its_number(self):
        """I9"""
        self.contract.sudo()._write_settled({"is_classified": True})
        words = self._words(self.third_party.sudo())
        self.assertIn(self.contract.sudo().code, words)
        self.assertNotIn(self.contract.sudo().name, words)

    def test_its_words_are_chinese(self):
        self._speak_chinese()
        self._determined()
        self.assertEqual(self._document(self.third_party, lang="zh_CN").title, "第三方介入协议")
        self.third_party.invalidate_recordset()
        names = ("Service norms", "Huaxing Machinery", "Anzhi Data", "He Ping", "Wang Fang")
        names += ("Li Na", self.our_partner.name, *self._typed())
        self.assert_chinese(self.third_party, names=names)

    def _typed(self):
        row = self.third_party
        texts = [row.role, row.duties, row.permissions, row.purpose]
        for party in self.contract.party_ids:
            texts += [party.email, *(party.address or "").splitlines()]
        return filter(None, texts)


class TestExitAgreement(Printed, LiabilityCase):
    """T1-App5: reason, liability after the exit, follow-up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third_party.action_activate()

    def _leave(self):
        self.third_party._ask_to_exit(
            "2026-05-19",
            "Its team was sold",
            "Answers for errors until 2028",
            "Hands over its notes",
        )
        for side in ("a", "b"):
            self._consent(self.third_party, side, "2026-05-19")
        self.third_party.action_send_exit_to_sign()
        for side in ("a", "b", "third"):
            self._record_marks(self.third_party.exit_execution_id, side, "2026-05-20", "2026-05-20")
        rows = self.third_party.sudo()._exit_rows().filtered(lambda row: not row.done_on)
        rows.write(
            {"evidence_ids": [Command.link(self._create_file().id)], "done_on": "2026-05-20"}
        )

    def test_nobody_who_stays_has_an_exit_agreement(self):
        with self.assertRaisesRegex(UserError, "has not asked to leave"):
            self._document(self.third_party, "exit")

    def test_it_says_reason_liability_and_follow_up(self):
        self._leave()
        words = self._words(self.third_party, "exit")
        for text in (
            "Its team was sold",
            "Answers for errors until 2028",
            "Hands over its notes",
            "Party A confirmed on | 05/19/2026",
            "Last day | ____________",
        ):
            self.assertIn(text, words)
        document = self._document(self.third_party, "exit")
        self.assertEqual(len(document.signatures), 3)

    def test_it_shows_the_final_position_of_the_cap(self):
        """60,000 of which 40,000 were committed: 20,000 are free, whatever comes later."""
        cap = self._determined()
        self._post(cap, "commit", 40000)
        self._leave()
        self.third_party._end("exited", self._day("2026-05-20"))
        rows = self._rows(self.third_party, "Liability After the Exit", "exit")
        position = [("In total", "$ 60,000.00", "$ 40,000.00", "$ 20,000.00")]
        self.assertEqual(rows, position)
        self._post(cap, "commit", 5000)
        rows = self._rows(self.third_party, "Liability After the Exit", "exit")
        self.assertEqual(rows, position)

    def test_its_words_are_chinese(self):
        self._speak_chinese()
        self._leave()
        self.assertEqual(self._document(self.third_party, "exit", "zh_CN").title, "第三方退出协议")
