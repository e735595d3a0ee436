from ..contract.notice_case import NoticeCase
from .printed import Printed


class TestNoticeDocument(Printed, NoticeCase):
    """T1-13.1, T2-14.2: a letter from one side to the other, with a slip for its receipt."""

    def test_it_says_from_whom_to_whom_how_and_what(self):
        notice = self._notice(subject="Late delivery", note="Deliver by Friday.")
        document = self._document(notice)
        sender, addressee = document.parties
        self.assertEqual((sender.role, addressee.role), ("Sender", "Addressee"))
        self.assertIn(("Party A", self.our_partner.name), sender.lines)
        self.assertIn(("Party B", "Huaxing Machinery"), addressee.lines)
        self.assertIn("1 Old Street", dict(addressee.lines)["Sent To"])
        self.assertEqual(document.sections[0].title, "Late delivery")
        text, sign = document.sections[0].paragraphs
        self.assertEqual(text, "Deliver by Friday.")
        self.assertIn(f"Party A: {self.our_partner.name} (signature or seal)", sign)
        self.assertIn("06/01/2026", sign)
        self.assertEqual(self._facts(notice, "Service of the Notice")["Method"], "Letter")

    def test_the_slip_is_blank_until_it_arrived(self):
        notice = self._notice()
        self.assertIn("received the notice “Other” of 06/01/2026", self._words(notice))
        [slip] = self._document(notice).signatures
        self.assertEqual((slip.role, slip.signed_on), ("Party B", ""))
        notice.write({"delivered_on": "2026-06-03", "proof_reference": "SF 1"})
        [slip] = self._document(notice).signatures
        self.assertEqual(slip.signed_on, "06/03/2026")
        self.assertEqual(self._facts(notice, "Service of the Notice")["Proof Reference"], "SF 1")

    def test_what_its_kind_adds_is_said(self):
        wish = self._notice(kind="renewal_intention", intention="end")
        self.assertIn("We do not wish to renew", self._words(wish))
        moved = self._notice(kind="address_change", new_address="9 New Road")
        self.assertIn("Our new address for service is: 9 New Road", self._words(moved))
        asked = self._notice(kind="cooperation", needs_answer=True, answer_due_on="2026-06-11")
        self.assertIn("your answer by 06/11/2026", self._words(asked))

    def test_its_words_are_chinese(self):
        self._speak_chinese()
        words = self._words(self._notice(note="请于周五前交付。"), lang="zh_CN")
        for text in ("通知", "甲方", "乙方", "送达情况", "请于周五前交付。"):
            self.assertIn(text, words)

    def test_without_a_text_it_says_what_its_kind_means(self):
        notice = self._notice(kind="suspension")
        self.assertIn("We give notice that we suspend our performance.", self._words(notice))
        told = self._notice(kind="suspension", note="We stop tomorrow.")
        self.assertNotIn("We give notice", self._words(told))
