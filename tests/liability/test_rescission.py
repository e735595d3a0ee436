from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools.safe_eval import safe_eval

from ..contract.ending_case import EndingCase


class RescissionCase(EndingCase):
    """Party B breached; we are Party A and may rescind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._in_force(rescission_notice_days=0)

    @classmethod
    def _breach(cls, contract=None, **values):
        breach_type = cls.env["crm.contract.breach.type"].create({"name": "Service"})
        return cls.env["crm.contract.breach"].create(
            {
                "contract_id": (contract or cls.contract).id,
                "type_id": breach_type.id,
                "side": "b",
                "clause": "8.2",
                "occurred_on": "2026-05-19",
                "known_on": "2026-05-20",
                **values,
            }
        )

    def _rows(self, breach):
        rows = self.env["crm.contract.deadline"].search(
            [("res_model", "=", breach._name), ("res_id", "=", breach.id)]
        )
        return rows.filtered(lambda row: row.kind == "rescission")


class TestGrounds(RescissionCase):
    """What a right to rescind rests on (T1-11.1, T2-10.2.2, L-13)."""

    def test_a_rescission_for_breach_names_it(self):
        """T1-11.1: breach link if ground 1."""
        rescission = self._rescission(self.contract, "breach")
        with self.assertRaisesRegex(UserError, "breach that is registered"):
            rescission.action_notify()
        rescission.breach_id = self._breach()
        rescission.action_notify()
        rescission.action_make_effective()
        self.assertEqual(self.contract.end_ground, "rescission")

    def test_a_dismissed_breach_is_no_ground(self):
        breach = self._breach()
        rescission = self._rescission(self.contract, "breach", breach_id=breach.id)
        breach._dismiss("Not so")
        with self.assertRaisesRegex(UserError, "registered"):
            rescission.action_notify()

    def test_a_breach_that_is_no_ground_is_not_offered(self):
        """What is chosen is not refused afterwards."""
        proposed, dismissed, registered = (self._breach() for _number in range(3))
        self.env.flush_all()
        self.cr.execute(
            "UPDATE crm_contract_breach SET state = 'proposed' WHERE id = %s", [proposed.id]
        )
        dismissed._dismiss("Not so")
        self.env.invalidate_all()
        for model in ("crm.contract.termination", "crm.contract.end.wizard"):
            domain = self.env[model]._fields["breach_id"].domain
            offered = safe_eval(domain, {"contract_id": self.contract.id})
            self.assertEqual(self.env["crm.contract.breach"].search(offered), registered)

    def test_a_breach_dismissed_after_the_declaration_ends_nothing(self):
        breach = self._breach()
        rescission = self._rescission(self.contract, "breach", breach_id=breach.id)
        rescission.action_notify()
        breach._dismiss("Not so")
        with self.assertRaisesRegex(UserError, "registered"):
            rescission.action_make_effective()

    def test_only_a_serious_breach_where_the_contract_says_so(self):
        """T1-11.1 asks for a serious one; T2-10.2.2 takes any."""
        breach = self._breach(severity="minor")
        rescission = self._rescission(self.contract, "serious_breach", breach_id=breach.id)
        with self.assertRaisesRegex(UserError, "serious"):
            rescission.action_notify()
        breach.severity = "serious"
        rescission.action_notify()

    def test_a_breach_of_another_contract_is_no_ground(self):
        foreign = self._breach(self._in_force())
        with self.assertRaisesRegex(ValidationError, "another contract"):
            self._rescission(self.contract, "breach", breach_id=foreign.id)

    def test_nobody_rescinds_because_of_their_own_breach(self):
        breach = self._breach(side="a")
        with self.assertRaisesRegex(ValidationError, "own breach"):
            self._rescission(self.contract, "breach", breach_id=breach.id)
        self._rescission(self.contract, "breach", breach_id=breach.id, initiator_side="b")

    def _demand(self, contract=None, **values):
        breach = self._breach(contract)
        claim = self.env["crm.contract.claim"].create(
            {"breach_id": breach.id, "head": "performance"}
        )
        return self._notice(contract or self.contract, kind="demand", claim_id=claim.id, **values)

    def test_delay_needs_a_demand_and_the_end_of_its_time(self):
        """L-13: demand arrived 06-01 and gave until 06-09; on 06-10 that is over."""
        rescission = self._rescission(self.contract, "delay")
        with self.assertRaisesRegex(UserError, "demand that has arrived"):
            rescission.action_notify()
        rescission.demand_id = self._demand()
        for until in (False, "2026-05-31", "2026-06-10", "2026-07-01"):
            rescission.demanded_until = until
            with self.subTest(until=until), self.assertRaisesRegex(UserError, "time that"):
                rescission.action_notify()
        rescission.demanded_until = "2026-06-09"
        rescission.action_notify()

    def test_a_demand_of_another_matter_is_none(self):
        foreign = self._demand(self._in_force())
        theirs = self._demand(side="b")
        letter = self._notice(self.contract, kind="other")
        for demand in (foreign, theirs, letter):
            with self.assertRaises(ValidationError):
                self._rescission(self.contract, "delay", demand_id=demand.id)

    def test_one_side_alone_under_force_majeure_is_warned(self):
        """T2-10.2.1: by negotiation; one-sided, a warning for t2."""
        self._flood(self.contract)
        alone = self._rescission(self.contract, "force_majeure_agreed", is_mutual=False)
        self.assertIn("one_sided", alone.alerts)
        alone.action_notify()
        other = self._in_force()
        self._flood(other)
        agreed = self._agreement(
            other,
            ground_id=self._ground("force_majeure_agreed").id,
            is_mutual=True,
            evidence_ids=self._paper().ids,
        )
        self.assertFalse(agreed.alerts)
        agreed.action_make_effective()
        self.assertEqual((agreed.kind, other.end_ground), ("rescission", "force_majeure"))


class TestRightToRescind(RescissionCase):
    """The clock of the right to rescind (L-14, T2-10.2.2, scenario 15)."""

    def test_it_lapses_a_year_after_the_breach_was_known(self):
        """Scenario 15: known 2026-05-20 -> until 2027-05-20, reminder 2027-04-20."""
        row = self._rows(breach := self._breach())
        self.assertEqual(str(breach.rescission_until), "2027-05-20")
        self.assertEqual(
            (str(row.due_date), str(row.remind_on), row.side), ("2027-05-20", "2027-04-20", "a")
        )

    def test_from_the_next_day_on_the_declaration_is_warned(self):
        """Scenario 15: from 05-21; blocked by the setting alone."""
        contract = self._in_force(term_years=3, rescission_notice_days=0)
        breach = self._breach(contract)
        rescission = self._rescission(contract, "breach", breach_id=breach.id, notice_id=False)
        for day, is_late in (("2027-05-20", False), ("2027-05-21", True)):
            self.freeze(f"{day} 04:00:00")
            rescission.invalidate_recordset(["alerts"])
            self.assertEqual("right_lapsed" in (rescission.alerts or {}), is_late, day)
        self.assertEqual(rescission.alerts["right_lapsed"]["level"], "danger")
        self._notice(contract, delivered_on="2027-05-21", sent_on="2027-05-19")
        self.company.crm_contract_is_advice_blocking = True
        with self.assertRaisesRegex(UserError, "lapsed"):
            rescission.action_notify()
        self.company.crm_contract_is_advice_blocking = False
        rescission.action_notify()

    def test_a_declaration_that_arrived_in_time_is_not_warned_later(self):
        breach = self._breach()
        rescission = self._rescission(self.contract, "breach", breach_id=breach.id)
        self.freeze("2027-06-01 04:00:00")
        rescission.invalidate_recordset(["alerts"])
        self.assertFalse(rescission.alerts)

    def test_another_time_may_be_agreed(self):
        contract = self._in_force(rescission_right_months=3)
        self.assertEqual(str(self._breach(contract).rescission_until), "2026-08-20")

    def test_the_other_side_may_ask_for_a_decision(self):
        """CC 564: a reasonable time after the demand."""
        breach = self._breach()
        breach.rescission_asked_until = "2026-07-31"
        self.assertEqual(str(breach.rescission_until), "2026-07-31")
        self.assertEqual(str(self._rows(breach).due_date), "2026-07-31")
        breach.rescission_asked_until = False
        self.assertEqual(str(breach.rescission_until), "2027-05-20")

    def test_a_corrected_day_moves_it(self):
        breach = self._breach()
        breach.known_on = "2026-05-25"
        self.assertEqual(str(self._rows(breach).due_date), "2027-05-25")

    def test_nobody_is_reminded_of_a_right_that_is_not_ours(self):
        self.assertFalse(self._rows(self._breach(side="a")))

    def test_nor_of_a_minor_breach_where_only_a_serious_one_counts(self):
        contract = self._in_force(end_ground_ids=[Command.set(self._ground("serious_breach").ids)])
        breach = self._breach(contract)
        self.assertFalse(self._rows(breach))
        breach.severity = "serious"
        self.assertEqual(self._rows(breach).state, "open")

    def test_a_used_right_reminds_nobody_until_it_is_given_back(self):
        breach = self._breach()
        notice = self._notice(self.contract, delivered_on=False)
        rescission = self._rescission(
            self.contract, "breach", breach_id=breach.id, notice_id=notice.id
        )
        rescission.action_notify()
        self.assertEqual(self._rows(breach).state, "cancelled")
        rescission.action_withdraw()
        self.assertEqual(self._rows(breach).state, "open")

    def test_the_end_of_the_contract_ends_the_clock(self):
        breach = self._breach()
        self.contract._end("mutual", self._day("2026-06-01"))
        self.assertEqual(self._rows(breach).state, "cancelled")

    def test_a_claim_survives_the_rescission(self):
        """L-16, scenario 11: the breach claim remains open."""
        breach = self._breach(fact="Late", impact="Lost", severity="serious", fault="ordinary")
        breach.action_assess()
        claim = self.env["crm.contract.claim"].create(
            {"breach_id": breach.id, "claimed_amount": 100}
        )
        breach.write({"state": "claimed"})
        rescission = self._rescission(self.contract, "breach", breach_id=breach.id)
        rescission.action_notify()
        rescission.action_make_effective()
        self.assertEqual((self.contract.state, claim.state), ("ended", "draft"))
        claim.action_confirm()
        self.assertEqual(claim.state, "confirmed")
        self.assertIn(claim.display_name, self.contract.surviving_note)
