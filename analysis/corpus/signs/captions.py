"""Signs of picture captions: how they open, whom they credit, what they show, when."""

from __future__ import annotations

import re

from analysis.corpus.signs.lines import DAY, MONTH

_PHOTO_AGENCY = (
    r"(?:Getty(?: Images)?|AFP|AP(?: Photos?)?|Associated Press|Reuters|REUTERS|EPA|PA(?: Wire)?"
    r"|Shutterstock|Alamy|Rex(?: Features)?|iStock(?:photo)?|Bloomberg|Xinhua|TASS|ZUMA(?: Press)?"
    r"|UPI|Handout|Pool|Corbis|Zuma|Sipa|NurPhoto|Polaris)"
)

CAPTION_START = re.compile(
    r"(?:image|media|photo|picture|video|photograph) (?:caption|source|copyright|credit)\b"
    r"|file ?[-–—] |enlarge this image|hide caption|toggle caption|media playback is"
    r"|file (?:photo|picture|image|pic)\b|caption:"
    r"|\(?\[?(?:photo|photograph|picture|image|pictured|illustration|graphic)s?"
    r"(?: credit| by| courtesy(?: of)?)?\s?:"
    r"|(?:photo|photograph|picture|image|illustration)s? (?:by|courtesy)\b"
    r"|(?:above|below|left|right|top|bottom|inset|main picture|clockwise(?: from [\w ]{3,20})?"
    r"|from left|pictured[\w ,]{0,40}):",
    re.I,
)
_CREDIT_WORD = re.compile(
    r"(?:[Pp]hoto|PHOTO|[Pp]hotograph|[Pp]icture|PICTURE|[Ii]mage|[Ii]llustration|[Cc]redit)s?"
    r"(?: credit| by| courtesy(?: of)?)?\s?[:/|] ?\(?[A-Z][^.]{1,60}$|REUTERS/[A-Z]"
)
_CREDIT_AGENCY = re.compile(
    r"(?:[/|(\[]| via | – | — ) ?" + _PHOTO_AGENCY + r"(?:[ ,/][\w ,/.]{0,40})?[)\]]?\.?$"
)
DATED_END = re.compile(
    r"(?:\b\d{1,2}(?:st|nd|rd|th)? " + MONTH + r",? \d{4}"
    r"|\b" + MONTH + r" \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\b(?:in|on|from|since) (?:" + MONTH + r" )?(?:19|20|21)\d\d"
    r"|\b(?:on|last|this|late on|early on|,) ?"
    + DAY
    + r"(?: (?:morning|afternoon|evening|night))?(?: last week| this week)?"
    r"|\b(?:yesterday|today|last night|earlier this (?:week|month|year)|last (?:week|month|year))"
    r"(?: (?:morning|afternoon|evening))?"
    r"|\bon (?:\d{1,2} " + MONTH + r"|" + MONTH + r" \d{1,2}))[)\]]?\s*$"
)
PICTURED = re.compile(
    r"\((?:far |second |third |top |bottom )?(?:left|right|centre|center|top|bottom|above|below"
    r"|inset"
    r"|pictured|on screen|front|back|middle|file|seated|standing|l|r|c)\b[^()]{0,30}\)"
    r"|, (?:far |second )?(?:left|right|centre|center)(?:,|$)"
    r"|\b(?:pictured|photographed|seen here|handout|screengrab|screen grab|screenshot)\b"
    r"|\bin (?:this|an|a) (?:\w+ )?(?:photo|photograph|picture|image|illustration|still"
    r"|rendering)\b|\bfile (?:photo|picture|image)\b"
    r"|^An? (?:\w+ )?(?:view|image|photo|picture|file photo) (?:of|shows)\b"
    r"|\bartist[’']s impression\b|\bcourtesy of\b|, where \w|\bwith (?:his|her|their|its) \w"
    r"|\bat the (?:scene|site) of\b",
    re.I,
)
_SCENE = frozenset(
    "address aim applaud arrive attend await board carry celebrate chat check cheer chant clash "
    "clean climb collect confront cross cry dance deliver demonstrate dig disembark display "
    "distribute drive embrace enter evacuate examine exit fight flee fly gather gesture greet "
    "guard hang hold hug inspect join kneel lead leave lie line listen load look march meet "
    "move observe "
    "operate overlook pass patrol pay play point pose prepare protest pull push queue raise read "
    "receive rescue rest ride rise run sail salute search seal shake show sign sing sit sort speak "
    "spray stand stretch survey take talk tend throw tour tower train treat unload visit vote wait "
    "walk watch wave wear work burn smoulder".split()
)
_SCENE_FORMS = frozenset(
    verb[:-1] + "ies"
    if verb[-1] == "y" and verb[-2] not in "aeiou"
    else verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    for verb in _SCENE
)
_PLURAL = frozenset("people police men women children crowds crew staff officers".split())
_FINITE = frozenset(
    "is are was were has have had will would can could should may might must do does did said says "
    "told that".split()
)
_SCENE_WINDOW = 12

# A plain search for these comes first: it is many times cheaper than the patterns.
_PICTURED_HINTS = (
    "(", "pictur", "photo", "image", "seen here", "handout", "screen", "left", "right", "cent",
    " view", "impression", "courtesy", " still", "illustration", "rendering", ", where ", " with ",
    " scene",
)  # fmt: skip
_CREDIT_WORDS = ("hoto", "HOTO", "icture", "ICTURE", "mage", "llustration", "redit", "REUTERS")
_AGENCIES = (
    "AP", "AFP", "Getty", "Reuters", "REUTERS", "PA", "EPA", "Associated", "Shutterstock", "Alamy",
    "Rex", "iStock", "Bloomberg", "Xinhua", "TASS", "ZUMA", "Zuma", "UPI", "Handout", "Pool",
    "Corbis", "Sipa", "NurPhoto", "Polaris",
)  # fmt: skip
_DATED_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night "
    "yesterday today week month year".split()
)


# Whose picture it is, at the end of a caption or by itself.
_BRACKETED_CREDIT = re.compile(
    r"[(\[](?:(?:[Pp]hoto|[Pp]icture|[Ii]mage|[Cc]redit)s?\b[ :/]|[^()\[\]]{0,40}"
    + _PHOTO_AGENCY
    + r"\b)[^()\[\]]{0,60}[)\]]\.?$"
)
_NAMED_CREDIT = re.compile(
    r"\b(?:(?:[Pp]hoto|PHOTO|[Pp]hotograph|[Pp]icture|PICTURE|[Ii]mage|[Ii]llustration|[Cc]redit"
    r"|CREDIT)s?(?: credit| by| courtesy(?: of)?)?\s?[:/|]|REUTERS/"
    r"|(?:Photo|Photograph|Picture|Image|Illustration)s? (?:by|courtesy of|copyright|source),?)"
    r" ?(?=[A-Z])[^.!?]{1,60}$"
)
_AGENCY_CREDIT = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*[ ,]? ?){0,4}[/|] ?)?"
    + _PHOTO_AGENCY
    + r"(?: ?[/|,] ?[A-Z][\w ]{1,30})?$"
)
_CREDIT_LENGTH = 100
_AFTER_STOP = re.compile(r"[.!?][\"'”’)]? (?=[A-Z])")


def is_credit(line: str) -> bool:
    """Whether the line says whose picture it is, and nothing else.

    >>> is_credit("Photograph: Mara Voss/Reuters"), is_credit("The quay. Photograph: Mara Voss")
    (True, False)
    """
    if len(line) > _CREDIT_LENGTH or not (_has(line, _CREDIT_WORDS) or _has(line, _AGENCIES)):
        return False
    # An agency's name alone may be a byline.
    agency = ("/" in line or "|" in line or "Images" in line) and _AGENCY_CREDIT.match(line)
    return bool(agency or _BRACKETED_CREDIT.match(line) or _NAMED_CREDIT.match(line))


def credit_start(caption: str) -> int:
    """Where in a caption the credit begins that closes it; 0 where there is none."""
    low = max(0, len(caption) - _CREDIT_LENGTH)
    tail = caption[low:]
    if not (_has(tail, _CREDIT_WORDS) or _has(tail, _AGENCIES)):
        return 0
    found = _BRACKETED_CREDIT.search(tail) or _NAMED_CREDIT.search(tail)
    if found:
        return low + found.start()
    # An agency's name may close the caption's own sentence, so that a stop must stand before it.
    places = (match.end() for match in _AFTER_STOP.finditer(tail))
    return next((low + place for place in places if _AGENCY_CREDIT.match(tail, place)), 0)


def is_scene(line: str, *, named_only: bool = False) -> bool:
    """Whether a verb in the present tells what is to be seen, as picture captions do.

    named_only: the line must open with a name, to tell a short caption from a subheading.
    """
    words = line[:160].split(" ", _SCENE_WINDOW)[:_SCENE_WINDOW]
    if named_only and not (len(words) > 2 and words[1][:1].isupper()):
        return False
    for before, word in zip(words, words[1:], strict=False):
        if word in _FINITE:
            return False
        if word in _SCENE_FORMS and (not named_only or before[:1].isupper()):
            return True
        # The plain form is a verb only after a plural; elsewhere it is a noun as often as not.
        if word in _SCENE and (before.lower() in _PLURAL or before[-1:] == "s" != before[-2:-1]):
            return True
    return False


def is_pictured(line: str) -> bool:
    """Whether the line speaks of a picture: (left), pictured, in this photo, handout."""
    lowered = line.lower()
    return any(hint in lowered for hint in _PICTURED_HINTS) and bool(PICTURED.search(line))


def is_dated(line: str) -> bool:
    """Whether the line ends with a date or a day."""
    last = line.rsplit(None, 1)[-1].rstrip(")]").lower()
    return (last[-1:].isdigit() or last in _DATED_WORDS) and bool(DATED_END.search(line[-80:]))


def is_credited(line: str) -> bool:
    """Whether the line ends with a picture credit."""
    tail = line[-160:]
    colon = ":" in tail or "/" in tail or "|" in tail
    if colon and _has(tail, _CREDIT_WORDS) and _CREDIT_WORD.search(tail):
        return True
    if tail.endswith("Getty Images") or "AP Photo" in tail:
        return True
    apart = colon or "(" in tail or "[" in tail or "via" in tail or "– " in tail or "— " in tail
    return apart and _has(tail, _AGENCIES) and bool(_CREDIT_AGENCY.search(tail))


def _has(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 (a loop here takes half the time of any())
        if word in text:
            return True
    return False
