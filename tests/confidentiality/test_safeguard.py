from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.tools.safe_eval import safe_eval

from ..common import ComplianceCase
from ..query_counts import QueryCounts

RULES, MEASURE = "policy_review", "safeguard"


class TestSafeguard(QueryCounts, ComplianceCase):
    """T0-3.2, T2-3.1.3, L-43: what keeps the data safe, and when it was last looked at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-01-20 04:00:00")
        cls.contract_type.obligation_ids = [
            (0, 0, {"name": "Rules", "kind": RULES, "side": "a", **cls._yearly()}),
            (0, 0, {"name": "Encryption", "nature": "technical", "kind": MEASURE, **cls._yearly()}),
            (0, 0, {"name": "Visit", "kind": "visit", "side": "a"}),
        ]
        cls.contract = cls._create_active()
        cls.rules, cls.encryption = cls.contract.safeguard_ids.sorted("name", True)

    @staticmethod
    def _yearly():
        return {"unit": "year", "interval": 1, "needs_proof": True}

    def _review(self, duty, day):
        row = duty.deadline_ids.filtered(lambda row: row.state == "open").sorted("due_date")[:1]
        file = self._create_file()
        wizard = self.env["crm.contract.deadline.done.wizard"].create(
            {"deadline_ids": self._link(row), "done_on": day, "evidence_ids": self._link(file)}
        )
        wizard.action_confirm()
        if row.state == "submitted":
            row.action_accept()
        return row

    def test_a_contract_lists_its_technical_and_managerial_safeguards(self):
        """T0-3.2"""
        self.assertEqual(
            self.contract.safeguard_ids.mapped("nature"),
            [row.nature for row in self.contract.safeguard_ids],
        )
        self.assertEqual((self.rules.nature, self.encryption.nature), ("managerial", "technical"))
        self.assertNotIn("Visit", self.contract.safeguard_ids.mapped("name"))

    def test_shipped_types_carry_the_checklist_of_the_law(self):
        """L-43: rules, classification, encryption, rights and training, incident plan, audit."""
        for code in ("norms", "supply", "rollout"):
            duties = self.env.ref(f"crm_contract_compliance.type_{code}").obligation_ids
            rows = duties.filtered("is_safeguard")
            with self.subTest(code=code):
                self.assertEqual(rows.mapped("kind").count(RULES), 1)
                said = " ".join(rows.mapped("name"))
                for word in ("encryption", "access", "classification", "training", "plan", "Audit"):
                    self.assertIn(word, said)
                self.assertEqual(set(rows.mapped("nature")), {"technical", "managerial"})
                self.assertTrue(all(rows.mapped("needs_proof")))
                self.assertTrue(rows.filtered("is_beyond_template"))

    def test_a_review_is_an_occurrence_with_its_proof(self):
        """T2-3.1.3: version and review date."""
        with self.assertRaisesRegex(UserError, "proof"):
            self.rules.deadline_ids[:1].action_done()
        self.freeze("2026-06-01 04:00:00")
        row = self._review(self.rules, "2026-06-01")
        self.assertTrue(row.evidence_ids)
        self.rules.version = "2.1"
        self.assertEqual(str(self.rules.last_review_on), "2026-06-01")
        self.assertFalse(self.encryption.last_review_on)

    def test_an_overdue_review_is_reminded_of(self):
        """T2-3.1.3: policy review overdue: reminder."""
        row = self.rules.deadline_ids.sorted("due_date")[:1]
        self.freeze(f"{row.due_date} 04:00:00")
        row.sudo()._remind()
        self.assertEqual(row.activity_ids.user_id, self.user)
        late = self.env["crm.contract.obligation"].search(
            [
                ("id", "in", self.contract.obligation_ids.ids),
                ("deadline_ids.bucket", "=", "overdue"),
            ]
        )
        self.assertNotIn(self.rules, late)

    def _in_force(self, view):
        """What the filter finds, as the search view asks for it."""
        arch = etree.fromstring(self.env.ref(f"crm_contract_compliance.{view}").arch)
        [found] = arch.xpath("//filter[@name='running']")
        domain = safe_eval(found.get("domain"))
        return self.env["crm.contract.obligation"].search(
            [*domain, ("id", "in", self.contract.obligation_ids.ids)]
        )

    def test_in_force_are_those_of_contracts_that_run(self):
        """Neither those of one that ended nor what an end of their own has passed."""
        views = ("crm_contract_safeguard_view_search", "crm_contract_obligation_view_search")
        for view in views:
            self.assertEqual(self._in_force(view), self.contract.obligation_ids)
        self.encryption._write_settled({"last_date": "2026-01-19"})
        for view in views:
            with self.subTest(view=view):
                self.assertNotIn(self.encryption, self._in_force(view))
                self.assertIn(self.rules, self._in_force(view))
        self.contract._end("rescission", self._day("2026-01-20"))
        for view in views:
            with self.subTest(view=view):
                self.assertFalse(self._in_force(view))

    def test_its_version_lives_on_a_signed_contract_and_its_terms_do_not(self):
        self.rules.version = "3"
        for vals in ({"nature": "technical"}, {"interval": 2}, {"kind": MEASURE}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.rules.write(vals)

    def test_only_safeguards_have_a_nature(self):
        duties = self.env["crm.contract.obligation"]
        own = {"contract_id": self._create_contract().id, "name": "Own"}
        self.assertEqual(duties.create({**own, "kind": MEASURE}).nature, "managerial")
        self.assertFalse(duties.create({**own, "kind": "visit"}).nature)
        for vals in ({"kind": "visit", "nature": "technical"},):
            with self.assertRaises(ValidationError):
                duties.create({**own, **vals})

    def test_eighty_safeguards_ask_as_often_as_one(self):
        """B-G2: the list with its last and next reviews."""
        draft = self._create_contract()
        duties = self.env["crm.contract.obligation"].create(
            [
                {"contract_id": draft.id, "name": f"S{n}", "kind": MEASURE, **self._yearly()}
                for n in range(80)
            ]
        )
        self._sign(draft, "2026-01-15").action_activate()
        names = ["name", "contract_id", "nature", "version", "last_review_on", "next_due", "lane"]
        self._assert_flat(duties, [*names, "overdue_count", "user_id", "tz", "company_id"], 10)
