from odoo import api, models
from odoo.fields import Command

from ..base import doors
from .selections import OTHER_SIDE

_OF_PARTIES = {"party_a_id", "party_b_id", "partner_name"}


def _creates(command):
    return isinstance(command, (list, tuple)) and command[0] == Command.CREATE


def _copied(command):
    return Command.create(dict(command[2])) if _creates(command) else command


class CrmContract(models.Model):
    """Who stands on which side, while the contract is a draft."""

    _inherit = "crm.contract"

    def _party_contacts(self):
        """Hook: the contacts that stand on the contract."""
        return self.party_ids.partner_id

    @api.model
    def _party_commands(self, vals, company):
        ours = vals["our_side"] if vals["our_side"] in OTHER_SIDE else "a"
        theirs = OTHER_SIDE[ours]
        rows = [{"side": ours, "partner_id": company.partner_id.id}]
        if vals.get("partner_id"):
            rows.append({"side": theirs, "partner_id": vals["partner_id"]})
        return [Command.create(row) for row in sorted(rows, key=lambda row: row["side"])]

    @api.model
    def _complete_sides(self, vals_list):
        """Write a contract with what follows from its parties, whose contacts are read once.

        Settled again when the parties are there: this spares a write of each contract (B-G6).
        """
        rows_list = []
        for vals in vals_list:
            vals["party_ids"] = [_copied(command) for command in vals["party_ids"]]
            rows_list.append([row[2] for row in vals["party_ids"] if _creates(row)])
        self.env["crm.contract.party"]._take_snapshots([row for rows in rows_list for row in rows])
        for vals, rows in zip(vals_list, rows_list, strict=True):
            sides = {row.get("side"): row for row in rows}
            other = sides.get(OTHER_SIDE.get(vals["our_side"]), {})
            vals.update(
                party_a_id=sides.get("a", {}).get("partner_id"),
                party_b_id=sides.get("b", {}).get("partner_id"),
                partner_id=other.get("partner_id"),
                partner_name=other.get("legal_name"),
            )

    @api.model
    def _settled_names(self):
        names = super()._settled_names()
        return names - _OF_PARTIES if doors.opened(self, "crm_contract_complete") else names

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
