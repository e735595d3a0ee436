"""Claims of a company that keeps books: party A is us, and supplies."""

from ..payment.payment_case import PaymentCase
from .test_claim import ClaimCase


class InvoiceCase(ClaimCase, PaymentCase):
    @classmethod
    def _claim(cls, amount=2000, state="confirmed", creditor="a", **values):
        """By default party B's breach of our contract, so that it owes us."""
        debtor = {"a": "b", "b": "a"}[creditor]
        claim = cls._claims(
            cls._breach(side=debtor),
            amount=amount,
            debtor_a=100 * (debtor == "a"),
            debtor_b=100 * (debtor == "b"),
            creditor_a=100 * (creditor == "a"),
            creditor_b=100 * (creditor == "b"),
            **values,
        )
        if values.get("head") == "penalty":
            claim.evidence_ids = cls._create_file()
        if state != "draft":
            claim.action_confirm()
        if state == "settled":
            claim.action_settle()
        return claim

    @classmethod
    def _post_move(cls, claim):
        move = claim.sudo().move_id
        move.invoice_date = "2026-05-20"
        move.action_post()
        return move
