from odoo.exceptions import UserError, ValidationError

from odoo.addons.crm_contract_compliance.models.base import doors

from .claim_case import ClaimCase

DAY = {"occurred_on": "2026-05-19", "known_on": "2026-05-20", "clause": "8.2"}


class TestClaimSides(ClaimCase):
    """Who claims, from whom and by which rule follows from the breach."""

    def test_sides_cannot_be_swapped(self):
        """B broke it: A claims, from B or from a third party, and never the other way round."""
        claim = self._claims(self._breach(100))
        swapped = {"creditor_side": "b", "debtor_side": "a"}
        self._assert_refused("follow from who broke", claim.write, swapped)
        self._assert_refused(
            "follow from who broke",
            claim.write,
            {"debtor_side": "third", "third_party_id": self.third_party.id, "creditor_side": "b"},
        )
        self._assert_refused(
            "follow from who broke", claim.create, {"breach_id": claim.breach_id.id, **swapped}
        )
        claim.write({"debtor_side": "third", "third_party_id": self.third_party.id})
        self.assertEqual((claim.creditor_side, claim.debtor_side), ("a", "third"))

    def test_third_partys_breach_is_owed_by_it_or_by_who_answers(self):
        """A brought it in: A answers beside it, B never does; both sides can be harmed."""
        self.third_party.sudo().flush_recordset()
        self.env.cr.execute(
            "UPDATE crm_contract_third_party SET engaged_by = 'a' WHERE id = %s",
            [self.third_party.id],
        )
        self.third_party.invalidate_recordset()
        claim = self._claims(self._third(100))
        self.assertEqual((claim.creditor_side, claim.debtor_side), ("b", "third"))
        wrong = {"creditor_side": "a", "debtor_side": "b", "third_party_id": False}
        self._assert_refused(
            "Who can claim: Party A, Party B. From whom: Party A, Third", claim.write, wrong
        )
        claim.creditor_side = "a"
        claim.write({"creditor_side": "b", "debtor_side": "a", "third_party_id": False})

    def test_breach_that_turned_meanwhile_does_not_carry_its_claim(self):
        breach = self._breach(100)
        claim = claim_of = self.env["crm.contract.claim"].create(
            {"breach_id": breach.id, "claimed_amount": 100}
        )
        breach.side = "a"
        self._claims(breach)
        self._assert_refused("follow from who broke", claim_of.action_confirm)
        self.assertEqual(claim.state, "draft")

    def test_penalty_rule_is_of_a_penalty_alone(self):
        contract = self._with_rules(100000, {"method": "fixed", "fixed_amount": 1000})
        rule = contract.penalty_rule_ids
        claim = self._claims(self._breach(contract_id=contract.id), head="penalty")
        self.assertEqual(claim.rule_id, rule)
        self._assert_refused("nothing else goes by it", claim.write, {"head": "damages"})
        vals = {"breach_id": claim.breach_id.id, "head": "cost", "rule_id": rule.id}
        self._assert_refused("nothing else goes by it", claim.create, vals)
        spec = {"head": {}, "rule_id": {}}
        values = {"breach_id": claim.breach_id.id, "head": "damages", "rule_id": rule.id}
        found = claim.onchange(values, ["head"], spec)
        self.assertFalse(found["value"]["rule_id"])

    def test_only_what_was_agreed_can_be_broken(self):
        draft = self._create_contract()
        signing = self._create_contract()
        self._name_representatives(signing)
        signing.action_send_to_sign()
        cancelled = self._create_contract()
        cancelled.action_cancel()
        for contract, said in (
            (draft, "not signed yet"),
            (signing, "not signed yet"),
            (cancelled, "was cancelled"),
        ):
            with self.subTest(state=contract.state):
                vals = {"contract_id": contract.id, "type_id": self.quality.id, "side": "b", **DAY}
                self._assert_refused(said, self.env["crm.contract.breach"].create, vals)

    def test_rule_that_a_claim_goes_by_stays_with_its_type(self):
        """A draft of earlier days with a claim keeps its type, and says why."""
        contract = self._create_contract()
        rule = contract.penalty_rule_ids
        rule.breach_type_id = self.quality
        breaches = doors.through(self.env["crm.contract.breach"], "crm_contract_register")
        breach = breaches.create(
            {"contract_id": contract.id, "type_id": self.quality.id, "side": "b", **DAY}
        )
        self.env["crm.contract.claim"].create(
            {"breach_id": breach.id, "head": "penalty", "rule_id": rule.id}
        )
        other = self._create_type(name="Other", code="other")
        for call, *args in ((contract.write, {"type_id": other.id}), (rule.unlink,)):
            self._assert_refused("A penalty is claimed by", call, *args)

    def _assert_refused(self, said, call, *args):
        with (
            self.assertRaisesRegex((UserError, ValidationError), said),
            self.env.cr.savepoint(),
        ):
            call(*args)
