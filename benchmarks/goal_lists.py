"""B-G7, B-G8 and the home screen: lists and searches beside raw SQL and OCA's contract."""

import ast
import datetime
import statistics
import time

from common import (
    Row,
    Sample,
    at_most,
    env_of,
    explain,
    interleaved,
    measure,
    ratio,
    raw,
    recorded,
    view_spec,
)

OURS, OCA, DEADLINES = "crm.contract", "contract.contract", "crm.contract.deadline"
STATES_SQL = """SELECT state, count(*) FROM crm_contract
    WHERE active IS TRUE AND company_id = {company} GROUP BY state"""
PAGE, COUNT_LIMIT = 80, 10001  # as the web client asks


def rows(bench):
    return [*default_list(bench), *searches(bench), *states(bench), *next_actions(bench)]


def listed(registry, model, domain=(), uid=2):
    """One page of the list view and its count, by a warm worker."""
    with env_of(registry, uid) as env:
        spec = view_spec(env, model, "list")
        return measure(
            env,
            lambda: env[model].web_search_read(
                list(domain), spec, limit=PAGE, count_limit=COUNT_LIMIT
            ),
        )


# ---------------------------------------------------------------- B-G7
def default_list(bench):
    found = interleaved(
        bench.rounds * 3,
        {
            "small": lambda: listed(bench.small, OURS),
            "large": lambda: listed(bench.large, OURS),
            "raw": lambda: raw_list(bench.large),
            "sql": lambda: list_sql(bench.large),
        },
    )
    large, plain = found["large"], found["raw"]
    with env_of(bench.large) as env:
        extra = costly_columns(env)
    allowed = 4 + len(extra)
    return [
        ratio(
            "B-G7",
            f"list of {PAGE} with count: CPU ms at {bench.size:,} beside 10,000",
            large.cpu,
            found["small"].cpu,
            1.15,
            of="at 10,000",
        ),
        ratio("B-G7", "… its page and count in SQL, ms", found["sql"].ms, plain.ms, 1.3, of="raw"),
        ratio("B-G7", "… RPC ms", large.ms, plain.ms, 3, of="raw"),
        at_most(
            "B-G7", f"… queries (4 + {len(extra)}: {', '.join(extra)})", large.queries, allowed
        ),
    ]


def costly_columns(env):
    """The list's relations and computed columns: each may cost a query."""
    known = env[OURS]._fields
    return [
        name
        for name, part in view_spec(env, OURS, "list").items()
        if part.get("fields") or not known[name].store and not known[name].relational
    ]


def raw_list(registry):
    """What the list must at least read: page, names of its relations, count."""
    with env_of(registry) as env:
        company = env.company.id
        stored = [
            f'c."{name}"'
            for name in view_spec(env, OURS, "list")
            if env[OURS]._fields[name].store and env[OURS]._fields[name].column_type
        ]
        start = time.perf_counter()
        raw(
            env.cr,
            f"""SELECT c.id, {", ".join(stored)}, p.complete_name, u.login
            FROM crm_contract c LEFT JOIN res_partner p ON p.id = c.partner_id
            LEFT JOIN res_users u ON u.id = c.user_id
            WHERE c.active IS TRUE AND c.company_id = {company}
            ORDER BY {order_of(env)} LIMIT {PAGE}""",
        )
        raw(
            env.cr,
            f"""SELECT count(*) FROM (SELECT 1 FROM crm_contract WHERE active IS TRUE
            AND company_id = {company} LIMIT {COUNT_LIMIT}) x""",
        )
        return Sample((time.perf_counter() - start) * 1e3, 0, 2)


def order_of(env):
    return ", ".join(f"c.{part.strip()}" for part in env[OURS]._order.split(","))


def list_sql(registry):
    """The ORM's own statements for page and count, names apart."""
    with env_of(registry) as env:
        spec = view_spec(env, OURS, "list")
        with recorded() as log:
            env[OURS].web_search_read([], spec, limit=PAGE, count_limit=COUNT_LIMIT)
        main = [ms for ms, text in log if f"LIMIT {PAGE}" in text or "COUNT(" in text]
        return Sample(sum(main), 0, len(main))


# ---------------------------------------------------------------- B-G8
def searches(bench):
    terms = search_terms(bench)
    found = []
    for what, (domain, peer) in terms.items():
        samples = interleaved(
            bench.rounds,
            {
                "ours": lambda domain=domain: listed(bench.large, OURS, domain),
                "oca": lambda peer=peer: listed(bench.large, OCA, peer),
            },
        )
        ours, oca = samples["ours"], samples["oca"]
        hits = ours.value["length"]
        found += [
            at_most("B-G8", f"search by {what} ({hits:,} hits): RPC ms", ours.ms, 12),
            ratio("B-G8", f"search by {what}: RPC ms", ours.ms, oca.ms, 1 / 25, of="OCA contract"),
        ]
    return found


def search_terms(bench):
    """{what: (our search box's domain, OCA's)} for terms that find few."""
    number = str(bench.size * 79 // 80)  # of one contract, and of those that it is a part of
    with env_of(bench.large) as env:
        [[partner]] = raw(
            env.cr,
            "SELECT substr(name, 9, 6) FROM res_partner"
            " WHERE ref = 'bench' ORDER BY id DESC LIMIT 1",
        )
    return {
        "name": ([("name", "ilike", number)], [("name", "ilike", number)]),
        "number": ([("code", "ilike", number)], [("code", "ilike", number)]),
        "box": (box_domain(bench, number), [("name", "ilike", number)]),
        "partner": ([("partner_name", "ilike", partner)], [("partner_id", "ilike", partner)]),
    }


def box_domain(bench, term):
    """What typing into our search view's first field looks for."""
    with env_of(bench.large) as env:
        for field in search_nodes(env, OURS, "field"):
            if field.get("filter_domain"):
                return ast.literal_eval(field.get("filter_domain").replace("self", repr(term)))
    return ["|", ("code", "ilike", term), ("name", "ilike", term)]


def search_nodes(env, model, tag):
    from lxml import etree

    arch = env[model].get_views([(False, "search")])["views"]["search"]["arch"]
    return etree.fromstring(arch).iter(tag)


# ---------------------------------------------------------------- B-G9
def states(bench):
    """The contracts by state, as a grouped list and the overview ask, beside an index-only scan."""
    found = interleaved(
        bench.rounds,
        {
            "ours": lambda: by_state(bench.large, "formatted_read_group"),
            "list": lambda: by_state(bench.large, "web_read_group"),
            "raw": lambda: raw_states(bench.large),
            "oca": lambda: by_state(bench.large, "formatted_read_group", OCA, "generation_type"),
        },
    )
    ours, plain = found["ours"], found["raw"]
    return [
        ratio("B-G9", f"{bench.size:,} contracts by state: ms", ours.ms, plain.ms, 1.3, of="raw"),
        ratio("(B-G9)", "… as a grouped list: ms", found["list"].ms, plain.ms, 1.3, of="raw"),
        Row("(B-G9)", "… its plan", plan_of_states(bench.large), ""),
        Row(
            "(B-G9)",
            "for comparison: OCA contract by a selection, ms",
            "",
            f"{found['oca'].ms:.3g}",
        ),
        at_most("B-G9", "… queries", ours.queries, 1),
    ]


def by_state(registry, method, model=OURS, name="state"):
    with env_of(registry) as env:
        group = getattr(env[model], method)
        return measure(env, lambda: group([], [name], ["__count"]))


def raw_states(registry):
    with env_of(registry) as env:
        return measure(env, lambda: raw(env.cr, STATES_SQL.format(company=env.company.id)))


def plan_of_states(registry):
    with env_of(registry) as env:
        with recorded() as log:
            env[OURS].formatted_read_group([], ["state"], ["__count"])
        [statement] = [text for _ms, text in log if "GROUP BY" in text]
        _ms, buffers, plan = explain(env.cr, statement)
    while plan.get("Plans"):
        plan = plan["Plans"][0]
    return f"{plan['Node Type']} {plan.get('Index Name', '')}, {buffers} buffers"


# ---------------------------------------------------------------- the home screen
def next_actions(bench):
    """The list as it opens: one owner's open deadlines by bucket; and the tiles above it."""
    with env_of(bench.large) as env:
        owner = env["res.users"].search([("login", "=", "bench7")])
        domain, groupby = default_search(env, owner.id)
        [[total]] = raw(env.cr, "SELECT count(*) FROM crm_contract_deadline")
    with env_of(bench.large, owner.id) as env:
        spec = view_spec(env, DEADLINES, "list")
        queries, sql_ms = own_sql(
            env,
            bench.rounds,
            lambda: env[DEADLINES].web_read_group(
                domain,
                groupby,
                ["__count"],
                auto_unfold=True,
                unfold_read_specification=spec,
                unfold_read_default_limit=PAGE,
            ),
        )
    with env_of(bench.large) as env:
        _queries, tiles_ms = own_sql(env, bench.rounds, lambda: env[DEADLINES].get_tiles())
    return [
        at_most(
            "home", f"next actions of one of 50 owners, {total:,} deadlines: SQL ms", sql_ms, 5
        ),
        Row("(home)", "… queries", str(queries), ""),
        Row("(home)", "… the tiles of an officer, the team's included: SQL ms", f"{tiles_ms:.3g}"),
    ]


def own_sql(env, rounds, action):
    """(queries of a warm worker, the milliseconds of those that read deadlines)."""
    action()
    with recorded() as log:
        env.invalidate_all()
        action()
    own = [text for _ms, text in log if '"crm_contract_deadline"' in text]
    return len(log), sum(
        statistics.median(explain(env.cr, text)[0] for _turn in range(rounds)) for text in own
    )


def default_search(env, uid):
    """(domain, group by) of the next actions as they open, with the default filters."""
    action = env.ref("crm_contract_compliance.crm_contract_deadline_action")
    names = {"uid": uid, "context_today": datetime.date.today}
    chosen = {name.removeprefix("search_default_") for name in evaluated(action.context, names)}
    domain, groupby = evaluated(action.domain, names), []
    for node in search_nodes(env, DEADLINES, "filter"):
        if node.get("name") in chosen:
            domain += evaluated(node.get("domain"), names)
            by = ast.literal_eval(node.get("context") or "{}").get("group_by")
            groupby += [by] if by else []
    return domain, groupby


def evaluated(text, names):
    from odoo.tools.safe_eval import safe_eval

    return safe_eval(text or "[]", dict(names))
