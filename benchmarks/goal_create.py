"""B-G6: creating and activating contracts, beside contacts and OCA's contracts."""

import data
from common import at_most, env_of, interleaved, measure, ratio

COUNT = 1000
LINES = 10


def rows(bench):
    with env_of(bench.large) as env:
        partners = env["res.partner"].search([("ref", "=", "bench")], limit=200).ids
    jobs = {
        "res.partner": lambda: created(bench, "res.partner", contacts),
        "ours": lambda: created(bench, "crm.contract", drafts(partners, 0)),
        "ours, ten lines": lambda: created(bench, "crm.contract", drafts(partners, LINES)),
        "agreement": lambda: created(bench, "agreement", agreements(partners)),
        "one by one": lambda: one_by_one(bench, drafts(partners, 0)),
        "activation": lambda: activated(bench, partners),
    }
    found = interleaved(min(bench.rounds, 3), jobs)
    peer, plain, lines = (
        found[name].cpu / COUNT for name in ("res.partner", "ours", "ours, ten lines")
    )
    agreement = found["agreement"].cpu / COUNT
    return [
        ratio("B-G6", "create 1,000 drafts: CPU ms/record", plain, peer, 1.0, of="res.partner"),
        at_most("B-G6", "create 1,000 drafts: queries/record", found["ours"].queries / COUNT, 0.1),
        ratio(
            "B-G6",
            "… with ten requirement lines: CPU ms/record",
            lines,
            peer,
            2.0,
            of="res.partner",
        ),
        at_most("B-G6", "create one a call: queries", found["one by one"].queries, 20),
        at_most(
            "B-G6",
            "activate 1,000 executed contracts: queries/record",
            found["activation"].queries / COUNT,
            0.15,
        ),
        ratio(
            "(B-G6)",
            "for comparison: OCA agreement without parties, CPU ms/record",
            agreement,
            peer,
            float("inf"),
            of="res.partner",
        ),
    ]


def contacts(count, _env):
    return [{"name": f"Contact {n}", "email": f"n{n}@example.com"} for n in range(count)]


def drafts(partners, requirements):
    def values(count, env):
        kind = data.bench_type(env, requirements).id
        return [
            {"name": f"Draft {n}", "type_id": kind, "partner_id": partners[n % len(partners)]}
            for n in range(count)
        ]

    return values


def agreements(partners):
    def values(count, _env):
        return [
            {
                "name": f"Draft {n}",
                "code": f"new{n}",
                "start_date": "2026-01-01",
                "end_date": "2027-01-01",
                "signature_date": "2026-01-01",
                "partner_id": partners[n % len(partners)],
            }
            for n in range(count)
        ]

    return values


def created(bench, model, values):
    with env_of(bench.large) as env:
        env[model].create(values(2, env))  # what a worker has loaded long ago
        wanted = [dict(vals, name=f"{vals['name']} b") for vals in values(COUNT, env)]
        if model == "agreement":
            wanted = [dict(vals, code=f"b{vals['code']}") for vals in wanted]
        return measure(env, lambda: env[model].create(wanted))


def one_by_one(bench, values):
    with env_of(bench.large) as env:
        [vals] = values(1, env)
        env["crm.contract"].create([dict(vals)])
        return measure(env, lambda: env["crm.contract"].create([dict(vals, name="Single")]))


def activated(bench, partners):
    with env_of(bench.large) as env:
        contracts = signed(env, env["crm.contract"].create(drafts(partners, 0)(COUNT, env)))
        return measure(env, lambda: contracts.action_activate())


def signed(env, contracts):
    """Executed contracts: signed and sealed by both sides, waiting to be activated."""
    person = env["res.partner"].create({"name": "Bench Signer"})
    contracts.party_ids.write({"representative_id": person.id})
    contracts.action_send_to_sign()
    rows = contracts.execution_ids.signature_ids
    rows.write({"signed_on": "2026-01-15", "sealed_on": "2026-01-15"})
    contracts.filtered(lambda contract: contract.state == "signing").action_complete_signing()
    return contracts
