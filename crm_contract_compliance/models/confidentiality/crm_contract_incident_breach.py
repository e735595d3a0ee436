from odoo import models
from odoo.exceptions import UserError

from ..base.words import listed


class CrmContractIncident(models.Model):
    """The breach that lies in a leak: proposed once it is known who leaked (T0-8.3, T0-Br3c)."""

    _inherit = "crm.contract.incident"

    def _propose_breaches(self):
        for incident in self:
            if not incident.side or incident.breach_id or incident._is_door_open():
                continue
            found_on = incident._local_day("found_at")
            breach = incident.contract_id._propose_leak(
                "incident_id",
                incident,
                incident.side,
                incident.third_party_id,
                incident.occurred_on or found_on,
                found_on,
                incident._fact(),
            )
            incident._write_settled({"breach_id": breach.id})

    def _fact(self):
        said = [self.name, self.kinds, self.cause]
        return listed(self.env, [text.strip() for text in said if (text or "").strip()])

    def _refuse_other_leaker(self, vals):
        """Who leaked is judged in the breach once there is one."""
        if self._is_door_open():
            return
        for incident in self.filtered("breach_id"):
            for name in {"side", "third_party_id"} & vals.keys():
                if self._is_really_changed(incident, name, vals[name]):
                    raise UserError(
                        self.env._(
                            "The breach of %(incident)s names who leaked. Was it somebody else?"
                            " Dismiss the breach and register the right one under Breaches.",
                            incident=incident.display_name,
                        )
                    )
