"""How far the quality score of the shipped model is from what editors did, on the half it was not fitted on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mtassist.neural.quality import NAME
from mtassist.neural.reader import Reader
from mtassist.train import calibrate
from mtassist.train.calibrate import Calibration


def measure(reader: Reader, card: Mapping[str, Any], data: Path) -> Calibration:
    _, held = calibrate.halves(calibrate.cases(data))
    readings = reader.read([case.text for case in held])
    return calibrate.measured(held, calibrate.seen(held, readings, card[NAME]))


def figures(one: Calibration) -> dict[str, Any]:
    return asdict(one)


def table(one: Calibration) -> Iterator[str]:
    yield f"calibration error {one.error:.3f} over {one.count:,} sentences that the calibration has not seen"
    for kind, error in one.by_kind.items():
        yield f"  {kind:26} {error:6.3f}"
    yield f"{'left alone: said':>16} {'was':>7} {'sentences':>10}"
    for each in one.bins:
        yield f"{each.said:16.1%} {each.was:7.1%} {each.count:10,}"
