from odoo import models

from ...tools.document import Document
from . import blocks


class CrmContractTermination(models.Model):
    """What the end leaves to be settled, handed over and done, to be agreed on by both sides.

    T0-12.3, T2-11.2, X-S5.
    """

    _inherit = "crm.contract.termination"

    def _document(self):
        """The settlement where the context asks for it, as its execution does."""
        is_asked = self.env.context.get("crm_contract_document") == "settlement"
        return self._settlement_document() if is_asked else super()._document()

    def _document_of(self, kind):
        return self._settlement_document() if kind == "settlement" else super()._document_of(kind)

    def _document_report(self):
        is_asked = self.env.context.get("crm_contract_document") == "settlement"
        name = "action_sheet" if is_asked else "report"
        return self.env.ref(f"crm_contract_compliance.crm_contract_termination_{name}")

    def _settlement_document(self):
        contract, execution = self.contract_id, self.settlement_execution_id
        return Document(
            title=self.env._("Settlement Agreement"),
            number=contract.code or "",
            intro=(
                self.env._(
                    "The contract %s (the main contract) has ended. The parties settle it as"
                    " follows.",
                    blocks.contract_words(contract),
                ),
            ),
            parties=blocks.party_blocks(contract),
            sections=blocks.whole(
                self._ended_section(),
                self._line_section(),
                self._reckoning_section(),
                self._result_section(),
                self._handover_section("condition", "done", "custodian"),
                self._matter_section(),
                self._rights_section(),
                blocks.section(
                    self.env._("Effect"),
                    blocks.effect_words(self.env, contract.amendment_execution_mode),
                    self.env._(
                        "Claims that stand beside the balance are neither settled nor given up by"
                        " it."
                    ),
                ),
            ),
            signatures=blocks.signature_blocks(contract, execution),
            is_draft=self.state != "settled" and execution.state != "executed",
        )

    def _ended_section(self):
        contract = self.contract_id
        return blocks.section(
            self.env._("End of the Contract"),
            facts=[
                (self._label_of("contract_id"), blocks.contract_words(contract)),
                (
                    self.env._("Supplier"),
                    blocks.side_and_name(contract, contract.supplier_side),
                ),
                (self.env._("Payer"), blocks.side_and_name(contract, contract.payer_side)),
                *blocks.rows_of(self, "kind", "ground_id", "clause", "ended_on"),
            ],
        )

    def _line_section(self):
        head = (
            self.env._("For"),
            self.env._("Who Owes It"),
            self.env._("Note"),
            self.env._("Amount"),
        )
        rows = map(self._line_cells, self.settlement_line_ids)
        return blocks.section(self.env._("Fee Settlement"), table=blocks.table(head, rows))

    def _line_cells(self, line):
        """“Fee earned: Support” and who owes it; claims stand beside the balance."""
        notes = []
        if line.days_used:
            notes.append(
                self.env._("%(days)s of %(of)s days", days=line.days_used, of=line.days_total)
            )
        if not line._is_counted():
            notes.append(self.env._("beside the balance"))
        kind = blocks.choice(line, "kind")
        return (
            self.env._("%(kind)s: %(name)s", kind=kind, name=line.name),
            self._owed_by(line),
            " · ".join(notes),
            blocks.money(line, line.amount),
        )

    def _owed_by(self, line):
        if line.kind == "paid":
            return self.env._("to the credit of the payer")
        return self.env._("owed by %s", blocks.choice(line, "debtor_side"))

    def _reckoning_section(self):
        words = self.settlement_words
        return words and blocks.section(
            self.env._("Why This Balance"), words["caption"], table=blocks.trace_table(words)
        )

    def _result_section(self):
        figures = ("earned", "paid", "balance", "open", "to_book")
        return blocks.section(
            self.env._("Result"),
            self.settlement_note,
            facts=blocks.rows_of(self, *(f"settlement_{name}_amount" for name in figures)),
        )
