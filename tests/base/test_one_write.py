from unittest.mock import patch

from ..common import ComplianceCase

MIXINS = (
    "crm.contract.state.mixin",
    "crm.contract.executed.mixin",
    "crm.contract.input.mixin",
    "crm.contract.deadline.mixin",
)


class TestOneWrite(ComplianceCase):
    """design.md, risks: six mixins on one model, each passed once and in order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.contract = cls._create_active()

    def _passed(self, records, vals):
        """Names of the stations that ``records.write(vals)`` passes, in order."""
        passed = []

        def spy(model, method, station):
            original = getattr(model, method)

            def watching(this, *args, **kwargs):
                if this._name == records._name and this:
                    passed.append(station)
                return original(this, *args, **kwargs)

            self.startPatcher(patch.object(model, method, watching))

        gate, freeze, checks, deadlines = (self._definition(name, "write") for name in MIXINS)
        thread = self._definition("mail.thread", "write")
        spy(gate, "write", "gate")
        spy(freeze, "write", "freeze")
        spy(checks, "write", "input")
        spy(thread, "write", "chatter")
        spy(deadlines, "_sync_deadlines", "deadlines")
        records.write(vals)
        return passed

    def _definition(self, name, method):
        """The class in the model's own MRO that defines ``method`` for the mixin ``name``."""
        return next(
            base
            for base in self.env.registry[name].__mro__
            if method in vars(base) and getattr(base, "_name", None) == name
        )

    def test_an_ordinary_write_passes_each_station_once_in_order(self):
        passed = self._passed(self.contract, {"our_side": "a", "member_ids": []})
        stations = [name for name in passed if name != "input"]
        self.assertEqual(stations, ["gate", "freeze", "chatter", "deadlines"])
        self.assertEqual(passed.count("input"), 1)

    def test_one_move_of_the_state_is_logged_once(self):
        before = len(self.contract.message_ids)
        self.contract.action_suspend()
        logged = self.contract.message_ids[: len(self.contract.message_ids) - before]
        self.assertEqual(len(logged), 1)
        self.assertIn("In Force → Suspended", logged.body)

    def test_a_move_to_the_present_state_is_silent(self):
        before = len(self.contract.message_ids)
        self.contract.write({"state": "active"})
        self.assertEqual(len(self.contract.message_ids), before)

    def test_the_mixins_stand_in_the_order_gate_freeze_deadlines_chatter(self):
        order = [getattr(base, "_name", "") for base in type(self.contract).__mro__]
        stations = [*MIXINS[:2], MIXINS[3], "mail.thread"]
        self.assertEqual(
            [order.index(name) for name in stations], sorted(order.index(name) for name in stations)
        )
        for model in ("crm.contract.nda", "crm.contract.execution", "crm.contract.third.party"):
            order = [getattr(base, "_name", "") for base in type(self.env[model]).__mro__]
            self.assertLess(order.index(MIXINS[0]), order.index(MIXINS[1]), model)
            self.assertLess(order.index(MIXINS[1]), order.index("mail.thread"), model)
