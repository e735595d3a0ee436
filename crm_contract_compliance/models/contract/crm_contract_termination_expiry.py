import logging

from odoo import models
from odoo.exceptions import UserError

from ..base.discreet import loggable

_logger = logging.getLogger(__name__)


class CrmContract(models.Model):
    """What had ended before its term was over did not expire, though nobody recorded it."""

    _inherit = "crm.contract"

    def _expire(self):
        ended = self.filtered(lambda contract: contract._end_as_declared())
        return super(CrmContract, self - ended)._expire()

    def _end_as_declared(self):
        """Whether an end that was declared or agreed has come; the first one counts (T1-11.2)."""
        declared = self.sudo().termination_ids.filtered(lambda row: row._has_come())
        for one in declared.sorted(lambda row: (row._last_day(), row.id)):
            try:
                with self.env.cr.savepoint():
                    one.write({"state": "effective"})
                return True
            except UserError as error:  # such as a ground that fell away: then it does expire
                why = loggable(one, error)
                _logger.info("Termination %s did not end its contract: %s", one.id, why)
                one._message_log(
                    body=self.env._("The contract did not end by this: %s", str(error))
                )
        return False


class CrmContractTermination(models.Model):
    _inherit = "crm.contract.termination"

    def _has_come(self):
        """It binds without anybody's button: its notice arrived, or both sides have signed; and
        its day came while the contract was in its term.
        """
        self.ensure_one()
        if self.is_mutual:
            is_dated = self.requested_end_date or self.sudo().execution_id.executed_on
            is_binding = self.state == "draft" and is_dated and self._is_agreed()
        else:
            is_binding = self.state == "notified" and self.notice_id.effective_on
        day = is_binding and self._last_day()
        return bool(day and day <= self.contract_id.end_date)
