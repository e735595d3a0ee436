from odoo import api, fields, models
from odoo.tools import SQL

from ..base.windows import dialog_of
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
            gaps += self._gaps_of_open(
                self.incident_ids,
                OPEN_INCIDENTS,
                lambda name: self.env._("the open incident “%s”", name),
                ("confidentiality", "incident_ids"),
            )
        return gaps

    @api.model
    def _incomplete_models(self):
        return [*super()._incomplete_models(), "crm.contract.incident"]

    @api.model
    def _incomplete_sql(self, alias):
        mine = self._open_rows_sql(alias, "crm.contract.incident", OPEN_INCIDENTS)
        return SQL("%s OR %s", super()._incomplete_sql(alias), mine)

    def action_register_incident(self):
        self.ensure_one()
        self.check_access("read")
        title = self.env._("Register an Incident")
        window = dialog_of("crm.contract.incident", title, contract_id=self.id)
        return {**window, "target": "current"}
