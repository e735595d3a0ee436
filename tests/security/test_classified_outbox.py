import csv
from pathlib import Path
from unittest.mock import Mock, patch

from odoo.exceptions import UserError

from odoo.addons.crm_contract_compliance.models.base.batches import isolate

from .classified_case import WORD, ClassifiedCase

SURFACE = Path(__file__).with_name("public_surface.csv")


class TestClassifiedOutbox(ClassifiedCase):
    """I9: what goes out by itself: reminders, digests, notes, mails, the bus, drafts, refusals."""

    def _mails_without_the_notices(self):
        """Mails that people without the clearance get, but for a notice to its addressee."""
        return self.env["mail.mail"].search([("model", "!=", "crm.contract.notice")])

    def _says(self, records, names):
        return [
            f"{record}: {name}"
            for record in records
            for name in names
            if WORD.lower() in str(record[name] or "").lower()
        ]

    def test_reminders_and_digests_tell_that_something_is_due(self):
        """A02: to the uncleared owner and whom the policy names, nothing but the number."""
        rows = self.env["crm.contract.deadline"].search(
            [("contract_id", "in", self.contracts.ids), ("state", "=", "open")]
        )
        self.assertTrue(rows)
        rows.write({"remind_on": "2026-06-01", "due_date": "2026-06-29"})
        with self.nothing_logged():
            rows._remind()
        activities = self.env["mail.activity"].search(
            [("crm_contract_deadline_id", "in", rows.ids)]
        )
        self.assertIn(self.user, activities.user_id)
        self.assertEqual(
            self._says(activities, ("summary", "note", "res_name", "display_name")), []
        )
        mails = self._mails_without_the_notices()
        self.assertIn(self.user.partner_id, mails.recipient_ids)
        self.assertEqual(self._says(mails, ("subject", "body_html", "body", "references")), [])

    def test_nobody_uncleared_was_told_of_a_message(self):
        """A09, A12: neither by mail nor in the inbox, though they follow and are named."""
        people = self.env["res.users"].union(*self.uncleared.values()).partner_id | self.partner
        told = self.messages.notification_ids.res_partner_id
        self.assertFalse(told & people)
        self.assertFalse(self.messages.partner_ids & people)

    def test_editing_a_message_names_nobody_uncleared_either(self):
        contract = self.planted["crm.contract"].with_user(self.cleared_manager)
        message = contract.message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        contract._message_update_content(
            message, body=WORD, partner_ids=(self.user | self.cleared_user).partner_id.ids
        )
        self.assertEqual(message.sudo().partner_ids, self.cleared_user.partner_id)

    def test_an_activity_is_given_to_nobody_uncleared(self):
        """A09: whom it is given to reads it, whatever it hangs on."""
        for model, record in self.planted.items():
            if "activity_ids" not in record._fields or not hasattr(record, "activity_schedule"):
                continue
            with self.subTest(model=model), self.assertRaises(UserError), self.undone():
                record.with_user(self.cleared_manager).activity_schedule(
                    "mail.mail_activity_data_todo", summary=WORD, user_id=self.user.id
                )

    def test_drafts_in_accounting_name_the_number_alone(self):
        """A02: accountants need no clearance for what they post."""
        fee = self.planted["crm.contract.fee"]
        payment = self.planted["crm.contract.payment"].with_user(self.cleared_manager)
        payment.action_create_invoices()
        move = payment.sudo().move_id
        self.assertTrue(move)
        self.assertIn(WORD, payment.name + fee.sudo().name)
        names = [
            name for name in move._fields if move._fields[name].type in ("char", "text", "html")
        ]
        self.assertEqual(self._says(move, [name for name in names if move._fields[name].store]), [])
        self.assertEqual(self._says(move.line_ids, ("name", "ref", "display_name")), [])
        self.assertEqual(self._says(move.message_ids, ("body", "subject")), [])
        everything = self._readable(self.accountant, move), self._readable(self.user, self.lead)
        self.assertFalse(self.tells(everything))

    def _readable(self, user, record):
        fields = self.as_user(record, user).fields_get(attributes=["type"])
        spec = {
            name: {"fields": {"display_name": {}}}
            for name, field in fields.items()
            if field["type"] in ("many2one", "one2many", "many2many")
        }
        return self.answer_to(user, record, "web_read", spec)

    def test_a_notice_by_mail_goes_to_its_addressee_alone(self):
        """The one mail that says what it says; people here read neither it nor its copy."""
        notice = self.planted["crm.contract.notice"].sudo()
        notice._write_settled({"sent_to": "office@huaxing.example.com"})
        before = self.env["mail.mail"].search([])
        notice.with_user(self.cleared_manager)._send_email()
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(len(mail), 1)
        people = self.env["res.users"].union(*self.uncleared.values())
        told = (mail.email_to or "") + "".join(mail.recipient_ids.mapped("email_formatted"))
        self.assertFalse(mail.recipient_ids & people.partner_id)
        self.assertIn("office@huaxing.example.com", told)
        self.assertNotIn("cc_", told)
        self.assert_silent(
            (f"{records._name} of a notice", user, records, "read", (["body", "subject"],))
            for user in people
            for records in (mail, mail.mail_message_id)
        )

    def test_the_bus_carries_it_to_cleared_people_alone(self):
        """What is pushed into browsers."""
        self.env.cr.precommit.run()
        self.env["bus.bus"].search([]).unlink()
        for record in self.planted.values():
            self._plant_conversation(record)
        self.env.cr.precommit.run()
        cleared = self.cleared_manager | self.cleared_officer | self.cleared_user | self.env.user
        own = [f'"res.partner", {partner.id}' for partner in cleared.partner_id]
        own += [f'"res.partner",{partner.id}' for partner in cleared.partner_id]
        rows = self.env["bus.bus"].search([])
        told = [
            row.channel
            for row in rows
            if WORD in (row.message or "") and not any(mine in row.channel for mine in own)
        ]
        self.assertEqual(told, [])

    def test_refusals_do_not_quote_what_they_refuse(self):
        """Whatever one tries on a record out of reach, the message names the number at most."""
        calls = []
        for user in self.uncleared.values():
            for model, record in self.planted.items():
                for method, args in (
                    ("write", ({"active": False},)),
                    ("write", ({"create_uid": user.id},)),
                    ("unlink", ()),
                    ("copy", ()),
                    ("message_post", ()),
                    ("message_subscribe", ([user.partner_id.id],)),
                    ("activity_schedule", ()),
                    ("onchange", ({}, [], {"display_name": {}})),
                    ("web_save", ({}, {"display_name": {}})),
                    ("toggle_active", ()),
                    ("action_archive", ()),
                ):
                    if hasattr(type(record), method):
                        calls.append((f"{method} {model}", user, record, method, args))
        with self.nothing_logged():
            self.assert_silent(calls)

    def test_jobs_that_fail_log_the_number_of_the_record_alone(self):
        """Whoever reads the server's log needs no clearance; the reason stands on the record."""
        for model, job, step, error in (
            ("deadline", "_remind_or_isolate", "_remind", ValueError),
            ("amendment", "_try_to_apply", "_carry_on", UserError),
            ("obligation", "_roll_or_isolate", "_sync_deadlines", ValueError),
        ):
            record = self.planted[f"crm.contract.{model}"]
            fails = patch.object(type(record), step, side_effect=error(WORD))
            with self.subTest(job=job), self.nothing_logged() as ear, fails:
                getattr(record, job)()
                self.assertIn(f" {record.id} ", "".join(ear.said).replace(":", " "))

    def test_what_goes_batch_by_batch_does_so_too(self):
        """The contract itself included: it has no contract that would say so."""
        fails = Mock(side_effect=UserError(WORD))
        for record in self.planted.values():
            if record._name == "crm.contract" or "contract_id" in record._fields:
                with self.subTest(model=record._name), self.nothing_logged() as ear:
                    isolate(record, fails)
                    self.assertIn(str(record), "".join(ear.said))

    def _own_methods(self):
        """Public methods of ours that the surface file lists, by name."""
        lines = SURFACE.read_text().splitlines()
        rows = csv.DictReader(lines)
        return sorted({row["name"].rpartition(".")[2] for row in rows if row["kind"] == "method"})

    def test_no_public_method_of_ours_tells_it(self):
        """Each button and helper, pressed by each role on each record out of reach."""
        names = self._own_methods()
        calls = []
        for user in (self.user, self.manager, self.accountant, self.customer):
            for model, record in self.planted.items():
                calls += [
                    (f"{name} {model}", user, record, name, ())
                    for name in names
                    if name not in ("create", "write", "unlink", "init")
                    and hasattr(type(record), name)
                ]
            calls += [
                (f"{name} {target._name}", user, target, name, ())
                for target in (self.lead, self.partner)
                for name in names
                if "crm_contract" in name and hasattr(type(target), name)
            ]
        with self.nothing_logged():
            self.assert_silent(calls)

    def test_linking_to_it_shows_nothing_of_it(self):
        """A03: another record, a dialog or a filter that points at it."""
        contract = self.planted["crm.contract"]
        calls = []
        for user in self.uncleared.values():
            for model in self.models_in_sight():
                links = [
                    name
                    for name, field in self.env[model]._fields.items()
                    if field.type == "many2one" and field.comodel_name in self.planted
                ]
                for name in links:
                    target = self.planted[self.env[model]._fields[name].comodel_name]
                    spec = {name: {"fields": {"display_name": {}}}}
                    values = {name: target.id}
                    args = (values, [name], spec)
                    calls.append(
                        (f"onchange {model} {name}", user, self.env[model], "onchange", args)
                    )
            defaults = {"default_contract_id": contract.id}
            calls += [
                (
                    f"default {model}",
                    user,
                    self.env[model].with_context(defaults),
                    "default_get",
                    (list(self.env[model]._fields),),
                )
                for model in self.planted
            ]
        with self.nothing_logged():
            self.assert_silent(calls)
