import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    makeMockEnv,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import { dueText } from "@crm_contract_compliance/fields/contract_due/contract_due_field";

class Deadline extends models.Model {
    _name = "crm.contract.deadline";
    due_date = fields.Date();
    tz = fields.Char();
    zone = fields.Char();
    state = fields.Selection({
        selection: ["open", "done", "skipped", "cancelled"].map((state) => [state, state]),
        default: "open",
    });
    is_done = fields.Boolean();
    paid = fields.Boolean();
}

defineMailModels();
defineModels([Deadline]);

const OPEN = { state: "open" };
const ALL = `<field name="due_date" widget="contract_due"/><field name="state"/>`;

function list(arch, records) {
    Deadline._records = records.map((values, index) => ({ id: index + 1, ...OPEN, ...values }));
    return mountView({
        type: "list",
        resModel: "crm.contract.deadline",
        arch: `<list>${arch}</list>`,
    });
}

const DUE_CELL = ".o_data_cell[name=due_date]";

beforeEach(() => mockDate("2026-11-22 10:00:00", +1));

test("words for the days left", async () => {
    await makeMockEnv(); // loads the translations
    expect([-12, -1, 0, 1, 9, 60].map((days) => String(dueText(days)))).toEqual([
        "12 days late",
        "1 day late",
        "Today",
        "Tomorrow",
        "in 9 days",
        "in 60 days",
    ]);
    expect(dueText(61)).toBe("");
    expect(String(dueText(-400))).toBe("400 days late");
});

test("words and the full date stand side by side", async () => {
    await list(ALL, [
        { due_date: "2026-11-10" },
        { due_date: "2026-11-21" },
        { due_date: "2026-11-22" },
        { due_date: "2026-12-01" },
        { due_date: "2027-03-22" },
        { due_date: false },
    ]);
    expect(queryAllTexts(`${DUE_CELL} .o_contract_due_text`)).toEqual([
        "12 days late",
        "1 day late",
        "Today",
        "in 9 days",
    ]);
    expect(queryAllTexts(`${DUE_CELL} time`)).toEqual([
        "11/10/2026",
        "11/21/2026",
        "11/22/2026",
        "12/01/2026",
        "03/22/2027",
    ]);
    expect(queryOne(`${DUE_CELL} time:first`)).toHaveAttribute("datetime", "2026-11-10");
});

test("only late and today are coloured", async () => {
    await list(ALL, [
        { due_date: "2026-11-10" },
        { due_date: "2026-11-22" },
        { due_date: "2026-11-25" },
        { due_date: "2026-12-20" },
    ]);
    expect(`${DUE_CELL} .text-danger-emphasis`).toHaveText("12 days late");
    expect(`${DUE_CELL} .text-warning-emphasis`).toHaveText("Today");
    expect(`${DUE_CELL} .fw-bold:contains(in 3 days)`).toHaveCount(1);
    expect(`${DUE_CELL} .fw-bold:contains(in 28 days)`).toHaveCount(0);
    expect(".o_data_row .text-danger").toHaveCount(0);
});

test("what is done, skipped or cancelled is never late", async () => {
    const past = { due_date: "2026-11-10" };
    await list(ALL + `<field name="is_done" column_invisible="1"/>`, [
        { ...past, state: "done" },
        { ...past, state: "skipped" },
        { ...past, state: "cancelled" },
        { ...past, is_done: true },
    ]);
    expect(`${DUE_CELL} time.text-muted`).toHaveCount(4);
    expect(`${DUE_CELL} .o_contract_due_text`).toHaveCount(0);
});

test("option done_field loads and reads another field", async () => {
    const arch = `<field name="due_date" widget="contract_due" options="{'done_field': 'paid'}"/>`;
    await list(arch, [
        { due_date: "2026-11-10", paid: true },
        { due_date: "2026-11-10", paid: false },
    ]);
    expect(queryAllTexts(DUE_CELL)).toEqual(["11/10/2026", "12 days late\n11/10/2026"]);
});

test("option muted keeps the words without colour", async () => {
    const arch = `<field name="due_date" widget="contract_due" options="{'muted': true}"/>`;
    await list(arch, [{ due_date: "2026-11-10" }]);
    expect(`${DUE_CELL} .o_contract_due_text.text-muted`).toHaveText("12 days late");
    expect(`${DUE_CELL} .text-danger-emphasis`).toHaveCount(0);
});

test("today is the day in the row's time zone", async () => {
    mockDate("2026-11-22 20:00:00", +1); // 21:00 for the user, already the 23rd in Shanghai
    await list(ALL + `<field name="tz" column_invisible="1"/>`, [
        { due_date: "2026-11-22", tz: "Asia/Shanghai" },
        { due_date: "2026-11-22", tz: "America/New_York" },
        { due_date: "2026-11-22", tz: false },
        { due_date: "2026-11-22", tz: "Mars/Olympus" },
        { due_date: "2026-11-23", tz: "Asia/Shanghai" },
    ]);
    expect(queryAllTexts(`${DUE_CELL} .o_contract_due_text`)).toEqual([
        "1 day late",
        "Today",
        "Today",
        "Today",
        "Today",
    ]);
});

test("another field may hold the time zone", async () => {
    mockDate("2026-11-22 20:00:00", +1);
    const arch = `<field name="due_date" widget="contract_due" options="{'tz_field': 'zone'}"/>`;
    await list(arch, [{ due_date: "2026-11-22", zone: "Asia/Shanghai", tz: "America/New_York" }]);
    expect(`${DUE_CELL} .o_contract_due_text`).toHaveText("1 day late");
});

test("days are counted by the calendar across a clock change", async () => {
    mockDate("2026-03-28 23:30:00", "Europe/Brussels"); // clocks go forward on the 29th
    await list(ALL, [{ due_date: "2026-03-30" }, { due_date: "2026-03-28" }]);
    expect(queryAllTexts(`${DUE_CELL} .o_contract_due_text`)).toEqual(["Tomorrow", "1 day late"]);
});

test("an editable date has the date picker and the words", async () => {
    Deadline._records = [{ id: 1, due_date: "2026-12-01", ...OPEN }];
    await mountView({
        type: "form",
        resModel: "crm.contract.deadline",
        resId: 1,
        arch: `<form><field name="due_date" widget="contract_due"/></form>`,
    });
    expect(".o_field_contract_due .o_contract_due_text").toHaveText("in 9 days");
    await contains(".o_field_contract_due .o_input").click();
    expect(".o_datetime_picker").toHaveCount(1);
    expect(".o_field_contract_due input").toHaveValue("12/01/2026");
});
