from odoo import api, fields, models
from odoo.tools import SQL

from .quiet_sql import run_quietly


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    @api.model
    def _draw_crm_contract_codes(self, count, code="crm.contract"):
        """The next ``count`` numbers of this company, in one query where core allows.

        A gapless sequence is drawn one by one: that is what its owner asked for.
        """
        sequence = self._crm_contract_sequence(code)
        if not sequence or sequence.implementation != "standard":
            return [self.next_by_code(code) or self.env._("New") for _number in range(count)]
        sequence, table = sequence._crm_contract_pg_sequence()
        rows = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", table, count)
        )
        prefix, suffix = sequence._get_prefix_suffix()
        return [f"{prefix}{number:0{sequence.padding}d}{suffix}" for (number,) in rows]

    @api.model
    def _crm_contract_sequence(self, code):
        company_id = self.env.company.id
        return self.sudo().search_fetch(
            [("code", "=", code), ("company_id", "in", [company_id, False])],
            ["implementation", "prefix", "suffix", "padding", "use_date_range"],
            order="company_id",
            limit=1,
        )

    def _crm_contract_pg_sequence(self):
        if not self.use_date_range:
            return self, f"ir_sequence_{self.id:03d}"
        today = fields.Date.today()
        span = self.env["ir.sequence.date_range"].sudo().search_fetch(
            [("sequence_id", "=", self.id), ("date_from", "<=", today), ("date_to", ">=", today)],
            ["date_from"],
            limit=1,
        ) or self._crm_contract_new_span(today)
        return (
            self.with_context(ir_sequence_date_range=span.date_from),
            f"ir_sequence_{self.id:03d}_{span.id:03d}",
        )

    def _crm_contract_new_span(self, today):
        """The first number of a year. Two people at once meet on the sequence's row: the second is
        asked again, and then finds the year; core's own check would show them an error.
        """
        run_quietly(
            self.env, SQL("UPDATE ir_sequence SET write_date = write_date WHERE id = %s", self.id)
        )
        return self._create_date_range_seq(today)
