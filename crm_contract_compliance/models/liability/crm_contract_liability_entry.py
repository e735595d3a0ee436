from collections import defaultdict
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.discreet import open_ids
from ..base.numbers import to_decimal

BUCKETS = [("reserved", "Reserved"), ("committed", "Committed"), ("paid", "Paid")]
KINDS = [
    ("reserve", "Reserve"),
    ("commit", "Commit"),
    ("release", "Release"),
    ("pay", "Pay"),
    ("reverse", "Reverse"),
]
# What a row of each kind may be: {bucket: sign}. Kinds of _MOVES sum to zero on each account.
_SHAPES = {
    "reserve": {"reserved": 1},
    "commit": {"committed": 1, "reserved": -1},
    "release": {"reserved": -1, "committed": -1},
    "pay": {"committed": -1, "paid": 1},
}


class CrmContractLiabilityEntry(models.Model):
    """One line of the ledger; its ``create`` is the only door to a cap's balance.

    Append-only: a move between buckets is two rows that sum to zero, a mistake is corrected
    by a reversing row (I1 to I3).
    """

    _name = "crm.contract.liability.entry"
    _description = "Liability Entry"
    _inherit = ["crm.contract.executed.mixin"]
    _order = "id desc"
    _rec_names_search = ["note", "contract_id.code"]

    account_id = fields.Many2one(
        "crm.contract.liability.account", required=True, ondelete="restrict", index=True
    )
    cap_id = fields.Many2one(related="account_id.cap_id", store=True, index=True)
    contract_id = fields.Many2one(related="account_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="account_id.contract_user_id", store=True)
    currency_id = fields.Many2one(related="account_id.currency_id", store=True)
    kind = fields.Selection(KINDS, required=True)
    bucket = fields.Selection(BUCKETS, required=True)
    amount = fields.Monetary(required=True)
    posted_on = fields.Date(required=True, default=fields.Date.context_today)
    posting = fields.Char(readonly=True, index=True, help="The rows of one move share it.")
    note = fields.Char("Reason")
    claim_id = fields.Many2one(
        "crm.contract.claim", ondelete="restrict", index="btree_not_null", readonly=True
    )
    reverses_id = fields.Many2one(
        "crm.contract.liability.entry", ondelete="restrict", index="btree_not_null"
    )
    reversed_by_ids = fields.One2many("crm.contract.liability.entry", "reverses_id")

    _reversed_once = models.UniqueIndex(
        "(reverses_id) WHERE reverses_id IS NOT NULL", "This entry is reversed already."
    )
    _bounded = models.Constraint(
        "CHECK (amount != 0 AND amount > -1e15 AND amount < 1e15)", "The amount is out of bounds."
    )
    _reversal_points = models.Constraint(
        "CHECK ((kind = 'reverse') = (reverses_id IS NOT NULL))", "A reversal names what it undoes."
    )

    _settled_fields = frozenset({"claim_id", "posting"})

    @api.model_create_multi
    def create(self, vals_list):
        """Post the rows: all of them, or none.

        :raises UserError: when an account has not the room, or a bucket would turn negative
        """
        self.browse().check_access("create")
        vals_list = [self._rounded_vals(vals) for vals in vals_list]
        for (account, kind), rows in self._by_move(vals_list).items():
            self._refuse_shape(account, kind, rows)
        with self.env.cr.savepoint():  # whoever catches the refusal finds the balance as it was
            self._draw(vals_list)
            entries = super().create(vals_list)
            entries._mark_postings()
            entries._refuse_half_reversals()
            entries._refuse_negative_buckets()
        entries.account_id._watch()
        return entries

    @api.depends("kind", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        named = open_ids(self)
        for entry in self:
            name = f"{labels.get(entry.kind, '')} {entry.id or ''}".strip()
            entry.display_name = name if entry.id in named else entry.contract_id.code or ""

    def action_reverse(self):
        """Ask for the reason; the dialog reverses the whole move."""
        self.ensure_one()
        return self.cap_id._action_dialog(
            "crm.contract.liability.post.wizard",
            self.env._("Reverse"),
            entry_id=self.id,
            kind="reverse",
        )

    def _freeze_level(self):
        return 2

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        return self.env._("A posted entry never changes; correct it by a reversing entry.")

    def _reversal_vals(self):
        """The row that undoes this one."""
        self.ensure_one()
        return {
            "account_id": self.account_id.id,
            "kind": "reverse",
            "bucket": self.bucket,
            "amount": -self.amount,
            "reverses_id": self.id,
        }

    @api.model
    def _rounded_vals(self, vals):
        """The amount in whole units of its account's currency."""
        self._refuse_bad_input(vals)
        if type(vals.get("account_id")) is not int:
            raise ValidationError(self.env._("An entry belongs to an account."))
        account = self.env["crm.contract.liability.account"].browse(vals["account_id"])
        account.check_access("read")
        amount = account.currency_id.round(float(vals.get("amount") or 0))
        if not amount:
            raise ValidationError(self.env._("An entry has an amount."))
        return {**vals, "amount": amount}

    @api.model
    def _by_move(self, vals_list):
        moves = defaultdict(list)
        for vals in vals_list:
            account = self.env["crm.contract.liability.account"].browse(vals["account_id"])
            moves[account, vals.get("kind")].append(vals)
        return moves

    @api.model
    def _refuse_shape(self, account, kind, rows):
        """Each kind has its buckets and signs; a move sums to zero."""
        self._refuse_unbinding(account, kind)
        if kind == "reverse":
            is_good = all(self._is_reversal(vals) for vals in rows)
            is_good &= len({vals.get("reverses_id") for vals in rows}) == len(rows)
        else:
            shape = _SHAPES.get(kind, {})
            is_good = all(vals["amount"] * shape.get(vals.get("bucket"), 0) > 0 for vals in rows)
            is_move = kind == "pay" or (
                kind == "commit" and any(vals.get("bucket") == "reserved" for vals in rows)
            )
            if is_move:
                is_good &= not sum(to_decimal(vals["amount"]) for vals in rows)
        if not is_good:
            raise ValidationError(
                self.env._("These rows are no move of the ledger: bucket, sign or sum is wrong.")
            )

    @api.model
    def _is_reversal(self, vals):
        if type(vals.get("reverses_id")) is not int:
            return False
        old = self.browse(vals["reverses_id"])
        if old.reversed_by_ids:
            raise UserError(self.env._("%s is reversed already.", old.display_name))
        return (
            bool(old.exists())
            and old.kind != "reverse"
            and (old.account_id.id, old.bucket) == (vals["account_id"], vals.get("bucket"))
            and not to_decimal(old.amount) + to_decimal(vals["amount"])
        )

    @api.model
    def _refuse_unbinding(self, account, kind):
        """L-12, where the setting blocks: nothing is drawn while the third party has not signed."""
        cap = account.cap_id
        is_blocking = cap.company_id.sudo().crm_contract_is_cap_signature_blocking
        if kind in ("reserve", "commit") and is_blocking and not cap._is_binding():
            raise UserError(
                self.env._(
                    "%s does not bind yet: the third party has not signed.", cap.display_name
                )
            )

    @api.model
    def _draw(self, vals_list):
        """Accounts in order of their ids, so that two postings never wait for each other."""
        nets = defaultdict(int)
        for vals in vals_list:
            nets[vals["account_id"]] += to_decimal(vals["amount"])
        accounts = self.env["crm.contract.liability.account"].browse(sorted(nets))
        accounts.flush_recordset()
        for account in accounts:
            account._draw(nets[account.id])

    def _mark_postings(self):
        """The rows of a move share a mark; any other row has its own."""
        for rows in self.grouped(lambda row: (row.account_id, row.kind)).values():
            is_move = not sum(to_decimal(row.amount) for row in rows)
            for part in [rows] if is_move else rows:
                part.sudo()._write_settled({"posting": uuid4().hex})

    def _refuse_half_reversals(self):
        """Both rows of a move are undone, or none."""
        undone = self.reverses_id
        whole = self.search([("posting", "in", undone.mapped("posting"))])
        if whole - undone:
            raise UserError(self.env._("A move is reversed as a whole."))

    def _refuse_negative_buckets(self):
        """Safe against others: the account's row was written before, so nobody posts beside us.

        What a claim has drawn is its own: nobody releases, pays or reverses it by hand.
        """
        self.flush_model()
        labels = dict(self._fields["bucket"]._description_selection(self.env))
        for account in self.account_id:
            for _claim, bucket, amount in self._read_group(
                [("account_id", "=", account.id), ("claim_id", "in", [*self.claim_id.ids, False])],
                ["claim_id", "bucket"],
                ["amount:sum"],
            ):
                if account.currency_id.compare_amounts(amount, 0) < 0:
                    raise UserError(
                        self.env._(
                            "“%(bucket)s” of %(account)s would fall below zero.",
                            bucket=labels[bucket],
                            account=account.display_name,
                        )
                    )
