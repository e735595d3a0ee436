import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    getFacetTexts,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Deadline extends models.Model {
    _name = "crm.contract.deadline";
    name = fields.Char();
    due_date = fields.Date();
    bucket = fields.Selection({
        selection: [
            ["overdue", "Overdue"],
            ["today", "Today"],
            ["week", "Next 7 days"],
        ],
    });
    state = fields.Selection({
        selection: [
            ["open", "Open"],
            ["done", "Done"],
        ],
    });
    mine = fields.Boolean();
    _records = [
        { id: 1, name: "Pay", due_date: "2026-11-10", bucket: "overdue", state: "open", mine: true },
        { id: 2, name: "Answer", due_date: "2026-11-22", bucket: "today", state: "open", mine: false },
    ];
}

defineMailModels();
defineModels([Deadline]);

const MODEL = "crm.contract.deadline";
const SEARCH = `
    <search>
        <filter name="mine" string="Mine" domain="[('mine', '=', True)]"/>
        <separator/>
        <filter name="open" string="Open" domain="[('state', '=', 'open')]"/>
        <separator/>
        <filter name="overdue" string="Overdue" domain="[('bucket', '=', 'overdue')]"/>
        <filter name="today" string="Today" domain="[('bucket', '=', 'today')]"/>
        <filter name="week" string="Next 7 days" domain="[('bucket', '=', 'week')]"/>
        <group><filter name="g_bucket" string="When" context="{'group_by': 'bucket'}"/></group>
    </search>`;
const LIST = `<list js_class="contract_deadline_list"><field name="name"/></list>`;
const KANBAN = `
    <kanban js_class="contract_deadline_kanban">
        <templates><t t-name="card"><field name="name"/></t></templates>
    </kanban>`;
const COUNTS = { overdue: 3, today: 1, week: 0, submitted: 2, escalated: 1 };

function mount(type = "list", context = { search_default_mine: 1, search_default_open: 1 }) {
    return mountView({
        type,
        resModel: MODEL,
        arch: type === "list" ? LIST : KANBAN,
        searchViewArch: SEARCH,
        context,
    });
}

function tiles({ team = false, step = false } = {}) {
    onRpc(MODEL, "get_tiles", () => {
        if (step) {
            expect.step("get_tiles");
        }
        return { mine: COUNTS, team };
    });
}

const tile = (row, name) => `.o_contract_tiles_${row} [data-tile=${name}]`;

beforeEach(() => mockDate("2026-11-22 10:00:00", +1));

for (const type of ["list", "kanban"]) {
    test(`${type}: tiles are named toggle buttons, zero is muted`, async () => {
        tiles();
        await mount(type);
        await animationFrame();
        expect(queryAllTexts(".o_contract_tile")).toEqual([
            "3 Overdue",
            "1 Today",
            "0 Next 7 days",
            "2 Waiting for proof",
            "1 Escalated",
        ]);
        expect(tile("mine", "overdue")).toHaveAttribute("aria-pressed", "false");
        expect(tile("mine", "week")).toHaveClass("text-muted");
        expect(tile("mine", "overdue")).not.toHaveClass("text-muted");
        expect(".o_contract_tiles_team").toHaveCount(0);
        expect(tile("mine", "escalated")).not.toBeEnabled(); // the search view has no such filter
    });

    test(`${type}: a tile toggles only its own facet`, async () => {
        tiles();
        await mount(type, {
            search_default_mine: 1,
            search_default_open: 1,
            search_default_g_bucket: 1,
        });
        expect(getFacetTexts()).toEqual(["Mine", "Open", "When"]);
        await contains(tile("mine", "overdue")).click();
        expect(getFacetTexts()).toEqual(["Mine", "Open", "When", "Overdue"]);
        expect(tile("mine", "overdue")).toHaveAttribute("aria-pressed", "true");
        await contains(tile("mine", "overdue")).click();
        expect(getFacetTexts()).toEqual(["Mine", "Open", "When"]);
        expect(tile("mine", "overdue")).toHaveAttribute("aria-pressed", "false");
    });

    test(`${type}: a click opens the record behind`, async () => {
        tiles();
        mockService("action", {
            doAction: (action) => expect.step([action.res_model, action.res_id, action.views]),
        });
        onRpc(MODEL, "action_open_source", ({ args }) => {
            expect.step(args);
            return {
                type: "ir.actions.act_window",
                res_model: "crm.contract",
                res_id: 7,
                view_mode: "form",
            };
        });
        await mount(type);
        await contains(
            type === "list" ? ".o_data_cell:first" : ".o_kanban_record:contains(Pay)"
        ).click();
        await animationFrame();
        expect.verifySteps([[[1]], ["crm.contract", 7, [[false, "form"]]]]);
    });
}

test("without a source the deadline's own form opens", async () => {
    tiles();
    onRpc(MODEL, "action_open_source", () => false);
    await mountView({
        type: "list",
        resModel: MODEL,
        arch: LIST,
        searchViewArch: SEARCH,
        selectRecord: (resId) => expect.step(`form ${resId}`),
    });
    await contains(".o_data_cell:first").click();
    await animationFrame();
    expect.verifySteps(["form 1"]);
});

test("a team tile turns Mine off, a tile of mine turns it on", async () => {
    tiles({ team: { ...COUNTS, overdue: 9 } });
    await mount();
    await animationFrame();
    expect(tile("team", "overdue")).toHaveText("9 Overdue");
    await contains(tile("team", "overdue")).click();
    expect(getFacetTexts()).toEqual(["Open", "Overdue"]);
    expect(tile("team", "overdue")).toHaveAttribute("aria-pressed", "true");
    expect(tile("mine", "overdue")).toHaveAttribute("aria-pressed", "false");

    await contains(tile("mine", "overdue")).click();
    expect(getFacetTexts()).toEqual(["Open", "Overdue", "Mine"]);
    expect(tile("team", "overdue")).toHaveAttribute("aria-pressed", "false");

    await contains(tile("mine", "today")).click();
    expect(getFacetTexts()).toEqual(["Open", "Overdue\nor\nToday", "Mine"]);
});

test("tiles are reached with Tab and pressed with Enter", async () => {
    tiles();
    await mount();
    await animationFrame();
    await contains(tile("mine", "overdue")).focus();
    await press("Enter");
    await animationFrame();
    expect(tile("mine", "overdue")).toHaveAttribute("aria-pressed", "true");
    expect(tile("mine", "overdue")).toBeFocused();
    await press("Tab");
    expect(tile("mine", "today")).toBeFocused();
});

test("one click is one search, and the counts are read again after it", async () => {
    tiles({ team: COUNTS, step: true });
    onRpc("web_search_read", () => expect.step("search"));
    await mount();
    await animationFrame();
    expect.verifySteps(["search", "get_tiles"]);
    await contains(tile("team", "today")).click();
    await animationFrame();
    expect.verifySteps(["search", "get_tiles"]);
});

test("the counts are read again after a cell was saved", async () => {
    tiles({ step: true });
    await mountView({
        type: "list",
        resModel: MODEL,
        arch: `<list js_class="contract_deadline_list" editable="bottom"><field name="name"/></list>`,
        searchViewArch: SEARCH,
    });
    await animationFrame();
    expect.verifySteps(["get_tiles"]);
    await contains(".o_data_cell:first").click();
    await contains(".o_data_cell input").edit("Pay now");
    await contains(".o_list_view .o_content").click();
    await animationFrame();
    expect.verifySteps(["get_tiles"]);
});
