from odoo import api, fields, models
from odoo.exceptions import ValidationError

_EXEMPTION_OF = {"force_majeure": "force_majeure", "creditor_delay": "creditor"}


class CrmContractBreach(models.Model):
    """An exemption names the event that it rests on (T0-10, T1-6.4, L-20)."""

    _inherit = "crm.contract.breach"

    interruption_id = fields.Many2one(
        "crm.contract.interruption",
        "Exempting Event",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        domain="[('contract_id', '=', contract_id), ('state', '=', 'accepted')]",
    )

    @api.constrains("interruption_id", "exemption", "contract_id", "side", "occurred_on")
    def _check_interruption(self):
        for breach in self.filtered("interruption_id"):
            problem = breach._interruption_problem(breach.interruption_id.sudo())
            if problem:
                raise ValidationError(problem)

    def _interruption_problem(self, event):
        """Why this event does not exempt from this breach; none: it does."""
        if event.contract_id != self.contract_id:
            return self.env._("The event belongs to another contract.")
        if event.state != "accepted":
            return self.env._("Only an event that an officer recognised exempts from a breach.")
        if _EXEMPTION_OF.get(event.kind) != self.exemption:
            return self.env._("The exemption and the event are of different kinds.")
        if not event._excuses(self.side):
            return self.env._("The event excuses the other side.")
        if not event._as_pause().covers(self.occurred_on):
            return self.env._(
                "The breach did not happen during the event; who was late already is not excused"
                " (CC 590)."
            )
        return None
