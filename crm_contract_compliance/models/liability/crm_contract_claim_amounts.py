from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from ...tools.accrual import Facts
from ...tools.damages import uncapped_reason
from ...tools.limitation import Demand, limitation_date
from ...tools.money import MoneyError
from ...tools.penalty import penalty, trace
from ...tools.penalty_terms import PenaltyError
from ..base import doors
from ..base.numbers import to_decimal
from .crm_contract_claim import WITHOUT_MONEY

_ENTERED = {"claimed_amount", "foreign_amount", "foreign_currency_id"}


class CrmContractClaim(models.Model):
    """The amounts of a claim: computed, frozen when it is confirmed, drawn on the cap."""

    _inherit = "crm.contract.claim"

    def write(self, vals):
        if _ENTERED & vals.keys() and not self._is_door_open():
            self._refuse_other_hand()
        return super().write(vals)

    def _refuse_other_hand(self):
        """A44: whoever puts another amount into it has entered it, and would confirm it alone."""
        for claim in self.filtered(lambda row: row.state == "draft"):
            is_four_eyes = claim.company_id.sudo().crm_contract_is_four_eyes
            if is_four_eyes and not self.env.su and claim.create_uid != self.env.user:
                raise UserError(
                    self.env._(
                        "With four eyes on claims, %s alone changes what is claimed here. Dismiss"
                        " the claim and enter another one.",
                        claim.create_uid.name,
                    )
                )

    @api.onchange("head")
    def _onchange_head(self):
        """A rule that is no longer shown would hold on."""
        if self.head != "penalty":
            self.rule_id = False

    @api.constrains("rule_id", "breach_id", "head")
    def _check_rule(self):
        for claim in self.filtered("rule_id"):
            if claim.head != "penalty":
                raise ValidationError(
                    self.env._("“%s” is a penalty: nothing else goes by it.", claim.rule_id.name)
                )
            if claim.rule_id.contract_id != claim.contract_id:
                raise ValidationError(self.env._("The rule belongs to another contract."))
            if not claim.rule_id._applies_to(claim.breach_id):
                raise ValidationError(
                    self.env._("“%s” is agreed for other breaches.", claim.rule_id.name)
                )

    def _allow(self):
        """Freeze the amount and draw on the cap, in the order of confirmation (§5)."""
        claimed = self._claimed_in_contract_currency()
        cap, reason = self._cap_and_reason()
        is_capped = bool(cap) and not reason
        allowed = claimed
        if is_capped:
            drawn = cap._drawn(claimed, self.breach_id.occurred_on, self._cap_reference())
            allowed = float(drawn.allowed)
        self._write_settled(
            {
                "claimed_amount": claimed,
                "allowed_amount": allowed,
                "uncovered_amount": self.currency_id.round(claimed - allowed),
                "counts_toward_cap": is_capped,
                "uncapped_reason": reason,
                "cap_id": cap.id,
                "trace": self._computed_trace(),
                "foreign_rate": self._rate_of_today() if self.foreign_amount else 0,
                "confirmed_on": self.contract_id._local_today(),
                "confirmed_by_id": self.env.uid,
            }
        )
        if is_capped and allowed:
            self._post("commit", {"committed": allowed})

    def _pay_out(self):
        """What was committed is paid, and moves in the ledger."""
        if self.counts_toward_cap and self.allowed_amount:
            self._post("pay", {"committed": -self.allowed_amount, "paid": self.allowed_amount})

    def _give_back(self):
        """Reverse what was posted, the last move first; room returns to later claims alone."""
        posted = self.entry_ids.filtered(
            lambda row: row.kind != "reverse" and not row.reversed_by_ids
        )
        for rows in reversed(posted.sorted("id").grouped("posting").values()):
            self._ledger().create([{**row._reversal_vals(), "claim_id": self.id} for row in rows])

    def _claimed_in_contract_currency(self):
        """Foreign money is converted on the day of confirmation (§5)."""
        if self.head in WITHOUT_MONEY:
            return 0.0
        if not self.foreign_amount:
            return self.claimed_amount
        return self.foreign_currency_id._convert(
            self.foreign_amount,
            self.currency_id,
            self.company_id,
            self.contract_id._local_today(),
        )

    def _rate_of_today(self):
        """What one unit of the foreign money is worth on the day of confirmation."""
        return self.env["res.currency"]._get_conversion_rate(
            self.foreign_currency_id,
            self.currency_id,
            self.company_id,
            self.contract_id._local_today(),
        )

    def _cap_and_reason(self):
        """The cap of the third party, and why the claim stands outside it (L-09, X-6)."""
        none = self.env["crm.contract.liability.cap"]
        if self.debtor_side != "third" or self.head in WITHOUT_MONEY:
            return none, False
        cap = self.third_party_id.cap_ids.filtered("limit_amount")[:1]
        if not cap:
            return none, "no_cap"
        breach = self.breach_id
        carved = {
            "confidentiality": cap.is_confidentiality_uncapped,
            "personal_data": cap.is_personal_data_uncapped,
        }
        reason = uncapped_reason(
            breach.fault or "none",
            breach.is_personal_injury,
            breach.matter if breach.matter in carved else "other",
            {name for name, is_out in carved.items() if is_out},
        )
        return cap, reason or False

    def _cap_reference(self):
        """The claim's account where the cap applies for each claim: that of its breach."""
        return f"#{self.breach_id.id}"

    def _post(self, kind, amounts):
        account = self.cap_id._account_of(self.breach_id.occurred_on, self._cap_reference())
        self._ledger().create(
            [
                {
                    "account_id": account.id,
                    "kind": kind,
                    "bucket": bucket,
                    "amount": amount,
                    "claim_id": self.id,
                }
                for bucket, amount in amounts.items()
            ]
        )

    def _ledger(self):
        """Only the claim itself says which entries are its own; who posts is asked as ever."""
        return doors.through(self.env["crm.contract.liability.entry"], "crm_contract_settle")

    def _standing(self, head):
        """Those that were confirmed; a recourse takes the third party's place, beside none."""
        return self.filtered(
            lambda claim: (
                claim.head == head
                and claim.state in ("confirmed", "settled")
                and not claim.recourse_of_id
            )
        )

    def _refuse_beyond_rule(self):
        """One rule is chosen, and the parts of its penalty stay within it (X-2, I5)."""
        if self.head != "penalty" or self.recourse_of_id:
            return
        others = self.breach_id._of_same_debt().claim_ids._standing("penalty")
        if any(claim.rule_id != self.rule_id for claim in others):
            raise UserError(
                self.env._("Another penalty rule was chosen for this breach; they never add up.")
            )
        if not self.rule_id:
            return
        try:
            most = self._penalty_of(self.rule_id).amount
        except MoneyError as error:
            reason = self.env["crm.contract.reference.rate"]._why_unknown(error)
            raise UserError(reason) from error
        claimed = [*others.mapped("claimed_amount"), self._claimed_in_contract_currency()]
        if sum(map(to_decimal, claimed)) > most:
            raise UserError(
                self.env._(
                    "The rule yields %s; no more can be claimed by it.",
                    self.currency_id.format(float(most)),
                )
            )

    def _refuse_beyond_loss(self):
        """Nobody is compensated twice: what was allowed and this stay within the losses.

        What a cap left uncovered may be claimed again; a recourse takes the third party's place.
        """
        origin = self.recourse_of_id
        if origin:
            left = to_decimal(origin.uncovered_amount or origin.claimed_amount)
        elif self.head == "damages" and self.breach_id.loss_ids:
            others = self.breach_id.claim_ids._standing("damages")
            allowed = sum(map(to_decimal, others.mapped("allowed_amount")))
            left = to_decimal(self.breach_id.claimable_amount) - allowed
        else:
            return
        if to_decimal(self._claimed_in_contract_currency()) > left:
            raise UserError(
                self.env._(
                    "Of this loss %s is left to be claimed, no more.",
                    self.currency_id.format(float(left)),
                )
            )

    def _computed_trace(self):
        """Why the claimed amount is what it is: of the rule, or of the losses."""
        if self.head == "penalty" and self.rule_id:
            found = self._penalty_of(self.rule_id)
            return trace(found) if found else False
        if self.head == "damages" and self.breach_id.loss_ids:
            return self.breach_id._losses_trace()
        return False

    def _penalty_of(self, rule):
        """What ``rule`` yields for the breach, by the contract as it was on its day."""
        breach, contract = self.breach_id, self.contract_id
        rounding = to_decimal(self.currency_id.rounding)
        day = contract._local_today()
        if breach.payment_id:
            if not breach.payment_id.due_date:
                raise PenaltyError("due", "a payment whose invoice is no longer posted")
            receipts = breach.payment_id.sudo()._receipts()[breach.payment_id]
            facts = breach.payment_id._penalty_facts(receipts)
        else:
            total = contract._value_as_of("amount_total", breach.occurred_on)
            facts = Facts(occurred_on=breach.occurred_on, contract_total=to_decimal(total))
        return penalty(facts, self._versions_of(rule), day, rounding)

    def _versions_of(self, rule):
        """Of a late payment the rule with its later versions: just what the payment shows."""
        own = rule._versions()
        versions = self.contract_id._overdue_terms() if self.breach_id.payment_id else []
        return versions if own[0] in versions else own

    def _settle_limitation(self):
        """Three years from knowing; each proven demand starts it anew (L-23)."""
        for claim in self:
            known_on, harmed_on = claim._harm_days()
            demands = [
                Demand(notice.delivered_on, bool(notice.proof_ids or notice.proof_reference))
                for notice in claim.demand_ids
                if notice.delivered_on
            ]
            demands += [Demand(day, True) for day in claim.dispute_ids._sued_on()]
            day = limitation_date(known_on, demands, harmed_on=harmed_on)
            if claim.limitation_date != day:
                claim._write_settled({"limitation_date": day})

    def _harm_days(self):
        """Hook: since when it is known, and since when there is harm."""
        return self.breach_id.known_on, self.breach_id.occurred_on
