from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base import doors

ASKED = "crm_contract_compliance.mail_activity_type_question"
MAX_QUESTION, MAX_OPEN = 2_000, 20


class CrmContractQuestion(models.Model):
    """What a signer asks about a highlighted clause; it is answered before anybody signs (L-11)."""

    _name = "crm.contract.question"
    _description = "Question Before Signing"
    _inherit = ["crm.contract.executed.mixin"]
    _order = "id"
    _rec_name = "title"
    _check_company_auto = True

    signature_id = fields.Many2one(
        "crm.contract.signature", required=True, readonly=True, ondelete="restrict", index=True
    )
    execution_id = fields.Many2one(related="signature_id.execution_id", store=True, index=True)
    contract_id = fields.Many2one(related="signature_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="signature_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="signature_id.contract_user_id", store=True)
    side = fields.Selection(related="signature_id.side")
    code = fields.Char(required=True, readonly=True)
    title = fields.Char("Clause", readonly=True)
    clause_text = fields.Text(readonly=True)
    is_classified = fields.Boolean(
        "Confidential", readonly=True, help="It is about a confidential clause."
    )
    question = fields.Text(required=True, readonly=True)
    asked_by_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    asked_at = fields.Datetime(readonly=True)
    answer = fields.Text()
    answered_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    answered_at = fields.Datetime(readonly=True)

    _frozen_by = "signature_id"
    _anchor_fields = frozenset({"signature_id", "execution_id", "contract_id"})
    _settled_fields = frozenset(
        {
            "signature_id",
            "code",
            "title",
            "clause_text",
            "is_classified",
            "question",
            "asked_by_id",
            "asked_at",
            "answered_by_id",
            "answered_at",
        }
    )

    def write(self, vals):
        is_answer = "answer" in vals and not self._is_door_open()
        if is_answer:
            self._refuse_changed_answer(vals["answer"])
        result = super().write(vals)
        if is_answer:
            self._write_settled(
                {"answered_by_id": self.env.uid, "answered_at": fields.Datetime.now()}
            )
            self._tell_answered()
        return result

    @api.model
    def _ask(self, signature, clause, question, person):
        """Keep the question; the contract's owner is asked to answer.

        :param signature: the row of the side that asks
        :param clause: one of the clauses that it is asked to confirm
        """
        signature._refuse_signed()
        signature.execution_id._refuse_closed()
        question = (question or "").strip()
        if not question or len(question) > MAX_QUESTION:
            raise UserError(self.env._("Write your question in a few sentences."))
        rows = signature.question_ids
        if any((row.code, row.question) == (clause["code"], question) for row in rows):
            return rows.browse()
        if len(rows.filtered(lambda row: not row.answer)) >= MAX_OPEN:
            raise UserError(self.env._("Wait for the answers to your other questions first."))
        asked = doors.through(self.sudo(), "crm_contract_settle").create(
            {
                "signature_id": signature.id,
                "code": clause["code"],
                "title": clause["title"],
                "clause_text": clause["text"],
                "is_classified": clause.get("is_classified", False),
                "question": question,
                "asked_by_id": person.id,
                "asked_at": fields.Datetime.now(),
            }
        )
        asked = doors.closed(asked, "crm_contract_settle")
        asked._tell_asked(person)
        return asked

    def _tell_asked(self, person):
        contract = self.contract_id
        told = self.with_context(lang=contract.user_id.lang)
        body = (
            told.env._("A question about a confidential clause was asked before signing.")
            if self.is_classified
            else told.env._(
                "Question about “%(title)s” before signing: %(question)s",
                title=self.title or self.code,
                question=self.question,
            )
        )
        contract._message_log(body=body, author_id=person.id)
        if not contract.activity_search([ASKED]):
            contract.with_context(mail_activity_quick_update=True).activity_schedule(
                ASKED,
                contract._local_today(),
                told.env._("%s asks before signing", told.contract_id._side_label(self.side)),
                user_id=contract.user_id.id,
            )

    def _tell_answered(self):
        for contract in self.contract_id:
            rows = self.filtered(lambda row, contract=contract: row.contract_id == contract)
            if any(rows.mapped("is_classified")):
                contract._message_log(
                    body=self.env._("A question about a confidential clause was answered.")
                )
            for row in rows.filtered(lambda row: not row.is_classified):
                contract._message_log(
                    body=self.env._(
                        "Answer about “%(title)s”: %(answer)s",
                        title=row.title or row.code,
                        answer=row.answer,
                    )
                )
            if not contract.sudo().question_ids.filtered(lambda row: not row.answer):
                contract.activity_feedback([ASKED])

    def _refuse_changed_answer(self, answer):
        """Somebody may sign on its word."""
        for row in self:
            if not (answer or "").strip() or row.answer:
                raise UserError(
                    self.env._("An answer is given once, and stays as the signer has read it.")
                )

    def _said_by_code(self):
        """{code of the clause: what was asked and answered about it}."""
        said = {}
        for row in self:
            said.setdefault(row.code, []).append(
                {
                    "question": row.question,
                    "asked_at": fields.Datetime.to_string(row.asked_at),
                    "answer": row.answer,
                    "answered_at": fields.Datetime.to_string(row.answered_at),
                }
            )
        return said
