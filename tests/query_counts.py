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
        """The list of one and of eighty, as a person's list view reads them."""
        specification = {
            name: {"fields": {"display_name": {}}} if name.endswith("_id") else {} for name in names
        }
        domain = [("id", "in", records.ids)]
        model = records.browse().sudo(False).with_user(user or self.officer)

        def read(limit):
            found = model.web_search_read(domain, specification, limit=limit)
            self.assertEqual(len(found["records"]), limit)

        self._queries(read, 80)  # reads the user's rights and rules, once a server
        one, eighty = self._queries(read, 1), self._queries(read, 80)
        self.assertLessEqual(eighty, one)
        self.assertLessEqual(one, budget)
