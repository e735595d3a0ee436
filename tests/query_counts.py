"""What a list costs: the queries for one row and for eighty."""


class QueryCounts:
    """Mixed into a test case with the people of the factories."""

    def _queries(self, work, *arguments):
        """How many queries ``work`` takes with a cold cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.env.user.login and self.env.company.name, "every request reads these")
        start = self.env.cr.sql_log_count
        work(*arguments)
        return self.env.cr.sql_log_count - start

    def _assert_flat(self, records, names, budget, user=None):
        """The list of one, two and eighty, as a person's list view reads them.

        One row is asked for as a form is, which looks for empty tabs first (one query more).
        """
        specification = {
            name: {"fields": {"display_name": {}}} if name.endswith("_id") else {} for name in names
        }
        domain = [("id", "in", records.ids)]
        model = records.browse().sudo(False).with_user(user or self.officer)

        def read(limit):
            found = model.web_search_read(domain, specification, limit=limit)
            self.assertEqual(len(found["records"]), limit)

        self._queries(read, 80)  # reads the user's rights and rules, once a server
        one, two, eighty = (self._queries(read, limit) for limit in (1, 2, 80))
        self.assertEqual(two, eighty)
        self.assertIn(one - eighty, (0, 1))
        self.assertLessEqual(one, budget)
