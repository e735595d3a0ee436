from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..base.blank import blank_sql


class CrmContract(models.Model):
    """The gaps of ``_missing`` once more, in SQL: for the filter, the groups and the health.

    A gap that only one of the two knows would be in the banner and not in the list.
    """

    _inherit = "crm.contract"

    def _search_is_incomplete(self, operator, value):
        if operator != "in":
            return NotImplemented
        for model in (self._name, *self._incomplete_models()):
            self.env[model].flush_model()
        return Domain.custom(to_sql=self._incomplete_to_sql)

    @api.model
    def _incomplete_to_sql(self, model, alias, query):
        return SQL(
            "(%s.state IN ('draft', 'signing', 'signed', 'ended') AND (%s))",
            SQL.identifier(alias),
            self._incomplete_sql(alias),
        )

    @api.model
    def _incomplete_models(self):
        """Hook: the models that ``_incomplete_sql`` looks at beside the contract."""
        names = ("party", "requirement", "execution", "signature")
        return ["res.company", *(f"crm.contract.{name}" for name in names)]

    @api.model
    def _incomplete_sql(self, alias):
        """Hook: what may be missing, as conditions of the contract ``alias`` joined by OR."""
        contract = SQL.identifier(alias)
        return SQL(
            """(%(c)s.state IN ('draft', 'signing') AND (%(forum)s OR %(parties)s))
                OR EXISTS (SELECT 1 FROM crm_contract_requirement r
                    WHERE r.contract_id = %(c)s.id AND r.is_required AND r.done_on IS NULL
                    AND r.waived_on IS NULL AND r.gate = CASE %(c)s.state
                        WHEN 'signed' THEN 'effect' WHEN 'ended' THEN 'close' ELSE 'sign' END)
                OR %(signing)s""",
            c=contract,
            forum=_forum_sql(contract),
            parties=_parties_sql(contract),
            signing=_signing_sql(contract),
        )


def _forum_sql(contract):
    """``_gaps_of_forum``"""
    return SQL(
        """(%(c)s.forum IS NULL
            OR (%(c)s.forum = 'arbitration' AND %(no_institution)s)
            OR (%(c)s.forum = 'court' AND %(c)s.forum_basis = 'chosen' AND %(no_court)s)
            OR ((%(c)s.is_signing_place_required
                OR (%(c)s.forum = 'court' AND %(c)s.forum_basis = 'signing')) AND %(no_place)s))""",
        c=contract,
        no_institution=blank_sql(SQL("%s.forum_institution", contract)),
        no_court=blank_sql(SQL("%s.forum_place", contract)),
        no_place=blank_sql(SQL("%s.signing_place", contract)),
    )


def _parties_sql(contract):
    """``_gaps_of_parties``, and of each party its ``_gaps``"""
    return SQL(
        """(%(c)s.party_a_id IS NULL OR %(c)s.party_b_id IS NULL
            OR EXISTS (SELECT 1 FROM crm_contract_party p
                JOIN res_company k ON k.id = %(c)s.company_id
                WHERE p.contract_id = %(c)s.id AND p.side IN ('a', 'b')
                AND (p.representative_id IS NULL OR (%(is_authorised)s
                    AND ((%(c)s.representative_capacity = 'legal'
                            AND k.crm_contract_is_authorised_allowed IS NOT TRUE)
                        OR NOT EXISTS (SELECT 1 FROM crm_contract_party_poa_rel f
                            WHERE f.crm_contract_party_id = p.id))))))""",
        c=contract,
        is_authorised=SQL(
            """(p.capacity = 'authorised' OR EXISTS (SELECT 1 FROM crm_contract_signature s
                JOIN crm_contract_execution x ON x.id = s.execution_id
                WHERE x.contract_id = %s.id AND x.kind = 'main' AND x.state != 'void'
                AND s.side = p.side AND s.signed_on IS NOT NULL
                AND s.capacity = 'authorised'))""",
            contract,
        ),
    )


def _signing_sql(contract):
    """``_gaps_of_signatures`` and ``_gaps_of_execution``"""
    return SQL(
        """((%(c)s.state = 'signing' AND (NOT %(executed_or_open)s
                OR EXISTS (SELECT 1 FROM crm_contract_signature s
                    JOIN crm_contract_execution x ON x.id = s.execution_id
                    WHERE x.contract_id = %(c)s.id AND x.kind = 'main' AND x.state != 'void'
                    AND NOT s.is_complete)))
            OR (%(c)s.state = 'signed' AND NOT %(executed)s))""",
        c=contract,
        executed_or_open=_main_sql(contract, ("open", "executed")),
        executed=_main_sql(contract, ("executed",)),
    )


def _main_sql(contract, states):
    return SQL(
        """EXISTS (SELECT 1 FROM crm_contract_execution x WHERE x.contract_id = %s.id
            AND x.kind = 'main' AND x.state IN %s)""",
        contract,
        states,
    )
