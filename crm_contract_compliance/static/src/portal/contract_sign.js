/* global SignaturePad */

import { loadJS } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const PAD = "/web/static/lib/signature_pad/signature_pad.umd.js";
const SHARPEST = 2;

/** Draws a signature, and says why the button waits; without it a name is typed. */
export class ContractSign extends Interaction {
    static selector = ".o_contract_sign_form";
    dynamicContent = {
        _root: { "t-on-submit": this.onSubmit, "t-on-input": () => {}, "t-on-change": () => {} },
        ".o_contract_sign_clear": { "t-on-click": () => this.pad?.clear() },
        ".o_contract_sign_draw": { "t-att-class": () => ({ "d-none": !this.pad }) },
        ".o_contract_sign_pad": { "t-att-class": () => ({ "d-none": this.way !== "drawn" }) },
        ".o_contract_sign_authority": { "t-att-class": () => ({ "d-none": !this.isAuthorised }) },
        ".o_contract_sign_picture": { "t-att-class": () => ({ "d-none": this.way !== "uploaded" }) },
        ".o_contract_sign_submit": { "t-att-disabled": () => Boolean(this.reason) || this.isSent },
        ".o_contract_sign_reason": { "t-out": () => this.reason },
    };

    setup() {
        this.canvas = this.el.querySelector("canvas");
        this.isWaiting = this.el.querySelector(".o_contract_sign_submit").disabled;
        this.isSent = false;
    }

    async willStart() {
        await loadJS(PAD);
    }

    start() {
        this.pad = new SignaturePad(this.canvas, { penColor: "#1f2a44", minWidth: 1, maxWidth: 2.5 });
        this.pad.addEventListener("endStroke", () => this.updateContent());
        this.el.querySelector("#way_drawn").checked = true;
        this.updateContent();
        this.fit();
        this.addListener(window, "resize", () => this.fit());
    }

    get way() {
        return this.el.querySelector("input[name=way]:checked")?.value;
    }

    get isAuthorised() {
        return this.el.querySelector("#sign_capacity").value === "authorised";
    }

    /** What is still to do before signing, as text. */
    get reason() {
        const said = (key) => this.el.querySelector(`[data-reason=${key}]`).textContent;
        if (this.isWaiting) {
            return " ";
        }
        if (this.el.querySelector("input[name=confirmed]:not(:checked)")) {
            return said("clauses");
        }
        if (!this.el.querySelector("#sign_name").value.trim()) {
            return said("name");
        }
        const authority = this.el.querySelector("#sign_authority");
        if (this.isAuthorised && !authority.dataset.kept && !authority.files.length) {
            return said("authority");
        }
        if (this.way === "drawn" && (!this.pad || this.pad.isEmpty())) {
            return said("drawing");
        }
        const isChosen = this.el.querySelector("#sign_picture").files.length;
        return this.way === "uploaded" && !isChosen ? said("picture") : "";
    }

    /** As many dots as the screen shows; what was drawn at another width is drawn anew. */
    fit() {
        const ratio = Math.min(window.devicePixelRatio || 1, SHARPEST);
        const [width, height] = [this.canvas.offsetWidth, this.canvas.offsetHeight];
        if (width && this.canvas.width !== Math.round(width * ratio)) {
            this.canvas.width = Math.round(width * ratio);
            this.canvas.height = Math.round(height * ratio);
            this.canvas.getContext("2d").scale(ratio, ratio);
            this.pad.clear();
            this.updateContent();
        }
    }

    onSubmit() {
        const isDrawn = this.way === "drawn";
        this.el.querySelector("input[name=drawing]").value = isDrawn ? this.pad.toDataURL() : "";
        this.isSent = true;
    }
}

registry.category("public.interactions").add("crm_contract_compliance.sign", ContractSign);
