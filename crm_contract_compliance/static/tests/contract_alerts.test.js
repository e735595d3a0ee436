import { expect, test } from "@odoo/hoot";
import { queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
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

const ALERTS = {
    hint: { level: "info", message: "Hint, not legal advice" },
    missing: {
        level: "warning",
        message: "Party B's seal",
        action_text: "Complete",
        action: { type: "ir.actions.act_window", res_model: "x", view_mode: "form", target: "new" },
    },
    late: {
        level: "danger",
        message: "3 deadlines are overdue",
        action_text: "Show them",
        action_call: ["crm.contract", "action_show", 1],
    },
};

class Contract extends models.Model {
    _name = "crm.contract";
    name = fields.Char();
    alerts = fields.Json();
    _records = [{ id: 1, name: "C", alerts: ALERTS }];
}

defineMailModels();
defineModels([Contract]);

function form(widget = "contract_alerts") {
    return mountView({
        type: "form",
        resModel: "crm.contract",
        resId: 1,
        arch: `<form><field name="alerts" widget="${widget}" class="o_field_html w-100"/><field name="name"/></form>`,
    });
}

test("the banner of account shows the same value", async () => {
    await form("actionable_errors");
    const texts = queryAllTexts(".o_field_actionable_errors .alert");
    expect(texts).toHaveLength(3);
    expect(texts[0]).toMatch(/^3 deadlines are overdue/);
    expect(".o_field_actionable_errors .alert-info").toHaveText("Hint, not legal advice");
});

test("red before amber before blue, quietly, with a button that has words", async () => {
    await form();
    expect(queryAllTexts(".o_contract_alert_text")).toEqual([
        "3 deadlines are overdue",
        "Party B's seal",
        "Hint, not legal advice",
    ]);
    expect(".o_contract_alerts").toHaveAttribute("role", "status");
    expect(".o_contract_alerts [role=alert], .o_contract_alerts a").toHaveCount(0);
    expect(queryAllTexts(".o_contract_alerts button")).toEqual(["Show them", "Complete"]);
    expect(new Set(queryAllAttributes(".o_contract_alerts i", "aria-hidden"))).toEqual(
        new Set(["true"])
    );
    expect(".o_contract_alerts .alert-info").toHaveCount(1);
});

test("the record is read again once the dialog closed", async () => {
    let close;
    mockService("action", {
        doAction: (action, options) => {
            expect.step(action.views);
            close = options.onClose;
        },
    });
    onRpc("web_save", () => expect.step("save"));
    onRpc("web_read", () => expect.step("read"));
    await form();
    expect.verifySteps(["read"]);
    await contains(".o_field_widget[name=name] input").edit("D");
    await contains("button:contains(Complete)").click();
    await animationFrame();
    expect.verifySteps(["save", [[false, "form"]]]);
    await close();
    expect.verifySteps(["read"]);
});

test("action_call runs on the server, then the record is read again", async () => {
    onRpc("crm.contract", "action_show", ({ args }) => {
        expect.step(args);
        return true;
    });
    onRpc("web_read", () => expect.step("read"));
    await form();
    await contains("button:contains(Show them)").click();
    await animationFrame();
    expect.verifySteps(["read", [1], "read"]);
});

test("a spot is shown on its page, with the cursor in its field", async () => {
    Contract._records[0].alerts = {
        missing: {
            level: "warning",
            message: "The arbitration institution",
            action_text: "Complete",
            spot: ["terms", "name"],
        },
    };
    onRpc("web_save", () => expect.step("save"));
    await mountView({
        type: "form",
        resModel: "crm.contract",
        resId: 1,
        arch: `<form>
            <field name="alerts" widget="contract_alerts"/>
            <notebook>
                <page name="parties" string="Parties">A and B</page>
                <page name="terms" string="Terms"><field name="name"/></page>
            </notebook>
        </form>`,
    });
    expect(".o_field_widget[name=name]").toHaveCount(0);
    await contains("button:contains(Complete)").click();
    await animationFrame();
    await animationFrame();
    expect(".nav-link.active").toHaveText("Terms");
    expect(".o_field_widget[name=name] input").toBeFocused();
    expect.verifySteps([]);
});
