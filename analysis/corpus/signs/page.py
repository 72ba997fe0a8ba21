"""Signs of what the page adds: adverts and links, embedded posts, corrections, footers."""

from __future__ import annotations

import re

from analysis.corpus.signs.lines import MONTH, is_bare

CORRECTION = re.compile(
    r"\W{0,3}(?:(?:correction|clarification|update)s?\b(?: and clarifications?)?"
    r"(?: \(| ?[:—–-]|,? (?:on )?(?:\d|" + MONTH + r"))"
    r"|(?:editor|editors)[’']?s?[’']? note\b"
    r"|(?:a|an|the) (?:earlier|previous|prior) version of (?:this|the) "
    r"|this (?:article|story|post|report|piece|headline|page|column) (?:was|has been|is) "
    r"(?:\w+ ){0,2}(?:amended|corrected|updated|revised|edited|changed|clarified)\b)",
    re.I,
)
EMBED = re.compile(
    r"^[A-Z][^()\n]{1,60}\(@\w{1,30}\)\s?[:—–-]|[—–-]{1,2} ?[^()\n]{1,80}\(@\w{1,30}\)"
    r"|pic\.twitter\.com/|^view this post on instagram"
    r"|^a post shared by|^@\w{2,30}:? .{0,300}(?:https?://|#\w)",
    re.I,
)
EMBED_SIGNATURE = re.compile(r"[—–-]{1,2} ?[^()\n]{1,80}\(@\w{1,30}\)")

_NOISE_LINES = frozenset(
    "advertisement|advert|ad|ads|sponsored|story continued below|story continues below|read more"
    "|story continues below advertisement|article continues below advertisement|read full article"
    "|skip advertisement|continue reading the main story|continue reading|read the full story"
    "|share|share this|share this article|share on facebook|tweet|comments|comment|related"
    "|related articles|related stories|related content|related topics|more on this story"
    "|most read|most popular|trending|newsletter|newsletters|print|email|loading|see more"
    "|click to expand|view gallery|view comments|show more|more|live updates|watch live|up next"
    "|replay|must watch|just watched|subscribe|follow us|sign up|log in|report this ad|close"
    "|top stories|recommended|recommended stories|you may like|you might also like|more stories"
    "|more from this author|also on|editors' picks|editor's picks|manage newsletters|image|photo"
    "|sign up for daily newsletters|scroll to continue|photos|video".split("|")
)
_NOISE_ALWAYS = re.compile(
    r"[\W_]{0,3}(?:read more(?: ?[:»>|-]| about| on | at | here)|see also ?:"
    r"|also (?:read|see|on|watch) ?[:\w]{0,20}:"
    r"|related(?: ?(?:article|story|stories|content|topic|news|video)s?)? ?:|recommended ?:"
    r"|(?:sign up|subscribe) (?:for|to|here|now)\b|just watched\b|click here (?:to|for)\b"
    r"|(?:story|article) continue[sd]? below|follow us (?:on|@)|share this (?:article|story)"
    r"|this (?:article|content|page) (?:requires|is available to) |please enable javascript"
    r"|your browser does not support|(?:download|get) (?:the|our) (?:free )?\w{0,20} ?app\b"
    r"|view this post on|this article is more than|(?:prev )?(?:next )?image \d+ of \d+"
    r"|\d+ (?:comments?|shares)$)",
    re.I,
)
_NOISE_BARE = re.compile(
    r"[\W_]{0,3}(?:read more\b|more ?:|more (?:from|on) |story ?:|stories ?:|opinion ?:|video ?:"
    r"|watch(?: now)? ?:|watch live|listen ?:|photos ?:|gallery ?:|in pictures ?:"
    r"|follow (?:@|\w+ (?:\w+ )?on )"
    r"|don[’']t miss ?:|get (?:the|our|your) |click |join (?:us|our|the) |download "
    r"|support |sign up|subscribe|like us on|live ?:|analysis ?:|explainer ?:|explained ?:"
    r"|podcast ?:|quiz ?:|poll ?:|next ?:|previous ?:)",
    re.I,
)
_NOISE_END = re.compile(r"(?:\bRead more|\bREAD MORE|\bManage Newsletters|\bRead More)\W{0,3}$")

_FOOTER = re.compile(
    r"[\W_]{0,3}(?:©|\(c\) ?\d{4}|copyright\b.{0,12}(?:\d{4}|©|reserved)|all rights reserved"
    r"|(?:additional )?(?:reporting|writing|editing|research) by [A-Z]"
    r"|with (?:additional )?(?:reporting|files|contributions) (?:by|from) "
    r"|(?:originally|first) published (?:in|on|by|at)\b"
    r"|this (?:article|story|piece|post) (?:first |originally )?(?:appeared|ran"
    r"|was (?:first|originally)|is (?:republished|part of|reprinted))"
    r"|got a (?:story|tip|news tip|view)|do you have (?:a|any) (?:story|tip|information|news)"
    r"|have you (?:been affected|got a story)|send (?:us )?(?:your )?(?:tips|letters|stories|news)"
    r"|(?:contact|email|e-mail|write to|reach|follow) .{0,80}(?:@|https?:|www\.|twitter|facebook)"
    r"|to (?:contact|reach) the (?:reporter|author|editor|writer)"
    r"|(?:the )?material in this|distributed by |this (?:material|content) may not)",
    re.I,
)
_FOOTER_BARE = re.compile(
    r"(?:source|sources|via|credit|credits|tags?|topics?|filed under|contact|email|e-mail|tel|phone"
    r"|comments? to|letters to) ?:|follow |.{0,60}@[\w.-]+\.[a-z]{2,}$|https?://\S+$|www\.\S+$",
    re.I,
)
_FOOTER_SENTENCE = re.compile(
    r"\bcontributed (?:to this|reporting|to the) ?(?:report|story|article|piece|from|to this)?\b"
    r"|\breported from [A-Z][\w ,.]{2,60}\.$|\bcan be reached (?:at|on)\b"
    r"|\bfollow (?:him|her|them) (?:on|at|@)"
    r"|^[A-Z]\S*(?: [A-Z]\S*){1,3},? (?:is|are|was) (?:a|an|the) [^.]{0,80}\b"
    r"(?:columnist|reporter|correspondent|contributor|editor)\b"
)

# A plain search for these comes first: it is many times cheaper than the patterns.
_FOOTER_HINTS = (
    "contributed", "reported from", "can be reached", "ollow", "columnist", "reporter",
    "correspondent", "contributor", "editor",
)  # fmt: skip
_EMBED_HINTS = ("(@", "pic.twitter", "nstagram", "post shared by")
_FOOTER_BARE_WORDS = 25
_CREDIT_LINE_WORDS = 60
_FOOTER_WORDS = frozenset(
    "copyright all additional reporting writing editing research with originally first this got do "
    "have send contact email e-mail write reach follow to the material distributed".split()
)
# First words of the patterns above: a sentence that opens otherwise needs none of them.
_FIRST_WORDS = frozenset(
    "image media photo photograph picture video enlarge hide toggle file caption above below left "
    "right top bottom inset main clockwise from pictured illustration graphic photos pictures "
    "images photographs correction corrections clarification clarifications update updates "
    "editor editors "
    "editor's editor’s editors' editors’ a an the this read see also related recommended sign "
    "subscribe just click story article follow share please your download get view ad "
    "advertisement sponsored story comments".split()
)


def is_footer(line: str, words: int, *, sentence: bool) -> bool:
    """Whether the line is what follows an article: rights, contacts, sources, credits.

    sentence: whether the line closes like one; then only plain signs count.
    """
    first = line[:24].split(" ", 1)[0].rstrip(":.,").lower()
    if (first in _FOOTER_WORDS or not first[:1].isalpha()) and _FOOTER.match(line):
        return True
    if not sentence and words <= _FOOTER_BARE_WORDS and _FOOTER_BARE.match(line):
        return True
    credited = words <= _CREDIT_LINE_WORDS and any(hint in line for hint in _FOOTER_HINTS)
    return credited and bool(_FOOTER_SENTENCE.search(line))


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
    return (
        words <= 30 and is_bare(line) and bool(_NOISE_BARE.match(line) or _NOISE_END.search(line))
    )
