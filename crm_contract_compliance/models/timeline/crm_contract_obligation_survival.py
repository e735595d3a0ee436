from odoo import api, fields, models


class CrmContractObligation(models.Model):
    """Duties that outlive the contract: confidentiality, data, settlement (T2-12.2.1, L-16)."""

    _inherit = "crm.contract.obligation"

    survives_end = fields.Boolean(
        "Survives the End", help="Goes on after the contract has ended, until its own last day."
    )

    @api.depends("survives_end")
    def _compute_span(self):
        result = super()._compute_span()
        for row in self.filtered("survives_end"):
            third = row.third_party_id
            ends = (row._own_last_day(), third.ended_on or third.date_end)
            row.last_date = min(filter(None, ends), default=False)
        return result
