import dataclasses

import pytest

from odoo.addons.crm_contract_compliance.tools.document import (
    Document,
    PartyBlock,
    Section,
    SignatureBlock,
    Table,
    content_hash,
)

CONTRACT = Document(
    "Service Contract",
    "CT/2026/0001",
    parties=(PartyBlock("Party A", (("Name", "Mingde"),)),),
    sections=(
        Section("Fees", ("As below.",), Table(("What", "Amount"), (("Licence", "100.00"),))),
    ),
    annexes=("Norm",),
    signatures=(SignatureBlock("Party A", "Mingde"),),
)


def changed(**values):
    return dataclasses.replace(CONTRACT, **values)


def test_same_text_gives_the_same_hash():
    assert content_hash([CONTRACT]) == content_hash([changed()])
    assert len(content_hash([CONTRACT])) == 64


@pytest.mark.parametrize(
    "other",
    [
        changed(title="Supply Contract"),
        changed(number="CT/2026/0002"),
        changed(intro=("Whereas",)),
        changed(annexes=("Norm", "Flow chart")),
        changed(sections=(dataclasses.replace(CONTRACT.sections[0], is_highlighted=True),)),
        changed(
            sections=(
                Section("Fees", ("As below.",), Table(("What", "Amount"), (("Licence", "1"),))),
            )
        ),
        changed(signatures=()),
    ],
)
def test_any_other_text_gives_another_hash(other):
    assert content_hash([CONTRACT]) != content_hash([other])


def test_languages_and_their_order_count():
    chinese = changed(title="服务合同")
    hashes = {
        content_hash(said)
        for said in ([CONTRACT], [chinese], [CONTRACT, chinese], [chinese, CONTRACT])
    }
    assert len(hashes) == 4


def test_a_draft_has_the_hash_of_the_text_that_is_signed():
    assert content_hash([CONTRACT]) == content_hash([changed(is_draft=True)])


def test_nothing_in_a_document_changes():
    with pytest.raises(dataclasses.FrozenInstanceError):
        CONTRACT.title = "Other"
