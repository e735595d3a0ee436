"""Complaints and requests of one contract, on a calendar with the holidays of scenario 9."""

from datetime import datetime, time, timedelta

from ..common import ComplianceCase

SHANGHAI = timedelta(hours=8)


class ServiceCase(ComplianceCase):
    """A contract in force, in Shanghai's time; 1 to 7 October 2026 is a holiday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-09-28 02:00:00")
        cls.contract_type.standard_ids = [
            (0, 0, {"category": "troubleshooting", "response_hours": 4, "resolution_hours": 24})
        ]
        cls.phone = cls.env.ref("crm_contract_compliance.channel_phone")
        cls.letter = cls.env.ref("crm_contract_compliance.channel_letter")
        cls._rest("2026-10-01", "2026-10-07")
        cls.contract = cls._create_active()

    @classmethod
    def _rest(cls, first, last, time_type="leave"):
        """Days of the company's calendar, from Shanghai's midnight to midnight."""
        start = datetime.combine(cls._day(first), time()) - SHANGHAI
        end = datetime.combine(cls._day(last), time(23, 59, 59)) - SHANGHAI
        return cls.env["resource.calendar.leaves"].create(
            {
                "name": "Rest",
                "company_id": cls.company.id,
                "calendar_id": cls.company.resource_calendar_id.id,
                "date_from": start,
                "date_to": end,
                "time_type": time_type,
            }
        )

    @classmethod
    def _complaint(cls, **values):
        return cls._case(kind="complaint", **values)

    @classmethod
    def _request(cls, **values):
        return cls._case(**{"kind": "request", "category": "troubleshooting", **values})

    @classmethod
    def _case(cls, **values):
        return cls.env["crm.contract.case"].create(
            {
                "contract_id": cls.contract.id,
                "name": "Machine stops",
                "channel_id": cls.phone.id,
                "user_id": cls.user.id,
                **values,
            }
        )

    @classmethod
    def _in_progress(cls, case):
        case.action_assign()
        case.action_start()
        return case

    @classmethod
    def _dialog(cls, name, case, user=None, **values):
        wizard = cls.env[f"crm.contract.case.{name}.wizard"].with_user(user or case.env.user)
        return wizard.create({"case_id": case.id, **values})

    @classmethod
    def _find(cls, case, finding="justified", **values):
        cls._dialog("finding", case, finding=finding, facts="Checked", **values).action_confirm()

    @classmethod
    def _extend(cls, case, day, told, **values):
        return cls._dialog(
            "extend",
            case,
            reason="Parts are awaited",
            extended_due_date=day,
            notified_on=told,
            **values,
        )

    @classmethod
    def _notify(cls, case, day, **values):
        cls._dialog(
            "notify", case, answer="Sorry", sent_on=day, sent_to="Li Na", **values
        ).action_confirm()

    @classmethod
    def _answered(cls, case, day="2026-09-28", finding="justified"):
        cls._in_progress(case)
        cls._find(case, finding)
        cls._notify(case, day)
        return case

    @classmethod
    def _measure(cls, case, *measures):
        for measure in measures:
            case.write(
                {
                    f"{measure}_action": "Train the team",
                    f"{measure}_user_id": cls.user.id,
                    f"{measure}_due_date": "2026-10-20",
                }
            )
