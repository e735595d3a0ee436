from odoo import api, fields, models
from odoo.tools import SQL

from ..base.windows import dialog_of
from ..contract.crm_contract_missing import Gap
from ..timeline.duty_kinds import SAFEGUARDS

OPEN_INCIDENTS = ("open", "notified")


class CrmContract(models.Model):
    """The contract's leaks of personal data; it is not closed over an open one."""

    _inherit = "crm.contract"

    safeguard_ids = fields.One2many(
        "crm.contract.obligation",
        "contract_id",
        "Safeguards",
        domain=[("kind", "in", SAFEGUARDS)],
        copy=False,
    )
    incident_ids = fields.One2many("crm.contract.incident", "contract_id", "Data Incidents")

    def _missing(self, gate):
        gaps = super()._missing(gate)
        if gate == "close":
            gaps += [
                Gap(
                    self.env._("the open incident “%s”", incident.display_name),
                    spot=("confidentiality", "incident_ids"),
                    origin=f"{incident._name},{incident.id}",
                )
                for incident in self.incident_ids
                if incident.state in OPEN_INCIDENTS
            ]
        return gaps

    @api.model
    def _incomplete_models(self):
        return [*super()._incomplete_models(), "crm.contract.incident"]

    @api.model
    def _incomplete_sql(self, alias):
        return SQL(
            """%(others)s OR (%(alias)s.state = 'ended' AND EXISTS (SELECT 1
                    FROM crm_contract_incident i WHERE i.contract_id = %(alias)s.id
                    AND i.state IN %(states)s))""",
            others=super()._incomplete_sql(alias),
            alias=SQL.identifier(alias),
            states=OPEN_INCIDENTS,
        )

    def action_register_incident(self):
        self.ensure_one()
        self.check_access("read")
        title = self.env._("Register an Incident")
        window = dialog_of("crm.contract.incident", title, contract_id=self.id)
        return {**window, "target": "current"}
