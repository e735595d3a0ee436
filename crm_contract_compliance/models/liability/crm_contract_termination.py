from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.ending import has_lapsed

GRAVE = ("serious", "fundamental")
_NO_GROUND = ("proposed", "dismissed")
RESCINDED_FOR = f"[('contract_id', '=', contract_id), ('state', 'not in', {_NO_GROUND})]"


class CrmContractTermination(models.Model):
    """What a right to rescind rests on: the breach, the demand, and its own clock (L-13, L-14)."""

    _name = "crm.contract.termination"
    _inherit = ["crm.contract.termination", "crm.contract.advice.mixin"]

    breach_id = fields.Many2one(
        "crm.contract.breach",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        domain=RESCINDED_FOR,
    )
    demand_id = fields.Many2one(
        "crm.contract.notice",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        domain="[('contract_id', '=', contract_id), ('kind', '=', 'demand')]",
    )
    demanded_until = fields.Date(
        "Demand Gave Until", help="The last day of the reasonable time that the demand gave."
    )
    needs_breach = fields.Boolean(related="ground_id.needs_breach")
    needs_demand = fields.Boolean(related="ground_id.needs_demand")
    alerts = fields.Json(compute="_compute_alerts")

    @api.depends("state", "ground_id", "is_mutual", "breach_id", "notice_id", "contract_id")
    @api.depends_context("lang")
    def _compute_alerts(self):
        for record in self:
            is_open = record.id and record.state in ("draft", "notified")
            banners = record._advice_banners() if is_open else {}
            if "right_lapsed" in banners:
                banners["right_lapsed"]["level"] = "danger"
            record.alerts = banners or False

    @api.constrains("breach_id", "contract_id", "initiator_side")
    def _check_breach(self):
        for record in self.filtered("breach_id"):
            breach = record.breach_id
            if breach.contract_id != record.contract_id:
                raise ValidationError(self.env._("The breach belongs to another contract."))
            if record.initiator_side and breach._victim_side() != record.initiator_side:
                raise ValidationError(self.env._("Nobody rescinds because of one's own breach."))

    @api.constrains("demand_id", "contract_id", "initiator_side")
    def _check_demand(self):
        for record in self.filtered("demand_id"):
            demand = record.demand_id
            if demand.contract_id != record.contract_id or demand.kind != "demand":
                raise ValidationError(self.env._("The demand belongs to another contract."))
            if record.initiator_side and demand.side != record.initiator_side:
                raise ValidationError(self.env._("The demand came from the other side."))

    def _ground_gaps(self):
        gaps = super()._ground_gaps()
        if self.ground_id.needs_breach:
            gaps += self._breach_gaps()
        if self.ground_id.needs_demand:
            gaps += self._demand_gaps()
        return gaps

    def _breach_gaps(self):
        """T1-11.1: the breach it rests on, registered, and serious where the contract says so."""
        breach = self.breach_id
        if not breach or breach.state in _NO_GROUND:
            return [self.env._("a breach that is registered")]
        if self.ground_id.needs_serious and breach.severity not in GRAVE:
            return [self.env._("a breach that was assessed as serious")]
        return []

    def _demand_gaps(self):
        """L-13: the demand arrived, and the reasonable time that it gave is over."""
        delivered = self.demand_id.delivered_on
        if not delivered:
            return [self.env._("a demand that has arrived")]
        until = self.demanded_until
        if not until or until < delivered or until >= self.contract_id._local_today():
            return [self.env._("the end of the time that the demand gave")]
        return []

    def _guard_notified(self):
        result = super()._guard_notified()
        self._refuse_advice({"right_lapsed"})  # a lapsed right is not used any more (L-14)
        return result

    def _advisory_facts(self):
        """A right is used when the declaration arrives; until then, today counts."""
        used_on = self.notice_id.delivered_on or self.contract_id._local_today()
        return {
            **super()._advisory_facts(),
            "is_right_lapsed": not self.is_mutual
            and has_lapsed(used_on, self.breach_id.rescission_until or None),
            "is_one_sided": self.ground_id.agreement == "expected" and not self.is_mutual,
        }

    def _after_move(self, old_states):
        """A right that was used needs no reminder; one given back does."""
        result = super()._after_move(old_states)
        self.breach_id.sudo()._settle_rescission()
        return result
