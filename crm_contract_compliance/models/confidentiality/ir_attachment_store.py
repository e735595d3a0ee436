from odoo import models

from odoo.addons.mail.tools.discuss import Store

# What the web client is told of a file that its user may not have.
_TOLD = {
    "checksum": False,
    "file_size": 0,
    "has_thumbnail": False,
    "mimetype": "application/octet-stream",
    "raw_access_token": False,
    "res_name": False,
    "thumbnail_access_token": False,
    "type": "binary",
    "url": False,
}
_OPEN = {"create_date", "thread"}


class IrAttachment(models.Model):
    """Conversations show files as superuser: of a confidential one, that there is one."""

    _inherit = "ir.attachment"

    def _to_store_defaults(self, target):
        told = super()._to_store_defaults(target)
        if not any(self.sudo().mapped("crm_contract_is_classified")):
            return told
        is_for_cleared = target.is_current_user(self.env) and self._is_cleared()
        return told if is_for_cleared else [self._discreet(item) for item in told]

    def _discreet(self, item):
        """One thing that is told, of the confidential files without what it says."""
        name = getattr(item, "field_name", item)
        if name in _OPEN:
            return item
        hidden = {**_TOLD, "name": self.env._("Confidential file")}.get(name, False)

        def value(file):
            if file.sudo().crm_contract_is_classified:
                return hidden
            return item._get_value(file) if isinstance(item, Store.Attr) else file[name]

        return Store.Attr(name, value)
