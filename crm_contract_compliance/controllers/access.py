"""Who may see what of us from outside: the one place that routes ask.

Portal users have no right on any of our models. Each function gives the superuser's record of
what this visitor may see, or refuses: what is foreign and what is not there get one answer, and
whoever is not logged in is asked to log in, whatever they asked for.
"""

from werkzeug.exceptions import NotFound

from odoo.fields import Domain
from odoo.http import SessionExpiredException, content_disposition, request

from ..tools.file_name import safe_file_name

MAX_ID = 2**31 - 1
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "no-store",
}


def find_contract(contract_id, access_token=None, *, is_acting=False):
    """The contract of this visitor; employees only look, at what the other side would see."""
    return _find("crm.contract", contract_id, access_token, is_acting)


def find_third_party(third_party_id, access_token=None, *, is_acting=False):
    """The third party for which this visitor stands."""
    return _find("crm.contract.third.party", third_party_id, access_token, is_acting)


def find_own_signature(contract_id, signature_id):
    """The row of our own side, to an employee: who signs it, and who may read the contract.

    Nothing to anybody else: those outside find their own rows alone.
    """
    user, rows = request.env.user, request.env["crm.contract.signature"].sudo()
    numbers = (contract_id, signature_id)
    if not user._is_internal() or not all(
        isinstance(number, int) and 0 < number <= MAX_ID for number in numbers
    ):
        return rows
    found = rows.search(Domain("id", "=", signature_id) & Domain("contract_id", "=", contract_id))
    own = found.filtered(lambda row: not row._is_outside() and row.execution_id.state != "void")
    if not own or own._is_signed_by(user):
        return own
    return own if own.contract_id.sudo(False).has_access("read") else rows


def visitor_of(record):
    """Who acts: the person who is logged in, else whom the link was given to.

    An employee, who only looks, sees what that one sees.
    """
    return request.env.user.partner_id if is_visitor(record) else record.partner_id


def is_told(record):
    """Whether this visitor reads more than the number of what is confidential."""
    return not request.env.user.share or record._is_told_to(visitor_of(record))


def guarded(response):
    """No address with a token leaves the page, and nothing is taken for what it is not (A23)."""
    response.headers.update(_HEADERS)
    return response


def handed_out(file, *, is_shown=False):
    """A file that its record gives to this visitor, confidential or not: what one signs is one's
    own. Employees get it by their own clearance; who takes what is confidential is noted.

    Nothing that came from outside is shown as a page of ours.
    """
    user, file = request.env.user, file.sudo()
    if user._is_internal() and file.with_user(user)._hidden():
        refuse()
    file._note_crm_contract_download()
    is_page = is_shown and file.mimetype == "application/pdf"
    return sent(file.name, file.raw or b"", file.mimetype, is_shown=is_page)


def sent(name, content, mimetype="application/pdf", *, is_shown=False):
    """The one way in which a file leaves from a page."""
    place = content_disposition(safe_file_name(name), "inline" if is_shown else "attachment")
    headers = [("Content-Type", mimetype), ("Content-Disposition", place)]
    return guarded(request.make_response(content, headers=headers))


def refuse():
    """One answer for what is foreign and what is not there."""
    if request.env.user._is_public():
        raise SessionExpiredException("Log in to see this page.")
    raise NotFound()


def _find(model, record_id, access_token, is_acting):
    if not isinstance(record_id, int) or not 0 < record_id <= MAX_ID:
        refuse()
    if is_acting and request.env.user._is_internal():
        refuse()  # an employee who holds the link is still none of the other side
    found = _found(model, record_id, is_acting) or _linked(model, record_id, access_token)
    return found or refuse()


def _found(model, record_id, is_acting):
    """By whom the visitor stands for; an employee by their own rights."""
    user, records = request.env.user, request.env[model]
    is_this = Domain("id", "=", record_id)
    if user._is_public() or not user.active:
        return records
    if user.share:
        return records.sudo().search(is_this & records._portal_domain(user.partner_id))
    if is_acting or not records.has_access("read"):
        return records
    found = records.search(is_this).sudo()
    return found.search(is_this & records._portal_domain(found.partner_id)) if found else found


def _linked(model, record_id, access_token):
    """By a link that was given out."""
    record = request.env[model].sudo().browse(record_id).exists()
    return record if record._opens_with(access_token) else record.browse()


def page(template, record, values, access_token=None):
    """A page about ``record``; links on it carry the token with which it was opened."""
    is_open_by_link = record._opens_with(access_token)
    is_public = request.env.user._is_public()
    note_opening(record)
    common = {
        "query": f"?access_token={access_token}" if is_open_by_link else "",
        "is_logged_in": not is_public,
        "is_told": is_told(record),
        "is_visitor": is_visitor(record),
        "is_by_link": is_by_link(record),
        "no_breadcrumbs": is_public,
        "title": values["row"]["number"],
    }
    return rendered(template, {**common, **values})


def rendered(template, values):
    """One of our pages; screen readers are told in which language it is."""
    language = {"lang": request.env.lang.replace("_", "-")}
    common = {"page_name": "crm_contract", "html_data": language}
    return guarded(request.render(template, {**common, **values}))


def is_visitor(record):
    """Whether the person who is logged in may act: somebody for whom the record stands.

    No employee, and nobody else whom a link has let in.
    """
    user = request.env.user
    if not user.share or user._is_public():
        return False
    return bool(record.sudo().filtered_domain(record._portal_domain(user.partner_id)))


def is_by_link(record):
    """Whether the visitor is known by nothing but the link: a login of somebody else's is none."""
    return not request.env.user._is_internal() and not is_visitor(record)


def note_opening(record):
    """Whoever opens what is confidential is noted, from outside too (T0-3.2)."""
    contract = record._conversation_contract()
    if contract.is_classified and is_told(record):
        request.env["crm.contract.access"].sudo()._note("open", {contract: record})


def address():
    """Where the request comes from."""
    return request.httprequest.remote_addr or ""
