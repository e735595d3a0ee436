import base64
import io
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .legacy_case import ROW, LegacyCase


class TestLegacyImport(LegacyCase):
    """Existing contracts come in from a spreadsheet, through the second door (design.md)."""

    def test_a_row_is_a_contract_in_force_with_its_own_dates(self):
        contract = self._import(
            {"We Are": "Party A", "Owner": "cc_user", "Currency": self.company.currency_id.name}
        )
        self.assertRecordValues(
            contract,
            [
                {
                    "code": "HT-1",
                    "name": "Old norms",
                    "state": "active",
                    "is_registered": True,
                    "type_id": self.contract_type.id,
                    "user_id": self.user.id,
                    "signing_date": self._day("2026-01-12"),
                    "effective_date": self._day("2026-01-15"),
                    "end_date": self._day("2027-01-15"),
                    "renewal_notice_date": self._day("2026-11-16"),
                    "amount_total": 480000,
                    "party_a_id": self.our_partner.id,
                    "party_b_id": self.partner.id,
                    "is_classified": False,
                }
            ],
        )
        execution = contract._main_execution()
        self.assertEqual((execution.state, str(execution.executed_on)), ("executed", "2026-01-12"))
        self.assertTrue(all(execution.signature_ids.mapped("is_complete")))
        self.assertEqual(contract._freeze_level(), 2, "frozen like any signed contract")
        with self.assertRaises(UserError):
            contract.amount_total = 2

    def test_each_contract_says_which_file_and_line_it_came_from(self):
        first, second = self._import({}, {"Number": "HT-2"})
        self.assertIn("Imported from old.csv, line 2.", first.message_ids[0].body)
        self.assertIn("Imported from old.csv, line 3.", second.message_ids[0].body)

    def test_terms_and_ends_are_read_as_the_row_says(self):
        for number, (row, end) in enumerate(
            [
                ({"Term": "2 years"}, "2028-01-15"),
                ({"Term": "18个月"}, "2027-07-15"),
                ({"End Date": "2026-12-31"}, "2026-12-31"),
                ({"Term": "open"}, "False"),
                ({"In Force Since": ""}, "2027-01-12"),
            ]
        ):
            with self.subTest(row=row):
                contract = self._import({**row, "Number": f"T-{number}"})
                self.assertEqual(str(contract.end_date), end)

    def test_an_ended_contract_ended_on_its_day_and_ground(self):
        mutual, expired = self._import(
            {"State": "ended", "Ground of the End": "Mutual agreement", "Ended On": "2026-03-01"},
            {"Number": "HT-2", "State": "Ended", "Ground of the End": "expiry", "Ended On": "",
             "End Date": "2026-05-31"},
        )  # fmt: skip
        self.assertEqual((mutual.state, mutual.end_ground), ("ended", "mutual"))
        self.assertEqual(str(mutual.ended_on), "2026-03-01")
        self.assertEqual((expired.state, expired.end_ground), ("ended", "expiry"))
        self.assertEqual(str(expired.ended_on), "2026-05-31")

    def test_what_is_said_to_be_in_force_past_its_end_has_expired(self):
        contract = self._import({"End Date": "2026-05-31"})
        self.assertEqual((contract.state, contract.end_ground), ("ended", "expiry"))
        self.assertEqual(str(contract.ended_on), "2026-05-31")

    def test_a_decision_on_the_renewal_comes_along(self):
        contract = self._import({"Renewal Decision": "Let lapse", "Reason of the Decision": "Dear"})
        self.assertEqual((contract.renewal_decision, contract.renewal_reason), ("lapse", "Dear"))
        self.assertEqual(contract.renewal_decided_by_id, self.manager)

    def test_the_counterparty_is_found_by_reference_tax_id_or_name(self):
        self.partner.write({"ref": "K-17", "vat": "91310000MA1FL00007"})
        for number, said in enumerate(("K-17", "91310000MA1FL00007", "Huaxing Machinery")):
            contract = self._import({"Counterparty": said, "Number": f"P-{number}"})
            self.assertEqual(contract.partner_id, self.partner, said)

    def test_a_company_is_meant_and_not_its_address_of_the_same_name(self):
        self.env["res.partner"].create(
            {"name": self.partner.name, "parent_id": self.partner.id, "type": "delivery"}
        )
        self.assertEqual(self._import({}).partner_id, self.partner)

    def test_missing_counterparties_are_made_once_if_that_is_ticked(self):
        rows = [{"Counterparty": "New Co"}, {"Counterparty": "New Co", "Number": "HT-2"}]
        self.assertEqual(
            self._problems(*rows),
            {
                (line, "Counterparty"): "There is no such contact in this company."
                for line in (2, 3)
            },
        )
        self.assertEqual(
            self._problems(rows[0], is_partner_created=True),
            {(2, "Counterparty"): "There is no such contact, and you may not create contacts."},
        )
        self.manager.group_ids |= self.env.ref("base.group_partner_manager")
        contracts = self._import(*rows, is_partner_created=True)
        self.assertEqual(len(contracts), 2)
        self.assertEqual(len(contracts.partner_id), 1)
        self.assertTrue(contracts.partner_id.is_company)

    def test_an_opportunity_is_kept(self):
        lead = self.env["crm.lead"].create({"name": "The big deal", "type": "opportunity"})
        self.manager.group_ids |= self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.assertEqual(self._import({"Opportunity": "The big deal"}).opportunity_id, lead)

    def test_a_row_without_number_takes_the_next_one_and_the_check_takes_none(self):
        before = self.env["ir.sequence"]._draw_crm_contract_codes(1)[0]
        wizard = self._wizard(self._csv({**ROW, "Number": ""}))
        wizard.action_check()
        self.assertTrue(wizard.is_checked, wizard.problems)
        contract = self.env["crm.contract"].browse(wizard.action_import()["domain"][0][2])
        self.assertEqual(int(contract.code[-4:]), int(before[-4:]) + 1)

    def test_the_check_says_what_comes_and_leaves_nothing(self):
        self.manager.group_ids |= self.env.ref("base.group_partner_manager")
        wizard = self._wizard(
            self._csv(
                ROW, {**ROW, "Number": "HT-2", "Counterparty": "New", "End Date": "2026-05-31"}
            ),
            is_partner_created=True,
        )
        before = self._counts()
        wizard.action_check()
        self.assertTrue(wizard.is_checked)
        self.assertIn("Contracts: 2, ended by now: 1", wizard.result)
        self.assertIn("open deadlines: 3, new contacts: 1", wizard.result)
        self.assertEqual(self._counts(), before)

    def test_one_problem_is_told_in_the_singular(self):
        bad = {"Signed On": "soon"}
        for rows, words in (
            ([{**ROW, **bad}], "1 problem in 1 line."),
            ([{**ROW, **bad, "In Force Since": "later"}], "2 problems in 1 line."),
            ([{**ROW, **bad}, {**ROW, **bad, "Number": "HT-2"}], "2 problems in 2 lines."),
        ):
            wizard = self._wizard(self._csv(*rows))
            wizard.action_check()
            self.assertIn(words, wizard.result)

    def test_what_is_changed_after_the_check_is_checked_anew(self):
        wizard = self._wizard(self._csv(ROW))
        wizard.action_check()
        wizard.file = base64.b64encode(self._csv({**ROW, "Signed On": "soon"}))
        self.assertFalse(wizard.is_checked)

    def test_nothing_is_half_imported(self):
        """One row that the rules of the contract refuse takes all others back."""
        before = self._counts()
        rows = [{"Number": f"HT-{number}"} for number in range(8)]
        rows[5]["Title"] = "x" * 4000
        wizard = self._wizard(self._csv(*({**ROW, **row} for row in rows)))
        check = type(self.env["crm.contract"])._check_signing_date

        def refuse(contracts):
            if any(len(contract.name) == 4000 for contract in contracts):
                raise UserError("This title is too much.")
            return check(contracts)

        refuse._constrains = ("signing_date",)
        with patch.object(type(self.env["crm.contract"]), "_settle_terms", refuse):
            action = wizard.action_import()
        self.assertEqual(action["res_model"], wizard._name)
        self.assertEqual(self._counts(), before)
        self.assertFalse(wizard.is_checked)
        self.assertIn("<td>7</td><td></td><td>This title is too much.<br>", wizard.problems)
        self.assertEqual(wizard.problems.count("<tr>"), 2, "the other rows are in order")

    def test_the_template_is_in_the_readers_language_and_comes_back_as_it_is(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        for lang in ("en_US", "zh_CN"):
            wizard = self._wizard(b"x").with_context(lang=lang)
            content = base64.b64decode(wizard.template_file)
            book = openpyxl.load_workbook(io.BytesIO(content))
            titles = [cell.value for cell in next(book.worksheets[0].rows)]
            self.assertEqual(len(titles), 19)
            wizard.file = base64.b64encode(content)
            found, _figures = wizard._dry_run()
            self.assertEqual([(one.column, one.code) for one in found], [("name", "no_contract")])
            book.worksheets[0].append(
                ["HT-1", "合同", None, "Huaxing Machinery", None, "2026年1月12日"]
            )
            buffer = io.BytesIO()
            book.save(buffer)
            wizard.file = base64.b64encode(buffer.getvalue())
            rows, found = wizard.with_context(lang="en_US")._read()
            self.assertEqual((found, [row.values["code"] for row in rows]), ([], ["HT-1"]))

    def test_titles_in_any_installed_language_or_as_keys_are_understood(self):
        content = self._csv(
            {"code": "K", "name": "Keys", "partner": "Huaxing Machinery", "signed_on": "46034"}
        )
        self.assertEqual(self._problems(content=content), {})

    def test_only_managers_import(self):
        for user in (self.user, self.officer):
            with self.assertRaises(AccessError):
                self._wizard(self._csv(ROW), user=user)

    def test_nobody_uses_the_dialog_of_somebody_else(self):
        other = self._new_user("cc_manager_two", "manager")
        wizard = self._wizard(self._csv(ROW))
        for method in ("action_check", "action_import", "action_download_template"):
            with self.assertRaises(AccessError):
                getattr(wizard.with_user(other), method)()

    def test_the_template_comes_before_any_file(self):
        """The dialog opens empty: its first button is not refused because of it."""
        dialog = Form(self.env["crm.contract.legacy.wizard"].with_user(self.manager))
        wizard = dialog.save()
        self.assertIn("template_file", wizard.action_download_template()["url"])
        with self.assertRaisesRegex(UserError, "choose it here"):
            wizard.action_check()
