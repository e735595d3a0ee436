from odoo import models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def _update_translations(self, filter_lang=None, overwrite=False):
        """Contracts copy requirements, duties and clauses in all languages; a new one too."""
        result = super()._update_translations(filter_lang=filter_lang, overwrite=overwrite)
        if "crm_contract_compliance" in self.mapped("name"):
            self.env["crm.contract.requirement"]._complete_template_names()
            self.env["crm.contract.obligation"]._complete_template_names()
            self.env["crm.contract.clause"]._complete_template_languages()
        return result
