"""Leaks of personal data under a contract with a third party that has signed."""

from ..liability.liability_case import LiabilityCase

CONTENT = {
    "kinds": "Names and phone numbers",
    "cause": "A list sent to the wrong address",
    "harm": "Fraud calls",
    "measures": "The mail was called back",
    "advice": "Trust no caller who asks for money",
    "contact": "Li Na, 021-1234",
}


class IncidentCase(LiabilityCase):
    """Today is 2026-09-10, 09:00 in the contract's time zone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-09-10 01:00:00")
        env, cls.env = cls.env, cls.env(su=True)
        cls.cleared = cls._new_user("cc_cleared", "confidential")
        cls.env = env

    @classmethod
    def _incident(cls, user=None, **values):
        incidents = cls.env["crm.contract.incident"].with_user(user or cls.user)
        return incidents.create(
            {
                "contract_id": cls.contract.id,
                "name": "Customer list",
                "found_at": "2026-09-10 01:00:00",
                "notice_lang": "en_US",
                **values,
            }
        )

    @classmethod
    def _dialog(cls, incident, audience, **values):
        wizards = cls.env["crm.contract.incident.notify.wizard"].with_user(incident.env.user)
        return wizards.create(
            {
                "incident_id": incident.id,
                "audience": audience,
                "recipient": "Cyberspace office",
                "reference": "CAC 2026-17",
                **values,
            }
        )

    @classmethod
    def _tell(cls, incident, *audiences, **values):
        for audience in audiences:
            cls._dialog(incident, audience, **values).action_confirm()

    @classmethod
    def _notified(cls, **values):
        incident = cls._incident(**{**CONTENT, **values})
        cls._tell(incident, "authority", "persons")
        return incident

    @classmethod
    def _row(cls, incident, kind="incident"):
        return cls.env["crm.contract.deadline"].search(
            [("res_model", "=", incident._name), ("res_id", "=", incident.id), ("kind", "=", kind)]
        )
