"""Names in Latin letters, whatever script they stand in, and by their sound, so that the usual romanisations agree."""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґђјљњћџў",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh sch - y - e yu ya e i yi ye g dj y l n c dz u".split(),
        strict=True,
    )
)
_GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t u f kh ps o".split(), strict=True))
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچگژکیئؤأإآ",
        "a b t th j h kh d dh r z s sh s d t z - gh f q k l m n h u i a a p ch g zh k i i u a i a".split(),
        strict=True,
    )
)
OTHERS = {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ð": "d", "þ": "th", "æ": "e", "œ": "e", "ß": "ss", "ə": "a"}
"""Latin letters that Unicode takes for no accented ones; `theme/assets/filter.js` has the same letters."""
_LETTERS = str.maketrans(
    {ord(letter): latin.replace("-", "") for letter, latin in {**_CYRILLIC, **_GREEK, **_ARABIC, **OTHERS}.items()}
)
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
_ARABIC_WAW_FIRST = re.compile(r"\bو(?=\w)")

_FOLDS = (
    ("t?sch|sh|tch", "s"),
    ("zh", "z"),
    ("kh|ch|cz", "h"),
    ("gu(?=[ei])", "g"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("x", "ks"),
    ("q|ck|c(?![eiy])", "k"),
    ("c", "s"),
    ("w", "v"),
    (r"\b[yj](?=e)", ""),
    ("ou|oo", "u"),
    ("ee|ie|iy|yi|y", "i"),
    (r"([^\W\d_])\1", r"\1"),
    ("(?<=[aeiou])h$|(?<=[^aeiou]{1}[aeiou][^aeiou])e$", ""),
)
_RULES = tuple((re.compile(pattern), to) for pattern, to in _FOLDS)
_SOUNDS = str.maketrans({**dict.fromkeys("aeiouy", None), "k": "g", "h": "g", "j": "z", "s": "z"})


def romanised(text: str) -> str:
    """Return a text in small Latin letters without diacritics; letters of scripts not known here stay."""
    arabic = _ARABIC_WAW_FIRST.sub("w", _ARABIC_ARTICLE.sub("al ", text))
    composed = unicodedata.normalize("NFC", arabic).casefold().translate(_LETTERS)
    plain = (c for c in unicodedata.normalize("NFKD", composed) if unicodedata.category(c) not in ("Mn", "Mc", "Cf"))
    return "".join(plain).casefold().translate(_LETTERS)


@lru_cache(maxsize=1 << 16)
def by_sound(word: str) -> str:
    """Return a romanised word with the spellings of one sound made one (Marzouk, Marzuq; Sergei, Sergey)."""
    for pattern, to in _RULES:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return the consonants of a word by its sound, those that languages write for each other made one."""
    return word.translate(_SOUNDS)
