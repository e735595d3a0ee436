import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAll, queryOne } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains, defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";

class Contract extends models.Model {
    _name = "crm.contract";
    name = fields.Char();
    effective_date = fields.Date();
    renewal_notice_date = fields.Date();
    renewal_complete_date = fields.Date();
    end_date = fields.Date();
    _records = [
        {
            id: 1,
            name: "Huaxing",
            effective_date: "2026-01-01",
            renewal_notice_date: "2026-12-01",
            renewal_complete_date: "2027-02-01",
            end_date: "2027-03-31",
        },
        { id: 2, name: "Yunfan", effective_date: "2026-12-01", end_date: false },
    ];
}

defineMailModels();
defineModels([Contract]);

const COLUMNS = `<field name="name"/><field name="end_date" widget="contract_window" string="Window"/>`;

function list(jsClass = "") {
    return mountView({
        type: "list",
        resModel: "crm.contract",
        arch: `<list ${jsClass && `js_class="${jsClass}"`}>${COLUMNS}</list>`,
    });
}

function bar(row) {
    return queryAll(".o_data_row .o_contract_window_bar")[row];
}

function place(row, kind) {
    const { style } = queryOne(`.o_contract_window_${kind}`, { root: bar(row) });
    return [style.insetInlineStart, style.width].map((value) => Number.parseFloat(value));
}

// The axis starts on 1 September 2026: a month is 100 / 18 %.
const MONTH = 100 / 18;
const near = (months) => Math.round(months * MONTH * 1000) / 1000;

beforeEach(() => mockDate("2026-11-16 10:00:00", +1));

test("the bar says its three dates in words", async () => {
    await list();
    expect(bar(0)).toHaveAttribute("role", "img");
    expect(bar(0)).toHaveAttribute(
        "aria-label",
        "In force to 03/31/2027; notice by 12/01/2026; complete by 02/01/2027"
    );
    expect(bar(1)).toHaveAttribute("aria-label", "In force without an end date");
});

test("segments lie on a common axis, two months back and sixteen forward", async () => {
    await list();
    expect(place(0, "force")).toEqual([0, near(3)]);
    expect(place(0, "notice")).toEqual([near(3), near(2)]);
    expect(place(0, "complete")).toEqual([near(5), near(2)]);
    expect(queryOne(".o_contract_window_force", { root: bar(0) })).toHaveClass(
        "o_contract_cut_start"
    );
    expect(place(1, "force")[0]).toBe(near(3));
    expect(queryOne(".o_contract_window_force", { root: bar(1) })).toHaveClass(
        "o_contract_cut_end"
    );
    expect(".o_contract_window_bar:first .o_contract_tick").toHaveCount(18);
    const today = queryOne(".o_contract_window_today", { root: bar(0) });
    expect(Number.parseFloat(today.style.insetInlineStart)).toBe(near(2.5));
});

test("the renewal list has one axis whose arrows move every row by a quarter", async () => {
    await list("contract_renewal_list");
    expect("th .o_contract_axis").toHaveCount(1);
    expect(".o_contract_axis_range").toHaveText("Sep 2026 – Feb 2028");
    expect(".o_contract_axis_scale .o_contract_tick_quarter").toHaveCount(6);
    expect(".o_contract_axis_scale .o_contract_tick_year:first").toHaveText("Jan 2027");
    expect(".o_contract_axis_today").toHaveCount(0);

    await contains(".o_contract_axis_next").click();
    await animationFrame();
    expect(".o_contract_axis_range").toHaveText("Dec 2026 – May 2028");
    expect(place(0, "notice")).toEqual([0, near(2)]);
    expect(".o_contract_window_today").toHaveCount(0);

    await contains(".o_contract_axis_next").click();
    await contains(".o_contract_axis_next").click();
    expect(queryAll(".o_contract_segment", { root: bar(0) })).toHaveLength(0);
    expect(".o_contract_outside_before").toHaveCount(1);

    await contains(".o_contract_axis_today").click();
    expect(".o_contract_axis_range").toHaveText("Sep 2026 – Feb 2028");
    await contains(".o_contract_axis_previous").click();
    expect(".o_contract_axis_range").toHaveText("Jun 2026 – Nov 2027");
});

test("arrows neither sort the list nor open a row", async () => {
    await list("contract_renewal_list");
    await contains(".o_contract_axis_next").click();
    expect("th[data-name=end_date] .fa-angle-up, th[data-name=end_date] .fa-angle-down").toHaveCount(0);
    expect(".o_list_view").toHaveCount(1);
});

test("in a form the bar carries its own scale and the words", async () => {
    await mountView({
        type: "form",
        resModel: "crm.contract",
        resId: 1,
        arch: `<form><field name="end_date" widget="contract_window"/></form>`,
    });
    expect(".o_contract_window_bar .o_contract_tick_year:first").toHaveText("Jan 2027");
    expect(".o_contract_window > .text-muted").toHaveText(/^In force to 03\/31\/2027/);
});
