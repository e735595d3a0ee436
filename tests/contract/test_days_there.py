from ..common import ComplianceCase

EVENING = "2026-08-01 20:00:00"  # in Shanghai the second of August has begun


class TestDaysThere(ComplianceCase):
    """The contract is in UTC, where it is 1 August; whoever works with it sits in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.crm_contract_tz = "UTC"
        cls.freeze_class(EVENING)
        cls.env = cls.env(context={**cls.env.context, "tz": "Asia/Shanghai"})
        cls.contract = cls._create_active("2026-01-15")
        cls.ours = {"contract_id": cls.contract.id, "side": "b"}

    def _assert_proposed(self, record, *names):
        for name in names:
            self.assertEqual(str(record[name]), "2026-08-01", name)

    def _third_party(self):
        anzhi = self.env["res.partner"].create({"name": "Anzhi"})
        return self.env["crm.contract.third.party"].create(
            {"contract_id": self.contract.id, "partner_id": anzhi.id, "kind": "technical"}
        )

    def test_what_is_registered_is_of_today_there(self):
        breach_type = self.env["crm.contract.breach.type"].create({"name": "Service"})
        breach = self.env["crm.contract.breach"].create(
            {**self.ours, "type_id": breach_type.id, "clause": "8.2"}
        )
        self._assert_proposed(breach, "occurred_on", "known_on")
        told = {"name": "Prices", "recipient": "Rival", "legal_basis": "none", "owner_side": "a"}
        disclosure = self.env["crm.contract.disclosure"].create({**self.ours, **told})
        self._assert_proposed(disclosure, "disclosed_on", "known_on")
        interruption = self.env["crm.contract.interruption"].create(
            {**self.ours, "kind": "creditor_delay"}
        )
        self._assert_proposed(interruption, "date_start")

    def test_talks_and_costs_of_a_dispute_too(self):
        dispute = self.env["crm.contract.dispute"].create({**self.ours, "name": "Invoice"})
        below = {"dispute_id": dispute.id}
        talk = self.env["crm.contract.dispute.talk"].create(
            {**below, "people": "Li Na", "summary": "Nothing came of it"}
        )
        self._assert_proposed(talk, "held_on")
        cost = self.env["crm.contract.dispute.cost"].create(
            {**below, "name": "Fee", "payer_side": "a", "amount": 1}
        )
        self._assert_proposed(cost, "paid_on")

    def test_so_do_the_dialogs(self):
        third_party = self._third_party()
        for name, days in (
            ("exit", ("asked_on", "ended_on")),
            ("third.party.end", ("ended_on",)),
            ("consent", ("answered_on",)),
        ):
            wizard = self.env[f"crm.contract.{name}.wizard"].create(
                {"third_party_id": third_party.id}
            )
            self._assert_proposed(wizard, *days)
        cap = self.env["crm.contract.liability.cap"].create(
            {"third_party_id": third_party.id, "fixed_amount": 1}
        )
        self._assert_proposed(cap, "determined_on")
        other = self._create_contract()
        self._name_representatives(other)
        other.action_send_to_sign()
        wizard = self.env["crm.contract.signature.wizard"].create(
            {"execution_id": other._main_execution().id}
        )
        self._assert_proposed(wizard, "signed_on", "sealed_on")

    def test_a_form_proposes_nothing_until_it_knows_where(self):
        breach = self.env["crm.contract.breach"].new({})
        self.assertFalse(breach.known_on)
        breach.contract_id = self.contract
        self._assert_proposed(breach, "known_on")

    def _assert_found(self, record, name):
        """The search agrees with the field, for whoever sits in Shanghai and in New York."""
        for tz in ("Asia/Shanghai", "America/New_York"):
            there = record.with_context(tz=tz)
            there.invalidate_recordset()
            for is_so in (True, False):
                found = there.search([(name, "=", is_so), ("id", "=", record.id)])
                self.assertEqual(bool(found), there[name] is is_so, (name, tz, is_so))

    def test_searches_ask_the_day_there_too(self):
        for day in ("2026-07-31", "2026-08-01", "2026-08-02"):
            self.contract._write_settled({"end_date": day, "renewal_complete_date": day})
            for tz in ("UTC", "Asia/Shanghai"):
                self.contract._write_settled({"tz": tz})
                for name in ("is_expired", "in_notice_window", "is_renewal_overdue"):
                    with self.subTest(day=day, tz=tz, name=name):
                        self._assert_found(self.contract, name)

    def test_so_does_the_search_for_unanswered_notices(self):
        self.freeze("2026-07-01 04:00:00")
        notice = self.env["crm.contract.notice"].create(
            {
                **self.ours,
                "kind": "other",
                "sent_on": "2026-07-01",
                "needs_answer": True,
                "answer_due_on": "2026-08-01",
            }
        )
        self.freeze(EVENING)
        self.assertFalse(notice.is_unanswered, "its last day is not over there")
        self._assert_found(notice, "is_unanswered")

    def test_so_does_the_search_for_who_may_act(self):
        third_party = self._third_party()
        for end in ("2026-08-01", False):
            third_party._write_settled({"date_start": "2026-07-01", "date_end": end})
            self.contract._write_settled({"end_date": "2026-08-01"})
            self.env.cr.execute(
                "UPDATE crm_contract_third_party SET state = 'active' WHERE id = %s",
                [third_party.id],
            )
            third_party.invalidate_recordset()
            self.assertTrue(third_party.may_act)
            self._assert_found(third_party, "may_act")
