from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from .notice_case import NoticeCase


class TestAnswer(NoticeCase):
    """A notice that wants an answer is a deadline; T2-6.1.2."""

    def _row(self, notice):
        return self.env["crm.contract.deadline"].search(
            [("res_model", "=", notice._name), ("res_id", "=", notice.id)]
        )

    def test_the_answer_is_on_the_timeline_until_it_is_there(self):
        notice = self._notice(needs_answer=True, answer_due_on="2026-06-11", subject="Price")
        row = self._row(notice)
        self.assertRecordValues(
            row,
            [
                {
                    "kind": "answer",
                    "due_date": self._day("2026-06-11"),
                    "remind_on": self._day("2026-06-08"),
                    "side": "b",
                    "state": "open",
                    "user_id": self.user.id,
                }
            ],
        )
        self.assertIn("Price", row.name)

        notice.write({"answered_on": "2026-06-08", "answer": "Agreed"})

        self.assertEqual((row.state, str(row.done_on)), ("done", "2026-06-08"))
        with self.assertRaises(UserError):
            row.with_user(self.user).action_reopen()

    def test_without_a_day_there_is_no_deadline(self):
        self.assertFalse(self._row(self._notice(needs_answer=True)))
        self.assertFalse(self._row(self._notice()))

    def test_it_is_answered_after_it_was_sent_and_not_tomorrow(self):
        notice = self._notice(needs_answer=True, answer_due_on="2026-06-11")
        for day in ("2026-05-31", "2026-06-09"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                notice.answered_on = day
        with self.assertRaises(ValidationError):
            self._notice(answer_due_on="2026-06-11")
        with self.assertRaises(ValidationError):
            self._notice(needs_answer=True, answer_due_on="2026-05-31")

    def test_a_request_for_cooperation_wants_its_answer_in_ten_days(self):
        """T2-6.1.2, counted by hand: 06-01 + 10."""
        request = self._notice(kind="cooperation")
        self.assertTrue(request.needs_answer)
        self.assertEqual(str(request.answer_due_on), "2026-06-11")
        other = self._create_active("2026-01-15", cooperation_days=3)
        self.assertEqual(
            str(self._notice(kind="cooperation", contract_id=other.id).answer_due_on), "2026-06-04"
        )

    def test_unanswered_for_ten_days_it_offers_a_notice(self):
        """T2-6.1.2: not on the last day, but on the next."""
        request = self._notice(kind="cooperation", subject="Server room")
        contracts = self.env["crm.contract"]
        domain = [
            ("notice_ids", "any", [("kind", "=", "cooperation"), ("is_unanswered", "=", True)])
        ]
        for day, is_offered in (("2026-06-11", False), ("2026-06-12", True)):
            self.freeze(f"{day} 04:00:00")
            self.env.invalidate_all()
            with self.subTest(day=day):
                banners = dict(self.contract._alert_list())
                self.assertEqual("unanswered" in banners, is_offered)
                self.assertEqual(request.is_unanswered, is_offered)
                self.assertEqual(self.contract in contracts.search(domain), is_offered)

        action = banners["unanswered"]["action"]
        with Form(self.env["crm.contract.notice"].with_context(**action["context"])) as form:
            self.assertEqual((form.kind, form.subject), ("other", "Server room"))

        self.assertFalse(request.is_unanswered, "it was followed up")
        self.assertEqual(request.follow_up_ids.subject, "Server room")
        self.assertNotIn("unanswered", dict(self.contract._alert_list()))

    def test_an_answer_in_time_offers_nothing(self):
        request = self._notice(kind="cooperation")
        request.answered_on = "2026-06-05"
        self.freeze("2026-06-12 04:00:00")
        self.env.invalidate_all()
        self.assertFalse(request.is_unanswered)

    def test_a_notice_follows_up_one_of_the_same_contract(self):
        other = self._create_active("2026-01-15")
        with self.assertRaises(ValidationError):
            self._notice(contract_id=other.id, follows_id=self._notice().id)


class TestAddressChange(NoticeCase):
    """T2-14.2.2: change by notice, from its proven delivery on."""

    def setUp(self):
        super().setUp()
        self.party = self.contract.party_ids.filtered(lambda party: party.side == "b")
        self.old = self.party.notice_address

    def _move(self, **values):
        return self._notice(kind="address_change", side="b", new_address="2 New Road", **values)

    def test_it_changes_nothing_until_its_delivery_is_proven(self):
        move = self._move()
        self.assertEqual(self.party.notice_address, self.old)
        move.delivered_on = "2026-06-04"
        self.assertEqual(self.party.notice_address, self.old)

        move.with_user(self.user).proof_reference = "SF 1"

        self.assertEqual(self.party.notice_address, "2 New Road")
        for day, address in (("2026-06-03", self.old), ("2026-06-04", "2 New Road")):
            said = self.contract._value_as_of("notice_address", self._day(day), self.party)
            self.assertEqual(said, address)

    def test_later_letters_are_measured_by_it(self):
        self._move(delivered_on="2026-06-04", proof_reference="SF 1")
        for day, place, is_doubtful in (
            ("2026-06-03", self.old, False),
            ("2026-06-04", self.old, True),
            ("2026-06-04", "2 New Road", False),
        ):
            with self.subTest(day=day, place=place):
                letter = self._notice(sent_on=day, sent_to=place)
                self.assertEqual(letter.is_delivery_doubtful, is_doubtful)

    def test_it_is_applied_once(self):
        move = self._move(delivered_on="2026-06-04", proof_reference="SF 1")
        lines = len(self.contract.amendment_line_ids)
        move.proof_ids = self._link(self._create_file("slip.pdf"))
        self.assertEqual(len(self.contract.amendment_line_ids), lines)
        with self.assertRaisesRegex(UserError, "record another change"):
            move.with_user(self.manager).write(
                {"delivered_on": "2026-06-05", "correction_reason": "Misread"}
            )

    def test_it_says_the_new_address_and_no_other_notice_does(self):
        for values in ({"new_address": " "}, {"kind": "other"}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._notice(**{"kind": "address_change", "new_address": "2 New Road", **values})


class TestMail(NoticeCase):
    """T2-14.2.1: written, by e-mail; the id of the message is the proof of its sending."""

    def _mails(self, notice):
        return self.env["mail.mail"].search(
            [("model", "=", notice._name), ("res_id", "=", notice.id)]
        )

    def _email(self, **values):
        return self._notice(method="email", sent_on="2026-06-08", **values)

    def test_it_goes_to_the_agreed_mailbox_and_keeps_the_id(self):
        notice = self._email(subject="Server room", note="Open <it>")

        notice.with_user(self.user).action_send_email()

        mail = self._mails(notice)
        self.assertEqual(mail.email_to, "office@huaxing.example.com")
        self.assertIn("Server room", mail.subject)
        self.assertIn("Open &lt;it&gt;", mail.body_html)
        self.assertFalse(mail.auto_delete, "evidence stays")
        self.assertEqual(notice.proof_reference, mail.message_id)
        self.assertEqual((notice.status, notice.effective_on), ("sent", False))
        notice.delivered_on = "2026-06-08"
        self.assertEqual(notice.status, "proven")

    def test_it_is_written_in_the_addressees_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "=", "crm_contract_compliance")]
        )._update_translations(["zh_CN"])
        self.partner.lang = "zh_CN"
        notice = self._email(subject="机房", kind="cooperation")
        notice.action_send_email()
        body = self._mails(notice).body_html
        self.assertIn("请求协助", body)
        self.assertIn("请于", body)

    def test_it_is_sent_once_and_only_as_what_it_is(self):
        sent = self._email()
        sent.action_send_email()
        for notice in (
            sent,
            self._notice(method="letter", sent_on="2026-06-08"),
            self._notice(method="email", sent_on="2026-06-05"),
            self._email(side="b"),
            self._email(sent_to="nowhere"),
            self._email(sent_to="li@na.example.com"),
            self._email(delivered_on="2026-06-08"),
        ):
            with self.subTest(notice=notice.display_name):
                self.assertFalse(notice.is_sendable)
                with self.assertRaisesRegex(UserError, "our own notice"):
                    notice.action_send_email()

    def test_whoever_may_not_write_the_notice_sends_nothing(self):
        notice = self._email()
        with self.assertRaises(AccessError):
            notice.with_user(self.other_user).action_send_email()
        self.assertFalse(self._mails(notice))
