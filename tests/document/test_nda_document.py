from ..common import ComplianceCase
from .printed import Printed


class TestNdaDocument(Printed, ComplianceCase):
    """T0-App4, X-17: the content and the period of confidentiality."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-30 04:00:00")
        cls.contract = cls._create_active("2026-06-30")

    def _nda(self, **values):
        vals = {"contract_id": self.contract.id, "name": "Drawings", "scope": "All drawings"}
        return self.env["crm.contract.nda"].create({**vals, **values})

    def test_it_says_what_is_secret_and_for_how_long(self):
        """Scenario 10: the contract ends 2027-06-30, + 3 years -> 2030-06-30."""
        nda = self._nda()
        words = self._words(nda)
        self.assertIn("All drawings", words)
        period = self._section(nda, "Period of Confidentiality")
        self.assertTrue(period.is_highlighted)
        begins, ends = period.paragraphs
        self.assertIn("takes effect", begins)
        self.assertIn("3 years after the actual end of the main contract", ends)
        self.assertIn("on 06/30/2030", ends)

    def test_other_periods(self):
        self.assertIn("It has no end", self._words(self._nda(basis="indefinite")))
        fixed = self._nda(basis="dates", date_start="2026-01-01", date_end="2029-01-01")
        self.assertIn("It ends on 01/01/2029", self._words(fixed))
        self.assertIn("begins on 01/01/2026", self._words(fixed))

    def test_what_it_covers_is_named(self):
        tags = self.env["crm.contract.classification"].search([], limit=2)
        nda = self._nda(classification_ids=[(6, 0, tags.ids)])
        for tag in tags:
            self.assertIn(tag.name, self._words(nda))

    def test_both_parties_sign_and_then_it_is_no_draft(self):
        nda = self._nda()
        document = self._document(nda)
        self.assertTrue(document.is_draft)
        self.assertEqual([one.signed_on for one in document.signatures], ["", ""])
        nda.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(nda.execution_id, side, "2026-06-30", "2026-06-30")
        nda.action_activate()
        document = self._document(nda)
        self.assertFalse(document.is_draft)
        self.assertEqual([one.sealed_on for one in document.signatures], ["06/30/2026"] * 2)

    def test_one_with_a_third_party_is_signed_by_it(self):
        partner = self.env["res.partner"].create({"name": "Anzhi Data"})
        third = self.env["crm.contract.third.party"].create(
            {"contract_id": self.contract.id, "partner_id": partner.id, "engaged_by": "b"}
        )
        document = self._document(self._nda(third_party_id=third.id))
        self.assertEqual([one.role for one in document.parties], ["Party B", "Third Party"])
        self.assertEqual([one.name for one in document.signatures][1], "Anzhi Data")

    def test_its_words_are_chinese(self):
        self._speak_chinese()
        nda = self._nda(name="图纸", scope="全部图纸")
        self.assertEqual(self._document(nda, lang="zh_CN").title, "保密协议")
        names = ["Service norms", "Huaxing Machinery", "Wang Fang", "Li Na", self.our_partner.name]
        for party in self.contract.party_ids:
            names += [party.email or "–", *(party.address or "").splitlines()]
        self.assert_chinese(nda, names=names)
