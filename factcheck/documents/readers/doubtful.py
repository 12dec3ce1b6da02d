"""Tells pages that are no article: a sign-in, a paywall, a page that is gone, one that a script or a choice would fill.

Such a page is what a server sends in place of the document that was asked for. `doubt` returns what a page seems to be,
by its words in five languages, how many of them there are, and marks of its HTML. It may be wrong: the page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from factcheck.documents.meta_refresh import parse_refresh

_SHORT = 20
"""Words of the longest text that is short."""
_SHELL = 40
"""Visible words of the longest page that waits for a script."""
_SIGN_IN_WORDS, _GONE_WORDS, _CONSENT_WORDS, _PAYWALL_WORDS, _CHALLENGE_WORDS = 200, 120, 400, 250, 150
"""Words of the longest main text of each kind."""
_MOST_WORDS = max(_SIGN_IN_WORDS, _GONE_WORDS, _CONSENT_WORDS, _PAYWALL_WORDS, _CHALLENGE_WORDS)
"""Words from which on it does not matter how many there are."""
_MAX_TARGET = 200  # characters of an address
_CONSENT_SHARE = 25
"""In a consent page at least one word in so many is of consent."""

_SIGN_IN = re.compile(
    r"(?i)\b(?:sign in|log ?in|log on|create an account|forgot (?:your )?password|anmelden|einloggen|registrieren|"
    r"passwort vergessen|se connecter|connectez-vous|identifiez-vous|mot de passe oublié|iniciar sesión|inicia sesión|"
    r"acceder|contraseña olvidada|olvidó su contraseña|regístrate|войти|вход|авторизация|забыли пароль|"
    r"зарегистрир\w*)\b"
)
_GONE = re.compile(
    r"(?i)\b(?:404|410)\b|\b(?:page|article|document|content) (?:was |could |can )?(?:not|no longer|cannot) ?(?:be )?"
    r"(?:found|available|exists?)|not found|no longer (?:available|exists)|does ?n[o’']t exist|"
    r"\bseite (?:wurde )?nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden)|nicht (?:mehr )?(?:gefunden|verfügbar)|"
    r"page (?:introuvable|non trouvée)|"
    r"n[’']existe (?:pas|plus)|introuvable|página no (?:encontrada|existe)|no (?:se ha )?encontrad[oa]|ya no existe|"
    r"не найден[ао]?\b|страница (?:не существует|удалена)|больше не (?:существует|доступн\w+)"
)
_PAYWALL = re.compile(
    r"(?i)subscribe (?:to|now|for)|subscribers? only|for subscribers|already a subscriber|to (?:continue|keep) reading|"
    r"continue reading|free articles? (?:left|remaining)|weiterlesen mit|jetzt abonnieren|nur für abonnenten|"
    r"mit (?:einem )?abo\b|abonnent\w* lesen|bereits abonnent|réservé (?:à nos|aux) abonnés|il vous reste|abonnez-vous|"
    r"pour lire la suite|déjà abonné|suscr[ií]b(?:ete|ase|irse)|solo para suscriptores|exclusivo para suscriptores|"
    r"para (?:seguir|continuar) leyendo|ya es suscriptor|только для подписчиков|оформите подписку|"
    r"чтобы (?:читать|дочитать)|доступн\w* (?:только )?по подписке|уже подписаны"
)
_NOT_FREE = re.compile(r"(?i)[\"']isAccessibleForFree[\"']\s*:\s*(?:false|[\"']false[\"'])")
_CONSENT = re.compile(
    r"(?i)\b(?:cookies?|consent|privacy|partners?|vendors?|accept|reject|preferences|personali[sz]ed|advertising|"
    r"einwillig\w*|zustimm\w*|datenschutz\w*|akzeptier\w*|ablehnen|werbung|personalisiert\w*|consentement|accepter|"
    r"refuser|confidentialité|partenaires|publicité\w*|consentimiento|aceptar|rechazar|privacidad|socios|publicidad|"
    r"согласи\w*|соглаша\w*|принять|отклонить|конфиденциальност\w*|партн[её]р\w*|реклам\w*|куки)\b"
)
_CHALLENGE = re.compile(
    r"(?i)are you (?:a )?(?:human|robot)|not a robot|verif(?:y|ying) (?:that )?you are (?:a )?human|"
    r"checking your browser|"
    r"unusual traffic|captcha|just a moment|attention required|enable javascript and cookies|security check|"
    r"kein roboter|sicherheitsüberprüfung|browser wird überprüft|ungewöhnliche\w* (?:zugriff|datenverkehr)\w*|"
    r"pas un robot|vérification de (?:sécurité|votre navigateur)|no (?:soy|eres) un robot|"
    r"comprobando (?:su|tu) navegador|verificación de seguridad|не робот|проверка (?:браузера|безопасности)|"
    r"подтвердите, что (?:запросы|вы)"
)
_SCRIPT_NOTE = re.compile(r"(?i)java ?script")
_CHINESE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ROOTS = {"root", "app", "__next", "__nuxt", "___gatsby", "react-root", "main-app"}
_SCRIPTS = 3
"""Scripts of a page with hardly any words that make it one which waits for them."""


def doubt(tree: HtmlElement, main: str, visible: str, title: str) -> str:
    """Return what a page seems to be if it is no article: "a sign-in page"; "" if it may be one.

    `main` is its main text, `visible` all that it shows.
    """
    return next(_doubts(tree, main, visible, f"{title}\n{_first_heading(tree)}"), "")


def _doubts(tree: HtmlElement, main: str, visible: str, heads: str) -> Iterator[str]:
    words, seen = _count(main), _count(visible)
    if words < _CHALLENGE_WORDS and (
        _CHALLENGE.search(heads) or (seen < _CHALLENGE_WORDS and _CHALLENGE.search(visible))
    ):
        yield "a check whether the visitor is a robot"
    if seen < _SHELL and (target := _refresh(tree)):
        yield f"a page that only leads to {target}"
    if words < _SIGN_IN_WORDS and tree.xpath("//input[@type='password']") and _is_of(_SIGN_IN, heads, visible):
        yield "a sign-in page"
    if words < _GONE_WORDS and _GONE.search(heads):
        yield "a page that says the document is not there"
    if (
        words < _CONSENT_WORDS
        and seen
        and len(_CONSENT.findall(main)) * _CONSENT_SHARE >= max(words, _CONSENT_SHARE * 2)
    ):
        yield "a page that asks for consent to cookies"
    if words < _PAYWALL_WORDS and (_is_not_free(tree) or _PAYWALL.search(main) or _paywall_near(tree)):
        yield "the beginning of an article for subscribers"
    if seen < _SHELL and _waits_for_script(tree):
        yield "a page that a script would fill"
    if words < _SHORT:
        yield f"a page of {words} words" if words != 1 else "a page of one word"


def _count(text: str) -> int:
    """Return how many words a text has; of scripts without spaces, six letters count as one, of Chinese two."""
    count = len(text.split())
    if count >= _MOST_WORDS:
        return count
    return max(count, sum(map(str.isalnum, text)) // 6, len(_CHINESE.findall(text)) // 2)


def _first_heading(tree: HtmlElement) -> str:
    return next((" ".join(heading.text_content().split()) for heading in tree.iter("h1")), "")


def _is_of(words: re.Pattern[str], heads: str, visible: str) -> bool:
    return words.search(heads) is not None or len(words.findall(visible)) > 1


def _refresh(tree: HtmlElement) -> str:
    """Return the address to which a page sends its reader on; "" if it does not."""
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh" and (found := parse_refresh(meta.get("content") or "")):
            return found.target[:_MAX_TARGET]
    return ""


def _is_not_free(tree: HtmlElement) -> bool:
    return any(_NOT_FREE.search(script.text or "") for script in tree.iter("script"))


def _paywall_near(tree: HtmlElement) -> bool:
    """Return whether a part of a page is marked as its paywall."""
    return bool(tree.xpath("//*[contains(@class, 'paywall') or contains(@id, 'paywall')]"))


def _waits_for_script(tree: HtmlElement) -> bool:
    notes = " ".join(note.text_content() for note in tree.iter("noscript"))
    empty = any(
        element.get("id") in _ROOTS and not element.text_content().strip() for element in tree.iter("div", "main")
    )
    return bool(_SCRIPT_NOTE.search(notes)) or empty or sum(1 for _ in tree.iter("script")) >= _SCRIPTS
