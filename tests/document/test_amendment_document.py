from ..contract.amendment_case import AmendmentCase
from .printed import Printed


class TestAmendmentDocument(Printed, AmendmentCase):
    """T1-5.3, T1-App3, scenario 13: content, reason, revised terms, before and after."""

    def test_it_shows_what_each_term_said_and_shall_say(self):
        """The end moves from 2027-03-01 to 2027-09-01."""
        amendment = self._ask()
        self.assertEqual(
            self._rows(amendment, "What Changes"), [("End Date", "03/01/2027", "09/01/2027")]
        )
        words = self._words(amendment)
        self.assertIn("More work", words)
        self.assertIn("asked for by Party A", words)
        self.assertTrue(self._document(amendment).is_draft)

    def test_once_applied_it_still_shows_what_was_said_before(self):
        amendment = self._amended()
        self.assertEqual(amendment.state, "applied")
        self.assertEqual(
            self._rows(amendment, "What Changes"), [("End Date", "03/01/2027", "09/01/2027")]
        )
        document = self._document(amendment)
        self.assertFalse(document.is_draft)
        self.assertEqual([one.signed_on for one in document.signatures], ["11/05/2026"] * 2)

    def test_it_says_from_when_on_and_how_it_was_asked_for(self):
        """T1-5.4"""
        amendment = self._ask(effective_date="2026-12-01")
        self.assertIn("apply from 12/01/2026 on", self._words(amendment))
        self._give_notice(amendment)
        facts = self._facts(amendment, "Written Notice")
        self.assertEqual(facts["Proof Reference"], "SF1234567")
        self.assertEqual(facts["Method"], "Letter")

    def test_a_supplement_refers_to_its_documents(self):
        file = self._create_file("supplement.pdf")
        amendment = self._ask(kind="supplement", change_ids=[], document_ids=self._link(file))
        document = self._document(amendment)
        self.assertEqual(document.title, "Supplementary Agreement")
        self.assertEqual(document.annexes, ("supplement.pdf",))

    def test_its_words_are_chinese(self):
        self._speak_chinese()
        amendment = self._ask(name="延期", reason="工作增加")
        self.assertEqual(self._document(amendment, lang="zh_CN").title, "变更协议")
        words = self._words(amendment, lang="zh_CN")
        for text in ("变更前", "变更后", "2027/03/01", "2027/09/01"):
            self.assertIn(text, words)

    def test_days_are_said_with_their_unit(self):
        self.contract.complaint_unit = "calendar"
        amendment = self._ask(
            self._change("contract.complaint_days", 3, "integer"),
            self._change("contract.renewal_notice_days", 45, "integer"),
        )
        rows = {row[0]: row[1:] for row in self._rows(amendment, "What Changes")}
        self.assertEqual(rows["Complaint Answer"], ("5 days", "3 days"))
        self.assertEqual(rows["Renewal Notice"], ("60 days", "45 days"))
