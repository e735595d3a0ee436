from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.words import listed


class CrmContractInterruption(models.Model):
    _inherit = "crm.contract.interruption"

    breach_ids = fields.One2many("crm.contract.breach", "interruption_id", "Exempted Breaches")

    @api.constrains("date_end")
    def _check_breaches(self):
        """An end that comes later leaves no breach outside of the event that exempts from it."""
        self.sudo().breach_ids._check_interruption()

    def _guard_taken_back(self):
        """A breach that was judged by the event is judged anew first."""
        breaches = self.sudo().breach_ids
        if breaches:
            raise UserError(
                self.env._(
                    "The exemption of these breaches rests on it; judge them anew first: %s.",
                    listed(self.env, breaches.mapped("display_name")),
                )
            )
        return super()._guard_taken_back()
