from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_amount

from ...tools.liability import NEARLY_USED, LiabilityError, account_key, draw
from ..base import doors
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.numbers import to_decimal
from ..base.quiet_sql import run_quietly
from ..base.row_lock import queue_up
from ..base.windows import dialog_of
from .crm_contract_liability_cap import FACTORS


class CrmContractLiabilityCap(models.Model):
    """The limit over time: its accounts, raising and lowering it, and what screens show of it."""

    _inherit = "crm.contract.liability.cap"

    status = fields.Selection(
        [("draft", "Not determined"), ("open", "Not signed yet"), ("active", "Binding")],
        compute="_compute_status",
    )
    consumed_amount = fields.Monetary("Consumed", compute="_compute_amounts")
    paid_amount = fields.Monetary("Paid", compute="_compute_amounts")
    held_amount = fields.Monetary("Committed", compute="_compute_amounts")
    remaining_amount = fields.Monetary("Free", compute="_compute_amounts")
    is_nearly_used = fields.Boolean(
        "Over 80%", compute="_compute_amounts", search="_search_is_nearly_used"
    )
    terms_note = fields.Char("Terms", compute="_compute_terms_note")
    alerts = fields.Json(compute="_compute_alerts")

    @api.depends("limit_amount", "account_ids.consumed_amount", "entry_ids.amount")
    def _compute_amounts(self):
        """Those of the fullest account: of the one there is, or the worst claim or year."""
        for cap in self:
            worst = max(cap.account_ids, key=lambda row: row.consumed_amount, default=False)
            cap.consumed_amount = worst and worst.consumed_amount
            cap.paid_amount = worst and worst.paid_amount
            cap.held_amount = worst and worst.held_amount
            cap.remaining_amount = cap.limit_amount - cap.consumed_amount
            cap.is_nearly_used = bool(worst) and worst._is_nearly_used()

    @api.model
    def _search_is_nearly_used(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                """EXISTS (SELECT 1 FROM crm_contract_liability_account account
                    WHERE account.cap_id = %s
                    AND account.consumed_amount * 100 >= account.limit_amount * %s)""",
                SQL.identifier(alias, "id"),
                int(NEARLY_USED),
            )
        )

    @api.depends("limit_amount", "third_party_id.agreed_on")
    def _compute_status(self):
        for cap in self:
            determined = "active" if cap._is_binding() else "open"
            cap.status = determined if cap.limit_amount else "draft"

    @api.depends_context("lang")
    @api.depends("basis", "fixed_amount", "percent", "percent_base", "aggregation", "determined_on")
    def _compute_terms_note(self):
        for cap in self:
            cap.terms_note = cap._terms_in_words() if cap.currency_id else False

    @api.depends_context("lang")
    @api.depends("limit_amount", "third_party_id.agreed_on", *FACTORS)
    def _compute_alerts(self):
        for cap in self:
            cap.alerts = cap._hints() or False

    def action_view_entries(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_liability_entry_action"
        )
        action["domain"] = [("cap_id", "=", self.id)]
        return action

    def action_post(self):
        """Post an entry by hand, in a dialog."""
        return self._action_dialog(
            "crm.contract.liability.post.wizard", self.env._("Post an Entry")
        )

    def action_change_limit(self):
        return self._action_dialog(
            "crm.contract.liability.limit.wizard",
            self.env._("Raise or Lower the Limit"),
            limit_amount=self.limit_amount,
        )

    def _action_dialog(self, model, title, **defaults):
        self.ensure_one()
        self.check_access("read")
        return dialog_of(model, title, cap_id=self.id, **defaults)

    def _change_limit(self, limit, reason):
        """Re-determine the limit, never under what is consumed (§5).

        :raises UserError: for a limit under what an account has consumed, or without a reason
        """
        self.ensure_one()
        self.contract_id._require("manager")
        if not self.limit_amount:
            raise UserError(self.env._("Determine the cap first."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the limit changes."))
        self._check_number_input(self._fields["limit_amount"], limit)
        limit = self.currency_id.round(limit)
        if not 0 < limit < MAX_AMOUNT:
            raise UserError(self.env._("A limit is more than 0 and below 1,000,000,000,000,000."))
        old = self.limit_amount
        if self.currency_id.compare_amounts(limit, old) == 0:
            return
        with self.env.cr.savepoint():  # whoever catches the refusal finds every limit as it was
            self._move_accounts(limit)
        self._write_settled({"limit_amount": limit})
        self.contract_id._record_changes(
            [self._changed_vals("limit_amount", old, limit)], reason.strip()
        )
        self.account_ids._watch()
        self._message_log(body=self.env._("The limit was changed: %s", reason.strip()))

    def _move_accounts(self, limit):
        """In one statement, which waits for postings and refuses what they have consumed.

        Accounts before the cap, in order of their ids, as postings come: nobody waits in a circle.
        """
        accounts = self.account_ids
        accounts.flush_recordset()
        moved = run_quietly(
            self.env,
            SQL(
                """UPDATE crm_contract_liability_account SET limit_amount = %(limit)s
                   WHERE id IN (SELECT id FROM crm_contract_liability_account
                       WHERE cap_id = %(cap)s ORDER BY id FOR NO KEY UPDATE)
                     AND consumed_amount <= %(limit)s RETURNING id""",
                limit=limit,
                cap=self.id,
            ),
        )
        accounts.invalidate_recordset(["limit_amount"])
        queue_up(self, ["limit_amount"])
        for account in accounts.filtered(lambda row: (row.id,) not in moved):
            raise UserError(
                self.env._(
                    "%(consumed)s is consumed already: the limit cannot be lower than that.",
                    consumed=self._say(account.consumed_amount),
                )
            )

    def _account_of(self, day=None, claim=""):
        """The account on which a breach of ``day``, claimed as ``claim``, draws."""
        self.ensure_one()
        if not self.limit_amount:
            raise UserError(self.env._("Determine the cap first."))
        key = self._key_of(day, claim)
        account = self.account_ids.filtered(lambda row: row.key == key)
        if account:
            return account
        queue_up(self, ["limit_amount"])
        accounts = doors.through(
            self.env["crm.contract.liability.account"].sudo(), "crm_contract_settle"
        )
        account = accounts.create(
            {
                "cap_id": self.id,
                "key": key,
                "limit_amount": self.limit_amount,
                "consumed_amount": 0.0,
            }
        )
        return doors.closed(account, "crm_contract_settle").sudo(self.env.su)

    def _drawn(self, claimed, day, claim):
        """What of ``claimed`` fits: by the limit of the breach's day and by that of today (§5)."""
        account = self._account_of(day, claim)
        consumed = to_decimal(account.consumed_amount)
        limit = self.contract_id._value_as_of("limit_amount", day, self)
        limits = (to_decimal(limit), to_decimal(account.limit_amount))
        return draw(min(limits), consumed, to_decimal(claimed))

    def _key_of(self, day, claim):
        contract = self.contract_id
        try:
            return account_key(
                self.aggregation,
                day=day or None,
                anchor=contract.effective_date or contract.term_start_date or None,
                claim=claim or "",
                is_calendar_year=self.is_calendar_year,
            )
        except LiabilityError as error:
            if self.aggregation == "per_claim":
                message = self.env._("This cap applies for each claim: name the claim.")
            else:
                message = self.env._("This cap applies for each year: give the day of the breach.")
            raise UserError(message) from error

    def _fullest(self):
        """The cap of which most is consumed: what a list shows of several.

        No subset is made on the way, so that the caps of all rows of a list are read at once.
        """
        return max(
            (cap for cap in self if cap.limit_amount),
            key=lambda cap: cap.consumed_amount / cap.limit_amount,
            default=self.browse(),
        )

    def _is_binding(self):
        """A cap binds a third party that has signed, and is listed where it must be (L-12)."""
        return bool(self.third_party_id.agreed_on) and not self._unlisted()

    def _unlisted(self):
        """The appendix that must list it, while it does not."""
        rows = self.third_party_id.sudo().all_requirement_ids
        return rows.filtered(lambda row: row.gate == "sign" and row._is_missing())

    def _hints(self):
        """{key: banner}; see core's ``actionable_errors``."""
        self.ensure_one()
        hints = {}
        if self.is_nearly_used:
            message = self.env._("More than 80% of the liability cap is consumed.")
            hints["nearly"] = {"level": "warning", "message": message}
        if self.limit_amount and not self.third_party_id.agreed_on:
            message = self.env._(
                "The third party has not signed: the cap may not bind it (CC 465). This is a"
                " hint, not legal advice."
            )
            hints["unsigned"] = {"level": "warning", "message": message}
        if not any(self[name] for name in FACTORS):
            message = self.env._(
                "Nothing is noted on what the cap rests on: business scope, service quality,"
                " market."
            )
            hints["factors"] = {"level": "info", "message": message}
        return hints

    def _say(self, amount):
        return format_amount(self.env, float(amount), self.currency_id)

    def _terms_in_words(self):
        bases = {
            "contract_total": self.env._("the contract's amount"),
            "third_party_fee": self.env._("the third party's fee"),
        }
        fixed = self._say(self.fixed_amount)
        share = self.env._(
            "%(percent)s%% of %(base)s", percent=f"{self.percent:g}", base=bases[self.percent_base]
        )
        basis = {
            "fixed": fixed,
            "percent": share,
            "lower": self.env._("The lower of %(fixed)s and %(share)s", fixed=fixed, share=share),
            "higher": self.env._("The higher of %(fixed)s and %(share)s", fixed=fixed, share=share),
        }[self.basis]
        labels = dict(self._fields["aggregation"]._description_selection(self.env))
        return self.env._(
            "%(basis)s · %(aggregation)s", basis=basis, aggregation=labels[self.aggregation].lower()
        )

    def _final_positions(self):
        """Each account as it stands; a determined cap without one is wholly free."""
        self.ensure_one()
        if not self.limit_amount:
            return []
        found = [
            (account.key, account.limit_amount, account.consumed_amount)
            for account in self.account_ids
        ]
        return [
            {
                "cap": self.id,
                "key": key,
                "limit": limit,
                "consumed": consumed,
                "remaining": self.currency_id.round(limit - consumed),
            }
            for key, limit, consumed in found or [("", self.limit_amount, 0.0)]
        ]
