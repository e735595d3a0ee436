from lxml import html

from ..service.service_case import ServiceCase
from .portal_http import PortalHttpCase


class TestCase(PortalHttpCase):
    """A customer raises a complaint and hears by when it is answered (scenario 9, A28, A29)."""

    MOMENT = "2026-09-28 02:00:00"
    _rest, _dialog, _in_progress, _find, _notify, _answered = (
        vars(ServiceCase)[name]
        for name in ("_rest", "_dialog", "_in_progress", "_find", "_notify", "_answered")
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._rest("2026-10-01", "2026-10-07")
        cls.foreign = cls._create_active(partner_id=cls.stranger_company.id)

    def _raise(self, contract=None, files=None, **values):
        said = {"kind": "complaint", "subject": "Nobody came", "text": "We waited\nall day"}
        return self._post(self._url(contract, "/complaint"), files=files, **{**said, **values})

    def _cases(self):
        return self.env["crm.contract.case"].search([("name", "=", "Nobody came")])

    def test_complaint_is_received_and_says_by_when_it_is_answered(self):
        self._login(self.customer)
        answer = self._raise(since="2026-09-20")
        self.assertEqual(answer.status_code, 303)
        case = self._cases()
        self.assertEqual(
            (case.kind, case.contract_id, case.partner_id, case.user_id, case.state),
            ("complaint", self.contract, self.partner, self.user, "received"),
        )
        self.assertEqual(case.description, "We waited\nall day\n\nSince: 2026-09-20")
        self.assertEqual(case.complainant, self.customer.name)
        self.assertEqual(case.channel_id, self.env.ref("crm_contract_compliance.channel_portal"))
        self.assertEqual(case.answer_due_date, self._day("2026-10-08"))
        self.assertEqual(case.create_uid, self.customer)
        page = self._get(answer.headers["Location"])
        self.assertIn("Received. We answer by 10/08/2026.", page.text)
        self.assertIn("Nobody came", self._get(self._url()).text)
        told = case.message_ids.filtered(lambda row: row.message_type == "comment")
        self.assertEqual(told.partner_ids, self.user.partner_id)
        self.assertNotIn(self.customer.partner_id, case.message_partner_ids)

    def test_request_names_the_kind_of_service(self):
        self._login(self.customer)
        self._raise(kind="troubleshooting")
        self.assertEqual(
            (self._cases().kind, self._cases().category), ("request", "troubleshooting")
        )

    def test_injected_fields_are_ignored(self):
        """A28"""
        self._login(self.customer)
        self._raise(
            contract_id=self.foreign.id,
            partner_id=self.stranger_company.id,
            company_id=99,
            state="closed",
            user_id=self.manager.id,
            answer_due_date="2030-01-01",
            received_at="2020-01-01 00:00:00",
            finding="unjustified",
            id=1,
        )
        case = self._cases()
        self.assertEqual(
            (case.contract_id, case.partner_id, case.state, case.user_id, case.finding),
            (self.contract, self.partner, "received", self.user, False),
        )
        self.assertEqual(str(case.received_at), self.MOMENT)
        self.assertEqual(case.answer_due_date, self._day("2026-10-08"))

    def test_what_is_missing_is_said_and_what_was_typed_stays(self):
        self._login(self.customer)
        answer = self._raise(subject="   ", text="Typed with care")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Say in a few words what it is about.", answer.text)
        self.assertIn("Typed with care", answer.text)
        for values in ({"text": ""}, {"kind": "invented"}, {"kind": "data_delete"}):
            self.assertEqual(self._raise(**values).status_code, 200)
        self.assertFalse(self._cases())

    def test_no_input_breaks_the_server(self):
        """A27: text that no column takes, days that there are not."""
        self._login(self.customer)
        for values in (
            {"since": "2026-02-30"},
            {"since": "x"},
            {"since": "9999-12-31"},
            {"text": "a\0b\u202e"},
            {"text": "x" * 50_000},
            {"subject": "Nobody came\r\nBcc: x"},
        ):
            self.assertIn(self._raise(**values).status_code, (200, 303), values)
        for case in self._cases():
            self.assertNotIn("\0", case.description)

    def test_text_is_text(self):
        self._login(self.customer)
        self._raise(text="<script>alert(1)</script><b>bold</b>")
        page = self._get(self._url()).text
        self.assertNotIn("<script>alert(1)", page)
        self.assertNotIn("<script", self._cases().message_ids[0].body)

    def test_files_come_along_under_a_harmless_name(self):
        """A29"""
        self._login(self.customer)
        self._raise(
            files=[
                ("files", ("../../etc/passwd", b"root", "text/plain")),
                ("files", ("in\u202egpj.exe", b"x", "image/png")),
                ("files", ("page.html", b"<script>alert(1)</script>", "text/html")),
            ]
        )
        files = self._cases().evidence_ids
        self.assertEqual(sorted(files.mapped("name")), ["ingpj.exe", "page.html", "passwd"])
        self.assertEqual(set(files.mapped("res_model")), {"crm.contract.case"})
        self.assertNotIn("text/html", files.mapped("mimetype"))
        self.assertFalse(any(files.mapped("public")))

    def test_too_many_and_too_large_files_are_refused(self):
        self._login(self.customer)
        many = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(11)]
        self.assertIn("Attach 10 files at most.", self._raise(files=many).text)
        large = [("files", ("a.txt", b"x" * (10 * 1024 * 1024 + 1), "text/plain"))]
        self.assertIn("is larger than", self._raise(files=large).text)
        self.assertFalse(self._cases())

    def test_ten_in_a_minute_are_enough(self):
        """A28"""
        self._login(self.customer)
        for _turn in range(10):
            self.assertEqual(self._raise().status_code, 303)
        answer = self._raise()
        self.assertIn("You have sent a lot within a minute.", answer.text)
        self.assertEqual(len(self._cases()), 10)

    def test_colleague_sees_it_and_a_stranger_does_not(self):
        self._login(self.customer)
        url = self._raise().headers["Location"]
        self._login(self.colleague)
        self.assertEqual(self._get(url).status_code, 200)
        self._login(self.stranger)
        self.assertEqual(self._get(url).status_code, 404)

    def test_what_a_person_asked_of_its_own_data_stays_its_own(self):
        case = self.env["crm.contract.case"].create(
            {
                "contract_id": self.contract.id,
                "kind": "request",
                "category": "data_copy",
                "name": "Copy of my data",
                "complainant": "Somebody",
                "channel_id": self.env.ref("crm_contract_compliance.channel_portal").id,
            }
        )
        self._login(self.customer)
        self.assertNotIn("Copy of my data", self._get(self._url()).text)
        self.assertEqual(self._get(self._url(path=f"/complaint/{case.id}")).status_code, 404)

    def test_answer_shows_once_it_was_given(self):
        self._login(self.customer)
        self._raise()
        case = self._cases()
        case.answer = "Our draft of an answer"
        self.assertNotIn("Our draft", self._get(self._url()).text)
        self._answered(case)
        page = self._get(self._url()).text
        self.assertIn("Answered on 09/28/2026.", page)
        self.assertIn("Sorry", page)

    def test_contract_that_is_not_signed_takes_none(self):
        contract = self._create_contract()
        self._name_representatives(contract)
        contract.action_send_to_sign()
        self._login(self.customer)
        self.assertEqual(self._get(self._url(contract, "/complaint")).status_code, 404)
        page = html.fromstring(self._get(self._url(contract)).content)
        self.assertFalse(page.xpath("//a[contains(@href, '/complaint')]"))

    def test_what_happened_lies_behind_us(self):
        self._login(self.customer)
        page = html.fromstring(self._get(self._url(path="/complaint")).content)
        self.assertEqual(page.xpath("//input[@name='since']/@max"), ["2026-09-28"])
