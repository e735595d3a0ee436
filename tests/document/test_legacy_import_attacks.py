import base64
import io
import zipfile
from datetime import date

from odoo.exceptions import UserError

from .legacy_case import ROW, LegacyCase

NO_CONTACT = "There is no such contact in this company."
SILENT = date(2026, 5, 2)  # 30 days before today
NO_PERSON = "No person of this company has this login."


class TestLegacyImportAttacks(LegacyCase):
    """Files that are wrong, broken or meant to harm: a clear answer, and nothing is left."""

    def _refused(self, content, words, **values):
        wizard = self._wizard(content, **values)
        for work in (wizard.action_check, wizard.action_import):
            with self.assertRaisesRegex(UserError, words):
                work()

    def test_what_is_no_list_is_refused_with_what_to_do(self):
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", b"\0" * 61 * 1024**2)
        for content, words in (
            (b"", "The file is empty"),
            (b"\x89PNG\r\n\x1a\n\0\0", "neither an .xlsx nor a .csv"),
            (b"\xd0\xcf\x11\xe0old", "Save it as .xlsx"),
            (b"PK\x03\x04broken", "cannot be read"),
            (zipped.getvalue(), "unpacks to far more"),
            (b"x" * (5 * 1024**2 + 1), "larger than 5 MB"),
            (b'Title\n"open', "breaks off at line"),
            (b"Title\n" + b"a\n" * 1001, "more than 1000 contracts"),
            (b"," * 61 + b"a", "more than 60 columns"),
        ):
            with self.subTest(words=words):
                self._refused(content, words)

    def test_what_is_no_base64_is_refused(self):
        wizard = self._wizard(b"x")
        for junk in ("%%%", "====", "a"):
            wizard.file = junk
            with self.assertRaises(UserError):
                wizard.action_check()

    def test_titles_that_are_wrong_are_named_and_nothing_else_is_looked_at(self):
        content = self._xlsx(["Title", "Colour", "Title"], ["Old", "red", "x"])
        self.assertEqual(
            self._problems(content=content),
            {
                (1, "Colour"): "No column has this title.",
                (1, "Title"): "The column stands there twice.",
                (1, "Counterparty"): "The column is missing.",
                (1, "Signed On"): "The column is missing.",
            },
        )

    def test_every_wrong_cell_of_every_row_is_told_at_once(self):
        self.assertEqual(
            self._problems(
                {"Signed On": "01/02/2026", "In Force Since": ""},
                {"Number": "HT-2", "Amount": "1.234,56", "Title": ""},
                {"Number": "HT-3", "Title": "=1+1", "State": "Lost"},
                {"Number": "HT-4", "Amount": "-5", "Owner": "nobody", "Counterparty": "Nobody"},
                {"Number": "HT-5", "Signed On": "9999-01-01"},
                {"Number": "HT-6", "Contract Type": "none", "Currency": "XXX"},
                {"Number": "HT-7", "Amount": "1.005", "Confidential": "maybe"},
                {"Number": "HT-8", "Title": "a\x0bb\ud83d"[:3]},
            ),
            {
                (2, "Signed On"): "It is no date that leaves no doubt.",
                (3, "Amount"): "It is no sum of money.",
                (3, "Title"): "It is empty.",
                (4, "Title"): "It is a formula.",
                (4, "State"): "“Lost” is none of the choices.",
                (5, "Amount"): "The sum is out of bounds.",
                (5, "Owner"): NO_PERSON,
                (5, "Counterparty"): NO_CONTACT,
                (6, "Signed On"): "The year is out of bounds.",
                (7, "Contract Type"): "“none” is none of the choices.",
                (7, "Currency"): "“XXX” is none of the choices.",
                (8, "Amount"): "The currency has fewer decimal places.",
                (8, "Confidential"): "It is neither yes nor no.",
            },
        )

    def test_days_that_do_not_go_together(self):
        ended = {"State": "Ended", "Ground of the End": "Mutual agreement"}
        self.assertEqual(
            self._problems(
                {"Signed On": "2026-06-02", "In Force Since": ""},
                {"Number": "2", "In Force Since": "2026-01-11"},
                {"Number": "3", "End Date": "2026-01-14"},
                {"Number": "4", "End Date": "2027-01-14", "Term": "1 year"},
                {"Number": "5", **ended},
                {"Number": "6", **ended, "Ended On": "2026-06-02"},
                {"Number": "7", **ended, "Ended On": "2026-01-01"},
                {"Number": "8", "State": "Ended", "Ended On": "2026-03-01"},
                {"Number": "9", "Ended On": "2026-03-01"},
                {"Number": "10", "State": "Ended", "Ground of the End": "Expiry",
                 "End Date": "2026-03-01", "Ended On": "2026-03-02"},
                {"Number": "11", "Renewal Decision": "Let lapse"},
                {"Number": "12", "Renewal Decision": "Renew", "Term": "open"},
                {"Number": "13", **ended, "Ended On": "2026-03-01", "Renewal Decision": "Renew"},
                {"Number": "14", "Reason of the Decision": "So"},
            ),
            {
                (2, "Signed On"): "The day is still to come.",
                (3, "In Force Since"): "It lies before the day of signing.",
                (4, "End Date"): "It lies before the day of taking effect.",
                (5, "Term"): "Both an end date and a term are given.",
                (6, "Ended On"): "An ended contract needs the day.",
                (7, "Ended On"): "The day is still to come.",
                (8, "Ended On"): "It lies before the day of taking effect.",
                (9, "Ground of the End"): "An ended contract needs the ground.",
                (10, "Ended On"): "The contract is in force.",
                (11, "Ended On"): "By expiry a contract ends on its end date.",
                (12, "Reason of the Decision"): "A contract is left to lapse without a reason.",
                (13, "Renewal Decision"): "A contract without an end has no renewal.",
                (14, "Renewal Decision"): "An ended contract is not decided on.",
                (15, "Renewal Decision"): "There is a reason, but no decision.",
            },
        )  # fmt: skip

    def test_numbers_twice_in_the_file_or_here_already(self):
        self._create_contract(code="HT-9").active = False
        self.assertEqual(
            self._problems({}, {}, {"Number": "HT-9"}),
            {
                (3, "Number"): "The number stands in line 2 already.",
                (4, "Number"): "The number is used by a contract that is here already.",
            },
        )

    def test_what_belongs_to_another_company_is_as_if_it_were_not_there(self):
        other = self._create_company()
        self.env["res.partner"].create({"name": "Theirs", "company_id": other.id})
        self._new_user("theirs", "user", company_id=other.id, company_ids=[(6, 0, other.ids)])
        self.env["crm.lead"].create(
            {"name": "Their deal", "type": "opportunity", "company_id": other.id, "user_id": False}
        )
        self.env["crm.contract.type"].create(
            {"name": "Their type", "code": "theirs", "company_id": other.id}
        )
        self.manager.group_ids |= self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.manager.company_ids |= other  # may see them, and imports into the first one
        self.assertEqual(
            self._problems(
                {
                    "Counterparty": "Theirs",
                    "Owner": "theirs",
                    "Opportunity": "Their deal",
                    "Contract Type": "theirs",
                }
            ),
            {
                (2, "Contract Type"): "“theirs” is none of the choices.",
                (2, "Counterparty"): NO_CONTACT,
                (2, "Opportunity"): "There is no such opportunity in this company.",
                (2, "Owner"): NO_PERSON,
            },
        )

    def test_the_company_of_the_dialog_is_nobodys_to_choose(self):
        other = self._create_company()
        wizard = self._wizard(self._csv(ROW), company_id=other.id)
        self.assertEqual(wizard.company_id, self.company)

    def test_portal_people_and_archived_ones_own_nothing(self):
        self._new_user("gone", "user").active = False
        portal = self._new_user("customer", "user")
        portal.group_ids = self.env.ref("base.group_portal")
        self.assertEqual(
            self._problems({"Owner": "gone"}, {"Number": "2", "Owner": "customer"}),
            {(2, "Owner"): NO_PERSON, (3, "Owner"): NO_PERSON},
        )

    def test_names_that_several_have_are_not_guessed(self):
        self.env["res.partner"].create({"name": self.partner.name, "is_company": True})
        self.assertEqual(self._problems({}), {(2, "Counterparty"): "2 contacts are called so."})

    def test_our_own_company_is_no_counterparty(self):
        self.assertEqual(
            self._problems({"Counterparty": self.our_partner.name}),
            {(2, "Counterparty"): "This is our own company."},
        )

    def test_what_is_confidential_needs_the_clearance(self):
        row = {"Confidential": "yes"}
        self.assertEqual(
            self._problems(row),
            {(2, "Confidential"): "You lack the clearance for confidential contracts."},
        )
        self.manager.group_ids |= self.env.ref(
            "crm_contract_compliance.group_contract_confidential"
        )
        self.assertTrue(self._import(row).is_classified)

    def test_harmful_texts_are_texts(self):
        harm = "<img src=x onerror=alert(1)>"
        contract = self._import({"Title": harm})
        self.assertEqual(contract.name, harm)
        wizard = self._wizard(self._csv({**ROW, "State": harm, harm: "x"}), file_name=harm)
        wizard.action_check()
        self.assertNotIn("<img", wizard.problems)
        self.assertIn("&lt;img", wizard.problems)
        contract = self._import({"Number": "HT-2"}, file_name=harm)
        self.assertNotIn("<img", contract.message_ids[0].body)

    def test_more_problems_than_can_be_read_are_counted(self):
        rows = [{**ROW, "Number": f"N{number}", "Signed On": "soon"} for number in range(250)]
        wizard = self._wizard(self._csv(*rows))
        wizard.action_check()
        self.assertIn("250 problems in 250 lines", wizard.result)
        self.assertIn("and 50 more", wizard.problems)

    def test_words_of_a_refusal_are_kept_by_the_row(self):
        """What only the contract's own rules can tell, found among rows that are in order."""
        rows = [{"Number": f"N{number}"} for number in range(6)]
        rows[3]["Term"] = "100 years 1200 months"
        found = self._problems(*rows)
        self.assertEqual(list(found), [(5, "")])
        self.assertIn("The term ends beyond the year 2200", found[5, ""])

    def test_an_old_contract_makes_no_noise(self):
        """A deadline long overdue when it is first armed reminds nobody (design.md, engine 1)."""
        contract = self._import(
            {"Signed On": "2025-06-01", "In Force Since": "2025-06-10"}, are_past_done=False
        )
        late = contract.deadline_ids.filtered(lambda row: row.state == "open")
        self.assertTrue(min(late.mapped("due_date")) < self._day("2026-05-01"))
        self.env["crm.contract.deadline"]._remind_batch(500, set())
        sent = self.env["crm.contract.reminder"].search([("deadline_id", "in", late.ids)])
        silent = late.filtered("is_silent")
        self.assertTrue(silent)
        self.assertFalse(sent.deadline_id & silent)
        self.assertFalse(contract.activity_ids.filtered(lambda row: row.date_deadline < SILENT))

    def test_what_is_past_is_done_if_that_is_ticked(self):
        contract = self._import({"Signed On": "2025-06-01", "In Force Since": "2025-06-10"})
        self.assertFalse(
            contract.deadline_ids.filtered(
                lambda row: row.state == "open" and row.due_date < self._day("2026-06-01")
            )
        )

    def test_a_dialog_in_which_junk_was_written_answers_in_words(self):
        wizard = self._wizard(self._csv(ROW))
        for name, value in (("file_name", "x" * 5000), ("result", "a\0b")):
            with self.assertRaises(UserError):
                wizard.write({name: value})
        wizard.problems = "<script>alert(1)</script>"
        self.assertNotIn("script", wizard.problems or "")
        wizard.file = base64.b64encode(self._csv(ROW))
        wizard.action_check()
        self.assertTrue(wizard.is_checked)

    def test_of_many_that_are_refused_the_first_ten_are_named_in_bounded_time(self):
        """The search for the rows must fit into the request, too."""
        register, tried = type(self.env["crm.contract"])._register_paper, []

        def refuse(contracts, vals_list, *args):
            tried.append(len(vals_list))
            if any(vals["name"] == "Bad" for vals in vals_list):
                raise UserError("Not this one.")
            return register(contracts, vals_list, *args)

        self.patch(self.env.registry["crm.contract"], "_register_paper", refuse)
        rows = [
            {"Number": f"HT-{number}", "Title": "Bad" if number % 5 == 4 else "Good"}
            for number in range(60)
        ]
        found = self._problems(*rows)
        lines = sorted(line for line, _column in found)
        self.assertEqual(lines, [number + 2 for number in range(4, 54, 5)])
        self.assertLess(sum(tried), 4 * len(rows))
