from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from .notice_case import NoticeCase

KINDS = {
    "renewal_intention",
    "amendment",
    "termination",
    "rescission",
    "force_majeure",
    "suspension",
    "resumption",
    "cooperation",
    "address_change",
    "third_party",
    "incident",
    "other",
    "demand",
}
RUNNING = {"active", "suspended"}
BOUND = {"signed", *RUNNING}
# By hand: in which states of the contract a notice of each kind may be recorded.
STATES = {
    "renewal_intention": RUNNING,
    "suspension": RUNNING,
    "resumption": RUNNING,
    "amendment": BOUND,
    "termination": BOUND,
    "rescission": BOUND,
    "force_majeure": BOUND,
    "cooperation": BOUND | {"ended"},
    "address_change": BOUND | {"ended"},
    "third_party": BOUND | {"signing", "ended"},
    "incident": BOUND | {"ended", "closed"},
    "other": BOUND | {"signing", "ended", "closed"},
}
# Each zone with a moment whose day there is 2026-06-01, while it is another day in one of them.
MIDNIGHTS = {
    "Asia/Shanghai": ("2026-05-31 16:00:00", "2026-06-01 15:59:59"),
    "UTC": ("2026-06-01 00:00:00", "2026-06-01 23:59:59"),
    "America/New_York": ("2026-06-01 04:00:00", "2026-06-02 03:59:59"),
    "Pacific/Kiritimati": ("2026-05-31 10:00:00", "2026-06-01 09:59:59"),
}


class TestNotice(NoticeCase):
    def test_the_kinds_are_those_that_the_contracts_name(self):
        kinds = self.env["crm.contract.notice"]._fields["kind"].get_values(self.env)
        self.assertEqual(set(kinds), KINDS)

    def test_a_kind_belongs_to_the_states_in_which_it_means_something(self):
        """T1-13.1: each kind in each state of a contract."""
        states = self.env["crm.contract"]._fields["state"].get_values(self.env)
        for state in states:
            self.contract._write({"state": state})
            self.contract.invalidate_recordset(["state"])
            for kind, possible in STATES.items():
                with self.subTest(state=state, kind=kind):
                    place = "2 New Road" if kind == "address_change" else False
                    if state in possible:
                        self.assertTrue(self._notice(kind=kind, new_address=place))
                    else:
                        with self.assertRaisesRegex(ValidationError, "No notice of the kind"):
                            self._notice(kind=kind, new_address=place)

    def test_a_form_just_begun_is_new_not_a_sentence_with_gaps(self):
        self.assertFalse(self.env["crm.contract.notice"].new({"kind": "other"}).display_name)
        self.assertIn("Party A", self._notice(side="a").display_name)

    def test_it_goes_to_the_other_side_unless_said_otherwise(self):
        for side, to_side in (("a", "b"), ("b", "a"), ("third", "a")):
            with self.subTest(side=side):
                self.assertEqual(self._notice(side=side).to_side, to_side)
        self.assertEqual(self._notice(side="a", to_side="third").to_side, "third")
        with self.assertRaisesRegex(ValidationError, "from one side to another"):
            self._notice(side="a", to_side="a")

    def test_only_an_intention_on_renewal_says_what_is_wanted(self):
        self.assertEqual(self._notice(kind="renewal_intention").intention, "renew")
        self.assertFalse(self._notice(kind="other").intention)
        with self.assertRaises(ValidationError):
            self._notice(kind="other", intention="end")
        other = self._notice(kind="termination")
        self.assertFalse(other.limit_date or other.is_in_time, "no window of renewal is its own")

    def test_it_is_proven_only_with_delivery_and_proof(self):
        """T1-13.1; L-15: the effect is from delivery, never from sending."""
        notice = self._notice()
        self.assertEqual((notice.status, notice.effective_on), ("sent", False))
        notice.proof_reference = "  "
        self.assertEqual((notice.status, notice.is_proven), ("sent", False))
        notice.proof_reference = "SF 1400 2233"
        self.assertEqual((notice.status, notice.effective_on), ("sent", False), "sent, not arrived")
        notice.delivered_on = "2026-06-04"
        self.assertEqual((notice.status, str(notice.effective_on)), ("proven", "2026-06-04"))

    def test_delivery_without_proof_has_no_effect(self):
        notice = self._notice(delivered_on="2026-06-04")
        self.assertEqual((notice.status, notice.effective_on), ("delivered", False))
        notice.proof_ids = self._link(self._create_file("slip.pdf"))
        self.assertEqual((notice.status, str(notice.effective_on)), ("proven", "2026-06-04"))

    def test_it_arrives_after_it_was_sent_and_not_tomorrow(self):
        for values in (
            {"delivered_on": "2026-05-31"},
            {"delivered_on": "2026-06-09"},
            {"sent_on": "2026-06-09"},
            {"delivered_on": "2026-06-07", "sent_on": False},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._notice(**values)
        notice = self._notice()
        for day in ("2026-05-31", "2026-06-09"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                notice.delivered_on = day
        notice.delivered_on = "2026-06-06"
        self.assertEqual(str(notice.delivered_on), "2026-06-06", "a Saturday: nothing shifts")

    def test_its_days_are_those_where_the_contract_is(self):
        """Four zones, the first and the last second of 2026-06-01 in each, whoever looks."""
        for tz, moments in MIDNIGHTS.items():
            self.company.crm_contract_tz = tz
            contract = self._create_contract(tz=tz)
            contract._write({"state": "active"})
            contract.invalidate_recordset(["state"])
            for moment in moments:
                self.freeze(moment)
                with self.subTest(tz=tz, moment=moment):
                    place = {"contract_id": contract.id, "delivered_on": "2026-06-01"}
                    notice = self._notice(sent_on=False, **place)
                    self.assertEqual(str(notice.sent_on), "2026-06-01")
                    with self.assertRaisesRegex(ValidationError, "future"):
                        self._notice(**{**place, "delivered_on": "2026-06-02"})
                    at = self._notice(contract_id=contract.id, delivered_at=moment)
                    self.assertEqual(str(at.delivered_on), "2026-06-01", "L-36")

    def test_a_moment_of_another_day_than_the_delivery_is_refused(self):
        """L-36: 2026-06-04 16:00 UTC is the fifth in Shanghai."""
        with self.assertRaisesRegex(ValidationError, "another day"):
            self._notice(delivered_at="2026-06-04 16:00:00", delivered_on="2026-06-04")

    def test_what_was_said_stays_said(self):
        notice = self._notice(subject="Price")
        for values in (
            {"kind": "termination"},
            {"side": "b"},
            {"to_side": "third"},
            {"sent_on": "2026-05-31"},
            {"sent_to": "Elsewhere"},
            {"method": "fax"},
            {"subject": "Another"},
            {"note": "What we wish we had said"},
            {"needs_answer": True},
            {"is_delivery_doubtful": True},
            {"status": "proven"},
            {"effective_on": "2026-06-01"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                notice.write(values)

    def test_proof_only_grows(self):
        first, second = self._create_file("one.pdf"), self._create_file("two.pdf")
        notice = self._notice(proof_ids=self._link(first))
        notice.proof_ids = self._link(second)
        self.assertEqual(len(notice.proof_ids), 2)
        with self.assertRaises(UserError):
            notice.proof_ids = [(5, 0, 0)]

    def test_proven_delivery_stays(self):
        notice = self._notice(delivered_on="2026-06-04", proof_reference="SF 1")
        for values in (
            {"delivered_on": "2026-06-03"},
            {"delivered_on": False},
            {"delivered_at": "2026-06-03 04:00:00"},
            {"proof_reference": False},
            {"delivered_on": "2026-06-03", "correction_reason": " "},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "is proven"):
                notice.write(values)
        notice.write({"delivered_on": "2026-06-04"})

    def test_a_manager_corrects_proven_delivery_and_says_why(self):
        notice = self._notice(delivered_on="2026-06-04", proof_reference="SF 1")
        correction = {"delivered_on": "2026-06-05", "correction_reason": "Slip was misread"}
        for user in (self.user, self.officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                notice.with_user(user).write(correction)
        notice.with_user(self.manager).write(correction)
        self.assertEqual(str(notice.effective_on), "2026-06-05")
        self.assertIn("Slip was misread", notice.message_ids[0].body)


class TestAddress(NoticeCase):
    """T2-1.3, T2-14.2.2."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.party = cls.contract.party_ids.filtered(lambda party: party.side == "b")

    def _move(self, old, new, effective):
        """Huaxing moves; the change is agreed, and effective from that day."""
        vals = [self.party._changed_vals("notice_address", old, new)]
        self.contract._record_changes(vals, "Moved", self._day(effective))
        self.party._write_settled({"notice_address": new})

    def test_the_agreed_address_is_offered(self):
        self.assertEqual(self._notice().sent_to, self.party.notice_address)
        self.assertEqual(self._notice(method="email").sent_to, "office@huaxing.example.com")
        self.assertFalse(self._notice(method="fax").sent_to)

    def test_a_letter_to_another_address_is_doubtful(self):
        self.assertFalse(self._notice(sent_to="1 OLD STREET").is_delivery_doubtful)
        doubtful = self._notice(sent_to="2 New Road", delivered_on="2026-06-04")
        self.assertTrue(doubtful.is_delivery_doubtful)
        doubtful.proof_reference = "SF 1"
        self.assertEqual(doubtful.status, "proven", "doubt is said, the receipt is not hidden")

    def test_a_message_to_another_mailbox_is_doubtful(self):
        """L-36: the designated mailbox."""
        known = self._notice(method="email", sent_to="Office <office@HUAXING.example.com>")
        self.assertFalse(known.is_delivery_doubtful)
        self.assertTrue(self._notice(method="email", sent_to="li@na.com").is_delivery_doubtful)

    def test_a_fax_is_not_measured_by_the_address_of_letters(self):
        self.assertFalse(self._notice(method="fax", sent_to="021-9999").is_delivery_doubtful)

    def test_it_is_judged_by_the_address_of_its_day(self):
        """Moved on 06-03: what went to the old address before is not doubtful, after it is."""
        old = self.party.notice_address
        self._move(old, "2 New Road", "2026-06-03")
        for day, place, is_doubtful in (
            ("2026-06-02", old, False),
            ("2026-06-02", "2 New Road", True),
            ("2026-06-03", old, True),
            ("2026-06-03", "2 New Road", False),
        ):
            with self.subTest(day=day, place=place):
                notice = self._notice(sent_on=day, sent_to=place)
                self.assertEqual(notice.is_delivery_doubtful, is_doubtful)

    def test_a_later_move_casts_no_doubt_back(self):
        """§5: judged by the terms of its day."""
        notice = self._notice()
        self._move(self.party.notice_address, "2 New Road", "2026-06-01")
        self.assertFalse(notice.is_delivery_doubtful)


class TestRenewalIntention(NoticeCase):
    def test_intention_on_a_contract_without_end_is_in_time(self):
        """X-4: open-ended, it has no notice window; whoever says something says it in time."""
        contract = self._create_active("2026-01-15", term_years=0, term_months=0)
        notice = self._notice(contract_id=contract.id, kind="renewal_intention", intention="end")
        self.assertEqual((notice.limit_date, notice.is_in_time), (False, True))


class TestDialog(NoticeCase):
    def test_the_dialog_offers_what_the_contract_says(self):
        action = self.contract._notice_dialog("termination", subject="Unpaid")
        with Form(self.env["crm.contract.notice"].with_context(**action["context"])) as form:
            self.assertEqual((form.kind, form.side, form.to_side), ("termination", "a", "b"))
            self.assertEqual(str(form.sent_on), "2026-06-08")
            self.assertIn("1 Old Street", form.sent_to)
            form.side = "b"
            self.assertEqual(form.to_side, "a")
        self.assertEqual(self.contract.notice_ids.mapped("subject"), ["Unpaid"])

    def test_the_button_records_an_intention_while_the_window_is_open(self):
        self.assertEqual(self.contract.action_record_notice()["context"]["default_kind"], "other")
        self.freeze("2026-11-01 04:00:00")
        self.env.invalidate_all()
        context = self.contract.action_record_notice()["context"]
        self.assertEqual(context["default_kind"], "renewal_intention")
