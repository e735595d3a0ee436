from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..base.evidence import keep_files
from ..base.words import listed


class CrmContractTraining(models.Model):
    """Who was trained in what, and until when that holds (T2-3.3.2)."""

    _name = "crm.contract.training"
    _description = "Staff Training"
    _inherit = ["crm.contract.input.mixin"]
    _order = "trained_on desc, id desc"
    _person_names = ("trainer",)
    _check_company_auto = True
    _rec_name = "ability_id"
    _rec_names_search = ["user_id", "ability_id"]

    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
    )
    ability_id = fields.Many2one(
        "crm.contract.ability", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    trained_on = fields.Date(required=True, default=fields.Date.context_today)
    valid_until = fields.Date(help="Empty: it does not expire.")
    trainer = fields.Char("Trained By")
    note = fields.Text("What Was Trained")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_training_evidence_rel",
        string="Proof",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    is_valid = fields.Boolean("Valid", compute="_compute_is_valid", search="_search_is_valid")

    _anchor_fields = frozenset({"company_id"})
    _ordered_days = (("trained_on", "valid_until"),)

    _dates_ordered = models.Constraint(
        "CHECK(valid_until >= trained_on)", "A training holds from its day on."
    )
    _person_idx = models.Index("(user_id, ability_id, valid_until)")

    @api.model_create_multi
    def create(self, vals_list):
        trainings = super().create(vals_list)
        keep_files(trainings, vals_list)
        return trainings

    def write(self, vals):
        result = super().write(vals)
        keep_files(self, [vals])
        return result

    @api.depends("trained_on", "valid_until")
    def _compute_is_valid(self):
        today = fields.Date.context_today(self)
        for training in self:
            is_begun = bool(training.trained_on) and training.trained_on <= today
            training.is_valid = is_begun and (training.valid_until or today) >= today

    @api.model
    def _search_is_valid(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._valid_on(fields.Date.context_today(self))

    @api.constrains("user_id")
    def _check_user(self):
        if self.user_id.sudo().filtered("share"):
            raise ValidationError(self.env._("Trainings are recorded of internal users."))

    @api.constrains("trained_on")
    def _check_trained_on(self):
        today = fields.Date.context_today(self)
        if any(training.trained_on > today for training in self):
            raise ValidationError(self.env._("Nobody was trained on a day to come."))

    @api.depends("user_id", "ability_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for training in self:
            training.display_name = self.env._(
                "%(person)s: %(ability)s",
                person=training.user_id.name or "",
                ability=training.ability_id.name or "",
            )

    @api.model
    def _valid_on(self, day):
        return Domain("trained_on", "<=", day) & (
            Domain("valid_until", "=", False) | Domain("valid_until", ">=", day)
        )

    @api.model
    def _untrained(self, wanted, day):
        """Whoever is not trained in what is asked of them, looked up in one query for all.

        :param wanted: {anything: (user, abilities)}
        :return: {anything: the abilities that its user lacks}, where some are lacking
        """
        wanted = {key: pair for key, pair in wanted.items() if pair[0] and pair[1]}
        if not wanted:
            return {}
        users = {user.id for user, _abilities in wanted.values()}
        abilities = {row.id for _user, rows in wanted.values() for row in rows}
        groups = self.sudo()._read_group(
            Domain("user_id", "in", users)
            & Domain("ability_id", "in", abilities)
            & self._valid_on(day),
            ["user_id", "ability_id"],
        )
        trained = defaultdict(set)
        for user, ability in groups:
            trained[user.id].add(ability.id)
        lacking = {
            key: rows.filtered(lambda row, user=user: row.id not in trained[user.id])
            for key, (user, rows) in wanted.items()
        }
        return {key: rows for key, rows in lacking.items() if rows}

    @api.model
    def _warning(self, user, abilities):
        """The hint beside an assignment; it never blocks."""
        if not abilities:
            return False
        return self.env._(
            "%(person)s has no valid training in: %(abilities)s.",
            person=user.sudo().name,
            abilities=listed(self.env, abilities.mapped("name")),
        )
