from odoo import models
from odoo.fields import Domain


class CrmContract(models.Model):
    """All files of a contract in one list, where they are classified."""

    _inherit = "crm.contract"

    def action_view_files(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_file_action"
        )
        action["domain"] = list(self._files_domain())
        return action

    def _files_domain(self):
        """The files of the contract, and of those records below it that the user may read."""
        domain = Domain("res_model", "=", self._name) & Domain("res_id", "=", self.id)
        for name in self._models_with_files():
            rows = self.env[name].with_context(active_test=False)
            ids = rows.search([("contract_id", "=", self.id)]).ids
            if ids:
                domain |= Domain("res_model", "=", name) & Domain("res_id", "in", ids)
        return domain

    def _models_with_files(self):
        """Models below a contract whose records keep files, or have a conversation."""
        return [
            model._name
            for model in self.env.registry.values()
            if not model._abstract and not model._transient and self._is_below_contract(model)
            if self.env[model._name].has_access("read")
        ]

    def _is_below_contract(self, model):
        field = model._fields.get("contract_id")
        if not field or not field.store or field.comodel_name != self._name:
            return False
        return "message_ids" in model._fields or any(
            other.comodel_name == "ir.attachment" for other in model._fields.values()
        )
