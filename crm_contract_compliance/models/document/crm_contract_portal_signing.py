from odoo import api, models
from odoo.fields import Domain

from ..base.words import day_in_words, listed


class CrmContractPortalMixin(models.AbstractModel):
    """What of it the people outside sign: every instrument, on the page of its record."""

    _inherit = "crm.contract.portal.mixin"

    def _portal_signatures(self, partner):
        """The rows on which ``partner``'s company signs, as that side, newest instrument first."""
        record, company = self.sudo(), partner.commercial_partner_id
        executions = record._conversation_contract().execution_ids
        rows = executions.filtered(lambda row: row.state != "void").signature_ids
        own = rows.filtered(
            lambda row: (
                row.side in record._signing_sides()
                and row.partner_id.commercial_partner_id == company
            )
        )
        return own.sorted("id", reverse=True).sorted(lambda row: not row._is_waiting())

    def _portal_signing(self, partner):
        """Those rows as plain values: what waits for whose signature, what was signed and when."""
        return [row._portal_signing_line(self) for row in self._portal_signatures(partner)]

    def _signing_sides(self):
        """Hook: the sides for which somebody may stand on its page."""
        return {"third"}

    @api.model
    def _waiting_domain(self, partner):
        """Rows that wait for a signature of ``partner``'s company."""
        return (
            Domain("execution_id.state", "=", "open")
            & Domain("signed_on", "=", False)
            & Domain("is_complete", "=", False)
            & Domain("partner_id.commercial_partner_id", "=", partner.commercial_partner_id.id)
            & (
                Domain("execution_id.kind", "!=", "main")
                | Domain("contract_id.state", "=", "signing")
            )
        )


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _signing_sides(self):
        return {"a", "b"} - {self.our_side}


class CrmContractSignature(models.Model):
    _inherit = "crm.contract.signature"

    def _is_waiting(self):
        """Whether it may be signed now."""
        execution = self.execution_id
        is_out = execution.kind != "main" or self.contract_id.state == "signing"
        return execution.state == "open" and is_out and not (self.signed_on or self.is_complete)

    def _portal_signing_line(self, record):
        execution = self.execution_id
        return {
            "name": execution.display_name,
            "is_waiting": self._is_waiting(),
            "said": self._portal_signing_words(),
            "others": self._portal_waits_for(),
            "executed": execution.executed_on and day_in_words(self.env, execution.executed_on),
            "has_certificate": execution.state == "executed" and bool(execution.manifest),
            "sign_url": f"{record.access_url}/sign/{self.id}",
            "certificate_url": f"{record.access_url}/certificate/{self.id}",
        }

    def _portal_signing_words(self):
        if self.signed_on:
            return self._already_signed()
        if self.refused_on:
            return self._already_refused()
        if self.is_complete:
            return self.env._("Sealed on %s.", day_in_words(self.env, self.sealed_on))
        return self.env._("It waits for your signature.")

    def _portal_waits_for(self):
        """What else is missing before it binds, in words."""
        execution = self.execution_id
        if execution.state != "open":
            return ""
        rows = execution.signature_ids if self.signed_on else execution.signature_ids - self
        return listed(self.env, [gap.text for row in rows for gap in row._gaps()])
