from odoo.fields import Domain

from .access_matrix import own_models
from .classified_case import OTHER_WORD, TEXTS, WORD, WORDLESS, ClassifiedCase


class TestClassifiedChannels(ClassifiedCase):
    """I9: no word of a classified contract leaves by any channel, whoever asks without clearance.

    security.md A02 to A13, one test each by name; the owner without the clearance is asked too.
    """

    def test_the_word_stands_in_every_model_below_a_contract(self):
        """A new model fails here until it has its classified record in access_matrix.py."""
        below = {
            name
            for name in own_models(self.env)
            if not self.env[name]._transient and "contract_id" in self.env[name]._fields
        }
        self.assertLessEqual(below, self.planted.keys())
        for model, record in self.planted.items():
            names = self._text_names(model)
            self.assertTrue(names or model in WORDLESS, f"{model} has no text to plant")
            for name in names:
                with self.subTest(model=model, field=name):
                    self.assertIn(WORD, record.sudo()[name] or "")

    def test_people_with_the_clearance_do_read_it(self):
        """Else nothing here would prove anything."""
        for model, record in self.planted.items():
            names = self._text_names(model)
            if names:
                answer = self.answer_to(self.cleared_manager, record, "read", names)
                self.assertTrue(self.tells(answer), model)

    def _readable_names(self, user, model):
        """Fields that the client of this user knows, without what is read as a file."""
        fields = self.as_user(self.env[model], user).fields_get(attributes=["type"])
        return [name for name, field in fields.items() if field["type"] != "binary"]

    def _specification(self, user, model):
        fields = self.as_user(self.env[model], user).fields_get(attributes=["type"])
        spec = {}
        for name, field in fields.items():
            if field["type"] == "binary":
                continue
            linked = field["type"] in ("many2one", "one2many", "many2many")
            spec[name] = {"fields": {"display_name": {}}} if linked else {}
        return spec

    def _askers(self):
        """(user, model, domain of what matters) for whoever may ask about the model at all."""
        for user in self.uncleared.values():
            for model, ids in self.models_in_sight().items():
                if self.as_user(self.env[model], user).has_access("read"):
                    yield user, model, [] if ids is None else [("id", "in", ids)]

    def test_reading_by_any_path_tells_nothing(self):
        """A02, A03: search_read, web_search_read, read and web_read by id, with all fields."""
        calls = []
        for user, model, domain in self._askers():
            empty = self.env[model].with_context(active_test=False)
            names = self._readable_names(user, model)
            spec = self._specification(user, model)
            calls.append((f"search_read {model}", user, empty, "search_read", (domain, names)))
            calls.append(
                (f"web_search_read {model}", user, empty, "web_search_read", (domain, spec))
            )
            record = self.planted.get(model)
            if record:
                calls += [
                    (f"read {model}", user, record, "read", (names,)),
                    (f"web_read {model}", user, record, "web_read", (spec,)),
                    (f"copy {model}", user, record, "copy", ()),
                    (f"metadata {model}", user, record, "get_metadata", ()),
                ]
        with self.nothing_logged():
            self.assert_silent(calls)

    def test_strangers_without_any_right_are_told_nothing_either(self):
        """A08: by id, past the missing menu."""
        calls = [
            (f"{method} {model}", user, record, method, args)
            for user in (self.accountant, self.employee, self.customer, self.public)
            for model, record in self.planted.items()
            for method, args in (
                ("read", (["display_name"],)),
                ("search_read", ([], ["display_name"])),
                ("name_search", (WORD,)),
                ("web_read", ({"display_name": {}},)),
                ("export_data", (["display_name"],)),
            )
        ]
        with self.nothing_logged():
            self.assert_silent(calls)

    def _text_paths(self, user, model):
        """Texts of the model, and of what it links to, one and two links away."""
        fields = self.as_user(self.env[model], user).fields_get(
            attributes=["type", "relation", "searchable"]
        )
        paths = [name for name, field in fields.items() if self._is_text(field)]
        for name, field in fields.items():
            comodel = field.get("relation")
            if not comodel or not field["searchable"] or not self._is_near(comodel):
                continue
            paths += [f"{name}.{text}" for text in self._near_texts(comodel)]
            for link, far in self.env[comodel]._fields.items():
                if far.comodel_name in ("crm.contract", "ir.attachment") and far.store:
                    paths.append(f"{name}.{link}.name")
        return paths

    @staticmethod
    def _is_text(field):
        return field["type"] in TEXTS and field["searchable"]

    def _is_near(self, comodel):
        return comodel in self.planted or comodel in (
            "ir.attachment",
            "mail.message",
            "mail.activity",
        )

    def _near_texts(self, comodel):
        if comodel in self.planted:
            return self._text_names(comodel)
        return {"mail.message": ["body", "subject"], "mail.activity": ["summary", "note"]}.get(
            comodel, ["name"]
        )

    def _count(self, user, model, domain, paths, operator, word):
        """How many are found; what may not be asked counts as nothing found."""
        pattern = f"%{word}%" if "=" in operator else word
        asked = Domain(domain) & Domain.OR(Domain(path, operator, pattern) for path in paths)
        empty = self.env[model].with_context(active_test=False)
        answer = self.answer_to(user, empty, "search_count", list(asked))
        return answer if isinstance(answer, int) else 0

    def test_no_search_is_an_oracle(self):
        """A04, A05: the word is found as often as one that stands nowhere, along dotted paths
        too, and so is its absence.
        """
        told = []
        with self.nothing_logged():
            for user, model, domain in self._askers():
                paths = self._text_paths(user, model)
                for operator in ("=ilike", "not ilike"):
                    for part in (paths[at : at + 20] for at in range(0, len(paths), 20)):
                        said, other = (
                            self._count(user, model, domain, part, operator, word)
                            for word in (WORD, OTHER_WORD)
                        )
                        if said != other:
                            told += self._oracles(user, model, domain, part, operator)
        self.assertEqual(told, [])

    def _oracles(self, user, model, domain, paths, operator):
        for path in paths:
            counts = [
                self._count(user, model, domain, [path], operator, word)
                for word in (WORD, OTHER_WORD)
            ]
            if counts[0] != counts[1]:
                yield f"{user.login}: {model} {path} {operator} {counts}"

    def test_groups_and_names_tell_nothing(self):
        """A04: labels of groups, names found by typing."""
        calls = []
        for user, model, domain in self._askers():
            empty = self.env[model].with_context(active_test=False)
            fields = self.as_user(empty, user).fields_get(attributes=["type", "groupable"])
            groups = [
                name
                for name, field in fields.items()
                if field.get("groupable") and field["type"] in (*TEXTS, "many2one", "many2many")
            ]
            for name in groups:
                what = f"group {model} {name}"
                calls.append(
                    (what, user, empty, "formatted_read_group", (domain, [name], ["__count"]))
                )
            for name in groups[:3]:
                args = (domain, [name])
                calls.append((f"web_read_group {model}", user, empty, "web_read_group", args))
            for text in ("", WORD):
                spec = {"display_name": {}}
                calls.append((f"name_search {model}", user, empty, "name_search", (text,)))
                calls.append(
                    (f"web_name_search {model}", user, empty, "web_name_search", (text, spec))
                )
        with self.nothing_logged():
            self.assert_silent(calls)

    def test_exports_tell_nothing(self):
        """T0-3.2: all fields, by id, and along the links of what one may export."""
        calls = []
        for user, model, domain in self._askers():
            names = self._readable_names(user, model)
            if model in self.planted:
                record = self.planted[model]
                calls.append((f"export {model}", user, record, "export_data", (names,)))
            found = self.as_user(self.env[model], user).search(domain, limit=200)
            if not found:
                continue
            links = [path.replace(".", "/") for path in self._text_paths(user, model)]
            parts = [names, *([link] for link in links if "/" in link)]
            if model in self.planted:  # what one finds here one may read, links and all
                parts = [names, [link for link in links if "/" in link]]
            calls += [
                (f"export {model} {part}", user, found, "export_data", (part,)) for part in parts
            ]
        with self.nothing_logged():
            self.assert_silent(calls)

    def test_no_file_is_opened_to_others_nor_pointed_at_another_record(self):
        """A07: made public, moved to a record of one's own, or added to one out of reach."""
        mine = self.lead
        for user in self.uncleared.values():
            for file in (self.files[0], self.messages.attachment_ids[0]):
                for vals in (
                    {"public": True},
                    {"res_model": mine._name, "res_id": mine.id},
                    {"res_id": 0},
                ):
                    self.assert_denied(user, file, "write", vals)
                self.assert_denied(user, file, "copy", {"res_model": False, "res_id": False})
            owner = {"res_model": "crm.contract", "res_id": self.planted["crm.contract"].id}
            self.assert_denied(
                user, self.files.browse(), "create", {"name": "a.txt", "raw": "a", **owner}
            )

    def test_no_message_is_read_by_its_id(self):
        """A09, A10: not by followers and people once named, the customer in the portal included."""
        notes = self.messages | self.planted["crm.contract"].message_ids
        self.assert_silent(
            (f"message {note.model}", user, note, "read", (["body", "subject", "record_name"],))
            for user in self.uncleared.values()
            for note in notes
        )

    def test_nobody_follows_nor_makes_others_follow(self):
        """A11, A13: by the record, or by a follower's row of one's own making."""
        contract = self.planted["crm.contract"]
        contract.message_follower_ids.unlink()
        rows = self.env["mail.followers"]
        for user in self.uncleared.values():
            partner = user.partner_id
            self.answer_to(user, contract, "message_subscribe", partner.ids)
            vals = {"res_model": contract._name, "res_id": contract.id, "partner_id": partner.id}
            self.answer_to(user, rows, "create", vals)
            self.assertNotIn(partner, contract.message_partner_ids)
