from dataclasses import replace

from odoo import api, models
from odoo.exceptions import ValidationError

from ..base.crm_contract_thread_mixin import CLEARANCE
from ..contract.crm_contract_requirement import CrmContractRequirement as Base
from ..contract.crm_contract_requirement_modules import CrmContractRequirement as Modules


class CrmContractRequirement(models.Model):
    """A requirement may be confidential by itself, on a contract that everybody reads.

    It keeps its gate shut for all of them; whoever lacks the clearance learns no more than that.
    """

    _name = "crm.contract.requirement"
    _inherit = ["crm.contract.requirement", "crm.contract.classified.mixin"]

    _copied_columns = (*Base._copied_columns, "is_classified")
    _copied_links = ("classification_ids",)
    _living_fields = Modules._living_fields | {"is_classified", "classification_ids"}

    def write(self, vals):
        result = super().write(vals)
        if "is_classified" in vals:
            self._sync_deadlines()
            self._deadline_rows()._rename_activities()
        return result

    @api.depends("is_classified")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("kind", "is_classified")
    def _check_consent_is_open(self):
        """Both sides wait for it, and its third party is named on it."""
        if any(row.is_classified and row.kind == "consent" for row in self):
            raise ValidationError(
                self.env._("A consent is given in the open: it cannot be confidential.")
            )

    def _told_name(self):
        return not self.is_classified and super()._told_name()

    def _gap(self):
        gap = super()._gap()
        return replace(gap, told=self._hidden_words()) if self.is_classified else gap

    def _told_gap(self):
        return super()._told_gap() if self._is_told() else self._hidden_words()

    def _told_words(self):
        return super()._told_words() if self._is_told() else self._hidden_words()

    def _is_told(self):
        """Whether the real user may know what is asked for."""
        return not self.is_classified or self.env.user.has_group(CLEARANCE)

    def _hidden_words(self):
        return self.env._("a confidential requirement")

    def _deadline_specs(self):
        specs = super()._deadline_specs()
        return [replace(spec, subject="") for spec in specs] if self.is_classified else specs
