"""The tables and lists of a page as HTML for RichLabels: colours are `tint` tokens, content is escaped."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from models.content.display import Display
from models.content.page import PageView
from models.content.prose import Block
from ui.widgets.rich import item_html, sourced, strong, tint

Translate = Callable[..., str]
MARKS = {
    "advantages": ("+", "good"),
    "limitations": ("–", "bad"),
    "choose": ("›", "accent"),
    "avoid": ("›", "muted"),
}


def block_html(display: Display, block: Block, section_id: str) -> str:
    """A paragraph, or a list with the mark its section uses."""
    if block.kind == "paragraph":
        return f"<p style='line-height:135%'>{item_html(display, block.items[0])}</p>"
    mark, token = MARKS.get(section_id, ("•", "muted"))
    rows = []
    for number, item in enumerate(block.items, start=1):
        shown = f"{number}." if block.kind == "steps" else mark
        rows.append(
            f"<tr><td style='padding:3px 10px 3px 0; color:{tint(token)}'>{strong(shown)}</td>"
            f"<td style='padding:3px 0; line-height:125%'>{item_html(display, item)}</td></tr>"
        )
    return f"<table>{''.join(rows)}</table>"


def table_html(rows: list[list[str]], head: list[str] | None = None) -> str:
    """Rows of already escaped cells divided by hairlines."""
    edge = f"border-bottom:1px solid {tint('line')}"
    body = "".join(
        "<tr>" + "".join(f"<td style='padding:7px 12px 7px 0; {edge}'>{cell}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    top = "".join(
        f"<td style='padding:6px 12px 4px 0; color:{tint('muted')}'><small>{escape(word)}</small></td>"
        for word in head or []
    )
    return f"<table width='100%' cellspacing='0'>{f'<tr>{top}</tr>' if head else ''}{body}</table>"


def limits_html(view: PageView, t: Translate) -> str:
    """Limits with value, whether they can be raised, and what has to be added."""
    rows = []
    for fact in view.limits:
        doubt = "" if fact.verified else f" <small>{muted(t('fact.doubt'))}</small>"
        value = sourced(f"fact:{fact.id}", strong(escape(fact.value))) + doubt
        note = f"<br><small>{muted(fact.note)}</small>" if fact.note else ""
        rows.append([escape(fact.label) + note, value, muted(fact.adjustable)])
    return table_html(rows, [t("limits.limit"), t("limits.value"), t("limits.adjustable")])


def prices_html(view: PageView, t: Translate, region: str) -> str:
    """Every price of the page in the region."""
    rows = [
        [escape(price.label), sourced(f"price:{price.id}", strong(escape(price.value))), muted(price.unit)]
        for price in view.prices
    ]
    return table_html(rows, [t("prices.price", region=region), t("prices.value"), t("prices.per")])


def few_prices_html(view: PageView, count: int) -> str:
    """The first prices in the narrow form of the side panel: the unit below the figure."""
    edge = f"border-bottom:1px solid {tint('line')}"
    rows = "".join(
        f"<tr><td style='padding:6px 8px 6px 0; {edge}'>{escape(price.label)}</td>"
        f"<td align='right' style='padding:6px 0; {edge}'>{sourced(f'price:{price.id}', escape(price.value))}<br>"
        f"<small>{muted(price.unit)}</small></td></tr>"
        for price in view.prices[:count]
    )
    return f"<table width='100%' cellspacing='0'>{rows}</table>"


def news_html(view: PageView) -> str:
    """What changed, newest first, each with what to do about it."""
    return table_html(
        [[muted(item.date), f"{escape(item.text)}<br>› {escape(item.advice)}"] for item in view.news]
    )


def related_html(view: PageView) -> str:
    """Links to other pages and why they matter."""
    return table_html(
        [[f"<a href='{link.id}'>{strong(escape(link.name))}</a>", escape(link.why)] for link in view.related]
    )


def sources_html(view: PageView) -> str:
    """Sources with publisher and date, one to a line."""
    lines = [f"{escape(s.title)} · {escape(s.publisher)} · {escape(s.date)}" for s in view.sources]
    return f"<div style='color:{tint('muted')}; line-height:140%'>{'<br>'.join(lines)}</div>"


def muted(text: str) -> str:
    """Escaped text in the quieter colour."""
    return f"<span style='color:{tint('muted')}'>{escape(text)}</span>"
