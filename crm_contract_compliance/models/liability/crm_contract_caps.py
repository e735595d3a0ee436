from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..contract.crm_contract_missing import Gap
from ..third_party.crm_contract_third_party import OVER

_SPOT = ("third_parties", "third_party_ids")


class CrmContract(models.Model):
    """Caps that must be there before the contract is signed (T1-14.2.1)."""

    _inherit = "crm.contract"

    cap_ids = fields.One2many("crm.contract.liability.cap", "contract_id", "Liability Caps")

    cap_limit_amount = fields.Monetary("Liability Cap", compute="_compute_cap_amounts")
    cap_paid_amount = fields.Monetary(compute="_compute_cap_amounts")
    cap_held_amount = fields.Monetary(compute="_compute_cap_amounts")

    @api.depends("cap_ids.limit_amount", "cap_ids.entry_ids.amount")
    def _compute_cap_amounts(self):
        for contract in self:
            fullest = contract.cap_ids._fullest()
            contract.cap_limit_amount = fullest.limit_amount
            contract.cap_paid_amount = fullest.paid_amount
            contract.cap_held_amount = fullest.held_amount

    @api.constrains("signing_date")
    def _check_caps_before_signing(self):
        for contract in self.filtered("is_cap_before_signing"):
            for cap in contract.sudo().cap_ids.filtered("limit_amount"):
                if contract.signing_date and cap.determined_on > contract.signing_date:
                    raise ValidationError(
                        self.env._(
                            "The liability cap of %(name)s was determined on %(day)s, after the"
                            " signing on %(signed)s; it must be agreed before.",
                            name=cap.partner_id.name,
                            day=cap.determined_on,
                            signed=contract.signing_date,
                        )
                    )

    def _missing(self, gate):
        gaps = super()._missing(gate)
        if gate == "sign" and self.is_cap_before_signing:
            gaps += self._gaps_of_caps()
        return gaps

    def _gaps_of_caps(self):
        return [
            Gap(self.env._("the liability cap of %s", row.partner_id.name), spot=_SPOT)
            for row in self.third_party_ids
            if row.state not in OVER and not any(row.cap_ids.mapped("limit_amount"))
        ]

    @api.model
    def _incomplete_models(self):
        names = ["crm.contract.third.party", "crm.contract.liability.cap"]
        return [*super()._incomplete_models(), *names]

    @api.model
    def _incomplete_sql(self, alias):
        return SQL(
            """%(others)s OR (%(alias)s.is_cap_before_signing
                AND %(alias)s.state IN ('draft', 'signing')
                AND EXISTS (SELECT 1 FROM crm_contract_third_party third
                    WHERE third.contract_id = %(alias)s.id AND third.state NOT IN %(over)s
                    AND NOT EXISTS (SELECT 1 FROM crm_contract_liability_cap cap
                        WHERE cap.third_party_id = third.id AND cap.limit_amount > 0)))""",
            others=super()._incomplete_sql(alias),
            alias=SQL.identifier(alias),
            over=OVER,
        )
