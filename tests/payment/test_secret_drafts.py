from .payment_case import PaymentCase


class TestSecretDrafts(PaymentCase):
    """I9: accountants read the number alone of what turned confidential."""

    def test_a_draft_says_no_more_than_the_number_once_the_contract_is_confidential(self):
        contract = self._in_force({"name": "Takeover of Huaxing"})
        contract.payment_ids.action_create_invoices()
        move = contract.payment_ids.move_id
        self.assertIn("Takeover", move.invoice_line_ids.name)
        move.invoice_line_ids.quantity = 2

        contract.is_classified = True

        self.assertEqual(move.invoice_line_ids.name, contract.code)
        self.assertEqual(move.invoice_line_ids.quantity, 2)

    def test_what_is_posted_stays_as_it_was_sent(self):
        contract = self._in_force({"name": "Takeover of Huaxing"})
        move = self._invoice(contract.payment_ids)
        contract.is_classified = True
        self.assertIn("Takeover", move.invoice_line_ids.name)
