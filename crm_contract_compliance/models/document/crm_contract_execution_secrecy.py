from odoo import SUPERUSER_ID, models
from odoo.exceptions import AccessError

from ..base.crm_contract_thread_mixin import CLEARANCE

_MARKS = {"is_classified", "classification_ids"}


class CrmContractExecution(models.Model):
    """The text that is signed is whole; inside, what is confidential in it needs the clearance.

    Who signs outside reads what it signs, so it gets the file by its page alone (I9).
    """

    _inherit = "crm.contract.execution"

    def _secrets(self):
        """What of its text is confidential: the contract as a whole, or clauses of it."""
        contract = self.sudo().contract_id
        clauses = contract._clauses() if self.kind == "main" else contract.all_clause_ids.browse()
        return contract.filtered("is_classified"), clauses.filtered("is_classified")

    def _keep_secret(self):
        """The file of what is confidential is so itself, for the reasons that are known."""
        for execution in self.sudo().filtered("document_id"):
            secrets = execution._secrets()
            if any(secrets):
                reasons = [records.classification_ids for records in secrets]
                execution.document_id._make_confidential(reasons[0] | reasons[1])

    def _is_withheld(self):
        """Whether the person behind this may not read the signed text; those outside may."""
        user = self.env.user
        if not user._is_internal() or self.env.uid == SUPERUSER_ID:
            return False
        is_secret = self.document_id.sudo().crm_contract_is_classified or any(self._secrets())
        return is_secret and not user.has_group(CLEARANCE)

    def _refuse_uncleared(self):
        if self._is_withheld():
            raise AccessError(
                self.env._(
                    "The text of %s is confidential in part; somebody with the clearance prints"
                    " it.",
                    self.display_name,
                )
            )


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def write(self, vals):
        result = super().write(vals)
        if _MARKS & vals.keys():
            self.sudo().execution_ids.filtered("document_fixed_at")._keep_secret()
        return result


class CrmContractClause(models.Model):
    _inherit = "crm.contract.clause"

    def write(self, vals):
        result = super().write(vals)
        if _MARKS & vals.keys():
            executions = self.sudo().contract_id.execution_ids
            executions.filtered("document_fixed_at")._keep_secret()
        return result
