from odoo import api, fields, models

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.discreet import open_ids
from ..base.windows import dialog_of


class CrmContractQualification(models.Model):
    """What proves that a third party can do it; it acts only while this holds (T0-17.2)."""

    _name = "crm.contract.qualification"
    _description = "Third-Party Qualification"
    _inherit = ["crm.contract.executed.mixin", "crm.contract.deadline.mixin"]
    _order = "third_party_id, name, expires_on, id"
    _check_company_auto = True

    name = fields.Char("Qualification", required=True)
    third_party_id = fields.Many2one(
        "crm.contract.third.party", required=True, ondelete="cascade", index=True
    )
    contract_id = fields.Many2one(related="third_party_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="third_party_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="third_party_id.contract_user_id", store=True)
    number = fields.Char()
    issuer = fields.Char("Issued By")
    issued_on = fields.Date("Certified From")
    expires_on = fields.Date("Certified Until", help="Empty: it does not expire.")
    is_required = fields.Boolean(
        "Required", default=True, help="Without it the third party may not act."
    )
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_qualification_evidence_rel",
        ondelete="restrict",
        bypass_search_access=True,
    )
    renewed_on = fields.Date(
        readonly=True, copy=False, help="When one of the same name that lasts longer was recorded."
    )

    is_over = fields.Boolean(
        compute="_compute_is_over", store=True, help="Whoever acts no more proves nothing."
    )

    _dates_ordered = models.Constraint(
        "CHECK(expires_on >= issued_on)", "A qualification ends after it begins."
    )

    _anchor_fields = frozenset({"third_party_id"})
    _ordered_days = (("issued_on", "expires_on"),)
    _settled_fields = frozenset({"renewed_on"})
    _growing_fields = frozenset({"evidence_ids"})
    _living_fields = frozenset({"evidence_ids", "is_required"})
    _frozen_by = "third_party_id"
    _grows_frozen = True
    _deadline_triggers = frozenset({"expires_on", "renewed_on", "name", "is_required", "is_over"})

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._settle_renewals()
        return rows

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        """The papers of a third party that was refused go with it."""
        held = self.filtered(lambda row: not row.third_party_id._is_never_agreed())
        return super(CrmContractQualification, held)._unlink_except_frozen()

    def write(self, vals):
        if "is_required" in vals and any(row._freeze_level() for row in self):
            self.contract_id._require("manager")
        result = super().write(vals)
        if {"name", "expires_on"} & vals.keys():
            self._settle_renewals()
        return result

    @api.depends("third_party_id.state")
    def _compute_is_over(self):
        for row in self:
            row.is_over = row.third_party_id.state in ("ended", "rejected")

    @api.depends("name", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        named = open_ids(self)
        for row in self:
            row.display_name = row.name if row.id in named else row.contract_id.code or ""

    def action_renew(self):
        """Record the renewed certificate beside the old one."""
        self.ensure_one()
        self.check_access("write")
        return dialog_of(
            self._name,
            self.env._("Renew Certificate"),
            third_party_id=self.third_party_id.id,
            name=self.name,
            issuer=self.issuer,
            is_required=self.is_required,
        )

    def _name_key(self):
        return self.name.strip().lower()

    def _cover(self, day):
        """Whether one of these rows holds on ``day``; both limits included (L-26)."""
        return any(
            (not row.issued_on or row.issued_on <= day)
            and (not row.expires_on or day <= row.expires_on)
            for row in self
        )

    def _settle_renewals(self):
        """An older row of the name is answered once a later one is there."""
        today = fields.Date.context_today(self)
        for row in self.third_party_id.qualification_ids:
            is_renewed = any(
                other != row
                and other._name_key() == row._name_key()
                and row._is_outlasted_by(other)
                for other in row.third_party_id.qualification_ids
            )
            if is_renewed != bool(row.renewed_on):
                row._write_settled({"renewed_on": is_renewed and today})

    def _is_outlasted_by(self, other):
        return bool(self.expires_on) and (
            not other.expires_on or other.expires_on > self.expires_on
        )

    def _deadline_specs(self):
        self.ensure_one()
        if not self.expires_on or not self.is_required or self.is_over:
            return []
        return [
            DeadlineSpec(
                "certificate",
                self.expires_on,
                side="third",
                subject=self.name,
                done_on=self.renewed_on or None,
            )
        ]
