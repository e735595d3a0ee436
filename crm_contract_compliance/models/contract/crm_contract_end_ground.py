from odoo import fields, models

from .crm_contract import END_GROUNDS

TERMINATION_KINDS = [("termination", "Termination"), ("rescission", "Rescission")]


class CrmContractEndGround(models.Model):
    """Why a contract may end before its term, and what that asks for; kept as data by type."""

    _name = "crm.contract.end.ground"
    _description = "Ground to End a Contract"
    _inherit = ["crm.contract.input.mixin"]
    _order = "sequence, id"

    name = fields.Char(
        required=True,
        translate=True,
        help="One catalogue for all companies, kept by the contract managers.",
    )
    code = fields.Char(size=64, required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        TERMINATION_KINDS,
        help="Which of the two it is, and so which notice period counts. Empty: either.",
    )
    end_ground = fields.Selection(
        [item for item in END_GROUNDS if item[0] != "expiry"],
        "Ends By",
        required=True,
        default="rescission",
        help="What the contract then says of its end (T0-12.2).",
    )
    agreement = fields.Selection(
        [
            ("never", "One side declares it"),
            ("expected", "Both agree; one side alone with a warning"),
            ("always", "Both agree"),
        ],
        required=True,
        default="never",
    )
    needs_breach = fields.Boolean("Names a Breach")
    needs_serious = fields.Boolean("Only a Serious Breach")
    needs_demand = fields.Boolean(
        "After a Demand", help="A demand arrived, and the time that it gave has passed (CC 563)."
    )
    needs_clause = fields.Boolean("Names a Clause")
    needs_force_majeure = fields.Boolean(
        "Recognised Force Majeure", help="An event of force majeure was recognised (CC 563)."
    )
    needs_open_end = fields.Boolean("Only Without End Date")
    article = fields.Char(help="The law or the clause that it rests on.")

    _code_uniq = models.UniqueIndex("(code)", "This code is in use.")

    def _kind_label(self):
        return dict(self._fields["kind"]._description_selection(self.env)).get(self.kind, "")
