"""A third party that has signed, with its cap, and postings by hand."""

from ..third_party.third_party_case import ThirdPartyCase


class LiabilityCase(ThirdPartyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third_party = cls._consented()
        cls._sign_agreement(cls.third_party)
        cls.env = cls.env(user=cls.manager)
        cls.third_party = cls.third_party.with_env(cls.env)

    @classmethod
    def _create_cap(cls, **values):
        return cls.env["crm.contract.liability.cap"].create(
            {
                "third_party_id": cls.third_party.id,
                "basis": "fixed",
                "fixed_amount": 60000,
                "determined_on": "2026-05-18",
                **values,
            }
        )

    @classmethod
    def _determined(cls, **values):
        cap = cls._create_cap(**values)
        cap.action_determine()
        return cap

    @classmethod
    def _post(cls, cap, kind, amount, user=None, **values):
        """Post through the dialog, as the manager does."""
        wizard = cls.env["crm.contract.liability.post.wizard"].with_user(user or cls.env.user)
        wizard = wizard.create(
            {"cap_id": cap.id, "kind": kind, "amount": amount, "note": "Claim", **values}
        )
        wizard.action_confirm()
        return cap.entry_ids.sorted("id")[-1:]

    @classmethod
    def _figures(cls, cap):
        cap.invalidate_recordset()
        return (cap.paid_amount, cap.held_amount, cap.remaining_amount)
