from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..base.copied_rows import complete_languages, copy_rows
from .crm_contract_missing import Gap
from .selections import ALL_SIDES

# The states of a contract that passed a gate.
_PASSED = {
    "sign": ("signed", "active", "suspended", "ended", "closed"),
    "effect": ("active", "suspended", "ended", "closed"),
    "end": ("ended", "closed"),
    "close": ("closed",),
}
# What is seen to once a contract has ended.
CLOSING = ("handover", "matter")
_HANDOVER = SQL("source.kind = 'handover' AND source.gate = 'close'")


class CrmContractRequirement(models.Model):
    """What must be there before a gate opens; of a contract, or the template of a type."""

    _name = "crm.contract.requirement"
    _description = "Contract Requirement"
    _inherit = [
        "crm.contract.copied.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.discreet.mixin",
    ]
    _order = "contract_id, gate, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    contract_id = fields.Many2one("crm.contract", ondelete="cascade", index="btree_not_null")
    type_id = fields.Many2one("crm.contract.type", ondelete="cascade", index="btree_not_null")
    template_id = fields.Many2one(
        "crm.contract.requirement", ondelete="set null", index="btree_not_null", copy=False
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True, precompute=True)
    gate = fields.Selection(
        [
            ("sign", "To sign"),
            ("effect", "To take effect"),
            ("third_active", "Third party acts"),
            ("third_exit", "Third party leaves"),
            ("end", "To end"),
            ("close", "To close"),
        ],
        required=True,
        default="effect",
    )
    kind = fields.Selection(
        [
            ("condition", "Condition"),
            ("document", "Document"),
            ("consent", "Consent"),
            ("handover", "Hand-over"),
            ("matter", "Open matter"),
        ],
        required=True,
        default="condition",
    )
    side = fields.Selection(ALL_SIDES)
    is_required = fields.Boolean("Required", default=True)
    done_on = fields.Date()
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_requirement_evidence_rel",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    note = fields.Char()
    waiver_reason = fields.Char(readonly=True, copy=False)
    waived_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    waived_on = fields.Date(readonly=True, copy=False)
    is_locked = fields.Boolean(compute="_compute_is_locked")

    _of_type_or_contract = models.Constraint(
        "CHECK((type_id IS NULL) != (contract_id IS NULL))",
        "A requirement belongs to a type or to a contract.",
    )
    _missing_idx = models.Index(
        "(contract_id, gate) WHERE is_required AND done_on IS NULL AND waived_on IS NULL"
    )

    _copied_columns = (
        "name",
        "sequence",
        "gate",
        "kind",
        "side",
        "receiver_side",
        "quantity",
        "needs_proof",
        "is_required",
        "note",
    )
    _is_copied_by_renewals = False
    _anchor_fields = frozenset({"contract_id", "type_id", "template_id"})
    _frozen_by = "contract_id"
    _grows_frozen = True
    _living_fields = frozenset({"done_on", "evidence_ids", "note", "sequence"})
    _settled_fields = frozenset({"waiver_reason", "waived_by_id", "waived_on"})

    @api.model_create_multi
    def create(self, vals_list):
        # Nobody points at what they may not read, by a default of the context either.
        default = self.default_get(["template_id"])
        templates = {{**default, **vals}.get("template_id") for vals in vals_list}
        self.browse(filter(None, templates)).check_access("read")
        return super().create(vals_list)

    def write(self, vals):
        if not self._is_door_open():
            self._refuse_undoing(vals)
            if any(
                name in vals and self._is_really_changed(row, name, vals[name])
                for row in self
                for name in ("is_required", "gate")
            ):
                self._require_manager_for_templates()
        before = {row: row.evidence_ids for row in self} if "evidence_ids" in vals else {}
        result = super().write(vals)
        self._refuse_lost_evidence(before)
        if {"done_on", "is_required", "waived_on"} & vals.keys():
            self.contract_id.filtered(lambda contract: contract.state == "signed")._settle_terms()
        return result

    @api.depends("contract_id.state")
    def _compute_is_locked(self):
        for row in self:
            row.is_locked = row.contract_id.is_locked

    @api.constrains("done_on")
    def _check_done_on(self):
        for row in self.filtered("done_on"):
            if row.contract_id and row.done_on > row.contract_id._local_today():
                raise ValidationError(self.env._("“%s” cannot be done on a future day.", row.name))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_template(self):
        self._require_manager_for_templates()

    def action_mark_done(self):
        for row in self:
            row.done_on = row.contract_id._local_today()

    def _waive(self, reason):
        """Do without this requirement: the manager's decision, with its reason."""
        self.contract_id._require("manager")
        if not (reason or "").strip():
            raise UserError(self.env._("A waiver needs its reason."))
        for row in self:
            row._write_settled(
                {
                    "waiver_reason": reason.strip(),
                    "waived_by_id": self.env.uid,
                    "waived_on": row.contract_id._local_today(),
                }
            )

    def _require_manager_for_templates(self):
        """To drop what the type asks for is to waive it."""
        asked = self.filtered(lambda row: row.contract_id and row.template_id and row.is_required)
        if asked:
            asked.contract_id._require("manager")

    def _refuse_undoing(self, vals):
        """A condition that let the contract pass its gate stays as it was met (I7)."""
        for row in self.filtered("done_on"):
            if (
                "done_on" in vals
                and fields.Date.to_date(vals["done_on"]) != row.done_on
                and row._is_passed()
            ):
                raise UserError(
                    self.env._("“%s” was met when the contract went on; it stays.", row.name)
                )

    def _refuse_lost_evidence(self, before):
        """What proved it, too: more may be added."""
        for row, files in before.items():
            if row.done_on and files - row.evidence_ids and row._is_passed():
                raise UserError(
                    self.env._("“%s” was met when the contract went on; its proof stays.", row.name)
                )

    def _is_passed(self):
        """Whether the gate that the row kept shut was passed."""
        return self.contract_id.state in _PASSED.get(self.gate, ())

    def _is_missing(self):
        self.ensure_one()
        return self.is_required and not self.done_on and not self.waived_on

    def _given_up(self):
        """What is still as the type proposed it: nobody has answered it."""
        return self.filtered(
            lambda row: row.template_id and not (row.done_on or row.waived_on or row.evidence_ids)
        )

    def _gap(self):
        """What the row keeps a gate shut for, in the words that the reader may know."""
        return Gap(
            self._told_gap(),
            spot=("documents", "requirement_ids"),
            origin=f"{self._name},{self.id}",
        )

    def _told_gap(self):
        """Hook: ``_gap_text``, or less to whoever may not know it."""
        return self._gap_text()

    def _told_words(self):
        """Hook: its name, or less to whoever may not know it."""
        return self.name

    def _gap_text(self):
        """Hook: what the row keeps a gate shut for."""
        return self.name

    @api.model
    def _copied_condition(self):
        """A contract starts with all but the hand-over list, which begins with its end."""
        return SQL("NOT (%s)", _HANDOVER)

    @api.model
    def _copy_handover(self, contracts):
        """Give contracts that have ended the hand-over list of their type (T2-11.1.1)."""
        copy_rows(contracts, [self], _HANDOVER)

    @api.model
    def _complete_template_names(self):
        """Give contracts the languages that their type's requirements have learnt since."""
        complete_languages(self, "name")
