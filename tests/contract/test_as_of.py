from odoo.exceptions import UserError

from odoo.addons.crm_contract_compliance.models.base.value_words import value_in_words

from ..security.third_party_security_case import ThirdPartySecurityCase

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
GARBAGE = (None, False, True, "", "x", "2026-13-01", "2026-02-30", 7, 0.5, [], {}, [1], {"a": 1})


class TestAsOf(ThirdPartySecurityCase):
    """Engine 4 over RPC and in its dialog: clear answers, to whom they are for (A30, A31, A48)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cap = cls._cap_of(cls._propose())
        cls.freeze_class("2026-05-21 04:00:00")
        cls.cap._change_limit(70000, "More work")
        cls.key = f"{cls.cap._name},{cls.cap.id}"
        cls.wizard = cls.env["crm.contract.as.of.wizard"]

    def _as_of(self, *arguments, contract=None):
        contract = contract or self.contract
        return self.rpc(self.user, contract, "get_as_of", *arguments)

    def _said(self, contract, user=None, **values):
        vals = {"contract_id": contract.id, "day": "2026-05-21", **values}
        dialog = self.wizard.with_user(user or self.user).create(vals)
        return str(dialog.said)

    def test_day_and_moment_say_what_was_known(self):
        for arguments, limit in (
            (("2026-05-20",), 60000),
            (("2026-05-21",), 70000),
            (("2026-05-21", "2026-05-20 23:00:00"), 60000),
            (("2026-05-21", "2026-05-21 04:00:00"), 70000),
            (("2026-05-21", "2026-05-21T04:00:00Z"), 70000),
            (("2026-05-21", "2026-05-21T04:00:00+08:00"), 60000),
            (("2026-05-21", "2026-05-21"), 60000),
            (("2026-05-21", False), 70000),
        ):
            with self.subTest(arguments=arguments):
                self.assertEqual(self._as_of(*arguments)[self.key]["limit_amount"], limit)

    def test_cap_is_not_there_before_its_day(self):
        self.assertNotIn(self.key, self._as_of("2026-05-17"))
        for day in ("0001-01-01", "9999-12-31"):
            self.assertIn(f"crm.contract,{self.contract.id}", self._as_of(day))

    def test_law_proposed_in_english_is_said_in_chinese(self):
        """T1-10.1: who wrote it has a say in no other reader's page; what was typed stands."""
        self.env["res.lang"]._activate_lang("zh_CN")
        for law, told in (
            ("Law of the PRC", "中华人民共和国法律"),
            ("中华人民共和国法律", "中华人民共和国法律"),
            ("Law of Singapore", "Law of Singapore"),
        ):
            with self.subTest(law=law):
                contract = self._create_contract(governing_law=law).with_context(lang="zh_CN")
                words = value_in_words(contract, "governing_law", law)
                self.assertEqual((contract.governing_law_words, words), (told, told))

    def test_garbage_gets_a_clear_error(self):
        for day in GARBAGE:
            with self.subTest(day=day), self.assertRaisesRegex(UserError, "Give the day"):
                self._as_of(day)
        for known_at in (True, "x", "2026-13-01", "2026-02-30 10:00:00", 7, [1], {"a": 1}):
            with self.subTest(known_at=known_at), self.assertRaisesRegex(UserError, "Give the day"):
                self._as_of("2026-05-21", known_at)
        for known_at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
            with self.subTest(known_at=known_at), self.assertRaisesRegex(UserError, "Give the day"):
                self._as_of("2026-05-21", known_at)

    def test_contract_out_of_reach_tells_nothing(self):
        """By the method, by the dialog, and by its form on the way."""
        for user, contract in (
            (self.user, self.others),
            (self.user, self.foreign),
            (self.user, self.classified),
            (self.manager, self.classified),
            (self.manager, self.foreign),
            (self.employee, self.contract),
            (self.portal, self.contract),
            (self.public, self.contract),
        ):
            with self.subTest(user=user.login, contract=contract.name):
                self.assert_denied(user, contract, "get_as_of", "2026-05-21")
                values = {"contract_id": contract.id, "day": "2026-05-21"}
                spec = {"said": {}, "banner": {}}
                self.assert_denied(user, self.wizard, "onchange", values, ["contract_id"], spec)
                self.assert_denied(user, self.wizard, "web_save", values, spec)
        for user in (self.cleared_user, self.cleared_manager):
            self.assertTrue(self.rpc(user, self.classified, "get_as_of", "2026-05-21"))

    def test_dialog_of_somebody_else_is_shut(self):
        dialog = self.wizard.create({"contract_id": self.contract.id})
        for user in (self.user, self.manager):
            self.assert_denied(user, dialog, "read", ["said"])

    def test_dialog_shows_text_and_runs_none(self):
        """A30, A31: the table is built by hand, so each of its parts is escaped."""
        partner = self.env["res.partner"].create({"name": SCRIPT, "is_company": True})
        contract = self._create_contract(name=SCRIPT, partner_id=partner.id, scope=SCRIPT)
        contract.party_ids.write({"legal_name": SCRIPT, "address": SCRIPT, "phone": SCRIPT})
        contract.signing_place = SCRIPT
        contact = self.env["res.partner"].create({"name": SCRIPT})
        third_party = self._propose(contract_id=contract.id, partner_id=contact.id)
        cap = self._cap_of(third_party)
        cap._change_limit(70000, SCRIPT)
        said = self._said(contract)
        self.assertIn("&lt;script&gt;", said)
        for markup in ("<script", "<img"):
            self.assertNotIn(markup, said)

    def test_dialog_marks_what_changed(self):
        said = self._said(self.contract, day="2026-05-20")
        self.assertIn("table-warning", said)
        self.assertIn("60,000.00", said)
        self.assertIn("→", said)
        self.assertNotIn("table-warning", self._said(self.contract))

    def test_dialog_survives_what_is_typed_on_the_way(self):
        spec = {"said": {}, "banner": {}}
        for name in ("day", "known_on"):
            for day in ("0001-01-01", "1899-12-31", "2200-12-31", "9999-12-31", False):
                values = {"contract_id": self.contract.id, "day": "2026-05-21", name: day}
                for tz in ("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"):
                    self.contract._write_settled({"tz": tz})
                    with self.subTest(name=name, day=day, tz=tz):
                        try:
                            self.rpc(self.user, self.wizard, "onchange", values, [name], spec)
                        except UserError as error:
                            self.assertIn("cannot be saved", str(error))

    def test_links_to_hidden_records_are_numbers_and_break_nothing(self):
        """The contract that this one renews may be somebody else's, its people's of a company."""
        old = self._create_active(user_id=self.other_user.id, name="Secret old one")
        new = self._create_contract()
        new._write_settled({"renewed_from_id": old.id})
        said = self._said(new)
        self.assertNotIn("Secret old one", said)
        self.assertTrue(said)
