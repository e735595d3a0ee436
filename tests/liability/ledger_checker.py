"""What must hold in the tables of the ledger, whoever wrote them: I1, I2, I3 and their kin.

It reads the tables alone and knows nothing of the code that fills them. ``query`` runs one
statement and returns its rows.
"""

RULES = {
    "I1, entries do not sum to what is consumed": """
        SELECT account.id, consumed_amount, sum(amount) FROM crm_contract_liability_account account
        LEFT JOIN crm_contract_liability_entry entry ON entry.account_id = account.id
        GROUP BY account.id HAVING coalesce(sum(amount), 0) != consumed_amount""",
    "I2, overdrawn": """
        SELECT id, consumed_amount, limit_amount FROM crm_contract_liability_account
        WHERE NOT (0 <= consumed_amount AND consumed_amount <= limit_amount)""",
    "a bucket was below zero": """
        SELECT id, account_id, bucket, after FROM (
            SELECT *, sum(amount) OVER (PARTITION BY account_id, bucket ORDER BY id) AS after
            FROM crm_contract_liability_entry) entry
        WHERE after < 0""",
    "half a move": """
        SELECT posting, count(*), sum(amount) FROM crm_contract_liability_entry
        GROUP BY posting HAVING posting IS NULL OR count(DISTINCT (account_id, kind)) > 1
            OR (count(*) > 1 OR bool_or(kind = 'pay' OR kind = 'commit' AND bucket = 'reserved'))
                AND (sum(amount) != 0 OR count(*) = 1)""",
    "no reversal of what it names": """
        SELECT undo.id, entry.id FROM crm_contract_liability_entry undo
        JOIN crm_contract_liability_entry entry ON entry.id = undo.reverses_id
        WHERE (undo.account_id, undo.bucket, undo.amount)
                != (entry.account_id, entry.bucket, -entry.amount)
            OR entry.kind = 'reverse' OR undo.kind != 'reverse'""",
    "reversed twice, or by half": """
        SELECT entry.posting, count(*), count(undo.id) FROM crm_contract_liability_entry entry
        LEFT JOIN crm_contract_liability_entry undo ON undo.reverses_id = entry.id
        GROUP BY entry.posting HAVING count(undo.id) NOT IN (0, count(DISTINCT entry.id))""",
    "two accounts of one key": """
        SELECT cap_id, key FROM crm_contract_liability_account
        GROUP BY cap_id, key HAVING count(*) > 1""",
    "the account's limit is not the cap's": """
        SELECT cap.id, account.limit_amount, cap.limit_amount
        FROM crm_contract_liability_account account
        JOIN crm_contract_liability_cap cap ON cap.id = account.cap_id
        WHERE account.limit_amount != cap.limit_amount""",
    "a change of the limit was lost": """
        SELECT * FROM (
            SELECT cap.id, cap.limit_amount, new_value,
                lead(old_value) OVER (PARTITION BY cap.id ORDER BY known_at, line.id) AS next_old
            FROM crm_contract_amendment_line line
            JOIN crm_contract_liability_cap cap
                ON res_model = 'crm.contract.liability.cap' AND res_id = cap.id
            WHERE field_name = 'limit_amount') line
        WHERE new_value::numeric != coalesce(next_old::numeric, limit_amount)""",
    "noted as nearly used, or not, against its accounts": """
        SELECT cap.id, nearly_used_on, near.count FROM crm_contract_liability_cap cap
        CROSS JOIN LATERAL (
            SELECT count(*) FROM crm_contract_liability_account account
            WHERE account.cap_id = cap.id AND consumed_amount * 100 >= account.limit_amount * 80
        ) near
        WHERE (nearly_used_on IS NOT NULL) != (near.count > 0)""",
    "not one open deadline for each cap nearly used": """
        SELECT cap.id, count(*) FROM crm_contract_liability_cap cap
        LEFT JOIN crm_contract_deadline row ON row.state = 'open'
            AND row.res_model = 'crm.contract.liability.cap' AND row.res_id = cap.id
        GROUP BY cap.id HAVING count(row.id) != (nearly_used_on IS NOT NULL)::int""",
}
FIGURES = """
    SELECT account.cap_id, account.key, account.limit_amount::text, account.consumed_amount::text,
        bucket, count(*), sum(amount)::text
    FROM crm_contract_liability_account account
    LEFT JOIN crm_contract_liability_entry entry ON entry.account_id = account.id
    GROUP BY account.id, bucket ORDER BY account.id, bucket"""
COUNTS = """
    SELECT (SELECT count(*) FROM crm_contract_liability_account),
        (SELECT count(*) FROM crm_contract_liability_entry)"""
HASH = """
    SELECT md5(string_agg(entry::text, '|' ORDER BY id)) FROM crm_contract_liability_entry entry"""


def complaints(query):
    """Every rule that is broken, with the first rows that break it."""
    return [f"{rule}: {rows[:3]}" for rule, sql in RULES.items() if (rows := query(sql))]
