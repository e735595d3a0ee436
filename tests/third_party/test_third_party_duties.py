from odoo.exceptions import UserError

from .third_party_case import ThirdPartyCase


class TestThirdPartyDuties(ThirdPartyCase):
    """The third lane: duties that a third party takes on in its own agreement."""

    def _create_duty(self, third_party, **values):
        return self.env["crm.contract.obligation"].create(
            {
                "contract_id": self.contract.id,
                "third_party_id": third_party.id,
                "side": "third",
                "name": "Data report",
                "kind": "report",
                "is_shifted": False,
                **values,
            }
        )

    def test_they_come_in_below_a_signed_contract_and_run_once_it_acts(self):
        third_party = self._consented()
        duty = self._create_duty(third_party)
        self.assertEqual(duty.lane, "third")
        self.assertFalse(duty.deadline_ids)

        self._sign_agreement(third_party)
        third_party.action_activate()
        self.env.flush_all()

        rows = duty.deadline_ids.sorted("due_date")
        self.assertEqual(str(rows[0].due_date), "2026-07-01", "a month after its own first day")
        self.assertEqual(set(rows.mapped("lane")), {"third"})

    def test_what_its_agreement_holds_is_frozen(self):
        third_party = self._active()
        with self.assertRaises(UserError):
            self._create_duty(third_party)

    def test_a_signed_duty_of_it_stays(self):
        third_party = self._consented()
        duty = self._create_duty(third_party)
        duty.interval = 2
        self._sign_agreement(third_party)

        with self.assertRaises(UserError):
            duty.interval = 1
        with self.assertRaises(UserError):
            duty.unlink()

    def test_nobody_slips_in_a_duty_of_the_sides_or_of_another_contract(self):
        third_party = self._consented()
        elsewhere = self._propose(contract_id=self._create_contract().id)
        for values in (
            {"third_party_id": third_party.id, "side": "a"},
            {"third_party_id": elsewhere.id},
            {"third_party_id": False},
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._create_duty(third_party, **values)
