from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .crm_contract_missing import Gap
from .selections import ALL_SIDES, CAPACITIES, SIGNING_METHODS


class CrmContractSignature(models.Model):
    """One side's signature and seal on one instrument, with its evidence."""

    _name = "crm.contract.signature"
    _description = "Contract Signature"
    _inherit = ["crm.contract.executed.mixin"]
    _order = "execution_id, side, id"
    _person_names = ("signer_name",)
    _check_company_auto = True

    execution_id = fields.Many2one(
        "crm.contract.execution", required=True, readonly=True, ondelete="restrict", index=True
    )
    contract_id = fields.Many2one(related="execution_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="execution_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="execution_id.contract_user_id", store=True)
    side = fields.Selection(ALL_SIDES, required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Party", required=True, readonly=True, ondelete="restrict", index=True
    )
    signer_id = fields.Many2one(
        "res.partner",
        "Signed By",
        ondelete="restrict",
        index="btree_not_null",
        domain=[("is_company", "=", False)],
    )
    signer_name = fields.Char(readonly=True, help="The signer's name as it stood that day.")
    capacity = fields.Selection(CAPACITIES, default="legal", required=True)
    method = fields.Selection(SIGNING_METHODS, default="wet", required=True)
    signed_on = fields.Date()
    sealed_on = fields.Date()
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_signature_evidence_rel",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    evidence_sha256 = fields.Char("Evidence SHA-256", readonly=True, copy=False)
    recorded_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    is_complete = fields.Boolean(compute="_compute_is_complete", store=True)
    complete_on = fields.Date(compute="_compute_is_complete", store=True)

    _frozen_by = "execution_id"
    _settled_fields = frozenset(
        {
            "execution_id",
            "side",
            "partner_id",
            "signer_name",
            "evidence_sha256",
            "recorded_by_id",
        }
    )
    _MARKS = ("signed_on", "sealed_on")

    def write(self, vals):
        self._refuse_changed_mark(vals)
        result = super().write(vals)
        if {"signed_on", "sealed_on"} & vals.keys() and not self._is_door_open():
            for row in self:
                row._write_settled(
                    {
                        "signer_name": row.signer_id.name,
                        "recorded_by_id": self.env.uid,
                    }
                )
        return result

    @api.depends("signed_on", "sealed_on", "execution_id.mode")
    def _compute_is_complete(self):
        for row in self:
            row.complete_on = row._completed_on()
            row.is_complete = bool(row.complete_on)

    @api.constrains("signed_on", "sealed_on")
    def _check_marks_not_future(self):
        for row in self:
            today = row.contract_id._local_today()
            if any(row[name] and row[name] > today for name in self._MARKS):
                raise ValidationError(
                    self.env._("A contract cannot be signed or sealed on a future day.")
                )

    @api.depends("side", "execution_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(side)s on %(instrument)s",
                side=row.contract_id._side_label(row.side),
                instrument=row.execution_id.display_name,
            )

    def _completed_on(self):
        """The day on which this side has done what the mode asks for (X-8)."""
        self.ensure_one()
        marks = [day for day in (self.signed_on, self.sealed_on) if day]
        mode = self.execution_id.mode
        if mode == "sign":
            return self.signed_on or False
        if mode == "sign_or_seal":
            return min(marks, default=False)
        return max(marks) if len(marks) == 2 else False

    def _gaps(self):
        self.ensure_one()
        if self.is_complete:
            return []
        side = self.contract_id._side_label(self.side)
        mode = self.execution_id.mode
        if mode == "sign_or_seal":
            return [Gap(self.env._("%s's signature or seal", side))]
        gaps = []
        if not self.signed_on:
            gaps.append(Gap(self.env._("%s's signature", side)))
        if mode == "sign_and_seal" and not self.sealed_on:
            gaps.append(Gap(self.env._("%s's seal", side)))
        return gaps

    def _refuse_changed_mark(self, vals):
        """A recorded mark stands, and whose it is; a wrong one is undone by going back to draft."""
        if self._is_door_open():
            return
        for row in self:
            names = [*self._MARKS, *(["signer_id", "capacity"] if row.signed_on else [])]
            if any(
                name in vals and row[name] and self._is_really_changed(row, name, vals[name])
                for name in names
            ):
                raise UserError(
                    self.env._(
                        "%s is already recorded. If it is wrong, take the contract back to"
                        " draft and have it signed anew.",
                        row.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_marked(self):
        if any(row.signed_on or row.sealed_on for row in self):
            raise UserError(self.env._("A recorded signature is never deleted."))
