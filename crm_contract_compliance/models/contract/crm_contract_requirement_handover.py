from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.evidence import has_files
from .crm_contract_requirement import CLOSING
from .selections import SIDES


class CrmContractRequirement(models.Model):
    """What changes hands at the end: item, from whom to whom, how many, in what condition.

    An item is handed over once all of it is there and intact (T2-11.1.2); what keeps data or
    property until then is its custodian (T2-12.2.2). It goes both ways (X-21), and what was
    entrusted comes back, or is deleted, with its certificate (L-39).
    """

    _name = "crm.contract.requirement"
    _inherit = ["crm.contract.requirement", "crm.contract.deadline.mixin"]

    termination_id = fields.Many2one(
        "crm.contract.termination",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        domain="[('contract_id', '=', contract_id)]",
    )
    receiver_side = fields.Selection(SIDES, "Receiver")
    quantity = fields.Integer(default=1)
    received_quantity = fields.Integer("Received")
    condition = fields.Selection(
        [("intact", "Intact"), ("damaged", "Damaged"), ("missing", "Missing")], "State Found"
    )
    received_by = fields.Char("Signed For By")
    custodian_id = fields.Many2one(
        "res.partner",
        help="Keeps it safe until it is handed over.",
        ondelete="restrict",
        check_company=True,
    )
    needs_proof = fields.Boolean(
        "With Proof", help="Done only with its proof attached, such as a certificate of deletion."
    )
    due_date = fields.Date("Due")

    _bounds = {"quantity": (1, 1_000_000), "received_quantity": (0, 1_000_000)}
    _deadline_triggers = frozenset(
        {"name", "kind", "side", "due_date", "done_on", "waived_on", "is_required"}
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Both close a contract, and nothing else."""
        gate = {"gate": "close"}
        return super().create(
            [{**gate, **vals} if self._kind_of(vals) in CLOSING else vals for vals in vals_list]
        )

    def write(self, vals):
        self._refuse_other_kind(vals)
        handed = self.browse()
        if vals.get("done_on"):
            handed = self.filtered(lambda row: row._is_item())
        for row in handed:
            super(CrmContractRequirement, row).write({**row._all_of_it(vals), **vals})
        return super(CrmContractRequirement, self - handed).write(vals)

    @api.constrains("kind", "done_on", "condition", "quantity", "received_quantity", "needs_proof")
    def _check_handed_over(self):
        """T2-11.1.2: one damaged item, and the list is not complete."""
        for row in self.filtered(lambda row: row._is_item() and row.done_on):
            if row.condition != "intact":
                raise ValidationError(
                    self.env._(
                        "“%s” is not handed over until it is intact; a manager can do without it.",
                        row.name,
                    )
                )
            if row.received_quantity < row.quantity:
                raise ValidationError(
                    self.env._(
                        "“%(item)s” is not handed over: %(received)s of %(quantity)s arrived.",
                        item=row.name,
                        received=row.received_quantity,
                        quantity=row.quantity,
                    )
                )

    @api.constrains("kind", "done_on", "needs_proof", "evidence_ids")
    def _check_proof(self):
        for row in self.filtered(lambda row: row.contract_id and row.needs_proof and row.done_on):
            if not has_files(row):
                raise ValidationError(
                    self.env._("“%s” is done with its proof: attach it.", row.name)
                )

    @api.constrains("kind", "gate")
    def _check_closing_gate(self):
        """A matter may keep a contract from ending, too; what is handed over comes after that."""
        gates = {"handover": ("third_exit", "close"), "matter": ("third_exit", "end", "close")}
        for row in self:
            if row.gate not in gates.get(row.kind, (row.gate,)):
                raise ValidationError(self.env._("“%s” belongs to the gate “To close”.", row.name))

    @api.constrains("kind", "side", "receiver_side")
    def _check_receiver(self):
        for row in self.filtered("receiver_side"):
            if row.side == row.receiver_side:
                raise ValidationError(self.env._("Nobody hands “%s” over to itself.", row.name))

    @api.model
    def _kind_of(self, vals):
        return vals.get("kind") or self.default_get(["kind"]).get("kind")

    @api.constrains("termination_id", "contract_id")
    def _check_termination(self):
        for row in self.filtered("termination_id"):
            if row.termination_id.contract_id != row.contract_id:
                raise ValidationError(self.env._("The end is that of another contract."))

    def _is_item(self):
        """Whether it is handed over after the end; what a third party returns has its own gate."""
        return self.kind == "handover" and self.gate == "close"

    def _all_of_it(self, vals):
        """What a plain “done” says of an item: all of it arrived, and it was intact."""
        told = {}
        if not vals.get("condition", self.condition):
            told["condition"] = "intact"
        if not vals.get("received_quantity", self.received_quantity):
            told["received_quantity"] = vals.get("quantity", self.quantity)
        return told

    def _refuse_other_kind(self, vals):
        """An item or a matter does not turn into something that is done more easily."""
        if "kind" not in vals or self._is_door_open():
            return
        for row in self.filtered("contract_id"):
            if row.kind != vals["kind"] and {row.kind, vals["kind"]} & set(CLOSING):
                raise UserError(self.env._("“%s” stays what it is; add another row.", row.name))

    def _gap_text(self):
        if self._is_item():
            return self.env._("the hand-over of “%s”", self.name)
        return super()._gap_text()

    def _freeze_level(self):
        """What closes a contract comes after its signing, and stands once it is closed."""
        if self.kind in CLOSING and self.contract_id.state not in (False, "closed"):
            return 0
        return super()._freeze_level()

    def _refuse_frozen_parents(self, vals_list):
        """Nothing is added to what closed a contract."""
        ids = {
            vals.get("contract_id")
            for vals in vals_list
            if not self and self._kind_of(vals) in CLOSING and vals.get("gate", "close") == "close"
        }
        self.env["crm.contract"].browse(filter(None, ids))._refuse_closed()
        return super()._refuse_frozen_parents(vals_list)

    def _waive(self, reason):
        self.contract_id._refuse_closed()
        return super()._waive(reason)

    def _sync_deadlines(self, is_person_named=False):
        handed = self.filtered(lambda row: row._is_item() and row.contract_id)
        return super(CrmContractRequirement, handed)._sync_deadlines(is_person_named)

    def _deadline_specs(self):
        self.ensure_one()
        if not self._is_item() or not self.due_date or not self.is_required:
            return []
        return [
            DeadlineSpec(
                "handover",
                self.due_date,
                side=self.side,
                subject=self.name,
                done_on=self.done_on or self.waived_on or None,
            )
        ]
