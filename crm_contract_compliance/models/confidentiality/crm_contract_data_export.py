from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.file_name import plain_name
from ...tools.sheet import Sheet, workbook
from ..base.crm_contract_thread_mixin import CLEARANCE
from ..base.row_lock import queue_up
from ..base.words import listed

# What may be told of a person beside the name, as the form offers it.
DATA = ("function", "email", "phone", "contact_address")
_FILE = "export_file"


class CrmContractDataProcessing(models.Model):
    """What leaves the house: a sheet of those persons whose data may, and one line in the log.

    T0-3.2, L-39, L-40.
    """

    _inherit = "crm.contract.data.processing"

    # The files hang on this field, so that its group is asked for in every way to them.
    export_file = fields.Binary(
        "Latest Export", compute="_compute_export_file", groups=CLEARANCE, copy=False
    )
    export_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        "Exports",
        domain=[("res_model", "=", "crm.contract.data.processing"), ("res_field", "=", _FILE)],
        groups=CLEARANCE,
        copy=False,
    )

    @api.depends("export_ids")
    def _compute_export_file(self):
        for row in self:
            row.export_file = row.export_ids.sorted("id", reverse=True)[:1].datas

    def action_export(self):
        """Ask whose data are given, and which."""
        self.ensure_one()
        self._require_exporter()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_data_export_wizard_action"
        )

    def _require_exporter(self):
        """T0-3.2: data leave through a contract manager, who has the clearance."""
        self.check_access("write")
        self.contract_id._require("manager")
        if not self.env.su and not self.env.user.has_group(CLEARANCE):
            raise AccessError(
                self.env._("Personal data are given away by managers with the clearance only.")
            )

    def _candidates(self):
        """The customer's persons, and whoever has consented and is none of them any more."""
        self.ensure_one()
        customer = self.contract_id._customer()
        persons = self.env["res.partner"].search(
            [("id", "child_of", customer.ids), ("is_company", "=", False)]
        )
        return persons | self.consent_ids.partner_id

    def _left_out(self, persons):
        """{person: why, in the reader's words} of those whose data stay behind today."""
        today = self.contract_id._local_today()
        reasons = self._reasons_to_keep(persons, today)
        return {person: self._text_left_out(code) for person, code in reasons.items() if code}

    def _export(self, persons, names):
        """The sheet of those ``persons`` whose data may be given today, kept here and logged.

        :raises UserError: with every reason, when the third party gets nothing today
        """
        self.ensure_one()
        self._require_exporter()
        queue_up(self)  # whoever withdraws meanwhile is left out
        self._refuse_export(persons, names)
        given = persons - persons.browse([person.id for person in self._left_out(persons)])
        if not given:
            raise UserError(
                self.env._("None of these persons' data may be given: %s.", self._told(persons))
            )
        # In a field of ours, where people put none: see base/ir_attachment.py.
        file = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": self._export_name(),
                    "res_model": self._name,
                    "res_id": self.id,
                    "res_field": _FILE,
                    "raw": workbook(self._sheet(given, names)),
                }
            )
        )
        self._log_export(given, persons - given, names)
        return file.sudo(self.env.su)

    def _refuse_export(self, persons, names):
        reasons = self._refusal_texts()
        if reasons:
            raise UserError(
                self.env._(
                    "%(name)s gets no data today: %(reasons)s.",
                    name=self.third_party_id.partner_id.name,
                    reasons=listed(self.env, reasons),
                )
            )
        strangers = persons - self._candidates()
        if strangers:
            raise UserError(
                self.env._("%s is no contact of the customer of this contract.", strangers[0].name)
            )
        if set(names) - set(DATA):
            raise UserError(self.env._("These data are not given to third parties."))

    def _told(self, persons):
        """“Li Na: no consent on record, …”."""
        return listed(
            self.env,
            [
                self.env._("%(person)s: %(reason)s", person=person.name, reason=reason)
                for person, reason in self._left_out(persons).items()
            ],
        )

    def _sheet(self, persons, names):
        labels = self._data_labels()
        head = (
            (self.env._("Recipient"), self.third_party_id.partner_id.name or ""),
            (self.env._("Contract"), self.contract_id.code or ""),
            (self._label_of("purpose"), self.purpose or ""),
            (self._label_of("data_kinds"), self.data_kinds or ""),
            (self.env._("Exported On"), str(self.contract_id._local_today())),
        )
        rows = [
            [person.name or "", *(self._cell(person, name) for name in names)] for person in persons
        ]
        return Sheet(head, [self.env._("Name"), *(labels[name] for name in names)], rows)

    def _cell(self, person, name):
        """An address in one line."""
        lines = (person[name] or "").splitlines()
        return ", ".join(line.strip() for line in lines if line.strip())

    def _data_labels(self):
        """{field of a contact: its label}."""
        return {
            "function": self.env._("Job Position"),
            "email": self.env._("E-mail"),
            "phone": self.env._("Phone"),
            "contact_address": self.env._("Address"),
        }

    def _export_name(self):
        code = plain_name(self.contract_id.code or "")
        return self.env._(
            "Personal data %(code)s %(day)s.xlsx", code=code, day=self.contract_id._local_today()
        )

    def _log_export(self, given, left, names):
        """Who, when and how much; no names, since whoever reads the record reads this."""
        self.contract_id._log_disclosure(self._disclosure_vals(given, names))
        self._message_log(
            body=self.env._(
                "Personal data of %(count)s persons given to the third party (%(data)s);"
                " %(left)s left out.",
                count=len(given),
                data=self._data_in_words(names),
                left=len(left),
            )
        )

    def _disclosure_vals(self, given, names):
        """The line of the contract's log of disclosures (L-45): to whom, what for, how much."""
        today = self.contract_id._local_today()
        return {
            "kind": "export",
            "side": self.contract_id.our_side,
            "third_party_id": self.third_party_id.id,
            "partner_id": self.third_party_id.partner_id.id,
            "disclosed_on": today,
            "known_on": today,
            "purpose": "performance",
            "purpose_note": self.purpose.strip().partition("\n")[0][:1000],
            "scope": self.env._(
                "Personal data of %(count)s persons: %(data)s",
                count=len(given),
                data=self._data_in_words(names),
            ),
        }

    def _data_in_words(self, names):
        labels = self._data_labels()
        return listed(self.env, [self.env._("Name"), *(labels[name] for name in names)])
