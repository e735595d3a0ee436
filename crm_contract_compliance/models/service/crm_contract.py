from odoo import api, fields, models
from odoo.tools import SQL

from ..contract.crm_contract_missing import Gap
from .selections import OVER


class CrmContract(models.Model):
    """The contract's requests and complaints, and its service standards."""

    _inherit = "crm.contract"

    standard_ids = fields.One2many(
        "crm.contract.service.standard", "contract_id", "Service Standards", copy=False
    )
    case_ids = fields.One2many("crm.contract.case", "contract_id", "Cases", copy=False)
    complaint_count = fields.Integer("Open Complaints", compute="_compute_case_counts")
    request_count = fields.Integer("Open Requests", compute="_compute_case_counts")
    case_count = fields.Integer(compute="_compute_case_counts")

    @api.model
    def _copied_fields(self):
        return [*super()._copied_fields(), "standard_ids"]

    @api.depends("case_ids.state")
    def _compute_case_counts(self):
        """One grouped query for all."""
        self.complaint_count = self.request_count = self.case_count = 0
        groups = self.env["crm.contract.case"]._read_group(
            [("contract_id", "in", self.ids)], ["contract_id", "kind", "state"], ["__count"]
        )
        for contract, kind, state, count in groups:
            contract.case_count += count
            if state not in OVER:
                contract[f"{kind}_count"] += count

    @api.depends("case_ids.state")
    def _compute_missing_note(self):
        return super()._compute_missing_note()

    def action_view_cases(self):
        """The open complaints first, where there are any."""
        self.ensure_one()
        self.check_access("read")
        is_complaint = self.complaint_count or not self.request_count
        kind = "complaint" if is_complaint else "request"
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"crm_contract_compliance.crm_contract_{kind}_action"
        )
        action["name"] = self.env._("Complaints and Requests")
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"default_contract_id": self.id, "default_kind": kind}
        return action

    def _missing(self, gate):
        """T0-12.3: an open complaint keeps a person from ending and closing, never the expiry."""
        gaps = super()._missing(gate)
        if gate in ("end", "close"):
            gaps += [
                Gap(
                    self.env._("the open complaint %s", case.code or case.name),
                    origin=f"{case._name},{case.id}",
                )
                for case in self.case_ids
                if case.kind == "complaint" and case.state not in OVER
            ]
        return gaps

    @api.model
    def _incomplete_models(self):
        return [*super()._incomplete_models(), "crm.contract.case"]

    @api.model
    def _incomplete_sql(self, alias):
        return SQL(
            """%(others)s OR (%(alias)s.state = 'ended' AND EXISTS (SELECT 1
                    FROM crm_contract_case c WHERE c.contract_id = %(alias)s.id
                    AND c.kind = 'complaint' AND c.state NOT IN ('closed', 'cancelled')
                    AND NOT %(accepted)s))""",
            others=super()._incomplete_sql(alias),
            alias=SQL.identifier(alias),
            accepted=self._accepted_sql(alias, SQL("'crm.contract.case,' || c.id")),
        )
