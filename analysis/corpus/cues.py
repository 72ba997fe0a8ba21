"""Signs by which one line of a published page shows what it is: patterns for classes of lines.

Each pattern names a class of lines that readers meet at many outlets; none is made for one text.
All are anchored or bounded, so that a line of any length costs linear time.
"""

from __future__ import annotations

import re

CLOSING = "\"'”’»›)]}*"
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
    r"|enlarge this image|hide caption|toggle caption|media playback is"
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
    r"|\bartist[’']s impression\b|\bcourtesy of\b",
    re.I,
)
_SCENE_VERBS = (
    "address addresses aim aims applaud applauds arrive arrives attend attends await awaits "
    "board boards board carries carry celebrate celebrates chat chats check checks cheer cheers "
    "chant chants clean cleans clear clears clash clashes climb climbs collect collects confront "
    "cross crosses cry cries dance dances deliver delivers demonstrate demonstrates dig digs "
    "disembark disembarks display displays distribute distributes drive drives embrace embraces "
    "enter enters evacuate evacuates examine examines exit exits fight fights fill fills flee flees "
    "fly flies gather gathers gesture gestures greet greets guard guards handle handles hang hangs "
    "hold holds hug hugs inspect inspects join joins kneel kneels lead leads leave leaves lie lies "
    "line lines listen listens load loads look looks march marches meet meets move moves observe "
    "operate operates overlook overlooks pass passes patrol patrols pay pays play plays point points "
    "pose poses prepare prepares protest protests pull pulls push pushes queue queues raise raises "
    "react reacts read reads receive receives rescue rescues rest rests ride rides rise rises run "
    "runs sail sails salute salutes search searches shake shakes show shows sign signs sing sings "
    "sit sits sort sorts speak speaks spray sprays stand stands stretch stretches survey surveys "
    "take takes talk talks tend tends test tests throw throws tour tours train trains treat treats "
    "unload unloads view views visit visits vote votes wait waits walk walks watch watches wave "
    "waves wear wears work works smoulder smoulders burn burns tower towers"
)
_SCENE = frozenset(_SCENE_VERBS.split())
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
    r"[—–-]{1,2} ?[^()\n]{1,80}\(@\w{1,30}\)|pic\.twitter\.com/|^view this post on instagram"
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
    last = line[-1:]
    if last in _STOPS:
        return True
    return last in CLOSING and line.rstrip(CLOSING)[-1:] in _STOPS and line.rstrip(CLOSING) != ""


def is_bare(line: str) -> bool:
    """Whether the line ends as titles and captions do: with a word, not with punctuation."""
    core = line.rstrip(CLOSING)
    return core != "" and core[-1] not in _UNFINISHED and not line[0].islower()


def is_scene(line: str) -> bool:
    """Whether a verb in the present tells what is to be seen, as picture captions do."""
    words = line[:160].split(" ", _SCENE_WINDOW)[1:_SCENE_WINDOW]
    return any(word.rstrip(",") in _SCENE for word in words)


def is_noise(line: str, words: int) -> bool:
    """Whether the line belongs to the page and not to the article: adverts, links, prompts."""
    if words <= 6 and line.strip(" .:»>…()[]|-–—").casefold() in _NOISE_LINES:
        return True
    if words > 60:
        return False
    if _NOISE_ALWAYS.match(line):
        return True
    return words <= 30 and is_bare(line) and bool(_NOISE_BARE.match(line) or _NOISE_END.search(line))
