"""Fill a database by SQL: contracts with parties and two deadlines each, and the peers' rows.

Our rows are copies of one seed row each that the ORM made, with some columns varied: whatever
columns the models gain, the loader need not know them. In the SQL, ``g`` counts from 1.
"""

import contextlib

from common import env_of

OWNERS = 50
CONTRACTS_A_PARTNER = 10
SMALL = 10_000  # contracts of the database that the large one is compared with
DEADLINES = 300_000  # of the home screen's goal; below, half of the contracts get two duties more
TODAY = "(now() AT TIME ZONE 'UTC')::date"
NOTICE = f"{TODAY} - 20 + (g::bigint * 7919 % 1000)::int"  # 2 % are overdue
STATES = "(ARRAY['draft', 'signed', 'ended'])[g % 10 + 1]"
STATE = f"COALESCE({STATES}, 'active')"
LOADED = "(SELECT c.*, substr(c.code, 3)::int AS g FROM crm_contract c WHERE code ~ '^BN') c"


def fill(registry, size):
    """Make ``size`` contracts and the peers' counterparts; nothing is due to be reminded of."""
    with env_of(registry, commit=True, tracking_disable=True, no_reset_password=True) as env:
        seed = seed_rows(env)
        env.flush_all()
    with registry.cursor() as cr:
        free_of_checks(cr)
        load_partners(cr, seed, max(100, size // CONTRACTS_A_PARTNER))
        load_contracts(cr, seed, size)
        load_peers(cr, seed, size)
        cr.commit()
    vacuum(registry)


def seed_rows(env):
    """One record of each kind by the ORM, to be copied; and the owners of contracts."""
    contract = seed_contract(env)
    return {
        "owners": seed_owners(env).ids,
        "partner": contract.partner_id.id,
        "contract": contract.id,
        "parties": {party.side: party.id for party in contract.party_ids},
        "deadline": seed_deadline(env, contract).id,
        "vehicle": seed_vehicle(env).id,
        "lead": env["crm.lead"].create({"name": "Bench Seed", "type": "opportunity"}).id,
    }


def seed_owners(env):
    group = env.ref("crm_contract_compliance.group_contract_user")
    return env["res.users"].create(
        [
            {
                "name": f"Owner {n}",
                "login": f"bench{n}",
                "email": f"bench{n}@example.com",
                "notification_type": "email",
                "group_ids": [(4, group.id)],
            }
            for n in range(OWNERS)
        ]
    )


def seed_contract(env):
    partner = env["res.partner"].create({"name": "Bench Seed", "is_company": True})
    return env["crm.contract"].create(
        {
            "name": "Bench Seed",
            "code": "BENCH",
            "type_id": bench_type(env).id,
            "partner_id": partner.id,
        }
    )


def seed_deadline(env, contract):
    values = {
        "contract_id": contract.id,
        "res_model": "crm.contract",
        "res_id": contract.id,
        "kind": "expiry",
        "due_date": "2099-01-01",
        "user_id": env.uid,
    }
    return env["crm.contract.deadline"].sudo().create(values)


def seed_vehicle(env):
    brand = env["fleet.vehicle.model.brand"].create({"name": "Bench"})
    model = env["fleet.vehicle.model"].create({"name": "Bench", "brand_id": brand.id})
    return env["fleet.vehicle"].create({"model_id": model.id})


def bench_type(env, requirements=0):
    """A contract type that asks for nothing, or for so many conditions."""
    code = f"bench{requirements}"
    found = env["crm.contract.type"].search([("code", "=", code)], limit=1)
    return found or env["crm.contract.type"].create(
        {
            "name": "Bench",
            "code": code,
            "forum": "court",
            "forum_basis": "performance",
            "requirement_ids": [(0, 0, {"name": f"Condition {n}"}) for n in range(requirements)],
        }
    )


# ---------------------------------------------------------------- ours
def load_partners(cr, seed, count):
    name = "'Partner ' || md5(g::text)"
    clone(
        cr,
        "res_partner",
        seed["partner"],
        f"generate_series(1, {count}) g",
        {
            "name": name,
            "complete_name": name,
            "commercial_partner_id": "NULL",
            "ref": "'bench'",
        },
    )
    cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE ref = 'bench'")
    cr.execute("""CREATE TEMP TABLE bench_partner AS
        SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, name FROM res_partner
        WHERE ref = 'bench'""")
    cr.execute("CREATE INDEX ON bench_partner (n)")
    cr.execute("ANALYZE bench_partner")


def load_contracts(cr, seed, size):
    partners = "(SELECT count(*) FROM bench_partner)"
    numbers = f"generate_series(1, {size}) g JOIN bench_partner p ON p.n = g % {partners}"
    with without_indexes(cr, "crm_contract"):
        clone(
            cr,
            "crm_contract",
            seed["contract"],
            numbers,
            {
                "name": "'Service agreement ' || g",
                "code": "'BN' || lpad(g::text, 8, '0')",
                "partner_id": "p.id",
                "partner_name": "p.name",
                "party_b_id": "p.id",
                "state": STATE,
                "user_id": owner_of(seed, "g"),
                "amount_total": "1000 + g % 9000",
                "effective_date": f"{TODAY} - 400",
                "signing_date": f"{TODAY} - 400",
                "renewal_notice_date": NOTICE,
                "renewal_complete_date": "NULL",
                "end_date": f"{NOTICE} + 60",
                "ended_on": f"CASE {STATE} WHEN 'ended' THEN {TODAY} END",
            },
        )
    load_parties(cr, seed)
    load_deadlines(cr, seed, LOADED, "renewal_notice", "c.renewal_notice_date")
    load_deadlines(cr, seed, LOADED, "expiry", "c.end_date")
    if SMALL < size < DEADLINES // 2:
        # Apart from the contracts that are listed first, fall due or expire.
        middle = f"{LOADED} JOIN generate_series({size // 4}, {size * 3 // 4 - 1}) n ON n = c.g"
        load_deadlines(cr, seed, middle, "duty", "c.end_date - 30", "'1'")
        load_deadlines(cr, seed, middle, "duty", "c.end_date - 90", "'2'")


def load_parties(cr, seed):
    for side, party in seed["parties"].items():
        clone(
            cr,
            "crm_contract_party",
            party,
            LOADED,
            {
                "contract_id": "c.id",
                "contract_user_id": "c.user_id",
                "partner_id": f"party_{side}_id",
            },
        )


def load_deadlines(cr, seed, contracts, kind, day, key="''"):
    clone(
        cr,
        "crm_contract_deadline",
        seed["deadline"],
        contracts,
        {
            "contract_id": "c.id",
            "res_id": "c.id",
            "contract_user_id": "c.user_id",
            "user_id": "c.user_id",
            "partner_id": "c.partner_id",
            "kind": f"'{kind}'",
            "key": key,
            "due_date": day,
            "is_silent": "false",
            "state": "CASE c.state WHEN 'active' THEN 'open' ELSE 'done' END",
            "remind_on": f"CASE c.state WHEN 'active' THEN"
            f" greatest({day} - 30, {TODAY} + 10 + c.g % 200) END",
        },
    )


def owner_of(seed, number):
    return f"(ARRAY{seed['owners']})[1 + ({number} * 31 + {number} / 1000) % {OWNERS}]"


# ---------------------------------------------------------------- the peers
def load_peers(cr, seed, size):
    numbers = (
        f"generate_series(1, {size}) g"
        " JOIN bench_partner p ON p.n = g % (SELECT count(*) FROM bench_partner)"
    )
    user = owner_of(seed, "g")
    cr.execute(f"""INSERT INTO contract_contract (name, code, partner_id, commercial_partner_id,
            company_id, user_id, contract_type, generation_type, recurring_rule_type,
            recurring_invoicing_type, recurring_interval, date, date_start, date_end,
            recurring_next_date, line_recurrence, active, create_uid, write_uid, create_date,
            write_date)
        SELECT 'Contract ' || g, 'C' || g, p.id, p.id, 1, {user}, 'sale', 'invoice', 'monthly',
            'pre-paid', 1, {TODAY} - 60, {TODAY} - 60, {TODAY} + g % 1000, {TODAY} + 1 + g % 30,
            false, true, 2, 2, now(), now() FROM {numbers}""")
    cr.execute(f"""INSERT INTO fleet_vehicle_log_contract (vehicle_id, company_id, user_id, name,
            state, cost_frequency, start_date, expiration_date, active, amount, create_uid,
            write_uid, create_date, write_date)
        SELECT {seed["vehicle"]}, 1, {user}, 'V' || g, 'open', 'monthly', {TODAY} - 100,
            {TODAY} + 100 + g % 600, true, 10, 1, 1, now(), now() FROM {numbers}""")
    clone(
        cr,
        "crm_lead",
        seed["lead"],
        numbers,
        {
            "name": "'Lead ' || g",
            "partner_id": "p.id",
            "user_id": user,
        },
    )


# ---------------------------------------------------------------- by SQL
def clone(cr, table, source_id, rows, values):
    """Copy the row ``source_id`` once for each of ``rows`` (a FROM clause), with ``values``."""
    cr.execute(
        """SELECT column_name FROM information_schema.columns WHERE table_name = %s
           AND column_name != 'id' AND is_generated = 'NEVER' ORDER BY ordinal_position""",
        [table],
    )
    columns = [name for (name,) in cr.fetchall()]
    picked = ", ".join(values.get(name, f'seed."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    source = f"(SELECT * FROM {table} WHERE id = {source_id}) seed"
    cr.execute(f"INSERT INTO {table} ({names}) SELECT {picked} FROM {rows} CROSS JOIN {source}")


@contextlib.contextmanager
def without_indexes(cr, table):
    """Build the table's plain indexes once at the end: trigrams row by row take for ever."""
    cr.execute(
        """SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i
           JOIN pg_class c ON c.oid = i.indexrelid
           WHERE i.indrelid = %s::regclass AND NOT i.indisunique""",
        [table],
    )
    indexes = cr.fetchall()
    for name, _definition in indexes:
        cr.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in indexes:
        cr.execute(definition)


def free_of_checks(cr):
    """What we load is consistent: skip the checks of foreign keys where we may."""
    cr.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
    if cr.fetchone()[0]:
        cr.execute("SET LOCAL session_replication_role = replica")


def vacuum(registry, *tables):
    with registry.cursor() as cr:
        cr._cnx.autocommit = True
        for table in tables or [""]:
            cr._obj.execute(f"VACUUM ANALYZE {table}")
        cr._cnx.autocommit = False
