"""How a job goes through what has come due: one that fails stops no other."""

import logging

from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .discreet import loggable

_logger = logging.getLogger(__name__)


def in_batches(model, domain, limit):
    """Each batch that ``domain`` finds; what was done to it is committed before the next one.

    Whoever is found again is not taken again: the ids only grow. Ends when the job's time is over.
    """
    cron = model.env["ir.cron"]
    after = 0
    while batch := model.search(Domain(domain) & Domain("id", ">", after), order="id", limit=limit):
        after = batch[-1].id
        yield batch
        if not cron._commit_progress(len(batch)):
            return


def isolate(records, act):
    """``act`` on all at once; when that fails half and half, and the log says who failed."""
    if not records:
        return
    try:
        with records.env.cr.savepoint():
            act(records)
        return
    except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
        raise  # no fault of theirs: Odoo tries again
    except Exception as error:  # noqa: BLE001  whatever it is, the others go on
        if len(records) == 1:
            why = loggable(records, error)
            _logger.info("%s is left to the next job: %s", records, why)
            return
    half = len(records) // 2
    isolate(records[:half], act)
    isolate(records[half:], act)
