from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractOwnSigningMixin(models.AbstractModel):
    """The button on a record by which our own representative signs its instrument online."""

    _name = "crm.contract.own.signing.mixin"
    _description = "Signed Online by Our Own Side"

    is_mine_to_sign = fields.Boolean(
        "Waits for My Signature",
        compute="_compute_is_mine_to_sign",
        search="_search_is_mine_to_sign",
    )

    @api.depends_context("uid")
    def _compute_is_mine_to_sign(self):
        user = self.env.user
        for record in self:
            rows = record._own_rows()
            record.is_mine_to_sign = any(row._is_signed_by(user) for row in rows)

    @api.model
    def _search_is_mine_to_sign(self, operator, value):
        if operator != "in":
            return NotImplemented
        rows = self.env["crm.contract.signature"]._awaited_of(self.env.user)
        return self._of_instruments(rows.execution_id)

    def action_sign(self):
        """Open the page on which all sides sign; for who is to sign for our side."""
        self.ensure_one()
        self.check_access("read")
        rows = self._own_rows()
        if not rows:
            raise UserError(self.env._("Nothing here waits for a signature of our own side."))
        row = rows.filtered(lambda row: row._is_signed_by(self.env.user))[:1] or rows[:1]
        row._refuse_other_signer(self.env.user.partner_id)
        url = self._in_my_language(row._sign_url())
        return {"type": "ir.actions.act_url", "target": "self", "url": url}

    @api.model
    def _in_my_language(self, url):
        """A page outside speaks the language of its address, else the one last used there."""
        language = self.env["res.lang"]._get_frontend().get(self.env.user.lang)
        return f"/{language.url_code}{url}" if language else url

    def _instruments(self):
        """Hook: the executions of the record."""
        return self.env["crm.contract.execution"]

    @api.model
    def _of_instruments(self, executions):
        """Hook: the domain of the records whose instruments these are."""
        return [("execution_id", "in", executions.ids)]

    def _own_rows(self):
        """The rows on which our own side still signs, the contract's own instrument first."""
        rows = self.sudo()._instruments().signature_ids
        waiting = rows.filtered(lambda row: not row._is_outside() and row._is_waiting())
        return waiting.sorted(lambda row: (row.execution_id.kind != "main", row.id))


class CrmContract(models.Model):
    _name = "crm.contract"
    _inherit = ["crm.contract", "crm.contract.own.signing.mixin"]

    def _instruments(self):
        return self.execution_ids

    @api.model
    def _of_instruments(self, executions):
        return [("id", "in", executions.contract_id.ids)]


class CrmContractExecution(models.Model):
    _name = "crm.contract.execution"
    _inherit = ["crm.contract.execution", "crm.contract.own.signing.mixin"]

    def _instruments(self):
        return self

    @api.model
    def _of_instruments(self, executions):
        return [("id", "in", executions.ids)]


class CrmContractAmendment(models.Model):
    _name = "crm.contract.amendment"
    _inherit = ["crm.contract.amendment", "crm.contract.own.signing.mixin"]

    def _instruments(self):
        return self.execution_id


class CrmContractThirdParty(models.Model):
    """The agreement by which it steps in, and the one by which it leaves."""

    _name = "crm.contract.third.party"
    _inherit = ["crm.contract.third.party", "crm.contract.own.signing.mixin"]

    def _instruments(self):
        return self.execution_id | self.exit_execution_id

    @api.model
    def _of_instruments(self, executions):
        return [
            "|",
            ("execution_id", "in", executions.ids),
            ("exit_execution_id", "in", executions.ids),
        ]


class CrmContractNda(models.Model):
    _name = "crm.contract.nda"
    _inherit = ["crm.contract.nda", "crm.contract.own.signing.mixin"]

    def _instruments(self):
        return self.execution_id


class CrmContractTermination(models.Model):
    """The agreement on the end, and the settlement after it."""

    _name = "crm.contract.termination"
    _inherit = ["crm.contract.termination", "crm.contract.own.signing.mixin"]

    def _instruments(self):
        return self.execution_id | self.settlement_execution_id

    @api.model
    def _of_instruments(self, executions):
        return [
            "|",
            ("execution_id", "in", executions.ids),
            ("settlement_execution_id", "in", executions.ids),
        ]
