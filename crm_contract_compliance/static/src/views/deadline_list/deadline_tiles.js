import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useBus } from "@web/core/utils/hooks";

const MINE = "mine";

/** `name` is both a key of the counts and the name of a filter in the search view. */
const TILES = [
    { name: "overdue", label: _t("Overdue"), icon: "fa-exclamation-circle", color: "danger" },
    { name: "today", label: _t("Today"), icon: "fa-bell", color: "warning" },
    { name: "week", label: _t("Next 7 days"), icon: "fa-calendar", color: "info" },
    { name: "submitted", label: _t("Waiting for proof"), icon: "fa-hourglass-half", color: "secondary" },
    { name: "escalated", label: _t("Escalated"), icon: "fa-level-up", color: "warning" },
];

export class ContractDeadlineTiles extends Component {
    static template = "crm_contract_compliance.DeadlineTiles";
    static props = {};

    setup() {
        this.counts = useState(this.env.contractTiles);
        useBus(this.env.searchModel, "update", () => this.render());
    }

    get rows() {
        const { mine, team } = this.counts;
        const rows = [{ key: MINE, label: _t("My"), help: _t("My deadlines"), counts: mine || {} }];
        if (team) {
            rows.push({ key: "team", label: _t("Team"), help: _t("Deadlines of the team"), counts: team });
        }
        return rows.map((row) => ({ ...row, tiles: TILES.map((tile) => this.tile(row, tile)) }));
    }

    tile(row, tile) {
        const count = row.counts[tile.name];
        const color = count ? tile.color : "light";
        return {
            ...tile,
            count: count ?? "–",
            disabled: !this.filter(tile.name),
            pressed: this.isPressed(row, tile.name),
            className: count
                ? `bg-${color}-subtle text-${color}-emphasis`
                : "o_contract_tile_zero text-muted",
        };
    }

    filter(name) {
        const { searchItems } = this.env.searchModel;
        return Object.values(searchItems).find((item) => item.type === "filter" && item.name === name);
    }

    isActive(name) {
        const item = this.filter(name);
        return Boolean(item && this.env.searchModel.query.some((q) => q.searchItemId === item.id));
    }

    isPressed(row, name) {
        return this.isActive(name) && (!this.filter(MINE) || this.isActive(MINE) === (row.key === MINE));
    }

    onClick(row, { name, pressed }) {
        const wanted = { [name]: !pressed };
        if (!pressed) {
            wanted[MINE] = row.key === MINE;
        }
        const toToggle = Object.entries(wanted)
            .filter(([filter, active]) => this.filter(filter) && this.isActive(filter) !== active)
            .map(([filter]) => this.filter(filter).id);
        this.toggle(toToggle);
    }

    /** One search, not one per facet. */
    toggle(ids) {
        const { searchModel } = this.env;
        const last = ids.pop();
        searchModel.blockNotification = true;
        ids.forEach((id) => searchModel.toggleSearchItem(id));
        searchModel.blockNotification = false;
        searchModel.toggleSearchItem(last);
    }
}
