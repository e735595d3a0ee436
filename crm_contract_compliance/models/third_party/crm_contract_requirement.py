from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base import doors
from ..base.evidence import has_files

_PASSED = ("consented", "active", "exiting", "ended", "rejected")


class CrmContractRequirement(models.Model):
    """The consents and papers of a third party are requirements like any other."""

    _inherit = "crm.contract.requirement"

    third_party_id = fields.Many2one(
        "crm.contract.third.party", ondelete="cascade", index="btree_not_null", copy=False
    )

    is_exit_agreement = fields.Boolean("The Exit Agreement", readonly=True, copy=False)

    _anchor_fields = frozenset({"contract_id", "type_id", "template_id", "third_party_id"})

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._refuse_planted_consents()
        rows.third_party_id._settle_consents()
        return rows

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"is_exit_agreement"}

    def write(self, vals):
        self._refuse_unsigned_exit(vals)
        result = super().write(vals)
        if "kind" in vals:
            self._refuse_planted_consents()
        if {"done_on", "evidence_ids"} & vals.keys():
            self.third_party_id._settle_consents()
        return result

    @api.constrains("third_party_id", "contract_id")
    def _check_third_party(self):
        for row in self.filtered("third_party_id"):
            if row.third_party_id.contract_id != row.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))

    @api.constrains("done_on", "evidence_ids")
    def _check_consent_in_writing(self):
        """X-9: a consent comes with its document, where the contract asks for it."""
        for row in self.filtered(lambda row: row.kind == "consent" and row.done_on):
            if row.contract_id.is_consent_document_needed and not has_files(row):
                raise ValidationError(
                    self.env._("“%s” is given in writing: attach the document.", row.name)
                )

    @api.model
    def _create_in_every_language(self, vals_list):
        """Create rows whose ``name`` is a function of an environment, once for each language.

        Nobody's defaults have a say in what is asked for.
        """
        named = [(vals.pop("name"), vals) for vals in vals_list]
        common = {"is_required": True, "done_on": False, "evidence_ids": False}
        rows = doors.through(self, "crm_contract_settle").create(
            [{**common, **vals, "name": name(self.env)} for name, vals in named]
        )
        for code, _label in self.env["res.lang"].get_installed():
            if code == self.env.lang:
                continue
            for row, (name, _vals) in zip(rows.with_context(lang=code), named, strict=True):
                row._write_settled({"name": name(row.env)})
        return rows

    def _copy_for_third_party(self, third_party):
        """The contract's rows as the third party's own, in every language."""
        anew = dict.fromkeys(
            ("done_on", "evidence_ids", "waiver_reason", "waived_by_id", "waived_on"), False
        )
        copies = self.browse()
        for row in doors.through(self, "crm_contract_settle"):
            copies |= row.copy({**anew, "third_party_id": third_party.id})
        return doors.closed(copies, "crm_contract_settle")

    def _refuse_unsigned_exit(self, vals):
        """Of whoever leaves by its own wish it is signed; nobody ticks it off (T1-App5)."""
        if not vals.get("done_on") or self._is_door_open():
            return
        for row in self.filtered(lambda row: row.is_exit_agreement and not row.done_on):
            if row.third_party_id.state == "exiting":
                raise UserError(
                    self.env._(
                        "“%s” is there once it is signed by all: press “Send the Exit to Sign” on"
                        " the third party. What was signed on paper is recorded there, too.",
                        row.name,
                    )
                )

    def _asked_kinds(self):
        """What these ask for; of the documents the exit agreement alone is asked of everybody."""
        return {row.kind for row in self if row.kind != "document" or row.is_exit_agreement}

    def _is_exit_paper(self):
        """Hook: whether this row of the contract's own list is the exit agreement."""
        return False

    def _refuse_planted_consents(self):
        """Both sides are asked once, with the proposal: no other row stands for an answer."""
        planted = self.filtered(lambda row: row.third_party_id and row.kind == "consent")
        if planted and not self._is_door_open():
            raise UserError(
                self.env._("The consents to a third party are asked for with its proposal.")
            )

    def _waive(self, reason):
        if any(row.kind == "consent" for row in self):
            raise UserError(self.env._("A consent is given or refused; nobody can do without it."))
        return super()._waive(reason)

    def _require_manager_for_templates(self):
        asked = self.filtered(lambda row: row.third_party_id and row.is_required)
        if asked:
            asked.contract_id._require("manager")
        return super()._require_manager_for_templates()

    def _freeze_level(self):
        """A consent is what was asked, with its document once it was given."""
        if not self.third_party_id:
            return super()._freeze_level()
        if self.third_party_id.state in _PASSED:
            return 2
        if self.kind == "consent":
            return 2 if self.done_on else 1
        return super()._freeze_level()

    def _executed_at(self):
        return None if self.third_party_id else super()._executed_at()

    def _is_passed(self):
        if self.third_party_id and self.gate == "third_active":
            state = self.third_party_id.state
            return state in (_PASSED if self.kind == "consent" else _PASSED[1:])
        if self.third_party_id and self.gate == "third_exit":
            return self.third_party_id.state == "ended"
        return super()._is_passed()
