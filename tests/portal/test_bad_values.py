from .bad_values_case import LONG, VALUES, BadValuesCase

WORST = ("\0", "a\0b", "\ud800", b"\xc0\x80", str(2**63), "-1")


class TestBadValues(BadValuesCase):
    """S-G13: no page falls over; all forty values in tests/soak."""

    def test_forty_values_are_tried(self):
        self.assertGreaterEqual(len(VALUES), 40)

    def test_no_path_falls_over(self):
        """A27"""
        self.try_paths(WORST)

    def test_no_query_falls_over(self):
        self.try_queries((*WORST, ["a", "b"]))

    def test_no_form_falls_over(self):
        self.try_forms(("a\0b", "\ud800", b"\xc0\x80", ["a", "b"], LONG))

    def test_no_file_name_falls_over(self):
        """A29"""
        self.try_file_names(WORST)
