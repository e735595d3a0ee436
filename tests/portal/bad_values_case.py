"""Bad values in every place of every route of ours (S-G13)."""

import re
from contextlib import contextmanager
from urllib.parse import quote

from odoo import http

from odoo.addons.crm_contract_compliance.controllers import forms

from ..security.security_case import ADDON
from .sign_case import SignCase

LONG = "字" * 350_000  # about a megabyte
VALUES = (
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "1e9",
    "NaN",
    "Infinity",
    "null",
    "None",
    "True",
    "[]",
    "{}",
    "[1]",
    str(2**31),
    str(2**63),
    str(-(2**63) - 1),
    "9" * 400,
    "٣",  # a digit, but none of ours
    "²",
    "\0",
    "a\0b",
    "\ud800",
    "\udcff",
    b"\xc0\x80",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\x1b[31m",
    "\r\nSet-Cookie: x=1",
    "\u202egnp.exe",
    "../../etc/passwd",
    "'; DROP TABLE crm_contract; --",
    "%s%n%(x)s",
    "{0.__class__}",
    "<script>x</script>",
    "2026-13-45",
    "9999-12-31",
    "0000-00-00",
    "=HYPERLINK(1)",
    "😀" * 500,
    LONG,
)
# What each form takes, with something that it would take.
FORMS = {
    "complaint": {"kind": "complaint", "subject": "Late", "text": "x", "since": "2026-02-01"},
    "notice": {
        "kind": "renewal_intention",
        "subject": "We go on",
        "text": "x",
        "intention": "renew",
        "new_address": "1 Road",
    },
    "third-parties": {"third_party": "1", "answer": "consent", "reason": "Too dear"},
    "message": {"message": "Hello"},
    "sign": {
        "name": "Li Na",
        "capacity": "legal",
        "way": "typed",
        "drawing": "",
        "seen_sha256": "0",
        "confirmed": ["cap", "forum"],
    },
    "refuse": {"reason": "Too dear"},
    "ask": {"code": "cap", "question": "Does it hold?"},
}
# And what a page takes with its address.
QUERY = (
    "access_token",
    "code",
    "contract_id",
    "debug",
    "dispute_id",
    "done",
    "filterby",
    "kind",
    "page",
    "search",
    "signature_id",
    "sortby",
    "unknown",
)
FILES = {"complaint": "files", "notice": "files", "third-parties": "files", "sign": "picture"}
ANSWERS = {200, 301, 303, 400, 404, 405, 413}


class BadValuesCase(SignCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.active = cls._create_active(third_party_execution_mode="sign")
        cls.agreement = cls._consented(cls.active)
        cls.agreement.action_send_to_sign()
        rows = cls.agreement.execution_id.signature_ids
        cls.their_row = rows.filtered(lambda row: row.side == "third")
        cls.proposal = cls._propose(cls.active, partner_id=cls._new_partner("Bidder Ltd").id)

    def setUp(self):
        super().setUp()
        self.patch(forms, "MOST_POSTS", 10**6)
        self.execution._fix_document()
        self.asked, self.fallen = 0, []

    def try_paths(self, values):
        self.login(self.customer)
        for path in sorted({path for path, _methods in self._routes()}):
            for value in values:
                bad = re.sub(r"<\w+:\w+>", quote(_bytes(value), safe=""), path)
                self._ask("GET", bad, value)
        self._assert_all_stand()

    def try_queries(self, values):
        for user, path in self._places("GET"):
            self.login(user)
            for value in values:
                # A line of more than 64 KB is refused before it comes to us.
                names = QUERY if len(value) < 500 else QUERY[:1]
                self._ask("GET", path, value, params=dict.fromkeys(names, value))
        self._assert_all_stand()

    def try_forms(self, values):
        for user, path in self._places("POST"):
            self.login(user)
            for name in (*self._form_of(path), "access_token", "signature_id"):
                for value in values:
                    self._try_field(path, name, value)
        self._assert_all_stand()

    def try_file_names(self, values):
        for user, path in self._places("POST"):
            field = FILES.get(_step_of(path))
            if field:
                self.login(user)
                for value in values:
                    self._try_file(path, field, value)
        self._assert_all_stand()

    def _assert_all_stand(self):
        self.assertFalse(self.fallen, len(self.fallen))

    def _try_field(self, path, name, value):
        self._post(path, value, {**self._form_of(path), name: value})

    def _try_file(self, path, field, value):
        form = {**self._form_of(path), "way": "uploaded"}
        name = _bytes(value).decode("utf-8", "replace").replace('"', "")
        self._post(path, value, form, files={field: (name, b"x", "text/plain")})

    def _post(self, path, value, form, files=None):
        with self._undone():
            token = http.Request.csrf_token(self)
            data = {"csrf_token": token, **form}
            self._ask("POST", path, value, data=data, files=files)

    def _ask(self, method, path, value, **sent):
        for place in sent.keys() & {"params", "data"}:
            sent[place] = {name: _bytes(one) for name, one in sent[place].items()}
        answer = self.url_open(path, method=method, allow_redirects=False, timeout=60, **sent)
        self.asked += 1
        if answer.status_code not in ANSWERS or "Traceback" in answer.text:
            self.fallen.append((answer.status_code, method, path[:80], str(sent or value)[:200]))

    @contextmanager
    def _undone(self):
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)

    def _routes(self):
        for path, endpoint in http._generate_routing_rules([ADDON], nodb_only=False):
            if "/crm-" in path:
                yield path, endpoint.routing["methods"] or ["GET"]

    def _places(self, method):
        """(who, where) of each route that answers to ``method``, as somebody whose page it is."""
        for path, methods in sorted(self._routes()):
            if method in methods:
                is_third = "third_party_id" in path
                yield (self.third if is_third else self.customer), self._real(path)

    def _real(self, path):
        is_signing = re.search(r"/(sign|refuse|ask|signed-text|certificate)\b", path)
        known = {
            "contract_id": (self.contract if is_signing else self.active).id,
            "third_party_id": self.agreement.id,
            "signature_id": (self.their_row if "third_party_id" in path else self.row).id,
            "execution_id": self.execution.id,
        }
        return re.sub(r"<\w+:(\w+)>", lambda found: str(known.get(found[1], 1)), path)

    def _form_of(self, path):
        form = {**FORMS.get(_step_of(path), {})}
        if "third_party" in form:
            form["third_party"] = str(self.proposal.id)
        if "seen_sha256" in form:
            form["seen_sha256"] = self.execution.document_sha256
        return form


def _step_of(path):
    return re.sub(r"/\d+$", "", path).rpartition("/")[2]


def _bytes(value):
    if isinstance(value, (list, tuple)):
        return [_bytes(one) for one in value]
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
