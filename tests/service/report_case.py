"""A contract in force since January with a monthly report duty; it is 3 June 2026."""

from .service_case import ServiceCase

MODULE = "crm_contract_compliance"


class ReportCase(ServiceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-03 02:00:00")
        keys = ("complaints_received", "complaints_in_time", "answer_hours")
        cls.indicators = cls.env["crm.contract.indicator"].concat(*map(cls._indicator, keys))
        cls.goal = cls.env["crm.contract.indicator"].create(
            {"name": "Buy again", "key": "goal", "has_target": True, "target": 90}
        )
        cls.contract, cls.duty = cls._reporting()

    @classmethod
    def _indicator(cls, key):
        return cls.env.ref(f"{MODULE}.indicator_{key}")

    @classmethod
    def _reporting(cls, indicators=None, **values):
        """(a contract, its duty to report each month, ten days after the month's end)."""
        indicators = cls.indicators if indicators is None else indicators
        contract = cls._create_contract()
        duty = cls.env["crm.contract.obligation"].create(
            {
                "contract_id": contract.id,
                "name": "Analysis",
                "kind": "report",
                "side": "a",
                "unit": "month",
                "interval": 1,
                "basis": "period_end",
                "offset_days": 10,
                "needs_proof": True,
                "indicator_ids": cls._link(indicators),
                **values,
            }
        )
        cls._sign(contract, "2026-01-15")
        contract.action_activate()
        return contract, duty

    @classmethod
    def _row(cls, duty=None, due="2026-06-10"):
        """May's, unless said otherwise."""
        rows = (duty or cls.duty).deadline_ids
        return rows.filtered(lambda row: row.due_date == cls._day(due)).ensure_one()

    @classmethod
    def _report(cls, row=None, user=None):
        row = (row or cls._row()).with_user(user or cls.user)
        return cls.env["crm.contract.report"].browse(row.action_open_report()["res_id"])

    @staticmethod
    def _line(report, indicator):
        return report.line_ids.filtered(lambda line: line.indicator_id == indicator)

    @classmethod
    def _complain(cls, day, answered_on=None):
        case = cls._complaint(received_at=f"{day} 02:00:00", contract_id=cls.contract.id)
        return cls._answered(case, answered_on) if answered_on else case

    @classmethod
    def _six_complaints(cls):
        """T0-7.1: six came in May, five were answered within the five days."""
        for day in ("04", "05", "06", "07", "11"):
            cls._complain(f"2026-05-{day}", f"2026-05-{day}")
        cls._complain("2026-05-12", "2026-05-20")
        cls._complain("2026-04-30", "2026-05-01")
        cls._complain("2026-06-01", "2026-06-01")
