from odoo import models

from ...tools.consistency import AgreementTerms, MainTerms, inconsistencies
from ...tools.term import years_after
from ..base.numbers import to_decimal
from ..base.words import listed, term_error_in_words
from .crm_contract_third_party import OVER


class CrmContractThirdParty(models.Model):
    """Hints on its agreement: what does not fit the contract, and duties nobody answers for."""

    _inherit = "crm.contract.third.party"

    def _alert_list(self):
        alerts = super()._alert_list()
        if self.state in OVER:
            return alerts
        codes = inconsistencies(self._main_terms(), self._agreement_terms())
        if codes:
            texts = [self._inconsistencies_in_words()[code] for code in codes]
            message = self.env._(
                "Its agreement does not fit the contract: %s. This is a hint, not legal advice.",
                listed(self.env, texts),
            )
            alerts["inconsistent"] = {"level": "info", "message": message}
        return alerts

    def _main_terms(self):
        contract = self.contract_id
        end, years = contract.ended_on or contract.end_date, contract.confidentiality_years
        with term_error_in_words(self.env):
            secret_until = years_after(end, years) if end and years else None
        return MainTerms(
            end=contract.end_date or None,
            secret_until=secret_until,
            cap_author=contract.cap_determined_by,
            total=to_decimal(contract.amount_total),
        )

    def _agreement_terms(self):
        ndas = self.nda_ids.filtered(lambda nda: nda.state in ("active", "ended"))
        lasts = ndas.mapped("date_end")
        return AgreementTerms(
            end=self.date_end or None,
            has_secrecy=bool(ndas),
            secret_until=max(lasts) if lasts and all(lasts) else None,
            caps=tuple(self._determined_caps()),
        )

    def _determined_caps(self):
        """Hook: (who determined it, limit) of each of its caps."""
        return []

    def _inconsistencies_in_words(self):
        return {
            "end": self.env._("it lasts longer than the contract"),
            "no_secrecy": self.env._("no confidentiality agreement is in force"),
            "short_secrecy": self.env._("its confidentiality ends before the contract's"),
            "cap_author": self.env._("others determined its cap than the contract says"),
            "cap_amount": self.env._("its cap lies above the contract's amount"),
        }
