"""Why an amount is what it is, in the reader's words: once for the screen and for paper.

A trace is plain values of the rulebook: `slices` and `steps` of a penalty or a settlement, `steps`
alone of losses. Its words are a table; numbers and days in it are written as the reader writes
them.
"""

from odoo.tools import format_date, formatLang

from .rate_words import ceiling_base_in_words, rate_in_words

# Steps of days decide what is charged, those of money what is made of the charges.
_DAY_STEPS = ("pause", "late_already", "grace")


def trace_in_words(env, trace, currency):
    """The table of a trace; False where there is none."""
    if not isinstance(trace, dict) or not isinstance(trace.get("steps"), list):
        return False
    kind = _PenaltyWords if isinstance(trace.get("slices"), list) else _LossWords
    if trace.get("of") == "settlement":
        kind = _SettlementWords
    return kind(env, trace, currency).table()


class _TraceWords:
    """The common frame: caption, columns, rows, total."""

    def __init__(self, env, trace, currency):
        self.env, self.trace, self.currency = env, trace, currency

    def table(self):
        return {
            "caption": self._caption(),
            "columns": [
                {"name": name, "words": words, "is_number": name not in ("first", "last", "clause")}
                for name, words in self._columns().items()
            ],
            "narrow": self.env._("Charge"),
            "rows": self._rows(),
            "total": {
                "words": self._total_words(),
                "amount": formatLang(
                    self.env, float(self.trace["amount"]), currency_obj=self.currency
                ),
            },
        }

    def _total_words(self):
        return self.env._("Total")

    def _step(self, code, words, *cells):
        return {"kind": "step", "code": code, "words": words, "cells": cells}

    def _money(self, plain):
        return formatLang(self.env, float(plain), digits=self.currency.decimal_places)

    def _number(self, plain):
        """All digits that are there."""
        return formatLang(self.env, float(plain), digits=len(str(plain).partition(".")[2]))

    def _percent(self, plain):
        return f"{self._number(plain)}%"

    def _day(self, iso):
        return format_date(self.env, iso) if iso else ""

    def _days(self, days):
        if float(days) == 1:
            return self.env._("1 day")
        return self.env._("%s days", self._number(days))


class _PenaltyWords(_TraceWords):
    def _columns(self):
        return {
            "first": self.env._("From"),
            "last": self.env._("To"),
            "days": self.env._("Days"),
            "base": self.env._("Balance"),
            "rate": self.env._("Rate"),
            "clause": self.env._("Clause"),
            "amount": self.env._("Amount"),
        }

    def _caption(self):
        late = self.trace["overdue_days"]
        days = {"since": self._day(self.trace["since"]), "day": self._day(self.trace["as_of"])}
        if late:
            return self.env._(
                "Due %(since)s; %(late)s late on %(day)s", late=self._days(late), **days
            )
        return self.env._("Since %(since)s, reckoned on %(day)s", **days)

    def _rows(self):
        steps = self.trace["steps"]
        return [
            *(self._step_row(step) for step in steps if step["code"] in _DAY_STEPS),
            *map(self._slice_row, self.trace["slices"]),
            *(self._step_row(step) for step in steps if step["code"] not in _DAY_STEPS),
        ]

    def _slice_row(self, charge):
        is_once = charge["per"] == "once"
        once = self.env._("once")
        row = {
            "kind": "slice",
            "first": self._day(charge["first"]),
            "last": "" if is_once else self._day(charge["last"]),
            "days": once if is_once else self._number(charge["days"]),
            "base": self._money(charge["base"]),
            "rate": self._rate(charge),
            "note": self._rate_note(charge),
            "clause": charge["clause"] or "",
            "amount": self._money(charge["amount"]),
        }
        length = once if is_once else self._days(charge["days"])
        return {**row, "words": self._slice_in_words(row, length)}

    def _slice_in_words(self, row, length):
        """For where there is no room for columns."""
        rate = f"{row['rate']} ({row['note']})" if row["note"] else row["rate"]
        clause = row["clause"] and self.env._("clause %s", row["clause"])
        return " · ".join(filter(None, (length, row["base"], rate, clause)))

    def _rate(self, charge):
        sums = {"fixed": self.env._("Fixed sum"), "negotiated": self.env._("Agreed sum")}
        if charge["method"] in sums:
            return sums[charge["method"]]
        return rate_in_words(self.env, self._number(charge["rate"]), charge["per"])

    def _rate_note(self, charge):
        notes = []
        if charge["reference"]:
            times = self._number(charge["multiplier"] or 1)
            notes.append(f"{self._percent(charge['reference'])} × {times}")
        if charge["year_days"]:
            notes.append(self.env._("year of %s days", charge["year_days"]))
        return ", ".join(notes)

    def _step_row(self, step):
        is_days = step["code"] in _DAY_STEPS
        result = self._days(step["after"]) if is_days else self._money(step["after"])
        return self._step(step["code"], self._step_words(step), result)

    def _step_words(self, step):
        code = step["code"]
        if code in ("pause", "late_already"):
            return self._pause_words(step)
        if code == "grace":
            return self._grace_words(step)
        if code == "ceiling":
            return self._ceiling_words(step)
        if code == "rounded":
            return self.env._("Rounded from %s", self._number(step["before"]))
        return code

    def _pause_words(self, step):
        reasons = {
            "force_majeure": self.env._("Force majeure"),
            "suspension": self.env._("Suspension"),
            "creditor_delay": self.env._("Delay of the creditor"),
        }
        span = {
            "reason": reasons.get(step["detail"], step["detail"]),
            "first": self._day(step["first"]),
            "last": self._day(step["last"]) or self.env._("today"),
        }
        if step["code"] == "pause":
            return self.env._("%(reason)s %(first)s – %(last)s does not count", **span)
        return self.env._("%(reason)s %(first)s – %(last)s counts: it was late already", **span)

    def _grace_words(self, step):
        if not float(step["after"]):
            return self.env._("Within the days of grace")
        if step["detail"] == "threshold":
            return self.env._("The grace has passed: all days count")
        return self.env._("Days of grace do not count")

    def _ceiling_words(self, step):
        return self.env._(
            "%(before)s cut by the ceiling of %(percent)s %(base)s",
            before=self._money(step["before"]),
            percent=self._percent(step["percent"]),
            base=ceiling_base_in_words(self.env, step["detail"]),
        )


class _LossWords(_TraceWords):
    def _columns(self):
        return {
            "first": self.env._("What counts"),
            "change": self.env._("Change"),
            "total": self.env._("Sum"),
        }

    def _caption(self):
        if self.trace.get("of") == "earnest":
            return self.env._("What follows from the earnest money")
        return self.env._("Losses that can be claimed")

    def _rows(self):
        words = self._losses()
        return [
            self._step(
                step["code"],
                words.get(step["code"], step["code"]),
                self._money(step["change"]),
                self._money(step["total"]),
            )
            for step in self.trace["steps"]
        ]

    def _losses(self):
        return {
            "direct": self.env._("Direct losses"),
            "indirect": self.env._("Indirect losses"),
            "not_counted": self.env._("Indirect losses, which the contract does not count"),
            "unforeseeable": self.env._("Not foreseeable when the contract was signed"),
            "avoidable": self.env._("Could have been avoided"),
            "contributory": self.env._("Own share of the injured side"),
            "mitigation": self.env._("Costs of keeping the loss small"),
            "rounded": self.env._("Rounded"),
            "earnest_paid": self.env._("Paid as earnest money"),
            "earnest_excess": self.env._(
                "Above a fifth of the contract's amount: an ordinary payment"
            ),
            "earnest_doubled": self.env._("Returned double"),
        }


class _SettlementWords(_TraceWords):
    """The periods with the days served, then what was paid and agreed, down to the balance."""

    def _columns(self):
        return {
            "first": self.env._("From"),
            "last": self.env._("To"),
            "days": self.env._("Days"),
            "base": self.env._("Fee"),
            "rate": self.env._("Of Days"),
            "clause": self.env._("For"),
            "amount": self.env._("Earned"),
        }

    def _total_words(self):
        return self.env._("Settlement Balance")

    def _caption(self):
        return self.env._("Ended on %s; this day counts", self._day(self.trace["day"]))

    def _rows(self):
        return [
            *map(self._slice_row, self.trace["slices"]),
            *(
                self._step(step["code"], self._step_words(step), self._money(step["change"]))
                for step in self.trace["steps"]
            ),
        ]

    def _slice_row(self, part):
        row = {
            "kind": "slice",
            "first": self._day(part["first"]),
            "last": self._day(part["last"]),
            "days": self._number(part["days"]),
            "base": self._money(part["fee"]),
            "rate": self._number(part["of_days"]),
            "note": self.env._("left aside") if part["is_aside"] else "",
            "clause": part["name"],
            "amount": self._money(part["earned"]),
        }
        share = self.env._("%(days)s of %(of)s days", days=row["days"], of=row["rate"])
        words = (part["name"], row["base"], share, row["note"])
        return {**row, "words": " · ".join(filter(None, words))}

    def _step_words(self, step):
        return {
            "earned": self.env._("Earned"),
            "earned_back": self.env._("Earned by the other side"),
            "rounded": self.env._("Rounded"),
            "paid": self.env._("Paid"),
            "paid_back": self.env._("Paid to the other side"),
            "extra": step["name"],
            "aside": self.env._("Earnest money and deposits, left aside"),
        }[step["code"]]
