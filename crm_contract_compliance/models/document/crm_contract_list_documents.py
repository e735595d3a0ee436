from odoo import models

from ...tools.document import Document, SignatureBlock
from . import blocks

_OF_ITEM = ("item", "quantity", "condition", "due", "done", "custodian")


class CrmContract(models.Model):
    """Lists of a contract: what is handed over after its end, and its third parties."""

    _inherit = "crm.contract"

    def _document_of(self, kind):
        if kind == "handover":
            return self._handover_document()
        if kind == "register":
            return self._register_document()
        return super()._document_of(kind)

    def _handover_document(self):
        """T2-11.1, T2-12.2.2, X-21; each direction signed for by who receives."""
        items = self.handover_ids
        ways = items.grouped(lambda row: (row.side or "", row.receiver_side or ""))
        return Document(
            title=self.env._("Hand-Over List"),
            number=self.code or "",
            intro=(
                self.env._(
                    "Under the contract %s the sides hand over to each other what is listed below."
                    " An item is handed over once all of it is there and intact.",
                    blocks.contract_words(self),
                ),
                *([] if items else [self.env._("Nothing is listed.")]),
            ),
            sections=blocks.unnumbered(
                *(self._way_section(way, rows) for way, rows in sorted(ways.items()))
            ),
            signatures=tuple(map(self._receiver_block, ("a", "b"))),
            is_draft=self.state in ("draft", "signing", "cancelled"),
        )

    def _way_section(self, way, items):
        giver, receiver = (side and self._side_label(side) or "–" for side in way)
        title = self.env._("%(giver)s to %(receiver)s", giver=giver, receiver=receiver)
        return blocks.section(title, table=blocks.handover_table(items, *_OF_ITEM))

    def _receiver_block(self, side):
        return SignatureBlock(self._side_label(side), blocks.name_of(self, side))

    def _register_document(self):
        """X-S5: who takes part, in what role, how long and how far it answers; for own use."""
        return Document(
            title=self.env._("Register of Third Parties"),
            number=self.code or "",
            intro=(
                blocks.contract_words(self),
                self.env._("For internal use."),
                *([] if self.third_party_ids else [self.env._("No third party takes part.")]),
            ),
            sections=blocks.unnumbered(
                blocks.section(self.env._("Who Takes Part"), table=self._register_table()),
                blocks.section(self.env._("Liability Caps"), table=self._cap_table()),
            ),
        )

    def _register_table(self):
        rows = self.third_party_ids
        head = (
            *map(rows._label_of, ("partner_id", "kind", "role")),
            self.env._("Term"),
            *map(rows._label_of, ("agreed_on", "state")),
        )
        return blocks.table(head, map(self._register_row, rows))

    def _register_row(self, row):
        last = row.ended_on or row.date_end
        term = (blocks.day(row, row.date_start), last and f"– {blocks.day(row, last)}")
        return (
            row.partner_id.name,
            blocks.choice(row, "kind"),
            row.role,
            "\n".join(filter(None, term)),
            blocks.day(row, row.agreed_on),
            blocks.choice(row, "state"),
        )

    def _cap_table(self):
        """Where a cap stands, account by account."""
        caps = self.third_party_ids.cap_ids
        head = (
            caps._label_of("third_party_id"),
            self.env._("Terms"),
            self.env._("Limit"),
            self.env._("Used"),
            self.env._("Free"),
        )
        rows = [
            (
                cap.partner_id.name,
                " · ".join(filter(None, (cap._terms_in_words(), position["key"]))),
                *(blocks.money(cap, position[name]) for name in ("limit", "consumed", "remaining")),
            )
            for cap in caps
            for position in cap._final_positions()
        ]
        return blocks.table(head, rows)
