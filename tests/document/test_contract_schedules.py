from odoo.fields import Command

from .test_contract_document import ContractDocumentCase

PENALTIES = "Penalties and Late Payment"


class TestCopies(ContractDocumentCase):
    """T0-14.3, T1-13.3, T2-14.3: how many originals there are, and who keeps them."""

    def test_the_text_says_who_keeps_how_many(self):
        contract = self._create_norms(copies_total=5, copies_a=2, copies_b=2, copies_third=1)
        said = " ".join(self._section(contract, "Originals and Signing").paragraphs)
        kept = "2 for Party A, 2 for Party B, 1 for Third Party"
        self.assertIn(f"in 5 originals of equal force: {kept}.", said)
        self.assertFalse(self._document(contract).closing, "said once")

    def test_a_side_that_keeps_none_is_not_named(self):
        contract = self._create_norms(copies_total=2, copies_a=2, copies_b=0)
        self.assertEqual(contract._copies_in_words(), "2 for Party A")

    def test_none_at_all_is_a_blank_and_told(self):
        contract = self._create_norms(copies_total=0, copies_a=0, copies_b=0)
        said = " ".join(self._section(contract, "Originals and Signing").paragraphs)
        self.assertIn("in ____ originals", said)
        self.assertIn("Originals and Signing", contract.text_note)

    def test_a_text_that_does_not_count_them_ends_with_their_number(self):
        contract = self._create_norms()
        contract.action_adapt_clauses()
        contract.clause_ids.filtered(lambda row: row.code == "copies").body = "It is signed."
        [closing] = self._document(contract).closing
        self.assertEqual(
            closing,
            "Number of originals, all of equal force: 2 (1 for Party A, 1 for Party B).",
        )
        contract.write({"copies_total": 0, "copies_a": 0, "copies_b": 0})
        self.assertFalse(self._document(contract).closing)

    def test_a_contract_signed_on_paper_counts_them_too(self):
        contract = self._create_norms()
        self._sign(contract, "2026-01-15")
        self.env.cr.execute("DELETE FROM crm_contract_clause WHERE contract_id = %s", [contract.id])
        contract.invalidate_recordset()
        self.assertIn("Number of originals", self._document(contract).closing[0])

    def test_where_ours_lie_is_told_to_us_alone(self):
        contract = self._create_norms(copies_place="Cabinet 3")
        contract.copies_custodian_id = self.user.partner_id
        self.assertNotIn("Cabinet 3", self._words(contract))
        said = self._words(contract, "summary")
        for text in ("Cabinet 3", self.user.name, "2 (1 for Party A, 1 for Party B)"):
            self.assertIn(text, said)

    def test_in_chinese(self):
        self._speak_chinese()
        contract = self._create_norms(copies_total=4, copies_a=2, copies_b=2)
        self.assertIn("甲方执2份", self._words(contract, lang="zh_CN"))


class TestPenaltySchedule(ContractDocumentCase):
    """T1-5, T2-8.2: what being late and other breaches cost, as the rules say themselves."""

    def _penalties(self, *rules, lang="en_US"):
        contract = self._create_norms()
        contract.penalty_rule_ids.unlink()
        contract.penalty_rule_ids = [Command.create(rule) for rule in rules]
        said = self._document(contract, lang=lang)
        tables = [row.table for row in said.sections if row.table and "Penalties" in row.title]
        return [tuple(map(self._plain, row)) for table in tables for row in table.rows]

    def test_each_rule_says_what_it_is_for_its_rate_its_base_and_its_ceiling(self):
        breach_type = self.env["crm.contract.breach.type"].search([], limit=1)
        rows = self._penalties(
            {
                "method": "daily_overdue",
                "rate": 0.05,
                "ceiling": 20,
                "clause": "8.2",
                "grace_days": 10,
                "tiers": "31: 0.1",
            },
            {"method": "percent_total", "rate": 10, "breach_type_id": breach_type.id},
            {"method": "fixed", "fixed_amount": 5000, "breach_type_id": breach_type.id},
            {"method": "reference_rate", "multiplier": 1.3, "ceiling": 5},
        )
        self.assertEqual(
            rows[0],
            (
                "Late payment",
                "Percent of the overdue amount per day\nGrace Days: 10\n"
                "After the Grace: Then from the due date\nTiers: 31: 0.1",
                "0.05% a day",
                "The overdue amount",
                "20% of the overdue amount",
                "8.2",
            ),
        )
        percent = ("Percent of the contract total", "10%", "The contract's amount", "–", "–")
        self.assertEqual(rows[1], (breach_type.name, *percent))
        self.assertEqual(rows[2], (breach_type.name, "Fixed sum", "$ 5,000.00", "–", "–", "–"))
        self.assertEqual(rows[3][2:5], ("× 1.3", "The overdue amount", "5% of the overdue amount"))
        self.assertIn("Year Of: 365 days", rows[3][1])

    def test_it_stands_beside_the_other_schedules(self):
        schedules = self._schedules(self._create_norms())
        self.assertIn(PENALTIES, schedules)
        [(_for, rule, rate, base, *_others)] = schedules[PENALTIES]
        self.assertEqual(rule, "Flat percent of the overdue amount")
        self.assertEqual((rate, base), ("2%", "The overdue amount"))

    def test_a_rule_that_was_removed_is_not_told(self):
        contract = self._create_norms()
        contract.penalty_rule_ids._write_settled({"removed_on": "2026-01-19"})
        self.assertNotIn(PENALTIES, self._schedules(contract))

    def test_what_people_typed_in_it_is_text(self):
        """A30"""
        attack = "<b>8</b>"
        rows = self._penalties({"method": "flat_overdue", "rate": 2, "clause": attack})
        self.assertEqual(rows[0][-1], attack)

    def test_in_chinese(self):
        self._speak_chinese()
        contract = self._create_norms()
        contract.penalty_rule_ids.write({"ceiling": 5})
        said = self._document(contract, lang="zh_CN")
        [table] = [row.table for row in said.sections if "违约金" in row.title and row.table]
        self.assertEqual(
            table.rows[0][1:5], ("逾期金额的固定比例", "2%", "逾期金额", "逾期金额的5%")
        )
