"""One word on everything that belongs to a classified contract, and who must never hear it."""

import json
import logging
from contextlib import contextmanager

from odoo.tests import HttpCase, new_test_user
from odoo.tools import SQL

from .access_matrix import AccessMatrixCase, own_models
from .security_case import NOISY

WORD = "Zinnoberfuchs"
OTHER_WORD = "Kobaltdachs"  # planted nowhere: an answer to the one must be the answer to the other
TEXTS = ("char", "text", "html")
# What the addon itself reads; none of it is typed.
TECHNICAL = {
    "code",  # the number, which is all that others see
    "contract_code",
    "key",
    "res_model",
    "record_model",
    "posting",
    "tiers",  # a list of days and percents, which is reckoned with
    "access_token",
}
# Rows that hold numbers, days and links alone.
WORDLESS = {
    "crm.contract.reminder",
    "crm.contract.report.line",
    "crm.contract.liability.account",
    "crm.contract.access",
}

MUTED = (
    *NOISY,
    "odoo.http",
    "odoo.addons.web.controllers.export",
    "odoo.addons.base.models.ir_qweb",
)


class _Ear(logging.Handler):
    """Hears all that is logged at INFO or above, tracebacks included."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        self.said = []

    def emit(self, record):
        self.said.append(self.format(record))


class ClassifiedCase(AccessMatrixCase, HttpCase):
    """The classified place of the access matrix, the word written into all of its texts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.allow_inherited_tests_method = True
        cls._people_without_clearance()
        cls.planted = {
            model: record for (model, place), record in cls.records.items() if place == "classified"
        }
        cls.contracts = cls.planted["crm.contract"].browse()
        for record in cls.planted.values():
            cls.contracts |= cls._contract_of(record)
        cls._link_opportunity()
        for model in cls.planted:
            cls._plant_texts(model)
        cls.files = cls.env["ir.attachment"]
        for record in cls.planted.values():
            cls.files |= cls._plant_file(record)
        cls._plant_in_the_open()
        cls.env.flush_all()
        cls.env.invalidate_all()
        cls.messages = cls.env["mail.message"]
        for record in cls.planted.values():
            cls._plant_conversation(record)
        cls.env.flush_all()

    @classmethod
    def _people_without_clearance(cls):
        """Who owns it, is a member, or has any other reason to come near it."""
        cls.accountant = new_test_user(
            cls.env,
            "cc_accountant",
            groups="base.group_user,account.group_account_manager,base.group_partner_manager",
        )
        cls.customer = new_test_user(cls.env, "cc_customer", groups="base.group_portal")
        cls.customer.partner_id.parent_id = cls.partner
        cls.user.group_ids |= cls.env.ref("sales_team.group_sale_salesman")
        cls.manager.group_ids |= cls.env.ref("sales_team.group_sale_manager")
        cls.uncleared = {
            "owner": cls.user,
            "member": cls.member,
            "officer": cls.officer,
            "manager": cls.manager,
            "accountant": cls.accountant,
            "employee": cls.employee,
            "customer": cls.customer,
            "public": cls.public,
        }
        for user in cls.uncleared.values():
            if not user.share:
                user.group_ids |= cls.env.ref("base.group_allow_export")
        for user in (cls.employee, cls.customer):
            user.password = user.login

    @staticmethod
    def _contract_of(record):
        if record._name == "crm.contract":
            return record
        if record._name == "crm.contract.reminder":
            return record.deadline_id.contract_id
        if "contract_id" not in record._fields:  # a purge is of many contracts
            return record.env["crm.contract"]
        return record.contract_id

    @classmethod
    def _link_opportunity(cls):
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Deal", "type": "opportunity", "user_id": cls.user.id}
        )
        cls.lead.partner_id = cls.partner
        cls.contracts.opportunity_id = cls.lead

    @classmethod
    def _text_names(cls, model):
        """Stored columns of plain text that people type or that tell what they typed."""
        return [
            name
            for name, field in cls.env[model]._fields.items()
            if field.type in TEXTS and field.store and field.column_type and name not in TECHNICAL
        ]

    @classmethod
    def _rows(cls, model):
        """All rows of the model below the classified contracts, not just the one planted."""
        records = cls.env[model].sudo().with_context(active_test=False)
        found = cls.planted[model].sudo()
        if model != "crm.contract" and "contract_id" in records._fields:
            found |= records.search([("contract_id", "in", cls.contracts.ids)])
        return found | cls.contracts if model == "crm.contract" else found

    @classmethod
    def _plant_texts(cls, model):
        """Past every guard: what counts is where the word can be read from."""
        rows = cls._rows(model)
        for name in cls._text_names(model):
            rows.flush_recordset()
            cls.env.execute_query(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id IN %s RETURNING id",
                    SQL.identifier(rows._table),
                    SQL.identifier(name),
                    cls._planted_sql(rows._fields[name]),
                    tuple(rows.ids),
                )
            )
        rows.invalidate_recordset()

    @staticmethod
    def _planted_sql(field):
        """The word with the row's id; a translated text falls back to its English."""
        word = SQL("%s || ' ' || id", WORD)
        return SQL("jsonb_build_object('en_US', %s)", word) if field.translate else word

    @classmethod
    def _plant_file(cls, record):
        """A file on the record, and in each of its fields for files."""
        owner = {"res_model": record._name, "res_id": record.id}
        file = cls._create_file(f"{WORD}.txt", WORD.encode(), **owner)
        for name in cls._file_names(record):
            field = record._fields[name]
            cls.env.execute_query(
                SQL(
                    "INSERT INTO %s (%s, %s) VALUES (%s, %s) RETURNING 1",
                    SQL.identifier(field.relation),
                    SQL.identifier(field.column1),
                    SQL.identifier(field.column2),
                    record.id,
                    file.id,
                )
            )
        return file

    @staticmethod
    def _file_names(record):
        """Its fields for several files."""
        return [
            name
            for name, field in record._fields.items()
            if field.comodel_name == "ir.attachment" and field.store and field.type == "many2many"
        ]

    @classmethod
    def _plant_in_the_open(cls):
        """What is confidential by itself, on a contract that is not."""
        contract = cls.records["crm.contract", "own"]
        tags = cls.env["crm.contract.classification"].search([])
        for (_model, place), record in cls.records.items():
            if place == "own" and (record == contract or cls._file_names(record)):
                file = cls._plant_file(record)
                file.crm_contract_classification_ids = tags
                cls.files |= file
        vals = {"contract_id": contract.id, "name": WORD, "note": WORD, "is_classified": True}
        cls.env["crm.contract.requirement"].create(vals)
        vals = {"contract_id": contract.id, "name": WORD, "body": WORD, "is_classified": True}
        cls.env["crm.contract.clause"].create(vals)

    @classmethod
    def _plant_conversation(cls, record):
        """Followed, from before it was classified, by everybody who may not read it."""
        if "message_ids" in record._fields:
            people = cls.env["res.users"].union(*cls.uncleared.values()).partner_id
            record.sudo()._message_subscribe((people | cls.partner).ids)
            cls.messages |= (
                record.with_user(cls.cleared_manager)
                .sudo()
                .message_post(
                    body=WORD,
                    subject=WORD,
                    subtype_xmlid="mail.mt_comment",
                    partner_ids=people.ids,
                    attachments=[(f"{WORD}.md", WORD.encode())],
                )
            )
            cls.messages |= record.sudo()._message_log(body=WORD)
        if "activity_ids" in record._fields and hasattr(record, "activity_schedule"):
            record.with_user(cls.cleared_manager).sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=WORD,
                note=WORD,
                user_id=cls.cleared_manager.id,
            )

    def answer_to(self, user, records, method, *args, **kwargs):
        """What a client gets for the call, a refusal's words included."""
        try:
            with self.env.cr.savepoint(flush=False):
                answer = self.rpc(user, records, method, *args, **kwargs)
        except Exception as refusal:  # noqa: BLE001 - whatever is said is looked at
            answer = [type(refusal).__name__, str(refusal)]
        return answer

    @staticmethod
    def tells(answer):
        return WORD.lower() in json.dumps(answer, default=str, ensure_ascii=False).lower()

    def assert_silent(self, calls):
        """Each of ``(what, user, records, method, args)`` is answered without the word."""
        told = []
        for what, user, records, method, args in calls:
            if self.tells(self.answer_to(user, records, method, *args)):
                told.append(f"{user.login}: {what}")
        self.assertEqual(told, [])

    @contextmanager
    def nothing_logged(self):
        """What the server writes into its log meanwhile says nothing either.

        Tests log next to nothing: here all that a server logs by default is listened to, what is
        muted elsewhere included.
        """
        ear, odoo = _Ear(), logging.getLogger("odoo")
        loggers = [logging.getLogger(name) for name in (None, *MUTED)]
        level = odoo.level
        odoo.setLevel(logging.INFO)
        for logger in loggers:
            logger.addHandler(ear)
        try:
            yield ear
        finally:
            odoo.setLevel(level)
            for logger in loggers:
                logger.removeHandler(ear)
        told = [line[:300] for line in ear.said if WORD.lower() in line.lower()]
        self.assertEqual(told, [])

    @classmethod
    def models_in_sight(cls):
        """Ours, and what of others' models hangs on them: {model: ids that matter, or None}."""
        env = cls.env
        ours = {name: None for name in own_models(env) if not env[name]._transient}
        moves = env["account.move"].search([("crm_contract_id", "in", cls.contracts.ids)])
        activities = env["mail.activity"].search(
            [("res_model", "in", list(ours)), ("summary", "!=", False)]
        )
        notes = env["mail.message"].search([("model", "in", list(ours)), ("res_id", "!=", False)])
        near = {
            "crm.lead": cls.lead,
            "res.partner": cls.partner | cls.their_person | cls.our_person | cls.anzhi,
            "account.move": moves,
            "account.move.line": moves.line_ids,
            "ir.attachment": cls.files | cls.messages.attachment_ids,
            "mail.message": cls.messages | notes,
            "mail.activity": activities,
            "mail.followers": env["mail.followers"].search([("res_model", "in", list(ours))]),
            "mail.notification": notes.notification_ids,
            "mail.mail": env["mail.mail"].search([]),
        }
        return {**ours, **{model: records.ids for model, records in near.items()}}
