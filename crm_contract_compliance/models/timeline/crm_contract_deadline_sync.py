from odoo import api, fields, models

from ...tools.due_date import local_day
from ...tools.reminder import SILENT_AFTER_DAYS, arm
from .kinds import OPEN

_ARMING = {"due_date", "kind", "state"}


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
        before = {row.id: (row.due_date, row.user_id) for row in self}
        result = super().write(vals)
        if "due_date" in vals:
            moved = self.filtered(lambda row: row.due_date != before[row.id][0])
            moved.sudo().activity_ids.unlink()
            moved.sudo().is_escalated = False
        if _ARMING & vals.keys():
            self._arm()
        if "user_id" in vals:
            self.filtered(lambda row: row.user_id != before[row.id][1])._hand_over()
        return result

    @api.model
    def _sync(self, records, specs):
        """Make the rows of ``records`` say what ``specs`` ({record: [spec]}) says.

        Done and skipped rows stay as they are; an open row whose spec vanished is cancelled.
        """
        rows = self.search([("res_model", "=", records._name), ("res_id", "in", records.ids)])
        by_key = {(row.res_id, row.kind, row.key): row for row in rows}
        new = []
        for record, wanted in specs.items():
            for spec in wanted:
                row = by_key.pop((record.id, spec.kind, spec.key), self.browse())
                if row:
                    row._follow(spec)
                elif not spec.done_on:
                    new.append(self._vals_of(record, spec))
        leftover = self.concat(*by_key.values()).filtered(lambda row: row.state == "open")
        leftover._cancel_rows()
        return self.create(new) if new else self.browse()

    def _follow(self, spec):
        if self.state in ("done", "skipped"):
            return
        if spec.done_on:
            self._close(spec.done_on)
            return
        wanted = {"due_date": spec.due_date, "subject": spec.subject or False,
                  "side": spec.side, "needs_proof": spec.needs_proof}
        changed = {name: value for name, value in wanted.items() if self[name] != value}
        if self.state == "cancelled":
            changed["state"] = "open"
        if changed:
            self.write(changed)

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
            "subject": spec.subject,
            "side": spec.side,
            "needs_proof": spec.needs_proof,
            "user_id": spec.user_id or contract.user_id.id,
        }

    def _close(self, day):
        """The fact behind the rows is there: they are done, their activities too."""
        rows = self.filtered(lambda row: row.state in OPEN)
        if rows:
            rows.write({"done_on": day, "state": "done"})
            rows.sudo().activity_ids.unlink()

    def _cancel_rows(self):
        if self:
            self.write({"state": "cancelled"})
            self.sudo().activity_ids.unlink()

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
            if first:
                row.is_silent = (today - row.due_date).days > SILENT_AFTER_DAYS
            elif row.due_date >= today:
                row.is_silent = False
            leads = pick(policies, row.kind, row.company_id)._all_leads()
            row.remind_on = not row.is_silent and arm(
                row.due_date, leads, sent.get(row.id, ()), today, first
            )

    def _sent_leads(self):
        """{row id: leads in the ledger for the row's present date}."""
        groups = self.env["crm.contract.reminder"].sudo()._read_group(
            [("deadline_id", "in", self.ids)], ["deadline_id", "due_date:day"],
            ["lead:array_agg"],
        )
        return {
            row.id: leads for row, day, leads in groups
            if fields.Date.to_date(day) == row.due_date
        }

    def _make_members(self):
        """Whoever answers for a deadline may see its contract."""
        for row in self.sudo():
            user, contract = row.user_id, row.contract_id
            if user and user != contract.user_id and user not in contract.member_ids:
                contract.member_ids = [fields.Command.link(user.id)]

    def _hand_over(self):
        """The new person gets the one activity that stands for the row."""
        self._make_members()
        for row in self.sudo():
            if row.activity_ids and row.user_id:
                row.activity_ids.write({"user_id": row.user_id.id})
            elif row.user_id and row.state in OPEN:
                row._make_activities({row: row.user_id})

    @api.model
    def _leave_archived_users(self, users):
        """Open deadlines of archived users go to the contract's owner or the fallback."""
        for row in self.search([("user_id", "in", users.ids), ("state", "in", OPEN)]):
            owner = row.contract_user_id
            row.user_id = owner if owner.active and owner not in users else row._fallback_user()
