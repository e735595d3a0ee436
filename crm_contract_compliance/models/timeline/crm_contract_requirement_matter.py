from odoo import models

_DUTY = "crm.contract.deadline,"


class CrmContractRequirement(models.Model):
    """A duty that is no longer performed once its contract has ended is no longer due."""

    _inherit = "crm.contract.requirement"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("treatment") not in (None, False, "performed"):
            self._skip_their_duties()
        return result

    def _skip_their_duties(self):
        labels = dict(self._fields["treatment"]._description_selection(self.env))
        for row in self.filtered(lambda row: (row.origin or "").startswith(_DUTY)):
            duty = self.env["crm.contract.deadline"].browse(int(row.origin[len(_DUTY) :])).exists()
            if duty.state == "open":
                duty._skip(row.note or labels[row.treatment])
