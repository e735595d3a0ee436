import logging
import traceback

from odoo import models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)
_OURS = "crm_contract_compliance"


class IrHttp(models.AbstractModel):
    """A refusal is told to the person, not to the server's log: it may name what is confidential,
    or people (I9). The log keeps where it came from.
    """

    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        frames = traceback.extract_tb(exception.__traceback__)
        ours = [frame for frame in frames if f"/{_OURS}" in frame.filename]
        if isinstance(exception, UserError) and ours:
            kind, last = type(exception).__name__, ours[-1]
            _logger.info("%s in %s, line %s", kind, last.name, last.lineno)
            exception.loglevel = logging.DEBUG  # which core asks for before it logs the text
        return super()._handle_error(exception)
