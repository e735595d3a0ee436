from ..common import ComplianceCase


class NoticeCase(ComplianceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-08 04:00:00")
        cls.contract = cls._create_active("2026-01-15")

    @classmethod
    def _notice(cls, **values):
        """From us, Party A, to Huaxing, Party B, by letter."""
        return cls.env["crm.contract.notice"].create(
            {
                "contract_id": cls.contract.id,
                "kind": "other",
                "side": "a",
                "sent_on": "2026-06-01",
                **values,
            }
        )
