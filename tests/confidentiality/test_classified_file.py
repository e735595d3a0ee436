from odoo import Command
from odoo.exceptions import AccessError, UserError

from odoo.addons.crm_contract_compliance.models.base.evidence import sha256_of
from odoo.addons.mail.tools.discuss import Store

from ..query_counts import QueryCounts
from ..security.security_case import ADDON, SecurityCase

WORD = "Takeover of Huaxing"
NAME = f"{WORD}.pdf"
HIDDEN = "Confidential file"


class ClassifiedFileCase(SecurityCase):
    """A file tagged trade secret, a proof on a contract that all of these people may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trade = cls.env.ref(f"{ADDON}.classification_trade_secret")
        cls.contract = cls._create_contract(
            user_id=cls.officer.id, member_ids=cls._link(cls.user | cls.cleared_user)
        )
        cls._name_representatives(cls.contract)
        cls.contract.action_send_to_sign()
        cls.row = cls.contract.execution_ids.signature_ids[0]
        cls.file = cls._create_file(NAME)
        cls.row.evidence_ids = [Command.link(cls.file.id)]
        cls.file.crm_contract_classification_ids = cls._link(cls.trade)
        cls.uncleared = cls.user | cls.officer | cls.manager
        cls.uncleared.group_ids |= cls.env.ref("base.group_allow_export")
        cls.cleared = cls.cleared_user | cls.cleared_officer | cls.cleared_manager

    def _on_contract(self, name=NAME, **vals):
        """A classified file of the contract itself, as a conversation has them."""
        return self._create_file(
            name,
            res_model=self.contract._name,
            res_id=self.contract.id,
            crm_contract_classification_ids=self._link(self.trade),
            **vals,
        )


class TestClassifiedFile(QueryCounts, ClassifiedFileCase):
    """T0-8.1, A06, A07"""

    def test_it_is_visible_to_the_confidentiality_group_only(self):
        """T0-8.1"""
        files = self.file.browse()
        paths = {
            "search_read": ([("name", "ilike", WORD)], ["name"]),
            "web_search_read": ([("id", "=", self.file.id)], {"name": {}}),
            "search_count": ([("name", "ilike", WORD)],),
            "formatted_read_group": ([("name", "ilike", WORD)], ["name"], ["__count"]),
            "name_search": (WORD,),
        }
        for user in self.uncleared:
            self.assert_denied(user, self.file, "read", ["name"])
            self.assert_denied(user, self.file, "read", ["raw"])
            self.assert_denied(user, self.file, "export_data", ["name"])
            for method, args in paths.items():
                found = self.rpc(user, files, method, *args)
                self.assertNotIn(WORD, str(found), f"{user.login}: {method}")
                self.assertNotEqual(found, 1, f"{user.login}: {method}")
        for user in self.cleared:
            self.assertEqual(self.rpc(user, self.file, "read", ["name"])[0]["name"], NAME)
            self.assertIn(WORD, str(self.rpc(user, files, "search_read", *paths["search_read"])))

    def test_nobody_else_writes_or_deletes_it(self):
        for user in self.uncleared:
            for vals in ({"name": "x"}, {"crm_contract_classification_ids": [Command.clear()]}):
                self.assert_denied(user, self.file, "write", vals)
            self.assert_denied(user, self.file, "unlink")

    def test_proofs_show_nothing_of_it(self):
        spec = {"evidence_ids": {"fields": {"name": {}, "display_name": {}}}}
        for user in self.uncleared:
            [read] = self.rpc(user, self.row, "web_read", spec)
            self.assertEqual(read["evidence_ids"], [], user.login)
        [read] = self.rpc(self.cleared_user, self.row, "web_read", spec)
        self.assertEqual(read["evidence_ids"][0]["name"], NAME)

    def test_no_lookup_through_a_proof_guesses_its_name(self):
        """A04: relations to files bypass the rules of a lookup."""
        rows = self.row.browse()
        for user in self.uncleared:
            for domain in (
                [("evidence_ids.name", "ilike", WORD)],
                [("evidence_ids", "ilike", WORD)],
                [("evidence_ids", "any", [("name", "ilike", WORD)])],
            ):
                self.assertFalse(self.rpc(user, rows, "search_count", domain), user.login)
            groups = self.rpc(user, rows, "formatted_read_group", [], ["evidence_ids"])
            self.assertNotIn(WORD, str(groups))
        found = self.rpc(
            self.cleared_user, rows, "search_count", [("evidence_ids.name", "=", NAME)]
        )
        self.assertEqual(found, 1)

    def test_who_may_not_see_it_adds_a_proof_beside_it(self):
        new = self._create_file("open.pdf")
        new = new.with_user(self.user).create({"name": "open.pdf", "raw": b"x"})
        self.rpc(self.user, self.row, "write", {"evidence_ids": [Command.link(new.id)]})
        self.row.invalidate_recordset()
        self.assertEqual(self.row.evidence_ids, self.file | new)

    def test_it_proves_what_it_proves_whoever_signs_last(self):
        """L-34: the hash of the evidence is that of all its files, those unseen included."""
        rows = self.contract.execution_ids.signature_ids
        self.as_user(self.row, self.user).evidence_ids  # noqa: B018 - what was read before
        for side in ("a", "b"):
            self._record_marks(
                rows.execution_id, side, "2026-06-30", "2026-06-30", user=self.officer
            )
        self.assertEqual(self.contract.state, "signed")
        self.assertEqual(self.row.evidence_sha256, sha256_of(self.file))

    def test_a_duty_whose_only_proof_is_confidential_has_its_proof(self):
        deadline = self._create_active("2026-01-15", user_id=self.officer.id).deadline_ids[0]
        deadline.sudo()._write_settled({"needs_proof": True})
        with self.assertRaises(UserError):
            self.as_user(deadline, self.officer)._guard_proof()
        deadline.sudo().evidence_ids = [Command.link(self.file.copy({"res_id": False}).id)]
        self.as_user(deadline, self.officer)._guard_proof()

    def test_eighty_files_are_looked_at_as_one_is(self):
        owner = {"res_model": self.contract._name, "res_id": self.contract.id}
        files = self.file.create([{"name": f"{n}.pdf", "raw": b"x", **owner} for n in range(80)])
        files[::2].crm_contract_classification_ids = self._link(self.trade)

        def read(count):
            found = files[:count].with_user(self.user).sudo(False)._filtered_access("read")
            self.assertEqual(len(found), count // 2)

        self._queries(read, 80)
        self.assertEqual(self._queries(read, 2), self._queries(read, 80))

    def test_its_name_behind_a_link_says_only_that_it_is_one(self):
        for user in self.uncleared:
            file = self.as_user(self.file, user).sudo()
            self.assertEqual(file.display_name, HIDDEN)
        self.assertEqual(self.as_user(self.file, self.cleared_user).display_name, NAME)

    def test_tagging_needs_the_clearance(self):
        mine = self.file.with_user(self.user).create({"name": "mine.pdf", "raw": b"x"})
        tags = {"crm_contract_classification_ids": self._link(self.trade)}
        self.assert_denied(self.user, mine, "write", tags)
        self.assert_denied(self.user, mine.browse(), "create", {"name": "x", **tags})
        with self.assertRaises(AccessError):
            self.as_user(mine.browse(), self.user).with_context(
                default_crm_contract_classification_ids=self._link(self.trade)
            ).create({"name": "x"})
        self.assert_denied(self.user, mine, "write", {"crm_contract_is_classified": True})
        self.rpc(
            self.user, mine.browse(), "create", {"name": "x", "crm_contract_is_classified": True}
        )
        self.assertFalse(mine.search([("name", "=", "x")]).crm_contract_is_classified)

    def test_the_cleared_tag_and_untag_it(self):
        field = "crm_contract_classification_ids"
        self.rpc(self.cleared_user, self.file, "write", {field: [Command.clear()]})
        self.assertEqual(self.rpc(self.user, self.file, "read", ["name"])[0]["name"], NAME)
        self.rpc(self.cleared_user, self.file, "write", {field: self._link(self.trade)})
        self.assert_denied(self.user, self.file, "read", ["name"])

    def test_evidence_of_a_signed_instrument_may_still_be_tagged(self):
        for side in ("a", "b"):
            self._record_marks(self.contract.execution_ids, side, "2026-06-30", "2026-06-30")
        self.file.crm_contract_classification_ids = [Command.clear()]
        self.file.crm_contract_classification_ids = self._link(self.trade)
        self.assertTrue(self.file.crm_contract_is_classified)

    def test_it_is_neither_published_nor_given_out_by_link(self):
        """A07"""
        for user in self.cleared:
            self.assert_refused(UserError, user, self.file, "write", {"public": True})
            self.assert_refused(UserError, user, self.file, "write", {"access_token": "abc"})
            self.assert_refused(UserError, user, self.file, "generate_access_token")
        with self.assertRaises(UserError):
            self.file.sudo().generate_access_token()
        file = self._on_contract(public=True, access_token="abc")
        self.assertEqual((file.public, file.access_token), (False, False))

    def test_what_was_given_out_before_is_taken_back(self):
        file = self._create_file(NAME, public=True)
        file.generate_access_token()
        file.crm_contract_classification_ids = self._link(self.trade)
        self.assertEqual((file.public, file.access_token), (False, False))

    def test_a_token_from_before_opens_it_no_more(self):
        self.file.crm_contract_classification_ids = [Command.clear()]
        raw, thumb = self.file._get_raw_access_token(), self.file._get_thumbnail_token()
        owner = self.file._get_ownership_token()
        self.file.crm_contract_classification_ids = self._link(self.trade)
        for user in (self.user, self.public, self.portal):
            binary = self.as_user(self.env["ir.binary"], user)
            for token, field in ((raw, "raw"), (thumb, "thumbnail"), (None, None)):
                with self.assertRaises(AccessError):
                    binary._find_record(
                        None, "ir.attachment", self.file.id, access_token=token, field=field
                    )
            file = self.as_user(self.file, user)
            self.assertFalse(file.sudo()._has_attachments_ownership([owner]))
            for token in ("_get_raw_access_token", "_get_thumbnail_token", "_get_ownership_token"):
                self.assertFalse(getattr(file.sudo(), token)())

    def test_a_copy_is_as_confidential(self):
        copy = self.file.copy({"res_model": self.contract._name, "res_id": self.contract.id})
        self.assertEqual(copy.crm_contract_classification_ids, self.trade)
        self.assertTrue(copy.crm_contract_is_classified)
        self.assert_denied(self.user, copy, "read", ["name"])
        self.assert_denied(self.user, self.file, "copy")

    def test_nobody_takes_it_as_proof_of_something_else(self):
        other = self._create_contract(user_id=self.user.id)
        paper = self.env["crm.contract.requirement"].create(
            {"contract_id": other.id, "name": "Insurance"}
        )
        self.assert_denied(
            self.user, paper, "write", {"evidence_ids": [Command.link(self.file.id)]}
        )
        kept = paper.with_user(self.cleared_officer)
        kept.evidence_ids = [Command.link(self.file.id)]
        self.assertTrue(kept.evidence_ids.crm_contract_is_classified)
        self.assert_denied(self.user, kept.evidence_ids, "read", ["name"])


class TestOwnerOfFile(ClassifiedFileCase):
    """What a file belongs to: a deadline of a confidential contract is named beside it alone."""

    def test_it_is_named_to_people_with_the_clearance(self):
        people = self._link(self.cleared_user | self.member)
        contract = self._create_active(is_classified=True, member_ids=people)
        duty = self.env["crm.contract.obligation"].create(
            {"contract_id": self._create_contract().id, "name": "Recipe"}
        )
        row = self.env["crm.contract.deadline"].create(
            {
                "contract_id": contract.id,
                "res_model": duty._name,
                "res_id": duty.id,
                "kind": "duty",
                "subject": "Hand the recipe over",
                "due_date": "2026-07-31",
            }
        )
        file = self._create_file("proof.pdf", res_model=row._name, res_id=row.id)
        self.env.flush_all()
        name = "crm_contract_owner_name"
        [told] = self.rpc(self.cleared_user, file, "read", [name, "res_name"])
        self.assertEqual(told[name], "Hand the recipe over")
        self.assertEqual(told["res_name"], "Confidential matter")
        for user in (self.user, self.member, self.officer, self.manager):
            self.assert_denied(user, file, "read", [name])
        self.assertEqual(self.as_user(file, self.manager).sudo()[name], contract.code)

    def test_a_confidential_requirement_is_named_where_its_file_is(self):
        """Its deadline has no subject at all; the row is looked at."""
        line = self.env["crm.contract.requirement"].create(
            {
                "contract_id": self.contract.id,
                "name": "The recipe",
                "kind": "handover",
                "is_classified": True,
                "due_date": "2026-07-31",
            }
        )
        row = self.env["crm.contract.deadline"].create(
            {
                "contract_id": self.contract.id,
                "res_model": line._name,
                "res_id": line.id,
                "kind": "handover",
                "key": "again",
                "due_date": "2026-07-31",
            }
        )
        file = self._create_file("proof.pdf", res_model=row._name, res_id=row.id)
        name = "crm_contract_owner_name"
        for user, told in (
            (self.cleared_user, "Hand over: The recipe"),
            (self.user, "Confidential matter"),
        ):
            self.env.flush_all()
            [answer] = self.rpc(user, file, "read", [name])
            self.assertEqual(answer[name], told)

    def test_whatever_else_has_files_is_named_as_ever(self):
        file = self._on_contract()
        [told] = self.rpc(self.cleared_user, file, "read", ["crm_contract_owner_name", "res_name"])
        self.assertEqual(told["crm_contract_owner_name"], told["res_name"])
        self.assertTrue(told["res_name"])


class TestClassifiedFileInMessages(ClassifiedFileCase):
    """The same file in conversations and in mail: core reads their files as superuser."""

    def _post(self, user=None):
        file = self._on_contract()
        contract = self.as_user(self.contract, user or self.cleared_officer)
        return file, contract.message_post(body="See there", attachment_ids=file.ids)

    def test_a_conversation_says_only_that_there_is_one(self):
        _file, message = self._post()
        for user, is_told in ((self.user, False), (self.cleared_user, True)):
            told = str(Store().add(self.as_user(message, user)).get_result())
            self.assertEqual(NAME in told, is_told, user.login)
            self.assertEqual(HIDDEN in told, not is_told, user.login)
            if not is_told:
                self.assertNotIn("'raw_access_token': 'o", told)

    def test_what_is_sent_to_all_who_look_on_says_no_more(self):
        _file, message = self._post()
        store = Store(bus_channel=self.user)
        told = str(store.add(self.as_user(message, self.cleared_officer)).get_result())
        self.assertIn(HIDDEN, told)
        self.assertNotIn(WORD, told)

    def test_the_list_of_a_conversations_files_leaves_it_out(self):
        self._on_contract()
        for user, is_told in ((self.user, False), (self.cleared_user, True)):
            contract = self.as_user(self.contract, user)
            store = Store()
            contract._thread_to_store(store, [], request_list=["attachments"])
            self.assertEqual(WORD in str(store.get_result()), is_told, user.login)

    def test_no_search_in_a_conversation_guesses_its_name(self):
        _file, message = self._post()
        for user, found in ((self.user, 0), (self.officer, 0), (self.cleared_user, 1)):
            thread = self.as_user(self.contract, user)
            messages = self.as_user(self.env["mail.message"], user)
            result = messages._message_fetch(None, thread=thread, search_term=WORD)
            self.assertEqual(result["count"], found, user.login)
            domain = [("attachment_ids.name", "ilike", WORD), ("id", "=", message.id)]
            count = self.rpc(user, self.env["mail.message"], "search_count", domain)
            self.assertEqual(count, found, user.login)

    def test_the_portal_shows_nothing_of_it(self):
        file, message = self._post()
        message.sudo().attachment_ids |= self._create_file("open.pdf")
        names = ("attachment_ids", "body", "model", "res_id")
        for user in (self.user, self.portal, self.public):
            messages = self.as_user(message, user).sudo()
            self.assertTrue(messages.attachment_ids, "whatever was read before")
            told = messages._portal_message_format(set(names))
            self.assertEqual([row["name"] for row in told[0]["attachment_ids"]], ["open.pdf"])
        told = self.as_user(message, self.cleared_user)._portal_message_format(set(names))
        self.assertIn(file.name, str(told))

    def test_nobody_without_the_clearance_posts_it(self):
        """A file of the contract itself: core asks for no right to it."""
        file = self._on_contract()
        for user in (self.user, self.officer):
            self.assert_denied(
                user, self.contract, "message_post", body="Here", attachment_ids=file.ids
            )
        composer = {
            "model": self.contract._name,
            "res_ids": str(self.contract.ids),
            "attachment_ids": [Command.link(file.id)],
            "body": "Here",
        }
        composers = self.env["mail.compose.message"]
        with self.assertRaises(AccessError), self.undone():
            new = self.as_user(composers, self.user).create(composer)
            new._action_send_mail()
            if file not in self.contract.message_ids.attachment_ids:
                raise AccessError("left out")

    def _followed_by(self, partner):
        self.contract._message_subscribe(partner.ids)
        return self._on_contract()

    def _say(self, file, user=None, **values):
        contract = self.as_user(self.contract, user or self.cleared_officer)
        told = {"subtype_xmlid": "mail.mt_comment", "message_type": "comment", **values}
        return contract.message_post(body="See there", attachment_ids=file.ids, **told)

    def test_who_sends_it_to_people_without_the_clearance_is_told(self):
        """By a conversation that is followed; nothing is sent, and nothing is said there."""
        self.partner.email = "huaxing@example.com"
        file = self._followed_by(self.partner)
        before = self.contract.message_ids
        sentence = f"{self.partner.name} would get .*“{NAME}”"
        with self.assertRaisesRegex(UserError, sentence), self.undone():
            self._say(file)
        self.assertEqual(self.contract.message_ids, before)

        self.env["res.lang"]._activate_lang("zh_CN")
        self.cleared_officer.lang = "zh_CN"
        with self.assertRaisesRegex(UserError, f"保密.*{self.partner.name}.*{NAME}"), self.undone():
            self._say(file)

        open_file = self._create_file(
            "open.pdf", res_model=self.contract._name, res_id=self.contract.id
        )
        message = self._say(open_file)
        self.assertIn(self.partner, message.notified_partner_ids)

    def test_the_composer_tells_it_too(self):
        """In both of its ways: as a comment, and as a mail to each."""
        self.partner.email = "huaxing@example.com"
        file = self._on_contract()
        composers = self.as_user(self.env["mail.compose.message"], self.cleared_officer)
        for mode in ("comment", "mass_mail"):
            vals = {
                "model": self.contract._name,
                "res_ids": str(self.contract.ids),
                "composition_mode": mode,
                "attachment_ids": [Command.link(file.id)],
                "partner_ids": [Command.link(self.partner.id)],
                "subtype_id": self.env.ref("mail.mt_comment").id,
                "subject": "Plans",
                "body": "Here",
            }
            mails = self.env["mail.mail"].search_count([])
            with self.subTest(mode=mode):
                told = self.assertRaisesRegex(UserError, f"No e-mail carries.*“{NAME}”")
                with told, self.undone():
                    composers.create(vals)._action_send_mail()
                self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_among_people_with_the_clearance_it_is_told_of(self):
        """Their mail says that there is a message; the file stays where it is."""
        self.cleared_user.notification_type = "email"
        file = self._followed_by(self.cleared_user.partner_id)
        message = self._say(file)
        self.assertIn(self.cleared_user.partner_id, message.notified_partner_ids)
        mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertTrue(mail)
        for values in mail._prepare_outgoing_list():
            self.assertFalse(values["attachments"])

    def test_a_note_is_no_mail(self):
        file = self._followed_by(self.partner)
        message = self._say(file, subtype_xmlid="mail.mt_note")
        self.assertEqual(message.attachment_ids, file)

    def test_a_job_sends_without_it(self):
        """Nobody is there to be told, and its failure would stand in the log."""
        self.partner.email = "huaxing@example.com"
        file = self._followed_by(self.partner)
        contract = self.as_user(self.contract, self.cleared_officer).with_context(cron_id=1)
        message = contract.message_post(
            body="See there", attachment_ids=file.ids, subtype_xmlid="mail.mt_comment"
        )
        mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertTrue(mail)
        for values in mail._prepare_outgoing_list():
            self.assertFalse(values["attachments"])

    def test_no_mail_carries_what_is_classified_afterwards(self):
        file, message = self._post()
        file.crm_contract_classification_ids = False
        open_file = self._create_file("open.pdf")
        message.sudo().attachment_ids |= open_file
        mail = self.env["mail.mail"].create(
            {"mail_message_id": message.id, "email_to": "huaxing@example.com"}
        )
        file.crm_contract_classification_ids = self._link(self.trade)
        for values in mail._prepare_outgoing_list():
            self.assertEqual([name for name, *_rest in values["attachments"]], ["open.pdf"])
            self.assertNotIn(WORD, str(values["body"]))
        self.assertEqual(mail.attachment_ids, (file | open_file).sudo(), "the message keeps it")
