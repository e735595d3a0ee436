import io
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError

from ..query_counts import QueryCounts
from .data_case import DataCase

WIZARD = "crm.contract.data.export.wizard"


class TestDataExport(DataCase):
    """T0-3.2, L-39, L-40; scenario 14, third sentence."""

    def _dialog(self, processing, user=None, **values):
        wizards = self.env[WIZARD].with_user(user or self.cleared_manager)
        return wizards.create({"processing_id": processing.id, **values})

    def _sheet(self, processing):
        [file] = processing.export_ids
        page = load_workbook(io.BytesIO(file.raw)).active
        return [[cell.value for cell in row] for row in page.iter_rows()]

    def test_of_three_contacts_the_two_who_consented_are_given(self):
        """Scenario 14: only 2 exported, log kept with user and time; it says who is left out."""
        processing = self._controller()
        dialog = self._dialog(processing)
        self.assertEqual(dialog.partner_ids, self.wu | self.hu | self.lu)
        self.assertEqual(dialog.left_out_note, "Lu Xin: no consent on record")

        action = dialog.action_confirm()

        rows = self._sheet(processing)
        names = [row[:2] for row in rows if row[1] and "@" in str(row[1])]
        self.assertEqual(
            sorted(names),
            [["Hu Jie", "hu@huaxing.example.com"], ["Wu Di", "wu@huaxing.example.com"]],
        )
        self.assertNotIn("Lu Xin", str(rows))
        self.assertIn(f"/web/content/{processing.export_ids.id}", action["url"])
        log = processing.message_ids[0]
        self.assertIn("2 persons", log.body)
        self.assertIn("1 left out", log.body)
        self.assertEqual(log.create_uid, self.cleared_manager)
        self.assertNotIn("Wu Di", log.body)

    def test_the_log_of_disclosures_has_one_line_of_it(self):
        """L-45, scenario 14: to whom, what for, how many; on both sides' recorded consents."""
        processing = self._controller()
        self._dialog(processing).action_confirm()
        [line] = self.env["crm.contract.disclosure"].search(
            [("contract_id", "=", self.contract.id)]
        )
        self.assertEqual((line.kind, line.third_party_id), ("export", self.third_party))
        self.assertEqual(line.create_uid, self.cleared_manager)
        self.assertIn("2 persons", line.scope)
        self.assertTrue(line.is_authorised)

    def test_the_dialog_closes_with_the_download(self):
        """Left open, a second press would give the data once more; the client closes no
        dialog for the target “download”."""
        action = self._dialog(self._in_force()).action_confirm()
        self.assertEqual((action["target"], action["close"]), ("new", True))

    def test_a_processor_gets_them_all(self):
        """L-39: on our behalf, no separate consent is asked for."""
        processing = self._in_force()
        self._dialog(processing).action_confirm()
        rows = str(self._sheet(processing))
        for person in (self.wu, self.hu, self.lu):
            self.assertIn(person.name, rows)

    def test_a_purpose_of_any_length_is_logged_by_its_beginning(self):
        processing = self._in_force(purpose="\n\n" + "Migrates " * 600)
        self._dialog(processing).action_confirm()
        [line] = self.contract.disclosure_ids
        self.assertTrue(line.purpose_note.startswith("Migrates "))

    def test_the_consents_are_gone_through_once_for_all_persons(self):
        """Once a person it took minutes for thousands."""
        processing = self._controller()
        persons = self.env["res.partner"].browse(
            [person.id for person in self._persons(*"ABCDEFGH")]
        )
        for person in persons:
            self._ask(processing, person)
        rows = type(processing.consent_ids)
        with patch.object(rows, "filtered", autospec=True, side_effect=rows.filtered) as filtered:
            self.assertEqual(processing._left_out(persons | self.lu).keys(), {self.lu})
            self.assertEqual(len(processing._consenting_persons()), 10)
        self.assertFalse(filtered.called)

    def test_without_a_consent_on_record_it_is_blocked(self):
        """T0-3.2."""
        processing = self._in_force(role="controller")
        with self.assertRaisesRegex(UserError, "gets no data today: no person's separate consent"):
            self._dialog(processing).action_confirm()
        self.assertFalse(processing.export_ids)

    def test_of_those_chosen_nobody_consented(self):
        processing = self._controller()
        dialog = self._dialog(processing, partner_ids=self._link(self.lu))
        dialog.partner_ids = self.lu
        with self.assertRaisesRegex(UserError, "Lu Xin: no consent on record"):
            dialog.action_confirm()

    def test_whoever_withdrew_is_left_out(self):
        processing = self._controller()
        processing.consent_ids.filtered(lambda row: row.partner_id == self.wu).action_withdraw()
        dialog = self._dialog(processing)
        self.assertIn("Wu Di: consent withdrawn", dialog.left_out_note)
        dialog.action_confirm()
        self.assertNotIn("Wu Di", str(self._sheet(processing)))

    def test_only_a_manager_with_the_clearance_exports(self):
        """T0-3.2: a salesperson may not, an officer neither, nor a manager without clearance."""
        processing = self._controller()
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    processing.with_user(user)._export(self.wu, ["email"])
                with self.assertRaises(AccessError):
                    processing.with_user(user).action_export()
        self.assertFalse(processing.export_ids)

    def test_the_file_is_for_the_clearance_alone(self):
        """I9: whoever reads the agreement does not read the sheet."""
        processing = self._controller()
        self._dialog(processing).action_confirm()
        file = processing.export_ids
        self.assertTrue(file.with_user(self.cleared_manager).raw)
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                self.assertFalse(
                    file.with_user(user).search([("id", "=", file.id), ("res_field", "!=", False)])
                )
                with self.assertRaises(AccessError):
                    file.with_user(user).read(["datas"])
                with self.assertRaises(AccessError):
                    processing.with_user(user).read(["export_file"])
                with self.assertRaises(AccessError):
                    processing.with_user(user).read(["export_ids"])

    def test_the_file_stays(self):
        """L-45: what was given away is kept."""
        processing = self._controller()
        self._dialog(processing).action_confirm()
        for vals in ({"raw": b"x"}, {"res_field": False}, {"res_id": False}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                processing.export_ids.write(vals)
        with self.assertRaises(UserError):
            processing.export_ids.unlink()

    def test_only_the_chosen_data_are_given_and_no_formula(self):
        """L-38: minimal; security.md fact 7."""
        self.wu.write({"name": "=HYPERLINK(1)", "phone": "+86 10"})
        processing = self._controller()
        self._dialog(processing, with_email=False, with_phone=True).action_confirm()
        [file] = processing.export_ids
        page = load_workbook(io.BytesIO(file.raw)).active
        cells = {cell.value: cell.data_type for row in page.iter_rows() for cell in row}
        self.assertEqual(cells["=HYPERLINK(1)"], "s")
        self.assertEqual(cells["+86 10"], "s")
        self.assertNotIn("wu@huaxing.example.com", cells)
        with self.assertRaisesRegex(UserError, "not given to third parties"):
            processing._export(self.wu, ["vat"])

    def test_strangers_are_not_given(self):
        processing = self._in_force()
        with self.assertRaisesRegex(UserError, "no contact of the customer"):
            processing._export(self.our_person, ["email"])

    def test_who_left_the_customer_is_left_out(self):
        """Consent or not, and whatever the role; nor does anybody write to them."""
        processing = self._controller()
        self.wu.parent_id = self.env["res.partner"].create({"name": "Elsewhere"})
        dialog = self._dialog(processing)
        self.assertIn(self.wu, dialog.partner_ids)
        self.assertIn("Wu Di: no contact of the customer", dialog.left_out_note)
        self.assertEqual(len(processing._consenting_persons()), 1)
        dialog.action_confirm()
        self.assertNotIn("Wu Di", str(self._sheet(processing)))
        processing._tell_persons()
        told = self.env["mail.mail"].search([("model", "=", processing._name)]).recipient_ids
        self.assertEqual(told, self.lu)
        with self.assertRaisesRegex(UserError, "Wu Di: no contact of the customer"):
            processing._export(self.wu, ["email"])

    def test_persons_are_told_before_they_consent(self):
        """L-40, PIPL 23: recipient, contact, purpose, manner and kinds, in their language."""
        self.anzhi.write({"email": "dpo@anzhi.example.com", "phone": "0571-1"})
        processing = self._controller()
        for text in (
            "Anzhi Data",
            "dpo@anzhi.example.com",
            processing.purpose,
            processing.method,
            processing.data_kinds,
        ):
            self.assertIn(text, processing.notice_text)

        processing.with_user(self.officer).action_tell_persons()

        mail = self.env["mail.mail"].search([("recipient_ids", "in", self.lu.ids)])
        self.assertEqual(len(mail), 1)
        self.assertIn("Migrates the customer data", mail.body_html)
        self.assertFalse(self.env["mail.mail"].search([("recipient_ids", "in", self.wu.ids)]))
        with self.assertRaises(AccessError):
            processing.with_user(self.user).action_tell_persons()


class TestDataQueries(QueryCounts, DataCase):
    def test_lists_cost_the_same_for_one_and_for_eighty(self):
        processings = self.env["crm.contract.data.processing"]
        for _number in range(80):
            processing = self._draft(role="controller")
            processings |= processing
            self._ask(processing, self.wu)
        names = ["third_party_id", "contract_id", "is_access_allowed", "access_note", "state"]
        self._assert_flat(processings, names, 20)
        consents = processings.consent_ids
        self._assert_flat(consents, ["partner_id", "is_valid", "processing_id"], 16)
