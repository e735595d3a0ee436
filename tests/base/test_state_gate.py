from itertools import product

from odoo.exceptions import AccessError, UserError

from odoo.addons.crm_contract_compliance.models.base import doors

from .gate_case import BORN, FIRST, MOVES, GateCase

# No salesperson creates one.
_NOT_THEIRS = {"crm.contract.execution", "crm.contract.deadline", "crm.contract.purge"}
FORGED_KEYS = (True, 1, "REGISTER", object(), [object()], {"crm_contract_register": True})


class TestStateGate(GateCase):
    """design.md, "The state gate" and "Transitions"; I6; A40, A41, A46."""

    def test_every_pair_of_states_is_legal_or_refused_as_the_table_says(self):
        """A40: each (from, to) of each model, by a plain write."""
        for model, moves in MOVES.items():
            for old, new in product(moves, moves):
                with self.subTest(model=model, old=old, new=new), self.env.cr.savepoint() as point:
                    record = self._in_state(model, old, new)
                    if new in moves[old] | {old}:
                        record.write({"state": new})
                        self.assertEqual(record.state, new)
                    else:
                        with self.assertRaises(UserError):
                            record.write({"state": new})
                        self.assertEqual(record.state, old)
                    point.close(rollback=True)

    def test_every_gated_model_has_its_table_here(self):
        gate = self.env.registry["crm.contract.state.mixin"]
        gated = {
            name
            for name, model in self.env.registry.items()
            if issubclass(model, gate) and not model._abstract
        }
        self.assertEqual(gated, set(MOVES))
        for model, moves in MOVES.items():
            states = [value for value, _label in self.env[model]._fields["state"].selection]
            self.assertEqual(set(states), set(moves), model)

    def test_a_state_that_does_not_exist_is_refused(self):
        for model, first in FIRST.items():
            for value in ("nonsense", False, None, "", 7):
                with self.subTest(model=model, value=value), self.assertRaises(UserError):
                    self._in_state(model, first).write({"state": value})

    def test_records_are_born_in_their_first_state_only(self):
        """A41: create with a state, with a default in the context, with a user's own default."""
        for model, moves in MOVES.items():
            records = self.env[model]
            for state in set(moves) - {FIRST[model]}:
                born = {**self._vals(model), "state": state}
                with self.subTest(model=model, state=state):
                    with self.assertRaises(UserError):
                        records.create(born)
                    with self.assertRaises(UserError):
                        records.with_context(default_state=state).create(self._vals(model))

    def test_a_users_own_default_opens_no_gate(self):
        """Any employee may store defaults of their own (ir.default); state is none of them."""
        self.home.user_id = self.user
        for model in sorted({*MOVES} - _NOT_THEIRS):
            for state in set(MOVES[model]) - {FIRST[model]}:
                with self.subTest(model=model, state=state):
                    self.env["ir.default"].with_user(self.user).set(
                        model, "state", state, user_id=self.user.id
                    )
                    records = self.env[model].with_user(self.user)
                    home = self._create_contract()
                    vals = self._vals(model)
                    if model in ("crm.contract.nda", "crm.contract.third.party"):
                        vals["contract_id"] = home.id
                    self.assertEqual(records.create(vals).state, BORN[model])

    def test_forged_door_keys_open_nothing(self):
        """Context keys come over RPC; a door opens to its own object alone."""
        draft = self._in_state("crm.contract", "draft")
        active = self._in_state("crm.contract", "active")
        for key, forged in product(("crm_contract_register", "crm_contract_settle"), FORGED_KEYS):
            context = {key: forged}
            with self.subTest(context=context):
                with self.assertRaises(UserError):
                    draft.with_context(**context).write({"state": "active"})
                with self.assertRaises(UserError):
                    draft.with_context(**context).create(
                        {**self._vals("crm.contract"), "state": "active"}
                    )
                with self.assertRaises(UserError):
                    active.with_context(**context).write({"name": "Altered"})
                with self.assertRaises(UserError):
                    draft.with_context(**context).write({"effective_date": "2026-01-01"})

    def test_the_settling_door_does_not_open_the_gate(self):
        draft = doors.through(self._in_state("crm.contract", "draft"), "crm_contract_settle")
        with self.assertRaises(UserError):
            draft.write({"state": "active"})
        with self.assertRaises(UserError):
            draft.create({**self._vals("crm.contract"), "state": "active"})

    def test_only_managers_and_the_superuser_register(self):
        vals = {**self._vals("crm.contract"), "state": "active", "effective_date": "2026-01-15"}
        for user in (self.user, self.officer, self.env.ref("base.public_user")):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["crm.contract"].with_user(user)._register_existing([dict(vals)])

        registered = self.env["crm.contract"].with_user(self.manager)._register_existing([vals])

        self.assertEqual(registered.state, "active")
        self.assertFalse(doors.opened(registered, "crm_contract_register"), "the door shuts again")
        with self.assertRaises(UserError):
            registered.write({"state": "draft"})

    def test_a_copy_starts_over(self):
        """A46: new number, first state, no signatures, no reminders."""
        for state in MOVES["crm.contract"]:
            with self.subTest(state=state):
                old = self._in_state("crm.contract", state)
                new = old.copy()
                self.assertEqual(new.state, "draft")
                self.assertNotEqual(new.code, old.code)
                self.assertEqual(new.partner_id, self.partner)
                self.assertFalse(new.execution_ids | new.sudo().signature_ids.execution_id)
                self.assertFalse(new.deadline_ids)
                self.assertFalse(new.effective_date or new.ended_on or new.end_ground)
                self.assertFalse(new.signing_date or new.is_registered or new.is_renewed)
        copied = self._in_state("crm.contract.nda", "active").copy()
        self.assertEqual((copied.state, copied.execution_id.id), ("draft", False))

    def test_a_copied_third_party_asks_for_everything_anew(self):
        """A46: neither consents nor the agreement nor its end come along."""
        for state in MOVES["crm.contract.third.party"]:
            with self.subTest(state=state):
                new = self._in_state("crm.contract.third.party", state).copy()
                self.assertEqual(new.state, "proposed")
                self.assertFalse(new.execution_id or new.agreed_on)
                self.assertFalse(new.consent_a_on or new.consent_b_on)
                self.assertFalse(new.end_reason or new.ended_on or new.rejection_reason)
                self.assertEqual(new.requirement_ids.mapped("side"), ["a", "b"])
                self.assertFalse(any(new.requirement_ids.mapped("done_on")))
                self.assertFalse(new.requirement_ids.evidence_ids)

    def test_a_copied_breach_or_claim_is_undecided(self):
        """A46: neither decisions nor amounts, claims nor traces come along."""
        for model in ("crm.contract.breach", "crm.contract.claim"):
            for state in MOVES[model]:
                with self.subTest(model=model, state=state):
                    new = self._in_state(model, state).copy()
                    self.assertEqual(new.state, BORN[model])
                    if model == "crm.contract.breach":
                        self.assertFalse(new.resolution or new.claim_ids or new.payment_id)
                    else:
                        self.assertFalse(new.allowed_amount or new.trace or new.decision_reason)
                        self.assertFalse(new.confirmed_by_id or new.entry_ids or new.demand_ids)

    def test_a_copied_amendment_is_asked_for_anew(self):
        """A46: neither signatures nor the notice nor the day of its application come along."""
        for state in MOVES["crm.contract.amendment"]:
            with self.subTest(state=state):
                new = self._in_state("crm.contract.amendment", state, "applied").copy()
                self.assertEqual(new.state, "requested")
                self.assertEqual(new.change_ids.value_text, "More")
                self.assertFalse(new.execution_id or new.notice_id or new.applied_on)
                self.assertFalse(new.line_ids)

    def test_an_import_or_the_client_cannot_move_an_amendment(self):
        """A37, A41: neither a new one nor one that is there."""
        old = self._in_state("crm.contract.amendment", "requested")
        self.env["ir.model.data"]._update_xmlids([{"xml_id": "__test__.gate_amend", "record": old}])
        names = ["id", "contract_id/.id", "name", "side", "reason"]
        row = [str(self.home.id), "Imported", "a", "Why"]
        for xmlid in ("__test__.gate_amend_new", "__test__.gate_amend"):
            for name, value in (("state", "applied"), ("applied_on", "2026-05-01")):
                with self.subTest(row=xmlid, name=name):
                    result = old.load([*names, name], [[xmlid, *row, value]])
                    self.assertFalse(result["ids"])
                    self.assertTrue(result["messages"])
        for values in ({"state": "applied"}, {"state": "executed"}, {"applied_on": "2026-05-01"}):
            with self.assertRaises(UserError):
                old.web_save(values, {"state": {}})
            with self.assertRaises(UserError):
                old.browse().web_save({**self._vals("crm.contract.amendment"), **values}, {})
        self.assertEqual(old.state, "requested")

    def test_an_import_cannot_set_a_state(self):
        """A37: load() is how a file comes in, for new rows and for old ones."""
        draft = self._in_state("crm.contract", "draft")
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": "__test__.gate_draft", "record": draft}]
        )
        names = ["id", "name", "type_id/.id", "state"]
        before = self.env["crm.contract"].search_count([])
        for xmlid in ("__test__.gate_new", "__test__.gate_draft"):
            row = [xmlid, "Imported", str(self.contract_type.id), "active"]
            result = self.env["crm.contract"].load(names, [row])
            with self.subTest(row=xmlid):
                self.assertFalse(result["ids"])
                self.assertTrue(result["messages"])
        self.assertEqual(self.env["crm.contract"].search_count([]), before)
        self.assertEqual(draft.state, "draft")

    def test_an_import_cannot_set_the_state_of_a_third_party(self):
        """A37: nor the days that stand for its consents."""
        old = self._in_state("crm.contract.third.party", "proposed")
        self.env["ir.model.data"]._update_xmlids([{"xml_id": "__test__.gate_third", "record": old}])
        names = ["id", "contract_id/.id", "partner_id/.id", "role"]
        where = [str(self.home.id), str(self.anzhi.id), "Imported"]
        settled = {"state": "active", "consent_a_on": "2026-05-01", "agreed_on": "2026-05-01"}
        before = self.env["crm.contract.third.party"].search_count([])
        for xmlid in ("__test__.gate_third_new", "__test__.gate_third"):
            for name, value in settled.items():
                with self.subTest(row=xmlid, name=name):
                    result = old.load([*names, name], [[xmlid, *where, value]])
                    self.assertFalse(result["ids"])
                    self.assertTrue(result["messages"])
        self.assertEqual(self.env["crm.contract.third.party"].search_count([]), before)
        self.assertEqual((old.state, old.agreed_on), ("proposed", False))

    def test_the_web_client_passes_the_same_gate(self):
        draft = self._in_state("crm.contract", "draft")
        with self.assertRaises(UserError):
            draft.web_save({"state": "active"}, {"state": {}})
        with self.assertRaises(UserError):
            draft.browse().web_save({**self._vals("crm.contract"), "state": "active"}, {})
        result = draft.onchange({"state": "active", "name": "X"}, ["state"], {"state": {}})
        draft.invalidate_recordset()
        self.assertEqual(draft.state, "draft", result)

    def test_the_web_client_moves_a_third_party_no_further(self):
        for state, moves in MOVES["crm.contract.third.party"].items():
            record = self._in_state("crm.contract.third.party", state)
            for new in set(MOVES["crm.contract.third.party"]) - moves - {state}:
                with self.subTest(old=state, new=new), self.assertRaises(UserError):
                    record.web_save({"state": new}, {"state": {}})
        with self.assertRaises(UserError):
            record.browse().web_save({**self._vals(record._name), "state": "active"}, {})

    def test_one_illegal_record_stops_its_whole_batch(self):
        draft = self._in_state("crm.contract", "draft")
        closed = self._in_state("crm.contract", "closed")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            (draft | closed).write({"state": "signing"})
        self.assertEqual((draft.state, closed.state), ("draft", "closed"))

    def test_a_default_of_the_screen_does_not_reach_what_a_button_creates(self):
        """A kanban column passes default_state along; instruments and deadlines have their own."""
        contract = self._create_contract().with_context(default_state="draft")
        self._name_representatives(contract)
        contract.action_send_to_sign()
        self.assertEqual(contract._main_execution().state, "open")
