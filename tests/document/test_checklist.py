from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..common import ComplianceCase
from ..contract.ending_case import EndingCase
from ..payment.payment_case import PaymentCase
from ..third_party.third_party_case import ThirdPartyCase

PREFIX = "crm_contract_compliance."


class Lines:
    """The lines of a checklist by the last part of their template's name."""

    @classmethod
    def _of_type(cls, code, **values):
        return cls._create_contract(type_id=cls.env.ref(f"{PREFIX}type_{code}").id, **values)

    def _line(self, contract, template):
        self.env.invalidate_all()
        found = contract.paper_ids.filtered(
            lambda row: row.template_id == self.env.ref(PREFIX + template)
        )
        return found.ensure_one()

    def _attach(self, row, name="scan.pdf", content=b"%PDF-1.4 paper", user=None):
        files = self.env["ir.attachment"].with_user(user or self.env.user)
        file = files.create({"name": name, "raw": content})
        row.with_user(user or self.env.user).evidence_ids = [Command.link(file.id)]
        return row.evidence_ids.filtered(lambda one: one.name == name)


class TestChecklist(Lines, ComplianceCase):
    """T0-0, T0-App, T1-13.2, T1-App, T2-13.1-3: needed when, and red until it is there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-10 04:00:00")

    def test_a_fresh_contract_is_red_only_where_a_paper_is_always_needed(self):
        missing = {
            "norms": {"norms_originals"},
            "supply": {"supply_manual", "supply_payment_proof", "supply_nda"},
            "rollout": {"rollout_norms", "rollout_flow_chart", "rollout_requirements"},
        }
        for code, names in missing.items():
            contract = self._of_type(code)
            red = contract.paper_ids.filtered(lambda row: row.paper_state == "missing")
            with self.subTest(code=code):
                templates = {f"{PREFIX}{name}" for name in names}
                self.assertEqual(set(red.template_id.get_external_id().values()), templates)

    def test_annexes_of_the_roll_out_are_unsigned_until_uploaded(self):
        """T2-13.1-3: red until the file is there; from then on done, and green."""
        contract = self._of_type("rollout")
        row = self._line(contract, "rollout_norms")
        self.assertEqual((row.paper_state, row.needed_note), ("missing", "For signing"))

        self._attach(row)

        self.assertEqual((row.paper_state, str(row.done_on)), ("there", "2026-06-10"))

    def test_without_its_last_file_a_paper_is_there_no_more(self):
        row = self._line(self._of_type("rollout"), "rollout_norms")
        file = self._attach(row)

        row.evidence_ids = [Command.unlink(file.id)]

        self.assertEqual((row.paper_state, row.done_on), ("missing", False))

    def test_a_company_may_let_a_missing_attachment_hold_up(self):
        """The same lines then keep their gate shut, and the search agrees with the record."""
        contract = self._of_type("rollout", signing_place="Hangzhou")
        self._name_representatives(contract)
        others = self._of_type("norms")
        self._name_representatives(others)
        both = contract | others

        def incomplete():
            self.env.invalidate_all()
            found = both.search([("is_incomplete", "=", True), ("id", "in", both.ids)])
            self.assertEqual(found, both.filtered("is_incomplete"))
            return found

        self.assertFalse(incomplete())
        self.company.crm_contract_is_attachment_blocking = True
        self.assertEqual(incomplete(), contract)
        self.assertEqual(len(contract._missing("sign")), 3)
        self.assertEqual(contract._missing("sign")[0].spot, ("documents", "paper_ids"))
        for row in contract.paper_ids:
            self._attach(row)
        self.assertFalse(incomplete())

    def test_a_gate_that_is_shut_says_which_attachment(self):
        self.company.crm_contract_is_attachment_blocking = True
        contract = self._of_type("rollout", signing_place="Hangzhou")
        self._sign(contract, "2026-06-01")
        self.assertEqual(contract.state, "signing")
        with self.assertRaisesRegex(UserError, "Flow chart"):
            contract.action_complete_signing()

    def test_a_waived_line_is_answered(self):
        row = self._line(self._of_type("rollout"), "rollout_norms")
        row.with_user(self.manager)._waive("Agreed orally")
        self.assertEqual(row.paper_state, "there")

    def test_free_attachments_are_any_number(self):
        """T0-App10: by choice, grey until somebody attaches one, and more."""
        contract = self._of_type("norms")
        row = self._line(contract, "norms_others")
        self.assertEqual((row.paper_state, row.needed_note), ("not_needed", "By choice"))
        for number in range(3):
            self._attach(row, f"{number}.pdf")
        self.assertEqual((row.paper_state, len(row.evidence_ids)), ("there", 3))
        own = contract.paper_ids.with_user(self.user).create(
            {"contract_id": contract.id, "kind": "document", "name": "Plan", "is_required": False}
        )
        self.assertEqual(own.paper_state, "not_needed")

    def test_what_the_type_calls_for_is_the_managers_to_drop(self):
        row = self._line(self._of_type("norms"), "norms_nda")
        with self.assertRaises(AccessError):
            row.with_user(self.officer).required_when = False
        row.with_user(self.manager).required_when = False
        self.assertEqual(row.required_when, False)

    def test_what_is_confidential_needs_its_agreement(self):
        """T0-App4: classification set, NDA missing: red; T1-App7: always."""
        contract = self._of_type("norms")
        self.assertEqual(self._line(contract, "norms_nda").paper_state, "not_needed")
        contract.is_classified = True
        self.assertEqual(self._line(contract, "norms_nda").paper_state, "missing")
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": contract.id, "name": "Secrets", "scope": "Drawings"}
        )
        self._name_representatives(contract)
        nda.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(nda.execution_id, side, "2026-06-01", "2026-06-01")
        nda.action_activate()
        self.assertEqual(self._line(contract, "norms_nda").paper_state, "there")

    def test_a_complaint_leaves_its_record(self):
        """T0-App6"""
        contract = self._of_type("norms")
        self._sign(contract, "2026-06-01")
        contract.action_activate()
        line = self._line(contract, "norms_complaint_record")
        self.assertEqual(line.paper_state, "not_needed")
        self.env["crm.contract.case"].create(
            {"kind": "complaint", "name": "Late", "contract_id": contract.id,
             "partner_id": self.partner.id, "received_at": "2026-06-09 02:00:00",
             "description": "Late again",
             "channel_id": self.env.ref(f"{PREFIX}channel_phone").id}
        )  # fmt: skip
        line = self._line(contract, "norms_complaint_record")
        self.assertEqual((line.paper_state, line.paper_note), ("missing", "1 of 1 without it"))

    def test_a_renewal_brings_its_contract(self):
        """T0-App8"""
        contract = self._of_type("norms")
        self._sign(contract, "2026-06-01")
        contract.action_activate()
        self.assertEqual(self._line(contract, "norms_renewal_contract").paper_state, "not_needed")
        contract._renew()
        self.assertEqual(self._line(contract, "norms_renewal_contract").paper_state, "missing")
        self._sign(contract.renewal_ids, "2026-06-09")
        self.assertEqual(self._line(contract, "norms_renewal_contract").paper_state, "there")

    def test_a_list_of_lines_asks_once(self):
        contracts = self.env["crm.contract"].union(*(self._of_type("norms") for _n in range(20)))
        rows = contracts.paper_ids
        for some in (rows.browse(contracts[0].paper_ids.ids), rows.browse(rows.ids)):
            self.env.invalidate_all()
            some.mapped("required_when")
            with self.assertQueryCount(1):
                some.mapped("paper_state")


class TestManual(Lines, ComplianceCase):
    """T1-App1: steps, cautions and frequent questions, covering all modules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-10 04:00:00")

    def test_a_manual_is_complete_with_three_parts_for_every_module(self):
        contract = self._of_type("supply")
        manual = self._line(contract, "supply_manual")
        module = contract.condition_ids.filtered(lambda row: row.kind == "module")[0]
        module.delivered_on = "2026-06-09"
        with self.assertRaisesRegex(ValidationError, "Steps, Cautions"), self.env.cr.savepoint():
            manual.done_on = "2026-06-10"
        self._attach(manual)
        self.assertEqual(manual.paper_state, "missing")
        self.assertIn("Customer information", manual.paper_note)

        manual.write({"has_steps": True, "has_cautions": True, "has_questions": True})
        refused = self.assertRaisesRegex(ValidationError, "lacks: Customer information")
        with refused, self.env.cr.savepoint():
            manual.action_mark_done()
        module.manual_on = "2026-06-09"
        manual.action_mark_done()
        self.assertEqual(manual.paper_state, "there")


class TestPapersOfAnEnd(Lines, EndingCase):
    """T0-App7, T0-App9, T1-App3, T1-App6."""

    def _norms(self):
        return self._in_force(type_id=self.env.ref(f"{PREFIX}type_norms").id)

    def test_an_end_by_agreement_without_its_file_is_red(self):
        contract = self._norms()
        line = "norms_termination_agreement"
        self.assertEqual(self._line(contract, line).paper_state, "not_needed")
        contract._end("mutual", self._day("2026-06-09"))
        self.assertEqual(self._line(contract, line).paper_state, "missing")
        self._attach(self._line(contract, line))
        self.assertEqual(self._line(contract, line).paper_state, "there")

    def test_an_agreement_on_the_end_is_the_paper(self):
        contract = self._norms()
        agreement = self._agreement(contract)
        agreement.evidence_ids = self._paper()
        agreement.action_make_effective()
        line = self._line(contract, "norms_termination_agreement")
        self.assertEqual(line.paper_state, "there")

    def test_a_decided_dispute_needs_its_file(self):
        contract = self._norms()
        line = "norms_dispute_file"
        dispute = self.env["crm.contract.dispute"].create(
            {"name": "Quality", "contract_id": contract.id, "side": "a",
             "raised_on": "2026-05-10", "filed_on": "2026-05-25", "resolved_on": "2026-06-01",
             "outcome": "A pays", "loser_side": "a", "no_talk_reason": "They refuse"}
        )  # fmt: skip
        self.assertEqual(self._line(contract, line).paper_state, "not_needed")
        contract.sudo()._write_settled({"performance_place": "Suzhou"})
        dispute.action_litigate()
        dispute.action_decide()
        self.assertEqual(self._line(contract, line).paper_state, "missing")
        dispute.award_ids = self._link(self._create_file("award.pdf"))
        self.assertEqual(self._line(contract, line).paper_state, "there")

    def test_supply_asks_how_disputes_are_settled_once_there_is_one(self):
        contract = self._in_force(type_id=self.supply.id, forum="court", forum_basis="signing",
                                  signing_place="Hangzhou")  # fmt: skip
        line = "supply_dispute_agreement"
        self.assertEqual(self._line(contract, line).paper_state, "not_needed")
        self.env["crm.contract.dispute"].create(
            {"name": "Quality", "contract_id": contract.id, "side": "a",
             "raised_on": "2026-05-10"}
        )  # fmt: skip
        self.assertEqual(self._line(contract, line).paper_state, "missing")


class TestPapersOfThirdParties(Lines, ThirdPartyCase):
    """T0-App2, T0-App3, T1-App4, T1-App5."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_active(
            "2026-01-15", type_id=cls.env.ref(f"{PREFIX}type_norms").id, amount_total=300000
        )

    def test_a_third_party_calls_for_its_agreement(self):
        line = "norms_third_party_agreement"
        self.assertEqual(self._line(self.contract, line).paper_state, "not_needed")
        self._propose()
        self.assertEqual(self._line(self.contract, line).paper_state, "missing")
        service = self._line(self.contract, "norms_service_agreement")
        self.assertEqual(service.paper_state, "not_needed")

    def test_whoever_serves_calls_for_a_service_agreement(self):
        """T0-App3: third party type technical and no service agreement: red."""
        third_party = self._propose(kind="technical")
        line = "norms_service_agreement"
        self.assertEqual(self._line(self.contract, line).paper_state, "missing")
        own = third_party.requirement_ids.filtered(lambda row: row.kind == "document")
        self._attach(own)
        self.assertEqual(self._line(self.contract, line).paper_state, "there")

    def test_a_rejected_one_calls_for_nothing(self):
        self._propose(kind="technical")._reject("Too expensive")
        for line in ("norms_third_party_agreement", "norms_service_agreement"):
            self.assertEqual(self._line(self.contract, line).paper_state, "not_needed")

    def test_what_the_type_keeps_ready_for_an_exit_is_asked_of_whoever_leaves(self):
        """T1-App5: required on exit."""
        self.contract.paper_ids.create(
            {"contract_id": self.contract.id, "kind": "document", "gate": "third_exit",
             "name": "Exit agreement", "is_required": False, "required_when": "exit"}
        )  # fmt: skip
        third_party = self._propose()
        third_party._ask_for_exit_papers("document")
        own = third_party.all_requirement_ids.filtered(lambda row: row.gate == "third_exit")
        self.assertEqual(own.mapped("is_required"), [True])


class TestProofOfPayment(Lines, PaymentCase):
    """T1-App2: a paid fee with no proof is red."""

    def test_each_payment_has_its_own_proof(self):
        contract = self._create_contract(
            type_id=self.env.ref(f"{PREFIX}type_supply").id, our_side="a",
            forum="court", forum_basis="signing", signing_place="Hangzhou",
        )  # fmt: skip
        for due in ("2026-03-01", "2026-03-31"):
            self._create_fee(contract, due_date=due, payer_side="b", payee_side="a")
        self._sign(contract, "2026-01-15")
        contract.action_activate()
        contract.fee_ids.action_build_schedule()
        first, second = contract.payment_ids.sorted("due_date")
        line = "supply_payment_proof"
        self.assertEqual(self._line(contract, line).paper_note, False)
        self._pay(self._invoice(first), 100000, "2026-03-02")
        self.assertEqual(self._line(contract, line).paper_note, "1 of 1 without it")

        first.proof_ids = self._link(self._create_file("slip.pdf"))
        self._line(contract, line).action_mark_done()
        self.assertEqual(self._line(contract, line).paper_state, "there")
        self._pay(self._invoice(second), 100000, "2026-04-01")
        row = self._line(contract, line)
        self.assertEqual((row.paper_state, row.paper_note), ("missing", "1 of 2 without it"))
        self.assertTrue(row._is_missing(), "and the contract is not closed before")
        shown = self.env["crm.contract.payment"].search(row.action_view_payments()["domain"])
        self.assertEqual(shown, first | second)

        with self.assertRaises(UserError):
            first.proof_ids = [Command.clear()]
