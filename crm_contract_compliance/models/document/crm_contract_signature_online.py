from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

from ...tools.due_date import local_day
from ...tools.signing import Reliability
from ..base.row_lock import queue_up
from ..base.words import day_in_words, listed
from .signature_image import cleaned_image

WAYS = [("drawn", "Drawn"), ("typed", "Typed"), ("uploaded", "Uploaded")]
_RELIABLE = ("is_exclusive", "is_controlled", "is_tamper_evident")
_ONLINE = frozenset(
    {
        "signed_at",
        "way",
        "signature_image",
        "is_logged_in",
        "ip_address",
        "user_agent",
        "confirmations",
        "document_sha256",
    }
)
# What is proven of a signature, on paper or online; ids of contacts are not: they may be merged.
_SAID = (
    "side",
    "signer_name",
    "capacity",
    "method",
    "signed_on",
    "sealed_on",
    *sorted(_ONLINE - {"signature_image"}),
    *_RELIABLE,
)
MAX_NAME, MAX_AGENT = 200, 500


class CrmContractSignature(models.Model):
    """A signature given online, with what makes it count (L-11, L-34, L-35)."""

    _inherit = "crm.contract.signature"

    signed_at = fields.Datetime("Signed Online At", readonly=True, copy=False)
    way = fields.Selection(WAYS, "Signature Is", readonly=True, copy=False)
    signature_image = fields.Binary("Signature", readonly=True, copy=False, attachment=True)
    is_logged_in = fields.Boolean(
        "Logged In", readonly=True, copy=False, help="Else the person came by the link alone."
    )
    ip_address = fields.Char("IP Address", readonly=True, copy=False)
    user_agent = fields.Char("Browser", readonly=True, copy=False)
    confirmations = fields.Json(readonly=True, copy=False, groups=NO_ACCESS)
    document_sha256 = fields.Char("SHA-256 of the Signed Text", readonly=True, copy=False)
    question_ids = fields.One2many("crm.contract.question", "signature_id", "Questions")
    is_exclusive = fields.Boolean(
        "Used by the Signer Alone",
        copy=False,
        help="Nobody else could sign with it (Electronic Signature Law, article 13).",
    )
    is_controlled = fields.Boolean(
        "Under the Signer's Control",
        copy=False,
        help="Only the signer controlled it when it was given.",
    )
    is_tamper_evident = fields.Boolean(
        "Later Changes Would Show",
        copy=False,
        help="Changes of the signature, and of the text after it, can be detected.",
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | _ONLINE

    def _refuse_changed_mark(self, vals):
        """How it was signed online is no matter of opinion afterwards."""
        super()._refuse_changed_mark(vals)
        if self._is_door_open():
            return
        for row in self.filtered("signed_at"):
            for name in {"method", *_RELIABLE} & vals.keys():
                if self._is_really_changed(row, name, vals[name]):
                    raise UserError(row._already_signed())

    def _sign_online(self, mark, person):
        """Sign for this side; of two who press at once, one signs.

        :param mark: what was given on the page, a ``Mark``
        :param person: the contact who acts
        """
        self.ensure_one()
        execution = self.execution_id
        self._refuse_signed()
        execution._refuse_closed()
        self._refuse_other_signer(person)
        self._refuse_mark(mark)
        image = cleaned_image(self.env, mark.image) if mark.way != "typed" else None
        confirmations = self._confirmations(mark.confirmed)
        execution._refuse_altered_document()
        now = fields.Datetime.now()
        # Whoever takes it back or puts another text in its place meanwhile does not pass unseen.
        queue_up(execution)
        self._take(now)
        self._fill_party(person, mark)
        self._write_settled(
            {
                "signed_on": local_day(now, self.contract_id.tz or "UTC"),
                "signer_id": (person if not person.is_company else self.signer_id).id,
                "signer_name": mark.name.strip(),
                "capacity": mark.capacity,
                "method": "electronic",
                "way": mark.way,
                "signature_image": image,
                "is_logged_in": mark.is_logged_in,
                "ip_address": mark.ip_address,
                "user_agent": mark.user_agent[:MAX_AGENT],
                "confirmations": confirmations,
                "document_sha256": execution.document_sha256,
                "recorded_by_id": self.env.uid,
                **dict.fromkeys(_RELIABLE, True),
            }
        )
        self._tell_signed()
        # What follows is told in house, in the language of whoever looks after the contract.
        execution.with_context(lang=self.contract_id.user_id.lang)._advance()

    def _take(self, now):
        """The row is taken by whoever is first; the other starts anew, and finds it signed."""
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                "UPDATE crm_contract_signature SET signed_at = %s"
                " WHERE id = %s AND signed_on IS NULL AND signed_at IS NULL RETURNING id",
                now,
                self.id,
            )
        )
        self.invalidate_recordset(["signed_at"])
        if not rows:
            self._refuse_signed()
            raise UserError(self.env._("Somebody is signing here already; open the page again."))

    def _refuse_signed(self):
        if self.signed_on:
            raise UserError(self._already_signed())

    def _already_signed(self):
        return self.env._(
            "Already signed on %(day)s by %(name)s.",
            day=day_in_words(self.env, self.signed_on),
            name=self.signer_name or self.signer_id.name or "–",
        )

    def _binding_words(self):
        """What its signature says; the hash's first signs stand for the whole."""
        return self.env._(
            "By signing I bind %(party)s to %(instrument)s (SHA-256 %(hash)s…).",
            party=self.partner_id.name,
            instrument=self.execution_id.display_name,
            hash=(self.execution_id.document_sha256 or "")[:12],
        )

    def _refuse_mark(self, mark):
        """What was given must be whole, and given under the text that stands."""
        name = mark.name.strip()
        if not name or len(name) > MAX_NAME or "\0" in name:
            raise UserError(self.env._("Give your name as it stands in your papers."))
        if mark.capacity not in self._fields["capacity"].get_values(self.env):
            raise UserError(self.env._("Say in which capacity you sign."))
        if mark.way not in dict(WAYS):
            raise UserError(self.env._("Draw, type or upload your signature."))
        self._refuse_unauthorised(mark)
        execution = self.execution_id
        if not execution._is_fixed() or mark.seen_sha256 != execution.document_sha256:
            raise UserError(
                self.env._("The text has changed since you opened the page; read it again.")
            )

    def _confirmations(self, confirmed):
        """Each highlighted clause with the words that were confirmed and what was answered (L-11).

        A tick alone is not enough: a question stops the signing until it is answered.
        """
        open_questions = self.question_ids.filtered(lambda row: not row.answer)
        if open_questions:
            raise UserError(
                self.env._(
                    "Your question about “%s” is not answered yet; sign after the answer.",
                    open_questions[0].title,
                )
            )
        clauses = self.execution_id._clauses_to_confirm()
        missing = [clause["title"] for clause in clauses if clause["code"] not in confirmed]
        if missing:
            raise UserError(
                self.env._("Confirm each highlighted clause first: %s.", listed(self.env, missing))
            )
        now = fields.Datetime.to_string(fields.Datetime.now())
        said = self.question_ids._said_by_code()
        return [
            {
                **clause,
                "confirmed_at": now,
                "questions": said.get(clause["code"], []),
            }
            for clause in clauses
        ]

    def _tell_signed(self):
        owner = self.contract_id.user_id
        told = self.with_context(lang=owner.lang)
        body = told.env._(
            "%(name)s signed online for %(side)s: %(instrument)s, SHA-256 of the text %(hash)s.",
            name=told.signer_name,
            side=told.contract_id._side_label(told.side),
            instrument=told.execution_id.display_name,
            hash=told.document_sha256,
        )
        author = self.signer_id or self.partner_id
        for record in (self.contract_id, self.execution_id):
            record._message_log(body=body, author_id=author.id)

    def _reliability(self):
        return Reliability(*(self[name] for name in _RELIABLE))

    def _is_unreliable(self):
        """A plain picture that somebody pasted in, to whom nothing ties the signer (L-35)."""
        is_marked = self.method == "electronic" and self.signed_on
        return bool(is_marked and self._reliability().weaknesses())

    def _said_values(self):
        """What is proven of this row, as plain values."""
        return {name: self._plain(name) for name in _SAID}

    def _plain(self, name):
        value, kind = self.sudo()[name], self._fields[name].type
        if kind in ("date", "datetime"):
            return value.isoformat() if value else None
        return value or None
