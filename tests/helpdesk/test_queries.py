from ..query_counts import QueryCounts
from .helpdesk_case import HelpdeskCase

COLUMNS = (
    "number",
    "crm_contract_due_date",
    "crm_contract_case_state",
    "crm_contract_case_kind",
    "crm_contract_is_done",
    "crm_contract_tz",
)


class TestQueries(QueryCounts, HelpdeskCase):
    """B-G1: a list of tickets costs the same for one row as for eighty."""

    def test_list_of_eighty_tickets_with_complaints(self):
        tickets = self.env["helpdesk.ticket"].create(
            [
                {
                    "name": f"Ticket {number}",
                    "description": "Text",
                    "partner_id": self.customer.partner_id.id,
                }
                for number in range(80)
            ]
        )
        self.env["crm.contract.case"].create(
            [
                {
                    "contract_id": self.contract.id,
                    "kind": "complaint",
                    "name": ticket.name,
                    "channel_id": self.phone.id,
                    "ticket_id": ticket.id,
                }
                for ticket in tickets
            ]
        )
        self._assert_flat(tickets, COLUMNS, 12, self.agent)
        for user in (self.user, self.officer):
            with self.subTest(user=user.login):
                self._assert_flat(tickets, (*COLUMNS, "crm_contract_code"), 22, user)
