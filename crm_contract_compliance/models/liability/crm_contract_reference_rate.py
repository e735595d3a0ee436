from odoo import api, fields, models
from odoo.tools import ormcache

from ...tools.penalty_terms import MissingRateError, ReferenceRate
from ..base.numbers import to_decimal
from ..base.words import day_in_words


class CrmContractReferenceRate(models.Model):
    """The annual rate that rules may refer to, such as the one-year LPR; the manager's table."""

    _name = "crm.contract.reference.rate"
    _description = "Reference Rate"
    _inherit = ["crm.contract.input.mixin"]
    _order = "valid_from desc"
    _rec_name = "valid_from"

    valid_from = fields.Date(
        required=True,
        help="One table for all companies, kept by the contract managers: a published rate is the"
        " same for everybody.",
    )
    percent = fields.Float("Annual Rate (%)", digits=(9, 4), required=True, aggregator=None)
    source = fields.Char(help="Where it was published.")

    _one_a_day = models.UniqueIndex("(valid_from)", "There is a rate of this day already.")
    _bounded = models.Constraint(
        "CHECK(percent >= 0 AND percent <= 100)", "A rate lies between 0 and 100 percent."
    )

    _bounds = {"percent": (0, 100)}

    @api.model_create_multi
    def create(self, vals_list):
        rates = super().create(vals_list)
        self._forget_table()
        return rates

    def write(self, vals):
        result = super().write(vals)
        self._forget_table()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_table()
        return result

    @api.model
    def _forget_table(self):
        self.env.registry.clear_cache()
        self.env["crm.contract.payment"].sudo()._follow_rates()

    @api.model
    def _why_unknown(self, error):
        """Why a penalty cannot be reckoned: never to be shown as a sum of 0."""
        if isinstance(error, MissingRateError):
            return self.env._(
                "No LPR or other reference rate is entered for %s: the penalty is not known"
                " before a contract manager enters it.",
                day_in_words(self.env, error.day),
            )
        if error.code == "method":
            return self.env._("This rule is reckoned on a late payment; the breach names none.")
        return self.env._("The rule yields no amount for this breach.")

    @api.model
    def _link(self):
        """The banner's link to the table, for whoever may fill it."""
        if not self.has_access("create"):
            return {}
        action = "crm_contract_compliance.crm_contract_reference_rate_action"
        return {
            "action_text": self.env._("Reference Rates"),
            "action": self.env["ir.actions.act_window"]._for_xml_id(action),
        }

    @api.model
    @ormcache()
    def _table_of_rates(self):
        """The table as the rulebook takes it."""
        return tuple(
            ReferenceRate(rate.valid_from, to_decimal(rate.percent))
            for rate in self.sudo().search([], order="valid_from")  # pylint: disable=no-search-all
        )
