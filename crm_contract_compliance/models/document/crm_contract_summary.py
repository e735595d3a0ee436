from odoo import models

from ...tools.document import Document
from ..timeline.kinds import OPEN
from . import blocks

_AHEAD = 5


class CrmContract(models.Model):
    """One page on which a contract stands today, for our own use (X-S5)."""

    _inherit = "crm.contract"

    def _document_of(self, kind):
        return self._summary() if kind == "summary" else super()._document_of(kind)

    def _summary(self):
        """As the reader may know it: unlike the contract, nobody outside gets this page."""
        self.ensure_one()
        return Document(
            title=self.env._("Contract Summary"),
            number=self.code or "",
            intro=(self.env._("%s. For internal use.", self.name),),
            sections=blocks.whole(
                self._table_section(self.env._("Parties"), self._party_table()),
                self._facts_section(self.env._("Term and Windows"), self._term_facts()),
                self._facts_section(self.env._("Money"), self._money_facts()),
                self._table_section(self.env._("Liability Caps"), self._position_table()),
                self._table_section(self.env._("What Comes Next"), self._ahead_table()),
            ),
        )

    def _table_section(self, title, table):
        return blocks.section(title, table=table, is_numbered=False)

    def _facts_section(self, title, facts):
        """Two facts beside each other: the whole has to fit a page."""
        pairs = [*facts, *([("", "")] if len(facts) % 2 else [])]
        rows = [(*left, *right) for left, right in zip(pairs[::2], pairs[1::2], strict=True)]
        return self._table_section(title, blocks.table((), rows))

    def _party_table(self):
        labels = self.party_ids._label_of
        head = (
            self.env._("Side"),
            self.env._("Name"),
            labels("representative_id"),
            labels("phone"),
        )
        return blocks.table(
            head,
            [
                (
                    self._side_label(party.side),
                    party.legal_name,
                    party.representative_id.name,
                    party.phone,
                )
                for party in self.party_ids
            ],
        )

    def _term_facts(self):
        names = (
            "type_id",
            "state",
            "user_id",
            "signing_date",
            "effective_date",
            "end_date",
            "renewal_notice_date",
            "renewal_complete_date",
            "renewal_decision",
            "ended_on",
        )
        return (*blocks.rows_of(self, *names), *blocks.facts(self._copies_facts()))

    def _money_facts(self):
        sums = [
            (self._label_of(name), blocks.money(self, self[name]))
            for name in ("amount_total", "paid_amount", "overdue_amount")
            if self[name]
        ]
        late = sum(self.payment_ids.filtered("is_overdue").mapped("penalty_amount"))
        penalty = late and (self.env._("Penalty so far"), blocks.money(self, late))
        return [*sums, *([penalty] if penalty else [])]

    def _ahead_table(self):
        rows = self.deadline_ids.filtered(lambda row: row.state in OPEN and row.due_date)
        rows = rows.sorted("due_date")[:_AHEAD]
        head = (self.env._("Due"), self.env._("What"), self.env._("Whose"), self.env._("Person"))
        return blocks.table(
            head,
            [
                (
                    blocks.day(row, row.due_date),
                    row.name,
                    self._side_label(row.side) if row.side else "–",
                    row.user_id.name,
                )
                for row in rows
            ],
        )

    def _position_table(self):
        caps = self.third_party_ids.cap_ids
        sums = ("limit", "consumed", "remaining")
        head = (
            self.env._("Third Party"),
            self.env._("Limit"),
            self.env._("Used"),
            self.env._("Free"),
        )
        return blocks.table(
            head,
            [
                (
                    " ".join(filter(None, (cap.partner_id.name, position["key"]))),
                    *(blocks.money(cap, position[name]) for name in sums),
                )
                for cap in caps
                for position in cap._final_positions()
            ],
        )
