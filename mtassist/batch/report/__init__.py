"""A run of `mtassist score` as a page to read, print or send. It needs nothing but itself: no script, font or picture.

What is in the texts is data: the template escapes everything but our own charts and style.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mtassist.batch.baseline import News
from mtassist.batch.engine import Recipe, Result
from mtassist.batch.report.gathering import Gathered
from mtassist.batch.results import Total
from mtassist.formats.pieces import visible

HERE = Path(__file__).parent


def write(results: Iterable[Result], ends: Sequence[Total], recipe: Recipe, news: News | None = None) -> bytes:
    """The whole page. The results hold their texts: ``Recipe.keep_texts``."""
    from jinja2 import Environment
    from markupsafe import Markup

    from mtassist.batch.report import sections

    page = sections.page(Gathered(results, ends, recipe), recipe, news)
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_visible)
    environment.filters["number"] = "{:,}".format
    charts: dict[str, Any] = {name: Markup(svg) for name, svg in page.charts.items()}
    style = Markup((HERE / "report.css").read_text(encoding="utf-8"))
    template = environment.from_string((HERE / "report.html").read_text(encoding="utf-8"))
    return template.render(page.values | charts, style=style).encode("utf-8")


def _visible(value: Any) -> Any:
    """Nothing in a text turns the direction of reading unseen."""
    return visible(value) if type(value) is str else value
