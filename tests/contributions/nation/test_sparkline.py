"""Many small lines on one scale."""

import pytest

from contributions.pictures.sparkline import EDGE, HEIGHT, WIDTH, sparkline


def test_nobody_is_at_the_bottom_and_everybody_at_the_top():
    line = sparkline([0, 50, 100], 100, "")
    assert line.path == f"M{EDGE} {HEIGHT - EDGE}L{WIDTH / 2:g} {HEIGHT / 2:g}L{WIDTH - EDGE} {EDGE}"
    assert line.dots == ((WIDTH - EDGE, EDGE),)


def test_more_than_the_whole_stays_on_the_top():
    assert sparkline([500, 500], 100, "").dots == ((WIDTH - EDGE, EDGE),)


def test_unknown_months_break_the_line_and_lonely_ones_are_dots():
    line = sparkline([1, None, 1, 1, None, 1], 1, "")
    assert line.path.count("M") == 3
    assert len(line.dots) == 2


@pytest.mark.parametrize(("values", "whole"), [([], 5), ([None, None], 5), ([1, 2], 0)])
def test_nothing_known_is_no_picture(values, whole):
    assert sparkline(values, whole, "") is None
