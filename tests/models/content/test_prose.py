"""The small Markdown of the pages: six constructs, references kept, everything else literal text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.content.prose import Item, Span, parse, parse_item, parse_spans
from models.errors import ContentError


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("plain", [Span("plain")]),
        ("a **b** c", [Span("a "), Span("b", "bold"), Span(" c")]),
        ("*cold start*", [Span("cold start", "italic")]),
        ("`docker push`", [Span("docker push", "code")]),
        ("see [Batch](batch).", [Span("see "), Span("Batch", link="batch"), Span(".")]),
        ("[it](diagram:photo_resize)", [Span("it", link="diagram:photo_resize")]),
        ("up to {fact:lambda.max_duration}", [Span("up to "), Span(fact="lambda.max_duration")]),
        ("{price:ec2.t4g.micro} an hour", [Span(price="ec2.t4g.micro"), Span(" an hour")]),
        ("**up to {fact:a.b}**", [Span("up to ", "bold"), Span("", "bold", fact="a.b")]),
        ("2 * 3 * 4 ** 5", [Span("2 "), Span(" 3 ", "italic"), Span(" 4 ** 5")]),
        ("<b>no HTML</b> & so on", [Span("<b>no HTML</b> & so on")]),
        ("", []),
    ],
)
def test_spans(text: str, spans: list[Span]) -> None:
    assert parse_spans(text) == spans


def test_claims_are_taken_off_the_text() -> None:
    assert parse_item("It runs. {#L1} {#C12}") == Item((Span("It runs."),), ("L1", "C12"))


def test_blocks_are_paragraphs_bullets_and_steps() -> None:
    page = parse("## what\n\nOne\ntwo.\n\n- a\n- b\n  goes on\n\n1. **X.** y\n2. z\n")
    section = page.section("what")
    assert section is not None
    assert [(block.kind, len(block.items)) for block in section.blocks] == [
        ("paragraph", 1),
        ("bullets", 2),
        ("steps", 2),
    ]
    assert section.blocks[0].items[0].spans == (Span("One two."),)
    assert section.blocks[1].items[1].spans == (Span("b goes on"),)


def test_a_list_may_follow_its_paragraph_without_a_blank_line() -> None:
    assert [block.kind for block in parse("## what\nFirst:\n- a\n- b").sections[0].blocks] == [
        "paragraph",
        "bullets",
    ]


def test_blank_lines_do_not_split_a_list() -> None:
    assert [len(block.items) for block in parse("## how\n1. a\n\n2. b\n").sections[0].blocks] == [2]


def test_extra_sections_bring_their_own_title() -> None:
    page = parse("## what\na\n\n## + How much memory\nb\n")
    assert [(section.id, section.title) for section in page.sections] == [
        ("what", ""),
        ("extra1", "How much memory"),
    ]
    assert page.section("nothing") is None


def test_text_before_the_first_heading_names_file_and_line() -> None:
    with pytest.raises(ContentError) as caught:
        parse("\n\nlost\n## what", "es.md")
    assert (caught.value.file, caught.value.place) == ("es.md", "line 3")


@given(st.text())
def test_any_text_is_parsed_or_refused_with_its_place(text: str) -> None:
    try:
        page = parse(text, "any.md")
    except ContentError as error:
        assert error.place.startswith("line ")
    else:
        assert len(page.items()) <= len(text)


@given(st.text(alphabet="ab {}*[]()`.:#", max_size=40))
def test_no_letter_of_a_span_is_lost(text: str) -> None:
    shown = "".join(s.text + s.fact + s.price + s.link for s in parse_spans(text))
    assert sorted(c for c in shown if c in "ab") == sorted(c for c in text if c in "ab")
