from odoo import models


class CrmContract(models.Model):
    """The contract on its one signing route."""

    _inherit = "crm.contract"

    def _main_execution(self):
        self.ensure_one()
        return (
            self.sudo()
            .execution_ids.filtered(
                lambda execution: execution.kind == "main" and execution.state != "void"
            )[:1]
            .sudo(self.env.su)
        )

    def _open_main_execution(self):
        """The one route by which the contract's signatures and seals are recorded."""
        self.env["crm.contract.execution"]._open(
            "main", {contract: contract.main_execution_mode for contract in self}
        )

    def _void_main_execution(self):
        for contract in self:
            execution = contract._main_execution().sudo()
            if execution.state == "open":
                execution.write({"state": "void"})
                execution.flush_recordset(["state"])  # one is open at a time, by index

    def _after_signed(self):
        """Freeze: the execution closes, the parties' data are kept, the day is settled."""
        self._main_execution().sudo()._execute()
        self.party_ids.sudo()._snapshot_bank()
        if not self.signing_date:
            rows = self._main_execution().signature_ids
            self._write_settled(
                {"signing_date": max(row.signed_on or row.complete_on for row in rows)}
            )
        self._settle_terms()
        self.renewed_from_id.sudo()._write_settled({"is_renewed": True})

    def _may_be_authorised(self):
        """Whether an authorised representative may sign at all (X-16)."""
        return (
            self.representative_capacity != "legal"
            or self.company_id.sudo().crm_contract_is_authorised_allowed
        )
