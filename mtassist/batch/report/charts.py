"""The charts of a report as inline SVG: drawn by matplotlib, coloured by the page's own CSS variables.

So they follow light and dark, and their text is text. The same figures give the same bytes: no date, no random name.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from mtassist.formats.cells import middle_cut

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE = 9.0  # inches; the page scales it
NAME = 30  # cells of a system's name
SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
# Stand-ins, each for a variable of the page: matplotlib knows colours alone.
INK, QUIET, LINE, PAPER, ACCENT, GOOD = (f"#0{number}0{number}0{number}" for number in range(1, 7))
NEUTRAL, MINOR, MAJOR, CRITICAL = (f"#1{number}1{number}1{number}" for number in range(1, 5))
VARIABLES = {
    INK: "ink",
    QUIET: "quiet",
    LINE: "line",
    PAPER: "paper",
    ACCENT: "accent",
    GOOD: "good-ink",
    NEUTRAL: "neutral",
    MINOR: "minor",
    MAJOR: "major",
    CRITICAL: "critical",
}
SEVERITIES = {"critical": CRITICAL, "major": MAJOR, "minor": MINOR, "neutral": NEUTRAL}
REFERRED = re.compile(r"url\(#([^)]+)\)|^#(.+)")
SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mtassist",
    "font.family": "DejaVu Sans",  # comes with matplotlib: it measures alike everywhere
    "font.size": 9,
    "text.parse_math": False,  # a system may be called $x$
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": QUIET,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": False,
    "figure.facecolor": "none",
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}


def intervals(rows: Sequence[tuple[str, float, float, float]], label: str, alt: str) -> str:
    """A dot and a line for each name, value, low and high; the first row is the best, and said so by its colour."""

    def draw(axes: Axes) -> None:
        for at, (_, value, low, high) in enumerate(rows):
            colour = QUIET if at else ACCENT
            axes.plot([low, high], [at, at], color=colour, linewidth=2.2, solid_capstyle="round", alpha=0.6)
            axes.plot([value], [at], "o", color=colour, markersize=6)
        axes.set_yticks(range(len(rows)), [middle_cut(name, NAME) for name, *_ in rows])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlabel(label)
        axes.grid(axis="x")
        axes.spines["left"].set_visible(False)

    return _drawn("systems", 0.26 * len(rows) + 0.75, draw, alt)


def histograms(systems: Sequence[tuple[str, Sequence[int]]], names: Sequence[str], label: str, alt: str) -> str:
    """The share of each bin, a small chart for each system, all on one scale. ``names`` are those of the bins.

    That of a bin for nothing at all, called 0, stands above the others in words: it would dwarf them.
    """
    across = min(len(systems), 3 if len(systems) in (5, 6, 9) else 4)  # few gaps in the last row
    down = -(-len(systems) // across)
    shares = [[100 * part / max(1, sum(bins)) for part in bins] for _, bins in systems]
    none = [f"{share.pop(0):.0f} % with none" for share in shares] if names[0] == "0" else [""] * len(shares)
    names = names[len(names) - len(shares[0]) :]
    most = max(max(share) for share in shares) or 1.0
    places = range(len(names))
    shown = places if len(names) < 10 else range(0, len(names), 4)

    def draw(axes: Any) -> None:
        for number, one in enumerate(axes.flat):
            if number >= len(systems):
                one.set_axis_off()
                continue
            one.bar(places, shares[number], width=0.86, color=ACCENT)
            one.set_title(none[number], loc="right", fontsize=8, color=GOOD)
            one.set_title(
                middle_cut(systems[number][0], 18 if none[number] else NAME), loc="left", fontsize=9, fontweight="bold"
            )
            one.set_ylim(0, most * 1.08)
            one.grid(axis="y")
            one.spines["left"].set_visible(False)
            is_last = number + across >= len(systems)
            labels = [names[n].partition("–")[0] for n in shown] if is_last else []
            one.set_xticks(list(shown) if is_last else [], labels, fontsize=7.5)
            one.yaxis.set_major_formatter("{x:.0f} %")
            one.yaxis.set_tick_params(labelleft=number % across == 0, labelcolor=QUIET, labelsize=7.5)
            one.yaxis.get_major_locator().set_params(nbins=4, integer=True, min_n_ticks=2)
        axes.flat[0].figure.supxlabel(label, fontsize=9, color=QUIET)

    height = (1.35 if down > 1 else 1.9) * down + 0.5
    return _drawn("distribution", height, draw, alt, grid=(down, across))


def stacks(rows: Sequence[tuple[str, Mapping[str, float]]], label: str, alt: str) -> str:
    """A bar for each name, with a part for each severity that it has."""

    def draw(axes: Axes) -> None:
        left = [0.0] * len(rows)
        for severity, colour in SEVERITIES.items():
            parts = [parts.get(severity, 0.0) for _, parts in rows]
            if any(parts):
                axes.barh(range(len(rows)), parts, 0.62, left, color=colour, label=severity)
                left = [a + b for a, b in zip(left, parts, strict=True)]
        axes.set_yticks(range(len(rows)), [name for name, _ in rows])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlabel(label)
        axes.grid(axis="x")
        axes.spines["left"].set_visible(False)
        axes.figure.legend(frameon=False, ncols=4, loc="outside upper right", handlelength=0.8, handleheight=0.8)

    return _drawn("families", 0.3 * len(rows) + 1.1, draw, alt)


def _drawn(name: str, height: float, draw: Any, alt: str, grid: tuple[int, int] = (1, 1)) -> str:
    import warnings

    from matplotlib import RcParams, rc_context, rcParamsDefault
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    buffer = io.BytesIO()
    with rc_context(RcParams(rcParamsDefault | SETTINGS)), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own font has no glyph for every name; that of the page has
        figure = Figure(figsize=(WIDE, height), layout="constrained")
        axes = figure.subplots(*grid, squeeze=False)
        draw(axes if grid != (1, 1) or name == "distribution" else axes[0, 0])
        FigureCanvasSVG(figure)
        figure.savefig(buffer, format="svg")
    return _inline(buffer.getvalue(), name, alt)


def _inline(svg: bytes, name: str, alt: str) -> str:
    """For the middle of a page: no size, date, style sheet, or name that could clash with another."""
    root = ET.fromstring(svg)
    for parent in root.iter():
        for child in [child for child in parent if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style")]:
            parent.remove(child)
    numbers = count(1)
    referred = {m[1] or m[2] for e in root.iter() for v in e.attrib.values() if (m := REFERRED.search(v))}
    names = {id: f"{name}-{next(numbers)}" for id in sorted(referred)}
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        element.attrib = {key: value for key, value in map(_attribute, element.attrib.items()) if value}
        for key, value in list(element.attrib.items()):
            if key == "id" and value not in names:
                del element.attrib[key]
            elif key == "id":
                element.set(key, names[value])
            elif m := REFERRED.search(value):
                element.set(key, value.replace(f"#{m[1] or m[2]}", f"#{names[m[1] or m[2]]}"))
    root.attrib = {"viewBox": root.attrib["viewBox"], "class": "chart", "role": "img", "aria-label": alt}
    return ET.tostring(root, encoding="unicode")


def _attribute(given: tuple[str, str]) -> tuple[str, str]:
    key, value = given
    if key == LINK:
        return "href", value
    if key == "style":
        return key, "; ".join(filter(None, map(_declared, value.split(";"))))
    return key, value


def _declared(style: str) -> str:
    """A declaration with the page's colours, and of the font the size alone."""
    name, _, value = (part.strip() for part in style.partition(":"))
    if name == "font":
        size = re.search(r"[\d.]+px", value)
        weight = "; font-weight: 600" if value.startswith(("bold", "700")) else ""
        return f"font-size: {size[0] if size else '9px'}{weight}"
    if name == "font-family":
        return ""
    return f"{name}: var(--{VARIABLES[value]})" if value in VARIABLES else style.strip()
