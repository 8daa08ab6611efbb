"""Downloads in tests."""


def closed(response) -> None:
    """Close the file behind a response; `response.close()` would end the test's connection too."""
    for close in response._resource_closers:
        close()
