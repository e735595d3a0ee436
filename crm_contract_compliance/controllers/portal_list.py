from odoo import http
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from . import access
from .forms import choice_of, line_of, page_of

URL = "/my/crm-contracts"
MODELS = ("crm.contract", "crm.contract.third.party")
_ORDERS = {
    "newest": ("id desc", "id desc"),
    "number": ("code, id", "contract_id, id"),
    "end": ("end_date, id", "date_end, id"),
}
_IN_FORCE = (("signed", "active", "suspended"), ("consented", "active", "exiting"))
_OVER = (("ended", "closed"), ("ended",))


class CrmContractPortal(CustomerPortal):
    """What a customer or a third party finds: a tile, what waits for it, and a list."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "crm_contract_count" in counters:
            values["crm_contract_count"] = sum(self._crm_contract_counts(Domain.TRUE, Domain.TRUE))
        if not counters:  # the page itself, which shows without JavaScript what waits
            partner = request.env.user.partner_id
            waiting = [
                request.env[model].sudo()._portal_to_sign_domain(partner) for model in MODELS
            ]
            count = sum(self._crm_contract_counts(*waiting))
            values["crm_contract_to_sign"] = self._crm_contract_waits(count)
        return values

    def _crm_contract_waits(self, count):
        if count == 1:
            return request.env._("1 contract waits for your signature")
        return count and request.env._("%s contracts wait for your signature", count)

    @http.route([URL, f"{URL}/page/<int:page>"], type="http", auth="user", website=True)
    def crm_contracts(self, page=1, **form):
        sortby = choice_of(form, "sortby", _ORDERS) or "newest"
        filters = self._crm_contract_filters()
        filterby = choice_of(form, "filterby", filters) or "all"
        search = line_of(form, "search")
        domains = self._crm_contract_domains(filters[filterby]["domains"], search)
        counts = self._crm_contract_counts(*domains)
        said = {"sortby": sortby, "filterby": filterby, "search": search}
        step = self._items_per_page
        turns = pager(URL, sum(counts), page=page_of(page), step=step, url_args=said)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "crm_contract",
            "title": request.env._("Contracts"),
            "rows": self._crm_contract_rows(domains, counts, _ORDERS[sortby], turns["offset"]),
            "is_narrowed": bool(search) or filterby != "all",
            "pager": turns,
            "default_url": URL,
            "searchbar_sortings": self._crm_contract_sortings(),
            "searchbar_filters": filters,
            **said,
        }
        return access.rendered("crm_contract_compliance.portal_contracts", values)

    def _crm_contract_rows(self, domains, counts, orders, offset):
        """One page of the contracts, and after them of where one is a third party."""
        partner, left, rows = request.env.user.partner_id, self._items_per_page, []
        for model, domain, count, order in zip(MODELS, domains, counts, orders, strict=True):
            start = max(offset, 0)
            offset -= count
            if left <= 0 or start >= count:
                continue
            records = (
                request.env[model]
                .sudo()
                .search(
                    self._crm_contract_own(model) & domain, order=order, offset=start, limit=left
                )
            )
            left -= len(records)
            rows += records._portal_lines(partner)
        return rows

    def _crm_contract_counts(self, *domains):
        return [
            request.env[model].sudo().search_count(self._crm_contract_own(model) & domain)
            for model, domain in zip(MODELS, domains, strict=True)
        ]

    def _crm_contract_own(self, model):
        user = request.env.user
        return request.env[model]._portal_domain(user.partner_id) if user.share else Domain.FALSE

    def _crm_contract_domains(self, domains, search):
        """Numbers are searched everywhere, titles only where one may read them."""
        partner = request.env.user.partner_id
        found = []
        for model, domain, path in zip(MODELS, domains, ("", "contract_id."), strict=True):
            if search:
                told = request.env[model].sudo()._portal_told_domain(partner)
                words = Domain(f"{path}name", "ilike", search) & told
                domain &= Domain(f"{path}code", "ilike", search) | words
            found.append(domain)
        return found

    def _crm_contract_filters(self):
        env, partner = request.env, request.env.user.partner_id
        to_sign = [env[model].sudo()._portal_to_sign_domain(partner) for model in MODELS]
        return {
            "all": {"label": env._("All"), "domains": [Domain.TRUE, Domain.TRUE]},
            "to_sign": {"label": env._("To Sign"), "domains": to_sign},
            "in_force": {
                "label": env._("In Force"),
                "domains": [Domain("state", "in", states) for states in _IN_FORCE],
            },
            "over": {
                "label": env._("Ended"),
                "domains": [Domain("state", "in", states) for states in _OVER],
            },
        }

    def _crm_contract_sortings(self):
        env = request.env
        return {
            "newest": {"label": env._("Newest")},
            "number": {"label": env._("Number")},
            "end": {"label": env._("End date")},
        }
