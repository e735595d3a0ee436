from odoo import api, fields, models
from odoo.tools import SQL

from ..base.copied_rows import copy_rows
from .duty_kinds import SCOPE_OF

# What the dates of duties rest on.
_SPAN = frozenset({"state", "effective_date", "end_date", "ended_on"})


class CrmContract(models.Model):
    """The standing duties of a contract: taken over from its type as far as its scope goes."""

    _inherit = "crm.contract"

    obligation_ids = fields.One2many(
        "crm.contract.obligation", "contract_id", "Obligations", copy=False
    )

    @api.model
    def _copied_fields(self):
        return [*super()._copied_fields(), "obligation_ids"]

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts.filtered("effective_date")._note_relation()
        return contracts

    def write(self, vals):
        """A draft that takes in another scope has that one's duties."""
        turned = self._turned(vals)
        scopes = {row.id: row._scopes() for row in self} if SCOPE_OF.keys() & vals.keys() else {}
        result = super().write(vals)
        for row in (self - turned).filtered(lambda row: row.id in scopes):
            row._rescope_obligations(scopes[row.id])
        if _SPAN & vals.keys():
            self.sudo().obligation_ids.mapped("is_running")  # their dates follow at once
        return result

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        self.filtered(lambda row: row.state == "active")._note_relation()
        return result

    def _note_relation(self):
        for day, contracts in self.grouped("effective_date").items():
            contracts.partner_id._note_crm_contract_since(day)

    def _scopes(self):
        """What the contract covers (T0-2.2)."""
        self.ensure_one()
        return frozenset(scope for name, scope in SCOPE_OF.items() if self[name])

    def _rescope_obligations(self, old):
        """What the scope no longer covers goes, what it takes in comes."""
        new = self._scopes()
        duties = self.sudo().obligation_ids
        duties.filtered(lambda row: row.template_id and row.scope in old - new).unlink()
        taken = SQL(
            "source.scope IN %s AND %s", tuple(new - old) or ("",), duties._copied_condition()
        )
        copy_rows(self, [duties], taken)
        self._note_copied([duties])
