from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.liability import is_nearly_used
from ..base.discreet import open_ids
from ..base.numbers import to_decimal
from ..base.quiet_sql import run_quietly
from ..base.row_lock import queue_up

HELD = ("reserved", "committed")
# A write, so that of two postings at once the second is retried on what the first has left.
DRAW = """UPDATE crm_contract_liability_account
    SET consumed_amount = consumed_amount + %(amount)s
    WHERE id = %(id)s AND consumed_amount + %(amount)s <= limit_amount
        AND consumed_amount + %(amount)s >= 0 RETURNING id"""


class CrmContractLiabilityAccount(models.Model):
    """The balance of a cap: in total, of a claim, or of a year.

    Its two amounts are moved by SQL alone, in the statement that also checks them: a lock
    and a sum would overshoot under Odoo's isolation (design.md, engine 3).
    """

    _name = "crm.contract.liability.account"
    _description = "Liability Account"
    _inherit = ["crm.contract.input.mixin"]
    _order = "cap_id, key, id"
    _rec_names_search = ["key", "contract_id.code"]

    cap_id = fields.Many2one(
        "crm.contract.liability.cap", required=True, ondelete="restrict", index=True
    )
    key = fields.Char(default="", help="Empty: in total; else the claim, or the year.")
    contract_id = fields.Many2one(related="cap_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="cap_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="cap_id.contract_user_id", store=True)
    currency_id = fields.Many2one(related="cap_id.currency_id", store=True)
    limit_amount = fields.Monetary("Limit", required=True, readonly=True)
    consumed_amount = fields.Monetary("Consumed", required=True, readonly=True, default=0.0)
    paid_amount = fields.Monetary("Paid", compute="_compute_buckets")
    held_amount = fields.Monetary("Committed", compute="_compute_buckets")
    remaining_amount = fields.Monetary("Free", compute="_compute_buckets")
    entry_ids = fields.One2many("crm.contract.liability.entry", "account_id", "Entries")

    _never_overdrawn = models.Constraint(
        "CHECK (0 <= consumed_amount AND consumed_amount <= limit_amount AND limit_amount < 1e15)",
        "The liability cap cannot be overdrawn.",
    )
    _key_uniq = models.UniqueIndex("(cap_id, key)", "This account is open already.")

    _anchor_fields = frozenset({"cap_id"})
    _settled_fields = frozenset({"cap_id", "key", "limit_amount", "consumed_amount"})

    def init(self):
        """Room in each page for the next version of a row: a hot cap is rewritten in place."""
        statement = SQL("ALTER TABLE %s SET (fillfactor = 50)", SQL.identifier(self._table))
        run_quietly(self.env, statement)
        return super().init()

    @api.depends("cap_id", "key", "contract_id.is_classified")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_display_name(self):
        named = open_ids(self)
        for account in self:
            names = (account.cap_id.display_name, account.id in named and account.key)
            account.display_name = " · ".join(filter(None, names))

    @api.depends("consumed_amount", "limit_amount", "entry_ids.amount")
    def _compute_buckets(self):
        sums = self._bucket_sums()
        for account in self:
            of_account = sums.get(account.id, {})
            account.paid_amount = of_account.get("paid", 0)
            account.held_amount = sum(of_account.get(bucket, 0) for bucket in HELD)
            account.remaining_amount = account.limit_amount - account.consumed_amount

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The account of a liability cap is kept."))

    def _bucket_sums(self):
        """{account id: {bucket: sum}}, from the entries."""
        sums = {}
        for account, bucket, amount in self.env["crm.contract.liability.entry"]._read_group(
            [("account_id", "in", self.ids)], ["account_id", "bucket"], ["amount:sum"]
        ):
            sums.setdefault(account.id, {})[bucket] = amount
        return sums

    def _draw(self, amount):
        """Move what is consumed by ``amount``, or refuse: in one statement, within the limit.

        Accounts of one cap that pass 80 % at once come one by one: ``_watch`` looks at them all.
        """
        self.ensure_one()
        was_near = self._is_nearly_used()
        drawn = run_quietly(self.env, SQL(DRAW, amount=amount, id=self.id))
        if not drawn:
            raise UserError(self._no_room_message(amount))
        self.invalidate_recordset(["consumed_amount"])
        if self._is_nearly_used() != was_near:
            queue_up(self.cap_id, ["limit_amount"])

    def _no_room_message(self, amount):
        say = self.cap_id._say
        if amount < 0:
            return self.env._("More than what is consumed cannot be released.")
        return self.env._(
            "%(amount)s does not fit: only %(free)s of the cap of %(limit)s is free. Post"
            " %(free)s and leave %(rest)s uncovered, or have the manager raise the cap.",
            amount=say(amount),
            free=say(self.limit_amount - self.consumed_amount),
            limit=say(self.limit_amount),
            rest=say(float(amount) - (self.limit_amount - self.consumed_amount)),
        )

    def _is_nearly_used(self):
        self.ensure_one()
        return is_nearly_used(to_decimal(self.limit_amount), to_decimal(self.consumed_amount))

    def _watch(self):
        """Note the day on which 80 % were reached, for the timeline; or that they are no more."""
        for cap in self.cap_id:
            is_near = any(account._is_nearly_used() for account in cap.account_ids)
            if is_near != bool(cap.nearly_used_on):
                today = is_near and cap.contract_id._local_today()
                cap.sudo()._write_settled({"nearly_used_on": today})
