"""B-G11: the daily job records the end of 1,000 contracts, beside a tracked write."""

import moments
from common import ROOT, at_most, env_of, interleaved, measure, ratio
from goal_reminders import uncommitted

COUNT = 1000


def rows(bench):
    found = interleaved(
        bench.rounds,
        {
            "ours": lambda: expired(bench),
            "tracked": lambda: tracked_write(bench),
        },
    )
    ours, tracked = found["ours"], found["tracked"]
    return [
        at_most(
            "B-G11",
            f"{ours.value:,} contracts expire: queries/record",
            ours.queries / max(1, ours.value),
            0.10,
        ),
        ratio(
            "B-G11",
            "… CPU ms/record, with a note and the deadlines closed",
            ours.cpu / max(1, ours.value),
            tracked.cpu / COUNT,
            1 / 4,
            of="tracked write",
        ),
    ]


def expired(bench):
    with env_of(bench.large, ROOT) as env, uncommitted(env):
        moments.make_expired(env.cr, COUNT)
        before = ended(env)
        sample = measure(env, lambda: env["crm.contract"]._cron_record_expiry())
        sample.value = ended(env) - before
        return sample


def ended(env):
    return env["crm.contract"].search_count([("end_ground", "=", "expiry")])


def tracked_write(bench):
    """One tracked field of 1,000 leads, as Odoo does it everywhere."""
    with env_of(bench.large) as env:
        leads = env["crm.lead"].search([("name", "=like", "Lead %")], limit=COUNT)
        stage = env["crm.stage"].search([("id", "!=", leads[:1].stage_id.id)], limit=1)
        return measure(env, lambda: leads.write({"stage_id": stage.id}))
