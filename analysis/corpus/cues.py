"""Signs by which one line of a published page shows what it is: patterns for classes of lines.

Each pattern names a class of lines that readers meet at many outlets; none is made for one text.
All are anchored or bounded, so that a line of any length costs linear time.
"""

from __future__ import annotations

import re

CLOSING = "\"'”’»›)]}*"
_CLOSING_AND_SPACE = CLOSING + " \u00a0"
_STOPS = ".!?…।؟。"
_UNFINISHED = _STOPS + ":;,—–-"

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
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
CREDIT = re.compile(
    r"(?:photo|photograph|picture|image|illustration|credit)s?"
    r"(?: credit| by| courtesy(?: of)?)?\s?[:/|] ?\(?[A-Z][^.]{1,60}$"
    r"|(?:[/|(\[]| via | – | — ) ?" + _PHOTO_AGENCY + r"(?:[ ,/][\w ,/.]{0,40})?[)\]]?\.?$"
    r"|\bREUTERS/[A-Z]|\bGetty Images\W*$|\bAP Photo\b",
    re.I,
)
DATED_END = re.compile(
    r"(?:\b\d{1,2}(?:st|nd|rd|th)? " + _MONTH + r",? \d{4}"
    r"|\b" + _MONTH + r" \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\b(?:in|on|from|since) (?:" + _MONTH + r" )?(?:19|20|21)\d\d"
    r"|\b(?:on|last|this|late on|early on|,) ?" + _DAY
    + r"(?: (?:morning|afternoon|evening|night))?(?: last week| this week)?"
    r"|\b(?:yesterday|today|last night|earlier this (?:week|month|year)|last (?:week|month|year))"
    r"(?: (?:morning|afternoon|evening))?"
    r"|\bon (?:\d{1,2} " + _MONTH + r"|" + _MONTH + r" \d{1,2}))[)\]]?\s*$"
)
PICTURED = re.compile(
    r"\((?:far |second |third |top |bottom )?(?:left|right|centre|center|top|bottom|above|below|inset"
    r"|pictured|on screen|front|back|middle|file|seated|standing|l|r|c)\b[^()]{0,30}\)"
    r"|, (?:far |second )?(?:left|right|centre|center)(?:,|$)"
    r"|\b(?:pictured|photographed|seen here|handout|screengrab|screen grab|screenshot)\b"
    r"|\bin (?:this|an|a) (?:\w+ )?(?:photo|photograph|picture|image|illustration|still|rendering)\b"
    r"|\bfile (?:photo|picture|image)\b|^An? (?:\w+ )?(?:view|image|photo|picture|file photo) (?:of|shows)\b"
    r"|\bartist[’']s impression\b|\bcourtesy of\b|, where \w|\bwith (?:his|her|their|its) \w"
    r"|\bat the (?:scene|site) of\b",
    re.I,
)
_SCENE = frozenset(
    "address aim applaud arrive attend await board carry celebrate chat check cheer chant clash "
    "clean climb collect confront cross cry dance deliver demonstrate dig disembark display "
    "distribute drive embrace enter evacuate examine exit fight flee fly gather gesture greet guard "
    "hang hold hug inspect join kneel lead leave lie line listen load look march meet move observe "
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

BYLINE = re.compile(
    r"(?:By|BY|Words by|Written by|Reported by|Story by|From) [A-Z][\w.'’-]*"
    r"(?:,? (?:[A-Z][\w.'’-]*|and|&|de|van|von|der|al|in|for|the|of))*"
    r"(?:\s?[,|;•·–—-] ?[\w .,'’/&|@–—-]{1,80})?$"
)
_ROLE = (
    r"(?:correspondent|reporter|editor|writer|columnist|analyst|staff|bureau|contributor|producer"
    r"|journalist|chief|desk|photographer)"
)
BYLINE_ROLE = re.compile(
    r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|and|de|van|von|al)){1,7}"
    r"(?:,| [|•·–—-]) ?[\w ,'’/&-]{0,50}\b" + _ROLE + r"\b[\w ,'’/&-]{0,40}$",
)
NAMES = re.compile(
    r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}"
    r"(?:(?:,| and| &) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}){0,3}"
    r"(?: in [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?$"
)
STAMP = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified|created)(?: on| at)?\b\W{0,3}"
    r"(?=.{0,40}\d)|(?:" + _DAY + r",? )?(?:\d{1,2} " + _MONTH + r"|" + _MONTH + r" \d{1,2}),? \d{4}"
    r"(?:\W{1,4}(?:at )?\d{1,2}[:.]\d\d.{0,20})?$|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.{0,12})?$)",
    re.I,
)

CORRECTION = re.compile(
    r"\W{0,3}(?:(?:correction|clarification|update)s?\b(?: and clarifications?)?"
    r"(?: \(| ?[:—–-]|,? (?:on )?(?:\d|" + _MONTH + r"))"
    r"|(?:editor|editors)[’']?s?[’']? note\b"
    r"|(?:a|an|the) (?:earlier|previous|prior) version of (?:this|the) "
    r"|this (?:article|story|post|report|piece|headline|page|column) (?:was|has been|is) "
    r"(?:\w+ ){0,2}(?:amended|corrected|updated|revised|edited|changed|clarified)\b)",
    re.I,
)
EMBED = re.compile(
    r"^[A-Z][^()\n]{1,60}\(@\w{1,30}\)\s?[:—–-]|[—–-]{1,2} ?[^()\n]{1,80}\(@\w{1,30}\)|pic\.twitter\.com/|^view this post on instagram"
    r"|^a post shared by|^@\w{2,30}:? .{0,300}(?:https?://|#\w)",
    re.I,
)
EMBED_SIGNATURE = re.compile(r"[—–-]{1,2} ?[^()\n]{1,80}\(@\w{1,30}\)")

_NOISE_LINES = frozenset(
    """advertisement|advert|ad|ads|sponsored|story continued below|story continues below|read more
    |story continues below advertisement|article continues below advertisement|skip advertisement
    |continue reading the main story|continue reading|read full article|read the full story|share
    |share this|share this article|share on facebook|tweet|comments|comment|related|related articles
    |related stories|related content|related topics|more on this story|most read|most popular|trending
    |newsletter|newsletters|print|email|loading|click to expand|view gallery|view comments|see more
    |show more|more|live updates|watch live|up next|replay|must watch|just watched|subscribe|follow us
    |sign up|log in|report this ad|close|top stories|recommended|recommended stories|you may like
    |you might also like|more stories|more from this author|also on|editors' picks|editor's picks
    |sign up for daily newsletters|manage newsletters|scroll to continue|image|photo|photos|video
    """.replace("\n", "").replace("    ", "").split("|")
)
_NOISE_ALWAYS = re.compile(
    r"[\W_]{0,3}(?:read more(?: ?[:»>|-]| about| on | at | here)|see also ?:|also (?:read|see|on|watch) ?[:\w]"
    r"{0,20}:|related(?: ?(?:article|story|stories|content|topic|news|video)s?)? ?:|recommended ?:"
    r"|(?:sign up|subscribe) (?:for|to|here|now)\b|just watched\b|click here (?:to|for)\b"
    r"|(?:story|article) continue[sd]? below|follow us (?:on|@)|share this (?:article|story)"
    r"|this (?:article|content|page) (?:requires|is available to) |please enable javascript"
    r"|your browser does not support|(?:download|get) (?:the|our) (?:free )?\w{0,20} ?app\b"
    r"|view this post on|image \d+ of \d+|\d+ (?:comments?|shares)$)",
    re.I,
)
_NOISE_BARE = re.compile(
    r"[\W_]{0,3}(?:read more\b|more ?:|more (?:from|on) |story ?:|stories ?:|opinion ?:|video ?:|watch(?: now)? ?:"
    r"|watch live|listen ?:|photos ?:|gallery ?:|in pictures ?:|follow (?:@|\w+ (?:\w+ )?on )"
    r"|don[’']t miss ?:|get (?:the|our|your) |click |join (?:us|our|the) |download |support |sign up|subscribe"
    r"|like us on|live ?:|analysis ?:|explainer ?:|explained ?:|podcast ?:|quiz ?:|poll ?:|next ?:|previous ?:)",
    re.I,
)
_NOISE_END = re.compile(r"(?:\bRead more|\bREAD MORE|\bManage Newsletters|\bRead More)\W{0,3}$")

FOOTER = re.compile(
    r"[\W_]{0,3}(?:©|\(c\) ?\d{4}|copyright\b.{0,12}(?:\d{4}|©|reserved)|all rights reserved"
    r"|(?:additional )?(?:reporting|writing|editing|research) by [A-Z]"
    r"|with (?:additional )?(?:reporting|files|contributions) (?:by|from) "
    r"|(?:originally|first) published (?:in|on|by|at)\b"
    r"|this (?:article|story|piece|post) (?:first |originally )?(?:appeared|ran|was (?:first|originally)"
    r"|is (?:republished|part of|reprinted))"
    r"|got a (?:story|tip|news tip|view)|do you have (?:a|any) (?:story|tip|information|news)"
    r"|have you (?:been affected|got a story)|send (?:us )?(?:your )?(?:tips|letters|stories|news)"
    r"|(?:contact|email|e-mail|write to|reach|follow) .{0,80}(?:@|https?:|www\.|twitter|facebook)"
    r"|to (?:contact|reach) the (?:reporter|author|editor|writer)"
    r"|(?:the )?material in this|distributed by |this (?:material|content) may not)",
    re.I,
)
FOOTER_BARE = re.compile(
    r"(?:source|sources|via|credit|credits|tags?|topics?|filed under|contact|email|e-mail|tel|phone"
    r"|comments? to|letters to) ?:|follow |.{0,60}@[\w.-]+\.[a-z]{2,}$|https?://\S+$|www\.\S+$",
    re.I,
)
FOOTER_SENTENCE = re.compile(
    r"\bcontributed (?:to this|reporting|to the) ?(?:report|story|article|piece|from|to this)?\b"
    r"|\breported from [A-Z][\w ,.]{2,60}\.$|\bcan be reached (?:at|on)\b|\bfollow (?:him|her|them) (?:on|at|@)"
    r"|^[A-Z]\S*(?: [A-Z]\S*){1,3},? (?:is|are|was) (?:a|an|the) [^.]{0,80}\b"
    r"(?:columnist|reporter|correspondent|contributor|editor)\b"
)

# A plain search for these comes first: it is many times cheaper than the patterns.
_PICTURED_HINTS = (
    "(", "pictur", "photo", "image", "seen here", "handout", "screen", "left", "right", "cent",
    " view", "impression", "courtesy", " still", "illustration", "rendering", ", where ", " with ",
    " scene",
)  # fmt: skip
_CREDIT_HINTS = (
    "hoto", "icture", "mage", "redit", "Getty", "euters", "REUTERS", "/A", "(A", "AFP", "EPA",
    "Alamy", "Shutterstock", " via ", "UPI", "llustration", "PHOTO", "PICTURE", "Handout",
)  # fmt: skip
_FOOTER_HINTS = (
    "contributed", "reported from", "can be reached", "ollow", "columnist", "reporter",
    "correspondent", "contributor", "editor",
)  # fmt: skip
_EMBED_HINTS = ("(@", "pic.twitter", "nstagram", "post shared by")
_FOOTER_WORDS = frozenset(
    "copyright all additional reporting writing editing research with originally first this got do "
    "have send contact email e-mail write reach follow to the material distributed".split()
)
_DATED_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night "
    "yesterday today week month year".split()
)
# First words of the patterns above: a sentence that opens otherwise needs none of them.
_FIRST_WORDS = frozenset(
    "image media photo photograph picture video enlarge hide toggle file caption above below left "
    "right top bottom inset main clockwise from pictured illustration graphic photos pictures images "
    "photographs correction corrections clarification clarifications update updates editor editors "
    "editor's editor’s editors' editors’ a an the this read see also related recommended sign "
    "subscribe just click story article follow share please your download get view ad advertisement "
    "sponsored story comments".split()
)

_AGENCIES = (
    r"(?:CNN(?: Business| Politics)?|Reuters|AP|AFP|UPI|PA|ANSA|DPA|dpa|TASS|Xinhua|Bloomberg|CBS"
    r"(?: News)?|NBC|Kyodo|EFE|IANS|PTI|ANI|The Center Square|Thomson Reuters Foundation)"
)
_CAPITALS = r"[A-Z][A-Z.'’-]+(?: (?:[A-Z][A-Z.'’-]*|de|al|of)){0,4}"
_REST = r"(?:, (?:[A-Z][\w.'’-]* ?\d{0,2}){1,4})?(?:, " + _MONTH + r" \d{1,2}(?:, \d{4})?)?"
_DASH = r"\s*(?:--?|[–—―‒])\s*"
DATELINE = re.compile(
    _CAPITALS + _REST + r"(?:/" + _CAPITALS + r")?(?: ?\((?P<agency>[A-Z][\w/&.' ]{0,40})\))?" + _DASH
    + r"(?=[\"'“‘«(]{0,2}[A-Z0-9$£€])"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}" + _REST + r" \((?P<agency_after>[A-Z]{2,5}|" + _AGENCIES
    + r")\)" + _DASH
    + r"|\((?P<agency_alone>" + _AGENCIES + r")\)(?:" + _DASH + r"|\s+)"
)


def ends_sentence(line: str) -> bool:
    """Whether the line closes like a sentence; closing marks after the stop are allowed."""
    last = line[-1]
    if last in _STOPS:
        return True
    if last not in CLOSING:
        return False
    core = line.rstrip(_CLOSING_AND_SPACE)
    return core != "" and core[-1] in _STOPS


def is_bare(line: str) -> bool:
    """Whether the line ends as titles and captions do: with a word, not with punctuation."""
    core = line.rstrip(_CLOSING_AND_SPACE)
    return core != "" and core[-1] not in _UNFINISHED and not line[0].islower()


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
    return any(hint in tail for hint in _CREDIT_HINTS) and bool(CREDIT.search(tail))


def is_footer(line: str) -> bool:
    """Whether the line opens as what follows an article does: rights, contacts, sources."""
    first = line[:24].split(" ", 1)[0].rstrip(":.,").lower()
    return (first in _FOOTER_WORDS or not first[:1].isalpha()) and bool(FOOTER.match(line))


def may_credit(text: str) -> bool:
    """Whether a text may hold a sentence that credits those who reported or wrote."""
    return any(hint in text for hint in _FOOTER_HINTS)


def may_embed(text: str) -> bool:
    """Whether a text may hold a post from a social network."""
    return any(hint in text for hint in _EMBED_HINTS)


def is_embed(line: str) -> bool:
    """Whether the line is a post from a social network, or the signature of one."""
    return may_embed(line) and bool(EMBED.search(line))


def may_be_sign(line: str) -> bool:
    """Whether a finished sentence opens, or closes, as one of the line patterns does."""
    first = line[:24].split(" ", 1)[0]
    return first.rstrip(":.,").lower() in _FIRST_WORDS or first[0] in "([" or line[-1] in ")]"


def is_noise(line: str, words: int) -> bool:
    """Whether the line belongs to the page and not to the article: adverts, links, prompts."""
    if words <= 6 and line.strip(" .:»>…()[]|-–—").casefold() in _NOISE_LINES:
        return True
    if words > 60:
        return False
    if _NOISE_ALWAYS.match(line):
        return True
    return words <= 30 and is_bare(line) and bool(_NOISE_BARE.match(line) or _NOISE_END.search(line))
