from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.http import Request

from .sign_case import SignCase

CLEARANCE = "crm_contract_compliance.group_contract_confidential"


class OwnSideCase(SignCase):
    """Wang Fang, our representative, has a login of her own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls._new_user(
            "cc_chief", "officer", name="Wang Fang", partner_id=cls.our_person.id
        )

    def setUp(self):
        super().setUp()
        self.own_url = self.page_url = f"{self.path}/sign/{self.ours.id}"

    def _mine(self, record, user):
        record.invalidate_recordset()
        return record.with_user(user).is_mine_to_sign


class TestOwnSideSigns(OwnSideCase):
    """L-35: our representative signs on the page on which the other side does."""

    def test_the_button_leads_to_the_page_and_after_signing_back_to_the_record(self):
        action = self.contract.with_user(self.chief).action_sign()
        self.assertEqual(
            (action["type"], action["url"]), ("ir.actions.act_url", f"/en{self.own_url}")
        )
        self.login(self.chief)
        page = self.get(self.own_url)
        self.assertEqual(page.status_code, 200)
        for said in ("We answer for at most 60,000.", f"By signing I bind {self.our_partner.name}"):
            self.assertIn(said, page.text)
        self.assertIn(f'href="/odoo/crm.contract/{self.contract.id}"', page.text)

        answer = self.post(self.own_url, **self.filled(name="Wang Fang"))

        self.assertEqual(answer.status_code, 303)
        self.assertTrue(
            answer.headers["Location"].endswith(f"/odoo/crm.contract/{self.contract.id}")
        )
        self.env.invalidate_all()
        self.assertEqual(
            (
                self.ours.signer_id,
                self.ours.signer_name,
                self.ours.method,
                self.ours.recorded_by_id,
            ),
            (self.our_person, "Wang Fang", "electronic", self.chief),
        )
        self.assertTrue(
            self.ours.is_logged_in and self.ours.signed_at and self.ours.is_tamper_evident
        )
        self.assertEqual(self.ours.document_sha256, self.execution.document_sha256)
        self.assertFalse(self.row.signed_on)
        self.assertIn("Already signed on", self.get(self.own_url).text)

    def test_the_page_speaks_the_language_of_whoever_signs(self):
        """It was asked for in English once, on the log-in page say."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(["crm_contract_compliance"], ["zh_CN"])
        self.chief.lang = "zh_CN"
        url = self.contract.with_user(self.chief).action_sign()["url"]
        self.assertEqual(url, f"/zh_CN{self.own_url}")
        self.login(self.chief)
        self.opener.cookies.set("frontend_lang", "en_US")
        page = self.get(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("拒绝签署", page.text)

    def test_with_both_signatures_it_is_executed_and_verified(self):
        """T0-14, T2-13toc: signed by both sides online, hashed, certified, verified."""
        self.contract.signing_place = "Nanjing"
        self.login(self.chief)
        self.post(self.own_url, **self.filled(name="Wang Fang"))
        self.env.invalidate_all()
        self.sign()
        self.assertEqual((self.execution.state, self.contract.state), ("executed", "signed"))
        self.assertEqual(
            self.contract.with_user(self.chief).action_verify()["params"]["type"], "success"
        )
        certificate = self.get(f"{self.path}/certificate/{self.ours.id}")
        self.assertEqual(certificate.headers["Content-Type"], "application/pdf")

    def test_the_button_shows_to_that_person_alone_while_the_row_waits(self):
        self.assertTrue(self._mine(self.contract, self.chief))
        self.assertTrue(self._mine(self.execution, self.chief))
        for user in (self.user, self.officer, self.manager):
            self.assertFalse(self._mine(self.contract, user))
        found = [("is_mine_to_sign", "=", True)]
        contracts = self.env["crm.contract"]
        self.assertEqual(contracts.with_user(self.chief).search(found), self.contract)
        self.assertFalse(contracts.with_user(self.officer).search(found))
        self.assertIn(
            self.contract,
            contracts.with_user(self.officer).search([("is_mine_to_sign", "=", False)]),
        )
        self._record_marks(self.execution, self.ours.side, self.contract._local_today())
        self.assertFalse(self._mine(self.contract, self.chief))
        self.assertFalse(contracts.with_user(self.chief).search(found))

    def test_it_may_be_refused_with_its_reason(self):
        self.login(self.chief)
        hidden = self.form_of(self.get(self.own_url))
        self.post(f"{self.path}/refuse/{self.ours.id}", **hidden, reason="Price is wrong")
        self.env.invalidate_all()
        self.assertEqual(self.ours.refusal_reason, "Price is wrong")
        self.assert_own_unsigned()

    def test_who_may_not_open_the_contract_signs_what_the_invitation_leads_to(self):
        self.chief.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        self.login(self.chief)
        answer = self.post(self.own_url, **self.filled(name="Wang Fang"))
        self.assertTrue(answer.headers["Location"].endswith(self.own_url), "nowhere else")
        self.env.invalidate_all()
        self.assertTrue(self.ours.signed_on)

    def test_every_instrument_shows_the_button_and_goes_through_the_page(self):
        active = self._create_active(
            "2026-01-15", third_party_execution_mode="sign", amendment_execution_mode="sign"
        )
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": active.id, "name": "Secrets", "execution_mode": "sign"}
        )
        change = {"subject": "contract", "term": "contract.end_date", "value_date": "2027-09-01"}
        amendment = self.env["crm.contract.amendment"].create(
            {
                "name": "Longer",
                "contract_id": active.id,
                "side": "a",
                "reason": "More work",
                "change_ids": [Command.create(change)],
            }
        )
        amendment.action_negotiate()
        end = self.env["crm.contract.termination"].create(
            {
                "contract_id": active.id,
                "ground_id": self.env.ref("crm_contract_compliance.end_ground_mutual").id,
                "requested_end_date": "2026-06-09",
            }
        )
        third = self._consented(active)
        for record in (nda, amendment, end, third):
            with self.subTest(record=record._name):
                self.assertFalse(self._mine(record, self.chief))
                record.action_send_to_sign()
                self.assertTrue(self._mine(record, self.chief))
                self.assertFalse(self._mine(record, self.officer))
                self.assertTrue(self._mine(active, self.chief), "from the contract, too")
                row = record.execution_id.signature_ids.filtered(lambda one: one.side == "a")
                url = record.with_user(self.chief).action_sign()["url"]
                self.assertEqual(url, f"/en/my/crm-contracts/{active.id}/sign/{row.id}")
                found = record.with_user(self.chief).search([("is_mine_to_sign", "=", True)])
                self.assertEqual(found, record)
                self.assertEqual(
                    record.execution_id.with_user(self.chief)._backend_url(),
                    f"/odoo/{record._name}/{record.id}",
                )
                self._record_marks(record.execution_id, "a", active._local_today())
                self.assertFalse(self._mine(record, self.chief))

    def assert_own_unsigned(self):
        self.env.invalidate_all()
        self.assertFalse(self.ours.signed_on or self.ours.signed_at)


class TestOwnSideAttacks(OwnSideCase):
    """Nobody else binds us: who may look reads why not, anybody else finds nothing (A20 to A28)."""

    def setUp(self):
        super().setUp()
        self.login(self.chief)
        self.filled_in = self.filled(name="Wang Fang")

    def assert_own_unsigned(self):
        self.env.invalidate_all()
        self.assertFalse(self.ours.signed_on or self.ours.signed_at or self.ours.refused_on)

    def test_the_owner_and_the_officer_are_refused_in_words(self):
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                with self.assertRaisesRegex(UserError, "Wang Fang signs .* for Party A"):
                    self.contract.with_user(user).action_sign()
                self.login(user)
                page = self.get(self.own_url)
                self.assertIn("Wang Fang signs", page.text)
                self.assertNotIn("o_contract_sign_submit", page.text)
                answer = self.post(self.own_url, **{**self.filled_in, "csrf_token": self.csrf()})
                self.assertIn("Wang Fang signs", answer.text)
                refused = f"{self.path}/refuse/{self.ours.id}"
                self.post(refused, csrf_token=self.csrf(), reason="No")
                asked = self.post(
                    f"{self.path}/ask/{self.ours.id}",
                    csrf_token=self.csrf(),
                    code="cap",
                    question="?",
                )
                self.assertIn("Wang Fang signs", asked.text)
                self.assertFalse(self.ours.question_ids)
                self.assert_own_unsigned()

    def test_strangers_find_nothing(self):
        """A colleague who sees no such contract, customers, third parties, the public."""
        for user in (self.other_user, self.customer, self.stranger, self.third):
            self.login(user)
            for step in ("sign", "signed-text", "certificate"):
                with self.subTest(user=user.login, step=step):
                    found = self.get(f"{self.path}/{step}/{self.ours.id}")
                    self.assertEqual(found.status_code, 404)
            for step in ("sign", "refuse", "ask"):
                values = {**self.filled_in, "csrf_token": self.csrf(), "reason": "No"}
                answer = self.post(f"{self.path}/{step}/{self.ours.id}", **values)
                self.assertEqual(answer.status_code, 404)
            self.assert_own_unsigned()

    def test_the_public_logs_in_first_also_with_the_customers_link(self):
        token = self.contract._portal_ensure_token()
        self.env.flush_all()
        self.logout()
        for params in ({}, {"access_token": token}):
            page = self.get(self.own_url, **params)
            self.assertNotIn("By signing I bind", page.text)
            self.assertNotEqual(page.status_code, 200)

    def test_a_login_of_another_company_does_not_sign(self):
        company = self._create_company()
        self.chief.write({"company_ids": [Command.set(company.ids)], "company_id": company.id})
        self.login(self.chief)
        self.assertEqual(self.get(self.own_url).status_code, 404)
        self.assertFalse(self.ours._is_signed_by(self.chief))

    def test_a_portal_login_of_the_representative_does_not_sign_for_us(self):
        self.chief.group_ids = [Command.set(self.env.ref("base.group_portal").ids)]
        self.login(self.chief)
        self.assertEqual(self.get(self.own_url).status_code, 404)
        with self.assertRaises(AccessError):
            self.contract.with_user(self.chief).action_sign()

    def test_an_archived_login_does_not(self):
        self.chief.active = False
        self.assertFalse(self.ours._is_signed_by(self.chief))

    def test_the_row_is_reached_below_its_own_contract_alone(self):
        other = self._create_contract()
        for path in (
            f"/my/crm-contracts/{other.id}/sign/{self.ours.id}",
            f"/my/crm-third-parties/{self.contract.id}/sign/{self.ours.id}",
            f"{self.path}/sign/{2**31}",
            f"{self.path}/sign/0",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.get(path).status_code, 404)

    def test_our_signer_does_not_sign_for_the_other_side(self):
        answer = self.post(f"{self.path}/sign/{self.row.id}", **self.filled_in)
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.row.signed_on)
        with self.assertRaisesRegex(UserError, "Wang Fang signs"):
            self.ours.with_user(self.officer).sudo()._sign_online(
                self.mark(), self.officer.partner_id
            )
        with self.assertRaisesRegex(UserError, "Wang Fang signs"):
            self.ours.with_user(self.officer).sudo()._sign_online(self.mark(), self.our_person)

    def test_what_is_void_is_not_signed(self):
        self.contract.action_back_to_draft()
        self.env.flush_all()
        self.assertEqual(self.get(self.own_url).status_code, 404)
        with self.assertRaisesRegex(UserError, "Nothing here waits"):
            self.contract.with_user(self.chief).action_sign()

    def test_a_confidential_contract_takes_the_clearance(self):
        """I9: the text is neither shown nor handed out, and nothing is signed unread."""
        self.contract.is_classified = True
        self.env.flush_all()
        with self.assertRaises(AccessError):
            self.contract.with_user(self.chief).action_sign()
        page = self.get(self.own_url)
        self.assertIn("you need the clearance", page.text)
        self.assertNotIn("We answer for at most", page.text)
        self.assertNotIn(self.contract.name, page.text)
        self.assertEqual(self.get(f"{self.path}/signed-text/{self.ours.id}").status_code, 404)
        answer = self.post(self.own_url, **self.filled_in)
        self.assertIn("you need the clearance", answer.text)
        self.assert_own_unsigned()

        self.chief.group_ids = [Command.link(self.env.ref(CLEARANCE).id)]
        self.env.flush_all()
        page = self.get(self.own_url)
        self.assertIn("We answer for at most 60,000.", page.text)
        self.assertEqual(self.post(self.own_url, **self.filled_in).status_code, 303)
        self.env.invalidate_all()
        self.assertTrue(self.ours.signed_on)

    def csrf(self):
        """Of the session that is logged in: a form of one's own, sent elsewhere."""
        return Request.csrf_token(self)


class TestOwnSideIsInvited(OwnSideCase):
    """Invited like the others, and told in house what waits."""

    def setUp(self):
        super().setUp()
        self.their_person.email = "li.na@huaxing.example.com"

    def _invite(self):
        mails = self.env["mail.mail"].sudo().search([])
        action = self.execution.with_user(self.user).action_invite_to_sign()
        return action, self.env["mail.mail"].sudo().search([]) - mails

    def test_a_mail_without_a_token_and_an_activity(self):
        action, mails = self._invite()
        [mail] = mails.filtered(lambda one: one.email_to == "cc_chief@example.com")
        self.assertEqual(len(mails), 2)
        self.assertIn(self.own_url, mail.body_html)
        self.assertNotIn("access_token", mail.body_html)
        self.assertIn("cc_chief@example.com", action["params"]["message"])
        [activity] = self.contract._awaited_activities()
        self.assertEqual(activity.user_id, self.chief)
        self.assertEqual(
            activity.summary, f"Waits for your signature: {self.execution.display_name}"
        )
        self._invite()
        self.assertEqual(len(self.contract._awaited_activities()), 1, "asked twice, told once")

    def test_the_activity_goes_with_the_signature_on_paper_and_online(self):
        self._invite()
        self._record_marks(self.execution, self.ours.side, self.contract._local_today())
        self.assertFalse(self.contract._awaited_activities())

    def test_the_activity_goes_with_the_instrument(self):
        self._invite()
        self.contract.action_back_to_draft()
        self.assertFalse(self.contract._awaited_activities())

    def test_it_stays_for_what_still_waits(self):
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": self.contract.id, "name": "Secrets", "execution_mode": "sign"}
        )
        nda.action_send_to_sign()
        self._invite()
        self._record_marks(self.execution, self.ours.side, self.contract._local_today())
        [activity] = self.contract._awaited_activities()
        self.assertEqual(
            activity.summary, f"Waits for your signature: {nda.execution_id.display_name}"
        )

    def test_who_cannot_log_in_signs_on_paper_and_is_not_invited(self):
        self.chief.active = False
        _action, mails = self._invite()
        self.assertEqual(mails.mapped("email_to"), ["li.na@huaxing.example.com"])
        self.sign()
        with self.assertRaisesRegex(UserError, "Nobody is left to invite"):
            self._invite()

    def test_who_does_not_see_the_contract_gets_the_mail_alone(self):
        self.chief.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        _action, mails = self._invite()
        self.assertIn("cc_chief@example.com", mails.mapped("email_to"))
        self.assertFalse(self.contract._awaited_activities())
