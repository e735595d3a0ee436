import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from odoo import fields, models
from odoo.fields import Command

_FONT = "STSong-Light"  # the reader's own, so that Latin and Chinese need no font file


class CrmContractDemo(models.AbstractModel):
    """Who steps into the story's contracts: one that acts, one that is still proposed."""

    _inherit = "crm.contract.demo"

    def _continue_story(self):
        result = super()._continue_story()
        self._remember("demo_third_party_anzhi", self._tell_anzhi(self._ref("contract_jiangnan")))
        self._remember("demo_third_party_ruixin", self._tell_ruixin(self._ref("contract_yunfan")))
        return result

    def _tell_anzhi(self, contract):
        """Consented, certified, signed by all three, in force: and a certificate runs out."""
        signed = contract.signing_date
        anzhi = self._propose(
            contract,
            "anzhi",
            kind="data",
            representative_id=self._ref("sun_kai").id,
            role="Cleans and migrates the customer data 清洗并迁移客户数据",
            duties="Migrates without loss, within the agreed days, and keeps the data secret.\n"
            "按约定期限完整迁移数据，并对数据保密。",
            permissions="Decides on its own in the test system; changes no live data.\n"
            "可在测试系统内自行决定；不得改动生产数据。",
            purpose="Expertise in medical data 医疗数据的专业能力",
            notified_on=fields.Date.subtract(signed, days=160),
            date_start=contract.effective_date,
            fee_amount=45_000,
        )
        self._consent(anzhi, "a", fields.Date.subtract(signed, days=150))
        self._consent(anzhi, "b", fields.Date.subtract(signed, days=145))
        self._certify(anzhi, "ISO-27001", "IS 718203", -1093, 3)
        self._certify(anzhi, "Data security 数据安全管理认证", "DS 2025-0417", -400, 695)
        anzhi.action_send_to_sign()
        for mark in anzhi.execution_id.signature_ids:
            self._sign(mark, signed)
        service = anzhi.requirement_ids.filtered(lambda row: row.kind == "document")
        service.write({"done_on": signed, **self._paper("Service agreement 服务协议", signed)})
        anzhi.action_activate()
        return anzhi

    def _tell_ruixin(self, contract):
        """Party A has consented, Party B is silent, and its cap is not agreed yet."""
        ruixin = self._propose(
            contract,
            "ruixin",
            kind="certification",
            representative_id=self._ref("shen_bo").id,
            role="Tests the system's security before acceptance 验收前检测系统安全",
            duties="Tests by the agreed standard and reports to both parties.\n"
            "按约定标准检测，并向双方出具报告。",
            permissions="Chooses the tests; sees the system, not the customer data.\n"
            "自行选择检测方法；可查看系统，不得接触客户数据。",
            purpose="Professional service 专业服务",
            notified_on=self._day(-6),
            consent_due_date=self._day(4),
            entry_manner="On site 现场参与",
            entry_conditions="Once the system is installed 系统安装完成后",
            date_start=self._day(20),
            fee_amount=18_000,
        )
        self._consent(ruixin, "a", self._day(-3))
        return ruixin

    def _propose(self, contract, partner, **vals):
        """By the contract's own salesperson."""
        third_parties = self.env["crm.contract.third.party"].with_user(contract.user_id)
        return third_parties.create(
            {"contract_id": contract.id, "partner_id": self._ref(partner).id, **vals}
        )

    def _consent(self, third_party, side, day):
        """In writing, through the dialog."""
        party = third_party.contract_id.party_ids.filtered(lambda row: row.side == side)
        title = f"Consent 同意书 {party.partner_id.name}"
        self.env["crm.contract.consent.wizard"].with_user(third_party.contract_user_id).create(
            {
                "third_party_id": third_party.id,
                "side": side,
                "answered_on": day,
                **self._paper(title, day),
            }
        ).action_confirm()

    def _sign(self, mark, day):
        wizards = self.env["crm.contract.signature.wizard"].with_user(mark.contract_user_id)
        wizards.create(
            {
                "execution_id": mark.execution_id.id,
                "signature_id": mark.id,
                "signed_on": day,
                "sealed_on": day,
            }
        ).action_confirm()

    def _certify(self, third_party, name, number, begins_in, ends_in):
        self.env["crm.contract.qualification"].with_user(third_party.contract_user_id).create(
            {
                "third_party_id": third_party.id,
                "name": name,
                "number": number,
                "issuer": "Tongda Certification 通达认证",
                "issued_on": self._day(begins_in),
                "expires_on": self._day(ends_in),
                **self._paper(f"{name} {number}", self._day(begins_in)),
            }
        )

    def _paper(self, title, day):
        """A page with its title and day, as evidence."""
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
        buffer = io.BytesIO()
        page = Canvas(buffer, invariant=1)
        page.setTitle(title)
        page.setFont(_FONT, 16)
        page.drawString(72, 740, title)
        page.setFont(_FONT, 11)
        page.drawString(72, 710, f"{day:%Y-%m-%d}")
        page.save()
        file = {"name": f"{title}.pdf", "raw": buffer.getvalue()}
        return {"evidence_ids": [Command.create(file)]}
