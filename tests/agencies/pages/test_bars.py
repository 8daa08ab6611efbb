"""The coverage bar's geometry and words."""

import re
from types import SimpleNamespace

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.pages import bars, markup

PEOPLE = st.none() | st.integers(0, 100_000)
FIGURES = st.fixed_dictionaries({name: PEOPLE for name, _label in bars.STEPS})


@settings(deadline=None)
@given(FIGURES)
def test_bar_parts_lie_side_by_side_inside_the_frame(figures):
    reached = 0
    for part in bars.bar(figures).parts:
        assert part.x == reached
        assert part.width > 0
        reached = part.x + part.width
    assert reached <= bars.LENGTH


@settings(deadline=None)
@given(FIGURES)
def test_bar_is_full_when_anybody_is_counted(figures):
    found = bars.bar(figures)
    end = max((part.x + part.width for part in found.parts), default=0)
    assert end == (bars.LENGTH if any(figures.values()) else 0)


def test_bar_of_nothing_known_is_no_data_and_a_bar_of_zeros_is_not():
    assert bars.bar({}).no_data
    assert not bars.bar({"declared": 0}).no_data
    assert bars.bar({"declared": 0}).parts == ()


def test_bar_takes_objects_and_mappings_alike():
    figures = {"registered": 160, "listed": 200}
    assert bars.bar(figures) == bars.bar(SimpleNamespace(**figures))


def test_bar_shows_one_person_in_many():
    assert bars.bar({"registered": 1, "listed": 100_000}).parts[0].width >= 4


def test_short_text_leaves_out_a_step_that_says_nothing_new():
    steps = bars.bar({"active": None, "registered": 76, "submitted": 76, "listed": 76}).steps
    assert [step.name for step in steps if step.short] == ["registered", "listed"]


def test_coverage_bar_says_its_figures_in_words():
    with translation.override("en"):
        html = markup.coverage_bar({"registered": 1107, "listed": 2000})
    assert 'aria-label="registered 1,107, listed 2,000"' in html
    assert "<b>1,107</b>" in html
    assert "style=" not in html


def test_coverage_bar_writes_lengths_without_thousand_separators():
    with translation.override("id"):
        html = markup.coverage_bar({"listed": 10})
    assert 'viewBox="0 0 1000 16"' in html
    assert 'width="1000"' in html


def test_coverage_bar_of_no_data_is_hatched_and_says_so():
    with translation.override("en"):
        html = markup.coverage_bar({}, "row")
    assert "bar-hatch" in html
    assert re.search(r'class="coverage-text no-data">no data<', html)
