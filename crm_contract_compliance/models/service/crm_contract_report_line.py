from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.indicator import Target, verdict
from ..base.numbers import to_decimal
from .crm_contract_indicator import GOAL, MAX_TARGET, UNITS

VERDICTS = [("met", "Met"), ("missed", "Missed")]


class CrmContractReportLine(models.Model):
    """One figure of a report, with the target of its day (T0-7.1)."""

    _name = "crm.contract.report.line"
    _description = "Figure of a Report"
    _inherit = ["crm.contract.executed.mixin"]
    _order = "report_id, sequence, id"
    _rec_name = "indicator_id"

    report_id = fields.Many2one(
        "crm.contract.report", required=True, ondelete="cascade", index=True
    )
    indicator_id = fields.Many2one(
        "crm.contract.indicator", required=True, ondelete="restrict", index=True
    )
    contract_id = fields.Many2one(related="report_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="report_id.contract_user_id", store=True)
    sequence = fields.Integer(readonly=True)
    key = fields.Selection(related="indicator_id.key")
    unit = fields.Selection(UNITS, readonly=True)
    value = fields.Float(digits=(16, 2), aggregator=None)
    is_given = fields.Boolean(help="A goal is given once its value is entered.")
    has_value = fields.Boolean(readonly=True, help="Off: there was nothing to count.")
    part = fields.Integer(readonly=True, aggregator=None)
    whole = fields.Integer("Of How Many", readonly=True, aggregator=None)
    has_target = fields.Boolean(readonly=True)
    target = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    is_ceiling = fields.Boolean("At Most", readonly=True)
    verdict = fields.Selection(VERDICTS, compute="_compute_verdict", store=True)
    value_text = fields.Char("Figure", compute="_compute_value_text")
    target_text = fields.Char("Target Wanted", compute="_compute_value_text")

    _indicator_uniq = models.UniqueIndex(
        "(report_id, indicator_id)", "The report has this figure already."
    )

    _anchor_fields = frozenset({"report_id", "indicator_id"})
    _frozen_by = "report_id"
    _bounds = {"value": (-MAX_TARGET, MAX_TARGET)}
    _settled_fields = frozenset(
        {"sequence", "unit", "has_value", "part", "whole", "has_target", "target", "is_ceiling"}
    )

    def write(self, vals):
        if {"value", "is_given"} & vals.keys() and not self._is_door_open():
            self._refuse_typing()
            result = super().write({"is_given": True, **vals})
            for line in self:
                line._write_settled({"has_value": line.is_given})
            return result
        return super().write(vals)

    @api.depends("value", "has_value", "has_target", "target", "is_ceiling")
    def _compute_verdict(self):
        for line in self:
            value = to_decimal(line.value) if line.has_value else None
            target = Target(to_decimal(line.target), line.is_ceiling) if line.has_target else None
            line.verdict = verdict(value, target)

    @api.depends("value", "has_value", "unit", "part", "whole", "target", "has_target")
    @api.depends_context("lang")
    def _compute_value_text(self):
        for line in self:
            line.value_text = line._in_unit(line.value) if line.has_value else "–"
            if line.has_value and line.unit == "percent" and line.whole:
                line.value_text = self.env._(
                    "%(value)s (%(part)s of %(whole)s)",
                    value=line.value_text,
                    part=line.part,
                    whole=line.whole,
                )
            sign = "≤" if line.is_ceiling else "≥"
            line.target_text = line.has_target and f"{sign} {line._in_unit(line.target)}"

    def _sheet_row(self):
        """What the print says of it, with the figure as a number to go on with."""
        verdicts = dict(self._fields["verdict"]._description_selection(self.env))
        return (
            self.indicator_id.name or "",
            self.value_text or "",
            self.value if self.has_value else None,
            self.target_text or "",
            verdicts.get(self.verdict, ""),
        )

    def _in_unit(self, number):
        is_whole = self.unit == "number" and number == int(number)
        text = self.env["ir.qweb.field.float"].value_to_html(
            number, {"precision": 0 if is_whole else 2}
        )
        if self.unit == "hours":
            return self.env._("%s hours", text)
        return text + {"percent": " %", "score": " / 5"}.get(self.unit, "")

    def _refuse_typing(self):
        for line in self:
            if line.indicator_id.key != GOAL:
                raise UserError(
                    self.env._(
                        "“%s” is counted from the records and cannot be typed.",
                        line.indicator_id.name,
                    )
                )

    def _take(self, figure, sequence):
        """Write what was counted, and the target of the day; of a goal only the latter."""
        indicator = self.indicator_id
        vals = {
            "sequence": sequence,
            "unit": indicator.unit,
            "has_target": indicator.has_target,
            "target": indicator.target,
            "is_ceiling": indicator.is_ceiling,
        }
        if figure:
            has_value = figure.value is not None
            vals |= {
                "value": float(figure.value) if has_value else 0.0,
                "has_value": has_value,
                "is_given": True,
                "part": figure.part,
                "whole": figure.whole,
            }
        self._write_settled(vals)
