"""Contracts that ended before their term, with fees, and the end that settles them."""

from odoo.fields import Command

from .payment_case import PaymentCase


class SettlementCase(PaymentCase):
    """We are Party A and supply; in force since 2026-01-01, a year's fee of 120,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.terminations = cls.env["crm.contract.termination"]

    @classmethod
    def _yearly(cls, *fees, **values):
        """One period from the first to the last day of 2026, unless ``fees`` say otherwise."""
        year = {
            "amount": 120000,
            "schedule": "periods",
            "period_months": 12,
            "date_start": "2026-01-01",
            "date_end": "2026-12-31",
            "due_date": False,
        }
        contract = cls._create_contract(amount_total=120000, **values)
        for fee in fees or ({},):
            cls._create_fee(contract, **{**year, **fee})
        cls._sign(contract, "2026-01-01")
        contract.action_activate()
        return contract

    @classmethod
    def _end(cls, contract, day="2026-05-26", **values):
        """Both agree on paper; the contract has ended on ``day``."""
        paper = cls.env["ir.attachment"].create({"name": "agreement.pdf", "raw": b"agreed"})
        end = cls.terminations.create(
            {
                "contract_id": contract.id,
                "ground_id": cls.env.ref("crm_contract_compliance.end_ground_mutual").id,
                "requested_end_date": day,
                "evidence_ids": [Command.link(paper.id)],
                **values,
            }
        )
        end.action_make_effective()
        return end

    @classmethod
    def _paid(cls, contract, amount, day="2026-03-01"):
        """Invoiced, and so much of it paid."""
        move = cls._invoice(contract.payment_ids[:1], day)
        cls._pay(move, amount, day)
        return move

    @staticmethod
    def _figures(end):
        return (
            end.settlement_earned_amount,
            end.settlement_paid_amount,
            end.settlement_balance_amount,
            end.settlement_open_amount,
            end.settlement_to_book_amount,
        )
