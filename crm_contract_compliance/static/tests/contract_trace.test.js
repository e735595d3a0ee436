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

// As models/base/trace_words.py says them; tests/payment/test_trace_words.py holds the words.
const COLUMNS = ["From", "To", "Days", "Balance", "Rate", "Clause", "Amount"].map((words) => ({
    name: words.toLowerCase(),
    words,
    is_number: !["From", "To", "Clause"].includes(words),
}));
const DAILY = {
    kind: "slice",
    first: "04/01/2026",
    last: "05/15/2026",
    days: "45",
    base: "100,000.00",
    rate: "0.05% a day",
    note: "",
    clause: "9.2",
    amount: "2,250.00",
    words: "45 days · 100,000.00 · 0.05% a day · clause 9.2",
};
const PENALTY = {
    caption: "Due 03/31/2026; 45 days late on 05/15/2026",
    columns: COLUMNS,
    narrow: "Charge",
    rows: [
        { kind: "step", code: "grace", words: "The grace has passed", cells: ["45 days"] },
        DAILY,
        { kind: "step", code: "ceiling", words: "Cut by the ceiling", cells: ["2,000.00"] },
    ],
    total: { words: "Total", amount: "$ 2,000.00" },
};
const LOAN = {
    ...PENALTY,
    rows: [{ ...DAILY, rate: "4.5% a year", note: "3% × 1.5, year of 365 days" }],
};
const FLAT = { ...PENALTY, rows: [{ ...DAILY, last: "", days: "once", rate: "2%" }] };
const LOSSES = {
    caption: "Losses that can be claimed",
    columns: [
        { name: "first", words: "What counts", is_number: false },
        { name: "change", words: "Change", is_number: true },
        { name: "total", words: "Sum", is_number: true },
    ],
    narrow: "Charge",
    rows: [
        { kind: "step", code: "direct", words: "Direct", cells: ["50,000.00", "50,000.00"] },
        { kind: "step", code: "contributory", words: "Share", cells: ["-10,000.00", "40,000.00"] },
    ],
    total: { words: "Total", amount: "$ 40,000.00" },
};

class Claim extends models.Model {
    _name = "crm.contract.claim";
    trace_words = fields.Json();
    _records = [PENALTY, LOAN, FLAT, LOSSES, false, { rows: 3 }].map((trace_words, index) => ({
        id: index + 1,
        trace_words,
    }));
}

defineMailModels();
defineModels([Claim]);

function mountTrace(resId) {
    return mountView({
        type: "form",
        resModel: "crm.contract.claim",
        resId,
        arch: `<form><field name="trace_words" widget="contract_trace"/></form>`,
    });
}

test("a penalty: what was charged, what was applied in its order, the total", async () => {
    await mountTrace(1);
    expect(".o_contract_trace caption").toHaveText("Due 03/31/2026; 45 days late on 05/15/2026");
    expect(queryAllTexts("thead th[scope=col]")).toEqual(COLUMNS.map(({ words }) => words));
    expect(queryAllTexts(".o_contract_trace_slice > *")).toEqual([
        "04/01/2026",
        "05/15/2026",
        "45",
        "100,000.00",
        "0.05% a day",
        "9.2",
        "2,250.00",
    ]);
    expect(queryAllTexts(".o_contract_trace_step > *")).toEqual([
        "The grace has passed",
        "45 days",
        "Cut by the ceiling",
        "2,000.00",
    ]);
    expect(".o_contract_trace_step:first th").toHaveAttribute("colspan", "6");
    expect(queryAll("tbody > tr").map((row) => row.dataset.step || "slice")).toEqual([
        "grace",
        "slice",
        "ceiling",
    ]);
    expect(".o_contract_trace_total td").toHaveText("$ 2,000.00");
    expect(".o_contract_trace_total td").toHaveStyle({ "font-weight": "700" });
});

test("a reference rate names the rate, the multiplier and the year", async () => {
    await mountTrace(2);
    expect(queryAllTexts(".o_contract_trace_slice td:eq(3)")).toEqual([
        "4.5% a year\n3% × 1.5, year of 365 days",
    ]);
});

test("what is charged once has neither an end nor days", async () => {
    await mountTrace(3);
    expect(queryAllTexts(".o_contract_trace_slice > *").slice(1, 5)).toEqual([
        "",
        "once",
        "100,000.00",
        "2%",
    ]);
});

test("on a phone a slice is told in words", async () => {
    patchWithCleanup(utils, { isSmall: () => true });
    await mountTrace(1);
    expect(queryAllTexts("thead th")).toEqual(["Charge", "Amount"]);
    expect(queryAllTexts(".o_contract_trace_slice > *")).toEqual([
        "04/01/2026 – 05/15/2026\n45 days · 100,000.00 · 0.05% a day · clause 9.2",
        "2,250.00",
    ]);
    expect(".o_contract_trace_step:first th").toHaveAttribute("colspan", "1");
});

for (const isSmall of [false, true]) {
    test(`losses: what each rule added or took away (${isSmall ? "phone" : "desktop"})`, async () => {
        patchWithCleanup(utils, { isSmall: () => isSmall });
        await mountTrace(4);
        expect(".o_contract_trace caption").toHaveText("Losses that can be claimed");
        expect(queryAllTexts("thead th")).toEqual(["What counts", "Change", "Sum"]);
        expect(queryAllTexts("tbody tr > *")).toEqual([
            "Direct",
            "50,000.00",
            "50,000.00",
            "Share",
            "-10,000.00",
            "40,000.00",
        ]);
        expect(".o_contract_trace_total td").toHaveText("$ 40,000.00");
    });
}

for (const resId of [5, 6]) {
    test(`no table without a trace (${resId})`, async () => {
        await mountTrace(resId);
        expect(".o_contract_trace").toHaveCount(0);
    });
}
