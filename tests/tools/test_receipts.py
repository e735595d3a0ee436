"""Receipts of an invoice, shared out among its payments: numbers by hand."""

import unittest
from datetime import date
from decimal import Decimal

from odoo.addons.crm_contract_compliance.tools.balance import BalanceError, Receipt
from odoo.addons.crm_contract_compliance.tools.receipts import Share, limited, share_out

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 15)
CENT = Decimal("0.01")


class TestLimited(unittest.TestCase):
    def test_what_is_beyond_goes_where_there_is_room(self):
        """100,000 with 13 % for 30,000; of the 70,000 beyond 50,000 are wanted elsewhere."""
        share = Share(Decimal(100000), Decimal(113000))
        first, beyond = limited(share, Decimal(30000), Decimal(50000))
        self.assertEqual((first.invoiced, first.asked), (30000, 56500))
        self.assertEqual((beyond.invoiced, beyond.asked), (50000, 56500))

    def test_without_room_all_is_asked_for_the_first(self):
        first, beyond = limited(Share(Decimal(40000), Decimal(40000)), Decimal(30000))
        self.assertEqual((first.invoiced, first.asked), (30000, 40000))
        self.assertEqual((beyond.invoiced, beyond.asked), (0, 0))

    def test_less_than_agreed_is_left_as_it_is(self):
        share = Share(Decimal(20000), Decimal(22600))
        self.assertEqual(limited(share, Decimal(30000), Decimal(9))[0], share)


class TestShareOut(unittest.TestCase):
    def test_earlier_payment_is_filled_first(self):
        """CC 560: 50,000 for 30,000 and 70,000 pay the first and 20,000 of the second."""
        shares = [_share(30000), _share(70000)]
        self.assertEqual(_parts(shares, 100000, (MARCH, 50000)), [[30000], [20000]])

    def test_receipt_beyond_the_first_reaches_the_second(self):
        shares = [_share(30000), _share(70000)]
        parts = _parts(shares, 100000, (MARCH, 20000), (APRIL, 20000))
        self.assertEqual(parts, [[20000, 10000], [10000]])

    def test_each_carries_its_own_tax(self):
        """113,000 pay the line of 100,000 with its 13 %; the line without tax is untouched."""
        shares = [_share(100000, 113000), _share(100000)]
        self.assertEqual(_parts(shares, 213000, (MARCH, 113000)), [[100000], []])

    def test_half_the_price_settles_half(self):
        self.assertEqual(_parts([_share(50000)], 50000, (MARCH, 50000)), [[50000]])

    def test_what_is_withheld_settles_in_proportion(self):
        """10 % are withheld: 90,000 settle 100,000, and 45,000 half of it."""
        for paid, settled in ((90000, 100000), (45000, 50000)):
            shares = [_share(100000, 90000)]
            self.assertEqual(_parts(shares, 90000, (MARCH, paid)), [[settled]])

    def test_what_the_invoice_carries_beside_is_spread(self):
        """Freight of 500: 50,250 of 100,500 settle half."""
        self.assertEqual(_parts([_share(100000)], 100500, (MARCH, 50250)), [[50000]])

    def test_what_goes_back_is_taken_from_the_last_first(self):
        """All paid, then 80,000 repaid: the second is open in full, the first by 10,000."""
        shares = [_share(30000), _share(70000)]
        parts = _parts(shares, 100000, (MARCH, 100000), (APRIL, -80000))
        self.assertEqual(parts, [[30000, -10000], [70000, -70000]])

    def test_rounding_never_drifts(self):
        """Three thirds of 100 settle 100: 33.33, 33.34 and 33.33."""
        receipts = [(MARCH, "37.67"), (MARCH, "37.67"), (MARCH, "37.66")]
        [parts] = _parts([_share(100, 113)], 113, *receipts)
        self.assertEqual(sum(parts), 100)

    def test_nothing_asked_settles_nothing(self):
        self.assertEqual(_parts([_share(0)], 0, (MARCH, 5)), [[]])
        self.assertEqual(_parts([_share(0), _share(70000)], 70000, (MARCH, 5)), [[], [5]])
        self.assertEqual(_parts([], 100, (MARCH, 5)), [])

    def test_bad_amounts_are_refused(self):
        for amounts in ((-1, 0), (0, -1), ("NaN", 0), (0, "1e15")):
            with self.assertRaises(BalanceError):
                _share(*amounts)
        with self.assertRaises(BalanceError):
            share_out([], [_share(1)], Decimal(-1), CENT)
        with self.assertRaises(BalanceError):
            share_out([], [_share(1)], Decimal(1), Decimal(0))


def _share(invoiced, asked=None):
    return Share(Decimal(invoiced), Decimal(invoiced if asked is None else asked))


def _parts(shares, total, *receipts):
    found = share_out(
        [Receipt(day, Decimal(amount)) for day, amount in receipts], shares, Decimal(total), CENT
    )
    return [[part.amount for part in parts] for parts in found]
