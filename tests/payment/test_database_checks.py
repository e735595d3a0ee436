from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from .settlement_case import SettlementCase


class TestDatabaseChecks(SettlementCase):
    """What a model refuses with a sentence its table refuses too, whatever comes past the model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._yearly()
        of_contract = {"contract_id": cls.contract.id}
        cls.dispute = cls.env["crm.contract.dispute"].create(
            {
                **of_contract,
                "name": "Quality",
                "side": "a",
                "raised_on": "2026-05-10",
                "cost_ids": [Command.create({"name": "Expert", "payer_side": "a", "amount": 1})],
            }
        )
        cls.event = cls.env["crm.contract.interruption"].create(
            {**of_contract, "side": "a", "event": "war", "date_start": "2026-05-10"}
        )
        partner = cls.env["res.partner"].create({"name": "Anzhi", "is_company": True})
        third_party = cls.env["crm.contract.third.party"].create(
            {**of_contract, "partner_id": partner.id, "kind": "consultant"}
        )
        shares = {"percent_a": 50, "percent_b": 30, "percent_third": 20}
        cls.share = cls.env["crm.contract.share"].create(
            {**of_contract, "third_party_id": third_party.id, "name": "Income", **shares}
        )
        change = cls.contract._changed_vals("scope", False, "More")
        cls.contract._record_changes([change], "Agreed")
        other = cls.terminations.create(
            {
                **of_contract,
                "ground_id": cls.env.ref("crm_contract_compliance.end_ground_mutual").id,
            }
        )
        cls.end, cls.other_end = cls._end(cls.contract), other
        cls.end.action_compute_settlement()
        cls.env.flush_all()

    def _refused(self, record, change, error):
        with (
            self.subTest(record=record, change=change),
            mute_logger("odoo.sql_db"),
            self.assertRaises(error),
            self.cr.savepoint(),
        ):
            self.cr.execute(
                SQL(
                    f"UPDATE %s SET {change} WHERE id = %s",  # pylint: disable=sql-injection
                    SQL.identifier(record._table),
                    record.id,
                )
            )

    def test_amounts_days_and_fields_out_of_bounds(self):
        for record, change in (
            (self.dispute, "disputed_amount = -1"),
            (self.dispute.cost_ids, "amount = 1e15"),
            (self.dispute, "ordered_percent = 101"),
            (self.share, "amount = -1"),
            (self.event, "date_end = date_start - 1"),
            (self.contract.amendment_line_ids[:1], "field_name = NULL"),
            (self.end.settlement_line_ids[:1], "amount = -1"),
        ):
            self._refused(record, change, CheckViolation)

    def test_a_contract_has_ended_once(self):
        self._refused(self.other_end, "state = 'effective'", UniqueViolation)
