from odoo import api, models

from .selections import OTHER_SIDE


class CrmContractBetweenMixin(models.AbstractModel):
    """What one side has with another, such as a notice or a dispute, since a day.

    ``_opposite`` names the field of the other side, ``_begun`` that of the day: both follow from
    ``side`` and the contract where nobody says them, and empty is as good as left out. A third
    party has it with us.
    """

    _name = "crm.contract.between.mixin"
    _description = "Between Two Sides"
    _opposite = None
    _begun = None

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_out_of_reach(vals_list)
        follow = {self._opposite, self._begun}
        return super().create(
            [{name: v for name, v in vals.items() if v or name not in follow} for vals in vals_list]
        )

    @api.depends("side")
    def _compute_opposite(self):
        for record in self:
            ours = record.contract_id.our_side
            record[self._opposite] = OTHER_SIDE.get(record.side, record.side and ours)

    @api.depends("contract_id")
    def _compute_begun(self):
        """Today where the contract is, whoever writes it down."""
        for record in self:
            contract = record.contract_id
            today = contract and contract._local_today()
            record[self._begun] = record[self._begun] or today
