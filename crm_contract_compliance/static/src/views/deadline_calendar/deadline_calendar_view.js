import { registry } from "@web/core/registry";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import { CalendarRenderer } from "@web/views/calendar/calendar_renderer";
import { calendarView } from "@web/views/calendar/calendar_view";
import { CalendarYearRenderer } from "@web/views/calendar/calendar_year/calendar_year_renderer";
import { daysUntil, isClosed, todayIn } from "../../utils/dates";

/** Dates of a contract move by an amendment, never by a mouse. */
const NOT_DRAGGABLE = {
    droppable: false,
    editable: false,
    eventDurationEditable: false,
    eventResizableFromStart: false,
    eventStartEditable: false,
};
const STATUS_FIELDS = ["state", "is_done", "tz"];

export class ContractDeadlineCalendarModel extends CalendarModel {
    setup(params, services) {
        const known = STATUS_FIELDS.filter((name) => name in params.fields);
        const fieldNames = [...new Set([...params.fieldNames, ...known])];
        super.setup({ ...params, fieldNames }, services);
    }

    normalizeRecord(rawRecord) {
        const record = super.normalizeRecord(rawRecord);
        const isDone = isClosed(rawRecord);
        const isOverdue = !isDone && daysUntil(record.start, todayIn(rawRecord.tz)) < 0;
        return { ...record, isDone, isOverdue };
    }

    async updateRecord() {
        return this.load();
    }
}

export class ContractDeadlineCommonRenderer extends CalendarCommonRenderer {
    static eventTemplate = "crm_contract_compliance.DeadlineCalendar.event";

    get options() {
        return { ...super.options, ...NOT_DRAGGABLE };
    }

    eventClassNames(info) {
        const classNames = super.eventClassNames(info).filter((name) => name !== "o_past_event");
        const record = this.props.model.records[info.event.id];
        if (record?.isDone) {
            classNames.push("o_past_event", "o_contract_event_done");
        } else if (record?.isOverdue) {
            classNames.push("o_contract_event_overdue");
        }
        return classNames;
    }
}

export class ContractDeadlineYearRenderer extends CalendarYearRenderer {
    get options() {
        return { ...super.options, ...NOT_DRAGGABLE };
    }
}

export class ContractDeadlineCalendarRenderer extends CalendarRenderer {
    static components = {
        ...CalendarRenderer.components,
        day: ContractDeadlineCommonRenderer,
        week: ContractDeadlineCommonRenderer,
        month: ContractDeadlineCommonRenderer,
        year: ContractDeadlineYearRenderer,
    };
}

export const contractDeadlineCalendarView = {
    ...calendarView,
    Model: ContractDeadlineCalendarModel,
    Renderer: ContractDeadlineCalendarRenderer,
};

registry.category("views").add("contract_deadline_calendar", contractDeadlineCalendarView);
