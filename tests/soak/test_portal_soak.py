import re
import statistics
from pathlib import Path

from freezegun import api as clock  # its real ones: our own names would be frozen

from ..portal.bad_values_case import VALUES, BadValuesCase
from ..portal.portal_http import PortalHttpCase

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks/results"
PATHS = ("", "/sign", "/document", "/complaint", "/notice", "/third-parties")
THIRD_PATHS = ("", "/document", "/sign")
NUMBERS, FOREIGN = 2000, 30


def note(name, title, *lines):
    text = "\n".join([title, f"run on {clock.real_datetime.now():%Y-%m-%d}", *lines])
    (RESULTS / name).write_text(text + "\n")


class TestEnumerationSoak(PortalHttpCase):
    """A20: whoever counts through the numbers finds what is theirs, and learns of nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.env["crm.contract"].union(
            *(
                cls._create_active(name="Foreign title", partner_id=cls.stranger_company.id)
                for _number in range(FOREIGN)
            )
        )
        cls.rows = cls.env["crm.contract.third.party"].union(*map(cls._consented, cls.foreign))

    def test_two_thousand_numbers_on_every_page(self):
        """What is known of a page is written down at once: a long run may be stopped."""
        self._login(self.customer)
        told = []
        for place, paths, foreign in (
            ("crm-contracts", PATHS, self.foreign),
            ("crm-third-parties", THIRD_PATHS, self.rows),
        ):
            for path in paths:
                told.append(self._count_through(place, path, foreign))
                note(
                    "soak-portal-numbers.txt",
                    "A customer who counts through the numbers of the portal's pages (A20, S-G13).",
                    *told,
                )

    def test_what_is_anothers_takes_as_long_as_what_is_missing(self):
        """Asked in turns: whatever else the machine does meets both alike."""
        self._login(self.customer)
        theirs, missing = [], []
        for _round in range(3):
            for number in self.foreign.ids:
                theirs.append(self._ask("crm-contracts", number, "")[2])
                missing.append(self._ask("crm-contracts", 10**7 + number, "")[2])
        slow, usual = statistics.median(theirs), statistics.median(missing)
        note(
            "soak-portal-times.txt",
            "How long the portal takes to answer, asked in turns (A20).",
            f"median of {len(theirs)}: {slow * 1000:.1f} ms for what is another's,"
            f" {usual * 1000:.1f} ms for what is missing",
        )
        self.assertLess(abs(slow - usual), usual / 4)

    def _count_through(self, place, path, foreign):
        start = max(1, foreign[-1].id - NUMBERS + 1)
        numbers = range(start, start + NUMBERS)
        own = self.env[foreign._name].sudo()
        own = set(own.search(own._portal_domain(self.customer.partner_id)).ids)
        theirs, missing, lengths = [], [], set()
        for number in numbers:
            status, length, spent = self._ask(place, number, path)
            if number in own:
                continue
            self.assertEqual(status, 404, (number, path))
            lengths.add(length)
            (theirs if number in foreign.ids else missing).append(spent)
        self.assertEqual(len(lengths), 1, lengths)
        self.assertEqual(len(theirs), FOREIGN)
        slow, usual = statistics.median(theirs), statistics.median(missing)
        self.assertLess(abs(slow - usual), usual / 2)
        return (
            f"/my/{place}/N{path}: N from {numbers[0]} to {numbers[-1]}; {FOREIGN} of others, found"
            f" 0; status 404 and length {lengths.pop()} for all of them and all that is missing;"
            f" median {slow * 1000:.1f} ms for what is another's, {usual * 1000:.1f} ms for what is"
            " missing"
        )

    def _ask(self, place, number, path):
        start = clock.real_perf_counter()
        answer = self._get(f"/my/{place}/{number}{path}")
        spent = clock.real_perf_counter() - start
        self.assertNotIn("Foreign title", answer.text)
        text = re.sub(rf"(/crm-[a-z-]+/){number}\b", r"\1ID", answer.text)
        return answer.status_code, len(text), spent


class TestBadValuesSoak(BadValuesCase):
    """S-G13: forty bad values in every place of every route."""

    def test_no_page_falls_over(self):
        start = clock.real_time()
        short = VALUES[:-1]  # a megabyte is no address
        self.try_paths(short)
        self.try_queries((*short, ["a", "b"]))
        self.try_forms((*VALUES, ["a", "b"]))
        self.try_file_names(short)
        seconds = clock.real_time() - start
        note(
            "soak-portal-values.txt",
            "Bad values in paths, queries, forms and file names of our routes (S-G13).",
            f"values {len(VALUES)}, requests {self.asked} in {seconds:.0f} s, HTTP 500: 0",
        )
