import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

const PENALTY = "penalty_amount";
const UNKNOWN = "unknown_penalties";

/** A sum of penalties never passes over those that are not known yet: it says how many they are. */
export class ContractPaymentListRenderer extends ListRenderer {
    computeAggregates() {
        const aggregates = super.computeAggregates();
        if (aggregates[PENALTY]) {
            Object.assign(aggregates[PENALTY], this.withUnknown(aggregates[PENALTY], this.shown));
        }
        return aggregates;
    }

    formatGroupAggregate(group, column) {
        const aggregate = super.formatGroupAggregate(group, column);
        return column.name === PENALTY && aggregate.value
            ? this.withUnknown(aggregate, [group.aggregates])
            : aggregate;
    }

    get shown() {
        const { groups, isGrouped, records, selection } = this.props.list;
        if (selection.length || !isGrouped) {
            return (selection.length ? selection : records).map((record) => record.data);
        }
        return groups.map((group) => group.aggregates);
    }

    withUnknown(aggregate, rows) {
        const count = rows.reduce((sum, row) => sum + (row[UNKNOWN] || 0), 0);
        if (!count) {
            return aggregate;
        }
        return {
            ...aggregate,
            value: _t("%(sum)s, %(count)s not known", { sum: aggregate.value, count }),
            help: _t("Penalties that are not known yet are no part of this sum."),
        };
    }
}

export const contractPaymentListView = { ...listView, Renderer: ContractPaymentListRenderer };

registry.category("views").add("contract_payment_list", contractPaymentListView);
