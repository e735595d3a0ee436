from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, format_datetime, plaintext2html

from odoo.addons.base.models.res_partner import _lang_get

from ...tools.incident import BLOCKS, missing_items
from ..base.windows import dialog_of
from ..base.words import listed

AUDIENCES = [("authority", "The authority"), ("persons", "The persons concerned")]


class CrmContractIncident(models.Model):
    """What the authority and the persons are told, in three blocks; kept as it was said (L-46)."""

    _inherit = "crm.contract.incident"

    notice_lang = fields.Selection(
        _lang_get, "Language of the Notices", default=lambda self: self._default_notice_lang()
    )
    authority_notice = fields.Text("To the Authority", compute="_compute_notices")
    persons_notice = fields.Text("To the Persons", compute="_compute_notices")
    clock_note = fields.Char(compute="_compute_clock_note")
    is_harm_avoided = fields.Boolean(
        "Harm Is Avoided", help="What was done keeps all harm away: the persons need not be told."
    )
    harm_avoided_reason = fields.Text("Why Harm Is Avoided")
    is_persons_notice_ordered = fields.Boolean(
        "Authority Asks to Tell the Persons", help="Then they are told, avoided harm or not."
    )

    authority_notified_at = fields.Datetime("Authority Told", readonly=True, copy=False)
    authority_recipient = fields.Text("Reported To", readonly=True, copy=False)
    authority_reference = fields.Text("Proof of the Report", readonly=True, copy=False)
    authority_text = fields.Text("Report As Sent", readonly=True, copy=False)
    authority_proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_incident_authority_rel",
        string="Files of the Report",
        readonly=True,
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )
    persons_notified_at = fields.Datetime("Persons Told", readonly=True, copy=False)
    persons_recipient = fields.Text("Persons", readonly=True, copy=False)
    persons_reference = fields.Text("Proof of the Notice", readonly=True, copy=False)
    persons_text = fields.Text("Notice As Sent", readonly=True, copy=False)
    persons_proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_incident_persons_rel",
        string="Files of the Notice",
        readonly=True,
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )

    @api.model
    def _default_notice_lang(self):
        return self.env.company.partner_id.lang or self.env.lang

    @api.depends(
        "kinds",
        "cause",
        "harm",
        "measures",
        "advice",
        "contact",
        "persons_count",
        "found_at",
        "tz",
        "notice_lang",
        "authority_text",
        "persons_text",
    )
    @api.depends_context("lang")
    def _compute_notices(self):
        """As it was sent; before, as it would be sent now."""
        for incident in self:
            for audience, _label in AUDIENCES:
                incident[f"{audience}_notice"] = incident[
                    f"{audience}_text"
                ] or incident._notice_text(audience)

    @api.depends("found_at", "target_at", "tz")
    @api.depends_context("lang", "tz")
    def _compute_clock_note(self):
        """In the contract's zone, where the reader's is another."""
        for incident in self:
            zone = incident.tz or "UTC"
            if not incident.target_at or zone == (self.env.context.get("tz") or self.env.user.tz):
                incident.clock_note = False
                continue
            incident.clock_note = self.env._(
                "%(zone)s: found %(found)s, to be told until %(target)s.",
                zone=zone,
                found=format_datetime(self.env, incident.found_at, tz=zone),
                target=format_datetime(self.env, incident.target_at, tz=zone),
            )

    def action_tell_authority(self):
        return self._action_notify("authority", self.env._("Tell the Authority"))

    def action_tell_persons(self):
        return self._action_notify("persons", self.env._("Tell the Persons"))

    def action_tell_side(self):
        """The other side hears of it by an ordinary notice under the contract."""
        self.ensure_one()
        self.check_access("read")
        return dialog_of(
            "crm.contract.notice",
            self.env._("Tell the Other Side"),
            contract_id=self.contract_id.id,
            kind="incident",
            side=self.contract_id.our_side,
            subject=self.code,
            note=self._notice_text("side"),
        )

    def _action_notify(self, audience, title):
        self.ensure_one()
        self.check_access("write")
        self._refuse_told(audience)
        self._refuse_incomplete()
        return dialog_of(
            "crm.contract.incident.notify.wizard", title, incident_id=self.id, audience=audience
        )

    def _notice_text(self, audience):
        """The three blocks (PIPL 57), in the language of the notices."""
        self.ensure_one()
        lang = self.notice_lang or self.env.lang
        incident = self.with_context(lang=lang)
        titles = {
            "what": incident.env._("What happened"),
            "measures": incident.env._("Measures"),
            "contact": incident.env._("How to reach us"),
        }
        blocks = [incident._notice_title(audience)]
        for block, items in BLOCKS.items():
            said = [item for item in items if (incident[item] or "").strip()]
            lines = [incident._notice_line(item, audience) for item in said]
            if block == "what":
                lines = [*incident._notice_facts(), *lines]
            blocks.append("\n".join([titles[block], *lines]))
        return "\n\n".join(blocks)

    def _notice_title(self, audience):
        company = self.company_id.name
        if audience == "persons":
            return self.env._("%s informs you that your personal data have leaked.", company)
        if audience == "authority":
            return self.env._("%s reports a leak of personal data.", company)
        return self.env._(
            "%(company)s gives notice of a leak of personal data under the contract %(contract)s.",
            company=company,
            contract=self.contract_id.code,
        )

    def _notice_facts(self):
        facts = []
        if self.found_at:
            moment = format_datetime(self.env, self.found_at, tz=self.tz or "UTC")
            facts.append(self.env._("Found: %(moment)s (%(zone)s)", moment=moment, zone=self.tz))
        if self.persons_count:
            facts.append(self.env._("Persons affected: %s", self.persons_count))
        return facts

    def _notice_line(self, item, audience):
        label = self._label_of(item)
        if item == "advice" and audience == "persons":
            label = self.env._("What you can do")
        return self.env._("%(label)s: %(text)s", label=label, text=self[item].strip())

    def _refuse_told(self, audience):
        at = self[f"{audience}_notified_at"]
        if at or self.state == "closed":
            raise UserError(
                self.env._(
                    "%(incident)s: %(audience)s: told already. What came to light later is sent as"
                    " a notice of its own and kept in the communication log.",
                    incident=self.display_name,
                    audience=dict(AUDIENCES)[audience],
                )
                if at
                else self._frozen_message(self._label_of(f"{audience}_notified_at"))
            )

    def _refuse_incomplete(self):
        """PIPL 57: a notice says all of it."""
        lacking = [self._label_of(item) for item in missing_items(lambda name: self[name])]
        if lacking:
            raise UserError(
                self.env._(
                    "Before the notice of %(incident)s goes out, fill in: %(items)s.",
                    incident=self.display_name,
                    items=listed(self.env, lacking),
                )
            )

    def _record_notice(self, audience, told_at, recipient, reference, proofs=None):
        """Keep what was said, to whom and when; the incident moves on with the last notice."""
        self.ensure_one()
        self._refuse_told(audience)
        self._refuse_incomplete()
        if told_at < self.found_at or told_at > fields.Datetime.now():
            raise UserError(
                self.env._("A notice is given between the time it was found and the present one.")
            )
        self._write_settled(
            {
                f"{audience}_notified_at": told_at,
                f"{audience}_recipient": (recipient or "").strip(),
                f"{audience}_reference": (reference or "").strip(),
                f"{audience}_text": self._notice_text(audience),
                f"{audience}_proof_ids": [
                    fields.Command.link(file.id) for file in proofs or self.env["ir.attachment"]
                ],
            }
        )
        if self.state == "open" and not self._gaps_of_notice():
            self.write({"state": "notified"})

    def _send_notice(self, audience, partners):
        """By e-mail, to each alone; the ids of the messages are the proof of sending.

        The text stands in the incident, and in no conversation that more people read (I9).
        """
        self.ensure_one()
        deaf = partners.filtered(lambda partner: not email_normalize(partner.email))
        if deaf or not partners:
            raise UserError(
                self.env._("No e-mail address: %s.", listed(self.env, deaf.mapped("name")))
                if deaf
                else self.env._("Choose who gets the e-mail.")
            )
        self._refuse_told(audience)
        self._refuse_incomplete()
        mails = (
            self.env["mail.mail"]
            .sudo()
            .create(
                [
                    {
                        "subject": self._notice_subject(audience),
                        "body_html": plaintext2html(self._notice_text(audience)),
                        "email_from": self.company_id.email_formatted
                        or self.env.user.email_formatted,
                        # A line break in a name would begin a header of its own.
                        "email_to": " ".join(partner.email_formatted.split()),
                        "auto_delete": True,
                    }
                    for partner in partners
                ]
            )
        )
        self._record_notice(
            audience,
            fields.Datetime.now(),
            listed(self.env, partners.mapped("name")),
            " ".join(mails.mapped("message_id")),
        )

    def _notice_subject(self, audience):
        incident = self.with_context(lang=self.notice_lang or self.env.lang)
        if audience == "persons":
            return incident.env._("Your personal data")
        return incident.env._("Report of a leak of personal data: %s", self.code)
