from odoo import models
from odoo.exceptions import UserError


class CrmContractObligation(models.Model):
    """A duty that a fact fulfils is not done before it."""

    _inherit = "crm.contract.obligation"

    def _refuse_unfulfilled(self):
        """Manuals are delivered module by module; ticking the duty does not do it."""
        for row in self.sudo().filtered(lambda row: row.kind == "manual"):
            modules = row.contract_id._modules()
            lacking = modules.filtered(lambda module: not (module.manual_on and module.video_on))
            if lacking:
                raise UserError(
                    self.env._(
                        "“%(duty)s” is open: manual or video is missing for %(count)s of %(all)s"
                        " modules. Enter their days under Modules.",
                        duty=row.name,
                        count=len(lacking),
                        all=len(modules),
                    )
                )
