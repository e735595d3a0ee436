from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base import doors

TREATMENTS = [
    ("stopped", "Stops; nothing is owed for it"),
    ("performed", "Is still performed"),
    ("settled", "Settled in money"),
    ("claimed", "Claimed as a breach"),
    ("other", "Otherwise, as noted"),
]


class CrmContractRequirement(models.Model):
    """What was not performed when the contract ended, and what becomes of it (T1-11.3, T1-12.3)."""

    _inherit = "crm.contract.requirement"

    treatment = fields.Selection(TREATMENTS)
    origin = fields.Char(
        readonly=True, copy=False, index="btree_not_null", help="The record that it came from."
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"origin"}

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {"done_on": self._today_of_matter(vals), **vals}
                if vals.get("treatment") and self._is_matter(vals)
                else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        """A matter is dealt with on the day on which somebody says what becomes of it."""
        matters = self.browse()
        if {"treatment", "done_on"} & vals.keys():
            matters = self.filtered(lambda row: row.kind == "matter")
        for row in matters:
            super(CrmContractRequirement, row).write(row._treated(vals))
        return super(CrmContractRequirement, self - matters).write(vals)

    @api.constrains("kind", "gate", "done_on", "treatment")
    def _check_treatment(self):
        """T1-11.3: a matter without treatment keeps the contract open."""
        matters = self.filtered(lambda row: row.kind == "matter" and row.gate == "close")
        for row in matters.filtered("done_on"):
            if not row.treatment:
                raise ValidationError(
                    self.env._("Say what becomes of “%s”: choose its treatment.", row.name)
                )

    @api.constrains("treatment", "note")
    def _check_noted(self):
        for row in self.filtered(lambda row: row.treatment == "other"):
            if not (row.note or "").strip():
                raise ValidationError(self.env._("Note what else becomes of “%s”.", row.name))

    @api.model
    def _bring_up(self, vals_list):
        """Matters that the addon itself proposes: nobody's defaults have a say in them."""
        common = {"kind": "matter", "gate": "close", "is_required": True, "done_on": False}
        doors.through(self, "crm_contract_settle").create(
            [{**common, "treatment": False, **vals} for vals in vals_list]
        )

    @api.model
    def _today_of_matter(self, vals):
        contract = self.env["crm.contract"].browse(vals.get("contract_id"))
        return contract._local_today() if contract else fields.Date.context_today(self)

    def _is_matter(self, vals):
        return self._kind_of(vals) == "matter"

    def _treated(self, vals):
        """Treatment and day go together: neither is there without the other."""
        if "treatment" not in vals:
            return vals if vals["done_on"] else {**vals, "treatment": False}
        if not vals["treatment"]:
            return {**vals, "done_on": False}
        day = vals.get("done_on") or self.done_on or self.contract_id._local_today()
        return {**vals, "done_on": day}

    def _gap_text(self):
        if self.kind == "matter":
            return self.env._("what becomes of “%s”", self.name)
        return super()._gap_text()

    def _require_manager_for_templates(self):
        """Nor does what the end itself brought up vanish by anybody's hand."""
        asked = self.filtered(lambda row: row.origin and row.is_required)
        if asked:
            asked.contract_id._require("manager")
        return super()._require_manager_for_templates()
