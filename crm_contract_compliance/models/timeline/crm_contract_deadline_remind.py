import logging
from collections import defaultdict

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, format_date

from ...tools.due_date import local_day
from ...tools.reminder import due_leads
from ..base.discreet import loggable

BATCH = 500
TRIES = 5
_logger = logging.getLogger(__name__)


class CrmContractDeadline(models.Model):
    """The reminder job: the deadline is the queue, the ledger says what was given.

    A batch locks its rows, writes the ledger (the unique key decides), gives one notice for the
    nearest lead, sets the next lead day, and commits: killed anywhere, nothing is lost or doubled.
    """

    _inherit = "crm.contract.deadline"

    @api.model
    def _cron_remind(self, limit=BATCH):
        progress = self.env["ir.cron"]._commit_progress
        failed = set()
        while rows := self._remind_batch(limit, failed):
            # Out of time: the scheduler comes back at once, unless all that is left has failed.
            if not progress(len(rows), remaining=int(not failed.issuperset(rows.ids))):
                return
        progress(remaining=0)

    @api.model
    def _remind_batch(self, limit, failed, tries=TRIES):
        """Lock a batch and remind; anew where another transaction came in between.

        :return: the rows taken; ids that failed are added to ``failed``
        """
        try:
            rows = self._lock_due(limit, failed)
            errors = rows._remind_or_isolate()
            self.env.flush_all()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            if tries == 1:
                raise
            self.env.cr.rollback()
            return self._remind_batch(limit, failed, tries - 1)
        failed.update(errors)
        return rows

    @api.model
    def _lock_due(self, limit, failed):
        """Due rows that no other worker holds, by their local dates; those with an error last."""
        self.flush_model()
        now = fields.Datetime.now()
        table = SQL.identifier(self._table)
        today = self._local_today_sql(table)
        ids = self.env.execute_query(
            SQL(
                """SELECT id FROM %(table)s
               WHERE state IN ('open', 'submitted') AND remind_on <= %(utc_day)s::date + 1
                 AND remind_on <= %(today)s
                 AND (snoozed_until IS NULL OR snoozed_until <= %(today)s)
                 AND NOT (id = ANY(%(failed)s))
               ORDER BY error IS NOT NULL, remind_on, id LIMIT %(limit)s
               FOR NO KEY UPDATE SKIP LOCKED""",
                table=table,
                utc_day=now,
                today=today,
                failed=list(failed),
                limit=limit,
            )
        )
        return self.browse([row_id for (row_id,) in ids])

    def _remind_or_isolate(self):
        """Remind in one go; when that fails, half and half, so that one row stops nobody.

        :return: the ids that failed; they are tried again at the next run
        """
        if not self:
            return []
        try:
            with self.env.cr.savepoint():
                self._remind()
            return []
        except OperationalError:
            raise
        except Exception as error:
            if len(self) == 1:
                why, is_open = loggable(self, error), not self.is_classified
                _logger.info("Reminder of deadline %s failed: %s", self.id, why, exc_info=is_open)
                self.error = str(error)[:500] or type(error).__name__
                return self.ids
        half = len(self) // 2
        return self[:half]._remind_or_isolate() + self[half:]._remind_or_isolate()

    def _remind(self):
        now = fields.Datetime.now()
        policies = self.env["crm.contract.reminder.policy"]._by_kind()
        pick = self.env["crm.contract.reminder.policy"]._pick
        sent = self._sent_leads()
        notices = {}
        for row in self:
            policy = pick(policies, row.kind, row.company_id)
            notice = due_leads(
                row.due_date,
                policy._all_leads(),
                sent.get(row.id, ()),
                local_day(now, row.tz or "UTC"),
            )
            if notice:
                notices[row] = (policy, notice, row._told_user(policy))
            else:
                row.remind_on = False
        given = self._write_ledger(notices, now)
        if given:
            self._give_notices(given)

    def _write_ledger(self, notices, now):
        """Insert the leads that have passed; whose nearest one is really new gets a notice."""
        if not notices:
            return {}
        values = [
            (
                row.id,
                row.company_id.id,
                row.contract_user_id.id or None,
                lead,
                row.due_date,
                now,
                user.id or None,
                lead == notice.nearest,
                now,
                now,
                self.env.uid,
                self.env.uid,
            )
            for row, (_policy, notice, user) in notices.items()
            for lead in notice.passed
        ]
        inserted = self.env.execute_query(
            SQL(
                """INSERT INTO crm_contract_reminder (deadline_id, company_id, contract_user_id,
                    lead, due_date, sent_at, user_id, is_notice, create_date, write_date,
                    create_uid, write_uid)
               VALUES %s ON CONFLICT (deadline_id, lead, due_date) DO NOTHING
               RETURNING deadline_id, lead""",
                SQL(", ").join(SQL("%s", value) for value in values),
            )
        )
        new = set(inserted)
        self.env["crm.contract.reminder"].invalidate_model()
        self.browse([row.id for row in notices])._wait_for_next(notices)
        return {row: given for row, given in notices.items() if (row.id, given[1].nearest) in new}

    def _wait_for_next(self, notices):
        """The next lead day of each row; rows with the same one in one write (B-G2)."""
        turns = self.grouped(lambda row: (notices[row][1].next_on, notices[row][1].is_escalation))
        for (next_on, is_escalation), rows in turns.items():
            values = {"remind_on": next_on or False, "snoozed_until": False, "error": False}
            rows.write({**values, "is_escalated": True} if is_escalation else values)

    def _give_notices(self, given):
        """One activity for whoever answers, one line in each recipient's digest."""
        self._make_activities(
            {
                row: user
                for row, (policy, _notice, user) in given.items()
                if policy.is_activity and user
            }
        )
        self.user_id.mapped("company_ids")  # of all at once, not of each
        self._send_digests(self._by_reader(given))

    def _by_reader(self, given):
        """{user: rows of the user's digest}; rows of the same people are looked up once."""
        alike = defaultdict(list)
        for row, (policy, notice, _user) in given.items():
            if policy.is_digest:
                people = row.user_id, row.contract_user_id, row.company_id
                alike[people, policy, notice.is_escalation].append(row.id)
        digest = defaultdict(list)
        for (_people, policy, is_escalation), ids in alike.items():
            for user in self.browse(ids[0])._digest_users(policy, is_escalation):
                digest[user] += ids
        return {user: self.browse(ids) for user, ids in digest.items()}

    def _told_user(self, policy):
        """Whose activity it is: the responsible, else the fallback."""
        return (
            self._able(self.user_id) or self._able(policy.fallback_user_id) or self._fallback_user()
        )

    def _fallback_user(self):
        company = self.company_id.sudo()
        return self._able(company.crm_contract_fallback_user_id) or self._able(
            self.contract_user_id
        )

    def _able(self, users):
        """Those of the users who work here: active, internal, and in the row's company."""
        return users.filtered(
            lambda user: user.active and not user.share and self.company_id in user.company_ids
        )

    def _digest_users(self, policy, is_escalation):
        """Who reads of this row in the digest: the one told, and whom the policy names."""
        users = self._told_user(policy) | policy.recipient_ids
        if policy.to_owner:
            users |= self.contract_user_id
        users |= policy.recipient_group_ids.all_user_ids
        if is_escalation:
            users |= policy.escalation_group_ids.all_user_ids
        return self._able(users)

    def _make_activities(self, users):
        """One activity a row, on its contract, in few queries and without a mail of its own."""
        if not users:
            return
        todo = self.env.ref("mail.mail_activity_data_todo")
        model_id = self.env["ir.model"]._get_id("crm.contract")
        contracts = self.concat(*users).contract_id
        contracts.mapped("display_name")
        values = []
        for row, user in users.items():
            told = row.with_context(lang=user.lang)
            values.append(
                {
                    "activity_type_id": todo.id,
                    "res_model_id": model_id,
                    "res_id": row.contract_id.id,
                    "user_id": user.id,
                    "summary": told.name,
                    "date_deadline": row.due_date,
                    "crm_contract_deadline_id": row.id,
                }
            )
        old = (
            self.env["mail.activity"]
            .sudo()
            .search([("crm_contract_deadline_id", "in", [row.id for row in users])])
        )
        old.unlink()
        self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True).create(
            values
        )

    def _send_digests(self, digest):
        """One mail row a user, in the user's language, within this transaction."""
        mails = []
        for user, rows in digest.items():
            if not user.email:
                continue
            told = rows.with_context(lang=user.lang, tz=user.tz).sorted("due_date")
            days = {day: format_date(told.env, day) for day in set(told.mapped("due_date"))}
            body = (
                self.env["ir.qweb"]
                .with_context(lang=user.lang)
                ._render(
                    "crm_contract_compliance.reminder_digest",
                    {"user": user, "rows": told, "days": days},
                    lang=user.lang,
                )
            )
            count = len(rows)
            mails.append(
                {
                    "subject": told.env._("%s contract deadlines need you", count)
                    if count > 1
                    else told.env._("One contract deadline needs you"),
                    "body_html": body,
                    "email_from": rows.company_id[:1].email_formatted or user.email_formatted,
                    "recipient_ids": [fields.Command.link(user.partner_id.id)],
                    "auto_delete": True,
                }
            )
        if mails:
            self.env["mail.mail"].sudo().create(mails)
