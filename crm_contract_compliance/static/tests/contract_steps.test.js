import { expect, test } from "@odoo/hoot";
import { press, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
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

const REASON = "The agreement needs three signatures, one is missing.";
const STEPS = [
    { key: "a", label: "Party A consent", state: "done", note: "05-10", action: false },
    { key: "b", label: "Party B consent", state: "done", note: "05-15", action: "action_consent" },
    {
        key: "qualification",
        label: "Qualifications",
        state: "warning",
        note: "1 of 2 ends soon",
        action: { type: "ir.actions.act_window", res_model: "x", view_mode: "list,form" },
    },
    { key: "agreement", label: "Agreement", state: "open", note: false, action: false },
    { key: "active", label: "Active", state: "blocked", reason: REASON, action: false },
];

class ThirdParty extends models.Model {
    _name = "crm.contract.third.party";
    name = fields.Char();
    steps = fields.Json({ string: "Steps" });
    _records = [
        { id: 1, name: "Anzhi", steps: STEPS },
        { id: 2, name: "Nothing", steps: false },
        { id: 3, name: "Odd", steps: { key: "a" } },
        { id: 4, name: "Gaps", steps: [null, { state: "done" }, { label: "X", state: "toString" }] },
        { id: 5, name: "All", steps: STEPS.slice(0, 2) },
        { id: 6, name: "Both", steps: [{ ...STEPS[4], action: "action_show" }] },
    ];
}

defineMailModels();
defineModels([ThirdParty]);

function form(resId = 1) {
    return mountView({
        type: "form",
        resModel: "crm.contract.third.party",
        resId,
        arch: `<form><field name="steps" widget="contract_steps" nolabel="1"/><field name="name"/></form>`,
    });
}

function words(selector) {
    return queryAll(selector).map(({ textContent }) => textContent.replace(/\s+/g, " ").trim());
}

test("an ordered list whose states are told by signs and words", async () => {
    await form();
    expect("ol.o_contract_steps").toHaveAttribute("aria-label", "Steps");
    expect(words("ol > li .o_contract_step_text")).toEqual([
        "Party A consent (done) 05-10",
        "Party B consent (done) 05-15",
        "Qualifications (needs attention) 1 of 2 ends soon",
        "Agreement (open)",
        "Active (blocked)",
    ]);
    expect(queryAllTexts(".o_contract_step_sign")).toEqual(["", "", "", "4", ""]);
    for (const [step, icon] of [["a", "check"], ["qualification", "exclamation"], ["active", "lock"]]) {
        expect(`[data-step=${step}] .fa-${icon}`).toHaveCount(1);
    }
    expect("ol i:not([aria-hidden=true])").toHaveCount(0);
});

test("the first that is not done is the current one", async () => {
    await form();
    expect("[aria-current]").toHaveCount(1);
    expect("[data-step=qualification]").toHaveAttribute("aria-current", "step");
});

test("when all is done none is current", async () => {
    await form(5);
    expect(".o_contract_step_done").toHaveCount(2);
    expect(".o_contract_steps [aria-current]").toHaveCount(0);
});

test("what is not a list of steps shows nothing", async () => {
    await form(2);
    expect(".o_contract_steps").toHaveCount(0);
});

test("an object is not a list", async () => {
    await form(3);
    expect(".o_contract_steps").toHaveCount(0);
});

test("gaps are left out, an unknown state is open", async () => {
    await form(4);
    expect(words(".o_contract_step_text")).toEqual(["X (open)"]);
});

test("only a step with an action is a button", async () => {
    await form();
    expect(words(".o_contract_steps button .o_contract_step_label")).toEqual([
        "Party B consent",
        "Qualifications",
    ]);
});

test("a blocked step says why, to the keyboard too", async () => {
    await form();
    const body = queryOne("[data-step=active] .o_contract_step_body");
    const reason = queryOne(".o_contract_step_reason", { root: body });
    expect(reason).toHaveText(REASON);
    await contains("[data-step=qualification] button").focus();
    await press("Tab");
    expect(body).toBeFocused();
    expect("[data-step=agreement] [tabindex]").toHaveCount(0);
});

test("a blocked step with an action is a button that says why", async () => {
    await form(6);
    expect("button .o_contract_step_reason").toHaveText(REASON);
    expect("button.o_contract_step_body").not.toHaveAttribute("tabindex");
});

test("an action opens after the record is saved, which is read again once it closed", async () => {
    let close;
    mockService("action", {
        doAction: ({ views }, { onClose }) => {
            expect.step(views);
            close = onClose;
        },
    });
    onRpc("web_save", () => expect.step("save"));
    onRpc("web_read", () => expect.step("read"));
    await form();
    await contains(".o_field_widget[name=name] input").edit("Anzhi Data");
    await contains("[data-step=qualification] button").click();
    await animationFrame();
    expect.verifySteps(["read", "save", [[false, "list"], [false, "form"]]]);
    await close();
    expect.verifySteps(["read"]);
});

test("a method runs on the record, once however often one clicks", async () => {
    const done = new Deferred();
    mockService("action", {
        doActionButton: ({ name, resId, resModel, type }) => {
            expect.step([type, resModel, name, resId]);
            return done;
        },
    });
    await form();
    await contains("[data-step=b] button").click();
    await contains("[data-step=b] button").click();
    await animationFrame();
    const call = ["object", "crm.contract.third.party", "action_consent", 1];
    expect.verifySteps([call]);
    done.resolve();
    await animationFrame();
    await contains("[data-step=b] button").click();
    await animationFrame();
    expect.verifySteps([call]);
});
