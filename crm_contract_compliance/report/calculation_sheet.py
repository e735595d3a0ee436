from odoo import api, models
from odoo.tools import format_date, formatLang


class CrmContractCalculationSheet(models.AbstractModel):
    """An amount and why it is what it is, on paper: the same trace as on screen, said in words.

    Whoever may read the record may print it, as the reader and in the reader's language. Nothing
    on it is computed here, and nothing tells of the day on which it was printed (I11).
    """

    _name = "crm.contract.calculation.sheet"
    _description = "Calculation Sheet"
    _printed = None

    @api.model
    def _get_report_values(self, docids, data=None):
        """The user's own language, not that of the address by which a browser asks."""
        lang = self.env.user.lang
        self = self.with_context(lang=lang)
        docs = self.env[self._printed].browse(docids)
        docs.check_access("read")
        return {
            "doc_ids": docs.ids,
            "doc_model": self._printed,
            "docs": docs,
            "reader_lang": lang,
            "sheets": [self._sheet(doc) for doc in docs],
        }

    @api.model
    def _sheet(self, doc):
        return {
            "company": doc.company_id.sudo(),
            "subject": self._subject(doc),
            "sections": [
                (title, [row for row in rows if row[1]]) for title, rows in self._sections(doc)
            ],
            "trace": self._trace_words(doc),
            "results": [row for row in self._results(doc) if row[1]],
            "hints": self._hints(doc),
        }

    @api.model
    def _subject(self, doc):
        """Hook: what the amount is, without a word that its reader may not know."""
        raise NotImplementedError

    @api.model
    def _sections(self, doc):
        """Hook: [(title, [(label, value)])] that stand before the calculation."""
        raise NotImplementedError

    @api.model
    def _trace_words(self, doc):
        """Hook: the table that the form shows."""
        raise NotImplementedError

    @api.model
    def _results(self, doc):
        """Hook: [(label, value)] that follow from the calculation."""
        raise NotImplementedError

    @api.model
    def _hints(self, doc):
        """Hook: what the law says of it; a hint, not legal advice."""
        return []

    @api.model
    def _rows(self, record, *names):
        return [(record._label_of(name), self._said(record, name)) for name in names]

    @api.model
    def _said(self, record, name):
        """A field's value as the reader writes it."""
        field, value = record._fields[name], record[name]
        if not value:
            return ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "monetary":
            return self._money(value, record[field.get_currency_field(record)])
        if field.type == "boolean":
            return self.env._("Yes")
        return value.display_name if field.relational else value

    @api.model
    def _money(self, amount, currency):
        return formatLang(self.env, amount, currency_obj=currency)

    @api.model
    def _number(self, number, most=10):
        """Its digits, without zeros that say nothing."""
        plain = f"{number:.{most}f}".rstrip("0").rstrip(".")
        return formatLang(self.env, number, digits=len(plain.partition(".")[2]))

    @api.model
    def _side(self, record, side, third_party):
        """“Party A: Huaxing Clinics”, by the name under which it signed."""
        contract = record.contract_id
        if side == "third":
            name = third_party.partner_id.name
        else:
            party = contract.party_ids.filtered(lambda row: row.side == side)
            name = party.legal_name or contract[f"party_{side}_id"].name
        field = self.env["crm.contract.breach"]._fields["side"]
        labels = dict(field._description_selection(self.env))
        return self.env._("%(side)s: %(name)s", side=labels[side], name=name or "–")
