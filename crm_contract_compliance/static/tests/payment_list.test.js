import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";

class Payment extends models.Model {
    _name = "crm.contract.payment";
    direction = fields.Char();
    currency_id = fields.Many2one({ relation: "res.currency", default: 1 });
    penalty_amount = fields.Monetary({ currency_field: "currency_id", aggregator: "sum" });
    penalty_note = fields.Char();
    unknown_penalties = fields.Integer({ aggregator: "sum" });
    _records = [
        { id: 1, direction: "in", penalty_amount: 800, unknown_penalties: 0 },
        { id: 2, direction: "in", penalty_amount: 0, penalty_note: "No rate", unknown_penalties: 1 },
        { id: 3, direction: "out", penalty_amount: 50, unknown_penalties: 0 },
    ];
}

defineMailModels();
defineModels([Payment]);

const ARCH = `<list js_class="contract_payment_list"><field name="direction"/>
    <field name="penalty_amount" widget="contract_penalty" sum="Penalties"/>
    <field name="unknown_penalties" column_invisible="1"/>
    <field name="currency_id" column_invisible="1"/></list>`;

test("a sum says how many penalties it does not hold", async () => {
    await mountView({ type: "list", resModel: "crm.contract.payment", arch: ARCH });
    expect("tfoot .o_list_number").toHaveText("$ 850.00, 1 not known");
});

test("a group's sum says it too, and one that holds all says nothing", async () => {
    await mountView({
        type: "list",
        resModel: "crm.contract.payment",
        arch: ARCH,
        groupBy: ["direction"],
    });
    expect(".o_group_header:first .o_list_number").toHaveText("$ 800.00, 1 not known");
    expect(".o_group_header:last .o_list_number").toHaveText("$ 50.00");
    expect("tfoot .o_list_number").toHaveText("$ 850.00, 1 not known");
});
