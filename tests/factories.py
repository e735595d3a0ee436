"""The world of the tests, built once a class: people, parties, and contracts at any stage."""

from odoo import fields
from odoo.fields import Command
from odoo.modules import Manifest
from odoo.tests import new_test_user
from odoo.tools import convert_file

ADDON = "crm_contract_compliance"
GROUP = "crm_contract_compliance.group_contract_"


class Factories:
    """Mixed into a test case; needs ``cls.env``."""

    @classmethod
    def build_world(cls):
        """Users of each role, two companies as parties, a plain type that asks for little."""
        cls.env = (
            cls.env["base"]
            .with_context(
                tracking_disable=True, no_reset_password=True, mail_create_nosubscribe=True
            )
            .env
        )
        cls.company = cls.env.company
        cls.company.crm_contract_tz = "Asia/Shanghai"
        cls.our_partner = cls.company.partner_id
        cls.partner = cls.env["res.partner"].create(
            {
                "name": "Huaxing Machinery",
                "is_company": True,
                "street": "1 Old Street",
                "email": "office@huaxing.example.com",
                "phone": "021-1234",
            }
        )
        cls.our_person = cls.env["res.partner"].create({"name": "Wang Fang"})
        cls.their_person = cls.env["res.partner"].create({"name": "Li Na"})
        cls.user = cls._new_user("cc_user", "user")
        cls.other_user = cls._new_user("cc_other", "user")
        cls.officer = cls._new_user("cc_officer", "officer")
        cls.manager = cls._new_user("cc_manager", "manager")
        cls.contract_type = cls._create_type()

    @classmethod
    def _new_user(cls, login, role, **values):
        return new_test_user(
            cls.env,
            login,
            groups=f"base.group_user,{GROUP}{role}",
            password=login,
            email=f"{login}@example.com",
            tz="Asia/Shanghai",
            **values,
        )

    @classmethod
    def _create_type(cls, **values):
        return cls.env["crm.contract.type"].create(
            {
                "name": "Plain",
                "code": f"plain{cls.env['crm.contract.type'].search_count([])}",
                "forum": "court",
                "forum_basis": "performance",
                "term_years": 1,
                "renewal_notice_days": 60,
                "renewal_complete_days": 30,
                **values,
            }
        )

    @classmethod
    def _create_contract(cls, **values):
        """A draft between our company (Party A) and Huaxing, owned by ``cls.user``."""
        return cls.env["crm.contract"].create(
            {
                "name": "Service norms",
                "type_id": cls.contract_type.id,
                "partner_id": cls.partner.id,
                "user_id": cls.user.id,
                **values,
            }
        )

    @classmethod
    def _name_representatives(cls, contract):
        people = {contract.our_side: cls.our_person}
        for party in contract.party_ids:
            party.representative_id = people.get(party.side, cls.their_person)

    @classmethod
    def _record_marks(cls, execution, side, signed_on=False, sealed_on=False, user=None):
        """Sign and/or seal one side through the wizard, as a person does."""
        row = execution.signature_ids.filtered(lambda row: row.side == side)
        wizard = (
            cls.env["crm.contract.signature.wizard"]
            .with_user(user or cls.env.user)
            .create(
                {
                    "execution_id": execution.id,
                    "signature_id": row.id,
                    "signed_on": signed_on,
                    "sealed_on": sealed_on,
                }
            )
        )
        wizard.action_confirm()

    @classmethod
    def _sign(cls, contract, day, side_days=None):
        """Send to sign and record all marks on ``day``; the contract is signed afterwards."""
        cls._name_representatives(contract)
        contract.action_send_to_sign()
        execution = contract._main_execution()
        for side in ("a", "b"):
            on = (side_days or {}).get(side, day)
            cls._record_marks(execution, side, signed_on=on, sealed_on=on)
        return contract

    @classmethod
    def _create_active(cls, day="2026-01-15", **values):
        """A contract in force since ``day``: signed, sealed and activated."""
        contract = cls._create_contract(**values)
        cls._sign(contract, day)
        contract.action_activate()
        return contract

    @classmethod
    def _paper_vals(cls, **values):
        """What a manager types about a contract on paper, up to the wizard's last step."""
        files = cls.env["ir.attachment"].with_user(cls.manager)
        scan = files.create({"name": "scan.pdf", "raw": b"%PDF-1.4 evidence"})
        return {
            "step": "signatures",
            "name": "On paper",
            "type_id": cls.contract_type.id,
            "partner_id": cls.partner.id,
            "user_id": cls.user.id,
            "our_representative_id": cls.our_person.id,
            "their_representative_id": cls.their_person.id,
            "signing_date": "2026-01-12",
            "effective_date": "2026-01-15",
            "scan_ids": cls._link(scan),
            **values,
        }

    @classmethod
    def _paper_wizard(cls, **values):
        wizards = cls.env["crm.contract.register.wizard"].with_user(cls.manager)
        return wizards.create(cls._paper_vals(**values))

    @classmethod
    def _load_demo(cls):
        """Tell the demo story in the test's own transaction."""
        for path in Manifest.for_addon(ADDON)["demo"]:
            convert_file(cls.env, ADDON, path, {}, mode="init", noupdate=True)

    @classmethod
    def _create_company(cls, name="Second Company"):
        return cls.env["res.company"].create({"name": name})

    @classmethod
    def _create_file(cls, name="scan.pdf", content=b"%PDF-1.4 evidence", **values):
        return cls.env["ir.attachment"].create({"name": name, "raw": content, **values})

    @staticmethod
    def _day(text):
        return fields.Date.to_date(text)

    @staticmethod
    def _link(records):
        return [Command.link(record.id) for record in records]
