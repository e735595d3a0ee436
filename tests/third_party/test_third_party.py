from odoo.exceptions import AccessError, UserError, ValidationError

from .third_party_case import ThirdPartyCase


class TestThirdParty(ThirdPartyCase):
    def test_scenario_8_a_third_party_enters_step_by_step(self):
        """Scenario 8, T0-17.1, T0-17.2, X-9: consent, certificate, secrecy, then it acts."""
        self.company.crm_contract_is_third_party_nda_blocking = True
        provider = self._propose(kind="technical", role=False, duties=False, permissions=False)
        self._consent(provider, "a", "2026-05-10")
        self.assertEqual(provider.state, "proposed")
        self.assertFalse(provider.may_act, "access to customer data is denied")

        certificate = self._certify(provider, expires_on="2026-05-20")
        self._consent(provider, "b", "2026-05-15")
        self.assertEqual(provider.state, "proposed", "role, duties and authority are not filled")
        provider.write({"role": "Migrates data", "duties": "Quality", "permissions": "Test system"})
        self._settle(provider)
        self.assertEqual(provider.state, "consented")

        self._sign_agreement(provider)
        service = provider.requirement_ids.filtered(lambda row: row.kind == "document")
        service.done_on = "2026-05-18"
        with self.assertRaisesRegex(UserError, "ISO 27001” ends on 05/20/2026, before 06/01/2026"):
            provider.action_activate()

        certificate.action_renew()
        self._certify(provider, issued_on="2026-05-15", expires_on="2027-05-20")
        with self.assertRaisesRegex(UserError, "confidentiality agreement"):
            provider.action_activate()

        self._sign_nda(provider)
        provider.action_activate()
        self.assertEqual(provider.state, "active")
        self.assertFalse(provider.may_act, "its time begins on 1 June")
        self.freeze("2026-06-01 04:00:00")
        provider.invalidate_recordset(["may_act"])
        self.assertTrue(provider.may_act)

    def _settle(self, provider):
        provider._settle_consents()

    def _sign_nda(self, provider):
        nda = self.env["crm.contract.nda"].create(
            {
                "contract_id": self.contract.id,
                "third_party_id": provider.id,
                "name": "Secrets of the customer",
            }
        )
        nda.action_send_to_sign()
        self.assertEqual(set(nda.execution_id.signature_ids.mapped("side")), {"a", "b", "third"})
        for side in ("a", "b", "third"):
            self._record_marks(nda.execution_id, side, "2026-05-19", "2026-05-19")
        self.assertEqual(nda.state, "active")

    def test_only_one_side_consented_and_it_stays_proposed(self):
        """T0-17.1: only A consented, it stays proposed; both, it is consented."""
        third_party = self._propose()
        self._consent(third_party, "a", "2026-05-10")
        self.assertEqual(
            (third_party.state, str(third_party.consent_a_on), third_party.consent_b_on),
            ("proposed", "2026-05-10", False),
        )
        with self.assertRaisesRegex(UserError, "Party B"):
            third_party.state = "consented"

        self._consent(third_party, "b", "2026-05-15")

        self.assertEqual(third_party.state, "consented")
        self.assertEqual(str(third_party.consent_b_on), "2026-05-15")

    def test_consent_without_its_document_is_refused(self):
        """X-9: both consents with their document; the type may relax it."""
        third_party = self._propose()
        consent = third_party._consent_of("a")
        with self.assertRaisesRegex(ValidationError, "attach the document"):
            consent.action_mark_done()

        relaxed = self._create_type(is_consent_document_needed=False)
        contract = self._create_active(type_id=relaxed.id)
        oral = self._propose(contract_id=contract.id)
        oral._consent_of("a").action_mark_done()
        self.assertEqual(str(oral.consent_a_on), "2026-05-20")

    def test_nobody_does_without_a_consent(self):
        third_party = self._propose()
        consent = third_party._consent_of("b")
        with self.assertRaisesRegex(UserError, "given or refused"):
            consent.with_user(self.manager)._waive("In a hurry")
        for vals in (
            {"is_required": False},
            {"kind": "document"},
            {"side": "a"},
            {"gate": "close"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                consent.with_user(self.user).write(vals)
        with self.assertRaises(UserError):
            consent.with_user(self.user).unlink()

    def test_consent_stands_once_both_are_there(self):
        third_party = self._consented()
        consent = third_party._consent_of("a")
        for vals in ({"done_on": False}, {"done_on": "2026-05-11"}, {"evidence_ids": [(5,)]}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                consent.write(vals)
        with self.assertRaises(UserError):
            consent.evidence_ids.unlink()

    def test_refusal_keeps_it_outside_with_its_reason(self):
        third_party = self._propose()
        with self.assertRaisesRegex(UserError, "Say why"):
            self._consent(third_party, "b", answer="refusal", evidence_ids=False)

        self._consent(third_party, "b", answer="refusal", reason="Price", evidence_ids=False)

        self.assertEqual((third_party.state, third_party.rejection_reason), ("rejected", "Price"))

    def test_consented_one_may_be_refused_until_its_agreement_is_signed(self):
        third_party = self._consented()
        third_party.action_send_to_sign()
        dialog = third_party.action_refuse()
        wizard = (
            self.env[dialog["res_model"]]
            .with_context(**dialog["context"])
            .create({"reason": "Found a better one"})
        )
        wizard.action_confirm()
        self.assertEqual((third_party.state, third_party.execution_id.state), ("rejected", "void"))

        signed = self._consented()
        self._sign_agreement(signed)
        with self.assertRaisesRegex(UserError, "can only be ended"):
            signed._reject("Found a better one")

    def test_party_cannot_be_its_own_third_party(self):
        """T0-15.1: nor a branch of it."""
        branch = self.env["res.partner"].create(
            {"name": "Huaxing Branch", "parent_id": self.partner.id}
        )
        for partner in (self.our_partner, self.partner, branch):
            with (
                self.subTest(partner=partner.name),
                self.assertRaisesRegex(ValidationError, "cannot be its third party"),
            ):
                self._propose(partner_id=partner.id)

    def test_person_may_be_a_third_party(self):
        """T2-15.1: institution or individual."""
        person = self.env["res.partner"].create({"name": "Gu Wen", "is_company": False})
        self.assertEqual(self._propose(partner_id=person.id).state, "proposed")

    def test_other_kind_needs_its_description(self):
        """T0-16.1: other with empty description is an error."""
        with self.assertRaisesRegex(ValidationError, "Describe"):
            self._propose(kind="other")
        self.assertTrue(self._propose(kind="other", kind_note="Escrow agent"))

    def test_certificate_that_ends_before_the_engagement_blocks(self):
        """T0-17.2: certificate expires 2026-05-31 before the engagement of 2026-06-01."""
        third_party = self._consented()
        self._sign_agreement(third_party)
        certificate = self._certify(third_party, expires_on="2026-05-31")
        with self.assertRaisesRegex(UserError, "ISO 27001"):
            third_party.action_activate()

        self._certify(third_party, name=" iso 27001 ", expires_on="2026-06-01")

        third_party.action_activate()
        self.assertEqual(third_party.state, "active")
        self.assertEqual(str(certificate.renewed_on), "2026-05-20")

    def test_it_may_not_act_once_a_certificate_is_over(self):
        third_party = self._consented(date_end="2026-12-31")
        self._certify(third_party, expires_on="2026-06-10")
        self._sign_agreement(third_party)
        third_party.action_activate()
        expected = {
            "2026-05-31": False,
            "2026-06-01": True,
            "2026-06-10": True,
            "2026-06-11": False,
        }
        for day, may_act in expected.items():
            with self.subTest(day=day):
                self.freeze(f"{day} 04:00:00")
                self.env.invalidate_all()
                self.assertEqual(third_party.may_act, may_act)
                found = third_party.search([("id", "=", third_party.id), ("may_act", "=", True)])
                self.assertEqual(bool(found), may_act)

        self._certify(third_party, expires_on="2027-06-10")
        self.env.invalidate_all()
        self.assertTrue(third_party.may_act)

    def test_three_signatures_else_it_is_not_active(self):
        """T2-15.2.2: the supplementary agreement is signed by three."""
        third_party = self._consented()
        self._sign_agreement(third_party, sides=("a", "b"))
        with self.assertRaisesRegex(UserError, "Third Party's signature"):
            third_party.action_activate()

        self._record_marks(third_party.execution_id, "third", "2026-05-19", "2026-05-19")

        self.assertEqual(str(third_party.agreed_on), "2026-05-19")
        third_party.action_activate()
        self.assertEqual(third_party.state, "active")

    def test_marks_alone_do_not_execute_the_agreement(self):
        """I7: written beside the dialog they leave it open, and it does not act."""
        third_party = self._consented()
        third_party.action_send_to_sign()
        for mark in third_party.execution_id.signature_ids:
            mark.write({"signed_on": "2026-05-18", "sealed_on": "2026-05-18"})
        self.assertEqual(third_party.execution_id.state, "open")

        with self.assertRaisesRegex(UserError, "the signed agreement"):
            third_party.action_activate()

    def test_its_agreement_is_taken_back_by_an_officer_altered_and_signed_anew(self):
        third_party = self._consented()
        third_party.action_send_to_sign()
        first = third_party.execution_id
        self._record_marks(first, "a", "2026-05-18", "2026-05-18")
        with self.assertRaises(UserError):
            third_party.fee_amount = 77
        with self.assertRaises(AccessError):
            third_party.with_user(self.user).action_take_back()
        with self.assertRaises(AccessError):
            first.with_user(self.user).write({"state": "void"})

        third_party.with_user(self.officer).action_take_back()

        self.assertEqual((first.state, third_party.state), ("void", "consented"))
        third_party.fee_amount = 77
        with self.assertRaisesRegex(UserError, "agreed to"):
            third_party.duties = "Not what was consented to"
        third_party.action_send_to_sign()
        self.assertEqual(third_party.execution_id.state, "open")
        self.assertNotEqual(third_party.execution_id, first)

    def test_two_sign_where_the_type_asks_for_two(self):
        """T1-14.2.1: B and the third party sign; A need not."""
        plain = self._create_type(supplier_side="b", payer_side="a")
        contract = self._create_active(type_id=plain.id)
        third_party = self._consented(contract_id=contract.id)
        self.assertEqual(third_party.engaged_by, "b")
        third_party.action_send_to_sign()
        self.assertEqual(third_party.execution_id.signature_ids.mapped("side"), ["b", "third"])

    def test_three_sided_contract_has_no_two_sided_agreement(self):
        with self.assertRaisesRegex(ValidationError, "all three"):
            self._propose(engaged_by="a")

    def test_agreement_is_not_signed_before_both_consented(self):
        with self.assertRaisesRegex(UserError, "after both sides consented"):
            self._propose().action_send_to_sign()

    def test_entry_is_fixed_jointly_where_the_type_says_so(self):
        """T1-14.3.1: manner, time and conditions."""
        self.contract_type.is_entry_agreed = True
        contract = self._create_active()
        third_party = self._consented(contract_id=contract.id, date_start=False)
        missing = "Acts From.*Manner of Entry.*Conditions of Entry"
        entry = {
            "date_start": "2026-06-01",
            "entry_manner": "By letter",
            "entry_conditions": "Paid",
        }
        with self.assertRaisesRegex(UserError, missing):
            third_party.action_activate()
        with self.assertRaisesRegex(ValidationError, missing), self.env.cr.savepoint():
            third_party.action_send_to_sign()
        third_party.write(entry)
        third_party.action_send_to_sign()
        for name in entry:  # signed, it could not be filled in any more
            refused = self.assertRaisesRegex(ValidationError, "Fill in first")
            with refused, self.env.cr.savepoint():
                third_party[name] = False

    def test_serving_third_party_brings_its_service_agreement(self):
        """T0-App3: type technical and no service agreement, the checklist is red."""
        third_party = self._consented(kind="technical")
        self._sign_agreement(third_party)
        with self.assertRaisesRegex(UserError, "Service agreement"):
            third_party.action_activate()

    def test_activating_is_the_officers(self):
        third_party = self._consented()
        self._sign_agreement(third_party)
        with self.assertRaises(AccessError):
            third_party.with_user(self.user).action_activate()
        third_party.with_user(self.officer).action_activate()
        self.assertEqual(third_party.state, "active")

    def test_salesperson_proposes_and_records_consents(self):
        third_party = self._propose().with_user(self.user)
        self._consent(third_party, "a", user=self.user)
        self._consent(third_party, "b", user=self.user)
        self.assertEqual(third_party.state, "consented")

    def test_signed_terms_are_frozen(self):
        third_party = self._active()
        with self.assertRaisesRegex(UserError, "amendment"):
            third_party.role = "Another role"
        with self.assertRaises(UserError):
            third_party.unlink()
        third_party.user_id = self.officer

    def test_refused_proposal_may_be_deleted(self):
        """Nobody consented, signed or determined a cap: whoever may propose deletes it."""
        third_party = self._propose().with_user(self.user)
        papers = third_party.qualification_ids.create(
            {"third_party_id": third_party.id, "name": "ISO 27001", "expires_on": "2027-01-01"}
        )
        third_party._reject("Too expensive")
        with self.assertRaises(AccessError):
            third_party.with_user(self.other_user).unlink()
        third_party.unlink()
        self.assertFalse(third_party.exists() or papers.exists())
        self.assertFalse(
            self.env["crm.contract.deadline"].search([("kind", "=", "certificate")]),
            "its certificate no longer asks for anything",
        )

    def test_refusal_after_a_consent_is_kept(self):
        third_party = self._propose()
        self._consent(third_party, "a")
        third_party._reject("Too expensive")
        with self.assertRaisesRegex(UserError, "is kept"):
            third_party.unlink()

    def test_third_party_with_a_determined_cap_is_kept(self):
        third_party = self._propose()
        cap = self.env["crm.contract.liability.cap"].create(
            {"third_party_id": third_party.id, "fixed_amount": 60000}
        )
        third_party._reject("Too expensive")
        cap.with_user(self.manager).action_determine()
        with self.assertRaisesRegex(UserError, "stands"):
            third_party.unlink()

    def test_consents_speak_both_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        consent = self._propose()._consent_of("a")
        self.assertEqual(consent.with_context(lang="zh_CN").name, "甲方的书面同意")

    def test_contacts_of_different_sides_are_not_merged(self):
        self._propose()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaisesRegex(UserError, "cannot be merged"):
            wizard._merge([self.anzhi.id, self.partner.id], self.partner)

    def test_a_third_party_never_becomes_a_contact_of_a_sides_company(self):
        """T0-15.1, by a merge with somebody who stands in no contract himself."""
        self._propose()
        colleague = self.env["res.partner"].create({"name": "Li", "parent_id": self.partner.id})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self.assertRaisesRegex(UserError, "cannot be merged"):
            wizard._merge([self.anzhi.id, colleague.id], colleague, extra_checks=False)
        self.assertFalse(self.anzhi.parent_id)

    def test_contact_of_a_third_party_is_kept(self):
        self._propose()
        with self.assertRaisesRegex(UserError, "stands on contract"):
            self.anzhi.unlink()

    def test_draft_goes_with_its_proposals(self):
        draft = self._create_contract()
        third_party = self._propose(contract_id=draft.id)
        draft.unlink()
        self.assertFalse(third_party.exists())


class TestThirdPartyTimeline(ThirdPartyCase):
    def _rows(self, record, kind):
        return self.env["crm.contract.deadline"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id), ("kind", "=", kind)]
        )

    def test_consents_wanted_stand_on_the_timeline_until_given(self):
        third_party = self._propose(consent_due_date="2026-05-25")
        rows = self._rows(third_party, "consent")
        self.assertEqual(sorted(rows.mapped("side")), ["a", "b"])
        self.assertEqual(set(rows.mapped("name")), {"Record the consent to Anzhi Data"})

        self._consent(third_party, "a", "2026-05-10")

        states = {row.side: row.state for row in rows}
        self.assertEqual(states, {"a": "done", "b": "open"})
        self.assertEqual(
            rows[0].action_record_consent()["res_model"], "crm.contract.consent.wizard"
        )

    def test_agreement_is_due_before_it_acts(self):
        third_party = self._consented()
        row = self._rows(third_party, "agreement")
        self.assertEqual((str(row.due_date), row.state), ("2026-06-01", "open"))
        self._sign_agreement(third_party)
        self.assertEqual(row.state, "done")

    def test_agreement_row_leads_to_its_next_step(self):
        """Its verb opens the third party that still waits, then the signatures."""
        proposed = self._propose()
        action = self._rows(proposed, "agreement").action_sign_agreement()
        self.assertEqual((action["res_model"], action["res_id"]), (proposed._name, proposed.id))

        third_party = self._consented()
        row = self._rows(third_party, "agreement").with_user(self.user)
        for _press in range(2):
            action = row.action_sign_agreement()
            self.assertEqual(action["res_model"], "crm.contract.signature.wizard")
            self.assertEqual(action["context"]["default_execution_id"], third_party.execution_id.id)

    def test_end_of_its_time_stands_on_the_timeline(self):
        third_party = self._active(date_end="2026-12-31")
        row = self._rows(third_party, "third_party")
        self.assertEqual((str(row.due_date), row.state), ("2026-12-31", "open"))

    def test_certificate_is_due_and_closed_by_its_renewal(self):
        third_party = self._propose()
        certificate = self._certify(third_party, expires_on="2026-06-30")
        row = self._rows(certificate, "certificate")
        self.assertEqual((str(row.due_date), row.state), ("2026-06-30", "open"))
        action = row.action_renew_certificate()
        self.assertEqual(action["context"]["default_name"], "ISO 27001")

        self._certify(third_party, expires_on="2027-06-30")

        self.assertEqual(row.state, "done")

    def test_banner_names_the_certificate_that_ends_soon(self):
        """screens.md §3: from 30 days before, the first to stop it, with what to do."""
        third_party = self._active()
        self._certify(third_party, name="Long", expires_on="2027-06-10")
        certificate = self._certify(third_party, expires_on="2026-06-19")
        expected = {
            "2026-05-19": None,
            "2026-05-20": "ends in 30 days, on 06/19/2026",
            "2026-06-17": "ends in 2 days, on 06/19/2026",
            "2026-06-18": "ends on 06/19/2026",
            "2026-06-19": "ends on 06/19/2026",
        }
        for day, text in expected.items():
            with self.subTest(day=day):
                self.freeze(f"{day} 04:00:00")
                self.env.invalidate_all()
                banner = (third_party.alerts or {}).get("certificate")
                self.assertEqual(bool(banner), bool(text))
                if text:
                    self.assertIn(text, banner["message"])
                    self.assertEqual(banner["action"]["context"]["default_name"], certificate.name)

        self._certify(third_party, expires_on="2027-06-19")
        self.env.invalidate_all()
        self.assertNotIn("certificate", third_party.alerts or {})

    def test_power_of_attorney_of_a_third_party_stays_with_its_signature(self):
        third_party = self._consented()
        third_party.action_send_to_sign()
        mark = third_party.execution_id.signature_ids.filtered(lambda row: row.side == "third")
        proof = self._create_file("attorney.pdf")
        self.env["crm.contract.signature.wizard"].create(
            {
                "execution_id": mark.execution_id.id,
                "signature_id": mark.id,
                "capacity": "authorised",
                "signed_on": "2026-05-18",
                "power_of_attorney_ids": self._link(proof),
            }
        ).action_confirm()
        self.assertEqual(mark.evidence_ids, proof)

    def test_stepper_tells_the_facts(self):
        third_party = self._propose()
        states = {step["key"]: step["state"] for step in third_party.steps}
        self.assertEqual(
            states,
            {
                "consent_a": "open",
                "consent_b": "open",
                "qualifications": "done",
                "agreement": "blocked",
                "active": "blocked",
            },
        )
        for side in ("a", "b"):
            self._consent(third_party, side)
        self._sign_agreement(third_party)
        third_party.action_activate()
        self._certify(third_party, expires_on="2026-06-10")
        third_party.invalidate_recordset()
        states = {step["key"]: step["state"] for step in third_party.steps}
        self.assertEqual(
            states,
            {
                "consent_a": "done",
                "consent_b": "done",
                "qualifications": "warning",
                "agreement": "done",
                "active": "done",
            },
        )
