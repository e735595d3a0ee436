from .timeline_case import TimelineCase

DAYS = {  # today is 2026-06-30
    "2026-05-01": "overdue",
    "2026-06-29": "overdue",
    "2026-06-30": "today",
    "2026-07-01": "week",
    "2026-07-07": "week",
    "2026-07-08": "later",
    "2027-06-30": "later",
}


class TestBucket(TimelineCase):
    """Overdue / Today / Next 7 Days / Later / Done: read, searched and grouped alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = cls._create_duties(list(DAYS))
        cls.closed = cls._create_duties(["2026-05-01"] * 3)
        for row, state in zip(cls.closed, ("done", "skipped", "cancelled"), strict=True):
            row.write({"state": state, "skip_reason": "Not needed"})
        cls.own = [("kind", "=", "duty")]

    def test_a_row_reads_the_bucket_of_its_day(self):
        self.assertEqual(self.rows.mapped("bucket"), list(DAYS.values()))
        self.assertEqual(set(self.closed.mapped("bucket")), {"done"})

    def test_search_and_group_agree_with_what_is_read(self):
        grouped = dict(self.Deadline._read_group(self.own, ["bucket"], ["id:recordset"]))
        for bucket in ("overdue", "today", "week", "later", "done"):
            read = (self.rows | self.closed).filtered(lambda row, b=bucket: row.bucket == b)
            found = self.Deadline.search([*self.own, ("bucket", "=", bucket)])
            self.assertEqual(found, read.sorted(lambda row: (row.due_date, row.id)), bucket)
            self.assertEqual(set(grouped[bucket].ids), set(read.ids), bucket)

    def test_every_operator_a_filter_may_send_is_answered(self):
        everything = self.rows | self.closed
        for domain, expected in (
            ([("bucket", "in", ["today", "week"])], 3),
            ([("bucket", "!=", "done")], 7),
            ([("bucket", "not in", ["done", "later"])], 5),
            ([("bucket", "=", False)], 0),
            ([("bucket", "in", ["done", False])], 3),
            ([("bucket", "in", ["done", "today"])], 4),
            ([("bucket", "!=", False)], 10),
            ([("bucket", "=", "no such bucket")], 0),
            ([("bucket", "=", "'; DROP TABLE crm_contract_deadline; --")], 0),
        ):
            self.assertEqual(self.Deadline.search_count([*self.own, *domain]), expected, domain)
            self.assertEqual(len(everything.filtered_domain(domain)), expected, domain)

    def test_empty_open_buckets_stand_in_the_groups_in_their_order(self):
        self.rows.filtered(lambda row: row.bucket == "today").unlink()

        groups = self.Deadline.with_context(read_group_expand=True).web_read_group(
            self.own + [("bucket", "!=", "done")], ["bucket"], ["__count"]
        )["groups"]

        self.assertEqual(
            [(group["bucket"], group["__count"]) for group in groups],
            [("overdue", 2), ("today", 0), ("week", 2), ("later", 2)],
        )

    def test_colours_follow_the_buckets(self):
        self.assertEqual(self.rows.mapped("color"), [1, 1, 2, 4, 4, 0, 0])
        self.assertEqual(set(self.closed.mapped("color")), {0})

    def test_a_row_turns_its_bucket_at_midnight_without_any_job(self):
        self._at("2026-07-01")
        self.env.invalidate_all()

        self.assertEqual(
            self.rows.mapped("bucket"),
            ["overdue", "overdue", "overdue", "today", "week", "week", "later"],
        )

    def test_tiles_count_mine_and_for_officers_the_teams(self):
        self.rows[0].user_id = self.other_user
        self.rows[1].is_escalated = True
        self.rows[2].state = "submitted"

        self.assertEqual(
            self.Deadline.with_user(self.user).get_tiles(),
            {
                "mine": {"overdue": 1, "today": 1, "week": 2, "submitted": 1, "escalated": 1},
                "team": False,
            },
        )
        tiles = self.Deadline.with_user(self.officer).get_tiles()
        self.assertEqual(
            tiles["team"], {"overdue": 2, "today": 1, "week": 2, "submitted": 1, "escalated": 1}
        )
        self.assertEqual(set(tiles["mine"].values()), {0})

    def test_the_menu_lands_on_mine_and_a_compliance_officer_on_everybodys(self):
        """screens.md §13"""
        menu = self.env.ref("crm_contract_compliance.crm_contract_deadline_menu")
        self.assertEqual(menu.action.path, "crm-contracts-deadlines", "of the digest's link, too")
        for user, is_mine in ((self.user, True), (self.officer, False), (self.manager, True)):
            with self.subTest(user=user.login):
                self.assertIn(menu.id, self.env["ir.ui.menu"].with_user(user)._visible_menu_ids())
                action = menu.action.with_user(user).run()
                context = str(action["context"])
                self.assertEqual("'search_default_mine': 1" in context, is_mine)
                self.assertIn("'search_default_open': 1", context)
                self.assertIn("'search_default_group_bucket': 1", context)

    def test_the_contract_counts_what_is_open_and_what_is_late(self):
        """Its own three dates are later; seven duties are open, two of them overdue."""
        self.assertRecordValues(
            self.contract,
            [
                {
                    "open_deadline_count": 10,
                    "overdue_count": 2,
                    "next_due": self._day("2026-05-01"),
                },
            ],
        )
        self.assertIn("2 deadlines are overdue", str(self.contract.alerts))

    def test_a_name_is_searched_by_its_sentence_and_its_subject(self):
        self.assertEqual(self.Deadline.search([("name", "ilike", "report 3")]), self.rows[3])
        self.assertEqual(
            self.Deadline.search([("name", "ilike", "whether to renew")]),
            self._row("renewal_notice"),
        )
        self.contract.is_classified = True
        self.assertFalse(self.Deadline.search([("name", "ilike", "report")]))

    def test_rest_days_shade_the_calendar(self):
        days = self.Deadline.get_unusual_days("2026-07-01 00:00:00", "2026-07-05 23:59:59")

        self.assertTrue(days["2026-07-04"], "a Saturday")
        self.assertFalse(days["2026-07-01"])
