from unittest.mock import patch

from odoo import fields

from ..common import ComplianceCase

MODULE = "crm_contract_compliance"


class TestDemo(ComplianceCase):
    """What the demo story promises (screens.md §15); told in the test's own transaction."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-11-23 04:00:00")
        cls.today = cls._day("2026-11-23")
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls._load_demo()

    def _ref(self, key):
        return self.env.ref(f"{MODULE}.demo_{key}")

    def _contract(self, key):
        return self._ref(f"contract_{key}")

    def _user(self, login):
        return self._ref(f"user_{login}")

    def _days_ahead(self, day):
        return (day - self.today).days

    def _row(self, kind, days=None, **values):
        """The open deadline of a kind, perhaps of a side or so many days ahead."""
        domain = [("kind", "=", kind), ("state", "=", "open")]
        domain += [(name, "=", value) for name, value in values.items()]
        if days is not None:
            domain.append(("due_date", "=", fields.Date.add(self.today, days=days)))
        return self.env["crm.contract.deadline"].search(domain).ensure_one()

    def test_contracts_stand_in_the_states_of_the_story(self):
        states = {
            "huaxing": "active",
            "yunfan": "signing",
            "jiangnan": "active",
            "lvzhou": "active",
            "tianhe": "active",
            "beichen": "active",
            "qingshan": "active",
            "hongda": "draft",
            "donghai": "active",
        }

        for key, state in states.items():
            with self.subTest(key=key):
                contract = self._contract(key)
                self.assertEqual(contract.state, state)
                self.assertEqual(contract.partner_id, self._ref(key))
                self.assertEqual(contract.currency_id.name, "CNY")
                self.assertEqual(contract.tz, "Asia/Shanghai")

    def test_first_three_have_the_first_three_numbers(self):
        codes = [self._contract(key).code for key in ("huaxing", "yunfan", "jiangnan")]

        first = int(codes[0].rpartition("/")[2])
        year = self.today.year
        self.assertEqual(codes, [f"CT/{year}/{first + n:04}" for n in range(3)])

    def test_tianhe_was_flooded_for_a_week_and_said_so_in_time(self):
        flood = self._ref("interruption_tianhe")

        self.assertEqual((flood.kind, flood.state), ("force_majeure", "accepted"))
        self.assertEqual(self._days_ahead(flood.date_end), -44)
        self.assertFalse(flood.is_notice_late or flood.is_proof_late or flood.alerts)
        self.assertEqual(flood.accepted_by_id, self._user("lei"))
        self.assertEqual(self._contract("tianhe").state, "active")

    def test_huaxing_is_in_its_notice_window_under_an_nda(self):
        contract = self._contract("huaxing")

        self.assertEqual(contract.type_id.code, "norms")
        self.assertEqual(contract.amount_total, 480_000)
        self.assertEqual(contract.user_id.login, "na")
        self.assertEqual(self._days_ahead(contract.effective_date), -300)
        self.assertEqual(self._days_ahead(contract.end_date), 65)
        self.assertEqual(self._days_ahead(contract.renewal_notice_date), 5)
        self.assertTrue(contract.in_notice_window)
        self.assertEqual(contract.nda_ids.mapped("state"), ["active"])
        self.assertEqual(contract.nda_ids.date_end, self._day("2030-01-27"), "end + 3 years")

    def test_yunfan_misses_three_things_of_its_own_and_two_of_its_third_party(self):
        contract = self._contract("yunfan")
        ruixin = self._ref("ruixin").name

        gaps = [gap.text for gap in contract._missing("sign")]

        self.assertEqual(contract.our_side, "a", "we pay")
        self.assertEqual(
            sorted(gaps),
            [
                f"Appendix that lists the liability cap of {ruixin}",
                "Party B's seal",
                f"the liability cap of {ruixin}",
                "the place of signing",
                f"the power of attorney of {self._ref('li_na').name}",
            ],
        )
        self.assertIn("Before it can be signed", contract.alerts["missing"]["message"])

    def test_ruixin_waits_for_party_b_s_consent(self):
        ruixin = self._ref("third_party_ruixin")

        self.assertEqual(ruixin.state, "proposed")
        self.assertEqual(self._days_ahead(ruixin.consent_a_on), -3)
        self.assertFalse(ruixin.consent_b_on)
        self.assertEqual(
            [gap.text for gap in ruixin._missing("consent")], ["the written consent of Party B"]
        )
        self.assertEqual(self._days_ahead(self._row("consent", side="b").due_date), 4)
        self.assertFalse(ruixin.cap_ids.limit_amount)
        self.assertEqual(
            ruixin.alerts["before_signing"]["message"],
            "Before the contract can be signed: its liability cap, the appendix that lists it.",
        )

    def test_anzhi_acts_for_jiangnan_and_its_certificate_ends_in_three_days(self):
        anzhi = self._ref("third_party_anzhi")
        contract = self._contract("jiangnan")

        self.assertEqual((anzhi.contract_id, anzhi.state), (contract, "active"))
        self.assertTrue(anzhi.may_act)
        self.assertEqual(self._days_ahead(anzhi.consent_a_on), -190)
        self.assertEqual(self._days_ahead(anzhi.consent_b_on), -185)
        self.assertTrue(all(row.evidence_ids for row in anzhi.requirement_ids))
        signatures = anzhi.execution_id.signature_ids
        self.assertEqual(signatures.mapped("side"), ["a", "b", "third"])
        self.assertTrue(all(signatures.mapped("is_complete")))
        self.assertEqual(anzhi.agreed_on, contract.signing_date)
        self.assertEqual(self._days_ahead(anzhi.certificate_until), 3)
        self.assertEqual(len(anzhi.qualification_ids), 2)
        self.assertEqual(
            [step["state"] for step in anzhi.steps],
            ["done", "done", "warning", "done", "done", "done"],
        )
        self.assertEqual(self._days_ahead(self._row("certificate", days=3).due_date), 3)

    def test_ruixin_was_replaced_by_anzhi_at_tianhe(self):
        """Linked both ways; what it was divided into sums to the income."""
        old, new = self._ref("third_party_replaced"), self._ref("third_party_successor")

        self.assertEqual(old.contract_id, self._contract("tianhe"))
        self.assertEqual((old.state, old.end_reason, new.state), ("ended", "replaced", "active"))
        self.assertEqual((old.replaced_by_id, new.replaces_id), (new, old))
        self.assertLess(old.ended_on, new.agreed_on)
        self.assertFalse(old.end_gaps_note)
        share = new.share_ids
        self.assertEqual(
            (share.amount_a, share.amount_b, share.amount_third), (10_000, 6_000, 4_000)
        )
        self.assertEqual(len(new.responsibility_ids), 2)
        self.assertFalse(any(new.responsibility_ids.mapped("is_unanswered")))

    def test_papers_of_third_parties_speak_both_languages(self):
        rows = self._ref("third_party_anzhi").requirement_ids.sorted("id")

        self.assertEqual(
            rows.mapped("name"),
            [
                "Written consent of Party A",
                "Written consent of Party B",
                "Service agreement: content, standard and fees",
            ],
        )
        self.assertEqual(
            rows.with_context(lang="zh_CN").mapped("name"),
            ["甲方的书面同意", "乙方的书面同意", "服务协议：内容、标准与费用"],
        )
        appendix = self._ref("third_party_ruixin").requirement_ids.filtered(
            lambda row: row.gate == "sign"
        )
        self.assertEqual(
            appendix.with_context(lang="zh_CN").name,
            f"列明{self._ref('ruixin').name}责任限额的附件",
        )

    def test_cap_of_anzhi_is_87_percent_used(self):
        cap = self._ref("cap_anzhi")

        self.assertEqual((cap.basis, cap.fixed_amount, cap.percent), ("lower", 70_000, 20))
        self.assertEqual(cap.contract_id.amount_total, 300_000)
        self.assertEqual(cap.limit_amount, 60_000)
        self.assertLess(cap.determined_on, cap.contract_id.signing_date)
        self.assertEqual(cap.determined_by_id, self._user("fang"))
        self.assertTrue(all(cap[f"factor_{name}"] for name in ("scope", "quality", "market")))
        self.assertEqual(
            (cap.paid_amount, cap.held_amount, cap.remaining_amount), (40_000, 12_000, 8_000)
        )
        self.assertEqual(sum(cap.entry_ids.mapped("amount")), cap.consumed_amount)
        self.assertTrue(cap.is_nearly_used)
        self.assertEqual(cap.status, "active")
        self.assertEqual(self._row("cap").due_date, self.today)

    def test_claims_on_anzhi_are_what_its_cap_paid_and_holds(self):
        paid, held = (self._ref(f"breach_{key}").claim_ids for key in ("records", "re_entry"))

        self.assertEqual((paid.state, held.state), ("settled", "confirmed"))
        self.assertEqual((paid.allowed_amount, held.allowed_amount), (40_000, 12_000))
        self.assertEqual((paid | held).cap_id, self._ref("cap_anzhi"))
        self.assertFalse(any((paid | held).mapped("uncovered_amount")))
        self.assertEqual([step["code"] for step in held.trace["steps"]], ["direct", "avoidable"])
        self.assertEqual(self._ref("breach_records").state, "closed")
        self.assertEqual(self._ref("cap_anzhi").entry_ids.claim_id, paid | held)

    def test_donghai_gave_notice_and_twenty_days_are_left(self):
        termination = self._ref("termination_donghai")

        self.assertEqual((termination.state, termination.kind), ("notified", "termination"))
        self.assertEqual(self._days_ahead(termination.earliest_end_date), 20)
        self.assertIn("termination", self._contract("donghai").alerts)
        self.assertEqual(self._days_ahead(self._row("termination", side="b").due_date), 20)

    def test_one_breach_of_ours_is_assessed(self):
        breach = self._ref("breach_lvzhou")

        self.assertEqual(breach.state, "assessed")
        self.assertEqual(breach.side, breach.contract_id.our_side)
        self.assertEqual(breach.claimable_amount, 6_400, "8,000 less a fifth")
        self.assertFalse(breach.claim_ids)

    def test_one_claim_of_ours_can_be_invoiced(self):
        claim = self._ref("breach_visit").claim_ids

        self.assertEqual((claim.state, claim.direction), ("confirmed", "in"))
        self.assertEqual(claim.allowed_amount, 3_600)
        self.assertTrue(claim.is_to_invoice)

    def test_fees_add_up_to_what_the_contracts_say(self):
        for key in ("huaxing", "yunfan", "jiangnan", "tianhe"):
            contract = self._contract(key)
            with self.subTest(key=key):
                self.assertEqual(sum(contract.fee_ids.mapped("amount")), contract.amount_total)
                self.assertEqual(contract.fee_ids.currency_id.name, "CNY")
        self.assertFalse(self._contract("yunfan").payment_ids, "not in force yet")

    def test_second_instalment_of_huaxing_is_twelve_days_late(self):
        first, second, third = self._contract("huaxing").payment_ids.sorted("due_date")

        self.assertEqual((first.residual_amount, first.penalty_amount), (0, 0))
        self.assertEqual((second.amount, second.paid_amount), (100_000, 60_000))
        self.assertEqual(second.residual_amount, 40_000)
        self.assertEqual(second.overdue_days, 12)
        self.assertEqual(second.penalty_amount, 800, "2 % of 40,000")
        self.assertEqual(second.move_id.state, "posted")
        self.assertEqual(second.move_id.amount_total, 100_000, "no tax on top")
        self.assertEqual(self._days_ahead(third.due_date), 49)
        self.assertEqual(self._contract("huaxing").overdue_amount, 40_000)

    def test_its_lateness_is_proposed_as_a_breach(self):
        breach = self._ref("breach_huaxing")

        self.assertEqual((breach.state, breach.matter, breach.side), ("proposed", "payment", "b"))
        self.assertEqual(breach.payment_id.overdue_days, 12)
        self.assertEqual(breach.clause, "4.2")
        self.env["crm.contract.payment"]._unproposed(500)._propose_breaches()
        self.assertEqual(
            self.env["crm.contract.breach"].search_count(
                [("state", "=", "proposed"), ("matter", "=", "payment")]
            ),
            1,
        )

    def test_beichens_disclosure_log_has_one_unauthorised_line(self):
        agreed, compelled, behind = (
            self._ref(f"disclosure_{key}") for key in ("agreed", "compelled", "unauthorised")
        )
        self.assertTrue(agreed.is_authorised, agreed.reason)
        self.assertTrue(compelled.is_authorised, compelled.reason)
        self.assertFalse(behind.is_authorised)
        self.assertEqual(behind.breach_id.state, "proposed")
        self.assertEqual(behind.breach_id.disclosure_id, behind)
        self.assertEqual(self._contract("beichen").disclosure_ids, behind | compelled | agreed)

    def test_a_leak_was_told_to_persons_too_late(self):
        """L-46, scenario 14: its breach waits to be verified."""
        incident = self._ref("incident_jiangnan")

        self.assertEqual((incident.state, incident.is_late), ("notified", True))
        self.assertEqual(incident.late_hours, 2.5)
        self.assertEqual(incident.breach_id.type_id.code, "C3.2")
        self.assertIn("312", incident.persons_text)

    def test_a_person_asks_for_a_correction(self):
        """L-42, T0-3.3: 5 and 15 days."""
        case = self._ref("case_data")

        self.assertTrue(case.is_data_request)
        self.assertLess(case.update_due_date, case.answer_due_date)

    def test_jiangnan_took_effect_with_its_last_completion(self):
        contract = self._contract("jiangnan")

        self.assertEqual(contract.type_id.code, "rollout")
        self.assertEqual(contract.amount_total, 300_000)
        self.assertEqual(contract.user_id.login, "lei")
        self.assertEqual(self._days_ahead(contract.effective_date), -20)
        conditions = contract.requirement_ids.filtered(lambda row: row.kind == "condition")
        self.assertEqual(len(conditions), 3)
        self.assertEqual(max(conditions.mapped("done_on")), contract.effective_date)
        self.assertFalse(contract._missing("effect"))

    def test_lvzhou_is_forty_days_late_and_undecided(self):
        contract = self._contract("lvzhou")

        self.assertEqual(self._days_ahead(contract.renewal_notice_date), -40)
        self.assertFalse(contract.renewal_decision)
        self.assertTrue(contract.is_renewal_overdue)

    def test_beichen_is_renewed_by_a_linked_draft(self):
        contract = self._contract("beichen")

        draft = contract.renewal_ids
        self.assertEqual(draft.state, "draft")
        self.assertEqual(draft.term_start_date, fields.Date.add(contract.end_date, days=1))
        self.assertEqual(contract.renewal_decision, "renew")
        self.assertTrue(contract.notice_ids.is_in_time)

    def test_what_is_in_force_looks_finished(self):
        for contract in self.env["crm.contract"].search([("state", "=", "active")]):
            with self.subTest(code=contract.code):
                execution = contract._main_execution()
                self.assertEqual(execution.state, "executed")
                self.assertTrue(all(execution.signature_ids.mapped("is_complete")))
                self.assertTrue(all(execution.signature_ids.mapped("signer_name")))
                self.assertTrue(all(contract.party_ids.mapped("representative_id")))
                self.assertTrue(all(contract.party_ids.mapped("bank_account_number")))
                self.assertFalse(contract._missing("sign"))
                self.assertEqual(contract.penalty_rule_ids.rate, 2)

    def test_the_salesperson_finds_something_under_every_when(self):
        deadlines = self.env["crm.contract.deadline"].with_user(self._user("na"))

        for bucket in ("overdue", "today", "week", "later"):
            with self.subTest(bucket=bucket):
                mine = [("user_id.login", "=", "na"), ("bucket", "=", bucket)]
                self.assertTrue(deadlines.search_count(mine))

    def test_lists_of_the_renewals_are_not_empty(self):
        contracts = self.env["crm.contract"].with_user(self._user("lei"))

        self.assertTrue(contracts.search_count([("in_notice_window", "=", True)]))
        self.assertTrue(contracts.search_count([("is_renewal_overdue", "=", True)]))

    def test_each_login_has_its_role_and_its_password(self):
        roles = {
            "na": ["user"],
            "lei": ["user", "officer"],
            "fang": ["user", "officer", "manager", "confidential"],
        }

        for login, held in roles.items():
            user = self._user(login)
            with self.subTest(login=login):
                for role in roles["fang"]:
                    group = f"{MODULE}.group_contract_{role}"
                    self.assertEqual(user.has_group(group), role in held, group)
                self.assertEqual(user.tz, "Asia/Shanghai")
        for login in (*roles, "huaxing", "yunfan", "anzhi"):
            user = self._user(login)
            user.with_user(user)._check_credentials(
                {"type": "password", "login": login, "password": login}, {"interactive": True}
            )

    def test_portal_users_are_contacts_of_their_companies(self):
        for login in ("huaxing", "yunfan", "anzhi"):
            user = self._user(login)
            with self.subTest(login=login):
                self.assertTrue(user._is_portal())
                self.assertEqual(user.partner_id.parent_id, self._ref(login))

    def test_what_is_confidential_is_fang_s(self):
        contract = self._contract("qingshan")

        self.assertTrue(contract.is_classified)
        seen = {
            login: contract in self.env["crm.contract"].with_user(self._user(login)).search([])
            for login in ("na", "lei", "fang")
        }
        self.assertEqual(seen, {"na": False, "lei": False, "fang": True})

    def test_two_people_see_a_classified_contract_differently(self):
        secret = self._contract("qingshan_research")
        self.assertEqual(
            secret.classification_ids.mapped("code"), ["trade_secret", "technical_secret"]
        )
        self.assertFalse(secret._missing_secrecy(), "its agreement covers both")
        for login, is_told in (("fang", True), ("lei", False)):
            contracts = self.env["crm.contract"].with_user(self._user(login))
            self.assertEqual(secret in contracts.search([]), is_told, login)
            name = secret.with_user(self._user(login)).sudo().display_name
            self.assertEqual(name, secret.code, "never more behind a link")

    def test_what_is_in_force_has_a_text_of_its_own(self):
        in_force = self.env["crm.contract"].search([("state", "in", ("active", "ended"))])
        self.assertIn(self._contract("qingshan_research"), in_force)
        self.assertFalse(in_force.filtered(lambda row: not row.all_clause_ids))

    def test_an_agreement_outlives_its_ended_contract(self):
        nda = self._ref("nda_lvzhou_rollout")
        contract = nda.contract_id
        self.assertEqual((contract.state, nda.state), ("ended", "active"))
        self.assertEqual(nda.date_end, fields.Date.add(contract.ended_on, years=3))
        self.assertEqual(nda.execution_id.state, "executed")
        row = self.env["crm.contract.deadline"].search([("res_model", "=", nda._name)])
        self.assertIn(nda.id, row.filtered(lambda row: row.state == "open").mapped("res_id"))

    def test_its_owner_does_not_get_the_one_file_that_is_a_technical_secret(self):
        file = self._ref("file_lvzhou_rollout")
        for login, count in (("lei", 0), ("fang", 1)):
            files = file.browse().with_user(self._user(login))
            self.assertEqual(files.search_count([("id", "=", file.id)]), count, login)

    def test_won_opportunity_waits_for_its_contract(self):
        lead = self._ref("lead_donghai").with_user(self._user("na"))
        self.assertTrue(lead.stage_id.is_won)
        self.assertFalse(lead.crm_contract_ids)

        lead.action_new_crm_contract()

        self.assertEqual(lead.crm_contract_ids.partner_id, self._ref("donghai"))
        self.assertEqual(lead.crm_contract_ids.amount_total, 260_000)
        self.assertEqual(lead.crm_contract_ids.state, "draft")

    def test_company_is_mingde_in_shanghai(self):
        company = self.env.ref("base.main_company")

        self.assertEqual(company.name, "Mingde Technology 明德科技")
        self.assertEqual(company.currency_id.name, "CNY")
        self.assertEqual(company._crm_contract_tz(), "Asia/Shanghai")
        self.assertTrue(company.partner_id.bank_ids)

    def test_rest_days_of_two_years_are_loaded(self):
        company = self.env.ref("base.main_company")

        days = company._crm_contract_rest_days("Asia/Shanghai")

        self.assertFalse(company._crm_contract_unloaded_years())
        week = {fields.Date.add(self._day("2026-10-01"), days=n) for n in range(7)}
        self.assertLessEqual(week, days.holidays)
        self.assertNotIn(self._day("2026-09-30"), days.holidays)
        self.assertNotIn(self._day("2026-10-08"), days.holidays)
        self.assertIn(self._day("2026-10-10"), days.makeup_workdays)
        self.assertFalse(days.holidays & days.makeup_workdays)
        self.assertTrue(all(day.weekday() >= 5 for day in days.makeup_workdays))

    def test_second_load_tells_nothing_twice(self):
        models = (
            "crm.contract",
            "crm.contract.nda",
            "crm.contract.third.party",
            "crm.contract.qualification",
            "crm.contract.responsibility",
            "crm.contract.share",
            "crm.contract.liability.cap",
            "crm.contract.liability.entry",
            "crm.contract.fee",
            "crm.contract.payment",
            "crm.contract.breach",
            "crm.contract.claim",
            "crm.contract.disclosure",
            "account.move",
            "account.payment",
            "crm.contract.deadline",
            "crm.lead",
            "res.partner",
            "res.users",
            "res.partner.bank",
            "resource.calendar.leaves",
        )
        before = {model: self.env[model].search_count([]) for model in models}

        self._load_demo()

        after = {model: self.env[model].search_count([]) for model in models}
        self.assertEqual(after, before)

    def test_books_of_others_are_left_alone(self):
        """Where somebody has booked, the company keeps its currency and its entries."""
        company = self.env.ref("base.main_company")
        with patch.object(type(company), "_existing_accounting", return_value=False):
            company.currency_id = self.env.ref("base.USD")
        move = (
            self.env["account.move"]
            .with_user(self._bookkeeper())
            .create({"move_type": "entry", "journal_id": self._journal(company).id})
        )

        self.env["crm.contract.demo"]._adopt_company()

        self.assertTrue(move.exists())
        self.assertEqual(company.currency_id.name, "USD")

    def _bookkeeper(self):
        self.manager.group_ids = self._link(self.env.ref("account.group_account_manager"))
        return self.manager

    def _journal(self, company):
        return self.env["account.journal"].create(
            {"name": "Books", "code": "BOOK", "type": "general", "company_id": company.id}
        )

    def test_customers_ask_and_complain(self):
        """Huaxing's complaint is due today; another was answered a day late, though extended."""
        due, late = self._ref("case_huaxing"), self._ref("case_lvzhou")
        self.assertEqual((due.timing, due.state), ("today", "in_progress"))
        self.assertIn(due.code, self._row("complaint", 0).name)
        self.assertEqual((late.timing, late.late_days, late.state), ("late", 1, "closed"))
        self.assertTrue(late.extended_due_date and not late.is_extension_late)
        self.assertFalse(late.is_prevention_missing)
        self.assertEqual(self._row("measure").user_id, late.contract_id.user_id)
        new, answered = self._ref("case_consultation"), self._ref("case_export")
        self.assertEqual((new.state, answered.state), ("received", "answered"))
        self.assertEqual(answered.assignment_minutes, 40)
        self.assertTrue(all(case.code for case in due | late | new | answered))

    def test_what_was_said_checked_and_trained_is_on_record(self):
        call, letter = self._ref("communication_call"), self._ref("communication_letter")
        self.assertFalse(call.archived_on)
        self.assertTrue(letter.archived_on)
        self.assertEqual(call.partner_id, self._ref("huaxing"))
        self.assertTrue(self._ref("training_na").is_valid)
        self.assertFalse(self._ref("case_huaxing").training_warning)
        self.assertIn("售后指导", self._ref("case_export").training_warning)
        chat = self.env.ref(f"{MODULE}.channel_chat")
        self.assertEqual((chat.check_result, len(chat.activity_ids)), ("failed", 1))

    def test_the_next_report_on_huaxing_has_its_figures(self):
        report = self._ref("report_huaxing")
        self.assertEqual(report.contract_id, self._contract("huaxing"))
        self.assertEqual(report.line_ids.indicator_id, report.obligation_id.indicator_ids)
        self.assertEqual(report.state, "open")
        self.assertFalse(report.incomplete_note)
        self.assertTrue(0 <= self._days_ahead(report.due_date) < 41)

    def test_a_month_of_duties_has_one_late_and_one_that_waits_for_its_review(self):
        duties = [("obligation_id", "!=", False)]
        rows = self.env["crm.contract.deadline"].search(duties)

        late = rows.filtered(lambda row: row.state == "open" and row.bucket == "overdue")
        self.assertEqual(late.mapped("duty_kind"), ["data_check"])
        self.assertEqual(late.contract_id, self._contract("tianhe"))
        waiting = rows.filtered(lambda row: row.state == "submitted")
        self.assertEqual(waiting.mapped("duty_kind"), ["report"])
        self.assertEqual(waiting.contract_id, self._contract("huaxing"))
        self.assertTrue(waiting.evidence_ids)
        month = fields.Date.add(self.today, days=30)
        coming = rows.filtered(lambda row: row.state == "open" and row.due_date <= month)
        self.assertGreaterEqual(len(coming.mapped("duty_kind")), 5)

    def test_the_holidays_are_those_of_shanghai(self):
        """Loaded by an administrator who lives in another zone."""
        rest = self._contract("huaxing").company_id._crm_contract_rest_days("Asia/Shanghai")

        self.assertIn(self._day("2026-10-07"), rest.holidays)
        self.assertNotIn(self._day("2026-09-30"), rest.holidays)
        self.assertIn(self._day("2026-10-10"), rest.makeup_workdays)
