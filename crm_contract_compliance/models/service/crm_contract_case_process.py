from odoo import api, fields, models

from .crm_contract_ability import COMPLAINT


class CrmContractCase(models.Model):
    """By which process a case is worked on: the version of the day it came in (T2-3.3.1)."""

    _inherit = "crm.contract.case"

    process_id = fields.Many2one(
        "crm.contract.process",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The version that was current when the case came in; it stays.",
    )
    process_steps = fields.Text(related="process_id.steps", string="Steps")

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases.filtered(lambda case: not case.process_id)._settle_process()
        return cases

    def write(self, vals):
        """A kind of service that is corrected brings its own process along."""
        result = super().write(vals)
        if "category" in vals:
            self.filtered(lambda case: case.state == "received")._settle_process()
        return result

    def _settle_process(self):
        if not self:
            return
        keys = {case: COMPLAINT if case.kind == "complaint" else case.category for case in self}
        current = self.env["crm.contract.process"]._current(
            {key for key in keys.values() if key}, self.company_id
        )
        chosen = self.grouped(
            lambda case: current.get((keys[case], case.company_id.id), case.process_id.browse())
        )
        for process, cases in chosen.items():
            cases.filtered(lambda case, process=process: case.process_id != process)._write_settled(
                {"process_id": process.id}
            )
