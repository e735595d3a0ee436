import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    getService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

class Deadline extends models.Model {
    _name = "crm.contract.deadline";
    name = fields.Char();
    _records = [{ id: 3, name: "Visit" }];
    _views = {
        list: `
            <list>
                <field name="name"/>
                <button name="action_done" type="object" string="Done"/>
                <button name="action_done_dialog" type="object" string="Done…"/>
            </list>`,
        form: `<form><footer><button name="action_done" type="object" string="Submit"/></footer></form>`,
    };
}

defineMailModels();
defineModels([Deadline]);

const MODEL = "crm.contract.deadline";
const DONE = {
    type: "ir.actions.client",
    tag: "contract_deadline_done_notification",
    params: { message: "Visit: done", deadline_ids: [3] },
};

async function openList() {
    onRpc(MODEL, "web_search_read", () => expect.step("load"));
    onRpc(MODEL, "action_reopen", ({ args }) => {
        expect.step(["reopen", args]);
        return true;
    });
    onRpc(MODEL, "action_done", () => DONE);
    onRpc(MODEL, "action_done_dialog", () => ({
        type: "ir.actions.act_window",
        res_model: MODEL,
        res_id: 3,
        views: [[false, "form"]],
        target: "new",
    }));
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.act_window",
        res_model: MODEL,
        views: [[false, "list"]],
    });
    await animationFrame();
    expect.verifySteps(["load"]);
}

test("done from the row: the list is loaded again, Undo reopens and loads once more", async () => {
    await openList();
    await contains("button[name=action_done]").click();
    await animationFrame();
    expect.verifySteps(["load"]);
    expect(".o_notification .o_notification_content").toHaveText("Visit: done");
    expect(".o_notification_bar").toHaveClass("bg-success");

    await contains(".o_notification button:contains(Undo)").click();
    await animationFrame();
    expect.verifySteps([["reopen", [[3]]], "load"]);
    expect(".o_notification").toHaveCount(0);
    expect(".o_list_view").toHaveCount(1);
});

test("done in a dialog: it closes, the list behind is loaded again", async () => {
    await openList();
    await contains("button[name=action_done_dialog]").click();
    await contains(".modal button[name=action_done]").click();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect(".o_notification button:contains(Undo)").toHaveCount(1);
    expect.verifySteps(["load"]);
});

test("from elsewhere the current view is restored", async () => {
    await openList();
    await getService("action").doAction(DONE);
    await animationFrame();
    expect.verifySteps(["load"]);
});

test("nothing to undo, no button", async () => {
    await openList();
    await getService("action").doAction({ ...DONE, params: { message: "Sent" } });
    await animationFrame();
    expect(".o_notification").toHaveCount(1);
    expect(".o_notification_buttons").toHaveCount(0);
    expect.verifySteps(["load"]);
});
