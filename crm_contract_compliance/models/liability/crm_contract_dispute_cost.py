from odoo import api, models


class CrmContractDisputeCost(models.Model):
    """Costs stand as they were claimed; later proof is welcome."""

    _inherit = "crm.contract.dispute.cost"

    @api.model_create_multi
    def create(self, vals_list):
        costs = super().create(vals_list)
        costs.dispute_id._refuse_claimed_costs()
        return costs

    def write(self, vals):
        if vals.keys() - self._living_fields:
            self.dispute_id._refuse_claimed_costs()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_claimed(self):
        self.dispute_id._refuse_claimed_costs()

    def _in_words(self):
        sides = dict(self._fields["payer_side"]._description_selection(self.env))
        return self.env._(
            "%(name)s %(amount)s (advanced by %(who)s)",
            name=self.name,
            amount=self.currency_id.format(self.amount),
            who=sides[self.payer_side],
        )
