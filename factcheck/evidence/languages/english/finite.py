"""English finite verbs, as far as their form tells them: "was", "has", "rose", "signed", not a bare word in -s."""

from __future__ import annotations

AUXILIARIES = (
    "is|are|was|were|am|has|have|had|does|do|did|will|would|can|could|may|might|shall|should|must|isn['’]t|aren['’]t|"
    "wasn['’]t|weren['’]t|hasn['’]t|haven['’]t|hadn['’]t|doesn['’]t|don['’]t|didn['’]t|won['’]t|can['’]t|cannot"
)
PAST_FORMS = (
    "went|came|took|made|got|said|told|left|found|began|broke|brought|bought|built|caught|chose|cut|fell|felt|fought|"
    "gave|grew|held|kept|knew|lost|led|met|paid|put|ran|rose|sent|sold|spent|stood|struck|taught|thought|threw|won|wrote|"
    "shot|sank|stole|hid|lay|saw|spoke|shrank|became|lied|died|hit|shut|set|let|meant|heard|sat|slept|wore|drove|flew|"
    r"cost(?= (?:\d|[$€£]|more|less|about))"
)
_NOT_PAST = (
    "need|indeed|speed|seed|feed|breed|proceed|exceed|succeed|hundred|red|sacred|united|armed|bed|shed|naked|wicked"
)
"""Words in -ed that are not past forms."""
PAST = rf"(?:{PAST_FORMS}|(?!(?:{_NOT_PAST})\b)[a-z]{{2,}}ed)"
"""A past form, which may also be a participle."""
FINITE = rf"(?:{AUXILIARIES}|{PAST}|costs?|shows?|says?|owns?|pays?|wants?|needs?|means?|remains?|causes?|contains?)"
"""A finite verb."""
