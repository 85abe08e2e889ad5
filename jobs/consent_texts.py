"""Holds the texts that are read to people before they agree, by kind and version, in three languages.

A text never changes once somebody agreed to it: another wording is another version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PUBLICATION: Final = "publication"
NAMING: Final = "naming"
# What a person sends by a form of the site: the sentence under its button, and the one beside the name.
PEER_PUBLICATION: Final = "peer_publication"
PEER_NAMING: Final = "peer_naming"
# What people of a region tick in their account before readers find them on the region's page.
REGION_CONTACT: Final = "region_contact"
# What stands under the button of the newsletter's form.
NEWSLETTER: Final = "newsletter"
# Beside the tick of a territory that looks for a twin.
TWIN_PUBLICATION: Final = "twin_publication"

# "By name, with place and pictures": one tick for both, without a date. Records from before 2026-11 have it.
UNDATED: Final = "before-2026-11"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of what is read to somebody, by language."""

    version: str
    words: Mapping[str, str]


_BY_NAME: Final = ConsentText(
    UNDATED,
    {
        "en": "They agreed that this is published: by name, with place and pictures.",
        "fr": "D’accord pour la publication : avec le nom, le lieu et les photos.",
        "es": "Está de acuerdo con que se publique: con nombre, lugar y fotos.",
    },
)

# The newest of each kind comes last.
TEXTS: Final[Mapping[str, tuple[ConsentText, ...]]] = {
    PUBLICATION: (
        _BY_NAME,
        ConsentText(
            "publication-2026-11",
            {
                "en": "I agree that what I told is published on this site in several languages, with "
                "the village or town and the country, free for others to copy under the licence "
                "named there. I can take this back at any time: the page then goes within a "
                "minute, copies that others fetched before end within a day, and what people have "
                "saved or printed cannot be called back.",
                "fr": "Je suis d’accord pour que ce que j’ai raconté soit publié sur ce site en "
                "plusieurs langues, avec le village ou la ville et le pays, et que d’autres "
                "puissent le reprendre selon la licence indiquée. Je peux changer d’avis à tout "
                "moment : la page disparaît alors en une minute, les copies déjà chargées en un "
                "jour ; ce que des gens ont enregistré ou imprimé ne peut pas être rappelé.",
                "es": "Estoy de acuerdo con que lo que conté se publique en este sitio en varios "
                "idiomas, con el pueblo o la ciudad y el país, y que otras personas puedan usarlo "
                "según la licencia indicada. Puedo cambiar de opinión cuando quiera: la página "
                "desaparece entonces en un minuto y las copias ya cargadas en un día; lo que la "
                "gente guardó o imprimió no se puede recuperar.",
            },
        ),
    ),
    NAMING: (
        _BY_NAME,
        ConsentText(
            "naming-2026-11",
            {
                "en": "I agree that my name and my part in it stand beside what I told. Without this, "
                "readers see “a farmer in” and the place. I can take this back at any time.",
                "fr": "Je suis d’accord pour que mon nom et mon rôle figurent à côté de ce que j’ai "
                "raconté. Sinon on lit « un agriculteur ou une agricultrice » et le lieu. Je peux "
                "changer d’avis à tout moment.",
                "es": "Estoy de acuerdo con que mi nombre y mi papel aparezcan junto a lo que conté. Si "
                "no, se lee «un agricultor o una agricultora» y el lugar. Puedo cambiar de "
                "opinión cuando quiera.",
            },
        ),
    ),
    PEER_PUBLICATION: (
        ConsentText(
            "peer-publication-2026-11",
            {
                "en": "A person of the region reads it before others can. We keep your place to about 10 km, "
                "never your phone’s address. You can take it back at any time: it then goes from "
                "the site within a minute, and copies that others fetched end within a day.",
                "fr": "Une personne de la région le lit avant que d’autres le voient. Nous gardons le "
                "lieu à 10 km près, jamais l’adresse de votre téléphone. Vous pouvez le retirer à "
                "tout moment : il quitte le site en une minute, et les copies déjà chargées en un jour.",
                "es": "Una persona de la región lo lee antes que los demás. Guardamos el lugar con unos "
                "10 km de margen, nunca la dirección de su teléfono. Puede retirarlo cuando "
                "quiera: deja el sitio en un minuto, y las copias ya cargadas se acaban en un día.",
            },
        ),
    ),
    PEER_NAMING: (
        ConsentText(
            "peer-naming-2026-11",
            {
                "en": "Shown beside what you told. Leave it empty, and people read “a farmer” and the place.",
                "fr": "Affiché à côté de ce que vous racontez. Sans nom, on lit « quelqu’un qui "
                "cultive » et le lieu.",
                "es": "Aparece junto a lo que usted contó. Si lo deja vacío, se lee «alguien que cultiva» y "
                "el lugar.",
            },
        ),
    ),
    NEWSLETTER: (
        ConsentText(
            "newsletter-2026-11",
            {
                "en": "We keep your address, and what you chose, for these mails alone. Only the people "
                "who run this site see them, never those of a region. Each mail has a link that stops "
                "the newsletter; your address and all that you chose are deleted then.",
                "fr": "Nous gardons votre adresse et vos choix pour ces lettres seulement. Seules les "
                "personnes qui gèrent ce site les voient, jamais celles d’une région. Chaque lettre "
                "contient un lien pour l’arrêter ; votre adresse et vos choix sont alors effacés.",
                "es": "Guardamos su dirección y lo que usted eligió solo para estos correos. Solo los ven "
                "quienes llevan este sitio, nunca las personas de una región. Cada correo tiene un enlace "
                "para dejar de recibirlos; entonces se borran su dirección y todo lo que eligió.",
            },
        ),
    ),
    TWIN_PUBLICATION: (
        ConsentText(
            "twin-publication-2026-11",
            {
                "en": "We agree that the name and place of our territory, what it offers and seeks, and why, "
                "are published on this site once the coordination has accepted it. The name and address of "
                "whoever signs are never published. We can withdraw it at any time with the link in our "
                "mail: it is then gone from the site at once; copies that others fetched cannot be called "
                "back.",
                "fr": "Nous sommes d’accord pour que le nom et le lieu de notre territoire, ce qu’il offre "
                "et cherche, et pourquoi, soient publiés sur ce site dès que la coordination l’a accepté. Le "
                "nom et l’adresse de la personne qui signe ne sont jamais publiés. Nous pouvons le retirer "
                "à tout moment avec le lien reçu par courriel : il disparaît alors aussitôt du site ; les "
                "copies déjà chargées par d’autres ne peuvent pas être rappelées.",
                "es": "Estamos de acuerdo con que el nombre y el lugar de nuestro territorio, lo que ofrece "
                "y busca, y por qué, se publiquen en este sitio cuando la coordinación lo haya aceptado. El "
                "nombre y la dirección de quien firma no se publican nunca. Podemos retirarlo cuando "
                "queramos con el enlace de nuestro correo: desaparece del sitio enseguida; las copias que "
                "otras personas ya cargaron no se pueden recuperar.",
            },
        ),
    ),
    REGION_CONTACT: (
        ConsentText(
            "region-contact-2026-11",
            {
                "en": "I agree that this name, and the address or number typed here, stand on the public "
                "pages of the regions that I look after, for everybody to read. I can take this back at "
                "any time: it is then gone at once here; copies that others fetched cannot be called "
                "back.",
                "fr": "Je suis d’accord pour que ce nom, et l’adresse ou le numéro indiqués ici, figurent "
                "sur les pages publiques des régions dont je m’occupe, où tout le monde peut les lire. Je "
                "peux changer d’avis à tout moment : ils disparaissent alors aussitôt d’ici ; les copies "
                "déjà chargées par d’autres ne peuvent pas être rappelées.",
                "es": "Estoy de acuerdo con que este nombre, y la dirección o el número escritos aquí, "
                "aparezcan en las páginas públicas de las regiones que atiendo, donde cualquiera puede "
                "leerlos. Puedo cambiar de opinión cuando quiera: desaparecen de aquí enseguida; las "
                "copias que otras personas ya cargaron no se pueden recuperar.",
            },
        ),
    ),
}

WAYS: Final[Mapping[str, Promise]] = {
    "spoken": _("spoken, or by phone"),
    "written": _("on paper, signed"),
    "form": _("by a form of this site"),
    "message": _("by message or e-mail"),
}


def current(kind: str) -> str:
    """Returns the version that is read to people today."""
    return TEXTS[kind][-1].version


def versions(kind: str) -> tuple[str, ...]:
    """Returns every version there was, the newest last."""
    return tuple(text.version for text in TEXTS[kind])


def words(kind: str, version: str, language: str) -> str:
    """Returns what somebody agreed to, in their language; empty for a version that there never was."""
    found = (text.words[language] for text in TEXTS[kind] if text.version == version)
    return next(found, "")


def is_worded_in(kind: str, language: str) -> bool:
    """Returns whether the text that is read to people now exists in that language."""
    return bool(TEXTS[kind][-1].words.get(language))
