"""What calls for a paper of the checklist, and which of those that call are still without it.

Said once, in SQL, so that line, gate and search never disagree. Each condition is (the rows that
call, what those lack): the first is what stands behind FROM, of the contract ``c``.
"""

from odoo.tools import SQL

from ..confidentiality.crm_contract_secrecy import is_secret_sql, secrecy_lack_sql

CONDITIONS = [
    ("signing", "For signing"),
    ("third_party", "With a third party"),
    ("serving", "Third party serves"),
    ("exit", "Third party exits"),
    ("secret", "Confidential content"),
    ("report", "Report due"),
    ("payment", "Something paid"),
    ("complaint", "After a complaint"),
    ("amendment", "When amended"),
    ("disputed", "In a dispute"),
    ("dispute", "Dispute over"),
    ("renewal", "When renewed"),
    ("ending", "Early end"),
]
# Of these each record has its own paper: one file on the line does not answer for all.
OF_EACH = ("payment", "report", "complaint")
# What the conditions look at: to be flushed before they are asked.
MODELS = [
    f"crm.contract{name}"
    for name in (
        "",
        ".third.party",
        ".execution",
        ".requirement",
        ".nda",
        ".deadline",
        ".payment",
        ".case",
        ".amendment",
        ".dispute",
        ".dispute.talk",
        ".termination",
    )
]


def _calls(c, today):
    """{condition: (the rows of the contract ``c`` that call for the paper, what those lack)}."""
    return {
        **_of_itself(c),
        **_of_third_parties(c),
        **_of_its_life(c),
        **_of_disputes(c),
        **_of_each(c, today),
    }


def _of_itself(c):
    return {
        # T2-13.1-3: the annexes of what is signed
        "signing": (SQL("(SELECT 1) x WHERE %s.state != 'cancelled'", c), SQL("TRUE")),
        # T0-App4, T1-App7
        "secret": (
            SQL("(SELECT 1) x WHERE %s", is_secret_sql(c)),
            secrecy_lack_sql(c),
        ),
    }


def _of_third_parties(c):
    return {
        # T0-App2, T1-App4
        "third_party": (
            SQL(
                """crm_contract_third_party x
                   LEFT JOIN crm_contract_execution e ON e.id = x.execution_id
                   WHERE x.contract_id = %s.id AND x.state != 'rejected'""",
                c,
            ),
            SQL("e.state IS DISTINCT FROM 'executed'"),
        ),
        # T0-App3
        "serving": (
            SQL(
                """crm_contract_third_party x WHERE x.contract_id = %s.id
                   AND x.state != 'rejected' AND x.kind IN ('technical', 'data')""",
                c,
            ),
            _paper_of_third_party("third_active"),
        ),
        # T1-App5
        "exit": (
            SQL(
                """crm_contract_third_party x WHERE x.contract_id = %s.id
                   AND (x.state = 'exiting' OR x.end_reason = 'exited')""",
                c,
            ),
            _paper_of_third_party("third_exit"),
        ),
    }


def _paper_of_third_party(gate):
    return SQL(
        """EXISTS (SELECT 1 FROM crm_contract_requirement p WHERE p.third_party_id = x.id
           AND p.kind = 'document' AND p.gate = %s AND p.is_required
           AND p.done_on IS NULL AND p.waived_on IS NULL)""",
        gate,
    )


def _of_each(c, today):
    return {
        # T0-App5
        "report": (
            SQL(
                """crm_contract_deadline x WHERE x.contract_id = %s.id AND x.duty_kind = 'report'
                   AND (x.state IN ('done', 'submitted')
                        OR (x.state = 'open' AND x.due_date <= %s))""",
                c,
                today,
            ),
            SQL("x.state = 'open'"),
        ),
        # T1-App2
        "payment": (
            SQL(
                """crm_contract_payment x WHERE x.contract_id = %s.id
                   AND x.paid_amount > 0 AND x.residual_amount = 0""",
                c,
            ),
            SQL(
                """NOT EXISTS (SELECT 1 FROM crm_contract_payment_proof_rel l
                   WHERE l.crm_contract_payment_id = x.id)"""
            ),
        ),
        # T0-App6
        "complaint": (
            SQL(
                """crm_contract_case x WHERE x.contract_id = %s.id AND x.kind = 'complaint'
                   AND x.state != 'cancelled'""",
                c,
            ),
            SQL("x.state NOT IN ('answered', 'closed')"),
        ),
    }


def _of_its_life(c):
    return {
        # T1-App3: created by the change record
        "amendment": (
            SQL(
                """crm_contract_amendment x WHERE x.contract_id = %s.id
                   AND x.state IN ('executed', 'applied')""",
                c,
            ),
            SQL("FALSE"),
        ),
        # T0-App8
        "renewal": (
            SQL("crm_contract x WHERE x.renewed_from_id = %s.id AND x.state != 'cancelled'", c),
            SQL("x.state IN ('draft', 'signing')"),
        ),
        # T0-App9
        "ending": (
            SQL(
                """(SELECT 1) x WHERE %(c)s.ended_on IS NOT NULL
                   AND %(c)s.end_ground != 'expiry'""",
                c=c,
            ),
            _no_agreed_end(c),
        ),
    }


def _of_disputes(c):
    return {
        # T1-App6
        "disputed": (
            SQL(
                """(SELECT 1) x WHERE EXISTS (SELECT 1 FROM crm_contract_dispute d
                   WHERE d.contract_id = %s.id)""",
                c,
            ),
            SQL("TRUE"),
        ),
        # T0-App7
        "dispute": (
            SQL(
                """crm_contract_dispute x WHERE x.contract_id = %s.id
                   AND x.state IN ('decided', 'settled', 'closed')""",
                c,
            ),
            SQL(
                """NOT EXISTS (SELECT 1 FROM crm_contract_dispute_award_rel l
                     WHERE l.crm_contract_dispute_id = x.id)
                   AND (x.state = 'decided' OR NOT EXISTS (
                     SELECT 1 FROM crm_contract_dispute_talk t WHERE t.dispute_id = x.id))"""
            ),
        ),
    }


def _no_agreed_end(c):
    return SQL(
        """NOT EXISTS (SELECT 1 FROM crm_contract_termination t
             LEFT JOIN crm_contract_execution e ON e.id = t.execution_id
             WHERE t.contract_id = %s.id AND t.state IN ('effective', 'settled')
             AND (NOT t.is_mutual OR e.state = 'executed'
               OR EXISTS (SELECT 1 FROM crm_contract_termination_evidence_rel l
                 WHERE l.crm_contract_termination_id = t.id)))""",
        c,
    )


def calls_sql(when, contract, today):
    """How many call for the paper, and how many of them are without it: two numbers."""
    rows, lack = _calls(contract, today)[when]
    return SQL(
        "(SELECT COUNT(*) FROM %(rows)s), (SELECT COUNT(*) FROM %(rows)s AND (%(lack)s))",
        rows=rows,
        lack=lack,
    )


def lack_sql(column, contract, today):
    """Whether the paper of the condition that stands in ``column`` is lacking somewhere."""
    cases = [
        SQL("WHEN %s THEN EXISTS (SELECT 1 FROM %s AND (%s))", when, rows, lack)
        for when, (rows, lack) in _calls(contract, today).items()
    ]
    return SQL("(CASE %s %s ELSE FALSE END)", column, SQL(" ").join(cases))
