from odoo.addons.crm_contract_compliance.models.base.trace_words import trace_in_words

from ..common import ComplianceCase

DAILY = {
    "first": "2026-04-01",
    "last": "2026-05-15",
    "days": 45,
    "method": "daily_overdue",
    "base": "100000",
    "rate": "0.05",
    "per": "day",
    "clause": "9.2",
    "amount": "2250",
    "reference": None,
    "multiplier": None,
    "year_days": None,
}
PENALTY = {
    "amount": "2000",
    "since": "2026-03-31",
    "as_of": "2026-05-15",
    "overdue_days": 45,
    "slices": [DAILY],
    "steps": [],
}
LOSSES = {
    "amount": "40000",
    "steps": [
        {"code": "direct", "change": "50000", "total": "50000"},
        {"code": "contributory", "change": "-10000", "total": "40000"},
    ],
}


def step(code, before, after, detail="", **values):
    return {"code": code, "before": before, "after": after, "detail": detail, **values}


class TestTraceWords(ComplianceCase):
    """X-S5, §5: why this number, in the reader's words, numbers and days."""

    def _table(self, lang="en_US", **values):
        env = self.env(context={"lang": lang})
        currency = env.ref("base.USD")
        return trace_in_words(env, {**PENALTY, **values}, currency)

    def _steps(self, *steps, **values):
        rows = self._table(steps=list(steps), **values)["rows"]
        return [(row["words"], *row["cells"]) for row in rows if row["kind"] == "step"]

    def _slice(self, **values):
        return self._table(slices=[{**DAILY, **values}])["rows"][0]

    def test_scenario_4_says_base_times_rate_times_days(self):
        table = self._table()
        self.assertEqual(table["caption"], "Due 03/31/2026; 45 days late on 05/15/2026")
        self.assertEqual(
            [column["words"] for column in table["columns"]],
            ["From", "To", "Days", "Balance", "Rate", "Clause", "Amount"],
        )
        row = table["rows"][0]
        self.assertEqual(
            [row[name] for name in ("first", "last", "days", "base", "rate", "clause", "amount")],
            ["04/01/2026", "05/15/2026", "45", "100,000.00", "0.05% a day", "9.2", "2,250.00"],
        )
        self.assertEqual(row["words"], "45 days · 100,000.00 · 0.05% a day · clause 9.2")
        self.assertEqual(
            table["total"], {"words": "Total", "amount": "$\N{NO-BREAK SPACE}2,000.00"}
        )

    def test_steps_stand_in_their_order_around_the_charges(self):
        pause = {"first": "2026-04-02", "last": "2026-04-11"}
        table = self._table(
            steps=[
                step("pause", "55", "45", "suspension", **pause),
                step("grace", "45", "45", "threshold"),
                step("ceiling", "2250", "2000.0050", "overdue", percent="2"),
                step("rounded", "2000.005", "2000"),
            ]
        )
        self.assertEqual(
            [row.get("code", "slice") for row in table["rows"]],
            ["pause", "grace", "slice", "ceiling", "rounded"],
        )

    def test_each_step_is_said_with_what_it_left(self):
        span = {"first": "2026-05-01", "last": None}
        self.assertEqual(
            self._steps(
                step("pause", "55", "1", "suspension", first="2026-04-02", last="2026-04-11"),
                step("late_already", "45", "45", "force_majeure", **span),
                step("grace", "45", "45", "threshold"),
                step("grace", "45", "40", "later_start"),
                step("grace", "5", "0", "later_start"),
                step("ceiling", "2250", "2000", "overdue", percent="2"),
                step("ceiling", "2250", "2000", "contract_total", percent="2"),
                step("rounded", "554.7945205479", "554.79"),
            ),
            [
                ("Suspension 04/02/2026 – 04/11/2026 does not count", "1 day"),
                ("Force majeure 05/01/2026 – today counts: it was late already", "45 days"),
                ("The grace has passed: all days count", "45 days"),
                ("Days of grace do not count", "40 days"),
                ("Within the days of grace", "0 days"),
                ("2,250.00 cut by the ceiling of 2% of the overdue amount", "2,000.00"),
                ("2,250.00 cut by the ceiling of 2% of the contract's amount", "2,000.00"),
                ("Rounded from 554.7945205479", "554.79"),
            ],
        )

    def test_a_reference_rate_names_rate_multiplier_and_year(self):
        row = self._slice(
            method="reference_rate",
            rate="4.5",
            per="year",
            reference="3",
            multiplier="1.5",
            year_days=365,
        )
        self.assertEqual((row["rate"], row["note"]), ("4.5% a year", "3% × 1.5, year of 365 days"))
        self.assertIn("4.5% a year (3% × 1.5, year of 365 days)", row["words"])

    def test_what_is_charged_once_has_neither_an_end_nor_days(self):
        row = self._slice(per="once", rate="2", method="flat_overdue")
        self.assertEqual((row["last"], row["days"], row["rate"]), ("", "once", "2%"))
        self.assertEqual(self._slice(per="once", method="fixed")["rate"], "Fixed sum")
        self.assertEqual(self._slice(per="once", method="negotiated")["rate"], "Agreed sum")

    def test_a_breach_without_a_due_day_has_none_in_its_caption(self):
        self.assertEqual(
            self._table(overdue_days=0)["caption"], "Since 03/31/2026, reckoned on 05/15/2026"
        )

    def test_losses_say_what_each_rule_added_or_took_away(self):
        table = trace_in_words(self.env, LOSSES, self.env.ref("base.USD"))
        self.assertEqual(table["caption"], "Losses that can be claimed")
        self.assertEqual(
            [(row["words"], *row["cells"]) for row in table["rows"]],
            [
                ("Direct losses", "50,000.00", "50,000.00"),
                ("Own share of the injured side", "-10,000.00", "40,000.00"),
            ],
        )

    def test_earnest_money_tells_what_was_an_ordinary_payment_and_what_is_doubled(self):
        """L-06, L-07, scenario 15: 50,000 paid on 200,000, of which 2 x 40,000 go back."""
        steps = [
            {"code": "earnest_paid", "change": "50000", "total": "50000"},
            {"code": "earnest_excess", "change": "-10000", "total": "40000"},
            {"code": "earnest_doubled", "change": "40000", "total": "80000"},
        ]
        table = trace_in_words(
            self.env,
            {"of": "earnest", "amount": "80000", "steps": steps},
            self.env.ref("base.USD"),
        )
        self.assertEqual(table["caption"], "What follows from the earnest money")
        self.assertEqual(
            [(row["words"], row["cells"][-1]) for row in table["rows"]],
            [
                ("Paid as earnest money", "50,000.00"),
                ("Above a fifth of the contract's amount: an ordinary payment", "40,000.00"),
                ("Returned double", "80,000.00"),
            ],
        )
        self.assertIn("80,000.00", table["total"]["amount"])

    def test_without_a_trace_there_is_no_table(self):
        for trace in (False, None, {}, {"slices": 3}, []):
            self.assertIs(trace_in_words(self.env, trace, self.env.ref("base.USD")), False)

    def test_words_numbers_and_days_are_the_readers(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        german = self.env["res.lang"]._activate_lang("de_DE")
        german.write({"thousands_sep": ".", "decimal_point": ",", "date_format": "%d.%m.%Y"})
        row = self._table("de_DE")["rows"][0]
        self.assertEqual((row["first"], row["base"]), ("01.04.2026", "100.000,00"))
        self.env["ir.module.module"].search(
            [("name", "=", "crm_contract_compliance")]
        )._update_translations(["zh_CN"])
        table = self._table("zh_CN")
        self.assertRegex(table["caption"], r"2026.03.31.*2026.05.15.*45天")
        self.assertNotRegex(table["caption"], "[a-z]")
        self.assertFalse([c for c in table["columns"] if c["words"].isascii()])
