from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError


class CrmContractNumberMixin(models.AbstractModel):
    """A ``code`` from the company's sequence; typed ones (legacy) stay.

    Drawn last, once the record stands: whatever is refused has drawn none.
    """

    _name = "crm.contract.number.mixin"
    _description = "Numbered Record"
    _number_sequence = ""

    def _number_sequence_of(self):
        """Hook: the code of the sequence of this record."""
        return self._number_sequence

    def _draw_codes(self):
        """The next numbers, in one query a company and sequence, of what the database has taken."""
        self.flush_recordset()
        waiting = defaultdict(self.browse)
        for record in self.filtered(lambda record: not record.code):
            waiting[record.company_id, record._number_sequence_of()] |= record
        for (company, sequence), records in waiting.items():
            codes = records._free_codes(company, sequence)
            for record, code in zip(records, codes, strict=True):
                record._write_settled({"code": code})

    def _free_codes(self, company, code_of_sequence):
        """As many numbers as there are records, none of which the company uses already."""
        sequence = self.env["ir.sequence"].with_company(company)
        codes, drawn = [], None
        while len(codes) < len(self):
            before, drawn = (
                drawn,
                sequence._draw_crm_contract_codes(len(self) - len(codes), code_of_sequence),
            )
            own = [("company_id", "=", company.id), ("code", "in", drawn)]
            used = set(self.sudo().search(own).mapped("code"))
            codes += [code for code in drawn if code not in used]
            if drawn == before:  # a sequence that stands still
                raise UserError(self.env._("The sequence of numbers gives the same one twice."))
        return codes
