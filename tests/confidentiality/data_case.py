"""A third party that is to get personal data, and the persons whose data they are."""

from ..third_party.third_party_case import ThirdPartyCase

ITEMS = {
    "purpose": "Migrates the customer data",
    "method": "On its own servers",
    "data_kinds": "Names, e-mail addresses",
    "protection": "Encryption, named people",
    "rights": "We inspect; it deletes at the end",
    "date_start": "2026-06-01",
    "date_end": "2026-12-31",
}
ASSESSED = {"assessed_on": "2026-08-01", "assessor": "Zhao Lei", "result": "passed"}
CLEARANCE = "crm_contract_compliance.group_contract_confidential"


class DataCase(ThirdPartyCase):
    """Anzhi Data acts since 2026-06-01; today is 2026-08-01; Huaxing has three persons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third_party = cls._active(kind="data", **cls._service_paper())
        cls.freeze_class("2026-08-01 04:00:00")
        cls.third_party.invalidate_recordset()
        cls.wu, cls.hu, cls.lu = cls._persons("Wu Di", "Hu Jie", "Lu Xin")
        cls.cleared_manager = cls._new_user("cc_cleared_manager", "manager")
        cls.cleared_manager.group_ids |= cls.env.ref(CLEARANCE)

    @classmethod
    def _service_paper(cls):
        return {}

    @classmethod
    def _active(cls, **values):
        """A service provider brings its service agreement."""
        third_party = cls._consented(**values)
        papers = third_party.requirement_ids.filtered(lambda row: row.kind == "document")
        papers.write({"done_on": "2026-05-18"})
        cls._sign_agreement(third_party)
        third_party.action_activate()
        return third_party

    @classmethod
    def _persons(cls, *names):
        partners = cls.env["res.partner"]
        return [
            partners.create(
                {
                    "name": name,
                    "parent_id": cls.partner.id,
                    "email": f"{name.split()[0].lower()}@huaxing.example.com",
                    "function": "Buyer",
                }
            )
            for name in names
        ]

    @classmethod
    def _draft(cls, third_party=None, **values):
        return cls.env["crm.contract.data.processing"].create(
            {"third_party_id": (third_party or cls.third_party).id, **ITEMS, **values}
        )

    @classmethod
    def _in_force(cls, third_party=None, **values):
        processing = cls._draft(third_party, **{**ASSESSED, **values})
        processing.action_activate()
        return processing

    @classmethod
    def _ask(cls, processing, person, **values):
        """Record one person's consent, with its document."""
        return cls.env["crm.contract.data.consent"].create(
            {
                "processing_id": processing.id,
                "partner_id": person.id,
                "consented_on": "2026-07-20",
                "evidence_ids": cls._link(cls._create_file("consent.pdf")),
                **values,
            }
        )

    @classmethod
    def _controller(cls, **values):
        """Scenario 14: three contacts, two with their separate consent."""
        processing = cls._in_force(role="controller", **values)
        for person in (cls.wu, cls.hu):
            cls._ask(processing, person)
        return processing
