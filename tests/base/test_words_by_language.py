import ast
import inspect
import textwrap

from ..common import ComplianceCase

ADDON = "odoo.addons.crm_contract_compliance."
# What puts words of the reader's language together.
WORDS = {"_", "_description_selection", "_description_string", "listed", "day_in_words"}
KEYS = {"value_kind"}  # read by the form alone


class TestWordsByLanguage(ComplianceCase):
    """Bilingual papers and mails read one record in two languages within one request."""

    def test_computed_words_are_kept_by_language(self):
        """A field that is not stored and is made of translated words depends on the language."""
        wrong = [
            f"{name}.{field.name}"
            for name, model in self.env.registry.items()
            for field in model._fields.values()
            if name.startswith("crm.contract") and not (model._transient or model._abstract)
            if self._is_computed(field)
            if field.name not in KEYS and self._speaks(model, field.compute)
            if "lang" not in self.env.registry.field_depends_context[field]
        ]
        self.assertFalse(wrong, "\n".join(wrong))

    def _is_computed(self, field):
        is_text = field.type in ("char", "text", "html")
        return isinstance(field.compute, str) and is_text and not field.store

    def _speaks(self, model, name, seen=()):
        """Whether the method, or one of the model's own that it calls, makes words."""
        for function in self._functions(model, name):
            called = self._called(function)
            if called & WORDS:
                return True
            own = called - {*seen, name}
            if any(self._speaks(model, other, (*seen, name)) for other in own):
                return True
        return False

    def _functions(self, model, name):
        found = (cls.__dict__.get(name) for cls in model.__mro__)
        return [
            function
            for function in found
            if inspect.isfunction(function) and function.__module__.startswith(ADDON)
        ]

    def _called(self, function):
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        return {
            getattr(node.func, "attr", getattr(node.func, "id", ""))
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
        }

    def test_a_name_is_there_while_its_form_is_typed(self):
        """And in two languages, one after the other."""
        self.env["res.lang"]._activate_lang("zh_CN")
        contract = self._create_active("2026-01-15")
        notice = self.env["crm.contract.notice"].new({"contract_id": contract.id})
        self.assertFalse(notice.display_name)
        notice.update({"kind": "other", "side": "a", "sent_on": "2026-02-01"})
        self.assertIn("Party A", notice.display_name)
        for record in (
            contract.party_ids[0],
            self.env["crm.contract.reminder.policy"].search([])[0],
        ):
            names = {record.with_context(lang=lang).display_name for lang in ("en_US", "zh_CN")}
            self.assertEqual(len(names), 2, names)
