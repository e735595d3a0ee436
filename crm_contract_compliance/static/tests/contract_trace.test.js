import { expect, test } from "@odoo/hoot";
import { queryAll, queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { utils } from "@web/core/ui/ui_service";

const DAILY = {
    first: "2026-04-01",
    last: "2026-05-15",
    days: 45,
    method: "daily_overdue",
    base: "100000",
    rate: "0.05",
    per: "day",
    clause: "9.2",
    amount: "2250",
    reference: null,
    multiplier: null,
    year_days: null,
};
const PENALTY = {
    amount: "2000",
    since: "2026-03-31",
    as_of: "2026-05-15",
    overdue_days: 45,
    slices: [DAILY],
    steps: [
        { code: "pause", before: "55", after: "45", detail: "suspension", first: "2026-04-02", last: "2026-04-11" },
        { code: "grace", before: "45", after: "45", detail: "threshold" },
        { code: "ceiling", before: "2250", after: "2000.0050", detail: "overdue", percent: "2" },
        { code: "rounded", before: "2000.005", after: "2000" },
    ],
};
const LOAN = {
    ...PENALTY,
    amount: "554.79",
    slices: [
        {
            ...DAILY,
            method: "reference_rate",
            rate: "4.5",
            per: "year",
            amount: "554.7945205479",
            reference: "3",
            multiplier: "1.5",
            year_days: 365,
        },
    ],
    steps: [
        { code: "late_already", before: "45", after: "45", detail: "force_majeure", first: "2026-05-01", last: null },
        { code: "rounded", before: "554.7945205479", after: "554.79" },
    ],
};
const FLAT = {
    ...PENALTY,
    overdue_days: 0,
    amount: "0",
    slices: [{ ...DAILY, last: "2026-04-01", days: 1, method: "flat_overdue", rate: "2", per: "once" }],
    steps: [{ code: "grace", before: "5", after: "0", detail: "later_start" }],
};
const LOSSES = {
    amount: "40000",
    steps: [
        { code: "direct", change: "50000", total: "50000" },
        { code: "contributory", change: "-10000", total: "40000" },
    ],
};
const EARNEST = {
    of: "earnest",
    amount: "80000",
    steps: [
        { code: "earnest_paid", change: "50000", total: "50000" },
        { code: "earnest_excess", change: "-10000", total: "40000" },
        { code: "earnest_doubled", change: "40000", total: "80000" },
    ],
};

class Claim extends models.Model {
    _name = "crm.contract.claim";
    currency_id = fields.Many2one({ relation: "res.currency", default: 1 });
    trace = fields.Json();
    _records = [PENALTY, LOAN, FLAT, LOSSES, false, { slices: 3 }, EARNEST].map((trace, index) => ({
        id: index + 1,
        trace,
    }));
}

defineMailModels();
defineModels([Claim]);

function mountTrace(resId) {
    return mountView({
        type: "form",
        resModel: "crm.contract.claim",
        resId,
        arch: `<form><field name="trace" widget="contract_trace"/></form>`,
    });
}

const STEPS = ".o_contract_trace_step th";

test("a penalty: what was charged, what was applied in its order, the total", async () => {
    await mountTrace(1);
    expect(".o_contract_trace caption").toHaveText("Due 03/31/2026; 45 days late on 05/15/2026");
    expect(queryAllTexts("thead th[scope=col]")).toEqual([
        "From",
        "To",
        "Days",
        "Balance",
        "Rate",
        "Clause",
        "Amount",
    ]);
    expect(queryAllTexts(".o_contract_trace_slice > *")).toEqual([
        "04/01/2026",
        "05/15/2026",
        "45",
        "100,000.00",
        "0.05% a day",
        "9.2",
        "2,250.00",
    ]);
    expect(queryAllTexts(STEPS)).toEqual([
        "Suspension 04/02/2026 – 04/11/2026 does not count",
        "The grace has passed: all days count",
        "2,250.00 cut by the ceiling of 2% of the overdue amount",
        "Rounded from 2,000.005",
    ]);
    expect(queryAll("tbody > tr").map((row) => row.dataset.step || "slice")).toEqual([
        "pause",
        "grace",
        "slice",
        "ceiling",
        "rounded",
    ]);
    expect(".o_contract_trace_total td").toHaveText("$ 2,000.00");
    expect(".o_contract_trace_total td").toHaveStyle({ "font-weight": "700" });
});

test("a reference rate names the rate, the multiplier and the year", async () => {
    await mountTrace(2);
    expect(queryAllTexts(".o_contract_trace_slice td:eq(3)")).toEqual([
        "4.5% a year\n3% × 1.5, year of 365 days",
    ]);
    expect(queryAllTexts(STEPS)).toEqual([
        "Force majeure 05/01/2026 – today counts: it was late already",
        "Rounded from 554.7945205479",
    ]);
});

test("what is charged once has neither an end nor days", async () => {
    await mountTrace(3);
    expect(".o_contract_trace caption").toHaveText("Since 03/31/2026, reckoned on 05/15/2026");
    expect(queryAllTexts(".o_contract_trace_slice > *").slice(1, 5)).toEqual([
        "",
        "once",
        "100,000.00",
        "2%",
    ]);
    expect(queryAllTexts(STEPS)).toEqual(["Within the days of grace"]);
});

test("on a phone a slice is told in words", async () => {
    patchWithCleanup(utils, { isSmall: () => true });
    await mountTrace(1);
    expect(queryAllTexts("thead th")).toEqual(["Charge", "Amount"]);
    expect(queryAllTexts(".o_contract_trace_slice > *")).toEqual([
        "04/01/2026 – 05/15/2026\n45 days · 100,000.00 · 0.05% a day · clause 9.2",
        "2,250.00",
    ]);
});

test("losses: what each rule added or took away", async () => {
    await mountTrace(4);
    expect(".o_contract_trace caption").toHaveText("Losses that can be claimed");
    expect(queryAllTexts("tbody tr > *")).toEqual([
        "Direct losses",
        "50,000.00",
        "50,000.00",
        "Own share of the injured side",
        "-10,000.00",
        "40,000.00",
    ]);
    expect(".o_contract_trace_total td").toHaveText("$ 40,000.00");
});

test("earnest money: 2 x 40,000, and what was an ordinary payment (L-06, L-07)", async () => {
    await mountTrace(7);
    expect(".o_contract_trace caption").toHaveText("What follows from the earnest money");
    expect(queryAllTexts("tbody th")).toEqual([
        "Paid as earnest money",
        "Above a fifth of the contract's amount: an ordinary payment",
        "Returned double",
    ]);
    expect(".o_contract_trace_total td").toHaveText("$ 80,000.00");
});

for (const resId of [5, 6]) {
    test(`no table without a trace (${resId})`, async () => {
        await mountTrace(resId);
        expect(".o_contract_trace").toHaveCount(0);
    });
}
