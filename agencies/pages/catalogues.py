"""Our translation catalogue: read from the sources, kept in order, checked, compiled. No system gettext.

Beside our own strings it covers those of packages that ship no Indonesian, or an incomplete one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGE = "id"
OWN_CODE = ("agencies", "enrolment", "contributions")
# What of each package people can see; sign-up, e-mail and social accounts are not in use here.
PACKAGES = {
    "django_tables2": ("",),
    "django_filters": ("",),
    "import_export": ("resources.py", "fields.py", "widgets.py", "results.py"),
    "allauth": (
        "account/adapter.py",
        "account/fields.py",
        "account/forms.py",
        "account/stages.py",
        "core/ratelimit.py",
        "mfa",
        "templates/account",
        "templates/mfa",
        "templates/allauth",
    ),
}
LEFT_OUT = re.compile(r"signup|/email|phone|webauthn|/tests?/|rest_framework|/migrations/|social|verif")
PLURAL_FORMS = "nplurals=1; plural=0;"  # one form for any number
KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
MARKUP = re.compile(r"</?[a-z]+")
Key = tuple[str | None, str]


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the catalogue, in words for developers."""

    kind: str
    msgid: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.msgid!r}"


def catalogue_path() -> Path:
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGE / "LC_MESSAGES" / "django.po"


def key_of(message: Message) -> Key:
    """What Django looks a message up by: its context and its singular."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def strings_of(message: Message) -> tuple[str, ...]:
    """The translation as a tuple of its one form; a file without a header may offer two, the second empty."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string[:1])


# --- reading the sources -------------------------------------------------------------------------------


def messages_in(path: Path) -> Iterator[tuple[object, str | None]]:
    """(msgid or plural pair, context) of one Python file or template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Indentation means nothing in a template, and the tokenizer would stumble over it.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for _line, found, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        if found and (found if isinstance(found, str) else found[0]):
            yield found, context


def files_under(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
        return
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "locale" not in path.parts:
            yield path


def own_files() -> Iterator[Path]:
    base = Path(settings.BASE_DIR)
    for name in OWN_CODE:
        yield from (path for path in files_under(base / name) if path.suffix == ".py")
    yield from files_under(base / "templates")


def package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.origin:
        raise LookupError(f"package {name} is not installed")
    return Path(spec.origin).parent


def package_files(name: str) -> Iterator[Path]:
    folder = package_folder(name)
    for part in PACKAGES[name]:
        for path in files_under(folder / part):
            if not LEFT_OUT.search(f"/{path.relative_to(folder).as_posix()}"):
                yield path


def shipped_keys() -> set[Key]:
    """What Django and the packages translate into Indonesian themselves."""
    places = [package_folder(name) for name in ("django", *PACKAGES)]
    found: set[Key] = set()
    for place in places:
        for path in sorted(place.rglob(f"locale/{LANGUAGE}/LC_MESSAGES/django.po")):
            found |= {key_of(message) for message in load(path) if all(strings_of(message))}
    return found


def template_catalogue() -> Catalog:
    """Every message that must have a translation, without translations."""
    catalogue = new_catalogue()
    for path in own_files():
        for found, context in messages_in(path):
            catalogue.add(found, context=context)
    shipped = shipped_keys()
    for name in PACKAGES:
        for path in package_files(name):
            for found, context in messages_in(path):
                singular = found if isinstance(found, str) else found[0]
                if (context, singular) not in shipped:
                    catalogue.add(found, context=context, auto_comments=[name])
    return catalogue


# --- the file ------------------------------------------------------------------------------------------


def new_catalogue() -> Catalog:
    catalogue = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS)]
    return catalogue


def load(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE, charset="utf-8")


def translations(catalogues: Iterable[Catalog]) -> dict[Key, Message]:
    """The finished translations, the later catalogue winning; fuzzy ones are nobody's word yet."""
    return {
        key_of(message): message
        for catalogue in catalogues
        for message in catalogue
        if message.id and all(strings_of(message)) and not message.fuzzy
    }


def renewed(template: Catalog, known: dict[Key, Message]) -> Catalog:
    """The template with every translation that is known; what is in no source any more is gone."""
    catalogue = new_catalogue()
    for message in template:
        if not message.id:
            continue
        old = known.get(key_of(message))
        string = "" if old is None else strings_of(old)[0]
        value = string if isinstance(message.id, str) else (string,)
        catalogue.add(message.id, value, context=message.context, auto_comments=sorted(message.auto_comments))
    return catalogue


def po_text(catalogue: Catalog) -> str:
    """Sorted, without places in the sources and without dates, so that a change shows only what changed."""
    stream = BytesIO()
    write_po(stream, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    head = (
        'msgid ""\nmsgstr ""\n"Language: id\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURAL_FORMS}\\n"\n\n'
    )
    return head + stream.getvalue().decode("utf-8").strip() + "\n"


def compile_catalogue(path: Path) -> bool:
    """Write the .mo beside the .po unless it is already newer; True if it was written."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return False
    with target.open("wb") as stream:
        write_mo(stream, load(path))
    return True


# --- checking ------------------------------------------------------------------------------------------


def faults(template: Catalog, catalogue: Catalog) -> list[Fault]:
    """Missing, fuzzy and obsolete entries, and translations whose placeholders or markup differ."""
    wanted = {key_of(message): message for message in template if message.id}
    held = {key_of(message): message for message in catalogue if message.id}
    found = [Fault("missing", key[1]) for key in wanted if key not in held or not all(strings_of(held[key]))]
    found += [Fault("obsolete", key[1]) for key in held if key not in wanted]
    found += [Fault("obsolete", key_of(message)[1]) for message in catalogue.obsolete.values()]
    found += [Fault("fuzzy", key[1]) for key, message in held.items() if message.fuzzy]
    found += [Fault("differs in placeholders or markup", key[1]) for key, m in held.items() if differs(m)]
    return sorted(found, key=str)


def differs(message: Message) -> bool:
    """Whether a translation would lose or invent a placeholder or a tag. Indonesian has one form only, so
    it is held against the plural, which has the number.
    """
    source = message.id if isinstance(message.id, str) else message.id[-1]
    translated = [text for text in strings_of(message) if text]
    parts = [(set(PLACEHOLDER.findall(text)), sorted(MARKUP.findall(text))) for text in (source, *translated)]
    return any(part != parts[0] for part in parts[1:])
