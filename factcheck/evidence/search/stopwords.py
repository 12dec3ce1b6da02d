"""Words that stand everywhere and find nothing, by language. A language without a list has none.

What is left in does no harm to the order of passages, since a word that is in most of them hardly counts; what is
left out makes asking faster. Words that may turn a sentence round ("not", "no", "never", "before") are few and found
nowhere near a figure by themselves, so they go too: whether a passage denies something is not asked here.
"""

from __future__ import annotations

_LISTS = {
    "en": """
        a about above after again against all also am an and any are as at be because been before being below between
        both but by can could did do does doing don down during each few for from further had has have having he her
        here hers herself him himself his how i if in into is it its itself just ll me more most my myself no nor not
        now of off on once only or other our ours ourselves out over own re s same she should so some such t than that
        the their theirs them themselves then there these they this those through to too under until up ve very was we
        were what when where which while who whom why will with would you your yours yourself yourselves""",
    "de": """
        aber als am an auch auf aus bei bin bis bist da dann das dass dem den denn der des die dies diese diesem diesen
        dieser dieses doch du durch ein eine einem einen einer eines er es für hat hatte hatten haben ich ihm ihn ihnen
        ihr ihre ihrem ihren ihrer im in ist ja kann man mit nach nicht noch nun nur ob oder ohne sein seine seinem
        seinen seiner sich sie sind so über um und uns unter vom von vor war waren was weil wenn werden wie wird wir
        wurde wurden zu zum zur""",
    "fr": """
        a ai au aux avait avec c ce ces cette d dans de des du elle elles en est et eu il ils j je l la le les leur
        leurs lui m ma mais me mes n ne nous on ont ou par pas pour qu que qui s sa se ses si son sont sur t tu un une
        vous y à été être""",
    "es": """
        a al como con de del el ella ellos en era es esta este esto estos fue ha han hay la las le les lo los más me
        mi no nos o para pero por que se ser si sin sobre son su sus también te un una uno unos y ya""",
    "ru": """
        а без был была были было быть в вам вас во вот все всего всех вы где да для до его ее её если есть еще ещё ж же
        за и из или им их к как когда кто ли мне мы на над не него нее неё нет ни них но о об он она они оно от по под
        при с со так там то того тоже той только том ты у уже что чтобы эта эти это этого этой этом этот я""",
    "kk": "ал ба бар бе және да де деп ғана егер ең еді екен емес жоқ сол те та үшін бұл мен пен бен ол олар осы",
}

STOP_WORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}
