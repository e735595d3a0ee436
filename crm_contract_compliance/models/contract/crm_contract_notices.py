from odoo import fields, models


class CrmContract(models.Model):
    """The contract's notices, and the one dialog that records them."""

    _inherit = "crm.contract"

    notice_ids = fields.One2many("crm.contract.notice", "contract_id", "Notices")

    def action_record_notice(self):
        self.ensure_one()
        return self._notice_dialog("renewal_intention" if self.in_notice_window else "other")

    def _notice_dialog(self, kind, **defaults):
        """The dialog to record a notice of ``kind``, ours unless ``side`` says otherwise."""
        self.ensure_one()
        return self._action_wizard(
            "crm.contract.notice",
            self.env._("Record a Notice"),
            **{"kind": kind, "side": self.our_side, **defaults},
        )
