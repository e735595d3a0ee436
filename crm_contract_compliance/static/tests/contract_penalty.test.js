import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";

const NOTE = "No LPR or other reference rate is entered for 2026-03-31.";

class Payment extends models.Model {
    _name = "crm.contract.payment";
    currency_id = fields.Many2one({ relation: "res.currency", default: 1 });
    penalty_amount = fields.Monetary({ currency_field: "currency_id" });
    penalty_note = fields.Char();
    _records = [
        { id: 1, penalty_amount: 800 },
        { id: 2, penalty_amount: 0, penalty_note: NOTE },
    ];
}

defineMailModels();
defineModels([Payment]);

test("a penalty is an amount; one that is not known says why, and never 0", async () => {
    await mountView({
        type: "list",
        resModel: "crm.contract.payment",
        arch: `<list><field name="penalty_amount" widget="contract_penalty"/>
            <field name="currency_id" column_invisible="1"/></list>`,
    });
    expect(".o_data_row:first .o_data_cell").toHaveText("$ 800.00");
    expect(".o_data_row:last .o_data_cell").toHaveText("not known");
    expect(".o_contract_penalty_unknown").toHaveAttribute("data-tooltip", NOTE);
    expect(".o_contract_penalty_unknown").toHaveAttribute("aria-label", NOTE);
});
