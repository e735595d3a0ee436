import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const input = (name) => `.o_field_widget[name='${name}'] input`;
const text = (name) => `.o_field_widget[name='${name}'] textarea`;
const suggestion = (words) => `.o-autocomplete--dropdown-item a:contains(${words})`;
const step = (key, state) => `[data-step=${key}].o_contract_step_${state}`;

/** Typed into a many2one, then chosen. */
function choose(name, words) {
    return [
        { trigger: input(name), run: `edit ${words}` },
        { trigger: suggestion(words), run: "click" },
    ];
}

/** The written consent of the side that is still silent, by what opens the dialog. */
function recordConsent(opener, side) {
    return [
        { trigger: opener, run: "click" },
        { trigger: `.modal .o_radio_item:contains(${side}):has(input:checked)` },
        {
            trigger: ".modal .o_field_widget[name='evidence_ids'] .o_attach",
            run() {
                const files = new DataTransfer();
                files.items.add(new File(["We consent."], "consent.txt", { type: "text/plain" }));
                const chooser = document.querySelector(".modal input[type='file']");
                chooser.files = files.files;
                chooser.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { trigger: ".modal .o_attachment:contains(consent.txt)" },
        { trigger: ".modal footer button.btn-primary[name='action_confirm']", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ];
}

registry.category("web_tour.tours").add("crm_contract_third_party_consents", {
    url: "/odoo/crm-contracts-third-parties",
    steps: () => [
        { trigger: ".o_list_button_add", run: "click" },
        ...choose("partner_id", "Anzhi Data"),
        ...choose("contract_id", "CRM system"),
        { trigger: text("role"), run: "edit Migrates the data" },
        { trigger: text("purpose"), run: "edit Expertise" },
        { trigger: text("duties"), run: "edit Quality as agreed" },
        { trigger: text("permissions"), run: "edit Works in the test system" },
        { trigger: input("notified_on"), run: "edit 05/02/2026" },
        ...stepUtils.saveForm(),
        { trigger: step("agreement", "blocked") },
        ...recordConsent("button[name='action_record_consent']", "Party A"),
        { trigger: step("consent_a", "done") },
        ...recordConsent("[data-step=consent_b] button", "Party B"),
        { trigger: step("consent_b", "done") },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Consented)" },
        { trigger: "button[name='action_send_to_sign']" },
    ],
});
