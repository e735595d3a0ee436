from dataclasses import dataclass, field

from odoo import api, fields, models
from odoo.fields import Command

MODULE = "crm_contract_compliance"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One contract of the story, with the counterparty whose key it carries."""

    key: str
    type: str
    title: str
    person: str
    owner: str
    amount: int
    state: str = "active"
    ends_in: int = 0
    our_side: str = ""
    has_nda: bool = False
    terms: dict = field(default_factory=dict)


_ARBITRATED = {
    "forum": "arbitration",
    "forum_institution": "Shanghai International Arbitration Center 上海国际仲裁中心",
}
_RECITAL = (
    "Party A wants one way of serving its customers, and a system that supports it. "
    "甲方拟统一客户服务规范，并建设与之配套的客户管理系统。"
)
_GOALS = "Every complaint is answered within five days 投诉五日内全部答复"
# fmt: off
_STORY = (
    Chapter("huaxing", "norms", "Customer service norms 客户服务规范合同", "zhou_min", "na",
            480_000, ends_in=65, has_nda=True, terms={"signing_place": "Nanjing 南京"}),
    Chapter("yunfan", "supply", "CRM system supply 客户管理系统供货合同", "li_na", "na",
            260_000, state="signing", our_side="a",
            terms={**_ARBITRATED, "is_signing_place_required": True}),
    Chapter("jiangnan", "rollout", "CRM norms and system roll-out 规范制定与系统实施合同",
            "xu_jing", "lei", 300_000, ends_in=345,
            terms={"signing_place": "Hangzhou 杭州", "recital": _RECITAL, "goals": _GOALS}),
    Chapter("lvzhou", "norms", "Complaint handling norms 客户投诉处理规范合同", "he_ping", "na",
            150_000, ends_in=20),
    Chapter("tianhe", "norms", "Customer visit norms 客户回访规范合同", "guo_qiang", "na",
            96_000, ends_in=60),
    Chapter("beichen", "norms", "Guest relations norms 宾客关系规范合同", "ma_li", "lei",
            220_000, ends_in=33, terms={"renewal_decision": "renew"}),
    Chapter("qingshan", "supply", "Patient data platform 患者数据平台供货合同", "tang_wei", "fang",
            880_000, ends_in=200, has_nda=True, terms={**_ARBITRATED, "is_classified": True}),
    Chapter("hongda", "rollout", "CRM pilot in three branches 三家分店试点合同", "luo_bin", "na",
            60_000, state="draft"),
)
# fmt: on
_SIZES = {"mingde": "small", "huaxing": "large", "yunfan": "medium", "jiangnan": "medium"}
_CONDITION_DAYS = (12, 7, 0)  # before the effective day: installed, debugged, trained


class CrmContractDemo(models.AbstractModel):
    """The demo story (screens.md §15): one company's contracts, dated from today."""

    _name = "crm.contract.demo"
    _description = "Contract Demo Story"

    @api.model
    def _adopt_company(self):
        """Core's own demo invoices go, since they hold the company in US dollars.

        Where anybody else has booked something, books and currency stay as they are.
        """
        company = self.env.ref("base.main_company")
        moves = self.env["account.move"].search([("company_id", "=", company.id)])
        if moves.create_uid <= self.env.ref("base.user_root"):
            moves.with_context(force_delete=True).unlink()
            company.currency_id = self.env.ref("base.CNY")

    @api.model
    def _load_demo_story(self):
        if self.env.ref(f"{MODULE}.demo_contract_huaxing", raise_if_not_found=False):
            return
        tell = {
            "active": self._tell_active,
            "signing": self._tell_signing,
            "draft": self._tell_draft,
        }
        for chapter in _STORY:
            contract = tell[chapter.state](chapter)
            self._remember(f"demo_contract_{chapter.key}", contract)
        self._continue_story()

    def _continue_story(self):
        """Hook: what an area tells once the contracts are there."""
        self._renew_in_time(self._ref("contract_beichen"))

    def _tell_draft(self, chapter):
        """The ordinary way, by the contract's own salesperson."""
        owner = self._ref(f"user_{chapter.owner}")
        return self.env["crm.contract"].with_user(owner).create(self._contract_vals(chapter))

    def _tell_signing(self, chapter):
        """Party A is through; Party B's seal and its signer's power of attorney are not there."""
        contract = self._tell_draft(chapter)
        contract.party_ids.filtered(lambda party: party.side == "b").capacity = "authorised"
        contract.action_send_to_sign()
        party_a, party_b = contract._main_execution().signature_ids.sorted("side")
        party_a.write({"signed_on": self._day(-4), "sealed_on": self._day(-4)})
        party_b.write({"signed_on": self._day(-2)})
        return contract

    def _tell_active(self, chapter):
        """The second door: signed, in force and, where it is near its end, decided on or late."""
        effective = fields.Date.subtract(self._day(chapter.ends_in), years=1)
        signed = fields.Date.subtract(effective, days=20 if chapter.type == "rollout" else 0)
        vals = {
            **self._contract_vals(chapter),
            "state": "active",
            "effective_date": effective,
            "signing_date": signed,
            "implementation_start": effective,
            "implementation_end": fields.Date.add(effective, months=2),
        }
        vals["execution_ids"] = [Command.create(self._execution_vals("main", vals, signed))]
        if chapter.terms.get("renewal_decision"):
            vals["renewal_decided_by_id"] = vals["user_id"]
            vals["renewal_decided_on"] = self._day(chapter.ends_in - 65)
        contract = self.env["crm.contract"]._register_existing([vals])
        contract.party_ids._snapshot_bank()
        self._tick_off(contract, signed, effective)
        if chapter.has_nda:
            self._keep_secret(contract, vals, signed)
        return contract

    def _contract_vals(self, chapter):
        contract_type = self._ref(chapter.type, prefix="type_")
        our_side = chapter.our_side or contract_type.supplier_side
        ours = self._party_vals(self.env.ref("base.main_partner"), "chen_ming", "mingde")
        theirs = self._party_vals(self._ref(chapter.key), chapter.person, chapter.key)
        sides = ("a", ours), ("b", theirs)
        if our_side == "b":
            sides = ("a", theirs), ("b", ours)
        return {
            "name": chapter.title,
            "type_id": contract_type.id,
            "our_side": our_side,
            "company_id": self.env.ref("base.main_company").id,
            "user_id": self._ref(f"user_{chapter.owner}").id,
            "currency_id": self.env.ref("base.CNY").id,
            "amount_total": chapter.amount,
            "performance_place": "Shanghai 上海",
            "party_ids": [Command.create({"side": side, **party}) for side, party in sides],
            **chapter.terms,
        }

    def _party_vals(self, partner, person, account):
        return {
            "partner_id": partner.id,
            "representative_id": self._ref(person).id,
            "bank_account_id": self._ref(f"account_{account}").id,
            "size": _SIZES.get(account),
            "is_sme_declared": account == "mingde",
        }

    def _execution_vals(self, kind, contract_vals, day):
        """Both sides signed and sealed on one day."""
        parties = [vals for _command, _id, vals in contract_vals["party_ids"]]
        return {
            "kind": kind,
            "state": "executed",
            "executed_on": day,
            "executed_at": fields.Datetime.to_datetime(day),
            "signature_ids": [Command.create(self._mark_vals(party, day)) for party in parties],
        }

    def _mark_vals(self, party, day):
        signer = self.env["res.partner"].browse(party["representative_id"])
        return {
            "side": party["side"],
            "partner_id": party["partner_id"],
            "signer_id": signer.id,
            "signer_name": signer.name,
            "signed_on": day,
            "sealed_on": day,
        }

    def _tick_off(self, contract, signed, effective):
        """The annexes came with the signatures, the conditions one by one after them."""
        rows = contract.requirement_ids
        rows.filtered(lambda row: row.gate == "sign").done_on = signed
        conditions = rows.filtered(lambda row: row.kind == "condition").sorted("sequence")
        for row, days in zip(conditions, _CONDITION_DAYS, strict=False):
            row.done_on = fields.Date.subtract(effective, days=days)

    def _keep_secret(self, contract, vals, day):
        execution_vals = {**self._execution_vals("nda", vals, day), "contract_id": contract.id}
        execution = self.env["crm.contract.execution"]._register_existing([execution_vals])
        nda_vals = {
            "name": f"Confidentiality agreement 保密协议 {contract.code}",
            "contract_id": contract.id,
            "user_id": contract.user_id.id,
            "scope": "Customer data and prices 客户信息与价格",
            "state": "active",
            "date_start": day,
            "execution_id": execution.id,
        }
        self.env["crm.contract.nda"]._register_existing([nda_vals])
        paper = contract.requirement_ids.filtered(
            lambda row: row.gate == "effect" and row.kind == "document"
        )
        paper.done_on = day

    def _renew_in_time(self, contract):
        """Both sides want it; the renewal is drafted and waits to be completed."""
        contract = contract.with_user(contract.user_id)
        self.env["crm.contract.notice"].with_user(contract.user_id).create(
            {
                "contract_id": contract.id,
                "side": "b",
                "sent_on": fields.Date.subtract(contract.renewal_notice_date, days=6),
                "proof_reference": "SF 1400 2233 4455",
            }
        )
        contract._renew()

    def _day(self, days):
        company = self.env.ref("base.main_company")
        today = fields.Date.context_today(self.with_context(tz=company._crm_contract_tz()))
        return fields.Date.add(today, days=days)

    def _ref(self, key, prefix="demo_"):
        return self.env.ref(f"{MODULE}.{prefix}{key}")

    def _remember(self, key, record):
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": f"{MODULE}.{key}", "record": record, "noupdate": True}]
        )
