from lxml import etree

from odoo import api, fields, models


class CrmContractSettingsWizard(models.TransientModel):
    """The settings page of contract managers, who need not administer Odoo.

    It reaches what the mixin names, of the company at hand, and nothing else.
    """

    _name = "crm.contract.settings.wizard"
    _description = "Contract Settings"
    _inherit = ["crm.contract.settings.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )

    @api.model_create_multi
    def create(self, vals_list):
        company = self.env.company
        vals_list = [{**vals, "company_id": company.id} for vals in vals_list]
        pages = super(CrmContractSettingsWizard, self._beyond_own_rights("create"))
        return pages.create(vals_list).with_env(self.env)

    def write(self, vals):
        vals = {name: value for name, value in vals.items() if name != "company_id"}
        return super(CrmContractSettingsWizard, self._beyond_own_rights("write")).write(vals)

    def execute(self):
        """Core's name for the save button of a settings page: by then all is written."""
        self.check_access("write")
        return {"type": "ir.actions.client", "tag": "reload"}

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """The contracts' part of Odoo's own settings page, as it stands there."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            page = self.env.ref("crm_contract_compliance.res_config_settings_view_form").sudo()
            arch.append(etree.fromstring(page.arch).find(".//app"))
        return arch, view

    def _beyond_own_rights(self, operation):
        """The company's columns are the administrator's; who may open this page may set these."""
        self.check_access(operation)
        return self.sudo()
