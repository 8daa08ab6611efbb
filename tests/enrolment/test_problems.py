"""Sentences about problems."""

from enrolment.problems import problem_sentence


def test_day_that_differs_from_the_nik_is_written_as_people_write_it():
    assert "12-11-1994" in problem_sentence("nik_birth_mismatch", "1994-11-12")


def test_what_was_read_stays_as_it_stood_in_the_file():
    assert "1994-11-31" in problem_sentence("birth_date_invalid", "1994-11-31")
