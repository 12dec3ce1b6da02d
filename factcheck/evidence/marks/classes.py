"""English words of closed classes, of which one stands for another in an error: kinship, offices, quantifiers …"""

from __future__ import annotations

import re
from collections.abc import Mapping

_KINSHIP = """
father mother parent son daughter child brother sister sibling husband wife spouse widow widower uncle aunt nephew
niece cousin grandfather grandmother grandson granddaughter stepfather stepmother stepson stepdaughter
father-in-law mother-in-law son-in-law daughter-in-law brother-in-law sister-in-law twin fiance fiancee godfather
half-brother half-sister
"""
KINSHIP = frozenset(_KINSHIP.split())
"""Words for relatives, in the singular."""

GENERIC = frozenset(["child", "parent", "sibling", "spouse", "twin", "leader", "head", "chief", "editor", "journalist"])
"""Words for relatives and offices that another word for the same person does not exclude."""

_OFFICES = """
president vice-president premier chancellor minister king queen prince princess emperor governor mayor senator
deputy secretary chairman chairwoman chairperson chair speaker ambassador consul commissioner prosecutor judge
magistrate lawyer attorney solicitor sheriff general colonel major captain lieutenant sergeant admiral commander
director manager treasurer ceo founder owner professor rector dean principal teacher bishop archbishop cardinal
pope priest imam rabbi spokesman spokeswoman spokesperson leader head chief coach editor journalist
"""
OFFICES = frozenset(_OFFICES.split())
"""Words for offices, in the singular."""

_MODIFIED_OFFICES = """
minister prosecutor secretary general director judge officer chief
"""
MODIFIED_OFFICES = frozenset(_MODIFIED_OFFICES.split())
"""Offices that the word before them tells apart: interior minister and prime minister."""

_TITLES = """
mr mrs ms dr sir lady lord dame saint st president chairman state prime vice deputy former bachelor master arts science
"""
TITLES = frozenset(_TITLES.split())
"""Words with a capital that are no part of a name."""

_QUANTIFIERS = (
    "all every each everyone everybody entire whole",
    "most majority mostly",
    "some several many numerous various certain part",
    "few hardly rarely seldom minority",
    "none no nobody neither nothing",
)
QUANTIFIERS = tuple(frozenset(group.split()) for group in _QUANTIFIERS)
"""Words for how many, from all to none; within a group they do not differ."""

PROOF = re.compile(
    r"(?i)\b(?:proved|proven|proves|confirmed|confirms|established that|demonstrated|showed that|shown that"
    r"|certain that|undoubtedly|definitely|documented|verified that|conclusively)\b(?!\s(?:no|nothing)\b)"
)
"""Words that call something certain."""

DOUBT = re.compile(
    r"(?i)\b(?:alleged(?:ly)?|allege[sd]?|reportedly|rumou?r(?:s|ed)?|unconfirmed|supposed(?:ly)?|suspected|suggest(?:s|ed|ion)?"
    r"|apparently|may have|might have|could have|if (?:this|that|it) is true|mystery|unclear|unproven|claims?|claimed"
    r"|hinted|believed to|thought to|leaked|said to (?:be|have)|citing|probably|presumably|perhaps|possibly|likely"
    r"|(?:can|could)(?: ?not|n['’]t) be (?:said|ruled out|excluded|verified|confirmed|proved|proven|established)"
    r"|(?:no|without) (?:proof|certainty)|uncertain|not (?:certain|clear|known|proven|proved))\b"
)
"""Words that call something uncertain."""

SUPERLATIVE = re.compile(r"(?i)\b(?:(?:most|least) [^\W\d_]{4,}|[^\W\d_]{2,}est(?:-[^\W\d_]+)?)\b")
"""Words that may be superlatives."""

RANK = re.compile(
    r"(?i)\b(?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[2-9]\d*(?:nd|rd|th))[\s-]"
    r"|(?:one of|among) (?:the|its|his|her|their) )$"
)
"""What stands before a superlative that is not the first: second-largest, one of the largest."""

SCOPE = re.compile(
    r"\b(?:in|of|from|among|across|on)\s(?:(?:the|all|any|its|his|her|their|entire|whole)\s){0,2}"
    r"(?P<scope>(?:[^\W\d_]+\s){0,1}?(?:world|earth|history|universe|continent|country|region|[^\W\d_a-z][\w’'-]*"
    r"(?:\s[^\W\d_a-z][\w’'-]*)*))"
)
"""The scope of a superlative: a name, or a word for a wide one."""

COUNTRIES: Mapping[str, frozenset[str]] = {
    "us": frozenset({"america", "american", "usa"}),
    "usa": frozenset({"america", "american", "us"}),
    "states": frozenset({"us", "usa", "america", "american"}),
    "united": frozenset({"us", "usa", "uk", "un", "america", "american", "britain", "british"}),
    "america": frozenset({"us", "usa", "american"}),
    "american": frozenset({"us", "usa", "america"}),
    "uk": frozenset({"britain", "british", "england", "kingdom"}),
    "kingdom": frozenset({"uk", "britain", "british"}),
    "britain": frozenset({"uk", "british", "kingdom", "england"}),
    "british": frozenset({"uk", "britain", "kingdom", "england"}),
    "england": frozenset({"english", "british", "britain", "uk"}),
    "english": frozenset({"england", "british", "britain"}),
    "nations": frozenset({"un"}),
    "un": frozenset({"nations"}),
    "eu": frozenset({"european"}),
    "french": frozenset({"france"}),
    "france": frozenset({"french"}),
    "dutch": frozenset({"netherlands", "holand"}),
    "netherlands": frozenset({"dutch", "holand"}),
    "spanish": frozenset({"spain"}),
    "spain": frozenset({"spanish"}),
    "polish": frozenset({"poland"}),
    "poland": frozenset({"polish"}),
    "swiss": frozenset({"switzerland"}),
    "switzerland": frozenset({"swis"}),
    "german": frozenset({"germany"}),
    "welsh": frozenset({"wales"}),
    "irish": frozenset({"ireland"}),
    "scotish": frozenset({"scotland"}),
    "turkish": frozenset({"turkey"}),
    "greek": frozenset({"grece"}),
    "grece": frozenset({"grek"}),
    "chinese": frozenset({"china"}),
    "china": frozenset({"chinese"}),
}
"""Names of countries that stand for each other, folded as names are."""
