from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.purge import content_hash
from ...tools.term import years_after
from . import doors
from .evidence import sha256_of
from .words import day_in_words, term_error_in_words


class CrmContractRetentionMixin(models.AbstractModel):
    """Records that the law keeps for years: none goes before, by nobody (L-44, L-45).

    The years count from ``_retention_start``, and the company may say more of them, never less.
    The day moves away only: a correction, another setting or the addon itself brings it no nearer.
    """

    _name = "crm.contract.retention.mixin"
    _inherit = ["crm.contract.input.mixin"]
    _description = "Kept Record"
    _retention_years = 3

    retained_until = fields.Date(
        "Kept Until",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Nobody deletes it up to this day; the day never comes nearer.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._settle_retention()
        return records

    def write(self, vals):
        if "retained_until" in vals:
            self._refuse_shorter(vals["retained_until"])
        result = super().write(vals)
        if set(vals) != {"retained_until"}:
            self._settle_retention()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_retained(self):
        for record in self:
            if record.retained_until and record.retained_until >= record._retention_today():
                raise UserError(
                    self.env._(
                        "%(record)s is kept until %(day)s; before, nobody can delete it.",
                        record=record.display_name,
                        day=day_in_words(self.env, record.retained_until),
                    )
                )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"retained_until"}

    def _retention_start(self):
        """Hook: the day from which its years count; none: it is not kept yet."""

    def _retention_today(self):
        """The day of the contract that it is about."""
        if "contract_id" in self._fields and self.sudo().contract_id:
            return self.sudo().contract_id._local_today()
        return fields.Date.today()

    def _settle_retention(self):
        for record in self:
            day = record._retention_day()
            if day and (not record.retained_until or record.retained_until < day):
                # Who may log something need not have the right to write it.
                record.sudo()._write_settled({"retained_until": day})

    def _retention_day(self):
        """The last day on which it is kept, by what it says now."""
        self.ensure_one()
        start = self._retention_start()
        if not start:
            return None
        with term_error_in_words(self.env):
            return years_after(start, self._kept_years())

    def _kept_years(self):
        """The law's, or the company's where it keeps longer."""
        company = self.sudo().company_id if "company_id" in self._fields else self.env.company
        return max(self._retention_years, company.sudo().crm_contract_retention_years)

    def _refuse_shorter(self, day):
        day = fields.Date.to_date(day)
        for record in self:
            if record.retained_until and (not day or day < record.retained_until):
                raise UserError(
                    self.env._(
                        "%(record)s is kept until %(day)s; that day comes no nearer.",
                        record=record.display_name,
                        day=day_in_words(self.env, record.retained_until),
                    )
                )

    # What is past its day: see crm.contract.purge.
    @api.model
    def _purgeable(self, day):
        """Hook: what of the company's may be deleted on ``day``; as superuser, oldest first.

        Nothing that is still needed as evidence (I10): a model takes its own away.
        """
        past = [("retained_until", "<", day)]
        if "company_id" in self._fields:
            past.append(("company_id", "=", self.env.company.id))
        rows = self.sudo().with_context(active_test=False).search(past, order="id")
        if "contract_id" not in self._fields:
            return rows
        needed = rows.contract_id._needed_as_evidence(day)
        return rows.filtered(lambda row: row.contract_id not in needed)

    def _purge(self):
        """Delete the rows, later ones first: what corrects goes before what it corrects."""
        doors.through(self.sudo(), "crm_contract_purge").sorted("id", reverse=True).unlink()

    def _purge_line(self):
        """What a purge says of the rows."""
        days = self.mapped("retained_until")
        return {
            "res_model": self._name,
            "count": len(self),
            "date_from": min(days),
            "date_to": max(days),
            "content_sha256": self._content_hash(),
        }

    def _content_hash(self):
        """SHA-256 of all that is stored of the rows, the content of their files included."""
        names = [name for name, field in self._fields.items() if field.store]
        files = [name for name in names if self._fields[name].comodel_name == "ir.attachment"]
        hashes = {
            row.id: {f"{name} sha256": sha256_of(row[name]) for name in files} for row in self
        }
        return content_hash({**row, **hashes[row["id"]]} for row in self.read(names, load=""))
