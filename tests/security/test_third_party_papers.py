from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .third_party_security_case import ThirdPartySecurityCase


class TestThirdPartyPapers(ThirdPartySecurityCase):
    """What stands around a third party: its agreement, its papers, its people (I7, I10)."""

    def test_agreement_keeps_its_signers_once_opened(self):
        """T2-15.2.2: opened for three, it is not said to be of two, nor the other way round."""
        self.contract_type.is_tripartite = False
        contract = self._create_active()
        third_party = self._propose(contract_id=contract.id, engaged_by="b")
        for side in ("a", "b"):
            self._give_consent(third_party, side)
        third_party.action_send_to_sign()
        self.assert_refused(UserError, self.user, third_party, "write", {"engaged_by": "both"})

    def test_terms_do_not_turn_three_sided_over_an_agreement_of_two(self):
        self.contract_type.is_tripartite = False
        draft = self._create_contract()
        self._propose(contract_id=draft.id, engaged_by="b")
        self.assert_refused(ValidationError, self.user, draft, "write", {"is_tripartite": True})

    def test_third_party_does_not_borrow_an_agreement_or_its_signatures(self):
        third_party = self._consented()
        third_party.action_send_to_sign()
        main = self.contract._main_execution()
        for command in (
            Command.link(main.signature_ids[0].id),
            Command.set(main.signature_ids.ids),
        ):
            self.assert_refused(
                UserError, self.user, third_party, "write", {"signature_ids": [command]}
            )

    def test_agreement_of_the_sides_is_no_secrecy_of_the_third_party(self):
        """T0-19.2: whoever signs is settled when it is opened."""
        self.company.crm_contract_is_third_party_nda_blocking = True
        third_party = self._propose()
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": self.contract.id, "name": "Secrets", "basis": "indefinite"}
        )
        nda.action_send_to_sign()
        values = {"third_party_id": third_party.id}
        self.assert_refused(UserError, self.user, nda, "write", values)
        commands = {"nda_ids": [Command.link(nda.id)]}
        self.assert_refused(UserError, self.user, third_party, "write", commands)

    def test_secrecy_of_a_hidden_third_party_is_not_pointed_at(self):
        ndas = self.env["crm.contract.nda"]
        for place in (self.foreign, self.others):
            hidden = self._propose(contract_id=place.id)
            self.assert_denied(
                self.user,
                ndas,
                "create",
                {
                    "contract_id": self.contract.id,
                    "name": "X",
                    "third_party_id": hidden.id,
                },
            )

    def test_side_does_not_become_its_own_third_party(self):
        """T0-15.1, from the contract's end."""
        third_party = self._propose(contract_id=self.draft.id)
        party = self.draft.party_ids.filtered(lambda party: party.side == "b")
        values = {"partner_id": third_party.partner_id.id}
        self.assert_refused(ValidationError, self.user, party, "write", values)
        self.assert_refused(ValidationError, self.user, self.draft, "write", values)

    def test_portal_users_answer_for_nothing(self):
        """Else whoever answers for its deadlines would become a member of the contract."""
        third_party = self._propose(consent_due_date="2026-06-01")
        for user in (self.portal, self.public):
            self.assert_refused(
                ValidationError, self.user, third_party, "write", {"user_id": user.id}
            )
        self.assertNotIn(self.portal, self.contract.member_ids)

    def test_proposal_that_goes_leaves_no_deadline_behind(self):
        """The database's cascade tells the timeline nothing."""
        third_party = self._propose(consent_due_date="2026-06-01")
        self._certify(third_party, expires_on="2026-12-31")
        rows = self.env["crm.contract.deadline"].search([("contract_id", "=", self.contract.id)])
        before = set(rows.mapped("kind"))
        self.assertLessEqual({"certificate", "consent", "agreement"}, before)

        third_party.with_user(self.user).unlink()

        left = rows.exists().filtered(lambda row: row.state == "open")
        self.assertFalse({"certificate", "consent", "agreement"} & set(left.mapped("kind")))

    def test_certificate_of_a_signed_third_party_keeps_its_scan(self):
        """I10: more may come, none goes; and nobody writes another name or day over it."""
        third_party = self._propose()
        file = self._create_file("iso.pdf")
        row = self._certify(third_party, evidence_ids=self._link(file))
        for side in ("a", "b"):
            self._give_consent(third_party, side)
        self._sign_agreement(third_party)
        file = row.evidence_ids
        for command in (Command.unlink(file.id), Command.clear(), Command.set([])):
            self.assert_refused(UserError, self.manager, row, "write", {"evidence_ids": [command]})
        for values in ({"name": "ISO 9001"}, {"expires_on": "2030-01-01"}):
            self.assert_refused(UserError, self.manager, row, "write", values)
        self.assert_denied(self.user, row, "write", {"is_required": False})
        with self.undone():
            more = self.as_user(file, self.user).create({"name": "more.pdf", "raw": b"%PDF more"})
            self.rpc(self.user, row, "write", {"evidence_ids": [Command.link(more.id)]})
            self.assertEqual(len(row.evidence_ids), 2)

    def test_qualification_stays_with_its_third_party(self):
        row = self._certify(self._propose())
        for target in (self._propose(), self._propose(contract_id=self.foreign.id)):
            self.assert_refused(UserError, self.user, row, "write", {"third_party_id": target.id})
        for name, value in (
            ("company_id", self.company_b.id),
            ("contract_id", self.others.id),
            ("contract_user_id", self.other_user.id),
            ("renewed_on", "2026-05-01"),
        ):
            self.assert_refused(UserError, self.user, row, "write", {name: value})

    def test_third_party_stays_with_its_contract(self):
        third_party = self._propose()
        for target in (self.draft, self.others, self.foreign):
            self.assert_refused(
                UserError, self.user, third_party, "write", {"contract_id": target.id}
            )
        for place in (self.others, self.foreign):
            values = {"contract_id": place.id, "partner_id": self.anzhi.id, "kind": "data"}
            self.assert_denied(self.user, third_party.browse(), "create", values)
            forged = {**values, "contract_user_id": self.user.id}
            self.assert_refused(UserError, self.user, third_party.browse(), "create", forged)

    def test_it_acts_no_longer_than_its_contract(self):
        """The filter and the field agree: without an end of its own it has the contract's."""
        third_party = self._active()
        self.assertEqual(third_party.search([("may_act", "=", True)]), third_party.browse())
        for day, may_act in (
            ("2026-06-01", True),
            ("2027-01-15", True),
            ("2027-01-16", False),
        ):
            self.freeze(f"{day} 04:00:00")
            third_party.invalidate_recordset()
            with self.subTest(day=day):
                self.assertEqual(third_party.may_act, may_act)
                found = third_party.search([("may_act", "=", True)])
                self.assertEqual(bool(found), may_act)
