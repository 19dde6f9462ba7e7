"""Plays all cases, prints the table, and fails if anything is wrong or missing. Arguments name the services to play, for who works on one."""
import importlib
import pkgutil
import sys
import time
from pathlib import Path

from . import cases, coverage, limits, ours, plants, strictness, table, values
from .box import Box
from .door import Door
from .tally import Tally


def play(box, wanted):
    """Each case in the order of its module's name; a case that breaks is a problem, the others go on."""
    for _, name, _ in sorted(pkgutil.iter_modules(cases.__path__), key=lambda module: module[1]):
        if wanted and name not in wanted:
            continue
        module = importlib.import_module(f"{cases.__name__}.{name}")
        for case in [value for key, value in vars(module).items() if callable(value) and getattr(value, "__module__", "") == module.__name__
                     and not key.startswith("_")]:
            try:
                case(box)
            except Exception as broken:
                at = broken.__traceback__
                while at.tb_next and "botocore_check/cases" in at.tb_next.tb_frame.f_code.co_filename:
                    at = at.tb_next
                box.tally.problem(f"{name}.{case.__name__}, line {at.tb_lineno}: {type(broken).__name__}: {broken}")


def main(wanted):
    began = time.monotonic()
    tally = Tally()
    with Door(str(Path(__file__).resolve().parents[2])) as door:
        box = Box(door, tally)
        play(box, wanted)
        if not wanted or "strictness" in wanted:
            strictness.play(box)
        if not wanted or "limits" in wanted:
            limits.play(box)
        if not wanted:
            for what in [*values.untold(), *coverage.missing(box), *coverage.codes(box), *ours.stale(box), *tally.deviations.unmet(), *plants.unseen(tally)]:
                tally.problem(what)
        print(table.rows(tally))
        print(table.silent(coverage.silent(box)))
    for what in tally.problems:
        print("PROBLEM", what[:1200])
    print(table.figures(tally, time.monotonic() - began))
    return 1 if tally.problems else 0


sys.exit(main(sys.argv[1:]))
