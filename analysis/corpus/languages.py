"""The language of a text, from its letters and its most frequent small words.

A text's script is that of most of its letters. Where several languages share a script, the one
whose function words make up the largest share of the text's words is taken; a language needs a
share that ordinary prose reaches and a clear lead, else the answer is None. A guess is worse.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in a is that for it as was with be by on not he his but at are this "
        "have had from or which you were they their there been has who will would an its she her "
        "him them we our i my me so if when what where than then these those did do does could "
        "should about into more after over some also said no up out all one",
        "de": "der die das und in zu den von mit ist des im für auf nicht dem ein eine einen einer "
        "sich auch es als an werden aus er hat dass sie nach bei um am war noch wie über wird "
        "sind haben oder aber vor zur zum durch ich wir nur bis mehr sei wurde",
        "fr": "le la les de des du et un une à en que qui dans pour pas sur est au aux ce il elle "
        "par plus avec ne se sont son sa ses cette ces mais ou nous vous ont été leur comme était "
        "fait être lui je on si tout sans d l qu n s c j",
        "es": "el la los las de del y en que un una a con por para no es se su sus al lo como más "
        "pero ha fue han este esta entre también muy sobre cuando desde hasta hay donde quien son "
        "sin o ya le les ser era",
        "it": "il lo la i gli le di del della dei delle e in che un una a con per non è si da al "
        "alla nel nella sono come più ma anche ha ho hanno questo questa dal dalla sul sulla o se "
        "ci stato essere era loro tra dopo l d",
        "pt": "o a os as de do da dos das e em que um uma com por para não é se no na nos nas ao "
        "mais como mas foi ou seu sua pelo pela também já são entre até isso ele ela há está "
        "foram muito quando",
        "nl": "de het een en van in is dat op te met voor niet zijn er aan ook als door maar om "
        "bij uit nog naar wordt hij ze was dan zich over dit die deze heeft werd wel geen worden "
        "hebben had",
        "sv": "och i att det som en på är av för med den till inte om ett har de så från men vi "
        "var sig han hon kan när eller under efter också vid skulle nu än sin mot där",
        "da": "og i at det som en på er af for med den til ikke om et har de så fra men vi var sig "
        "han hun kan når eller under efter også ved skulle nu end sin mod der blev",
        "no": "og i at det som en på er av for med den til ikke om et har de så fra men vi var "
        "seg han hun kan når eller under etter også ved skulle nå enn sin mot der ble",
        "fi": "ja on ei että se hän oli ovat mutta kun niin kuin myös joka mukaan ole tai jos vain "
        "nyt sen sitä tämä ne olla olisi jo vielä sekä ollut",
        "pl": "i w na z do nie się że to jest o jak za po od dla ale są przez przy tym tego co już "
        "być tylko był ma oraz może czy które który jego ich ze",
        "cs": "a v na se je že to s z do o k i jako za by ale po pro si však které který jeho "
        "jsou od jsem nebo také až již bylo byl být jen ve při podle",
        "hu": "a az és hogy nem is egy meg de csak ez ha már még volt mint kell lesz van azt ki "
        "el aki ami vagy majd nagyon szerint",
        "ro": "și de la în a cu pe că nu este un o din care se pentru mai sau au fost ca sunt sa "
        "lui după dar prin acest această între fi al ale",
        "tr": "ve bir bu da de için ile olarak çok daha olan gibi ne ama kadar sonra değil en o "
        "var mi her ya ise olduğu göre",
        "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada "
        "oleh mereka sudah saya bisa telah adalah kepada atau",
        "ru": "и в не на что с по он как это но из к у за от его а о так же для все было мы вы "
        "она они был также этого до или если",
        "uk": "і в не на що з до та як це але у за від його а про так же для все було ми ви вона "
        "вони був також цього або якщо є й",
        "bg": "и в на не да от се за че с по като но това е са ще до при след има или той тя те "
        "беше си",
    }.items()
}
"""Frequent small words of a language; an apostrophe ends a word, so that French has d and l."""

_LANGUAGES_OF: dict[str, list[str]] = {}
for _code, _words in FUNCTION_WORDS.items():
    for _word in sorted(_words):
        _LANGUAGES_OF.setdefault(_word, []).append(_code)

_SCRIPT_LANGUAGES = {
    "GREEK": "el",
    "HEBREW": "he",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}
_SHARED_SCRIPTS = {
    "CYRILLIC": ("ru", "uk", "bg"),
    "LATIN": tuple(code for code in FUNCTION_WORDS if code not in ("ru", "uk", "bg")),
}
# What follows an apostrophe inside a word is left out: the s of "Iran's", the "est" of "c'est".
_WORD = re.compile(r"([^\W\d_]+)(?:['’][^\W\d_]+)*")
_READ = 1_500
_FEWEST_WORDS = 8
_FEWEST_DIFFERENT = 3
_SHARE = 0.2
_LEAD = 1.25
# What is settled without a closer look must pass the same tests by a margin.
_PLENTY = 50
_PLAIN = 0.9
_CLEAR_SHARE = 0.25
_CLEAR_LEAD = 1.5
_NOT_ENGLISH_ALONE = frozenset().union(
    *(FUNCTION_WORDS[code] for code in _SHARED_SCRIPTS["LATIN"] if code != "en")
)


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language that most of a text's first 1,500 characters are in, or None.

    None: too few words, no language clearly ahead, or a script that several languages use and
    that is not known here (Arabic, Devanagari).

    >>> detect_language("The harbour was closed, and nobody could say when it would open.")
    'en'
    >>> detect_language("Der Hafen war geschlossen, und niemand konnte sagen, wann er öffnet.")
    'de'
    """
    opening = text[:_READ].casefold()
    if _clearly_english(opening):
        return "en"
    words = _WORD.findall(opening)
    # Nearly every text is mostly plain Latin letters, and then nothing else need be counted.
    plain = 2 * sum(map(len, filter(str.isascii, words))) > len(opening)
    script = "LATIN" if plain else _script(opening)
    if script in _SCRIPT_LANGUAGES:
        return _SCRIPT_LANGUAGES[script]
    if script not in _SHARED_SCRIPTS or len(words) < _FEWEST_WORDS:
        return None
    shares = function_word_shares(words, _SHARED_SCRIPTS[script])
    best, second = sorted(shares, key=lambda code: -shares[code])[:2]
    different = len(FUNCTION_WORDS[best].intersection(words))
    clear = shares[best] >= max(_SHARE, _LEAD * shares[second])
    return best if clear and different >= _FEWEST_DIFFERENT else None


def _clearly_english(opening: str) -> bool:
    """Whether a text in small letters is English beyond doubt, told without looking closer.

    No other language can have more function words than those that English shares with any other
    and those that are not English, so that the lead is at least as large as it seems here.
    """
    words = opening.split()
    if len(words) < _PLENTY or len(opening.encode("ascii", "ignore")) < _PLAIN * len(opening):
        return False
    english = [word for word in words if word in FUNCTION_WORDS["en"]]
    others = sum(map(_NOT_ENGLISH_ALONE.__contains__, words))
    clear = len(english) >= max(_CLEAR_SHARE * len(words), _CLEAR_LEAD * others)
    return clear and len(set(english)) >= _FEWEST_DIFFERENT


def not_english(text: str, language: str | None) -> str:
    """Why English measures do not apply to a text; "" when they do.

    language: its code, None when it is not known. Then a text in another script is refused all
    the same, and one in Latin letters is taken for English: it may be too short to tell.

    >>> not_english("Der Hafen war zu.", "de"), not_english("كان الميناء مغلقا", None)
    ("its language is 'de'", 'its script is ARABIC')
    """
    if language is not None:
        return "" if language == "en" else f"its language is {language!r}"
    script = _script(text[:_READ])
    return "" if script in ("", "LATIN") else f"its script is {script}"


def function_word_shares(words: list[str], languages: tuple[str, ...]) -> dict[str, float]:
    """For each language, the share of the words (lower case) that are its function words."""
    sums = dict.fromkeys(languages, 0)
    for word, count in Counter(words).items():
        for code in _LANGUAGES_OF.get(word, ()):
            if code in sums:
                sums[code] += count
    return {code: total / max(1, len(words)) for code, total in sums.items()}


def _script(text: str) -> str:
    """The script of most letters, as Unicode names it; "" where there is none.

    Japanese is written with Chinese characters and its own: a tenth of kana tells it.
    """
    counts: Counter[str] = Counter()
    for letter, count in Counter(c for c in text if c.isalpha()).items():
        name = unicodedata.name(letter, "")
        counts[name.split("-")[0].split(" ")[0]] += count
    if not counts:
        return ""
    kana = counts["HIRAGANA"] + counts["KATAKANA"]
    if kana and kana >= 0.1 * (kana + counts["CJK"]) and kana + counts["CJK"] > counts["LATIN"]:
        return "HIRAGANA"
    script, letters = counts.most_common(1)[0]
    return script if 2 * letters > sum(counts.values()) else ""
