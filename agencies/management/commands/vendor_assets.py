"""Fetch the front-end packages named in static/vendor/manifest.json and write the few files we serve.

Nothing is loaded from another host at run time, so the files are kept in the repository. To upgrade:
change a version in the manifest, run with --record, look at the difference, commit both.
"""

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*\Z")
EMPTY_SQUARE = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')
SVG_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)
ICON_ATTRIBUTES = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


def digest(content: bytes) -> str:
    """Subresource-integrity form of SHA-512, the form npm itself publishes."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def without_source_map(content: bytes) -> bytes:
    """The maps are not shipped, and the manifest storage fails on a file that names a missing one."""
    return SOURCE_MAP.sub(b"\n", content)


def fetch(package: dict[str, Any], folder: Path) -> Path:
    """The package's tarball, through npm's own client and whatever registry it is set up for."""
    wanted = f"{package['name']}@{package['version']}"
    command = ["npm", "pack", wanted, "--json", "--pack-destination", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except FileNotFoundError as missing:
        raise CommandError("npm is not installed; it is needed only to renew the vendored files") from missing
    except subprocess.CalledProcessError as failed:
        raise CommandError(f"npm could not fetch {wanted}: {failed.stderr.strip()}") from failed
    return folder / json.loads(done.stdout)[0]["filename"].replace("@", "").replace("/", "-")


def checked(found: str, recorded: str | None, what: str, record: bool) -> str:
    """The hash to keep: the recorded one must match unless we are recording."""
    if record or found == recorded:
        return found
    raise CommandError(f"{what}: hash {found} is not the recorded {recorded}; nothing was written")


def sprite(archive: tarfile.TarFile, names: list[str]) -> bytes:
    """One SVG with a symbol per icon, in the order of the alphabet."""
    symbols = []
    for name in sorted(names):
        member = archive.extractfile(f"package/icons/outline/{name}.svg")
        text = member.read().decode() if member else ""
        body = SVG_BODY.search(re.sub(r"<!--.*?-->", "", text, flags=re.S))
        if body is None:
            raise CommandError(f"icon {name} is not an outline icon of this package")
        inner = re.sub(r"\s*\n\s*", "", EMPTY_SQUARE.sub("", body.group(1)).strip())
        symbols.append(f'<symbol id="{name}" {ICON_ATTRIBUTES}>{inner}</symbol>')
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Tabler Icons, MIT: vendor/tabler-icons/LICENSE -->\n'
    )
    return (head + "\n".join(symbols) + "\n</svg>\n").encode()


class Command(BaseCommand):
    help = "Fetch the pinned front-end packages with npm, check their hashes, write the files we serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--record", action="store_true", help="write the hashes instead of checking them")

    def handle(self, *args: Any, **options: Any) -> None:
        static = Path(settings.BASE_DIR) / "static"
        path = static / "vendor" / "manifest.json"
        manifest = json.loads(path.read_text())
        written: dict[Path, bytes] = {}
        with tempfile.TemporaryDirectory() as folder:
            for package in manifest["packages"]:
                written |= self.unpack(package, Path(folder), manifest["icons"], static, options["record"])
        for target, content in written.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            self.stdout.write(f"{target.relative_to(static)}  {len(content):,} bytes")
        path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")

    def unpack(
        self, package: dict[str, Any], folder: Path, icons: list[str], static: Path, record: bool
    ) -> dict[Path, bytes]:
        """What to write for one package: target path and content; hashes are checked on the way."""
        tarball = fetch(package, folder)
        name = package["name"]
        package["integrity"] = checked(
            digest(tarball.read_bytes()), package.get("integrity"), f"tarball of {name}", record
        )
        written = {}
        with tarfile.open(tarball) as archive:
            for entry in package["files"]:
                member = entry["from"]
                if member == "(sprite)":
                    content = sprite(archive, icons)
                else:
                    stream = archive.extractfile(f"package/{member}")
                    content = without_source_map(stream.read()) if stream else b""
                entry["sha512"] = checked(digest(content), entry.get("sha512"), entry["file"], record)
                written[static / entry["file"]] = content
        return written
