"""The inflected forms of a lexicon entry, by word class, in US and British spelling.

Lexicons list lemmas in US spelling; matching needs the forms that a reader meets. The rules are the
regular ones of English spelling, and the tables hold the exceptions. Nothing is guessed from a
corpus, so the same entry always gives the same forms.
"""

import re
from collections.abc import Callable, Iterator

# Past and participle, where they are not the base with -ed. A verb not listed here is regular.
IRREGULAR_VERBS: dict[str, tuple[str, ...]] = {
    "beat": ("beat", "beaten"),
    "beset": ("beset",),
    "bite": ("bit", "bitten"),
    "bleed": ("bled",),
    "blow": ("blew", "blown"),
    "browbeat": ("browbeat", "browbeaten"),
    "buy": ("bought",),
    "cheerlead": ("cheerled",),
    "choose": ("chose", "chosen"),
    "cling": ("clung",),
    "come": ("came", "come"),
    "dig": ("dug",),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "fight": ("fought",),
    "find": ("found",),
    "forecast": ("forecast", "forecasted"),
    "forget": ("forgot", "forgotten"),
    "gaslight": ("gaslighted", "gaslit"),
    "get": ("got", "gotten"),
    "go": ("went", "gone"),
    "hamstring": ("hamstrung",),
    "have": ("had",),
    "hit": ("hit",),
    "hold": ("held",),
    "know": ("knew", "known"),
    "lay": ("laid",),
    "lead": ("led",),
    "learn": ("learned", "learnt"),
    "lie": ("lied",),
    "make": ("made",),
    "mislead": ("misled",),
    "misspeak": ("misspoke", "misspoken"),
    "overrun": ("overran", "overrun"),
    "prove": ("proved", "proven"),
    "say": ("said",),
    "see": ("saw", "seen"),
    "sell": ("sold",),
    "set": ("set",),
    "shoot": ("shot",),
    "slay": ("slew", "slain"),
    "sling": ("slung",),
    "slink": ("slunk",),
    "sneak": ("sneaked", "snuck"),
    "sow": ("sowed", "sown"),
    "spin": ("spun",),
    "steal": ("stole", "stolen"),
    "strike": ("struck",),
    "swear": ("swore", "sworn"),
    "take": ("took", "taken"),
    "tear": ("tore", "torn"),
    "tell": ("told",),
    "think": ("thought",),
    "undercut": ("undercut",),
    "understand": ("understood",),
    "weep": ("wept",),
    "write": ("wrote", "written"),
}

# Verbs of several syllables that double their last letter, being stressed there.
DOUBLING = frozenset({"admit", "compel", "extol", "forget", "infer", "permit", "regret"})
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

PREPOSITION = re.compile(r" (?=(?:of|in|for|on|to|from|against|at|with)\b)")
ONE_SYLLABLE_CVC = re.compile(r"(?:qu|[^aeiou])*[aeiouy][^aeiouwxy]")


def forms(term: str, word_class: str) -> tuple[str, ...]:
    """All forms under which an entry is matched, the entry itself first.

    A verb of several words inflects its first word, a noun of several words the word before the
    first preposition or else its last. Phrases and globs stand as they are, but for British
    spelling.

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
    return tuple(dict.fromkeys(form for base in spellings(term) for form in inflect(base)))


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
