from .portal_http import PortalHttpCase


class TestNotice(PortalHttpCase):
    """A customer's notice arrives as it is sent, with the message as its proof (L-15)."""

    def _give(self, **values):
        said = {"kind": "other", "subject": "Our new bank", "text": "We have changed banks."}
        return self._post(self._url(path="/notice"), **{**said, **values})

    def _notices(self):
        return self.contract.notice_ids

    def test_notice_is_delivered_with_the_message_as_proof(self):
        self._login(self.customer)
        answer = self._give()
        self.assertEqual(answer.status_code, 303)
        notice = self._notices()
        self.assertEqual(
            (notice.kind, notice.side, notice.to_side, notice.method, notice.status),
            ("other", "b", "a", "portal", "proven"),
        )
        self.assertEqual(
            (notice.sent_on, notice.effective_on),
            (self._day("2026-02-10"), self._day("2026-02-10")),
        )
        said = notice.proof_ids.raw.decode()
        for words in ("We have changed banks.", self.customer.name, self.contract.code):
            self.assertIn(words, said)
        [message] = notice.message_ids.filtered(lambda row: row.message_type == "comment")
        self.assertEqual(message.message_id, notice.proof_reference)
        self.assertEqual(message.author_id, self.customer.partner_id)
        self.assertEqual(message.partner_ids, self.user.partner_id)
        page = self._get(self._url()).text
        self.assertIn("Our new bank", page)

    def test_intention_on_renewal_is_judged_by_its_day(self):
        self._login(self.customer)
        self.assertIn("Say whether you want to renew", self._give(kind="renewal_intention").text)
        self._give(kind="renewal_intention", intention="end")
        notice = self._notices()
        self.assertEqual((notice.intention, notice.is_in_time), ("end", True))

    def test_new_address_for_service_counts_from_its_arrival(self):
        self._login(self.customer)
        self._give(kind="address_change", new_address="2 New Street")
        party = self.contract.party_ids.filtered(lambda row: row.side == "b")
        self.assertEqual(party.notice_address, "2 New Street")
        self.assertTrue(self._notices().is_address_changed)

    def test_only_what_a_customer_says_can_be_said(self):
        self._login(self.customer)
        for kind in ("incident", "third_party", "invented", ""):
            self.assertEqual(self._give(kind=kind).status_code, 200, kind)
        self.assertFalse(self._notices())
        self._give(
            side="a",
            to_side="b",
            sent_on="2020-01-01",
            delivered_on="2020-01-01",
            contract_id=1,
            intention="renew",
            new_address="x",
        )
        notice = self._notices()
        self.assertEqual((notice.side, notice.sent_on), ("b", self._day("2026-02-10")))
        self.assertFalse(notice.intention or notice.new_address)

    def test_notice_among_others_stays_among_them(self):
        row = self._consented(self.contract)
        values = {"contract_id": self.contract.id, "kind": "other", "method": "letter"}
        self.env["crm.contract.notice"].create(
            {
                **values,
                "side": "a",
                "to_side": "third",
                "third_party_id": row.id,
                "subject": "To the third party",
            }
        )
        self.env["crm.contract.notice"].create(
            {**values, "side": "a", "to_side": "b", "subject": "To you", "note": "Our remark"}
        )
        self._login(self.customer)
        page = self._get(self._url()).text
        self.assertIn("To you", page)
        self.assertNotIn("To the third party", page)
        self.assertNotIn("Our remark", page)
