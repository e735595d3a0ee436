from ..query_counts import QueryCounts
from .service_case import ServiceCase

LIST = (
    "due_date",
    "code",
    "name",
    "contract_id",
    "partner_id",
    "category",
    "channel_id",
    "received_at",
    "timing",
    "late_days",
    "finding",
    "feedback_score",
    "user_id",
    "state",
    "is_done",
    "company_id",
    "contract_user_id",
    "tz",
)


class TestQueries(QueryCounts, ServiceCase):
    """B-G1: lists, cards and forms of cases cost the same for one row as for eighty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        vals = {
            "name": "Norms",
            "type_id": cls.contract_type.id,
            "state": "active",
            "partner_id": cls.partner.id,
            "user_id": cls.user.id,
            "effective_date": "2026-01-15",
            "term_years": 1,
        }
        cls.contracts = cls.env["crm.contract"]._register_existing([vals] * 80)
        cls.cases = cls.env["crm.contract.case"].create(
            [
                {
                    "contract_id": contract.id,
                    "kind": "complaint",
                    "name": "Too slow",
                    "channel_id": cls.phone.id,
                    "user_id": cls.user.id,
                }
                for contract in cls.contracts
            ]
        )

    def test_list_of_eighty_cases(self):
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                self._assert_flat(self.cases, LIST, 16, user)

    def test_cards_of_eighty_cases(self):
        names = ("tz", "is_done", "state", "name", "code", "partner_id", "contract_id")
        names += ("channel_id", "category", "finding", "activity_ids", "due_date", "user_id")
        self._assert_flat(self.cases, names, 18)

    def test_contracts_with_their_counters(self):
        names = ("code", "complaint_count", "request_count", "missing_note", "health")
        self._assert_flat(self.contracts, names, 24)

    def test_standards_of_eighty_contracts(self):
        rows = self.contracts.standard_ids
        self.assertEqual(len(rows), 80)
        self._assert_flat(rows, ("contract_id", "category", "response_hours", "quality"), 12)

    def test_form_of_a_case(self):
        arch = self.env["crm.contract.case"].with_user(self.officer).get_views([(False, "form")])
        names = sorted(arch["models"]["crm.contract.case"]["fields"])
        names = [
            name
            for name in names
            if self.env["crm.contract.case"]._fields[name].type not in ("one2many", "many2many")
        ]

        def read(case):
            case.sudo(False).with_user(self.officer).read(names)

        read(self.cases[0])
        self.assertLessEqual(self._queries(read, self.cases[5]), 20)

    def test_filters_are_one_query_each(self):
        model = self.cases.browse().sudo(False).with_user(self.officer)
        for domain in (
            [("timing", "=", "today")],
            [("is_late", "=", True)],
            [("is_standard_missed", "=", True)],
            [("is_prevention_missing", "=", True)],
        ):
            model.search(domain)
            with self.subTest(domain=domain):
                self.assertLessEqual(self._queries(model.search, domain), 5)

    def test_eighty_contracts_take_their_standards_over_as_one_does(self):
        vals = {"name": "Norms", "type_id": self.contract_type.id, "partner_id": self.partner.id}
        create = self.env["crm.contract"].create
        create([vals])
        one, eighty = self._queries(create, [vals]), self._queries(create, [vals] * 80)
        self.assertLessEqual(eighty, one + 1, "core inserts parties a hundred at a time")
