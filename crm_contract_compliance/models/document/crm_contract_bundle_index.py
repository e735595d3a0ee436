from odoo import models

from ...tools.bundle import as_json, safe_name, trace_text
from ...tools.document import Document, PartyBlock, Section, Table
from ..base.trace_words import trace_in_words
from ..base.words import day_in_words

_DISPUTED = (
    "name",
    "side",
    "other_side",
    "disputed_amount",
    "forum",
    "forum_place",
    "case_number",
    "note",
    "outcome",
)
_SEALED = ("manifest", "manifest_sha256")  # where the execution keeps what it was sealed with


class CrmContract(models.Model):
    """What a bundle says beside its files: its index, traces, and what was signed."""

    _inherit = "crm.contract"

    def _bundle_index(self, dispute, events, papers, left_out, traces, certificates):
        """The first page as a ``Document`` in the reader's language."""
        return Document(
            title=self.env._("Evidence of %s", self.code),
            number=self.code or "",
            intro=self._bundle_intro(papers, left_out),
            parties=tuple(map(self._bundle_party, self.party_ids.sorted("side"))),
            sections=(
                *([self._dispute_section(dispute)] if dispute else []),
                self._timeline_section(events),
                self._papers_section(papers),
                *([self._certificates_section(certificates)] if certificates else []),
                *([self._traces_section(traces)] if traces else []),
            ),
            closing=(
                self.env._(
                    "SHA256SUMS holds the SHA-256 of every file here; “sha256sum -c SHA256SUMS”"
                    " checks them all. manifest.json says which of them were signed."
                ),
            ),
        )

    def _bundle_intro(self, papers, left_out):
        made = self.env._(
            "Put together on %(day)s by %(person)s from the records as they stood that day.",
            day=day_in_words(self.env, self._local_today()),
            person=self.env.user.name,
        )
        count = self.env._("%s different files are included.", len(papers))
        missing = left_out and self.env._(
            "%s further files are left out: their reader lacks the right to them, or they are"
            " lost.",
            left_out,
        )
        return tuple(filter(None, (self.name, made, count, missing)))

    def _bundle_party(self, party):
        names = ("legal_name", "address", "representative_id", "notice_address")
        return PartyBlock(
            role=self._side_label(party.side),
            lines=tuple(
                (party._label_of(name), getattr(party[name], "display_name", party[name]))
                for name in names
                if party[name]
            ),
        )

    def _dispute_section(self, dispute):
        facts = [self._detail_words(dispute, name) for name in _DISPUTED if dispute[name]]
        return Section(self.env._("Dispute"), tuple(facts), is_numbered=False)

    def _timeline_section(self, events):
        head = (
            self.env._("Day"),
            self.env._("Record"),
            self.env._("Event"),
            self.env._("Details"),
        )
        rows = tuple((str(event.day), event.kind, event.what, event.details) for event in events)
        return Section(self.env._("Timeline"), table=Table(head, rows), is_numbered=False)

    def _papers_section(self, papers):
        head = (
            self.env._("File"),
            self.env._("Stands On"),
            self.env._("Size"),
            self.env._("SHA-256"),
        )
        rows = tuple(
            (paper.path, "\n".join(paper.places), str(paper.size), paper.sha256)
            for paper, _file in papers
        )
        return Section(self.env._("Documents"), table=Table(head, rows), is_numbered=False)

    def _certificates_section(self, certificates):
        rows = tuple((row.display_name, path) for row, (path, _page) in certificates.items())
        head = (self.env._("Instrument"), self.env._("File"))
        return Section(
            self.env._("Certificates of Signing"), table=Table(head, rows), is_numbered=False
        )

    def _traces_section(self, traces):
        rows = tuple((path,) for path in sorted(traces))
        head = (self.env._("File"),)
        return Section(self.env._("Why the Numbers"), table=Table(head, rows), is_numbered=False)

    def _bundle_traces(self):
        """{path: text} of the traces that are on record, to be read and to be reckoned anew."""
        found = {}
        for model, trace_of in self._traced().items():
            rows = self.env[model]
            if not rows.has_access("read"):
                continue
            for row in rows.search([("contract_id", "=", self.id)], order="id"):
                trace = trace_of(row)
                words = trace and trace_in_words(self.env, trace, row.currency_id)
                if words:
                    title = f"{self.env['ir.model']._get(model).name} {row.id}"
                    path = f"traces/{safe_name(title)}"
                    found[f"{path}.txt"] = trace_text(f"{title}: {self._traced_name(row)}", words)
                    found[f"{path}.json"] = as_json(trace)
        return found

    def _traced(self):
        """{model: what gives the trace of one of its records}; a claim's is stored (design.md)."""
        return {
            "crm.contract.claim": lambda row: row.trace,
            "crm.contract.payment": lambda row: row.get_penalty_trace(),
        }

    def _traced_name(self, row):
        return row.name if "name" in row._fields else row.display_name

    def _bundle_manifest(self, papers, dispute, certificates):
        """What was signed, by whom and with which hash, as plain values."""
        by_sum = {paper.sha256: paper.path for paper, _file in papers}
        executions = self.env["crm.contract.execution"].search(
            [("contract_id", "=", self.id)], order="id"
        )
        return {
            "contract": {"number": self.code, "title": self.name, "state": self.state},
            "dispute": {"name": dispute.name, "id": dispute.id} if dispute else None,
            "executions": [
                {
                    **self._executed_facts(row, by_sum),
                    "certificate": certificates.get(row, (None,))[0],
                }
                for row in executions
            ],
            "files": [paper for paper, _file in papers],
        }

    def _executed_facts(self, execution, by_sum):
        """Hook: one instrument; the file is found by its hash, whatever it is called today."""
        return {
            "kind": execution.kind,
            "state": execution.state,
            "executed_on": execution.executed_on or None,
            "document_sha256": execution.document_sha256 or None,
            "document": by_sum.get(execution.document_sha256),
            **{name: execution[name] for name in _SEALED if name in execution._fields},
            "signatures": [
                {
                    "side": row.side,
                    "signer": row.signer_name or None,
                    "capacity": row.capacity,
                    "method": row.method,
                    "signed_on": row.signed_on or None,
                    "sealed_on": row.sealed_on or None,
                    "evidence_sha256": row.evidence_sha256 or None,
                }
                for row in execution.signature_ids.sorted(lambda row: (row.side, row.id))
            ],
        }
