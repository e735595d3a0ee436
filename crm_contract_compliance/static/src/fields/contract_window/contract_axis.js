import { Component, useState } from "@odoo/owl";
import { todayIn } from "../../utils/dates";

export const MONTHS_BACK = 2;
export const MONTHS_SHOWN = 18;
const QUARTER = 3;

function monthLabel(month, withYear) {
    return month.toLocaleString({ month: "short", ...(withYear && { year: "numeric" }) });
}

/** Every month has the same width, so that ticks are plain fractions and all rows agree. */
export class Axis {
    /** @param {number} offset months */
    constructor(offset = 0, tz = "") {
        this.today = todayIn(tz);
        this.start = this.today.startOf("month").plus({ months: offset - MONTHS_BACK });
    }

    get lastMonth() {
        return this.start.plus({ months: MONTHS_SHOWN - 1 });
    }

    /** Percentage from the start; less than 0 or more than 100 when outside. */
    position(date) {
        const months = (date.year - this.start.year) * 12 + date.month - this.start.month;
        const inMonth = (date.day - 1) / date.daysInMonth;
        return Math.round(((months + inMonth) / MONTHS_SHOWN) * 100000) / 1000;
    }

    get ticks() {
        return Array.from({ length: MONTHS_SHOWN }, (_, index) => {
            const month = this.start.plus({ months: index });
            const isQuarter = month.month % QUARTER === 1;
            return {
                index,
                isQuarter,
                isYear: month.month === 1,
                label: isQuarter ? monthLabel(month, month.month === 1) : "",
                left: (index * 100) / MONTHS_SHOWN,
            };
        });
    }
}

/** The list's header: the whole scale once, and the buttons that move it. */
export class ContractAxis extends Component {
    static template = "crm_contract_compliance.ContractAxis";
    static props = {};

    setup() {
        this.state = useState(this.env.contractAxis);
    }

    get axis() {
        return new Axis(this.state.offset);
    }

    get range() {
        const { start, lastMonth } = this.axis;
        return `${monthLabel(start, true)} – ${monthLabel(lastMonth, true)}`;
    }

    get todayStyle() {
        const left = this.axis.position(this.axis.today);
        return left < 0 || left > 100 ? "" : `inset-inline-start: ${left}%`;
    }

    move(quarters) {
        this.state.offset += quarters * QUARTER;
    }

    reset() {
        this.state.offset = 0;
    }
}
