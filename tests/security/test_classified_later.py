from .security_case import SecurityCase

WORD = "Zinnoberfuchs"


class TestClassifiedLater(SecurityCase):
    """I9: what was said of a contract before it became confidential falls silent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_active(name=WORD)
        cls.nda = cls.env["crm.contract.nda"].create(
            {"contract_id": cls.contract.id, "name": WORD, "partner_id": cls.partner.id}
        )
        cls.row = cls.contract.deadline_ids[0]
        cls.row.subject = WORD
        cls.row._make_activities({cls.row: cls.user})
        cls.reminder = cls.row.activity_ids
        cls.typed = cls.env["mail.activity"]
        for record in (cls.contract, cls.nda):
            cls.typed |= record.activity_schedule(
                "mail.mail_activity_data_todo", summary=WORD, note=WORD, user_id=cls.user.id
            )

    def _classify(self):
        self.contract.with_user(self.cleared_manager).is_classified = True
        self.env.flush_all()
        self.env.invalidate_all()

    def test_activities_are_read_by_their_person_before(self):
        for activity in self.reminder | self.typed:
            [row] = self.rpc(self.user, activity, "read", ["res_name"])
            self.assertIn(WORD, row["res_name"])

    def test_a_reminder_says_no_more_than_that_something_is_due(self):
        self._classify()
        [row] = self.rpc(self.user, self.reminder, "read", ["summary", "note", "res_name"])
        self.assertEqual(row["summary"], "Confidential matter")
        self.assertNotIn(WORD, str(row))

    def test_what_somebody_typed_goes_to_whoever_made_it_confidential(self):
        self._classify()
        self.assertEqual(self.typed.user_id, self.cleared_manager)
        for activity in self.typed:
            self.assert_denied(self.user, activity, "read", ["summary"])

    def test_people_with_the_clearance_keep_theirs(self):
        own = self.contract.activity_schedule(
            "mail.mail_activity_data_todo", summary=WORD, user_id=self.cleared_officer.id
        )
        self._classify()
        self.assertEqual(own.user_id, self.cleared_officer)

    def test_other_contracts_keep_their_words(self):
        other = self._create_contract(name=WORD)
        activity = other.activity_schedule(
            "mail.mail_activity_data_todo", summary=WORD, user_id=self.user.id
        )
        self._classify()
        self.assertEqual((activity.user_id, activity.summary), (self.user, WORD))
