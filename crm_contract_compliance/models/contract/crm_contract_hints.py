from odoo import models

from ..base.words import day_in_words, listed


class CrmContract(models.Model):
    """Hints with their source; never a verdict, never blocking."""

    _inherit = "crm.contract"

    def _advisory_alerts(self):
        self.ensure_one()
        hints = {
            "unformed": self._hint_of_early_performance(),
            "implementation": self._hint_of_late_implementation(),
            "differs": self._hint_of_changed_parties(),
            "representative": self._hint_of_strange_representatives(),
            "bank": self._hint_of_missing_account(),
        }
        return [(key, {"level": "info", "message": text}) for key, text in hints.items() if text]

    def _hint_of_early_performance(self):
        start = self.implementation_start
        is_formed = self.state not in ("draft", "signing", "signed")
        if is_formed or not start or start > self._local_today():
            return False
        return self.env._(
            "Performance began on %s, but the contract is not in force (CC 490). This is a"
            " hint, not legal advice.",
            day_in_words(self.env, start),
        )

    def _hint_of_late_implementation(self):
        last, end = self.implementation_end, self.end_date
        is_late = last and end and last > end
        return is_late and self.env._("The implementation ends after the contract.")

    def _hint_of_changed_parties(self):
        changed = self.party_ids.filtered("is_partner_different")
        return changed and self.env._(
            "The contract keeps the name and address of its day; they now differ from the"
            " contact of %s.",
            listed(self.env, changed.mapped("legal_name")),
        )

    def _hint_of_strange_representatives(self):
        if self.state not in ("draft", "signing"):
            return False
        strange = self.party_ids.filtered(lambda party: party._is_representative_of_another())
        return "\n".join(
            self.env._(
                "%(person)s is a contact of another company than %(party)s.",
                person=party.representative_id.name,
                party=party.legal_name,
            )
            for party in strange
        )

    def _hint_of_missing_account(self):
        if self.state not in ("draft", "signing") or not self.amount_total:
            return False
        payee = self.party_ids.filtered(lambda party: party.side == self.supplier_side)
        is_missing = payee and not payee._has_account()
        return is_missing and self.env._("The payee's bank account is not named.")
