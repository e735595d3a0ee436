from odoo import models
from odoo.exceptions import UserError

from ..base.windows import form_of
from ..base.words import day_in_words, listed
from .crm_contract_lifecycle import GROUPS
from .crm_contract_missing import Gap

ASKED = "crm_contract_compliance.mail_activity_type_amendment"


class CrmContractAmendment(models.Model):
    """From the request to the application; each step asks for what must be there by then."""

    _inherit = "crm.contract.amendment"
    _transitions = {
        "requested": {"negotiating": "_guard_negotiating", "withdrawn": None},
        "negotiating": {"signing": "_guard_signing", "withdrawn": "_guard_officer"},
        "signing": {
            "executed": "_guard_executed",
            "negotiating": "_guard_officer",
            "withdrawn": "_guard_officer",
        },
        "executed": {"applied": "_guard_applied"},
        "applied": {},
        "withdrawn": {},
    }

    def action_negotiate(self):
        return self.write({"state": "negotiating"})

    def action_send_to_sign(self):
        return self.write({"state": "signing"})

    def action_withdraw(self):
        return self.write({"state": "withdrawn"})

    def action_apply(self):
        """Apply what was signed: what keeps it back is said.

        :raises AccessError: for who is no officer
        :raises UserError: without proof of the notice, or before its day
        """
        return self.write({"state": "applied"})

    def _guard_officer(self):
        self.contract_id._require("officer")

    def _guard_negotiating(self):
        self.contract_id._require("officer")
        self._refuse_contract()

    def _guard_signing(self):
        """What is sent to sign is whole, and would be taken by the contract as it stands."""
        self.contract_id._require("officer")
        if any(change._is_of_manager() for change in self.change_ids):
            self.contract_id._require("manager")
        self._refuse_contract()
        self._refuse_while_gaps(self._gaps_of_content(), self.env._("signed"))
        self._rehearse()

    def _guard_executed(self):
        execution = self.execution_id
        gaps = execution._gaps() if execution.state == "open" else []
        if gaps or not execution or execution.state == "void":
            self._refuse_while_gaps(
                gaps or [Gap(self.env._("the signatures"))], self.env._("executed")
            )

    def _guard_applied(self):
        """Signed by all, its notice proven, its day come (T1-5.2, T1-5.4)."""
        self.contract_id._require("officer")
        self._refuse_contract()
        gaps = [*self._gaps_of_content(), *self._gaps_of_notice()]
        self._refuse_while_gaps(gaps, self.env._("applied"))
        if not self._is_due():
            raise UserError(
                self.env._(
                    "%(amendment)s takes effect on %(day)s and is applied then.",
                    amendment=self.display_name,
                    day=day_in_words(self.env, self.effective_date),
                )
            )

    def _ask_officers(self):
        """Whoever may not negotiate asks an officer who may see the contract."""
        if self.env.su or self.env.user.has_group(GROUPS["officer"]):
            return
        for amendment in self:
            for officer in amendment.contract_id._deciders()[:1]:
                told = amendment.with_context(lang=officer.lang)
                amendment.activity_schedule(
                    ASKED,
                    amendment.contract_id._local_today(),
                    told.env._("%s asks for this amendment", self.env.user.name),
                    user_id=officer.id,
                )

    def _after_move(self, old_states):
        self.activity_feedback([ASKED])
        for amendment in self:
            execution = amendment.execution_id.sudo()
            if amendment.state == "signing":
                amendment._open_execution()
            elif execution.state == "open" and amendment.state in ("negotiating", "withdrawn"):
                execution.write({"state": "void"})
            elif amendment.state == "executed":
                amendment._after_executed()
            elif amendment.state == "applied":
                amendment._apply()
        return super()._after_move(old_states)

    def _open_execution(self):
        contract = self.contract_id
        execution = self.env["crm.contract.execution"]._open(
            "amendment", {contract: contract.amendment_execution_mode}
        )
        self._write_settled({"execution_id": execution.id})

    def _after_executed(self):
        """Freeze the instrument, settle its day, and go on with what needs nothing more."""
        if self.execution_id.state == "open":
            self.execution_id.sudo()._execute()
        if not self.effective_date:
            self._write_settled({"effective_date": self.execution_id.executed_on})
        self._carry_on()

    def _carry_on(self):
        """Put on record what is signed and proven; apply it where its day has come."""
        self.ensure_one()
        if self.state != "executed" or self._gaps_of_notice():
            return
        self._put_on_record()
        if self._is_due():
            self.write({"state": "applied"})

    def _is_due(self):
        day = self.effective_date
        return bool(day) and day <= self.contract_id._local_today()

    def _gaps(self):
        """What the next step waits for, in words."""
        gaps = []
        if self.state in ("requested", "negotiating"):
            gaps += self._gaps_of_content()
        if self.state == "signing":
            gaps += self.execution_id._gaps()
        return [*gaps, *self._gaps_of_notice()]

    def _gaps_of_content(self):
        if self.kind == "supplement":
            is_there = self.document_ids or self.execution_id.document_id
            return [] if is_there else [Gap(self.env._("the document of the agreement"))]
        return [] if self.change_ids else [Gap(self.env._("what is to change"))]

    def _gaps_of_notice(self):
        """A change is asked for in writing, and that it was sent is proven (T1-5.4)."""
        if not self.contract_id.is_amendment_notice_needed:
            return []
        if not self.notice_id:
            return [Gap(self.env._("the written notice of the change"))]
        if not self.notice_id.is_proven:
            return [Gap(self.env._("the proof that the notice was sent"))]
        return []

    def _refuse_while_gaps(self, gaps, step):
        if gaps:
            raise UserError(
                self.env._(
                    "%(amendment)s cannot be %(step)s yet; missing: %(gaps)s.",
                    amendment=self.display_name,
                    step=step,
                    gaps=listed(self.env, [gap.text for gap in gaps]),
                )
            )

    def _action_open(self):
        self.ensure_one()
        return form_of(self)


class CrmContractNotice(models.Model):
    _inherit = "crm.contract.notice"

    def _after_delivery(self):
        """The proof was all that kept a signed amendment from its effect (T1-5.4)."""
        result = super()._after_delivery()
        amendments = self.env["crm.contract.amendment"].sudo()
        for amendment in amendments.search(
            [("notice_id", "in", self.ids), ("state", "=", "executed")]
        ):
            amendment._try_to_apply()
        return result


class CrmContractExecution(models.Model):
    _inherit = "crm.contract.execution"

    def _amendment(self):
        return self.env["crm.contract.amendment"].sudo().search([("execution_id", "=", self.id)])

    def _advance_amendment(self):
        """The last mark executes the amendment; whoever records it need be no officer."""
        if self.state == "open":
            self._amendment().filtered(lambda row: row.state == "signing").write(
                {"state": "executed"}
            )

    def _guard_void(self):
        if self.kind == "amendment" and self._amendment().state == "signing":
            raise UserError(
                self.env._(
                    "%s is being signed; take the amendment back to the negotiation instead.",
                    self._amendment().display_name,
                )
            )
        return super()._guard_void()
