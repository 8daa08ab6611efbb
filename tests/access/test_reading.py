"""What counts as a look at what was sent."""

import pytest

from tests.access.reading import noting

__all__ = ["noting"]  # a fixture
WAYS = {
    "get": lambda sent: sent.get("a"),
    "getlist": lambda sent: sent.getlist("a"),
    "in": lambda sent: "a" in sent,
    "or": lambda sent: sent or None,
    "list": lambda sent: list(sent),
    "dict": lambda sent: dict(sent),
    "stars": lambda sent: {**sent},
    "items": lambda sent: list(sent.items()),
    "values": lambda sent: list(sent.values()),
    "urlencode": lambda sent: sent.urlencode(),
    "copy": lambda sent: sent.copy(),
    "==": lambda sent: sent == {},
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("way", WAYS)
def test_a_look_at_what_was_sent_is_noted(rf, noting, method, way):
    request = getattr(rf, method)("/", {"a": ["1", "2"]})
    sent = getattr(request, method.upper())
    assert not request.was_read
    WAYS[way](sent)
    assert request.was_read


def test_what_was_sent_is_there_as_it_was(rf, noting):
    for sent in (rf.get("/", {"a": ["1", "2"]}).GET, rf.post("/", {"a": ["1", "2"]}).POST):
        assert sent.getlist("a") == sent.copy().getlist("a") == ["1", "2"]
        assert (sent["a"], dict(sent.items()), sent.urlencode()) == ("2", {"a": "2"}, "a=1&a=2")


@pytest.mark.parametrize("look", [lambda r: r.body, lambda r: r.read(1), lambda r: r.get_full_path()])
def test_a_look_at_the_body_or_the_address_is_noted(rf, noting, look):
    request = rf.post("/", "abc", content_type="text/plain")
    look(request)
    assert request.was_read
