"""The plot of a model's calibration for its card: what was said of sentences against what editors did."""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from typing import Any

from mtassist.train.calibrate import Calibration

FILE = "reliability.svg"
INK, ACCENT, QUIET = "#333333", "#1f5fa8", "#9aa0a6"
SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "mtassist",  # the same figures give the same bytes
    "font.family": "DejaVu Sans",  # comes with matplotlib: it measures alike everywhere
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def plot(calibration: Calibration, path: Path) -> None:
    """Write it as SVG: each bin with the interval of chance, and how many sentences it has."""
    from matplotlib import RcParams, rc_context, rcParamsDefault
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    said = [each.said for each in calibration.bins]
    was = [each.was for each in calibration.bins]
    spans = [interval(each.was, each.count) for each in calibration.bins]
    with rc_context(RcParams(rcParamsDefault | SETTINGS)):
        figure = Figure(figsize=(4.6, 4.8), layout="constrained", facecolor="white")
        FigureCanvasSVG(figure)
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        above.plot([0, 1], [0, 1], color=QUIET, linewidth=1, linestyle="--")
        above.vlines(said, [low for low, _ in spans], [high for _, high in spans], color=ACCENT, linewidth=1.5)
        above.plot(said, was, "o-", color=ACCENT, markersize=5)
        above.set(xlim=(0, 1), ylim=(0, 1), ylabel="left as they were by editors")
        told = f"calibration error {calibration.error:.3f} on {calibration.count:,} sentences"
        above.set_title(told, loc="left", fontsize=SETTINGS["font.size"])
        below.bar(said, [each.count for each in calibration.bins], width=0.05, color=ACCENT)
        below.set(ylabel="sentences", xlabel="said to be left as they are")
        for axes in (above, below):
            axes.tick_params(colors=INK)
        figure.align_ylabels()
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def interval(share: float, count: int) -> tuple[float, float]:
    """Where a share lies with 95 % certainty (Wilson 1927).

    >>> [round(end, 3) for end in interval(0.5, 100)]
    [0.404, 0.596]
    """
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return middle - half, middle + half
