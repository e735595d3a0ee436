"""Put a loaded database into the state that a goal starts from."""

from data import TODAY, vacuum


def make_idle(registry):
    """Nothing is due: what an earlier run left so waits again."""
    with registry.cursor() as cr:
        cr.execute(f"""UPDATE crm_contract_deadline SET remind_on = {TODAY} + 10
            WHERE remind_on <= {TODAY} + 1""")
        cr.execute(f"""UPDATE fleet_vehicle_log_contract SET expiration_date = {TODAY} + 100
            WHERE expiration_date <= {TODAY} + 40""")
        cr.commit()
    vacuum(registry, "crm_contract_deadline", "fleet_vehicle_log_contract")


def make_expired(cr, count):
    """So many contracts ended two days ago, and nobody has recorded it yet."""
    cr.execute(f"""UPDATE crm_contract SET end_date = {TODAY} - 2,
        renewal_notice_date = {TODAY} - 62 WHERE id IN (
            SELECT id FROM crm_contract WHERE state = 'active' AND end_date > {TODAY}
            ORDER BY id LIMIT {count}) RETURNING id""")
    ids = [row_id for (row_id,) in cr.fetchall()]
    cr.execute(
        f"""UPDATE crm_contract_deadline SET due_date =
        CASE kind WHEN 'expiry' THEN {TODAY} - 2 ELSE {TODAY} - 62 END
        WHERE contract_id = ANY(%s)""",
        [ids],
    )


def make_due(registry, count, people):
    """Let ``count`` reminders fall due today, for so many people, in ours and in fleet."""
    owners = f"""(SELECT array_agg(id) FROM (SELECT id FROM res_users
        WHERE login ~ '^bench' ORDER BY id LIMIT {people}) u)"""
    due = f"""SELECT d.id, row_number() OVER (ORDER BY d.id) AS n FROM crm_contract_deadline d
        WHERE kind = 'renewal_notice' AND state = 'open' ORDER BY d.id LIMIT {count}"""
    with registry.cursor() as cr:
        cr.execute(f"""UPDATE crm_contract_deadline d SET remind_on = {TODAY},
            due_date = {TODAY} + 30, user_id = ({owners})[1 + due.n % {people}],
            contract_user_id = ({owners})[1 + due.n % {people}]
            FROM ({due}) due WHERE d.id = due.id""")
        cr.execute(f"""UPDATE fleet_vehicle_log_contract f SET expiration_date = {TODAY} + 10,
            user_id = ({owners})[1 + due.n % {people}]
            FROM (SELECT id, row_number() OVER (ORDER BY id) AS n
                  FROM fleet_vehicle_log_contract ORDER BY id LIMIT {count}) due
            WHERE f.id = due.id""")
        cr.commit()
    vacuum(registry, "crm_contract_deadline", "fleet_vehicle_log_contract")
