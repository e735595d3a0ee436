from odoo.tests import Form

from .end_case import EndCase


class TestAgreementHints(EndCase):
    """T1-14.5: agreements of one side, and what does not fit the main contract."""

    def _cap(self, third_party, **values):
        cap = self.env["crm.contract.liability.cap"].create(
            {
                "third_party_id": third_party.id,
                "fixed_amount": 60000,
                "determined_on": "2026-05-18",
                **values,
            }
        )
        cap.action_determine()
        return cap

    def _hint(self, third_party):
        self.env.invalidate_all()
        return third_party._alert_list().get("inconsistent", {}).get("message", "")

    def _secret(self, third_party, **values):
        nda = self.env["crm.contract.nda"].create(
            {
                "contract_id": self.contract.id,
                "third_party_id": third_party.id,
                "name": "Secrets",
                **values,
            }
        )
        nda.action_send_to_sign()
        for side in ("a", "b", "third"):
            self._record_marks(nda.execution_id, side, "2026-05-19", "2026-05-19")

    def test_an_agreement_that_outlasts_the_contract(self):
        """T1-14.5.3: the contract ends on 2027-01-15."""
        for day, is_told in (("2027-01-15", False), ("2027-01-16", True), (False, False)):
            with self.subTest(day=day):
                third_party = self._propose(date_end=day)
                self.assertEqual("lasts longer" in self._hint(third_party), is_told)

    def test_secrets_that_are_kept_less_long(self):
        """The contract's until 2030-01-15: three years after its end."""
        third_party = self._propose()
        self.assertIn("no confidentiality agreement", self._hint(third_party))
        fixed = {"basis": "dates", "date_start": "2026-05-19", "date_end": "2030-01-14"}
        self._secret(third_party, **fixed)
        self.assertIn("before the contract's", self._hint(third_party))
        self._secret(third_party)
        self.assertEqual(self._hint(third_party), "")

    def test_a_cap_that_the_contract_does_not_know(self):
        self.contract_type.cap_determined_by = "all"
        contract = self._create_active(amount_total=50000)
        third_party = self._propose(contract_id=contract.id)
        self._cap(third_party, determined_by="a_b")
        self.assertRegex(self._hint(third_party), "others determined its cap.*above the contract")

    def test_hints_block_nothing_and_go_with_its_end(self):
        third_party = self._active(date_end="2028-01-01")
        hint = third_party._alert_list()["inconsistent"]
        self.assertEqual(hint["level"], "info")
        third_party._end("condition", self._day("2026-05-20"), end_clause="9")
        self.assertEqual(self._hint(third_party), "")

    def test_the_side_that_its_agreement_binds_pursues_it(self):
        """T1-14.5.1: A-third, A pursues; T1-14.5.2: B-third, B pursues; all three: who claims."""
        plain = self._create_type()
        for engaged_by, pursuing in (("a", "a"), ("b", "b"), ("both", "b")):
            contract = self._create_active(type_id=plain.id)
            third_party = self._propose(contract_id=contract.id, engaged_by=engaged_by)
            claim = self.env["crm.contract.claim"].create(
                {
                    "breach_id": self._breach(third_party).id,
                    "creditor_side": "b",
                    "claimed_amount": 100,
                }
            )
            with self.subTest(engaged_by=engaged_by):
                self.assertEqual((claim.creditor_side, claim.pursuing_side), ("b", pursuing))

    def _breach(self, third_party):
        return self.env["crm.contract.breach"].create(
            {
                "contract_id": third_party.contract_id.id,
                "type_id": self.env.ref("crm_contract_compliance.breach_type_third_agreement").id,
                "side": "third",
                "third_party_id": third_party.id,
                "clause": "15.3",
            }
        )

    def test_a_failed_check_of_quality_is_a_breach_of_its_agreement(self):
        """T2-15.3.2: C3.1, of this third party; the clause is left to say."""
        third_party = self._active()
        action = third_party.with_user(self.user).action_report_failed_check()
        breaches = self.env[action["res_model"]].with_user(self.user)
        with Form(breaches.with_context(**action["context"])) as form:
            form.clause = "15.3"
        breach = form.record
        self.assertEqual(
            (breach.type_id.code, breach.side, breach.third_party_id, breach.state),
            ("C3.1", "third", third_party, "registered"),
        )

    def test_interference_and_rights_of_third_parties_are_breaches_of_a_and_b(self):
        """T1-14.4.1, T2-17.1, T2-17.2: selectable, for the contracts that know them."""
        found = {
            key: self.env.ref(f"crm_contract_compliance.breach_type_{key}")
            for key in (
                "third_rights_a",
                "third_rights_b",
                "rollout_interference_a",
                "rollout_interference_b",
            )
        }
        self.assertEqual([row.side for row in found.values()], ["a", "b", "a", "b"])
        self.assertEqual(found["rollout_interference_a"].contract_type_ids.code, "rollout")
        self.assertFalse(found["third_rights_a"].contract_type_ids, "in every contract")
