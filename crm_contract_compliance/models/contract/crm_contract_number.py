from collections import Counter, defaultdict

from odoo import api, models
from odoo.exceptions import ValidationError


class CrmContract(models.Model):
    """The contract's number: unique in its company, drawn from a sequence or typed (T1-1.3)."""

    _inherit = "crm.contract"

    def write(self, vals):
        if not {"code", "company_id"} & vals.keys():
            return super().write(vals)
        if "code" in vals:
            vals = {**vals, "code": (vals["code"] or "").strip()}
        numbers = defaultdict(list)
        for contract in self:
            company_id = vals.get("company_id", contract.company_id.id)
            numbers[company_id].append(vals.get("code", contract.code))
        for company_id, codes in numbers.items():
            self._refuse_used_codes(company_id, codes)
        return super().write(vals)

    @api.model
    def _assign_codes(self, vals_list):
        """Give the next numbers, drawn in one query a company (B-G6)."""
        by_company = defaultdict(list)
        for vals in vals_list:
            vals["code"] = (vals.get("code") or "").strip()
            by_company[vals["company_id"]].append(vals)
        for company_id, group in by_company.items():
            typed = [vals["code"] for vals in group if vals["code"]]
            if typed:
                self._refuse_used_codes(company_id, typed)
            empty = [vals for vals in group if not vals["code"]]
            codes = self._next_codes(company_id, len(empty), typed)
            for vals, code in zip(empty, codes, strict=True):
                vals["code"] = code

    @api.model
    def _next_codes(self, company_id, count, typed):
        """Numbers that are free: the sequence steps over those that somebody typed."""
        sequence = self.env["ir.sequence"].with_company(company_id)
        codes, drawn = [], None
        while len(codes) < count:
            before, drawn = drawn, sequence._draw_crm_contract_codes(count - len(codes))
            used = self._used_codes(company_id, drawn).union(typed)
            codes += [code for code in drawn if code not in used]
            if drawn == before:
                self._refuse_code(drawn[0])  # a sequence that stands still
        return codes

    def _used_codes(self, company_id, codes):
        """Those of ``codes`` that another contract of the company carries, archived or not."""
        others = (
            self.sudo()
            .with_context(active_test=False)
            ._read_group(
                [
                    ("company_id", "=", company_id),
                    ("code", "in", codes),
                    ("id", "not in", self.ids),
                ],
                ["code"],
            )
        )
        return {code for (code,) in others}

    def _refuse_used_codes(self, company_id, codes):
        if not all(codes):
            raise ValidationError(self.env._("A contract needs a number."))
        twins = {code for code, count in Counter(codes).items() if count > 1}
        for code in sorted(twins | self._used_codes(company_id, codes)):
            self._refuse_code(code)

    def _refuse_code(self, code):
        raise ValidationError(
            self.env._(
                "The number %(code)s is already used in this company. Use another one,"
                " or leave it empty for the next number.",
                code=code,
            )
        )
