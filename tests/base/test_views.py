from lxml import etree

from ..common import ComplianceCase


class TestViews(ComplianceCase):
    """Forms that open by themselves, too: from a list's *View*, a link, a bookmark."""

    def test_a_form_asks_nothing_of_a_parent_that_it_may_not_have(self):
        views = self.env["ir.ui.view"].search(
            [
                ("model", "=like", "crm.contract%"),
                ("type", "=", "form"),
                ("mode", "=", "primary"),
            ]
        )
        self.assertGreater(len(views), 40)
        for view in views:
            with self.subTest(view=view.xml_id):
                arch = etree.fromstring(view.get_combined_arch())
                self.assertEqual(list(self._parents_asked_for(arch)), [])

    def _parents_asked_for(self, arch):
        """Of the form itself; a list in it has the form as its parent."""
        for node in arch.iter(etree.Element):
            if not any(above.tag == "field" for above in node.iterancestors()):
                yield from (
                    f"{node.get('name')}: {value}"
                    for name, value in node.attrib.items()
                    if "parent." in value and name in ("readonly", "invisible", "required")
                )
