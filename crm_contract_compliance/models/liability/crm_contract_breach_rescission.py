from odoo import api, fields, models

from ...tools.ending import rescission_until
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.words import term_error_in_words
from ..contract.crm_contract_termination import IN_FORCE
from .crm_contract_termination import GRAVE

_OPEN = ("registered", "assessed", "claimed")


class CrmContractBreach(models.Model):
    """The clock of the right to rescind that a breach opens (L-14, T2-10.2.2)."""

    _inherit = "crm.contract.breach"

    rescission_until = fields.Date(
        "Right to Rescind Until",
        readonly=True,
        copy=False,
        help="The agreed time, else a year, after the breach was known (CC 564).",
    )
    rescission_asked_until = fields.Date(
        "Asked to Decide By",
        copy=False,
        help="The other side demanded a decision on the rescission within a reasonable time.",
    )
    has_rescission_clock = fields.Boolean(readonly=True, copy=False)

    _settled_fields = frozenset(
        {"payment_due_date", "resolution", "rescission_until", "has_rescission_clock"}
    )
    _living_fields = frozenset(
        {
            "message_follower_ids",
            "activity_ids",
            "message_ids",
            "website_message_ids",
            "rescission_asked_until",
        }
    )
    _deadline_triggers = frozenset(
        {
            "state",
            "known_on",
            "side",
            "third_party_id",
            "rescission_until",
            "has_rescission_clock",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        breaches = super().create(vals_list)
        breaches._settle_rescission()
        return breaches

    def write(self, vals):
        result = super().write(vals)
        moved = {"known_on", "severity", "side", "third_party_id", "state"}
        if (moved | {"rescission_asked_until"}) & vals.keys():
            self._settle_rescission()
        return result

    def _settle_rescission(self):
        """Until when the right lasts, and whether somebody on our side should mind it."""
        for breach in self:
            asked = breach.rescission_asked_until or None
            with term_error_in_words(self.env):
                until = rescission_until(
                    breach.known_on, breach.contract_id.rescission_right_months, asked
                )
            wanted = {
                "rescission_until": until,
                "has_rescission_clock": breach._is_rescission_ours(),
            }
            breach._write_settled(
                {name: value for name, value in wanted.items() if breach[name] != value}
            )

    def _is_rescission_ours(self):
        """Whether our side may rescind because of it, and has not yet done so."""
        contract = self.contract_id
        if self.state not in _OPEN or contract.state not in IN_FORCE:
            return False
        grounds = contract.end_ground_ids.filtered("needs_breach")
        if self.severity not in GRAVE:
            grounds = grounds.filtered(lambda ground: not ground.needs_serious)
        used = contract.sudo().termination_ids.filtered(
            lambda row: row.breach_id == self and row.state not in ("draft", "withdrawn")
        )
        return bool(grounds) and not used and self._victim_side() == contract.our_side

    def _deadline_specs(self):
        specs = super()._deadline_specs()
        if self.has_rescission_clock and self.rescission_until:
            specs.append(
                DeadlineSpec("rescission", self.rescission_until, side=self._victim_side())
            )
        return specs
