"""B-G1..B-G5: the reminder job at size beside itself at 10,000 and beside core fleet's."""

import contextlib
import statistics

import moments
from common import ROOT, Row, at_most, env_of, explain, interleaved, measure, ratio, recorded

DUE = 1000
PEOPLE = 10
DEADLINES, FLEET = "crm.contract.deadline", "fleet.vehicle.log.contract"


def rows(bench):
    idle = idle_figures(bench)
    for registry in (bench.small, bench.large):
        moments.make_due(registry, DUE, PEOPLE)
    found = interleaved(
        bench.rounds,
        {
            "small": lambda: reminded(bench.small),
            "large": lambda: reminded(bench.large),
        },
    )
    small, large = found["small"], found["large"]
    fleet = interleaved(1, {"fleet": lambda: fleet_run(bench.large)})["fleet"]
    return [
        ratio(
            "B-G1",
            f"reminders, {DUE:,} due: CPU ms at {bench.size:,} beside 10,000",
            large.cpu,
            small.cpu,
            1.10,
            of="at 10,000",
        ),
        Row(
            "B-G1",
            "… the same number of queries",
            str(large.queries),
            str(small.queries),
            large.queries / small.queries,
            large.queries == small.queries,
        ),
        at_most("B-G2", f"… queries/due, {PEOPLE} people", large.queries / large.value, 0.10),
        ratio(
            "B-G3",
            "… CPU ms/due, digest included",
            large.cpu / large.value,
            fleet.cpu / fleet.value,
            1 / 20,
            of="fleet",
        ),
        Row("(B-G3)", "for comparison: fleet's queries/due", "", f"{fleet.queries / DUE:.3g}"),
        *idle,
        Row("B-G5", "never twice, never lost: proved by tests/timeline", "", "", None, None),
    ]


def idle_figures(bench):
    """A run with nothing due."""
    moments.make_idle(bench.large)
    found = interleaved(
        bench.rounds,
        {
            "ours": lambda: reminded(bench.large),
            "fleet": lambda: fleet_run(bench.large),
        },
    )
    ours, fleet = found["ours"], found["fleet"]
    ms, buffers = due_scan(bench)
    return [
        at_most("B-G4", "nothing due: queries", ours.queries, 3),
        at_most("B-G4", f"nothing due: buffers of the scan ({ms:.3f} ms)", buffers, 10),
        ratio("B-G4", "nothing due: wall ms", ours.ms, fleet.ms, 1 / 100, of="fleet"),
        at_most("B-G4", "nothing due: wall ms", ours.ms, 3),
    ]


@contextlib.contextmanager
def uncommitted(env):
    """Let the job's commits do nothing, so that each round finds the same rows."""
    cron = env.registry["ir.cron"]
    original = cron._commit_progress
    cron._commit_progress = lambda self, *args, **kwargs: float("inf")
    try:
        yield
    finally:
        cron._commit_progress = original


def reminded(registry):
    with env_of(registry, ROOT) as env, uncommitted(env):
        before = notices(env)
        sample = measure(env, lambda: env[DEADLINES]._cron_remind())
        sample.value = notices(env) - before
        return sample


def notices(env):
    return env["crm.contract.reminder"].search_count([("is_notice", "=", True)])


def fleet_run(registry):
    with env_of(registry, ROOT) as env:
        sample = measure(env, lambda: env[FLEET].scheduler_manage_contract_expiration())
        sample.value = env["mail.activity"].search_count([("res_model", "=", FLEET)])
        return sample


def due_scan(bench):
    """(ms, buffers) of the statement by which the job looks for due rows."""
    with env_of(bench.large, ROOT) as env, uncommitted(env):
        env[DEADLINES]._cron_remind()
        with recorded() as log:
            env[DEADLINES]._cron_remind()
        [statement] = [text for _ms, text in log if "SKIP LOCKED" in text]
        plans = [explain(env.cr, statement) for _turn in range(bench.rounds)]
        return statistics.median(plan[0] for plan in plans), plans[-1][1]
