"""Debian's Chromium, found or not, and how it is started."""

import os
import shutil

import pytest

PATH = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# In CI a missing Chromium is a failure: the tests run and say so.
needed = pytest.mark.skipif(
    not PATH and os.environ.get("CI") != "true",
    reason="no Chromium: install Debian's `chromium` package to run the browser tests",
)
# All on one worker: the server and its data are made once. (A mark set while collecting would come too late.)
MARKS = [pytest.mark.browser, needed, pytest.mark.xdist_group("browser")]
