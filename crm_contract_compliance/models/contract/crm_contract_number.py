from odoo import api, models
from odoo.exceptions import ValidationError


class CrmContract(models.Model):
    """The contract's number: unique in its company, drawn from a sequence or typed (T1-1.3)."""

    _inherit = "crm.contract"

    @api.constrains("code")
    def _check_code(self):
        if not all((contract.code or "").strip() for contract in self):
            raise ValidationError(self.env._("A contract needs a number."))
        twins = self.sudo().with_context(active_test=False)._read_group(
            [("code", "in", self.mapped("code")), ("company_id", "in", self.company_id.ids)],
            ["company_id", "code"], having=[("__count", ">", 1)],
        )
        for _company, code in twins:
            raise ValidationError(
                self.env._(
                    "The number %(code)s is already used in this company. Use another one,"
                    " or leave it empty for the next number.",
                    code=code,
                )
            )

    @api.model
    def _assign_codes(self, vals_list):
        """Give the next numbers, drawn in one query a company (B-G6)."""
        empty = {}
        for vals in vals_list:
            vals["code"] = (vals.get("code") or "").strip()
            if not vals["code"]:
                empty.setdefault(vals["company_id"], []).append(vals)
        for company_id, group in empty.items():
            codes = self.env["ir.sequence"].with_company(company_id)._draw_crm_contract_codes(
                len(group)
            )
            for vals, code in zip(group, codes, strict=True):
                vals["code"] = code
