import uuid

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import consteq

from ..base.words import day_in_words


class CrmContractPortalMixin(models.AbstractModel):
    """What people outside see of us: no right of their own, a way in that ends with the state.

    A portal user reads none of our models. A page looks the record up as superuser by
    ``_portal_domain``, or by the token of a link. A record that is not shown, and one that is
    confidential, has no token: the link in an old mail opens nothing, on core's routes neither.
    """

    _name = "crm.contract.portal.mixin"
    _description = "Shown in the Portal"
    _inherit = ["portal.mixin"]

    access_token = fields.Char(readonly=True)

    def action_preview_portal(self):
        """What the other side sees, to whoever may read the record."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "target": "self", "url": self.access_url}

    def get_portal_url(self, *args, **kwargs):
        """With its token: core lets every user call this, also who reads none of our records."""
        self.check_access("read")
        return super().get_portal_url(*args, **kwargs)

    @api.depends_context("lang")
    def _compute_access_warning(self):
        result = super()._compute_access_warning()
        for record in self.filtered(lambda row: not row._is_linkable()):
            record.access_warning = self.env._(
                "This link opens nothing: a draft, what is over and what is confidential is"
                " not given out by link. Whoever stands on it can log in and find it."
            )
        return result

    def _portal_ensure_token(self):
        """No link to what is not shown: the mail is sent, and its reader has to log in."""
        self.ensure_one()
        if not self._is_linkable():
            return False
        if not self.access_token:
            self.sudo()._write_settled({"access_token": str(uuid.uuid4())})
        return self.access_token

    @api.model
    def _portal_domain(self, partner):
        """Hook: the records that stand for ``partner``'s whole company."""
        return Domain.FALSE

    def _is_shown(self):
        """Hook: whether people outside see the record in its state."""
        return False

    def _is_told_to(self, partner):
        """Whether ``partner`` reads more than its number: of what is confidential, only those
        who stand on it by name.
        """
        self.ensure_one()
        record = self.sudo()
        return bool(record.filtered_domain(record._portal_told_domain(partner)))

    @api.model
    def _portal_told_domain(self, partner):
        """Hook: what ``partner`` may read, and search by its words: what is not confidential, and
        where they stand on it by name.
        """
        return Domain.FALSE

    def _portal_lines(self, partner):
        """Lines of the list, looked up for all of them at once."""
        dates = self._portal_next_dates()
        to_sign = self._portal_to_sign_domain(partner) if self else Domain.FALSE
        waiting = self.search(Domain("id", "in", self.ids) & to_sign)
        return [
            {
                **record._portal_line(record._is_told_to(partner)),
                **record._next_date_vals(dates.get(record.id)),
                "url": record.access_url,
                "is_to_sign": record in waiting,
            }
            for record in self
        ]

    def _portal_line(self, is_told):
        """Hook: number, title, role and state, as plain values."""
        return {}

    def _portal_next_dates(self):
        """Hook: {id: the next date that concerns the people outside}."""
        return {}

    @api.model
    def _portal_to_sign_domain(self, partner):
        """Hook: what waits for a signature of ``partner``'s side."""
        return Domain.FALSE

    def _next_date_vals(self, day):
        words = day_in_words(self.env, day) if day else ""
        today = day and self._conversation_contract()._local_today()
        return {"next_date": words, "is_late": bool(day and day < today)}

    def _is_linkable(self):
        record = self.sudo()
        return record._is_shown() and not record._conversation_contract().is_classified

    def _is_open_by_link(self):
        return bool(self) and bool(self.sudo().access_token) and self._is_linkable()

    def _opens_with(self, access_token):
        """Whether ``access_token``, whatever came with the request, is the record's own."""
        if not isinstance(access_token, str) or not self._is_open_by_link():
            return False
        return consteq(self.sudo().access_token.encode(), access_token.encode())

    def _end_links(self):
        """Links that were given out open nothing any more; the next one is a new one."""
        closing = self.sudo().filtered(lambda row: row.access_token and not row._is_linkable())
        if closing:
            closing._forget_link()

    def _forget_link(self):
        """What was given out opens nothing any more."""
        self._write_settled({"access_token": False})
