import { expect, test } from "@odoo/hoot";
import { press, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Cap extends models.Model {
    _name = "crm.contract.cap";
    name = fields.Char();
    currency_id = fields.Many2one({ relation: "res.currency", default: 1 });
    limit_amount = fields.Monetary({ currency_field: "currency_id" });
    paid_amount = fields.Monetary({ currency_field: "currency_id" });
    held_amount = fields.Monetary({ currency_field: "currency_id" });
    loss_amount = fields.Float();
    _records = [
        { id: 1, name: "Anzhi", limit_amount: 60000, paid_amount: 40000, held_amount: 12000 },
        { id: 2, name: "None" },
        { id: 3, name: "Calm", limit_amount: 100, paid_amount: 79 },
        { id: 4, name: "Amber", limit_amount: 100, paid_amount: 79, held_amount: 1 },
        { id: 5, name: "Full", limit_amount: 0.3, paid_amount: 0.1, held_amount: 0.2 },
        { id: 6, name: "Over", limit_amount: 100, paid_amount: 90, held_amount: 60 },
        { id: 7, name: "Nearly", limit_amount: 100000, paid_amount: 99999.99 },
        { id: 8, name: "Hardly", limit_amount: 100000, held_amount: 1.25 },
        { id: 9, name: "Euro", currency_id: 2, limit_amount: 100, loss_amount: 25 },
        { id: 10, name: "Unused", limit_amount: 100 },
    ];
}

defineMailModels();
defineModels([Cap]);

const SENTENCE =
    "$\u00a08,000.00 free of $\u00a060,000.00: $\u00a040,000.00 paid, $\u00a012,000.00 committed, 87% used";

function form(resId, options = "{}") {
    return mountView({
        type: "form",
        resModel: "crm.contract.cap",
        resId,
        arch: `<form><field name="limit_amount" widget="contract_cap" options="${options}"/><field name="name"/></form>`,
    });
}

function list(options = "{}") {
    return mountView({
        type: "list",
        resModel: "crm.contract.cap",
        arch: `<list><field name="name"/><field name="limit_amount" widget="contract_cap" options="${options}"/></list>`,
    });
}

function widths(root) {
    return queryAll(".o_contract_cap_bar > *", { root }).map(({ style }) => Number.parseFloat(style.width));
}

function row(name) {
    return queryOne(`.o_data_row:contains(${name})`);
}

test("form: what is free, what is used, the bar and its legend", async () => {
    await form(1);
    expect(".o_contract_cap_headline").toHaveText("$ 8,000.00 free of $ 60,000.00");
    expect(".o_contract_cap_headline strong").toHaveText("$ 8,000.00");
    expect(".o_contract_cap_used").toHaveText("87% used");
    expect(widths()).toEqual([66.667, 20]);
    expect(".o_contract_cap_bar > .o_contract_cap_paid").toHaveCount(1);
    expect(".o_contract_cap_bar > .o_contract_cap_held").toHaveCount(1);
    expect(queryAllTexts(".o_contract_cap_legend > span")).toEqual([
        "Paid 40,000",
        "Committed 12,000",
        "Free 8,000",
    ]);
    expect(".o_contract_cap").toHaveAttribute("role", "img");
    expect(".o_contract_cap").toHaveAttribute("aria-label", SENTENCE);
    expect(".o_field_contract_cap button").toHaveCount(0);
});

test("list: the bar and the percentage, the sentence for who asks", async () => {
    await list();
    const cap = queryOne(".o_contract_cap", { root: row("Anzhi") });
    expect(cap).toHaveText("87%");
    expect(cap).toHaveAttribute("aria-label", SENTENCE);
    expect(cap).toHaveAttribute("title", SENTENCE);
    expect(cap).toHaveClass("o_contract_cap_compact");
    expect(".o_contract_cap_legend, .o_contract_cap_headline").toHaveCount(0);
});

test("a limit that was not determined is not a limit of zero", async () => {
    await form(2);
    expect(".o_field_contract_cap").toHaveText("No limit determined");
    expect(".o_contract_cap_none").toHaveClass("text-muted");
    expect(".o_field_contract_cap").not.toHaveClass("o_field_empty");
    expect(".o_contract_cap").toHaveCount(0);
});

test("amber from 80 %, red at 100 %, never more than full", async () => {
    await list();
    const seen = ["Calm", "Amber", "Full", "Over", "Nearly", "Hardly", "Unused"].map((name) => {
        const cap = queryOne(".o_contract_cap", { root: row(name) });
        const level = ["calm", "near", "full"].find((l) => cap.matches(`.o_contract_cap_${l}`));
        return [level, cap.textContent.trim(), ...widths(cap)];
    });
    expect(seen).toEqual([
        ["calm", "79%", 79],
        ["near", "80%", 79, 1],
        ["full", "100%", 33.333, 66.667],
        ["full", "100%", 90, 10],
        ["near", "99%", 100],
        ["calm", "1%", 0.001],
        ["calm", "0%"],
    ]);
    expect(queryOne(".o_contract_cap", { root: row("Over") })).toHaveAttribute(
        "aria-label",
        "$\u00a00.00 free of $\u00a0100.00: $\u00a090.00 paid, $\u00a060.00 committed, 100% used"
    );
});

test("other fields, another currency", async () => {
    await form(9, "{'paid': 'loss_amount', 'held': 'paid_amount', 'currency_field': 'currency_id'}");
    expect(".o_contract_cap_headline").toHaveText("75.00 € free of 100.00 €");
    expect(widths()).toEqual([25]);
});

test("cents are written where there are some", async () => {
    await form(8);
    expect(queryAllTexts(".o_contract_cap_legend > span")).toEqual([
        "Paid 0",
        "Committed 1.25",
        "Free 99,998.75",
    ]);
});

test("a click saves, calls the method, and reads again what it changed", async () => {
    let close;
    mockService("action", {
        doActionButton: ({ name, onClose, resId, resModel, type }) => {
            expect.step([type, resModel, name, resId]);
            close = onClose;
        },
    });
    onRpc("web_save", () => expect.step("save"));
    onRpc("web_read", () => expect.step("read"));
    await form(1, "{'action': 'action_view_entries'}");
    expect("button.o_contract_cap_button").toHaveCount(1);
    expect("button .o_contract_cap").toHaveAttribute("aria-label", SENTENCE);
    await contains(".o_field_widget[name=name] input").edit("Anzhi Data");
    await contains(".o_contract_cap_button").click();
    await animationFrame();
    expect.verifySteps([
        "read",
        "save",
        ["object", "crm.contract.cap", "action_view_entries", 1],
    ]);
    await close();
    expect.verifySteps(["read"]);
});

test("in a list neither click nor Enter opens the row", async () => {
    mockService("action", { doActionButton: ({ resId }) => expect.step(resId) });
    await mountView({
        type: "list",
        resModel: "crm.contract.cap",
        arch: `<list><field name="limit_amount" widget="contract_cap" options="{'action': 'a'}"/></list>`,
        selectRecord: () => expect.step("opened"),
    });
    await contains(".o_contract_cap_button:first").click();
    await animationFrame();
    expect.verifySteps([1]);
    await contains(".o_contract_cap_button:eq(1)").focus();
    await press("Enter");
    await animationFrame();
    expect.verifySteps([3]);
});

test("nothing to click on before it is saved", async () => {
    await mountView({
        type: "form",
        resModel: "crm.contract.cap",
        context: { default_limit_amount: 100 },
        arch: `<form><field name="limit_amount" widget="contract_cap" options="{'action': 'a'}"/></form>`,
    });
    expect(".o_contract_cap_used").toHaveText("0% used");
    expect(".o_contract_cap_button").toHaveCount(0);
});
