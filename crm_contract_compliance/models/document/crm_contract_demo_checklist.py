import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from odoo import models
from odoo.fields import Command

_FILES = {
    "rollout_norms": ("Norms 管理规范.pdf", "Customer relationship management norms"),
    "rollout_flow_chart": ("Flow chart 客户服务流程图.pdf", "Flow chart of the customer service"),
}


class CrmContractDemo(models.AbstractModel):
    """The annexes of the roll-out, locked with their hashes, and where the originals are."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        contract = self._ref("contract_jiangnan")
        for template, (name, title) in _FILES.items():
            row = contract.paper_ids.filtered(
                lambda row, template=template: row.template_id == self._ref(template, prefix="")
            )
            row.evidence_ids = [Command.create({"name": name, "raw": _page(title)})]
            row.shelf_place = "A-03"
        contract._lock_papers()
        contract.write(
            {
                "copies_custodian_id": contract.user_id.partner_id.id,
                "copies_place": "Archive 档案室 A-03",
            }
        )
        return result


def _page(title):
    """One page that says what it is."""
    file = io.BytesIO()
    page = Canvas(file, pagesize=A4, invariant=True)
    page.setFont("Helvetica", 20)
    page.drawString(72, 740, title)
    page.save()
    return file.getvalue()
