"""Made-up leftovers of a comparison: the same people typed twice, with twelve kinds of typing error."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

_FIRST = (
    "Agus Ahmad Aminah Andi Ani Asep Ayu Bambang Budi Cecep "
    "Dadang Dedi Deni Dewi Diah Dian Eka Eko Endang Enok "
    "Euis Fajar Fatimah Fitri Hadi Hasan Hendra Heri Ida "
    "Iis Ika Imas Indah Iwan Joko Kokom Lilis Lina Maman "
    "Maryam Mega Muhammad Mulyadi Nani Neneng Nia Nina Nurul "
    "Oji Rahmat Rahma Ratna Reni Rina Rini Rizki Rohman "
    "Rudi Saepul Samsul Santi Sari Siti Slamet Sofyan "
    "Sri Suhendar Supriyadi Suryani Susi Tati Tini Tubagus Ujang "
    "Wahyu Wati Wawan Yanti Yayan Yudi Yuli Yusuf Zaenal "
)
_LAST = (
    "Abdullah Apriyani Aryani Fauzi Firmansyah Gunawan "
    "Hakim Handayani Hartono Haryanto Hasanah Hidayat Hidayati "
    "Iskandar Junaedi Komarudin Kurniawan Kusnadi Kusuma "
    "Lestari Mahmudin Maulana Mulyana Mulyani Nugraha Nurhayati "
    "Permana Pratama Purnama Puspita Rachman Ramadhan Ridwan "
    "Rohaeni Rohayati Romli Rosadi Rukmana Saputra Sasmita "
    "Setiawan Subagja Sudrajat Suhendi Sukmawati Sulaeman "
    "Suparman Supriatna Suryadi Sutisna Suwandi Wahyuni "
    "Wibowo Wijaya Wulandari Yulianti Zakaria "
)
FIRST, LAST = _FIRST.split(), _LAST.split()
TITLES = (", S.Pd", ", S.E.", " S.Kom", ", A.Md", ", SH., MH")
OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("f", "ph"), ("d", "dh"))


@dataclass(frozen=True)
class Typed:
    """Somebody as one side has them. `who` says who it is: it is for judging, not for linking."""

    who: int
    name: str
    birth_date: dt.date | None
    sex: str
    nik: str | None


def person(who: int, chance: random.Random) -> Typed:
    """Somebody made up, in one of six districts; serials from 9000: nobody living is hit."""
    born = dt.date(1962, 1, 1) + dt.timedelta(days=chance.randrange(15_000))
    sex = chance.choice("LP")
    words = [chance.choice(FIRST), *chance.sample(LAST, chance.choice((1, 1, 1, 2)))]
    if chance.random() < 0.12:
        words.insert(0, "Muhammad" if sex == "L" else "Siti")
    day = born.day + (40 if sex == "P" else 0)
    nik = f"3673{chance.randrange(1, 7):02d}{day:02d}{born:%m%y}{9000 + chance.randrange(40):04d}"
    return Typed(who, " ".join(words), born, sex, nik)


def _letter(name: str, chance: random.Random, change: Callable[[str, int], str]) -> str:
    """Change the name at one of its letters that is not the first of a word."""
    places = [n for n in range(1, len(name) - 1) if name[n].isalpha() and name[n - 1].isalpha()]
    return change(name, chance.choice(places))


def wrong_letter(p: Typed, chance: random.Random) -> Typed:
    put = chance.choice("aeiourntsk")
    return replace(p, name=_letter(p.name, chance, lambda s, n: s[:n] + put + s[n + 1 :]))


def letter_dropped(p: Typed, chance: random.Random) -> Typed:
    return replace(p, name=_letter(p.name, chance, lambda s, n: s[:n] + s[n + 1 :]))


def letter_doubled(p: Typed, chance: random.Random) -> Typed:
    return replace(p, name=_letter(p.name, chance, lambda s, n: s[:n] + s[n] + s[n:]))


def letters_swapped(p: Typed, chance: random.Random) -> Typed:
    return replace(p, name=_letter(p.name, chance, lambda s, n: s[:n] + s[n + 1] + s[n] + s[n + 2 :]))


def word_order(p: Typed, chance: random.Random) -> Typed:
    return replace(p, name=" ".join(reversed(p.name.split())))


def title_added(p: Typed, chance: random.Random) -> Typed:
    before = chance.choice(("", "H. ", "Drs. ", "Hj. "))
    return replace(p, name=before + p.name + chance.choice(TITLES))


def initial(p: Typed, chance: random.Random) -> Typed:
    words = p.name.split()
    place = chance.randrange(len(words))
    words[place] = words[place][0] + "."
    return replace(p, name=" ".join(words))


def word_missing(p: Typed, chance: random.Random) -> Typed:
    words = p.name.split()
    words.pop(chance.randrange(len(words)))
    return replace(p, name=" ".join(words))


def old_spelling(p: Typed, chance: random.Random) -> Typed:
    fitting = [(new, old) for new, old in OLD if new in p.name[1:]]
    new, old = chance.choice(fitting or [("a", "aa")])
    return replace(p, name=p.name[0] + p.name[1:].replace(new, old, 1))


def run_together(p: Typed, chance: random.Random) -> Typed:
    return replace(p, name=p.name.replace(" ", "", 1))


def day_and_month_swapped(p: Typed, chance: random.Random) -> Typed:
    born = p.birth_date
    if born is None or born.day > 12 or born.day == born.month:
        return replace(p, birth_date=born and born.replace(day=born.day - 1 if born.day > 1 else 2))
    return replace(p, birth_date=born.replace(day=born.month, month=born.day))


def wrong_year(p: Typed, chance: random.Random) -> Typed:
    born = p.birth_date and p.birth_date.replace(day=min(p.birth_date.day, 28))
    if p.birth_date and (p.birth_date.month, p.birth_date.day) != (2, 29):
        born = p.birth_date
    return replace(p, birth_date=born and born.replace(year=born.year + chance.choice((-10, -1, 1, 10))))


ERRORS: tuple[Callable[[Typed, random.Random], Typed], ...] = (
    wrong_letter,
    letter_dropped,
    letter_doubled,
    letters_swapped,
    word_order,
    title_added,
    initial,
    word_missing,
    old_spelling,
    run_together,
    day_and_month_swapped,
    wrong_year,
)


def wrong_number(nik: str, chance: random.Random) -> str | None:
    """Why nobody was found by NIK: it is missing, somebody else's, has a wrong digit or two swapped."""
    how = chance.random()
    place = chance.randrange(15)
    if how < 0.35:
        return None
    if how < 0.5:
        return f"32{chance.randrange(10**14):014d}"
    if how < 0.75 or nik[place] == nik[place + 1]:
        return nik[:place] + str((int(nik[place]) + chance.randrange(1, 10)) % 10) + nik[place + 1 :]
    return nik[:place] + nik[place + 1] + nik[place] + nik[place + 2 :]


def leftovers(size: int, *, known: float = 0.8, seed: int = 4) -> tuple[list[Typed], list[Typed]]:
    """Two sides of `size` people each, of whom the share `known` are on both, each with one error and a wrong
    NIK on the second side; the others are nobody of the other side, some of them relatives: born on the same
    day or with half the name of somebody there."""
    chance = random.Random(seed)
    both = int(size * known)
    ours = [person(who, chance) for who in range(size)]
    theirs = [ERRORS[p.who % len(ERRORS)](p, chance) for p in ours[:both]]
    theirs = [replace(p, nik=wrong_number(ours[p.who].nik or "", chance)) for p in theirs]
    for who in range(size, 2 * size - both):
        stranger, model = person(who, chance), chance.choice(ours)
        if who % 4 == 0:
            stranger = replace(stranger, birth_date=model.birth_date)
        if who % 4 == 1:
            stranger = replace(stranger, name=f"{model.name.split()[0]} {chance.choice(LAST)}")
        theirs.append(stranger)
    chance.shuffle(ours)
    chance.shuffle(theirs)
    return ours, theirs
