from .ending_case import EndingCase


class TestSurvival(EndingCase):
    """What ends with the contract and what outlives it (T1-9.1, T2-12.2.1, X-18, L-47)."""

    def test_the_licence_ends_with_the_contract(self):
        """T1-9.1: after the end date the licence state is expired; the last day still counts."""
        contract = self._in_force(ip_owner="b")
        for day, state in (("2027-01-15", "running"), ("2027-01-16", "expired")):
            self.freeze(f"{day} 04:00:00")
            contract.invalidate_recordset(["ip_licence"])
            self.assertEqual(contract.ip_licence, state, day)

    def test_an_early_end_ends_the_licence_early(self):
        contract = self._in_force(ip_owner="third")
        self._agreement(
            contract, requested_end_date="2026-06-09", evidence_ids=self._paper().ids
        ).action_make_effective()
        self.assertEqual(contract.ip_licence, "expired")

    def test_each_its_own_and_nobody_license_nothing(self):
        """X-18"""
        for owner in (False, "each"):
            self.assertFalse(self._in_force(ip_owner=owner).ip_licence)
        self.assertFalse(self._create_contract(ip_owner="b").ip_licence)

    def test_custom_work_without_an_owner_is_warned(self):
        """L-47: it belongs to whoever develops it."""
        contract = self._create_contract(is_custom_work=True)
        self.assertIn("Software Regulation 11", contract.alerts["ip_of_developer"]["message"])
        for values in ({"ip_owner": "a"}, {"ip_owner": False, "is_custom_work": False}):
            contract.write(values)
            self.assertNotIn("ip_of_developer", contract.alerts or {})

    def test_a_court_without_a_link_to_the_contract_is_warned(self):
        """L-31: the court's city matches one of the linked places."""
        contract = self._create_contract(
            forum="court", forum_basis="chosen", forum_place="Hangzhou"
        )
        contract.party_ids.address = False
        self.assertNotIn(
            "court_unlinked", dict(contract._advisory_alerts()), "addresses are not known"
        )
        for party, place in zip(contract.party_ids, ("Shanghai", "Suzhou"), strict=True):
            party.address = f"1 Main Street, {place}"
        self.assertIn(
            "Civil Procedure Law 35", dict(contract._advisory_alerts())["court_unlinked"]["message"]
        )
        for values in (
            {"signing_place": "Hangzhou"},
            {"signing_place": False, "performance_place": "Hangzhou West Lake"},
            {"performance_place": False, "forum_place": "Suzhou"},
        ):
            contract.write(values)
            self.assertNotIn("court_unlinked", dict(contract._advisory_alerts()), values)

    def _with_nda(self, **values):
        contract = self._in_force(**values)
        self.env["crm.contract.nda"]._register_existing(
            [{"name": "Drawings", "contract_id": contract.id, "years": 3, "state": "active"}]
        )
        return contract

    def test_confidentiality_goes_on_three_years(self):
        """T2-12.2.1: end 2027-06-30 -> 2030-06-30."""
        contract = self._with_nda(term_years=0)
        self.assertFalse(contract.surviving_note)
        self.freeze("2027-06-30 04:00:00")
        contract._end("mutual", self._day("2027-06-30"))
        self.assertEqual(contract.surviving_note, "Confidentiality: Drawings, until 06/30/2030")
        row = contract.deadline_ids.filtered(lambda row: row.kind == "nda")
        self.assertEqual((row.state, str(row.due_date)), ("open", "2030-06-30"))
        contract.action_close()
        self.assertEqual(row.state, "open", "closing stops no surviving duty")
        self.assertTrue(contract.surviving_note)

    def test_a_duty_that_survives_goes_on_and_the_others_stop(self):
        contract = self._create_contract()
        duty = {"contract_id": contract.id, "kind": "other", "unit": "month", "interval": 1}
        obligations = self.env["crm.contract.obligation"]
        kept = obligations.create(
            {**duty, "name": "Delete data", "survives_end": True, "date_end": "2026-12-31"}
        )
        other = obligations.create({**duty, "name": "Visit"})
        self._sign(contract, "2026-01-15").action_activate()
        contract._end("mutual", self._day("2026-06-10"))
        self.assertEqual((str(kept.last_date), str(other.last_date)), ("2026-12-31", "2026-06-10"))
        after = self._day("2026-06-11")
        states = {
            row: {one.state for one in row.deadline_ids if one.due_date >= after}
            for row in (kept, other)
        }
        self.assertEqual(states, {kept: {"open"}, other: {"cancelled"}})
        self.assertEqual(contract.surviving_note, "Delete data, until 12/31/2026")
        contract.matter_ids.treatment = "performed"
        contract.action_close()
        self.assertIn("open", kept.deadline_ids.mapped("state"))
