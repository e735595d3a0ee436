from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base import doors
from ..base.quiet_sql import run_quietly
from ..base.windows import form_of
from .handed_over import is_known

SEEN = ("open", "list")
CHANNELS = [
    ("open", "Opened"),
    ("list", "Listed"),
    ("export", "Exported"),
    ("download", "Downloaded"),
    ("print", "Printed"),
]


class CrmContractAccess(models.Model):
    """Who saw, took or printed what is confidential, and when (T0-3.2).

    Append-only: rows come by one statement beside what a person does, and nobody changes them
    afterwards. What somebody opens or lists counts once an hour.
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

    _seen_once_an_hour = models.UniqueIndex(
        "(user_id, contract_id, channel, res_model, COALESCE(res_id, 0), count,"
        " date_trunc('hour', accessed_at)) WHERE channel IN ('open', 'list')",
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

    def _hands_over(self, names):
        """Who reads the log is not logged: it says numbers alone."""
        return False

    @api.model
    def _note(self, channel, seen):
        """One row a contract, in one statement; ``seen`` says of what: {contract: records}.

        Of a contract that nobody has looked at yet the statement itself finds out whether it is
        confidential.
        """
        if not seen:
            return
        seen_contracts = self.env["crm.contract"].union(*seen)
        seen_contracts.flush_recordset(["code", "company_id", "is_classified"])
        rows = self._rows_of(channel, seen)
        if self.env.cr.readonly and channel in SEEN and self._is_noted(rows):
            return
        run_quietly(
            self.env,
            SQL(
                """INSERT INTO crm_contract_access (contract_id, contract_code, company_id,
                    user_id, accessed_at, retained_until, channel, res_model, res_id, count,
                    create_uid, create_date, write_uid, write_date)
               %s ON CONFLICT DO NOTHING""",
                rows,
            ),
        )
        self.invalidate_model()

    @api.model
    def _rows_of(self, channel, seen):
        """The query that gives the new rows."""
        return SQL(
            """SELECT contract.id, COALESCE(contract.code, ''),
                contract.company_id, %(user)s, %(now)s::timestamp,
                %(now)s::date + make_interval(years => GREATEST(
                    %(years)s, company.crm_contract_retention_years)),
                %(channel)s, row.model, row.id, row.count,
                %(user)s, %(now)s, %(user)s, %(now)s
            FROM (VALUES %(rows)s) AS row (contract_id, model, id, count, is_secret)
            JOIN crm_contract contract ON contract.id = row.contract_id::integer
            JOIN res_company company ON company.id = contract.company_id
            WHERE row.is_secret OR contract.is_classified""",
            user=self.env.uid,
            now=fields.Datetime.now(),
            channel=channel,
            years=self._retention_years,
            rows=SQL(", ").join(
                SQL(
                    "(%s, %s, %s::integer, %s::integer, %s)",
                    contract.id,
                    records._name,
                    records.id if len(records) == 1 else None,
                    len(records),
                    is_known(contract),
                )
                for contract, records in seen.items()
            ),
        )

    @api.model
    def _is_noted(self, rows):
        """A cursor that only reads can tell at least that nothing is to be written."""
        return not self.env.execute_query(
            SQL(
                """SELECT 1 FROM (%s) AS new (contract_id, contract_code, company_id, user_id,
                    accessed_at, retained_until, channel, res_model, res_id, count,
                    create_uid, create_date, write_uid, write_date)
                WHERE NOT EXISTS (SELECT FROM crm_contract_access old
                    WHERE (old.user_id, old.contract_id, old.channel, old.res_model,
                        COALESCE(old.res_id, 0), old.count)
                        = (new.user_id, new.contract_id, new.channel, new.res_model,
                        COALESCE(new.res_id, 0), new.count)
                    AND date_trunc('hour', old.accessed_at)
                        = date_trunc('hour', new.accessed_at))
                LIMIT 1""",
                rows,
            )
        )
