import re
from dataclasses import replace

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.crm_contract_compliance.report.document_words import DocumentWords
from odoo.addons.crm_contract_compliance.tools.document import content_hash

from ..common import ComplianceCase
from .printed import Printed, strings

ADDON = "crm_contract_compliance"
CLEARANCE = f"{ADDON}.group_contract_confidential"


class ContractDocumentCase(Printed, ComplianceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-01-20 04:00:00")
        cls.norms = cls.env.ref(f"{ADDON}.type_norms")

    @classmethod
    def _create_norms(cls, **values):
        return cls._create_contract(type_id=cls.norms.id, **values)

    def _schedules(self, contract):
        """{title: rows} of the document's tables."""
        return {
            section.title.partition(": ")[2]: [
                tuple(map(self._plain, row)) for row in section.table.rows
            ]
            for section in self._document(contract).sections
            if section.table
        }

    def _create_fee(self, contract, **values):
        vals = {"contract_id": contract.id, "name": "Licence", "amount": 120000}
        return self.env["crm.contract.fee"].create({**vals, "due_date": "2026-03-31", **values})


class TestContractDocument(ContractDocumentCase):
    """T0-App1, T2-13toc: the contract on paper is what the system keeps."""

    def test_parties_stand_as_they_were_when_it_was_made(self):
        contract = self._create_norms()
        self.partner.write({"name": "Renamed", "street": "2 New Street"})
        sides = {block.role: dict(block.lines) for block in self._document(contract).parties}
        self.assertEqual(sides["Party B"]["Name"], "Huaxing Machinery")
        self.assertIn("1 Old Street", sides["Party B"]["Address"])

    def test_clauses_come_first_then_numbered_schedules(self):
        sections = self._document(self._create_norms(amount_total=480000)).sections
        codes = [section.code for section in sections]
        self.assertEqual(codes[0], "chapter-general")
        self.assertEqual(codes[-3:], ["schedule-1", "schedule-2", "schedule-3"])
        self.assertEqual(sections[-3].title, "Schedule 1: Duties")
        self.assertEqual(sections[-1].title, "Schedule 3: Penalties and Late Payment")
        self.assertFalse(sections[-1].is_numbered)

    def test_fees_say_who_pays_whom_what_and_when(self):
        """T1-4.2 to T1-4.4"""
        contract = self._create_norms(amount_total=180000)
        self._create_fee(contract, is_after_invoice=True, due_date=False)
        self._create_fee(
            contract,
            name="Support",
            amount=60000,
            schedule="periods",
            period_months=6,
            days_before_end=10,
            date_start="2026-01-01",
            date_end="2026-12-31",
        )
        schedules = self._schedules(contract)
        every = "Every 6 months, 10 days before the period ends"
        self.assertEqual(
            schedules["Fees"],
            [
                ("Licence", "Party B", "Party A", "after the invoice", "$ 120,000.00"),
                ("Support", "Party B", "Party A", every, "$ 60,000.00"),
            ],
        )
        self.assertEqual(
            schedules["Payments"],
            [
                ("Support (1/2)", "06/30/2026", "06/20/2026", "$ 30,000.00"),
                ("Support (2/2)", "12/31/2026", "12/21/2026", "$ 30,000.00"),
            ],
        )
        total = self._section(contract, "Schedule 1: Fees").table.total
        self.assertEqual(tuple(map(self._plain, total)), ("Contract Amount", "$ 180,000.00"))

    def test_what_a_third_party_costs_is_not_told_to_the_other_side(self):
        contract = self._create_norms()
        third_party = self.env["crm.contract.third.party"].create(
            {"contract_id": contract.id, "partner_id": self.their_person.id, "role": "Tests"}
        )
        self._create_fee(contract, name="Audit fee", third_party_id=third_party.id)
        schedules = self._schedules(contract)
        self.assertNotIn("Fees", schedules)
        [row] = schedules["Third Parties"]
        span = "once it is agreed – the end of the contract"
        self.assertEqual(row, ("Li Na", "Technical service provider", "Tests", "–", span))
        self.assertNotIn("Audit fee", self._words(contract))

    def test_chinese_says_law_place_and_open_end_in_chinese(self):
        """What is proposed in English is not printed so; another law is as it was typed."""
        contract = self._create_norms(governing_law="Law of the PRC")
        self.env["crm.contract.third.party"].create(
            {"contract_id": contract.id, "partner_id": self.their_person.id, "role": "Tests"}
        )
        self._speak_chinese()
        words = self._words(contract, lang="zh_CN")
        self.assertIn("中华人民共和国法律", words)
        self.assertIn("合同终止之日", words)
        self.assertNotIn("Law of the PRC", words)
        self.assertEqual("签订地", DocumentWords(self.env, ["zh_CN"]).place)
        contract.governing_law = "Law of Singapore"
        self.assertIn("Law of Singapore", self._words(contract, lang="zh_CN"))

    def test_duties_name_their_side_and_rhythm(self):
        duties = self._schedules(self._create_norms())["Duties"]
        self.assertIn(("Follow-up visit", "Party A", "Every 3 months"), duties)

    def test_attachments_are_listed(self):
        annexes = self._document(self._create_norms()).annexes
        self.assertEqual(len(annexes), 10, "T0-App1 to 10")
        self.assertIn("Data analysis report", annexes)

    def test_a_confidential_attachment_is_named_to_the_cleared_alone(self):
        """A05"""
        contract = self._create_norms(user_id=self.user.id)
        contract.requirement_ids.filtered(lambda row: row.kind == "document")[0].write(
            {"name": "Secret recipe", "is_classified": True}
        )
        own = contract.with_user(self.user)
        self.assertNotIn("Secret recipe", self._words(own))
        self.user.sudo().group_ids |= self.env.ref(CLEARANCE)
        self.assertIn("Secret recipe", self._words(own))

    def test_it_says_the_same_whoever_prints_it(self):
        contract = self._create_norms(user_id=self.user.id)
        self._create_fee(contract)
        said = {
            content_hash([self._document(contract.with_user(user))])
            for user in (self.user, self.officer, self.manager)
        }
        self.assertEqual(len(said), 1)

    def test_it_is_a_draft_until_it_is_executed(self):
        contract = self._create_norms()
        self.assertTrue(self._document(contract).is_draft)
        self._sign(contract, "2026-01-15")
        document = self._document(contract)
        self.assertFalse(document.is_draft)
        self.assertEqual([row.signed_on for row in document.signatures], ["01/15/2026"] * 2)

    def test_a_contract_signed_on_paper_points_there(self):
        contract = self._create_norms()
        self._sign(contract, "2026-01-15")
        self.env.cr.execute("DELETE FROM crm_contract_clause WHERE contract_id = %s", [contract.id])
        contract.invalidate_recordset()
        self.assertIn("its text stands there", self._document(contract).intro[0])

    def test_the_recital_stands_before_the_clauses_unless_one_says_it(self):
        contract = self._create_norms(recital="They met at a fair.", goals="Fewer complaints")
        self.assertEqual(
            self._document(contract).intro, ("They met at a fair.", "Goals: Fewer complaints")
        )
        self.norms.clause_ids[0].body = "{background} {goals}"
        self.assertEqual(self._document(contract).intro, ())


class TestContractLanguages(ContractDocumentCase):
    """One language or two, as the parties agreed."""

    def test_it_speaks_the_languages_of_the_contract(self):
        contract = self._create_norms()
        self.assertEqual(contract._document_languages(), ("zh_CN",))
        contract.document_language = "both"
        self.assertEqual(contract._document_languages(), ("zh_CN", "en_US"))

    def test_what_was_signed_keeps_its_language(self):
        contract = self._create_norms(document_language="both")
        self._sign(contract, "2026-01-15")
        for change in ({"document_language": "zh_CN"}, {"prevailing_language": "en_US"}):
            with self.assertRaises(UserError):
                contract.write(change)

    def test_languages_can_be_amended(self):
        terms = self.env["crm.contract.amendment.terms"]._subjects()["contract"].names
        self.assertIn("document_language", terms)
        self.assertIn("prevailing_language", terms)

    def test_on_paper_the_month_is_written_out(self):
        contract = self._create_norms()
        self._create_fee(contract)
        page = self._page(contract, "contract_report_both")
        self.assertIn("March 31, 2026", page)
        self.assertIn("Chinese text prevails", page.replace("\n", " "))

    def test_the_print_menu_offers_each_language(self):
        contract = self._create_norms(document_language="zh_CN")
        self._speak_chinese()
        for report, words, others in (
            ("contract_report", "第一条", "Article 1"),
            ("contract_report_zh", "第一条", "Article 1"),
            ("contract_report_en", "Article 1", "第一条"),
        ):
            page = self._page(contract, report)
            with self.subTest(report):
                self.assertIn(words, page)
                self.assertNotIn(others, page)

    def test_the_chinese_contract_has_no_english_left(self):
        self._speak_chinese()
        contract = self._create_norms(
            name="服务合同", amount_total=480000, governing_law="中华人民共和国法律"
        )
        self._create_fee(contract, name="许可费")
        parties = contract.party_ids
        names = [name for party in parties for name in (party.legal_name, party.email) if name]
        names += [line for party in parties for line in (party.address or "").splitlines()]
        said = self._document(contract, lang="zh_CN")
        sections = tuple(replace(section, code="") for section in said.sections)
        words = " ".join(strings(replace(said, sections=sections)))
        for name in sorted([*names, *parties.representative_id.mapped("name")], key=len)[::-1]:
            words = words.replace(name, "")
        self.assertFalse(re.findall(r".{9}[a-z]{3}.{9}", words))

    def _page(self, contract, report):
        reports = self.env["ir.actions.report"]
        return reports._render_qweb_html(f"{ADDON}.{report}", contract.ids)[0].decode()


class TestContractAccess(ContractDocumentCase):
    """I9, A05: who prints it."""

    def _print(self, contract, user, report="contract_report"):
        self.env.flush_all()
        self.env.invalidate_all()
        reports = self.env["ir.actions.report"].with_user(user)
        return reports._render_qweb_html(f"{ADDON}.{report}", contract.ids)[0].decode()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_classified_one_is_printed_by_the_cleared_alone_and_noted(self):
        contract = self._create_norms(user_id=self.user.id, is_classified=True)
        for report in ("contract_report", "contract_report_en", "contract_summary_report"):
            with self.subTest(report), self.assertRaises(AccessError):
                self._print(contract, self.user, report)
        with self.assertRaises(AccessError):
            contract.with_user(self.user).action_preview_document()
        self.user.sudo().group_ids |= self.env.ref(CLEARANCE)
        self._print(contract, self.user)
        [row] = self.env["crm.contract.access"].search([("channel", "=", "print")])
        self.assertEqual((row.contract_id, row.user_id), (contract, self.user))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_prints_what_is_another_s(self):
        contract = self._create_norms(user_id=self.user.id)
        with self.assertRaises(AccessError):
            self._print(contract, self.other_user)

    def test_what_people_typed_is_text(self):
        """A30"""
        attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        contract = self._create_norms(user_id=self.user.id, name=attack, recital=attack)
        self._create_fee(contract, name=attack)
        page = self._print(contract, self.user)
        self.assertNotIn("<script>alert", page)
        self.assertNotIn("<img src=x", page)
        self.assertIn("&lt;script&gt;alert(1)", page)

    def test_the_preview_opens_the_contract_itself(self):
        contract = self._create_norms(user_id=self.user.id)
        action = contract.with_user(self.user).action_preview_document()
        self.assertEqual(action["url"], f"/report/pdf/{ADDON}.contract_paper/{contract.id}")
        self.assertEqual(action["target"], "new")

    def test_the_name_of_the_file_tells_no_secret(self):
        contract = self._create_norms(name="A/B Service")
        self.assertEqual(
            contract._document_name(), f"{contract.code} A/B Service".replace("/", "-")
        )
        contract.is_classified = True
        self.assertEqual(contract._document_name(), contract.code.replace("/", "-"))

    def test_the_name_of_the_file_is_one_that_every_system_takes(self):
        contract = self._create_norms(name='Who pays: "us"?\nOr C:\\them')
        self.assertTrue(
            contract._document_name().endswith("Who pays- -us-- Or C--them"),
            contract._document_name(),
        )


class TestRenewalAndSummary(ContractDocumentCase):
    def test_a_renewal_says_what_it_renews_and_what_changes(self):
        """T0-9.3, T0-App8"""
        old = self._create_norms(amount_total=480000, document_language="both")
        self._sign(old, "2026-01-15")
        old.action_activate()
        new = old._renew(amount_total=500000)
        self.assertEqual(new.document_language, "both")
        intro = " ".join(self._document(new).intro)
        self.assertIn(f"renews the contract {old.code}", intro)
        self.assertIn("signed on 01/15/2026", intro)
        [change] = self._schedules(new)["What the Renewal Changes"]
        self.assertEqual(change, ("Amount", "$ 480,000.00", "$ 500,000.00"))

    def test_a_renewal_on_the_same_terms_lists_no_change(self):
        old = self._create_norms(amount_total=480000)
        self._sign(old, "2026-01-15")
        old.action_activate()
        new = old._renew()
        self.assertNotIn("What the Renewal Changes", self._schedules(new))
        self.assertNotIn("first schedule", " ".join(self._document(new).intro))

    def test_the_summary_tells_where_the_contract_stands(self):
        """X-S5"""
        contract = self._create_norms(amount_total=480000, user_id=self.user.id)
        self._sign(contract, "2026-01-15")
        contract.action_activate()
        words = self._words(contract.with_user(self.user), "summary")
        for text in ("Huaxing Machinery", "In Force", "Renewal Notice By", "480,000.00"):
            self.assertIn(text, words)
        [first, *_others] = self._rows(contract, "What Comes Next", "summary")
        self.assertEqual(len(first), 4)
        self.assertFalse(self._document(contract, "summary").signatures)

    def test_annexes_stand_in_the_order_of_the_checklist(self):
        """T0-App1 to 10."""
        annexes = self._document(self._create_norms()).annexes
        self.assertIn("third party", annexes[1])
        self.assertIn("Confidentiality agreement", annexes[3])
        self.assertEqual(annexes[9], "Other documents")
