from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..contract.selections import OTHER_SIDE

PARTS = [
    ("accountable", "Accountable"),
    ("responsible", "Carries Out"),
    ("consulted", "Consulted"),
    ("informed", "Informed"),
]
_OF_SIDE = ("part_a", "part_b", "part_third")


class CrmContractResponsibility(models.Model):
    """One duty and each side's part in it: at most one is accountable (T0-20.1)."""

    _name = "crm.contract.responsibility"
    _description = "Division of Duties"
    _inherit = ["crm.contract.agreed.mixin"]
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    name = fields.Char("Duty", required=True)
    sequence = fields.Integer(default=10)
    contract_id = fields.Many2one("crm.contract", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="cascade",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    clause = fields.Char()
    part_a = fields.Selection(PARTS, "Party A")
    part_b = fields.Selection(PARTS, "Party B")
    part_third = fields.Selection(PARTS, "Third Party's Part")
    is_unanswered = fields.Boolean("Nobody Accountable", compute="_compute_is_unanswered")

    _one_accountable = models.Constraint(
        "CHECK ((COALESCE(part_a, '') = 'accountable')::int"
        " + (COALESCE(part_b, '') = 'accountable')::int"
        " + (COALESCE(part_third, '') = 'accountable')::int <= 1)",
        "One side at most is accountable for a duty.",
    )

    _living_fields = frozenset({"sequence"})

    @api.depends(*_OF_SIDE)
    def _compute_is_unanswered(self):
        for row in self:
            row.is_unanswered = not row._accountable_sides()

    @api.constrains("third_party_id", "contract_id")
    def _check_third_party(self):
        for row in self.filtered("third_party_id"):
            if row.third_party_id.contract_id != row.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_two_accountable([{name: vals.get(name) for name in _OF_SIDE}])
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & set(_OF_SIDE):
            self._refuse_two_accountable(
                {name: vals.get(name, row[name]) for name in _OF_SIDE} for row in self
            )
        return super().write(vals)

    def _refuse_two_accountable(self, parts_list):
        """Said before the database's own check would."""
        for parts in parts_list:
            if [*parts.values()].count("accountable") > 1:
                raise ValidationError(
                    self.env._(
                        "One side at most is accountable for a duty; the others carry it out, are"
                        " consulted or informed."
                    )
                )

    def _accountable_sides(self):
        self.ensure_one()
        sides = (*OTHER_SIDE, "third")
        return [side for side in sides if self[f"part_{side}"] == "accountable"]
