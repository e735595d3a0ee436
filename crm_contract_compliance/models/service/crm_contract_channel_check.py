from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

ISSUE = "crm_contract_compliance.mail_activity_channel_issue"
_OFFICER = "crm_contract_compliance.group_contract_officer"
RESULTS = [("reachable", "Reachable"), ("failed", "Not reachable")]


class CrmContractChannel(models.Model):
    """The register of channels: who looks after each, and whether it works (T2-3.2.1).

    When a check is due the contract's duty of channel checks reminds; here stands what was found.
    """

    _name = "crm.contract.channel"
    _inherit = ["crm.contract.channel", "mail.thread", "mail.activity.mixin"]

    user_id = fields.Many2one("res.users", "Looked After By", domain=[("share", "=", False)])
    address = fields.Char("Number or Address", help="Where customers reach it.")
    check_interval = fields.Integer(
        "Check Every (Days)", default=30, aggregator=None, help="0: it is not checked."
    )
    checked_on = fields.Date("Last Check", readonly=True, copy=False)
    check_result = fields.Selection(RESULTS, readonly=True, copy=False)
    next_check_on = fields.Date("Next Check", compute="_compute_next_check_on", store=True)
    is_check_due = fields.Boolean(
        "Check Due", compute="_compute_is_check_due", search="_search_is_check_due"
    )

    _bounds = {"check_interval": (0, 3650)}
    _settled_fields = frozenset({"checked_on", "check_result"})

    @api.depends("checked_on", "check_interval")
    def _compute_next_check_on(self):
        for channel in self:
            channel.next_check_on = (
                channel.check_interval
                and channel.checked_on
                and fields.Date.add(channel.checked_on, days=channel.check_interval)
            )

    @api.depends("next_check_on", "check_interval", "check_result")
    def _compute_is_check_due(self):
        today = fields.Date.context_today(self)
        for channel in self:
            channel.is_check_due = bool(channel.check_interval) and not (
                channel.next_check_on and channel.next_check_on > today
            )

    @api.model
    def _search_is_check_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("check_interval", ">", 0) & (
            Domain("next_check_on", "=", False) | Domain("next_check_on", "<=", today)
        )

    def action_check_reachable(self):
        return self._record_check("reachable")

    def action_check_failed(self):
        """What does not work becomes the task of whoever looks after it."""
        return self._record_check("failed")

    def _record_check(self, result):
        self._refuse_stranger()
        today = fields.Date.context_today(self)
        label = dict(self._fields["check_result"]._description_selection(self.env))[result]
        for channel in self.sudo():
            channel._write_settled({"checked_on": today, "check_result": result})
            channel._message_log(body=self.env._("Checked: %s", label))
            channel._follow_up_check()
        return True

    def _follow_up_check(self):
        """One task while it fails, done when it works again."""
        if self.check_result == "reachable":
            self.activity_feedback([ISSUE], feedback=self.env._("It works again."))
        elif not self.activity_search([ISSUE]):
            self.activity_schedule(
                ISSUE,
                summary=self.env._("%s cannot be reached: put it right", self.name),
                user_id=(self.user_id or self.env.user).id,
            )

    def _refuse_stranger(self):
        self.check_access("read")
        is_officer = self.env.su or self.env.user.has_group(_OFFICER)
        if not is_officer and any(channel.user_id != self.env.user for channel in self):
            raise AccessError(
                self.env._("Whoever looks after a channel checks it, or a contract officer.")
            )
