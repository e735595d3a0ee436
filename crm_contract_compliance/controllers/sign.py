"""The page on which a side reads, asks, signs or refuses; one for every side and instrument."""

import base64
import binascii

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.base.words import listed
from ..tools.signing import MAX_IMAGE_BYTES, Mark
from . import access
from .forms import refuse_flood, tried
from .uploads import uploaded

_PLACES = (
    "/my/crm-contracts/<int:contract_id>/%s/<int:signature_id>",
    "/my/crm-third-parties/<int:third_party_id>/%s/<int:signature_id>",
)
_MAIN = ("/my/crm-contracts/<int:contract_id>/%s", "/my/crm-third-parties/<int:third_party_id>/%s")
_MAX_DRAWING = MAX_IMAGE_BYTES * 4 // 3 + 100
_DRAWN = "data:image/png;base64,"


def _at(step, *, with_main=False):
    return [place % step for place in (*_PLACES, *(_MAIN if with_main else ()))]


def _page_route(step, methods):
    """A page of the portal; the language of its address is nobody's business when it is posted."""
    places = _at(step, with_main=True)
    return http.route(places, type="http", auth="public", website=True, methods=methods)


class SignController(http.Controller):
    @_page_route("sign", methods=["GET"])
    def sign_page(self, access_token=None, **place):
        record, row = _find(place, access_token)
        return _page(record, row, access_token)

    @_page_route("sign", methods=["POST"])
    def sign(self, access_token=None, **post):
        record, row = _find(post, access_token, is_acting=True)

        def work():
            row._sign_online(_mark(post, record), _person(record, row))

        return _done(record, row, access_token, work, post)

    @_page_route("refuse", methods=["POST"])
    def refuse(self, access_token=None, **post):
        record, row = _find(post, access_token, is_acting=True)

        def work():
            refuse_flood("mail.message")  # each is told on the contract
            row._refuse_online(post.get("reason"))

        return _done(record, row, access_token, work, post)

    @_page_route("ask", methods=["POST"])
    def ask(self, access_token=None, **post):
        record, row = _find(post, access_token, is_acting=True)

        def work():
            row._refuse_other_signer(_person(record, row))
            clauses = row.execution_id._clauses_to_confirm()
            clause = next((one for one in clauses if one["code"] == post.get("code")), None)
            if not clause:
                raise UserError(request.env._("Choose the clause that you ask about."))
            person = _person(record, row)
            request.env["crm.contract.question"]._ask(row, clause, post.get("question"), person)

        return _done(record, row, access_token, work, post)

    @http.route(_at("signed-text"), type="http", auth="public", methods=["GET"])
    def document(self, access_token=None, **place):
        record, row = _find(place, access_token)
        execution = row.execution_id
        if not execution._is_fixed() or execution._is_withheld():
            access.refuse()
        return access.handed_out(execution.document_id, is_shown=True)

    @http.route(_at("certificate"), type="http", auth="public", methods=["GET"])
    def certificate(self, access_token=None, **place):
        record, row = _find(place, access_token)
        if row.execution_id.state != "executed":
            access.refuse()
        return _certificate(row.execution_id)

    @http.route(
        "/crm-contracts/certificate/<int:execution_id>", type="http", auth="user", methods=["GET"]
    )
    def certificate_of_execution(self, execution_id):
        """For those in house, by their own rights."""
        executions = request.env["crm.contract.execution"]
        found = executions.has_access("read") and executions.search(
            [("id", "=", min(execution_id, access.MAX_ID)), ("state", "=", "executed")]
        )
        if not found:
            access.refuse()
        return _certificate(found)


def _find(place, access_token, is_acting=False):
    """The record whose page this is, and the visitor's own row of one instrument below it."""
    # Of the path alone: what a form brings by these names is text.
    numbers = {name: value for name, value in place.items() if isinstance(value, int)}
    number = numbers.get("signature_id")
    ours = access.find_own_signature(numbers.get("contract_id"), number)
    if ours:
        return ours.contract_id, ours
    if "third_party_id" in numbers:
        find, record_id = access.find_third_party, numbers["third_party_id"]
    else:
        find, record_id = access.find_contract, numbers.get("contract_id")
    record = find(record_id, access_token, is_acting=is_acting)
    own = record._portal_signatures(record.partner_id)
    if number is not None:
        row = own.filtered(lambda row: row.id == number)
    else:  # what waits, else the record's own instrument
        main = own.filtered(lambda row: row.execution_id in _main_of(record))
        row = (own.filtered(lambda row: row._is_waiting()) or main)[:1]
    if not row or not access.is_told(record):
        access.refuse()
    return record, row


def _person(record, row):
    """Who acts on this page: of our own side whoever is logged in, else who stands outside."""
    return access.visitor_of(record) if row._is_outside() else request.env.user.partner_id


def _refusal(row):
    """Why this employee does not sign for our own side; nothing where that is not asked."""
    return tried(row._refuse_other_signer, request.env.user.partner_id)[1]


def _main_of(record):
    return record._main_execution() if record._name == "crm.contract" else record.execution_id


def _mark(post, record):
    """What was given on the page; the model says what is wrong with it."""
    way = post.get("way") or "typed"
    agent = request.httprequest.user_agent.string or ""
    return Mark(
        name=post.get("name") or "",
        capacity=post.get("capacity") or "",
        way=way,
        image=_picture(way, post),
        confirmed=frozenset(_confirmed()),
        seen_sha256=post.get("seen_sha256") or "",
        ip_address=request.httprequest.remote_addr or "",
        user_agent="".join(sign for sign in agent if sign.isprintable()),
        is_logged_in=not access.is_by_link(record),
        authority=tuple(uploaded("authority")),
    )


def _confirmed():
    return request.httprequest.form.getlist("confirmed")


def _picture(way, post):
    if way == "drawn":
        drawing = post.get("drawing") or ""
        if not isinstance(drawing, str) or not drawing.startswith(_DRAWN):
            return b""
        if len(drawing) > _MAX_DRAWING:
            return b"\0" * (MAX_IMAGE_BYTES + 1)  # too heavy, and not worth decoding
        try:
            return base64.b64decode(drawing[len(_DRAWN) :], validate=True)
        except (binascii.Error, ValueError):
            return b"\0"
    file = post.get("picture")
    return file.read(MAX_IMAGE_BYTES + 1) if way == "uploaded" and hasattr(file, "read") else b""


def _done(record, row, access_token, work, post):
    """Do it and show the page anew; what is refused is said on the page, with what was typed."""
    _result, problem = tried(work)
    if problem:
        return _page(record, row, access_token, problem=problem, post=post)
    return request.redirect(_way_back(row) or _url(record, row, access_token), code=303)


def _way_back(row):
    """In house one comes from a record, and goes back to it."""
    return not row._is_outside() and row.execution_id._backend_url()


def _url(record, row, access_token, step="sign"):
    return _linked(f"{record.access_url}/{step}/{row.id}", record, access_token)


def _linked(url, record, access_token):
    """Who came by the link goes on by it."""
    return f"{url}?access_token={access_token}" if record._opens_with(access_token) else url


def _page(record, row, access_token, problem="", post=None):
    execution, refusal = row.execution_id, _refusal(row)
    is_acting = not refusal if not row._is_outside() else request.env.user.share
    is_open = not row.signed_on and execution.state == "open"
    is_told = not execution._is_withheld()
    problem = problem or (is_open and refusal) or ""
    if is_open and is_acting and not execution._is_fixed():
        # It is fixed when it is first read by who is to sign it.
        problem = tried(execution._fix_document)[1] or problem
    values = {
        "record": record,
        "row": row,
        "execution": execution,
        "contract": row.contract_id,
        # What was signed is its file: the record has gone on since.
        "text": execution._text_to_read() if is_open and is_told else None,
        "clauses": execution._clauses_to_confirm() if is_open and is_told else [],
        "answers": row.question_ids.grouped("code"),
        "has_open_question": any(not one.answer for one in row.question_ids),
        "capacities": row._fields["capacity"]._description_selection(request.env),
        "problem": problem,
        "post": post or {},
        "confirmed": _confirmed() if post else [],
        "person": _person(record, row),
        "way_back": _way_back(row) or _linked(record.access_url, record, access_token),
        "is_told": is_told,
        "is_open": is_open and execution._is_fixed() and is_acting,
        "has_authority": row._has_authority(),
        "still_missing": listed(request.env, [gap.text for gap in row._gaps()]),
        "token": access_token if record._opens_with(access_token) else "",
        "url": lambda step: _url(record, row, access_token, step),
        "page_name": "crm_contract_sign",
    }
    if is_told:
        access.note_opening(record)
    return access.rendered("crm_contract_compliance.portal_sign", values)


def _certificate(execution):
    return access.sent(f"{execution._document_name()}.pdf", execution._certified_pdf())
