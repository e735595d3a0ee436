from odoo import models

from ..base.words import listed
from ..contract.crm_contract_missing import Gap

_SPOT = ("confidentiality", "nda_ids")


class CrmContract(models.Model):
    """What is confidential, or supplied, has an agreement with content and period.

    Without it the contract's banner is red, always; its gate is shut where the setting says so
    (T0-App4, T1-App7).
    """

    _inherit = "crm.contract"

    def _missing(self, gate):
        gaps = super()._missing(gate)
        is_blocking = gate == "effect" and self.company_id.sudo().crm_contract_is_nda_blocking
        missing = self._missing_secrecy() if is_blocking else []
        return [*gaps, *(Gap(text, spot=_SPOT) for text in missing)]

    def _alert_list(self):
        banners = super()._alert_list()
        missing = self._missing_secrecy() if self.state not in ("closed", "cancelled") else []
        if missing:
            sentence = (
                self.env._("This contract is confidential, but lacks %s.")
                if self.is_classified
                else self.env._("A contract of this type asks for confidentiality: it lacks %s.")
            )
            banner = {
                "level": "danger",
                "message": sentence % listed(self.env, missing),
                "action_text": self.env._("Complete"),
                "spot": _SPOT,
            }
            banners.append(("secrecy", banner))
        return banners

    def _missing_secrecy(self):
        """What its secrets still lack, in words."""
        if not (self.is_classified or self.is_nda_required):
            return []
        ndas = self.sudo().nda_ids.filtered(lambda nda: nda.state in ("active", "ended"))
        ndas = ndas._between_the_parties()
        if not ndas:
            return [self.env._("the executed confidentiality agreement")]
        told = ndas.filtered(lambda nda: nda._says_content())
        if not told:
            return [self.env._("what its confidentiality agreement covers")]
        lasting = told.filtered(lambda nda: nda._says_period())
        if not lasting:
            return [self.env._("the period of its confidentiality agreement")]
        bare = lasting._uncovered(self.classification_ids)
        names = listed(self.env, bare.mapped("name"))
        return [self.env._("an agreement that covers: %s", names)] if bare else []
