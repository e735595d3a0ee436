from odoo import fields, models


class CrmContractNda(models.Model):
    _inherit = "crm.contract.nda"

    disclosure_ids = fields.One2many("crm.contract.disclosure", "nda_id", "Disclosure Log")

    def action_log_disclosure(self):
        self.ensure_one()
        self.check_access("read")
        side = "third" if self.third_party_id else self.contract_id.our_side
        return self.env["crm.contract.disclosure"]._dialog(
            self.env._("Log a Disclosure"),
            contract_id=self.contract_id.id,
            nda_id=self.id,
            side=side,
            third_party_id=self.third_party_id.id,
        )
