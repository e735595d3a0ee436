from odoo import models

from ..base.words import listed


class CrmContract(models.Model):
    """Hints on the paper itself, with their source; never a verdict, never blocking."""

    _inherit = "crm.contract"

    def _advisory_alerts(self):
        hints = {
            "standard": self._hint_of_standard_terms(),
            "copies": self._hint_of_copies(),
            "performed": self._hint_of_performance(),
        }
        return [
            *super()._advisory_alerts(),
            *((key, {"level": "warning", "message": text}) for key, text in hints.items() if text),
        ]

    def _hint_of_standard_terms(self):
        """T0-13.3, L-10: what one side alone has set is highlighted, explained and proven."""
        is_asked = self.interpretation_side or self.is_standard_form
        if not is_asked or self.state not in ("draft", "signing") or self._is_explained():
            return False
        return self.env._(
            "Standard terms: %s. Highlight and explain them to the other side and keep the proof"
            " under Documents; doubt is read against who drafted them (CC 496 to 498).",
            listed(self.env, self._burdens()),
        )

    def _is_explained(self):
        """By a paper, or since the other side has confirmed the highlighted clauses (L-11)."""
        theirs = (
            self._main_execution()
            .sudo()
            .signature_ids.filtered(lambda row: row.side not in ("third", self.our_side))
        )
        return bool(self.explanation_ids or any(theirs.mapped("confirmations")))

    def _burdens(self):
        """What the other side has to be told of, in words."""
        burdens = []
        if self.interpretation_side:
            side = self._side_label(self.interpretation_side)
            burdens.append(self.env._("%s alone interprets the contract", side))
        if any(self.third_party_ids.cap_ids.mapped("limit_amount")):
            burdens.append(self.env._("liability is capped"))
        if self.forum:
            labels = dict(self._fields["forum"]._description_selection(self.env))
            burdens.append(self.env._("disputes go nowhere else: %s", labels[self.forum]))
        return burdens or [self.env._("what limits rights or liability")]

    def _hint_of_copies(self):
        """T2-14.3, T2-14.5: two clauses, one number."""
        if not self.copies_stated or self.copies_stated == self.copies_total:
            return False
        return self.env._(
            "The contract counts its originals twice: %(total)s, and %(stated)s in its closing"
            " clause.",
            total=self.copies_total,
            stated=self.copies_stated,
        )

    def _hint_of_performance(self):
        """L-32: what was paid or accepted has formed it all the same."""
        if self.state not in ("draft", "signing", "signed"):
            return False
        rows = self._every_requirement()
        performed = []
        if any(row.kind == "module" and (row.delivered_on or row.done_on) for row in rows):
            performed.append(self.env._("something was delivered"))
        if any(self.sudo().payment_ids.mapped("paid_amount")):
            performed.append(self.env._("something was paid"))
        if not performed:
            return False
        return self.env._(
            "The contract is not in force, but %s: accepted performance forms it (CC 490). This is"
            " a hint, not legal advice.",
            listed(self.env, performed),
        )
