from odoo import models

from ...tools.document import Document
from ..base.words import listed
from . import blocks

_PARTS = ("part_a", "part_b", "part_third")
_SHARES = ("percent_a", "percent_b", "percent_third")


class CrmContractThirdParty(models.Model):
    """The agreement by which a third party steps in: of three sides, or of one and itself.

    T0-17.1, T0-App2, T1-14.3.2, T1-App4, T2-15.2.2.
    """

    _name = "crm.contract.third.party"
    _inherit = ["crm.contract.third.party", "crm.contract.document.mixin"]

    def _document(self):
        contract = self.contract_id
        signers = self._signers()
        return Document(
            title=self.env._("Third-Party Agreement"),
            number=contract.code or "",
            intro=(
                self.env._(
                    "This agreement is made under the contract %s (the main contract). The sides"
                    " named below enter into it so that the third party can take part in the"
                    " performance of the main contract.",
                    blocks.contract_words(contract),
                ),
            ),
            parties=blocks.party_blocks(contract, {row["side"] for row in signers}, self),
            sections=self._agreement_sections(),
            annexes=tuple(self._agreement_annexes()),
            signatures=blocks.signature_blocks(contract, self.execution_id, signers),
            is_draft=self.execution_id.state != "executed",
        )

    def _document_report(self):
        return self.env.ref("crm_contract_compliance.crm_contract_third_party_report")

    def _agreement_sections(self):
        return blocks.whole(
            self._purpose_section(),
            self._duty_section(),
            self._qualification_section(),
            self._division_section(),
            self._fee_section(),
            self._share_section(),
            self._secrecy_section(),
            self._data_section(),
            self._liability_section(),
            self._entry_section(),
            self._leaving_section(),
            blocks.section(self.env._("Law and Disputes"), blocks.law_words(self.contract_id)),
            blocks.section(
                self.env._("Effect"),
                blocks.effect_words(self.env, self.contract_id.third_party_execution_mode),
                self.env._(
                    "It binds only those who have signed it. Where it contradicts the main"
                    " contract, the main contract prevails."
                ),
            ),
        )

    def _agreement_annexes(self):
        """What is agreed with it beside this: confidentiality, personal data."""
        annexes = [nda.name for nda in self.nda_ids if nda.state != "cancelled"]
        if self.data_processing_ids:
            annexes.append(self.env._("Agreement on the processing of personal data"))
        return annexes

    def _purpose_section(self):
        consents = self.consent_a_on and self.consent_b_on
        return blocks.section(
            self.env._("Basis and Purpose"),
            self.env._(
                "The third party steps in as %s.",
                self.kind_note if self.kind == "other" else blocks.choice(self, "kind"),
            ),
            self.purpose and self.env._("Purpose: %s", self.purpose),
            consents
            and self.env._(
                "Party A consented to it in writing on %(day_a)s, Party B on %(day_b)s.",
                day_a=blocks.day(self, self.consent_a_on),
                day_b=blocks.day(self, self.consent_b_on),
            ),
        )

    def _duty_section(self):
        return blocks.section(
            self.env._("Role, Duties and Authority"),
            self.env._(
                "The third party performs its part itself, with the care of its profession, and"
                " keeps to what the main contract says of it. What goes beyond its authority takes"
                " the written consent of both parties of the main contract."
            ),
            facts=blocks.rows_of(self, "role", "duties", "permissions"),
        )

    def _qualification_section(self):
        rows = [
            (row.name, row.number, row.issuer, blocks.day(row, row.expires_on) or "–")
            for row in self.qualification_ids
            if not row.renewed_on
        ]
        labels = map(self.qualification_ids._label_of, ("name", "number", "issuer", "expires_on"))
        return blocks.section(
            self.env._("Qualifications"),
            rows
            and self.env._(
                "It acts only while it holds the qualifications below, and reports at once when one"
                " of them ends."
            ),
            table=blocks.table(labels, rows),
        )

    def _division_section(self):
        sides = [self.contract_id._side_label(side) for side in ("a", "b", "third")]
        rows = [
            (row.name, *(blocks.choice(row, part) or "–" for part in _PARTS))
            for row in self.responsibility_ids
        ]
        return blocks.section(
            self.env._("Division of Duties"),
            table=blocks.table((self.env._("Duty"), *sides), rows),
        )

    def _fee_section(self):
        fees = self.env["crm.contract.fee"].search([("third_party_id", "=", self.id)])
        rows = [
            (
                fee.name,
                self.contract_id._side_label(fee.payer_side),
                fee._due_in_words(),
                blocks.money(fee, fee.amount),
            )
            for fee in fees
        ]
        head = (self.env._("For"), self.env._("Payer"), self.env._("Due"), self.env._("Amount"))
        return blocks.section(
            self.env._("Fee"),
            self.fee_amount
            and self.env._(
                "For its service the third party is paid %s in all.",
                blocks.money(self, self.fee_amount),
            ),
            table=blocks.table(head, rows),
        )

    def _share_section(self):
        sides = [self.contract_id._side_label(side) for side in ("a", "b", "third")]
        rows = [
            (row.name, *(f"{blocks.number(row, row[name], 4)}%" for name in _SHARES))
            for row in self.share_ids
        ]
        return blocks.section(
            self.env._("Allocation of Benefits"),
            table=blocks.table((self.env._("Benefit"), *sides), rows),
        )

    def _secrecy_section(self):
        return blocks.section(
            self.env._("Confidentiality"),
            self.env._(
                "The third party uses what it learns of the parties and of their customers for its"
                " part in the main contract alone, and discloses it to nobody without the written"
                " consent of whom it concerns. This duty outlasts the agreement."
            ),
        )

    def _data_section(self):
        """L-39: what may be done with personal data, and on whose behalf."""
        rows = self._current_processings()
        if not rows:
            return blocks.section(
                self.env._("Personal Data"),
                self.env._(
                    "The third party is given no personal data. Should its part need any, the sides"
                    " first agree in writing on purpose, term, manner, kinds, protection and"
                    " rights."
                ),
            )
        names = ("purpose", "date_start", "date_end", "method", "data_kinds", "protection")
        names += ("rights", "sub_entrusting", "sub_processors")
        return blocks.section(
            self.env._("Personal Data"),
            self.env._(
                "It processes personal data only as follows, and returns or deletes them at the"
                " end."
            ),
            *(self._data_role_words(row) for row in rows),
            facts=[pair for row in rows for pair in blocks.rows_of(row, *names)],
        )

    def _data_role_words(self, row):
        if row.role == "controller":
            return self.env._(
                "It decides for itself how it uses them within the purpose below (another handler"
                " in the sense of PIPL 23), once each person has consented separately."
            )
        return self.env._(
            "It processes them on behalf of the side that gave them, and for no purpose of its own"
            " (entrusted processing, PIPL 21)."
        )

    def _liability_section(self):
        """T0-18, T0-20.2, T1-14.2, T2-16; what no cap limits, L-09."""
        return blocks.section(
            self.env._("Liability"),
            self.env._(
                "Loss that the third party causes by breaking this agreement is made good by the"
                " third party to whoever suffers it. A party of the main contract still answers to"
                " the other one as the law says."
            ),
            *(text for cap in self.cap_ids for text in self._cap_words(cap)),
            self.env._(
                "No limit applies to personal injury, nor to loss of property by intent or gross"
                " negligence."
            ),
            is_highlighted=True,
        )

    def _cap_words(self, cap):
        limit = cap.limit_amount and self.env._(
            "at most %(limit)s (%(terms)s)",
            limit=blocks.money(cap, cap.limit_amount),
            terms=cap._terms_in_words(),
        )
        yield self.env._(
            "Its liability is limited: %(limit)s, determined by %(authors)s on %(day)s.",
            limit=limit or cap._terms_in_words(),
            authors=self._author_words(cap),
            day=blocks.day(cap, cap.determined_on),
        )
        outside = listed(self.env, self._outside_cap(cap))
        yield outside and self.env._("Outside the limit stand: %s.", outside)

    def _author_words(self, cap):
        if cap.determined_by == "all":
            return self.env._("all three sides")
        return blocks.choice(cap, "determined_by")

    def _outside_cap(self, cap):
        names = ("is_confidentiality_uncapped", "is_personal_data_uncapped")
        carved = [cap._label_of(name) for name in names if cap[name]]
        return [*carved, *([cap.carve_out_note] if cap.carve_out_note else [])]

    def _entry_section(self):
        """T1-14.3.1: manner, time and conditions of its entry."""
        return blocks.section(
            self.env._("Entry and Term"),
            facts=blocks.rows_of(
                self, "entry_manner", "entry_conditions", "date_start", "date_end"
            ),
        ) or blocks.section(
            self.env._("Entry and Term"),
            self.env._("It takes part for as long as the main contract is in force."),
        )

    def _leaving_section(self):
        """T0-21, T0-22, T1-15, T1-16."""
        return blocks.section(
            self.env._("Change, Exit and End"),
            self.env._(
                "Changes take a written agreement. The third party may ask in writing to leave: it"
                " leaves once both parties have confirmed, its duties are performed, and the exit"
                " agreement is made."
            ),
            self.env._(
                "The agreement ends when its time is over, when the main contract ends, when an"
                " agreed condition is met, or when it is rescinded because of a breach or because"
                " the third party cannot perform. Fees are then settled, and data and documents"
                " returned or deleted."
            ),
        )
