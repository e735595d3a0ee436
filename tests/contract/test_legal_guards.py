from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .amendment_case import AmendmentCase


class TestLegalGuards(AmendmentCase):
    """What amendments and disputes refuse, each refusal by itself."""

    def test_an_amendment_is_noticed_by_a_notice_of_its_own_contract_and_kind(self):
        amendment = self._ask()
        notice = {"side": "a", "sent_on": "2026-11-05", "kind": "amendment"}
        other = self._create_active("2026-03-01")
        for vals in ({"contract_id": other.id}, {"kind": "other"}):
            record = self.env["crm.contract.notice"].create(
                {**notice, "contract_id": self.contract.id, **vals}
            )
            with self.subTest(vals=vals), self.assertRaisesRegex(ValidationError, "not one of"):
                amendment.notice_id = record

    def test_an_amendment_says_why(self):
        for reason in (" ", "\n"):
            with self.assertRaisesRegex(ValidationError, "“Reason” cannot be saved: it is empty"):
                self._ask(reason=reason)

    def test_a_third_partys_own_fee_and_duty_are_not_removed_by_a_and_b(self):
        """T0-22.2: they stand in its agreement."""
        anzhi = self.env["res.partner"].create({"name": "Anzhi", "is_company": True})
        values = {"contract_id": self.contract.id}
        third_party = self.env["crm.contract.third.party"].create(
            {**values, "partner_id": anzhi.id, "kind": "consultant", "date_start": "2026-06-01"}
        )
        duty = self.env["crm.contract.obligation"].create(
            {**values, "name": "Report", "side": "third", "third_party_id": third_party.id}
        )
        row = {"op": "remove", "subject": "duty", "obligation_id": duty.id}
        with self.assertRaisesRegex(ValidationError, "third party's own agreement"):
            self._ask(Command.create(row))

    def test_an_added_record_has_a_name(self):
        row = {"op": "add", "subject": "fee", "value_amount": 100, "value_date": "2026-12-01"}
        for name in (False, " "):
            with self.assertRaisesRegex(ValidationError, "Name what is added"):
                self._ask(Command.create({**row, "new_name": name}))

    def test_a_row_names_a_term_of_its_own_subject(self):
        for row in ({"subject": "contract"}, {"subject": "contract", "term": "party.address"}):
            with self.assertRaisesRegex(ValidationError, "Choose what is to change"):
                self._ask(Command.create(row))

    def test_a_choice_is_one_of_its_own_field(self):
        with self.assertRaisesRegex(ValidationError, "Choose what “.*” shall say"):
            self._ask(self._change("contract.forum", "contract.forum_basis=signing", "choice"))

    def test_nothing_of_a_dispute_was_done_on_a_day_to_come(self):
        dispute = {"name": "Quality", "contract_id": self.contract.id, "side": "a"}
        with self.assertRaisesRegex(ValidationError, "on a day to come"):
            self.env["crm.contract.dispute"].create({**dispute, "raised_on": "2026-11-06"})

    def test_a_ground_leads_to_its_own_kind_of_end(self):
        """X-10: a rescission is no termination."""
        row = {
            "contract_id": self.contract.id,
            "ground_id": self.env.ref("crm_contract_compliance.end_ground_purpose").id,
            "initiator_side": "a",
            "kind": "termination",
        }
        with self.assertRaisesRegex(ValidationError, "leads to a Rescission"):
            self.env["crm.contract.termination"].create(row)

    def test_who_agree_on_the_end_need_no_notice(self):
        end = self.env["crm.contract.termination"].create(
            {
                "contract_id": self.contract.id,
                "ground_id": self.env.ref("crm_contract_compliance.end_ground_mutual").id,
            }
        )
        with self.assertRaisesRegex(UserError, "no notice is needed"):
            end.action_notify()

    def test_arbitration_names_its_institution(self):
        """L-30: however the contract came by such a clause; then there is nowhere to go."""
        self.cr.execute(
            "UPDATE crm_contract SET forum = 'arbitration', forum_institution = ' ' WHERE id = %s",
            [self.contract.id],
        )
        self.env.invalidate_all()
        dispute = self.env["crm.contract.dispute"].create(
            {
                "name": "Quality",
                "contract_id": self.contract.id,
                "side": "a",
                "raised_on": "2026-10-01",
                "filed_on": "2026-11-01",
                "no_talk_reason": "They refuse to talk",
            }
        )
        with self.assertRaisesRegex(UserError, "name of its institution"):
            dispute.write({"state": "arbitration"})

    def test_what_is_handed_over_belongs_to_the_end_of_its_own_contract(self):
        other = self.env["crm.contract.termination"].create(
            {
                "contract_id": self._create_active("2026-03-01").id,
                "ground_id": self.env.ref("crm_contract_compliance.end_ground_mutual").id,
            }
        )
        item = {"contract_id": self.contract.id, "kind": "handover", "gate": "close"}
        with self.assertRaisesRegex(ValidationError, "end is that of another contract"):
            self.env["crm.contract.requirement"].create(
                {**item, "name": "Keys", "termination_id": other.id}
            )

    def test_what_is_over_is_not_ended_again(self):
        """Registered as it was on paper: declared, while the contract had ended otherwise."""
        contract = self._create_active("2026-03-01")
        contract._end("mutual", self._day("2026-11-05"))
        declared = self.env["crm.contract.termination"]._register_existing(
            [
                {
                    "contract_id": contract.id,
                    "ground_id": self.env.ref("crm_contract_compliance.end_ground_purpose").id,
                    "initiator_side": "a",
                    "state": "notified",
                }
            ]
        )
        with self.assertRaisesRegex(UserError, "nothing to end"):
            declared._refuse_incomplete()
