from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import float_round

from ..models.base.crm_contract_thread_mixin import CLEARANCE
from ..models.contract.selections import OTHER_SIDE
from ..models.timeline.kinds import OPEN
from ..tools.legacy import Problem, ended_on

_PARTNER_KEYS = ("ref", "vat", "name")
_MOST_REFUSED, _PARTS = 10, 10


class CrmContractLegacyWizard(models.TransientModel):
    """From rows to contracts: who and what is meant, then the second door."""

    _inherit = "crm.contract.legacy.wizard"

    def _lookup_problems(self, rows):
        """What a row names and this company does not have, or has more than once."""
        partners, owners = self._partners(rows), self._owners(rows)
        leads = self._opportunities(rows)
        used = self._used(rows)
        found = []
        for row in rows:
            found += self._partner_problems(row, partners)
            found += self._lead_problems(row, leads)
            values = row.values
            if values.get("code") in used:
                found.append(Problem(row.line, "code", "code_used"))
            if "owner" in values and values["owner"] not in owners:
                found.append(Problem(row.line, "owner", "owner_unknown"))
            if values.get("is_classified") and not self.env.user.has_group(CLEARANCE):
                found.append(Problem(row.line, "is_classified", "no_clearance"))
            if "amount" in values and not self._has_digits(values):
                found.append(Problem(row.line, "amount", "amount_digits"))
        return found

    def _used(self, rows):
        codes = [row.values["code"] for row in rows if row.values.get("code")]
        return self.env["crm.contract"]._used_codes(self.company_id.id, codes) if codes else ()

    def _has_digits(self, values):
        places = self._currency(values).decimal_places
        return float_round(float(values["amount"]), precision_digits=places) == float(
            values["amount"]
        )

    def _currency(self, values):
        currencies = self.env["res.currency"]
        chosen = currencies.browse(values.get("currency"))
        return chosen or self.company_id.currency_id

    def _partners(self, rows):
        """{what a row says: contacts of this company that it may mean}."""
        said = {row.values["partner"] for row in rows if "partner" in row.values}
        mine = Domain("company_id", "in", (False, self.company_id.id))
        meant = {}
        for name in _PARTNER_KEYS:  # the surest one comes first
            left = list(said - meant.keys())
            found = defaultdict(self.env["res.partner"].browse)
            for partner in self.env["res.partner"].search(mine & Domain(name, "in", left)):
                found[partner[name]] |= partner
            meant.update(found)
        return {said: self._heads(partners) for said, partners in meant.items()}

    def _heads(self, partners):
        """Of a company and its addresses of the same name the company is meant."""
        heads = partners.filtered(lambda partner: partner.commercial_partner_id == partner)
        return heads or partners

    def _partner_problems(self, row, partners):
        said = row.values.get("partner")
        if not said:
            return []
        meant = partners.get(said, ())
        code = self._partner_problem(meant)
        return [Problem(row.line, "partner", code, str(len(meant)))] if code else []

    def _partner_problem(self, meant):
        if len(meant) > 1:
            return "partner_many"
        if meant:
            return "partner_own" if meant == self.company_id.partner_id else ""
        if not self.is_partner_created:
            return "partner_unknown"
        return "" if self.env["res.partner"].has_access("create") else "partner_no_right"

    def _owners(self, rows):
        """{login: person} of those who work in this company."""
        logins = {row.values["owner"] for row in rows if "owner" in row.values}
        people = self.env["res.users"].search(
            [
                ("login", "in", list(logins)),
                ("share", "=", False),
                ("company_ids", "in", self.company_id.ids),
            ]
        )
        return {person.login: person for person in people}

    def _opportunities(self, rows):
        names = {row.values["opportunity"] for row in rows if "opportunity" in row.values}
        leads = self.env["crm.lead"]
        if not names or not leads.has_access("read"):
            return {}
        mine = Domain("company_id", "in", (False, self.company_id.id))
        found = defaultdict(leads.browse)
        for lead in leads.search(
            mine & Domain("type", "=", "opportunity") & Domain("name", "in", list(names))
        ):
            found[lead.name] |= lead
        return found

    def _lead_problems(self, row, leads):
        said = row.values.get("opportunity")
        if not said or len(leads.get(said, ())) == 1:
            return []
        count = len(leads.get(said, ()))
        code = "opportunity_many" if count else "opportunity_unknown"
        return [Problem(row.line, "opportunity", code, str(count))]

    def _import_rows(self, rows, is_dry=False):
        """(contracts, problems): what the second door refuses is told row by row.

        A dry run draws no number, since a sequence takes none back.
        """
        contracts = self.env["crm.contract"].with_company(self.company_id)
        if not rows:
            return contracts, []
        partners = self._with_new_partners(self._partners(rows), rows)
        owners, leads = self._owners(rows), self._opportunities(rows)
        prepared = []
        for row in rows:
            vals = self._contract_vals(row.values, partners, owners, leads)
            if is_dry and not vals["code"]:
                vals["code"] = f"?{self.id}/{row.line}"
            prepared.append((row.line, vals))
        return self._register_or_blame(contracts.with_context(tracking_disable=True), prepared)

    def _register_or_blame(self, contracts, prepared):
        """All at once; when that fails, in ten parts, and so on, until it is known which rows.

        No row is tried more than a few times, however many are refused: all of it has to fit into
        one request.
        """
        try:
            with self.env.cr.savepoint():
                made = contracts._register_paper(
                    [dict(vals) for _line, vals in prepared], self.are_past_done
                )
                self._note_origin(made, [line for line, _vals in prepared])
                self.env.flush_all()
                return made, []
        except UserError as error:
            if len(prepared) == 1:
                return contracts, [Problem(prepared[0][0], "", "refused", str(error))]
        made, refused, size = contracts, [], -(-len(prepared) // _PARTS)
        for start in range(0, len(prepared), size):
            if len(refused) < _MOST_REFUSED:
                part, others = self._register_or_blame(contracts, prepared[start : start + size])
                made, refused = made | part, refused + others
        return made, refused

    def _note_origin(self, contracts, lines):
        file = self.file_name or self.env._("a file")
        contracts._message_log_batch(
            bodies={
                contract.id: self.env._(
                    "Imported from %(file)s, line %(line)s.", file=file, line=line
                )
                for contract, line in zip(contracts, lines, strict=True)
            }
        )

    def _with_new_partners(self, partners, rows):
        missing = self._missing_partners(partners, rows)
        if not missing:
            return partners
        made = self.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in missing]
        )
        return {**partners, **dict(zip(missing, made, strict=True))}

    def _missing_partners(self, partners, rows):
        said = {row.values["partner"]: None for row in rows}
        return [name for name in said if name not in partners]

    def _contract_vals(self, values, partners, owners, leads):
        """One row as a contract that was signed by both sides on its day."""
        contract_type = self.env["crm.contract.type"].browse(values.get("type"))
        contract_type = contract_type or self._types()[:1]
        our_side = values.get("our_side") or contract_type.supplier_side
        signed = values["signed_on"]
        parties = [
            {"side": our_side, "partner_id": self.company_id.partner_id.id},
            {"side": OTHER_SIDE[our_side], "partner_id": partners[values["partner"]].id},
        ]
        execution = self.env["crm.contract"]._paper_execution_vals(
            contract_type.main_execution_mode, signed, parties, self.env["ir.attachment"]
        )
        owner = owners.get(values.get("owner"), self.env.user)
        lead = leads[values["opportunity"]] if "opportunity" in values else self.env["crm.lead"]
        return {
            "company_id": self.company_id.id,
            "type_id": contract_type.id,
            "name": values["name"],
            "code": values.get("code", ""),
            "our_side": our_side,
            "user_id": owner.id,
            "opportunity_id": lead.id,
            "signing_date": signed,
            "currency_id": self._currency(values).id,
            "amount_total": float(values.get("amount", 0)),
            "is_classified": values.get("is_classified", False),
            "is_registered": True,
            "party_ids": [Command.create(party) for party in parties],
            "execution_ids": [Command.create(execution)],
            **self._term_vals(values, contract_type),
            **self._state_vals(values),
            **self._renewal_vals(values),
        }

    def _term_vals(self, values, contract_type):
        effective = values.get("effective_on", values["signed_on"])
        vals = {"effective_date": effective}
        if "ends_on" in values:
            vals.update(is_end_date_fixed=True, end_date=values["ends_on"])
        elif "term" in values:
            vals.update(term_years=values["term"].years, term_months=values["term"].months)
        if contract_type.term_start_basis == "fixed":
            vals["term_start_date"] = effective
        return vals

    def _state_vals(self, values):
        if values.get("state") != "ended":
            return {"state": "active"}
        ground = values["end_ground"]
        return {"state": "ended", "end_ground": ground, "ended_on": ended_on(values)}

    def _renewal_vals(self, values):
        if "renewal_decision" not in values:
            return {}
        return {
            "renewal_decision": values["renewal_decision"],
            "renewal_reason": values.get("renewal_reason"),
            "renewal_decided_by_id": self.env.uid,
            "renewal_decided_on": fields.Date.context_today(self),
        }

    def _figures(self, contracts):
        """What the import makes, told while it is there."""
        return {
            "contracts": len(contracts),
            "ended": len(contracts.filtered(lambda contract: contract.state == "ended")),
            "deadlines": len(contracts.deadline_ids.filtered(lambda row: row.state in OPEN)),
        }
