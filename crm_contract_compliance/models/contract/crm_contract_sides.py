from odoo import api, models
from odoo.fields import Command

from .selections import OTHER_SIDE


class CrmContract(models.Model):
    """Who stands on which side, while the contract is a draft."""

    _inherit = "crm.contract"

    @api.model
    def _party_commands(self, vals, company):
        ours, theirs = vals["our_side"], OTHER_SIDE[vals["our_side"]]
        rows = [{"side": ours, "partner_id": company.partner_id.id}]
        if vals.get("partner_id"):
            rows.append({"side": theirs, "partner_id": vals["partner_id"]})
        return [Command.create(row) for row in sorted(rows, key=lambda row: row["side"])]

    def _set_counterparty(self, partner_id):
        for contract in self:
            side = OTHER_SIDE[contract.our_side]
            party = contract.party_ids.filtered(lambda row, side=side: row.side == side)
            if party and partner_id:
                party.partner_id = partner_id
            elif partner_id:
                contract.party_ids = [Command.create({"side": side, "partner_id": partner_id})]
            else:
                party.unlink()

    def _swap_sides(self):
        """We turn out to be the other side: the parties change places.

        A side is unique in its contract, hence the step aside.
        """
        for contract in self:
            party_a = contract.party_ids.filtered(lambda row: row.side == "a")
            party_b = contract.party_ids.filtered(lambda row: row.side == "b")
            for party, side in ((party_a, "third"), (party_b, "a"), (party_a, "b")):
                party.side = side
                party.flush_recordset(["side"])
