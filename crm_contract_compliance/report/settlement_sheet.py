from odoo import api, models
from odoo.tools import format_date


class CrmContractSettlementSheet(models.AbstractModel):
    """What the end leaves to be settled, handed over and done, to be agreed on by both sides."""

    _name = "report.crm_contract_compliance.settlement_sheet"
    _description = "Settlement Sheet"
    _inherit = ["crm.contract.calculation.sheet"]
    _printed = "crm.contract.termination"

    @api.model
    def _subject(self, doc):
        return self.env._("Fee Settlement")

    @api.model
    def _sections(self, doc):
        contract = doc.contract_id
        none = self.env["crm.contract.third.party"]
        end = [
            (doc._label_of("contract_id"), contract.display_name),
            *((side, self._side(doc, key, none)) for side, key in self._sides(doc)),
            *self._rows(doc, "kind", "ground_id", "clause", "ended_on"),
        ]
        return [
            (self.env._("End of the Contract"), end),
            (self.env._("Fee Settlement"), list(map(self._line, doc.settlement_line_ids))),
            (self.env._("Hand-Over"), list(map(self._item, doc.handover_ids))),
            (self.env._("Matters"), list(map(self._matter, doc.matter_ids))),
            (self.env._("Rights Kept"), self._rows(doc, "ip_kept_a", "ip_kept_b")),
        ]

    @api.model
    def _sides(self, doc):
        contract = doc.contract_id
        return [
            (self.env._("Supplier"), contract.supplier_side),
            (self.env._("Payer"), contract.payer_side),
        ]

    @api.model
    def _line(self, line):
        """“Fee earned: Support” and who owes it; claims stand beside the balance."""
        amount = self._money(line.amount, line.currency_id)
        said = [amount, self._owed_by(line)]
        if line.days_used:
            said.append(
                self.env._("%(days)s of %(of)s days", days=line.days_used, of=line.days_total)
            )
        if not line._is_counted():
            said.append(self.env._("beside the balance"))
        return self.env._(
            "%(kind)s: %(name)s", kind=self._said(line, "kind"), name=line.name
        ), " · ".join(said)

    @api.model
    def _owed_by(self, line):
        side = self._said(line, "debtor_side")
        if line.kind == "paid":
            return self.env._("to the credit of the payer")
        return self.env._("owed by %s", side)

    @api.model
    def _item(self, item):
        way = f"{self._said(item, 'side')} → {self._said(item, 'receiver_side')}"
        said = [way if item.side and item.receiver_side else "", f"× {item.quantity}"]
        if item.due_date:
            said.append(self.env._("by %s", format_date(self.env, item.due_date)))
        said.append(self._said(item, "condition"))
        if item.done_on:
            said.append(self.env._("handed over on %s", format_date(self.env, item.done_on)))
        if item.waived_on:
            said.append(self.env._("waived: %s", item.waiver_reason))
        said += [item.received_by, item.custodian_id.name]
        return item.name, " · ".join(filter(None, said))

    @api.model
    def _matter(self, matter):
        said = (self._said(matter, "treatment") or self.env._("open"), matter.note)
        return matter.name, " · ".join(filter(None, said))

    @api.model
    def _trace_words(self, doc):
        return doc.settlement_words

    @api.model
    def _results(self, doc):
        figures = ("earned", "paid", "balance", "open", "to_book")
        return [
            *self._rows(doc, *(f"settlement_{name}_amount" for name in figures)),
            ("", doc.settlement_note or ""),
        ]
