from odoo import fields, models

from ..base.words import day_in_words


class CrmContract(models.Model):
    """The contract's notices, and the one dialog that records them."""

    _inherit = "crm.contract"

    notice_ids = fields.One2many("crm.contract.notice", "contract_id", "Notices")

    def action_record_notice(self):
        self.ensure_one()
        return self._notice_dialog("renewal_intention" if self.in_notice_window else "other")

    def _notice_dialog(self, kind, **defaults):
        """The dialog to record a notice of ``kind``, ours unless ``side`` says otherwise."""
        self.ensure_one()
        return self._action_wizard(
            "crm.contract.notice",
            self.env._("Record a Notice"),
            **{"kind": kind, "side": self.our_side, **defaults},
        )

    def _alert_list(self):
        """T2-6.1.2: an unanswered request for cooperation offers the formal notice."""
        banners = super()._alert_list()
        requests = self.notice_ids.filtered(
            lambda notice: notice.kind == "cooperation" and notice.is_unanswered
        )
        if requests:
            oldest = requests.sorted("answer_due_on")[0]
            message = self.env._(
                "The request for cooperation of %(sent)s is unanswered since %(due)s.",
                sent=day_in_words(self.env, oldest.sent_on),
                due=day_in_words(self.env, oldest.answer_due_on),
            )
            link = {"action_text": self.env._("Send Notice"), "action": oldest.action_follow_up()}
            banners.append(("unanswered", {"level": "warning", "message": message, **link}))
        return banners
