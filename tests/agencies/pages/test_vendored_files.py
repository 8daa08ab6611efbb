"""The front-end files we serve are the ones the manifest names, and light and old enough."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from agencies.management.commands import vendor_assets

STATIC = Path(settings.BASE_DIR) / "static"
MANIFEST = json.loads((STATIC / "vendor" / "manifest.json").read_text())
ENTRIES = [entry for package in MANIFEST["packages"] for entry in package["files"]]
# What Chrome 109 does not have, or what needs another host.
TOO_NEW = [
    r"light-dark\(",
    r"oklch\(",
    r"oklab\(",
    r"color-mix\(",
    r"@layer",
    r"@scope",
    r"@property",
    r"@import",
]
FIRST_PAGE = [
    "vendor/tabler/tabler.min.css",
    "vendor/htmx/htmx.min.js",
    "lindungi.css",
    "lindungi.js",
    "icons.svg",
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_vendored_file_is_the_recorded_one(entry):
    assert vendor_assets.digest((STATIC / entry["file"]).read_bytes()) == entry["sha512"]


def test_no_file_is_vendored_without_the_manifest():
    named = {entry["file"] for entry in ENTRIES} | {"vendor/manifest.json"}
    found = {str(path.relative_to(STATIC)) for path in (STATIC / "vendor").rglob("*") if path.is_file()}
    assert found <= named


def test_every_package_has_its_licence_beside_it():
    for package in MANIFEST["packages"]:
        assert any("LICENSE" in entry["file"] for entry in package["files"])


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.css")), ids=lambda path: path.name)
def test_styles_use_nothing_newer_than_chrome_109(path):
    text = path.read_text()
    assert [word for word in TOO_NEW if re.search(word, text)] == []
    assert "sourceMappingURL" not in text
    assert not re.search(r"url\(\"?(https?:)?//", text)


def test_first_page_stays_under_200_kilobytes():
    sizes = {name: len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in FIRST_PAGE}
    assert sum(sizes.values()) < 150_000, sizes


def test_wrong_hash_stops_the_renewal():
    with pytest.raises(CommandError, match="nothing was written"):
        vendor_assets.checked("sha512-a", "sha512-b", "tarball", record=False)
    assert vendor_assets.checked("sha512-a", "sha512-b", "tarball", record=True) == "sha512-a"


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b"a{}\n/*# sourceMappingURL=a.css.map */", b"a{}\n"),
        (b"x()\n//# sourceMappingURL=x.js.map\n", b"x()\n"),
        (b"plain", b"plain"),
    ],
)
def test_source_map_line_is_taken_off(content, left):
    assert vendor_assets.without_source_map(content) == left
