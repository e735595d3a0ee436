import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const field = (name) => `.o_field_widget[name='${name}'] input`;
const inDialog = (selector) => `.modal ${selector}`;
const suggestion = (text) => `.o-autocomplete--dropdown-item a:contains(${text})`;

/** One side signs and seals: a name, the rest is filled in. */
function recordSignature(person, content) {
    return [
        {
            trigger: "button[name='action_record_signature']",
            content,
            tooltipPosition: "bottom",
            run: "click",
        },
        { trigger: inDialog(field("signer_id")), run: `edit ${person}` },
        { isActive: ["auto"], trigger: suggestion(person), run: "click" },
        {
            trigger: inDialog("footer button[name='action_confirm']"),
            content: _t("The days of signature and seal are filled in; a scan can be added."),
            tooltipPosition: "top",
            run: "click",
        },
        { isActive: ["auto"], trigger: "body:not(:has(.modal))" },
    ];
}

registry.category("web_tour.tours").add("crm_contract_first_contract", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_contract_compliance.crm_contract_menu_root']",
            content: _t("Contracts look after themselves here. Let's make the first one."),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger:
                "button[data-menu-xmlid='crm_contract_compliance.crm_contract_menu_contracts']",
            content: _t("All contracts are here."),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_contract_compliance.crm_contract_menu']",
            run: "click",
        },
        {
            trigger: "body:has(.o_breadcrumb:contains(Contracts)) .o-kanban-button-new",
            content: _t("A type fills in roles, windows and penalty rules."),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name='name'] textarea",
            content: _t("Give it a title."),
            tooltipPosition: "bottom",
            run: "edit CRM system supply",
        },
        {
            trigger: field("partner_id"),
            content: _t("You only name the other side."),
            tooltipPosition: "right",
            run: "edit Huaxing Machinery",
        },
        { isActive: ["auto"], trigger: suggestion("Huaxing Machinery"), run: "click" },
        {
            trigger: field("amount_total"),
            content: _t("The amount, as it stands in the contract."),
            tooltipPosition: "left",
            run: "edit 500000",
        },
        ...stepUtils.saveForm(),
        {
            trigger: "button[name='action_send_to_sign']",
            content: _t("The line above says what is still missing. Send it to sign."),
            tooltipPosition: "bottom",
            run: "click",
        },
        ...recordSignature("Wang Fang", _t("Party A signs and seals.")),
        ...recordSignature("Li Na", _t("Party B signs and seals.")),
        {
            trigger: "button[name='action_activate']",
            content: _t("Everything is there: put it in force."),
            tooltipPosition: "bottom",
            run: "click",
        },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(In Force)" },
        {
            trigger:
                "a[data-menu-xmlid='crm_contract_compliance.crm_contract_deadline_menu']",
            content: _t("From now on, whatever falls due is here, worst first."),
            tooltipPosition: "bottom",
            run: "click",
        },
        { trigger: ".o_data_row:contains(State whether to renew)" },
    ],
});
