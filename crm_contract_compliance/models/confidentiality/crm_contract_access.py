from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base import doors
from ..base.quiet_sql import run_quietly
from ..base.windows import form_of

CHANNELS = [
    ("open", "Opened"),
    ("export", "Exported"),
    ("download", "Downloaded"),
    ("print", "Printed"),
]


class CrmContractAccess(models.Model):
    """Who saw, took or printed what is confidential, and when (T0-3.2).

    Append-only: rows come by one statement beside what a person does, and nobody changes them
    afterwards. What somebody opens counts once an hour.
    """

    _name = "crm.contract.access"
    _description = "Access to a Confidential Contract"
    _inherit = ["crm.contract.retention.mixin"]
    _order = "id desc"
    _rec_name = "contract_code"

    contract_id = fields.Many2one(
        "crm.contract", ondelete="set null", index="btree_not_null", readonly=True
    )
    contract_code = fields.Char(
        "Number", required=True, readonly=True, help="Stays when a draft is deleted."
    )
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Person", required=True, ondelete="restrict", index=True, readonly=True
    )
    accessed_at = fields.Datetime("Accessed On", required=True, readonly=True)
    channel = fields.Selection(CHANNELS, "Kind of Access", required=True, readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record", model_field="res_model", readonly=True, help="None where there were several."
    )
    what = fields.Char(compute="_compute_what")
    count = fields.Integer("Records", required=True, readonly=True)

    _opened_once_an_hour = models.UniqueIndex(
        "(user_id, res_model, res_id, date_trunc('hour', accessed_at)) WHERE channel = 'open'",
        "This was noted already.",
    )

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_what(self):
        for row in self:
            known = row.res_model in self.env
            row.what = self.env["ir.model"]._get(row.res_model).name if known else row.res_model

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise UserError(self.env._("The access log writes itself."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The access log never changes."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_purged(self):
        """Past its years it goes by a purge, which proves what went (L-45)."""
        if not doors.opened(self, "crm_contract_purge"):
            raise UserError(self.env._("The access log never changes."))

    def _retention_start(self):
        return self.accessed_at.date()

    def action_view_record(self):
        """What was seen, where it is still there and was one record."""
        self.ensure_one()
        self.check_access("read")
        model = self.env.get(self.res_model)
        record = model.browse(self.res_id).exists() if model is not None and self.res_id else None
        record = record or self.contract_id
        if not record:
            raise UserError(self.env._("%s is not there any more.", self.contract_code))
        record.check_access("read")
        return form_of(record)

    @api.model
    def _note(self, channel, contracts, seen):
        """One row a contract, in one statement; ``seen`` says of what: {contract: records}."""
        contracts.flush_recordset(["code", "company_id"])
        rows = [
            (
                contract.id,
                seen[contract]._name,
                seen[contract].id if len(seen[contract]) == 1 else None,
                len(seen[contract]),
            )
            for contract in contracts
        ]
        if self.env.cr.readonly and self._is_noted(channel, rows):
            return
        now = fields.Datetime.now()
        run_quietly(
            self.env,
            SQL(
                """INSERT INTO crm_contract_access (contract_id, contract_code, company_id,
                    user_id, accessed_at, retained_until, channel, res_model, res_id, count,
                    create_uid, create_date, write_uid, write_date)
               SELECT contract.id, COALESCE(contract.code, ''), contract.company_id, %(user)s,
                    %(now)s,
                    %(now)s::date + make_interval(years => GREATEST(
                        %(years)s, company.crm_contract_retention_years)),
                    %(channel)s, row.model, row.id, row.count,
                    %(user)s, %(now)s, %(user)s, %(now)s
               FROM (VALUES %(rows)s) AS row (contract_id, model, id, count)
               JOIN crm_contract contract ON contract.id = row.contract_id::integer
               JOIN res_company company ON company.id = contract.company_id
               ON CONFLICT DO NOTHING""",
                user=self.env.uid,
                now=now,
                channel=channel,
                years=self._retention_years,
                rows=SQL(", ").join(
                    SQL("(%s, %s, %s::integer, %s::integer)", *row) for row in rows
                ),
            ),
        )
        self.invalidate_model()

    @api.model
    def _is_noted(self, channel, rows):
        """A cursor that only reads can tell at least that nothing is to be written."""
        if channel != "open":
            return False
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        [(_contract, model, record_id, _count)] = rows
        return bool(
            self.env.execute_query(
                SQL(
                    """SELECT 1 FROM crm_contract_access
                   WHERE user_id = %s AND res_model = %s AND res_id = %s AND channel = 'open'
                     AND date_trunc('hour', accessed_at) = %s""",
                    self.env.uid,
                    model,
                    record_id,
                    hour,
                )
            )
        )
