from odoo import api, models
from odoo.tools import SQL

from ..base.blank import blank_sql
from ..base.crm_contract_thread_mixin import CLEARANCE
from ..base.words import listed
from ..contract.crm_contract_missing import Gap

_SPOT = ("confidentiality", "nda_ids")
_TAGS = SQL("crm_contract_classification_crm_contract_nda_rel")
_HAS_TAGS = SQL("EXISTS (SELECT 1 FROM %s t WHERE t.crm_contract_nda_id = n.id)", _TAGS)


class CrmContract(models.Model):
    """What is confidential, or supplied, has an agreement with content and period.

    Without it the contract's banner is red, always; its gate is shut where the setting says so
    (T0-App4, T1-App7).
    """

    _inherit = "crm.contract"

    def _missing(self, gate):
        gaps = super()._missing(gate)
        is_blocking = gate == "effect" and self.company_id.sudo().crm_contract_is_nda_blocking
        missing = self._missing_secrecy() if is_blocking else []
        return [*gaps, *(Gap(text, spot=_SPOT) for text in missing)]

    def _alert_list(self):
        banners = super()._alert_list()
        missing = self._missing_secrecy() if self.state not in ("closed", "cancelled") else []
        if missing:
            sentence = (
                self.env._("This contract is confidential, but lacks %s.")
                if self.is_classified
                else self.env._("A contract of this type asks for confidentiality: it lacks %s.")
            )
            banner = {
                "level": "danger",
                "message": sentence % listed(self.env, missing),
                "action_text": self.env._("Complete"),
                "spot": _SPOT,
            }
            banners.append(("secrecy", banner))
        return [*banners, *self._shut_out_alerts()]

    def _shut_out_alerts(self):
        """Its reminders go to somebody who cannot open it any more."""
        owner = self.user_id
        if not self.is_classified or not owner or owner.has_group(CLEARANCE):
            return []
        message = self.env._(
            "%s is responsible for this contract, but may not open what is confidential: name"
            " somebody else, or have the clearance given.",
            owner.name,
        )
        return [("shut_out", {"level": "danger", "message": message})]

    def _missing_secrecy(self):
        """What its secrets still lack, in words."""
        if not (self.is_classified or self.is_nda_required):
            return []
        ndas = self.sudo().nda_ids.filtered(lambda nda: nda.state in ("active", "ended"))
        ndas = ndas._between_the_parties()
        if not ndas:
            return [self.env._("the executed confidentiality agreement")]
        told = ndas.filtered(lambda nda: nda._says_content())
        if not told:
            return [self.env._("what its confidentiality agreement covers")]
        lasting = told.filtered(lambda nda: nda._says_period())
        if not lasting:
            return [self.env._("the period of its confidentiality agreement")]
        bare = lasting._uncovered(self.classification_ids)
        names = listed(self.env, bare.mapped("name"))
        return [self.env._("an agreement that covers: %s", names)] if bare else []

    @api.model
    def _incomplete_models(self):
        return [*super()._incomplete_models(), "crm.contract.nda"]

    @api.model
    def _incomplete_sql(self, alias):
        contract = SQL.identifier(alias)
        return SQL(
            """%(others)s OR (%(c)s.state = 'signed' AND %(is_secret)s AND %(lack)s
                AND EXISTS (SELECT 1 FROM res_company k
                    WHERE k.id = %(c)s.company_id AND k.crm_contract_is_nda_blocking))""",
            others=super()._incomplete_sql(alias),
            c=contract,
            is_secret=is_secret_sql(contract),
            lack=secrecy_lack_sql(contract),
        )


def is_secret_sql(contract):
    """Whether something of it is to be kept secret at all."""
    return SQL("(%(c)s.is_classified OR %(c)s.is_nda_required)", c=contract)


def secrecy_lack_sql(contract):
    """``_missing_secrecy`` of what is secret, as a condition of ``contract``."""
    return SQL(
        """(NOT EXISTS (%(lasting)s) OR EXISTS (
            SELECT 1 FROM crm_contract_crm_contract_classification_rel k
            WHERE k.crm_contract_id = %(c)s.id AND NOT EXISTS (%(lasting)s AND (NOT %(has_tags)s
                OR EXISTS (SELECT 1 FROM %(tags)s t WHERE t.crm_contract_nda_id = n.id AND
                    t.crm_contract_classification_id = k.crm_contract_classification_id)))))""",
        c=contract,
        lasting=_lasting_sql(contract),
        has_tags=_HAS_TAGS,
        tags=_TAGS,
    )


def _lasting_sql(contract):
    """The agreements of the parties that say what they cover, and for how long."""
    return SQL(
        """SELECT 1 FROM crm_contract_nda n WHERE n.contract_id = %(c)s.id
            AND n.third_party_id IS NULL AND n.state IN ('active', 'ended')
            AND (n.basis != 'dates' OR n.date_end IS NOT NULL)
            AND (%(has_tags)s OR NOT %(no_scope)s)""",
        c=contract,
        has_tags=_HAS_TAGS,
        no_scope=blank_sql(SQL("n.scope")),
    )
