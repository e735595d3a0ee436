from odoo import api, fields, models

from ..models.base.windows import form_of
from ..models.contract.crm_contract_end_ground import TERMINATION_KINDS
from ..models.contract.selections import SIDES
from ..models.liability.crm_contract_termination import RESCINDED_FOR

_CARRIED = (
    "contract_id",
    "ground_id",
    "kind",
    "is_mutual",
    "initiator_side",
    "breach_id",
    "clause",
    "notice_id",
    "reason",
    "requested_end_date",
)


class CrmContractEndWizard(models.TransientModel):
    """The door to an end before the term: it makes the termination, and goes as far as it can."""

    _name = "crm.contract.end.wizard"
    _description = "End a Contract"
    _inherit = ["crm.contract.input.mixin"]

    contract_id = fields.Many2one("crm.contract", required=True)
    end_ground_ids = fields.Many2many(related="contract_id.end_ground_ids", related_sudo=False)
    ground_id = fields.Many2one(
        "crm.contract.end.ground", required=True, domain="[('id', 'in', end_ground_ids)]"
    )
    ground_kind = fields.Selection(related="ground_id.kind", string="Kind of the Ground")
    agreement = fields.Selection(related="ground_id.agreement")
    needs_breach = fields.Boolean(related="ground_id.needs_breach")
    needs_clause = fields.Boolean(related="ground_id.needs_clause")
    kind = fields.Selection(TERMINATION_KINDS, required=True, default="termination")
    is_mutual = fields.Boolean("Both Agree")
    initiator_side = fields.Selection(SIDES, "Declared By")
    breach_id = fields.Many2one("crm.contract.breach", domain=RESCINDED_FOR)
    clause = fields.Char()
    notice_id = fields.Many2one(
        "crm.contract.notice",
        domain="[('contract_id', '=', contract_id), ('kind', '=', kind)]",
    )
    reason = fields.Text()
    requested_end_date = fields.Date("Ends On")
    evidence_ids = fields.Many2many(
        "ir.attachment", string="Signed Agreement", bypass_search_access=True
    )

    @api.onchange("ground_id")
    def _onchange_ground_id(self):
        ground = self.ground_id
        self.kind = ground.kind or "termination"
        self.is_mutual = ground.agreement in ("expected", "always")
        self.initiator_side = not self.is_mutual and self.contract_id.our_side

    @api.onchange("is_mutual")
    def _onchange_is_mutual(self):
        self.initiator_side = not self.is_mutual and self.contract_id.our_side

    def action_confirm(self):
        """What is agreed on paper ends at once; whoever may not end asks for it."""
        self.ensure_one()
        termination = self.env["crm.contract.termination"].create(self._termination_vals())
        if not self.env.user.has_group("crm_contract_compliance.group_contract_officer"):
            termination._ask()
        elif termination.is_mutual and termination.evidence_ids:
            termination.action_make_effective()
        elif termination.notice_id:
            termination.action_notify()
        return form_of(termination)

    def _termination_vals(self):
        values = {name: self._fields[name].convert_to_write(self[name], self) for name in _CARRIED}
        return {
            **values,
            "evidence_ids": [fields.Command.link(row.id) for row in self.evidence_ids],
        }
