from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.due_date import local_day
from ...tools.reminder import SILENT_AFTER_DAYS, arm
from ..base import doors
from ..base.evidence import keep_files
from .kinds import OPEN

# What the timeline reacts to when it changes.
_WATCHED = ("due_date", "kind", "state", "user_id")
# What a person may write; the rest follows from the matter behind the row.
_BY_HAND = {
    "user_id",
    "snoozed_until",
    "state",
    "done_on",
    "note",
    "evidence_ids",
    "skip_reason",
    "rejection_reason",
    "visit_needs",
    "visit_feedback",
    "visit_improvement",
}


class CrmContractDeadline(models.Model):
    """Rows follow the specs of their sources; whatever moves is armed anew."""

    _inherit = "crm.contract.deadline"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._arm(first=True)
        rows._make_members()
        return rows

    def write(self, vals):
        proofs = {}
        if not self.env.su:
            self._refuse_by_hand(vals)
            proofs = self._settled_proofs(vals)
        before = self._watched() if vals.keys() & set(_WATCHED) else {}
        result = super().write(vals)
        if not self.env.su and vals.get("done_on"):
            self._refuse_done_in_future()
        for row, files in proofs.items():
            if files - row.evidence_ids:
                raise UserError(row._settled_message())
        keep_files(self, [vals])
        if before:
            self._react(before)
        return result

    @api.model
    def _sync(self, records, specs, is_person_named=False):
        """Make the rows of ``records`` say what ``specs`` ({record: [spec]}) says.

        Done and skipped rows stay as they are; an open row whose spec vanished is cancelled.
        ``is_person_named``: the source names somebody anew, so its rows go along.
        """
        rows = self.search([("res_model", "=", records._name), ("res_id", "in", records.ids)])
        before = rows._watched()
        by_key = {(row.res_id, row.kind, row.key): row for row in rows}
        new = []
        for record, wanted in specs.items():
            for spec in wanted:
                row = by_key.pop((record.id, spec.kind, spec.key), self.browse())
                if row:
                    row._follow(row._changes(spec, is_person_named))
                elif not spec.done_on:
                    new.append(self._vals_of(record, spec))
        kept = {record.id: record._deadlines_kept_until() for record in specs}
        for row in by_key.values():
            day = kept.get(row.res_id)
            is_gone = row.state == "open" and not (day and row.due_date <= day)
            row._follow({"state": "cancelled"} if is_gone else {})
        rows._react(before)
        return self.create(new) if new else self.browse()

    def _changes(self, spec, is_person_named):
        """What to write on the row so that it says what ``spec`` says."""
        if self.state in ("done", "skipped"):
            return {}
        if spec.done_on:
            return {"done_on": spec.done_on, "state": "done"} if self.state in OPEN else {}
        wanted = {
            "due_date": spec.due_date,
            "subject": spec.subject or False,
            "side": spec.side,
            "needs_proof": spec.needs_proof,
        }
        if is_person_named:
            wanted["user_id"] = self.env["res.users"].browse(spec.user_id) or self.contract_user_id
        changes = {name: value for name, value in wanted.items() if self[name] != value}
        if self.state == "cancelled":
            changes["state"] = "open"
        return changes

    def _follow(self, changes):  # pylint: disable=missing-return
        """Write through the gate; the caller reacts once for all its rows."""
        if changes:
            super().write(changes)  # pylint: disable=super-method-mismatch

    def _watched(self):
        return {row.id: {name: row[name] for name in _WATCHED} for row in self}

    def _react(self, before):
        """A date that moved takes back what was told of it; whatever turned is armed anew."""

        def turned(*names):
            return self.filtered(
                lambda row: any(row[name] != before[row.id][name] for name in names)
            )

        moved, handed = turned("due_date"), turned("user_id")
        closed = turned("state").filtered(lambda row: row.state not in OPEN)
        (moved | closed).sudo().activity_ids.unlink()
        moved.sudo().is_escalated = False
        turned("due_date", "kind", "state")._arm()
        handed._hand_over()

    def _refuse_by_hand(self, vals):
        """Kinds that mirror a fact move and close with it; nobody types what the job writes."""
        if vals.keys() - _BY_HAND or vals.get("state") == "cancelled":
            raise UserError(
                self.env._("A deadline follows from the matter behind it: change it there.")
            )
        if "state" in vals:
            self._refuse_mirrors()
        self._refuse_settled_change(vals)
        if self.env["res.users"].browse(vals.get("user_id") or ()).sudo().share:
            raise UserError(self.env._("An internal user answers for a deadline."))

    def _refuse_settled_change(self, vals):
        """When it was done and why it was skipped stay, until it is opened again."""
        for row in self._settled_rows(vals):
            for name in {"done_on", "skip_reason"} & vals.keys():
                if str(vals[name] or "") != str(row[name] or ""):
                    raise UserError(row._settled_message())

    def _settled_proofs(self, vals):
        """{settled row: its proof}, which may only become more."""
        rows = self._settled_rows(vals) if "evidence_ids" in vals else ()
        return {row: row.evidence_ids for row in rows}

    def _settled_rows(self, vals):
        """Those that are not open, and which ``vals`` does not move on."""
        return self.filtered(
            lambda row: row.state != "open" and vals.get("state", row.state) == row.state
        )

    def _settled_message(self):
        return self.env._("“%s” is no longer open; what was handed in is its proof.", self.name)

    def _refuse_done_in_future(self):
        if any(row.done_on and row.done_on > row._local_today() for row in self):
            raise UserError(self.env._("A deadline cannot be done on a future day."))

    @api.model
    def _vals_of(self, record, spec):
        contract = record._deadline_contract()
        return {
            "contract_id": contract.id,
            "res_model": record._name,
            "res_id": record.id,
            "kind": spec.kind,
            "key": spec.key,
            "due_date": spec.due_date,
            "subject": spec.subject or False,
            "side": spec.side,
            "needs_proof": spec.needs_proof,
            "user_id": spec.user_id or contract.user_id.id,
        }

    def _close(self, day):
        """Done before a record was kept here: nothing proves it, and nobody is asked to."""
        rows = doors.through(self.filtered(lambda row: row.state in OPEN), "crm_contract_register")
        rows.write({"done_on": day, "state": "done"})

    def _arm(self, first=False):
        """Write the next unsent lead day of each row."""
        if not self:
            return
        policies = self.env["crm.contract.reminder.policy"]._by_kind()
        pick = self.env["crm.contract.reminder.policy"]._pick
        sent = {} if first else self._sent_leads()
        now = fields.Datetime.now()
        for row in self.sudo():
            if row.state not in OPEN:
                row.remind_on = False
                continue
            today = local_day(now, row.tz or "UTC")
            if first or row.is_silent:
                row.is_silent = (today - row.due_date).days > SILENT_AFTER_DAYS
            leads = pick(policies, row.kind, row.company_id)._all_leads()
            row.remind_on = not row.is_silent and arm(
                row.due_date, leads, sent.get(row.id, ()), today, first
            )

    def _sent_leads(self):
        """{row id: leads in the ledger for the row's present date}."""
        groups = (
            self.env["crm.contract.reminder"]
            .sudo()
            ._read_group(
                [("deadline_id", "in", self.ids)],
                ["deadline_id", "due_date:day"],
                ["lead:array_agg"],
            )
        )
        return {
            row.id: leads for row, day, leads in groups if fields.Date.to_date(day) == row.due_date
        }

    def _make_members(self):
        """Whoever answers for a deadline may see its contract."""
        for user, rows in self.sudo().grouped("user_id").items():
            contracts = rows.contract_id.filtered(
                lambda contract, user=user: user not in contract.user_id | contract.member_ids
            )
            if user and contracts:  # the row's own check has looked at the user
                doors.through(contracts, "crm_contract_settle").write(
                    {"member_ids": [fields.Command.link(user.id)]}
                )

    def _hand_over(self):
        """The new person gets the one activity that stands for the row."""
        self._make_members()
        rows = self.sudo().filtered(lambda row: row.state in OPEN)
        rows.filtered(lambda row: not row.user_id).activity_ids.unlink()
        rows._make_activities({row: row.user_id for row in rows if row.user_id})

    def _rename_activities(self):
        """What was told of the rows, done activities included, says what they say now."""
        activities = (
            self.env["mail.activity"]
            .sudo()
            .with_context(active_test=False)
            .search([("crm_contract_deadline_id", "in", self.ids)])
        )
        for activity in activities:
            row = activity.crm_contract_deadline_id.with_context(lang=activity.user_id.lang)
            activity.write({"summary": row.name, "res_name": row.contract_id.display_name})

    @api.model
    def _leave_archived_users(self, users):
        """Open deadlines of archived users go to the contract's owner or the fallback."""
        rows = self.search([("user_id", "in", users.ids), ("state", "in", OPEN)])
        for heir, inherited in rows.grouped(lambda row: row._heir()).items():
            inherited.write({"user_id": heir.id})

    def _heir(self):
        owner = self.contract_user_id
        return owner if owner.active else self._fallback_user()
