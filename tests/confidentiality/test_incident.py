from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from ..query_counts import QueryCounts
from .incident_case import CONTENT, IncidentCase


class TestIncident(IncidentCase):
    """L-46, PIPL 57; scenario 14: a leak, its clock in hours, its notices, its breach."""

    def test_the_clock_runs_from_the_time_it_was_found(self):
        """Scenario 14: found 2026-09-10 09:00, tell until 2026-09-11 09:00."""
        incident = self._incident()
        self.assertEqual(fields.Datetime.to_string(incident.target_at), "2026-09-11 01:00:00")
        self.assertEqual(incident.target_hours, 24)
        row = self._row(incident)
        self.assertEqual((str(row.due_date), row.user_id), ("2026-09-11", self.user))
        self.assertRegex(incident.code, r"^IN/2026/\d{4}$")

    def test_a_reader_elsewhere_is_told_the_time_of_the_contract(self):
        incident = self._incident()
        self.assertFalse(incident.with_context(tz="Asia/Shanghai").clock_note)
        note = incident.with_context(tz="Europe/Berlin", lang="en_US").clock_note
        self.assertRegex(note, r"^Asia/Shanghai: found .*9:00.* told until .*9:00")

    def test_hours_do_not_shift_past_rest_days(self):
        self.freeze("2026-10-02 02:00:00")
        incident = self._incident(found_at="2026-10-01 02:00:00")
        self.assertEqual(fields.Datetime.to_string(incident.target_at), "2026-10-02 02:00:00")

    def test_another_setting_reaches_no_incident_that_stands(self):
        old = self._incident()
        self.company.crm_contract_incident_hours = 72
        new = self._incident()
        self.assertEqual((old.target_hours, new.target_hours), (24, 72))
        old.found_at = "2026-09-10 00:00:00"
        self.assertEqual(fields.Datetime.to_string(old.target_at), "2026-09-11 00:00:00")
        self.assertEqual(fields.Datetime.to_string(new.target_at), "2026-09-13 01:00:00")

    def test_owner_and_those_with_the_clearance_hear_of_it_at_once(self):
        """Whatever the target; and again as it comes."""
        triggers = self.env["ir.cron.trigger"].sudo()
        job = self.env.ref("crm_contract_compliance.ir_cron_reminders")
        before = triggers.search_count([("cron_id", "=", job.id)])
        self.company.crm_contract_incident_hours = 720
        row = self._row(self._incident())
        self.assertEqual(triggers.search_count([("cron_id", "=", job.id)]), before + 1)

        rows = self.env["crm.contract.deadline"].sudo().search([("id", "=", row.id)])
        rows._remind()

        self.assertEqual(row.sudo().activity_ids.user_id, self.user)
        policy = self.env.ref("crm_contract_compliance.policy_incident")
        self.assertTrue({self.user, self.cleared} <= set(row.sudo()._digest_users(policy, False)))
        self.assertEqual(str(row.remind_on), "2026-10-09")

    def test_a_leak_by_the_third_party_proposes_its_breach_once(self):
        """Scenario 14, T1-Br-C: C3.2; L-46."""
        incident = self._incident(side="third", third_party_id=self.third_party.id, **CONTENT)
        breach = incident.breach_id
        self.assertEqual((breach.state, breach.type_id.code), ("proposed", "C3.2"))
        self.assertEqual((breach.incident_id, breach.third_party_id), (incident, self.third_party))
        self.assertEqual(str(breach.known_on), "2026-09-10")
        incident.write({"side": "third", "cause": "Another"})
        incident._propose_breaches()
        self.assertEqual(self.contract.breach_ids, breach)

    def test_the_breach_of_a_leak_is_dismissed_and_never_deleted(self):
        """It would take a word out of an incident that is on record, and let it be purged."""
        incident = self._incident(side="b", **CONTENT)
        with self.assertRaisesRegex(UserError, "dismiss it"):
            incident.breach_id.with_user(self.manager).unlink()
        field = self.env["crm.contract.incident"]._fields["breach_id"]
        self.assertEqual(field.ondelete, "restrict")
        self.assertTrue(incident.breach_id)

    def test_who_leaked_may_become_known_later(self):
        """T0-8.3: either side."""
        incident = self._incident()
        self.assertFalse(incident.breach_id)
        incident.side = "b"
        self.assertEqual((incident.breach_id.side, incident.breach_id.state), ("b", "proposed"))
        with self.assertRaisesRegex(UserError, "names who leaked"):
            incident.side = "a"

    def test_what_the_third_party_pays_for_its_leak(self):
        """T0-Br3c: loss 40,000, cap 60,000: 40,000."""
        self._determined()
        incident = self._incident(side="third", third_party_id=self.third_party.id, **CONTENT)
        breach = incident.breach_id.with_user(self.manager)
        breach.write(
            {
                "clause": "8.1",
                "impact": "Customers complain",
                "severity": "serious",
                "fault": "ordinary",
                "state": "registered",
            }
        )
        breach.loss_ids = [(0, 0, {"name": "Customers lost", "amount": 40000})]
        breach.action_assess()
        wizard = self.env["crm.contract.claim.wizard"].create({"breach_id": breach.id})
        wizard.action_confirm()
        claim = breach.claim_ids
        claim.action_confirm()
        self.assertEqual((claim.allowed_amount, claim.uncovered_amount), (40000, 0))

    def test_a_notice_says_its_three_blocks(self):
        """Scenario 14: kinds, cause, measures, contact."""
        incident = self._incident(persons_count=312, **CONTENT)
        for text in (incident.authority_notice, incident.persons_notice):
            for said in (*CONTENT.values(), "312", "What happened", "Measures", "How to reach us"):
                self.assertIn(said, text)
            self.assertLess(text.index("Fraud calls"), text.index("called back"))
            self.assertLess(text.index("called back"), text.index("021-1234"))
        self.assertNotEqual(incident.authority_notice, incident.persons_notice)

    def test_a_notice_is_written_in_the_language_that_is_chosen(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        incident = self._incident(notice_lang="zh_CN", **CONTENT)
        self.assertIn("联系方式", incident.persons_notice)
        self.assertNotIn("What happened", incident.persons_notice)

    def test_a_notice_that_lacks_something_is_not_given(self):
        for item in CONTENT:
            incident = self._incident(**{**CONTENT, item: " "})
            label = incident._label_of(item)
            with self.subTest(item=item), self.assertRaisesRegex(UserError, label):
                self._tell(incident, "authority")
            with self.subTest(item=item), self.assertRaisesRegex(UserError, label):
                incident.action_tell_persons()

    def test_told_by_hand_needs_its_proof(self):
        incident = self._incident(**CONTENT)
        with self.assertRaisesRegex(UserError, "proof"):
            self._tell(incident, "authority", reference=" ")
        with self.assertRaisesRegex(UserError, "who was told"):
            self._tell(incident, "authority", recipient=" ")
        file = self.env["ir.attachment"].with_user(self.user).create({"name": "a", "raw": b"a"})
        self._tell(incident, "authority", reference=False, proof_ids=self._link(file))
        self.assertEqual(incident.authority_proof_ids.res_model, "crm.contract.incident")
        self.assertEqual(incident.authority_text, incident.authority_notice)
        self.assertEqual(incident.authority_recipient, "Cyberspace office")
        with self.assertRaisesRegex(UserError, "told already"):
            self._tell(incident, "authority")

    def test_what_was_said_stays_said(self):
        incident = self._notified()
        incident.cause = "A stolen laptop"
        self.assertIn("wrong address", incident.authority_notice)
        self.assertNotIn("laptop", incident.persons_notice)

    def test_nobody_is_told_before_it_was_found_nor_in_future(self):
        incident = self._incident(**CONTENT)
        for moment in ("2026-09-10 00:59:59", "2026-09-10 01:00:01"):
            with self.assertRaises(UserError):
                self._tell(incident, "authority", told_at=moment)

    def test_it_counts_as_notified_once_all_were_told(self):
        incident = self._incident(**CONTENT)
        with self.assertRaisesRegex(UserError, "report to the authority.*notice to the persons"):
            incident.action_notified()
        self._tell(incident, "authority")
        self.assertEqual(incident.state, "open")
        with self.assertRaisesRegex(UserError, "notice to the persons"):
            incident.action_notified()
        self._tell(incident, "persons")
        self.assertEqual((incident.state, self._row(incident).state), ("notified", "done"))

    def test_persons_need_not_be_told_where_harm_is_avoided(self):
        """PIPL 57, para. 2: with its reason; the authority may still ask for it."""
        incident = self._incident(is_harm_avoided=True, **CONTENT)
        self._tell(incident, "authority")
        with self.assertRaisesRegex(UserError, "why harm is avoided"):
            incident.action_notified()
        incident.harm_avoided_reason = "The file was encrypted"
        incident.action_notified()
        incident.write({"is_persons_notice_ordered": True, "outcome": "No harm"})
        with self.assertRaisesRegex(UserError, "which the authority asks for"):
            incident.with_user(self.officer).action_close()
        self._tell(incident, "persons")
        incident.with_user(self.officer).action_close()
        self.assertEqual(incident.state, "closed")

    def test_a_late_notice_is_flagged_with_its_hours(self):
        incident = self._incident(**CONTENT)
        self.assertFalse(incident.is_late)
        self._tell(incident, "authority")
        self.freeze("2026-09-11 01:00:00")
        incident.invalidate_recordset()
        self.assertFalse(incident.is_late)
        self.assertNotIn(incident, incident.search([("is_late", "=", True)]))
        self.freeze("2026-09-11 03:30:00")
        incident.invalidate_recordset()
        self.assertEqual((incident.is_late, incident.late_hours), (True, 2.5))
        self.assertIn("2.5 hours late: tell", incident.late_note)
        self.assertIn(incident, incident.search([("is_late", "=", True)]))
        self._tell(incident, "persons")
        self.freeze("2026-09-20 01:00:00")
        incident.invalidate_recordset()
        self.assertEqual((incident.is_late, incident.late_hours), (True, 2.5))
        self.assertEqual(incident.late_note, "Told 2.5 hours late")
        self.assertIn(incident, incident.search([("is_late", "=", True)]))

    def test_a_late_notice_stays_late_whatever_is_said_afterwards(self):
        incident = self._incident(**CONTENT)
        self._tell(incident, "authority")
        self.freeze("2026-09-11 03:30:00")
        self._tell(incident, "persons")
        for values in ({"is_harm_avoided": True}, {"harm_avoided_reason": "Encrypted"}):
            with self.subTest(values), self.assertRaisesRegex(UserError, "was notified"):
                incident.write(values)
        self.assertEqual((incident.is_late, incident.late_hours), (True, 2.5))

    def test_an_officer_closes_it_with_its_outcome(self):
        incident = self._notified()
        with self.assertRaises(AccessError):
            incident.action_close()
        with self.assertRaisesRegex(UserError, "Outcome"):
            incident.with_user(self.officer).action_close()
        incident.outcome = "No complaint"
        incident.with_user(self.officer).action_close()
        self.assertEqual((incident.state, str(incident.closed_on)), ("closed", "2026-09-10"))
        with self.assertRaisesRegex(UserError, "no longer changes"):
            incident.outcome = "Other"

    def test_it_is_kept_for_three_years(self):
        """L-44: nobody deletes it before, superuser included."""
        incident = self._notified(outcome="No complaint")
        incident.with_user(self.officer).action_close()
        self.assertEqual(str(incident.retained_until), "2029-09-10")
        with self.assertRaises(AccessError):
            incident.with_user(self.manager).unlink()
        for day in ("2026-09-11", "2029-09-10"):
            self.freeze(f"{day} 04:00:00")
            with self.assertRaises(UserError):
                incident.sudo().unlink()

    def test_a_notice_holds_the_clock(self):
        incident = self._incident(**CONTENT)
        self._tell(incident, "authority")
        with self.assertRaisesRegex(UserError, "judged by it"):
            incident.found_at = "2026-09-10 00:30:00"
        incident.persons_count = 12

    def test_by_e_mail_each_person_gets_their_own(self):
        incident = self._incident(**CONTENT)
        people = self.partner.create(
            [{"name": f"P{n}", "email": f"p{n}@example.com"} for n in range(3)]
        )
        mute = self.partner.create({"name": "Mute"})
        self._tell(incident, "authority")
        with self.assertRaisesRegex(UserError, "Mute"):
            self._tell(incident, "persons", method="email", partner_ids=self._link(people | mute))
        with self.assertRaises(UserError):
            self._tell(incident, "persons", method="email")
        self._tell(incident, "persons", method="email", partner_ids=self._link(people))
        mails = self.env["mail.mail"].sudo().search([], order="id desc", limit=3)
        self.assertEqual(
            set(mails.mapped("email_to")), {person.email_formatted for person in people}
        )
        self.assertIn("Trust no caller", mails[0].body_html)
        self.assertEqual(
            incident.persons_reference.split(), mails.sorted("id").mapped("message_id")
        )
        self.assertEqual((incident.state, incident.persons_recipient), ("notified", "P0, P1, P2"))

    def test_a_line_break_in_a_name_begins_no_header(self):
        values = {"name": "Wu Di\r\nBcc: rival@example.com", "email": "wu@example.com"}
        person = self.env["res.partner"].sudo().create(values)
        incident = self._incident(**CONTENT)
        self._tell(incident, "persons", method="email", partner_ids=self._link(person))
        mail = self.env["mail.mail"].sudo().search([], limit=1)
        self.assertIn("wu@example.com", mail.email_to)
        self.assertNotIn("\n", mail.email_to)

    def test_a_hundred_persons_are_told_at_once(self):
        """Their names and the proofs of sending are longer than a line."""
        persons = self.env["res.partner"].sudo()
        for number in range(100):
            persons |= persons.create({"name": f"N{number:03}", "email": f"n{number}@example.com"})
        incident = self._incident(**CONTENT)
        self._tell(incident, "persons", method="email", partner_ids=self._link(persons))
        self.assertIn("N099", incident.persons_recipient)
        self.assertEqual(len(incident.persons_reference.split()), 100)

    def test_markup_in_a_notice_stays_text(self):
        """A31, A33."""
        evil = "<script>alert(1)</script> {{ object.env }}"
        incident = self._incident(**{**CONTENT, "cause": evil})
        person = self.partner.create({"name": "P", "email": "p@example.com"})
        self._tell(incident, "persons", method="email", partner_ids=self._link(person))
        body = self.env["mail.mail"].sudo().search([], order="id desc", limit=1).body_html
        self.assertNotIn("<script", body)
        self.assertIn("{{ object.env }}", body)

    def test_the_other_side_hears_of_it_by_an_ordinary_notice(self):
        incident = self._incident(**CONTENT)
        window = incident.action_tell_side()
        form = self.env["crm.contract.notice"].with_user(self.user)
        values = {name.removeprefix("default_"): value for name, value in window["context"].items()}
        notice = form.create(values)
        self.assertEqual((notice.kind, notice.to_side), ("incident", "b"))
        self.assertIn("Fraud calls", notice.note)

    def test_an_ended_contract_is_not_closed_over_it(self):
        incident = self._incident()
        gaps = [gap.origin for gap in self.contract._missing("close")]
        self.assertIn(f"crm.contract.incident,{incident.id}", gaps)

    def test_bad_input_is_refused(self):
        for values in (
            {"found_at": "2026-09-10 01:00:01"},
            {"occurred_on": "2026-09-11"},
            {"persons_count": -1},
            {"side": "third"},
            {"side": "a", "third_party_id": self.third_party.id},
            {"contract_id": self._create_contract().id},
            {"user_id": self.env.ref("base.public_user").id},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._incident(**values)
        for name in ("target_at", "authority_notified_at", "persons_text", "breach_id", "told_at"):
            with self.subTest(name=name), self.assertRaises(UserError):
                self._incident().write({name: "2026-09-10 01:00:00"})


class TestIncidentList(QueryCounts, IncidentCase):
    def test_eighty_incidents_ask_as_often_as_one(self):
        """B-G2"""
        vals = {"contract_id": self.contract.id, "found_at": "2026-09-10 01:00:00", "side": "b"}
        incidents = self.env["crm.contract.incident"].create(
            [{**vals, "name": f"List {number}"} for number in range(80)]
        )
        names = ["code", "name", "contract_id", "side", "found_at", "target_at", "late_hours"]
        names += ["is_late", "user_id", "state", "retained_until", "company_id", "contract_user_id"]
        self._assert_flat(incidents, names, 10)


class TestDiscreetIncident(IncidentCase):
    """I9: of a classified contract its number is all that others hear."""

    WORD = "Zanzibar"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract.sudo().is_classified = True
        words = {name: f"{cls.WORD} {text}" for name, text in CONTENT.items()}
        cls.secret = (
            cls.env["crm.contract.incident"]
            .sudo()
            .create(
                {
                    **words,
                    "name": f"{cls.WORD} list",
                    "contract_id": cls.contract.id,
                    "found_at": "2026-09-10 01:00:00",
                    "side": "b",
                }
            )
        )

    def test_it_is_readable_like_its_contract(self):
        for user in (self.user, self.officer, self.manager, self.other_user):
            with self.subTest(user=user.login):
                incidents = self.env["crm.contract.incident"].with_user(user)
                self.assertFalse(incidents.search([("name", "ilike", self.WORD)]))
                with self.assertRaises(AccessError):
                    incidents.browse(self.secret.id).read(["cause"])
                name = incidents.browse(self.secret.id).display_name
                self.assertEqual(name, self.contract.sudo().code)

    def test_its_text_stands_in_no_channel(self):
        row = self._row(self.secret).sudo()
        row._remind()
        self.secret.with_user(self.env.ref("base.user_root")).message_post(body="Looked into it")
        for said in (
            row.name,
            *row.activity_ids.mapped("summary"),
            *row.activity_ids.mapped(lambda activity: activity.note or ""),
            *self.secret.message_ids.mapped("body"),
            *self.contract.sudo().message_ids.mapped("body"),
            self.secret.with_user(self.cleared).display_name,
            *self.env["mail.mail"].sudo().search([]).mapped("body_html"),
        ):
            self.assertNotIn(self.WORD, said or "")

    def test_the_notice_that_is_sent_stands_in_no_conversation(self):
        person = self.partner.create({"name": "P", "email": "p@example.com"})
        self.secret.sudo()._send_notice("persons", person)
        mail = self.env["mail.mail"].sudo().search([], order="id desc", limit=1)
        self.assertIn(self.WORD, mail.body_html)
        self.assertFalse(mail.model)
        self.assertTrue(mail.auto_delete)
        found = (
            self.env["mail.message"].with_user(self.officer).search([("body", "ilike", self.WORD)])
        )
        self.assertFalse(found)

    def test_the_dialog_tells_only_readers(self):
        with self.assertRaises(AccessError):
            self._dialog(self.secret.with_user(self.officer), "authority")
