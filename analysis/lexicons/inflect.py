"""The inflected forms of a lexicon entry, by word class, in US and British spelling.

Lexicons list lemmas in US spelling; matching needs the forms that a reader meets. The rules are the
regular ones of English spelling, and the tables hold the exceptions. Nothing is guessed from a
corpus, so the same entry always gives the same forms.
"""

import re
from collections.abc import Callable, Iterator

# Base, past and participle, where they are not the base with -ed; one past form serves as both. A
# verb not listed here is regular.
IRREGULAR_VERBS: dict[str, tuple[str, ...]] = {
    verb: tuple(past)
    for verb, *past in map(
        str.split,
        """
            arise arose arisen; awake awoke awoken; backslide backslid; bear bore borne; beat beat
            beaten; become became become; beget begot begotten; begin began begun; behold beheld;
            bend bent; beset beset; bespeak bespoke bespoken; bet bet; bind bound; bite bit bitten;
            bleed bled; blow blew blown; break broke broken; breed bred; bring brought; browbeat
            browbeat browbeaten; build built; burn burned burnt; burst burst; buy bought; cast cast;
            catch caught; cheerlead cheerled; choose chose chosen; cling clung; come came come; cost
            cost; creep crept; cut cut; deal dealt; dig dug; do did done; draw drew drawn; dream
            dreamed dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen;
            feed fed; feel felt; fight fought; find found; flee fled; fling flung; fly flew flown;
            forbid forbade forbidden; forecast forecast forecasted; foresee foresaw foreseen;
            foretell foretold; forget forgot forgotten; forgive forgave forgiven; forsake forsook
            forsaken; freeze froze frozen; gaslight gaslighted gaslit; get got gotten; give gave
            given; go went gone; grind ground; grow grew grown; hamstring hamstrung; hang hung; have
            had; hear heard; hide hid hidden; hit hit; hold held; hurt hurt; keep kept; kneel knelt
            kneeled; know knew known; lay laid; lead led; leap leaped leapt; learn learned learnt;
            leave left; lend lent; let let; lie lied; light lit lighted; lose lost; make made; mean
            meant; meet met; mis-sell mis-sold; mishear misheard; mislead misled; misread misread;
            misspeak misspoke misspoken; misspend misspent; mistake mistook mistaken; misunderstand
            misunderstood; mow mowed mown; outdo outdid outdone; outrun outran outrun; outsell
            outsold; outspend outspent; overcome overcame overcome; overdo overdid overdone; overeat
            overate overeaten; overhear overheard; overpay overpaid; override overrode overridden;
            overrun overran overrun; oversee oversaw overseen; oversell oversold; overshoot
            overshot; oversleep overslept; overspend overspent; overtake overtook overtaken;
            overthrow overthrew overthrown; pay paid; prove proved proven; put put; quit quit; read
            read; rebuild rebuilt; redraw redrew redrawn; rend rent; resell resold; retell retold;
            rethink rethought; rewrite rewrote rewritten; rid rid; ride rode ridden; ring rang rung;
            rise rose risen; run ran run; saw sawed sawn; say said; see saw seen; seek sought; sell
            sold; send sent; set set; shake shook shaken; shear sheared shorn; shed shed; shine
            shone shined; shoot shot; show showed shown; shrink shrank shrunk; shut shut; sing sang
            sung; sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid; sling slung;
            slink slunk; slit slit; smite smote smitten; sneak sneaked snuck; sow sowed sown; speak
            spoke spoken; speed sped; spell spelled spelt; spend spent; spill spilled spilt; spin
            spun; spit spat; split split; spoil spoiled spoilt; spread spread; stand stood; steal
            stole stolen; stick stuck; sting stung; stink stank stunk; stride strode stridden;
            strike struck; string strung; swear swore sworn; sweep swept; swell swelled swollen;
            swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told;
            think thought; throw threw thrown; thrust thrust; tread trod trodden; undercut undercut;
            underpay underpaid; undersell undersold; understand understood; undertake undertook
            undertaken; undo undid undone; unwind unwound; uphold upheld; upset upset; wake woke
            woken; wear wore worn; weave wove woven; wed wed; weep wept; win won; wind wound;
            withdraw withdrew withdrawn; withhold withheld; withstand withstood; wring wrung; write
            wrote written
        """.split(";"),
    )
}

# Verbs of several syllables that double their last letter, being stressed there.
DOUBLING = frozenset(
    """
    abet abhor admit aver backstab befit begin beset bootleg commit compel concur confer
    corral defer deter eavesdrop entrap equip excel expel extol forbid forget handicap
    hobnob impel incur infer kidnap kneecap occur outbid outfit outgun outrun outwit overlap
    overrun overstep patrol permit prefer propel rebel rebut recommit recur refer regret
    remit repel sandbag sidestep submit transfer undercut unpin unplug unwrap upset zigzag
    """.split()  # noqa: SIM905
)
# Words that double it in Britain only, beside those in consonant, vowel, l ("marvel").
DOUBLING_IN_BRITAIN = frozenset({"cruel", "duel", "fuel", "worship"})

IRREGULAR_PLURALS = {"crisis": "crises", "hero": "heroes"}
# Nouns that news English does not count: a plural would be a form that nobody writes.
UNCOUNTABLE = frozenset(
    """
    acrimony angst anguish apathy arrogance awe bigotry bitterness bloat bravery bureaucracy
    chagrin chaos compassion complacency contempt corruption courage cowardice deceit decency
    desperation disbelief dishonesty disinformation disloyalty doomsday dysfunction elation
    enormity euphoria exasperation exploitation extortion favoritism fervor firepower fluff
    futility generosity greed grief guilt heartbreak hell honesty hubris humility hypocrisy
    hysteria ignorance impatience impunity incompetence indifference indignation indoctrination
    ineptitude infamy inhumanity innocence insanity integrity intolerance intransigence jeopardy
    junk limbo lunacy malice mendacity misinformation morality negligence nostalgia oppression
    optics paranoia partisanship plethora purity pushback rabble redemption remorse sanctimony
    sanctity scum sleaze snark spite stealth thievery toxicity treachery treason trepidation
    unease valor vengeance venom vilification vitriol wrath wrongdoing xenophobia zeal
    """.split()  # noqa: SIM905
)
UNCOUNTABLE_ENDINGS = ("ness", "ism", "mongering", "manship", "slinging", "aganda")

# US to British: parts of words that differ, then the stems which take -our.
SPELLINGS = {
    "alyze": "alyse",
    "anemic": "anaemic",
    "cozy": "cosy",
    "enamored": "enamoured",
    "epicenter": "epicentre",
    "favorit": "favourit",
    "furor": "furore",
    "hemorrhag": "haemorrhag",
    "judgment": "judgement",
    "lackluster": "lacklustre",
    "meager": "meagre",
    "phony": "phoney",
    "saber": "sabre",
    "savory": "savoury",
    "somber": "sombre",
    "specter": "spectre",
}
OR_TO_OUR = re.compile(
    r"\b((?:dis)?hon|behavi|clam|fav|ferv|flav|harb|ranc|rum|savi|val)or(?=(?:s|ed|ing|abl[ey])?\b)"
)
IZE_TO_ISE = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|ed|er|ers|ing|ation)\b)")
Z_IN_ROOT = re.compile(r"\b(?:down|cap|out|over)?siz|\bseiz|\bpriz")

POSSESSIVES = ("one's", "my", "your", "his", "her", "its", "our", "their")
REFLEXIVES = (
    *("oneself", "myself", "yourself", "himself", "herself", "itself"),
    *("ourselves", "yourselves", "themselves"),
)

PREPOSITION = re.compile(r" (?=(?:of|in|for|on|to|from|against|at|with)\b)")
ONE_SYLLABLE_CVC = re.compile(r"(?:qu|[^aeiou])*[aeiouy][^aeiouwxy]")


def forms(term: str, word_class: str) -> tuple[str, ...]:
    """All forms under which an entry is matched, the entry itself first.

    A verb of several words inflects its first word, a noun of several words the word before the
    first preposition or else its last. Phrases and globs stand as they are, but for British
    spelling. "one's" and "oneself" stand for every person.

    >>> forms("ram through", "verb")
    ('ram through', 'rams through', 'rammed through', 'ramming through')
    >>> forms("slap in the face", "noun")
    ('slap in the face', 'slaps in the face')
    >>> forms("grim", "adjective+")
    ('grim', 'grimmer', 'grimmest')
    >>> forms("demonize", "verb")[:5]
    ('demonize', 'demonizes', 'demonized', 'demonizing', 'demonise')
    >>> forms("on the brink", "phrase")
    ('on the brink',)
    """
    if word_class not in INFLECTIONS:
        known = ", ".join(INFLECTIONS)
        raise ValueError(
            f"word class {word_class!r} of {term!r} is unknown; the classes are: {known}"
        )
    inflect = INFLECTIONS[word_class]
    bases = (base for spelling in spellings(term) for base in persons(spelling))
    return tuple(dict.fromkeys(form for base in bases for form in inflect(base)))


def persons(term: str) -> tuple[str, ...]:
    """The term with one's or oneself for every person; another term as it is.

    >>> persons("lose one's mind")[:4], persons("grim")
    (("lose one's mind", 'lose my mind', 'lose your mind', 'lose his mind'), ('grim',))
    """
    words = term.split()
    for slot in (POSSESSIVES, REFLEXIVES):
        if slot[0] in words:
            return tuple(" ".join(own if w == slot[0] else w for w in words) for own in slot)
    return (term,)


def spellings(term: str) -> tuple[str, ...]:
    """The term as given, and in British spelling where that differs.

    >>> spellings("honorable"), spellings("politicized"), spellings("seize")
    (('honorable', 'honourable'), ('politicized', 'politicised'), ('seize',))
    """
    british = OR_TO_OUR.sub(r"\1our", term)
    if not Z_IN_ROOT.search(british):
        british = IZE_TO_ISE.sub("is", british)
    for american, spelling in SPELLINGS.items():
        british = british.replace(american, spelling)
    return (term,) if british == term else (term, british)


def verb_forms(term: str) -> Iterator[str]:
    """Base, third person, past forms and -ing form of a verb.

    >>> list(verb_forms("cherry-pick"))
    ['cherry-pick', 'cherry-picks', 'cherry-picked', 'cherry-picking']
    >>> list(verb_forms("panic"))
    ['panic', 'panics', 'panicked', 'panicking']
    """
    head, blank, rest = term.partition(" ")
    prefix, hyphen, verb = head.rpartition("-")
    stems = past_stems(verb)
    past = IRREGULAR_VERBS.get(verb) or [stem + "ed" for stem in stems]
    for form in (verb, with_s(verb), *past, *ing_forms(verb, stems)):
        yield prefix + hyphen + form + blank + rest


def past_stems(word: str) -> tuple[str, ...]:
    """What -ed (and mostly -ing, -er, -est) is added to; two stems where the varieties differ.

    >>> past_stems("slam"), past_stems("blame"), past_stems("vilify"), past_stems("marvel")
    (('slamm',), ('blam',), ('vilifi',), ('marvel', 'marvell'))
    """
    if word.endswith("e"):
        return (word[:-1],)
    if re.search(r"[^aeiou]y$", word):
        return (word[:-1] + "i",)
    if word.endswith("ic"):
        return (word + "k",)
    if word in DOUBLING or ONE_SYLLABLE_CVC.fullmatch(word):
        return (word + word[-1],)
    if word in DOUBLING_IN_BRITAIN or re.search(r"[^aeiou][aeiou]l$", word):
        return (word, word + word[-1])
    return (word,)


def ing_forms(verb: str, stems: tuple[str, ...]) -> list[str]:
    """The -ing forms: y stays, -ie turns to y, and -ee, -oe, -ye keep their e.

    >>> ing_forms("lie", ("li",)), ing_forms("decry", ("decri",)), ing_forms("see", ("se",))
    (['lying'], ['decrying'], ['seeing'])
    """
    if verb.endswith("ie"):
        return [verb[:-2] + "ying"]
    if verb.endswith(("y", "ee", "oe", "ye")):
        return [verb + "ing"]
    return [stem + "ing" for stem in stems]


def noun_forms(term: str) -> Iterator[str]:
    """Singular and plural of a noun, or the singular alone where news has no plural.

    >>> list(noun_forms("house of cards")), list(noun_forms("hypocrisy"))
    (['house of cards', 'houses of cards'], ['hypocrisy'])
    """
    yield term
    head, *rest = PREPOSITION.split(term, maxsplit=1)
    before, blank, noun = head.rpartition(" ")
    if noun not in UNCOUNTABLE and not noun.endswith(UNCOUNTABLE_ENDINGS):
        yield " ".join([before + blank + plural(noun), *rest])


def plural(noun: str) -> str:
    """The plural of a countable noun.

    >>> [plural(noun) for noun in ("henchman", "oligarch", "witch", "fallacy", "crisis")]
    ['henchmen', 'oligarchs', 'witches', 'fallacies', 'crises']
    """
    prefix, hyphen, last = noun.rpartition("-")
    if last in IRREGULAR_PLURALS:
        return prefix + hyphen + IRREGULAR_PLURALS[last]
    if last.endswith("man"):
        return noun[:-3] + "men"
    return noun + "s" if last.endswith(("arch", "o")) else with_s(noun)


def with_s(word: str) -> str:
    """A word with the -s of the plural or of the third person.

    >>> [with_s(word) for word in ("slam", "lash", "decry", "veto", "have")]
    ['slams', 'lashes', 'decries', 'vetoes', 'has']
    """
    if word == "have":
        return "has"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", word) else "s")


def compared_forms(term: str) -> Iterator[str]:
    """An adjective with the comparative and superlative in -er and -est.

    >>> list(compared_forms("ugly")), list(compared_forms("bad"))
    (['ugly', 'uglier', 'ugliest'], ['bad', 'worse', 'worst'])
    """
    yield term
    irregular = {"bad": ("worse", "worst"), "good": ("better", "best")}
    yield from irregular.get(term) or (s + e for s in past_stems(term) for e in ("er", "est"))


def unchanged(term: str) -> Iterator[str]:
    """The term alone."""
    yield term


INFLECTIONS: dict[str, Callable[[str], Iterator[str]]] = {
    "verb": verb_forms,
    "noun": noun_forms,
    "adjective": unchanged,
    "adjective+": compared_forms,
    "adverb": unchanged,
    "phrase": unchanged,
    "glob": unchanged,
}
