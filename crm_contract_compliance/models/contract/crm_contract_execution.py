from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..base import doors
from ..base.evidence import every_file, sha256_of
from ..base.windows import dialog_of
from ..base.words import listed
from .selections import EXECUTION_MODES


class CrmContractExecution(models.Model):
    """One instrument being executed: who must sign or seal, what was signed, since when."""

    _name = "crm.contract.execution"
    _description = "Contract Execution"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.thread.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _transitions = {
        "open": {"executed": "_guard_executed", "void": "_guard_void"},
        "executed": {},
        "void": {},
    }

    contract_id = fields.Many2one(
        "crm.contract", required=True, readonly=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    kind = fields.Selection(
        [
            ("main", "Contract"),
            ("amendment", "Amendment"),
            ("third_party", "Third-party agreement"),
            ("exit", "Exit agreement"),
            ("termination", "Termination agreement"),
            ("settlement", "Settlement"),
            ("nda", "Confidentiality agreement"),
        ],
        required=True,
        readonly=True,
        default="main",
    )
    mode = fields.Selection(EXECUTION_MODES, required=True, readonly=True, default="sign_and_seal")
    state = fields.Selection(
        [("open", "Open"), ("executed", "Executed"), ("void", "Void")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
    )
    signature_ids = fields.One2many("crm.contract.signature", "execution_id", "Signatures")
    document_id = fields.Many2one("ir.attachment", "Signed Document", ondelete="restrict")
    document_sha256 = fields.Char("SHA-256", readonly=True, copy=False)
    executed_on = fields.Date(readonly=True, copy=False)
    executed_at = fields.Datetime(readonly=True, copy=False)

    _one_open_main = models.UniqueIndex(
        "(contract_id) WHERE kind = 'main' AND state != 'void'",
        "The contract is already being executed.",
    )

    _settled_fields = frozenset(
        {
            "contract_id",
            "kind",
            "mode",
            "executed_on",
            "executed_at",
            "document_sha256",
        }
    )

    def action_take_back(self):
        """What is out for signature is void; its record is altered, and sent to sign anew."""
        return self.write({"state": "void"})

    def _action_sign(self):
        """The one dialog that records signatures and seals, on whatever instrument."""
        return dialog_of(
            "crm.contract.signature.wizard",
            self.env._("Record Signature"),
            execution_id=self.id,
        )

    @api.depends("kind", "contract_id.code")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for execution in self:
            execution.display_name = self.env._(
                "%(kind)s %(code)s",
                kind=kinds.get(execution.kind, ""),
                code=execution.contract_id.code or "",
            )

    def _freeze_level(self):
        self.ensure_one()
        return 2 if self.state in ("executed", "void") else 0

    def _executed_at(self):
        return self.executed_at

    @api.model
    def _open(self, kind, modes, signers=None):
        """Open one instrument for each contract of ``modes`` ({contract: mode}).

        Who signs what, and how, is settled here; people record signatures and seals.
        ``signers``: values of the rows of those who sign; none: the contract's own parties.
        """
        executions = doors.through(self.sudo(), "crm_contract_settle").create(
            [
                {
                    "contract_id": contract.id,
                    "kind": kind,
                    "mode": mode,
                    "signature_ids": [
                        Command.create(vals)
                        for vals in signers
                        or [party._signature_vals() for party in contract.party_ids]
                    ],
                }
                for contract, mode in modes.items()
            ]
        )
        return doors.closed(executions, "crm_contract_settle")

    def _has_marks(self):
        return any(row.signed_on or row.sealed_on for row in self.signature_ids)

    def _guard_executed(self):
        """Through ``_execute`` alone, which settles the day first."""
        gaps = [gap.text for gap in self._gaps()]
        if gaps or not self.signature_ids or not self.executed_on:
            raise UserError(
                self.env._(
                    "%(record)s is not executed yet: %(gaps)s.",
                    record=self.display_name,
                    gaps=listed(self.env, gaps) or self.env._("nobody signs"),
                )
            )

    def _guard_void(self):
        if self.kind == "main" and self.contract_id.state == "signing":
            raise UserError(
                self.env._(
                    "%s is being signed; take the contract back to draft instead.",
                    self.contract_id.display_name,
                )
            )
        if self.kind not in ("main", "amendment"):  # those go back with their record
            self.contract_id._require("officer")

    def _execute(self):
        """Freeze the instrument on the day of its last mark, with the hash of its file."""
        for execution in self:
            execution._write_settled(
                {
                    "executed_on": max(row.complete_on for row in execution.signature_ids),
                    "executed_at": fields.Datetime.now(),
                    "document_sha256": sha256_of(execution.document_id),
                }
            )
            for row in execution.signature_ids:
                row._write_settled({"evidence_sha256": sha256_of(every_file(row))})
        self.write({"state": "executed"})

    def _advance(self):
        """After the last mark: carry the instrument on when nothing else is missing."""
        for execution in self.filtered(lambda execution: execution._is_complete()):
            advance = getattr(execution, f"_advance_{execution.kind}", None)
            if advance:
                advance()

    def _advance_main(self):
        contract = self.contract_id
        if contract.state == "signing" and not contract._missing("sign"):
            contract.action_complete_signing()

    def _gaps(self):
        """The marks that are still missing on the instrument, if it was opened at all."""
        return [gap for row in self.signature_ids for gap in row._gaps()]

    def _is_complete(self):
        self.ensure_one()
        return bool(self.signature_ids) and all(self.signature_ids.mapped("is_complete"))

    @api.constrains("document_id")
    def _check_document(self):
        for execution in self:
            document = execution.document_id.sudo()
            if document and document.type != "binary":
                raise ValidationError(self.env._("The signed document is a file, not a link."))
