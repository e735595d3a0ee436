import { beforeEach, expect, test } from "@odoo/hoot";
import { queryOne } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

const KINDS = ["payment", "visit"].map((kind) => [kind, kind]);

class Deadline extends models.Model {
    _name = "crm.contract.deadline";
    name = fields.Char();
    due_date = fields.Date();
    kind = fields.Selection({ selection: KINDS });
    state = fields.Selection({ selection: ["open", "done"].map((state) => [state, state]) });
    _records = [
        { id: 1, name: "Late", due_date: "2026-11-10", kind: "payment", state: "open" },
        { id: 2, name: "Done", due_date: "2026-11-11", kind: "visit", state: "done" },
        { id: 3, name: "Next", due_date: "2026-11-27", kind: "payment", state: "open" },
        { id: 4, name: "Early", due_date: "2026-11-26", kind: "visit", state: "done" },
        { id: 5, name: "Now", due_date: "2026-11-22", kind: "visit", state: "open" },
    ];
}

defineMailModels();
defineModels([Deadline]);

const event = (id) => queryOne(`.fc-event[data-event-id="${id}"]`);

beforeEach(async () => {
    mockDate("2026-11-22 10:00:00", +1);
    onRpc("has_group", () => true);
    await mountView({
        type: "calendar",
        resModel: "crm.contract.deadline",
        arch: `<calendar js_class="contract_deadline_calendar" date_start="due_date" color="kind" mode="month" quick_create="0" create="0"/>`,
    });
});

test("late ones keep their strength, done ones fade", () => {
    expect(event(1)).toHaveClass("o_contract_event_overdue");
    expect(event(1)).not.toHaveClass("o_past_event");
    expect(event(2)).toHaveClass(["o_past_event", "o_contract_event_done"]);
    expect(event(3)).not.toHaveClass(["o_past_event", "o_contract_event_overdue"]);
    expect(event(4)).toHaveClass("o_past_event");
    expect(event(5)).not.toHaveClass("o_contract_event_overdue");
    expect(event(5)).not.toHaveClass("o_past_event");
});

test("the state is said beside the colour", () => {
    expect(queryOne("i", { root: event(1) })).toHaveAttribute("aria-label", "Overdue");
    expect(queryOne("i", { root: event(2) })).toHaveAttribute("aria-label", "Done");
    expect(event(3).querySelector("i")).toBe(null);
});

test("dates cannot be dragged or resized, kinds have colours", () => {
    expect(".fc-event-draggable, .fc-event-resizable").toHaveCount(0);
    const color = (id) => [...event(id).classList].find((name) => name.startsWith("o_calendar_color_"));
    expect(color(1)).toBe(color(3));
    expect(color(1)).not.toBe(color(2));
});
