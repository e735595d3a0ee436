from odoo import api, fields, models

_ACTION = "crm_contract_compliance.crm_contract_requirement_action_papers"


class CrmContract(models.Model):
    """How much of the attachment checklist is there, on a button that opens it."""

    _inherit = "crm.contract"

    papers_note = fields.Char("Documents There", compute="_compute_papers_note")

    @api.depends("paper_ids.paper_state")
    def _compute_papers_note(self):
        """“7/10”: of those that are needed, as the reader may know of them."""
        for contract in self:
            states = contract.paper_ids.mapped("paper_state")
            there = states.count("there")
            needed = there + states.count("missing")
            contract.papers_note = f"{there}/{needed}" if needed else False

    def action_view_papers(self):
        """The checklist, with its files."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(_ACTION)
        action["domain"] = [("contract_id", "=", self.id), ("kind", "=", "document")]
        action["context"] = {
            "default_contract_id": self.id,
            "default_kind": "document",
            "default_is_required": False,
        }
        return action
