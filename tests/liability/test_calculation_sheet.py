import re

from lxml import html

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import mute_logger

from .invoice_case import InvoiceCase

CEILING = {"method": "daily_overdue", "rate": 0.05, "ceiling": 2, "clause": "9.2"}


class SheetCase(InvoiceCase):
    def _late(self, rule, **values):
        """Scenario 4: 100,000 due 2026-03-31, of which nothing came by 2026-05-15."""
        self.freeze("2026-05-15 04:00:00")
        contract = self._create_contract(amount_total=100000, **values)
        contract.penalty_rule_ids = [Command.clear(), Command.create(rule)]
        self._create_fee(contract)
        self._sign(contract, "2026-01-15")
        contract.action_activate()
        self._run_daily_job()
        return contract.payment_ids

    def _late_claim(self, rule=CEILING, **values):
        payment = self._late(rule, **values)
        breach = self.env["crm.contract.breach"].search([("payment_id", "=", payment.id)])
        breach.write({"clause": "4.2", "fact": "Not paid", "impact": "Own credit"})
        breach.write({"severity": "serious", "fault": "ordinary"})
        breach.action_register()
        breach.action_assess()
        rule_id = payment.contract_id.penalty_rule_ids.id
        return self._claims(breach, head="penalty", rule_id=rule_id)

    def _html(self, doc, user=None):
        """The sheet as a reader renders it."""
        self.env.flush_all()
        self.env.invalidate_all()
        kind = "claim" if doc._name == "crm.contract.claim" else "payment"
        report = self.env["ir.actions.report"].with_user(user or self.user)
        name = f"crm_contract_compliance.document_{kind}"
        return report._render_qweb_html(name, doc.ids)[0].decode()

    def _text(self, doc, user=None):
        [page] = html.fromstring(self._html(doc, user)).find_class("article")
        return re.sub(r"\s+", " ", " ".join(page.itertext()))

    def _cells(self, doc):
        """The rows of the calculation."""
        doc = doc.with_context(lang="en_US")
        [table] = [one.table for one in doc._document().sections if one.title == "Why This Number"]
        rows = [*table.rows, table.total]
        return [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in rows]


class TestCalculationSheet(SheetCase):
    """X-S5, T1-6.3: the calculation sheet shows that base x rate x days = amount."""

    def test_scenario_4_on_a_claim(self):
        """100,000 x 0.05 % x 45 = 2,250.00; the ceiling of 2 % leaves 2,000.00."""
        claim = self._late_claim()
        claim.action_confirm()
        charge, ceiling, total = self._cells(claim)
        self.assertEqual(
            charge,
            ["04/01/2026", "05/15/2026", "45", "100,000.00", "0.05% a day", "9.2", "2,250.00"],
        )
        base, rate, days = (float(re.sub("[^0-9.]", "", charge[place])) for place in (3, 4, 2))
        self.assertEqual(f"{base * rate / 100 * days:,.2f}", charge[-1])
        self.assertEqual(
            ceiling, ["2,250.00 cut by the ceiling of 2% of the overdue amount", "2,000.00"]
        )
        self.assertEqual(total, ["Total", "$ 2,000.00"])

    def test_it_says_who_what_how_much_and_until_when(self):
        claim = self._late_claim()
        claim.action_confirm()
        text = self._text(claim)
        contract = claim.contract_id
        for words in (
            f"{contract.code} {contract.name}",
            f"Claimed By Party A: {contract.party_ids[0].legal_name}",
            f"Claimed From Party B: {self.partner.name}",
            "Clause 4.2",
            "What Happened Not paid",
            "Impact on Performance Own credit",
            "Severity Serious",
            "Fault Ordinary negligence",
            "Due 03/31/2026; 45 days late on 05/15/2026",
            "Claimed $ 2,000.00",
            "Allowed $ 2,000.00",
            "Limitation Date April 1, 2029",
        ):
            self.assertIn(words, text)

    def test_the_same_claim_gives_the_same_sheet_on_any_day_and_in_any_time_zone(self):
        """I11"""
        claim = self._late_claim()
        claim.action_confirm()
        first = self._html(claim)
        self.assertEqual(self._html(claim), first)
        self.freeze("2027-01-01 23:30:00")
        self.user.sudo().tz = "Pacific/Kiritimati"
        self.assertEqual(self._html(claim), first)

    def test_the_sheet_says_what_the_form_says(self):
        claim = self._late_claim()
        claim.action_confirm()
        said = claim.with_context(lang="en_US").trace_words
        self.assertEqual(self._cells(claim)[1][0], said["rows"][1]["words"])
        self.assertEqual(claim.trace["slices"][0]["amount"], "2250")

    def test_a_late_payment_explains_its_penalty_by_the_same_sheet(self):
        payment = self._late({"method": "daily_overdue", "rate": 0.05})
        charge, total = self._cells(payment)
        self.assertEqual(charge[2:5] + charge[6:], ["45", "100,000.00", "0.05% a day", "2,250.00"])
        self.assertEqual(total[1], "$ 2,250.00")
        text = self._text(payment)
        self.assertIn(f"Owed By Party B: {self.partner.name}", text)
        self.assertIn("Penalty $ 2,250.00", text)

    def test_what_a_cap_leaves_uncovered_is_told_with_its_reason(self):
        self._determined()
        claim = self._confirmed(self._third(80000))
        text = self._text(claim)
        for words in (
            "Claimed From Third Party: Anzhi Data",
            "Allowed $ 60,000.00 Uncovered $ 20,000.00",
            "Cap The limit on the day of the breach",
            "Direct losses",
        ):
            self.assertIn(words, text)
        outside = self._confirmed(self._third(500, fault="intent"))
        self.assertIn("Uncapped Reason Intent (CC 506)", self._text(outside))
        within = self._text(self._confirmed(self._breach(10)))
        self.assertNotIn("Uncovered", within)

    def test_shares_and_exchange_rate(self):
        claims = self._claims(self._third(10000), creditor_a=60, creditor_b=40)
        self.assertIn("Claimed $ 6,000.00 Share 60% of $ 10,000.00", self._text(claims[0]))
        euro = self.env.ref("base.EUR").sudo()
        euro.active = True
        rates = self.env["res.currency.rate"].sudo()
        rates.search([("currency_id", "=", euro.id)]).unlink()
        rate = {"currency_id": euro.id, "name": "2026-05-01", "company_id": self.company.id}
        rates.create({**rate, "rate": 0.5})
        claim = self._claims(self._breach())
        claim.write({"foreign_currency_id": euro.id, "foreign_amount": 1000})
        self.assertIn("converted when it is confirmed", self._text(claim))
        claim.action_confirm()
        rates.create({**rate, "name": "2026-05-20", "rate": 0.25})
        self.assertRegex(
            self._text(claim), r"Exchange Rate 1,000\.00 € × 2 on May 20, 2026 Claimed \$ 2,000\.00"
        )

    def test_hints_stand_on_a_draft_alone_and_say_what_they_are(self):
        claim = self._claims(self._breach(1000, fault="intent"), head="penalty", amount=9)
        text = self._text(claim)
        self.assertIn("This is a hint, not legal advice.", text)
        claim.evidence_ids = self._create_file()
        claim.action_confirm()
        text = self._text(claim)
        self.assertNotIn("legal advice", text)
        self.assertIn("No calculation is on record", text)

    def test_in_the_readers_language(self):
        """Whatever language the address says."""
        self.env["res.lang"].sudo()._activate_lang("zh_CN")
        self.env["ir.module.module"].sudo().search(
            [("name", "=", "crm_contract_compliance")]
        )._update_translations(["zh_CN"])
        claim = self._late_claim()
        claim.action_confirm()
        self.user.sudo().lang = "zh_CN"
        text = self._text(claim)
        for words in ("计算书", "索赔方 甲方：", "被索赔方 乙方：", "逾期45天", "2026/05/15"):
            self.assertIn(words, text.replace("2026年05月15日", "2026/05/15"))
        self.assertFalse(re.search(r"Claimed|Allowed|Total|ceiling", text))


class TestSheetAccess(SheetCase):
    """I9: whoever may read the claim may print it, nobody else."""

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.http")
    def test_readers_print_it_and_nobody_else(self):
        claim = self._claim()
        payment = self._in_force().payment_ids
        for user in (self.user, self.officer, self.manager):
            self.assertTrue(self._html(claim, user) and self._html(payment, user))
        portal = (
            self.env["res.users"]
            .sudo()
            .create(
                {
                    "name": "Portal",
                    "login": "cc_sheet_portal",
                    "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
                }
            )
        )
        for user in (self.other_user, portal):
            for doc in (claim, payment):
                with self.subTest(user=user.login, doc=doc), self.assertRaises(AccessError):
                    self._html(doc, user)

    def test_a_confidential_contract_tells_the_cleared_its_number_alone(self):
        claim = self._claim(amount=7)
        claim.contract_id.sudo()._write_settled({"is_classified": True})
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._html(claim, user)
        clearance = "crm_contract_compliance.group_contract_confidential"
        self.user.sudo().group_ids |= self.env.ref(clearance)
        text = self._text(claim)
        self.assertIn(claim.contract_id.sudo().code, text)
        self.assertNotIn(claim.contract_id.sudo().name, text)
