from ..common import ComplianceCase


class TestIndexes(ComplianceCase):
    """What is looked up from its other end is looked up by an index."""

    def test_every_link_to_a_record_of_a_contract_has_one(self):
        bare = [
            f"{name}.{field.name}"
            for name in self.env.registry
            if name.startswith("crm.contract") and self._is_kept(name)
            for field in self.env[name]._fields.values()
            if self._is_link(field) and not field.index
        ]
        self.assertEqual(bare, [])

    def test_whose_signature_waits_is_asked_on_every_page(self):
        row = self.env["crm.contract.signature"]._fields
        self.assertTrue(row["partner_id"].index and row["signer_id"].index)

    def _is_kept(self, name):
        return self.env[name]._auto and not self.env[name]._transient

    def _is_link(self, field):
        """Of what is set up once, such as a type of breach, there are few rows."""
        if field.type != "many2one" or not field.store:
            return False
        target = field.comodel_name
        return target == "crm.contract" or (
            target.startswith("crm.contract.") and "contract_id" in self.env[target]._fields
        )
