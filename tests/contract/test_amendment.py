from odoo.exceptions import AccessError, UserError, ValidationError

from .amendment_case import AmendmentCase


class TestAmendment(AmendmentCase):
    """requirements.md §6, scenario 13; T1-5.2, T1-5.3, T1-5.4, T2-10.1, T1-App3."""

    def test_scenario_of_the_end_date(self):
        """Scenario 13: only A sealed: nothing; both and a courier number: applied."""
        amendment = self._ask()
        self.assertEqual(str(self.contract.end_date), "2027-03-01")
        self._give_notice(amendment)
        self._send_to_sign(amendment)
        self._mark(amendment, "a")
        self.assertEqual(amendment.state, "signing")
        self.assertEqual(str(self.contract.end_date), "2027-03-01")

        self._mark(amendment, "b")

        self.assertEqual(amendment.state, "applied")
        self.assertEqual(str(amendment.effective_date), "2026-11-05")
        self.assertEqual(str(self.contract.end_date), "2027-09-01")
        self.assertEqual(str(self.contract.renewal_notice_date), "2027-07-03")
        line = amendment.line_ids.filtered(lambda row: row.field_name == "end_date")
        self.assertEqual((line.old_value, line.new_value), ("2027-03-01", "2027-09-01"))
        self.assertEqual(self._said("2026-11-04")["end_date"], "2027-03-01")
        self.assertEqual(self._said("2026-11-05")["end_date"], "2027-09-01")

    def test_deadlines_follow_the_new_end(self):
        self._amended()
        due = {row.kind: str(row.due_date) for row in self.contract.deadline_ids}
        self.assertEqual(due["expiry"], "2027-09-01")
        self.assertEqual(due["renewal_notice"], "2027-07-03")
        self.assertEqual(due["renewal_complete"], "2027-08-02")

    def test_without_proof_of_the_notice_nothing_is_applied(self):
        """T1-5.4: no proof file and no number."""
        amendment = self._execute(self._ask(), proof=False)
        self.assertEqual(amendment.state, "executed")
        self.assertIn("proof", amendment.missing_note)
        with self.assertRaisesRegex(UserError, "proof that the notice was sent"):
            amendment.action_apply()
        self._run_job()
        self.assertEqual(str(self.contract.end_date), "2027-03-01")
        self.assertFalse(amendment.error or amendment.line_ids)

        amendment.notice_id.proof_reference = "SF1234567"

        self.assertEqual(amendment.state, "applied")
        self.assertEqual(str(self.contract.end_date), "2027-09-01")

    def test_without_any_notice_nothing_is_applied(self):
        amendment = self._execute(self._ask(), proof=None)
        with self.assertRaisesRegex(UserError, "written notice"):
            amendment.action_apply()
        self._give_notice(amendment)
        amendment.with_user(self.officer).action_apply()
        self.assertEqual(amendment.state, "applied")

    def test_rollout_takes_signature_or_seal_of_either_side_and_no_notice(self):
        """T2-10.1, X-8."""
        self.contract_type.write(
            {"amendment_execution_mode": "sign_or_seal", "is_amendment_notice_needed": False}
        )
        contract = self._create_active("2026-03-01")
        amendment = self._ask(contract=contract)
        self._send_to_sign(amendment)
        self._record_marks(amendment.execution_id, "a", signed_on="2026-11-05")
        self.assertEqual(amendment.state, "signing")
        self._record_marks(amendment.execution_id, "b", sealed_on="2026-11-05")
        self.assertEqual(amendment.state, "applied")
        self.assertEqual(str(contract.end_date), "2027-09-01")

    def test_future_amendment_waits_for_its_day(self):
        amendment = self._amended(effective_date="2026-12-01")
        self.assertEqual(amendment.state, "executed")
        with self.assertRaisesRegex(UserError, "takes effect on"):
            amendment.action_apply()
        self._at("2026-11-30")
        self._run_job()
        self.assertEqual(str(self.contract.end_date), "2027-03-01")
        self.assertEqual(self._said("2026-12-01")["end_date"], "2027-09-01")

        self._at("2026-12-01")
        self._run_job()

        self.assertEqual(amendment.state, "applied")
        self.assertEqual(str(self.contract.end_date), "2027-09-01")
        self.assertEqual(self._said("2026-11-30")["end_date"], "2027-03-01")

    def test_later_agreement_wins_over_an_earlier_one_that_takes_effect_later(self):
        """§5: agreed first for December, then for November: the second one stays."""
        first = self._amended(self._end_date("2027-06-01"), effective_date="2026-12-01")
        self._at("2026-11-10")
        self._amended(self._end_date("2027-09-01"), effective_date="2026-11-01")
        self.assertEqual(str(self.contract.end_date), "2027-09-01")

        self._at("2026-12-01")
        self._run_job()

        self.assertEqual(first.state, "applied")
        self.assertEqual(str(self.contract.end_date), "2027-09-01")
        for day, end in (("2026-10-31", "03-01"), ("2026-11-01", "09-01"), ("2026-12-02", "09-01")):
            self.assertEqual(self._said(day)["end_date"], f"2027-{end}", day)

    def test_proof_that_comes_late_does_not_make_an_agreement_later(self):
        first = self._execute(self._ask(self._end_date("2027-06-01")), proof=False)
        self._at("2026-11-10")
        self._amended(self._end_date("2027-09-01"))
        self._at("2026-11-12")
        first.notice_id.proof_reference = "SF7"
        self.assertEqual(first.state, "applied")
        self.assertEqual(str(self.contract.end_date), "2027-09-01")
        self.assertEqual(self._said("2026-11-07")["end_date"], "2027-06-01")
        self.assertEqual(self._said("2026-11-04")["end_date"], "2027-03-01")

    def test_what_follows_from_terms_is_told_by_the_terms_of_the_day(self):
        """Term and notice days changed apart, the later agreement backdated before the first."""
        self._amended(
            self._change("contract.term_years", 2, "integer"), effective_date="2026-11-05"
        )
        self._at("2026-12-01")
        self._amended(
            self._change("contract.renewal_notice_days", 90, "integer"), effective_date="2026-06-01"
        )
        self.assertEqual(str(self.contract.end_date), "2028-03-01")
        self.assertEqual(str(self.contract.renewal_notice_date), "2027-12-02")
        for day, end, notice in (
            ("2026-05-31", "2027-03-01", "2026-12-31"),
            ("2026-06-01", "2027-03-01", "2026-12-01"),
            ("2026-11-05", "2028-03-01", "2027-12-02"),
        ):
            said = self._said(day)
            self.assertEqual((said["end_date"], said["renewal_notice_date"]), (end, notice), day)

    def test_term_agreed_anew_gives_the_end_again(self):
        self._amended()
        self._at("2026-11-06")
        self._amended(self._change("contract.term_years", 3, "integer"))
        self.assertFalse(self.contract.is_end_date_fixed)
        self.assertEqual(str(self.contract.end_date), "2029-03-01")
        self.assertEqual(self._said("2026-11-05")["end_date"], "2027-09-01")

    def test_another_party_comes_with_its_own_name(self):
        other = self.env["res.partner"].create(
            {"name": "Lvzhou Foods", "is_company": True, "email": "a@lvzhou.example.com"}
        )
        party = self.contract.party_ids.filtered(lambda row: row.side == "b")
        row = self._change("party.partner_id", other.id, "partner_id", party_id=party.id)
        self._amended(row)
        self.assertEqual(self.contract.partner_id, other)
        self.assertEqual(self.contract.party_b_id, other)
        self.assertEqual(party.legal_name, "Lvzhou Foods")
        self.assertEqual(self._said("2026-11-04")["partner_id"], self.partner.id)
        self.assertEqual(self._said("2026-11-05")["partner_id"], other.id)

    def test_supplementary_agreement_changes_no_term_but_has_its_document(self):
        amendment = self._ask(kind="supplement", change_ids=[])
        amendment.action_negotiate()
        with self.assertRaisesRegex(UserError, "document"):
            amendment.action_send_to_sign()
        amendment.document_ids = self._create_file()
        self._execute(amendment)
        self.assertEqual(amendment.state, "applied")
        self.assertFalse(amendment.line_ids)

    def test_change_without_anything_to_change_is_not_signed(self):
        amendment = self._ask(change_ids=[])
        amendment.action_negotiate()
        with self.assertRaisesRegex(UserError, "what is to change"):
            amendment.action_send_to_sign()

    def test_user_asks_and_officer_negotiates(self):
        amendment = self._ask(user=self.user)
        for step in ("action_negotiate", "action_send_to_sign", "action_apply"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                getattr(amendment.with_user(self.user), step)()
        amendment.with_user(self.officer).action_negotiate()
        for values in ({"reason": "Other"}, {"change_ids": [self._end_date("2028-01-01")]}):
            with self.assertRaises(AccessError):
                amendment.with_user(self.user).write(values)
        with self.assertRaises(AccessError):
            amendment.change_ids.with_user(self.user).value_date = "2028-01-01"
        with self.assertRaises(AccessError):
            amendment.with_user(self.user).action_withdraw()
        self._give_notice(amendment)
        amendment.with_user(self.officer).action_send_to_sign()
        self._mark(amendment, user=self.user)
        self.assertEqual(amendment.state, "applied")

    def test_officer_is_asked_once_and_the_answer_closes_it(self):
        amendment = self._ask(user=self.user)
        self.assertEqual(amendment.activity_ids.user_id, self.contract._deciders()[0])
        amendment.with_user(self.officer).action_negotiate()
        self.assertFalse(amendment.activity_ids)
        self.assertFalse(self._ask(user=self.officer).activity_ids)

    def test_amendment_of_a_contract_out_of_reach_tells_nothing(self):
        """A draft, an ended one, a confidential one: all the same to whoever may not read it."""
        secret = self._create_active("2026-03-01", is_classified=True)
        for contract in (secret, self._create_contract(is_classified=True)):
            for user in (self.user, self.officer, self.manager):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self._ask(user=user, contract=contract)
        amendment = self._ask(contract=secret)
        for user in (self.user, self.manager):
            for attempt in (
                lambda row: row.read(["name"]),
                lambda row: row.change_ids.read(["after"]),
                lambda row: row.write({"reason": "x"}),
                lambda row: row.action_negotiate(),
            ):
                with self.assertRaises(AccessError):
                    attempt(amendment.with_user(user))
            self.assertEqual(amendment.with_user(user).display_name, secret.code)

    def test_user_takes_back_what_they_asked_for(self):
        amendment = self._ask(user=self.user)
        amendment.with_user(self.user).action_withdraw()
        self.assertEqual(amendment.state, "withdrawn")

    def test_nothing_is_typed_any_more_once_it_is_sent_to_sign(self):
        amendment = self._ask(self._end_date(), self._change("contract.scope", "More", "text"))
        self._give_notice(amendment)
        self._send_to_sign(amendment)
        rows = amendment.change_ids
        for attempt in (
            lambda: rows.write({"sequence": 1}),
            lambda: rows[0].write({"value_date": "2030-01-01"}),
            lambda: rows[0].unlink(),
            lambda: amendment.write({"change_ids": [self._end_date("2030-01-01")]}),
            lambda: amendment.write({"effective_date": "2026-01-01"}),
            lambda: self.env["crm.contract.amendment.change"].create(
                {**self._end_date()[2], "amendment_id": amendment.id}
            ),
            lambda: amendment.unlink(),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
        amendment.action_negotiate()
        self.assertEqual(amendment.execution_id.state, "void")
        rows[0].value_date = "2027-10-01"
        self._send_to_sign(amendment)
        self._mark(amendment)
        self.assertEqual(str(self.contract.end_date), "2027-10-01")

    def test_open_instrument_is_not_voided_behind_the_amendment(self):
        amendment = self._ask()
        self._send_to_sign(amendment)
        with self.assertRaisesRegex(UserError, "back to the negotiation"):
            amendment.execution_id.action_take_back()

    def test_only_a_signed_contract_that_is_not_over_is_amended(self):
        draft = self._create_contract()
        ended = self._create_active("2026-03-01")
        ended._end("mutual", self._day("2026-11-01"))
        for contract in (draft, ended):
            with self.assertRaisesRegex(ValidationError, "only a signed contract"):
                self._ask(contract=contract)

    def test_contract_that_ended_meanwhile_takes_no_change(self):
        amendment = self._amended(effective_date="2026-12-01")
        self.contract._end("mutual", self._day("2026-11-05"))
        self._at("2026-12-01")
        self._run_job()
        self.assertEqual(amendment.state, "executed")
        self.assertIn("only a signed contract", amendment.error)
        self.assertEqual(str(self.contract.end_date), "2027-03-01")

    def test_poisoned_amendment_is_recorded_and_stops_nobody(self):
        bad = self._amended(effective_date="2026-12-01")
        other = self._create_active("2026-03-01")
        good = self._amended(contract=other, effective_date="2026-12-01")
        self.env.cr.execute(
            "UPDATE crm_contract_amendment_line SET new_value = '\"nonsense\"'"
            " WHERE amendment_id = %s AND field_name = 'end_date'",
            [bad.id],
        )
        self._at("2026-12-01")
        self._run_job()
        self.assertEqual((bad.state, good.state), ("executed", "applied"))
        self.assertTrue(bad.error)

    def test_what_the_contract_would_refuse_is_refused_when_it_is_asked_for(self):
        for row in (
            self._end_date("2026-02-28"),
            self._end_date("1500-01-01"),
            self._change("contract.amount_total", -1, "amount"),
            self._change("contract.term_years", 101, "integer"),
            self._change("contract.renewal_complete_days", 90, "integer"),
            self._change("contract.name", False, "char"),
            self._change("contract.scope", "Norms", "text"),
            self._change("contract.forum", "contract.forum=moon", "choice"),
            self._change("contract.forum", "contract.forum_basis=signing", "choice"),
            self._change("contract.state", "closed", "char"),
            self._change("contract.code", "X", "char"),
            self._change("contract.signing_date", "2026-01-01"),
            self._change("party.legal_name", "X", "char"),
            {"subject": "party", "term": "contract.end_date", "value_date": "2027-09-01"},
        ):
            row = row if isinstance(row, tuple) else (0, 0, row)
            with self.subTest(row=row), self.assertRaises(UserError), self.env.cr.savepoint():
                self._ask(row)
        self.assertEqual(str(self.contract.end_date), "2027-03-01")

    def test_rows_name_records_of_their_own_contract_once(self):
        other = self._create_active("2026-03-01")
        party = other.party_ids[0]
        with self.assertRaisesRegex(ValidationError, "within this contract"):
            self._ask(self._change("party.phone", "1", "char", party_id=party.id))
        with self.assertRaisesRegex(ValidationError, "changes twice"):
            self._ask(self._end_date(), self._end_date("2027-10-01"))

    def test_rows_that_are_only_right_together_are_taken_together(self):
        self.contract._write_settled(
            {"implementation_start": "2026-04-01", "implementation_end": "2026-05-01"}
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._ask(self._change("contract.implementation_start", "2026-06-01"))
        self._amended(
            self._change("contract.implementation_start", "2026-06-01"),
            self._change("contract.implementation_end", "2026-07-01"),
        )
        self.assertEqual(str(self.contract.implementation_start), "2026-06-01")

    def test_signed_amendment_is_never_deleted(self):
        amendment = self._amended()
        for record in (amendment, amendment.change_ids, amendment.line_ids, amendment.execution_id):
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaises(UserError):
            amendment.notice_id = False
