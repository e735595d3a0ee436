from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from odoo.addons.base.models.ir_attachment import SECURITY_FIELDS

from ..base import doors
from ..base.crm_contract_thread_mixin import CLEARANCE

TAGS = "crm_contract_classification_ids"
FLAG = "crm_contract_is_classified"
READER = "crm_contract_for_reader"
"""Context key: files are looked up as superuser, for somebody without the clearance."""
_TAKEN_BACK = {"public": False, "access_token": False}


class IrAttachment(models.Model):
    """A file that carries a classification is for people with the clearance, whatever way is
    tried to it (T0-8.1, A06).

    A record rule keeps it from lists and readers; what looks files up without asking for rules
    (proofs, messages, tokens, streams) is held here and in its neighbours.
    """

    _inherit = "ir.attachment"

    crm_contract_classification_ids = fields.Many2many(
        "crm.contract.classification",
        "crm_contract_classification_file_rel",
        string="Classifications",
        ondelete="restrict",
        context={"active_test": False},
        help="Whoever lacks the clearance does not get the file.",
    )
    crm_contract_is_classified = fields.Boolean("Confidential", readonly=True)

    @api.depends("name", FLAG)
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for file in self._hidden():
            file.display_name = self.env._("Confidential file")
        return result

    @api.model_create_multi
    def create(self, vals_list):
        default = self.default_get([TAGS])
        vals_list = [self._tagged_vals({**default, **vals}, vals) for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        is_kept = vals.get(FLAG) and doors.opened(self, "crm_contract_settle")
        if {TAGS, FLAG} & vals.keys():
            self.browse()._require_clearance()
            vals = {name: value for name, value in vals.items() if name != FLAG}
        if vals.get("public") or vals.get("access_token"):
            self._refuse_giving_out()
        result = super().write(vals)
        if TAGS in vals:  # the column that every way to a file looks at
            for is_tagged, files in self.grouped(
                lambda file: bool(is_kept) or file._is_tagged()
            ).items():
                super(IrAttachment, files).write(
                    {**(_TAKEN_BACK if is_tagged else {}), FLAG: is_tagged}
                )
        return result

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """No lookup that bypasses the rules, such as that of a proof, finds what they hide."""
        is_unruled = bypass_access and not self.env.su or self.env.context.get(READER)
        if is_unruled and not self._is_cleared():
            domain = Domain(domain) & Domain(FLAG, "=", False)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        if not self.env.su and self.ids:
            # What the rule looks at is read along with what core looks at: no query more.
            self.sudo().fetch([*SECURITY_FIELDS, FLAG])
        return super()._check_access(operation)

    def generate_access_token(self):
        self._refuse_giving_out()
        return super().generate_access_token()

    def _has_attachments_ownership(self, attachment_tokens):
        return not self._hidden() and super()._has_attachments_ownership(attachment_tokens)

    def _get_raw_access_token(self):
        return not self._hidden() and super()._get_raw_access_token()

    def _get_thumbnail_token(self):
        return not self._hidden() and super()._get_thumbnail_token()

    def _get_ownership_token(self):
        return not self._hidden() and super()._get_ownership_token()

    def _to_http_stream(self):
        self._refuse_hidden()
        return super()._to_http_stream()

    def _make_confidential(self, classifications):
        """For what the addon itself makes of confidential words, whatever their reasons."""
        tags = [Command.link(tag.id) for tag in classifications]
        files = doors.through(self.sudo(), "crm_contract_settle")
        return files.write({TAGS: tags, FLAG: True})

    def _is_tagged(self):
        return bool(self.sudo()[TAGS])

    def _hidden(self):
        """Those that the real user may not have, as whoever they are looked up."""
        if self._is_cleared():
            return self.browse()
        return self.filtered(lambda file: file.sudo()[FLAG])

    def _refuse_hidden(self):
        if self._hidden():
            raise AccessError(self.env._("This file is confidential; it needs the clearance."))

    def _refuse_giving_out(self):
        """Whoever has the link of a public file, or one with a token, has the file."""
        for file in self.sudo():
            if file[FLAG]:
                raise UserError(
                    self.env._(
                        "“%s” is confidential: it is neither published nor given out by link.",
                        file.display_name,
                    )
                )

    @api.model
    def _is_cleared(self):
        return self.env.user.has_group(CLEARANCE)

    @api.model
    def _require_clearance(self):
        self.env["crm.contract.classified.mixin"]._require_clearance()

    @api.model
    def _tagged_vals(self, given, vals):
        """A new file's values; ``given`` with the defaults of a screen."""
        is_tagged = self.env["crm.contract.classified.mixin"]._brings_tags(given.get(TAGS))
        if not is_tagged:
            return {name: value for name, value in vals.items() if name != FLAG}
        self._require_clearance()
        return {**vals, **_TAKEN_BACK, FLAG: True}
