"""Words of help centres in four languages, so that a reply can be compared with a passage in another language."""

from functools import cache, lru_cache
from typing import Literal

Concept = int
LANGUAGES = ("de", "en", "fr", "it")
MOST_WORDS = 16_384
"""Words that are kept; a model may invent any number of them."""

_CONCEPTS = """
wlan wifi | wifi wlan wi | wifi wlan wi | wifi wlan wi
*mehrwertst* *umsatzst* *mwst ust | vat tax | tva taxe* | iva impost*
*wasser* | water* | eau eaux | acqu*
*tank *tanks *tanken behaelter* *behaelter wanne schale *schale | tank* container* hopper* tray* tub |
    reservoir* bac bacs recipient* | serbatoi* contenitor* vaschett* vasch*
*passw* kennw* | password* passcode* passphrase* | passe | password* parol*
*konto kontos konten kundenkont* benutzerkont* | account* | compte* | account conto conti
*rechnung* *faktur* | invoice* bill bills billing | facture* factur* | fattur*
*paket* *sendung* *versand* *liefer* zustell* geliefert | parcel* package* deliver* ship* sent dispatch*
    carrier* courier* postal post | colis envoi* envoy* livr* expedi* transporteur* | pacc* spedi* consegn*
    corrier* invi*
*bestell* auftrag* | order* purchas* | command* achat* | ordin* acquist*
*rueckgabe* *ruecksend* zurueck* *retour* rueckerstatt* | return* refund* back | retour* renv* rembours*
    retourn* | res* restitu* rispedi* rimbors* ritorn*
*kuendig* | cancel* terminat* notice | resili* annul* | disdett* disd* recess* reced* annull*
*widerruf* | withdraw* revok* revoc* | retract* revoc* | recess* reced* revoc*
*adress* *anschrift* | address* | adress* | indirizz*
*telefon* *handy* smartphone* mobil* *anruf* *rufen* *rufnummer* *geraet* | phone* telephone* mobile*
    smartphone* call* device* cell* | telephon* portable* mobile* smartphone* appel* appareil* | telefon*
    cellular* smartphone* chiam* dispositiv* apparecch* mobil*
*mail* | mail* email* e-mail* | mail* e-mail* courriel* message* messagerie* | mail* email* e-mail* posta
*zertifikat* | certificat* | certificat* | certificat*
*impf* | vaccin* immuni* shot* | vaccin* | vaccin*
*zoll* | customs duty duties | douan* | dogan*
*garantie* *gewaehrleist* | warrant* guarant* | garant* | garan*
*lastschrift* | debit* | debit* prelev* | addebit*
*abo abos *abonn* | subscri* | abonn* | abbon*
*kalk* | descal* limescale* lime* scale* | detartr* calcaire* tartre | decalcif* calcar*
*mahl* | grind* grinder* ground* burr* | mou* broy* mouture* | macin*
*milch* | milk* | lait | latt*
*browser* | browser* | navigateur* | browser*
*montag* | monday* | lundi* | luned*
*dienstag* | tuesday* | mardi* | marted*
*mittwoch* | wednesday* | mercredi* | mercoled*
*donnerstag* | thursday* | jeudi* | gioved*
*freitag* | friday* | vendredi* | venerd*
samstag* sonnabend* | saturday* | samedi* | sabat*
*sonntag* | sunday* | dimanche* | domenic*
*feiertag* | holiday* | ferie* | festiv*
*kaffee* | coffee* | cafe* | caffe*
reinig* *reinigung* gereinigt* putz* saeuber* spuel* | clean* rins* wash* flush* | nettoy* lav* rinc* | puli*
    lav* sciacqu*
*gutschein* | voucher* gift* | bon bons cadeau* cheque* | buon*
*reisepass* *ausweis* | passport* id identi* card | passeport* identit* piece* | passaport* identit* document*
    carta
fernseh* | television* tv tvs | tele televiseur* | televis*
polizei* | police* | police* | polizia
*nachbar* | neighbo* | voisin* | vicin*
*cookie* | cookie* | cookie* | cookie*
notar notare notars notariell* | notar* | notair* | notai*
"""

_AXES = """
kostenlos* kostenfrei* gratis unentgeltlich* / *pflichtig* gebuehr* | free complimentary gratis / chargeable
    paid fee fees
    charged | gratuit* offert* / payant* payante* frais | gratuit* gratis / pagament* pagat* spese
offen* oeffn* geoeffnet* / schliess* geschlossen* | open* unopened / clos* shut | ouvr* ouvert* / ferm* | apr*
    apert* /
    chiu*
*aktivier* einschalt* eingeschaltet* / *deaktivier* ausschalt* ausgeschaltet* abschalt* | activ* enabl* /
    deactiv* disabl* | activ* / desactiv* | attiv* / disattiv*
vorher bevor vorab zuvor / nachher nachdem danach | before beforehand / after afterwards | avant / apres |
    precedent* / dopo
innerhalb / ausserhalb | within inside / outside | interieur dans / exterieur hors | entro dentro interno /
    fuori esterno
hoeher* groesser* / niedriger* kleiner* geringer* | higher larger greater bigger / lower smaller |
    superieur* / inferieur* | maggior* superior* / minor* inferior*
mehr / weniger | more / less fewer | davantage / moins | piu / meno
links linke* / rechts rechte* | left / right | gauche / droit* | sinistr* / destr*
oben obere* / unten untere* | top upper above up / bottom lower below down | haut superieur* dessus / bas
    inferieur* dessous |
    alto superior* sopra / basso inferior* sotto
erlaubt gestattet zulaessig* / verboten untersagt unzulaessig* | allowed permitted / forbidden prohibited
    banned | autoris*
    permis* / interdit* | consentit* permess* / vietat*
immer stets jederzeit / nie niemals | always anytime / never | toujours / jamais | sempre / mai
mit / ohne | with / without | avec / sans | con / senza
neu neue* neuer* / alt alte* alter | new / old former | nouv* neuf neuv* / ancien* vieux | nuov* / vecchi*
oeffentlich* / privat* | public* / private* | publi* / prive* privat* | pubblic* / privat*
minimum mindest* minimal* wenigstens / maximum hoechst* maximal* | minimum / maximum | minimum minimal* /
    maximum maximal* | minimo minim* almeno / massimo massim*
warm* heiss* / kalt* | warm hot / cold | chaud* / froid* | cald* / fredd*
freiwillig* optional* / verpflicht* pflicht* obligat* zwingend* | optional* voluntar* / mandatory required compulsory
    obligat* | facultati* optionnel* volontair* / obligatoir* | facoltativ* volontari* / obbligator*
gueltig* / ungueltig* abgelaufen* | valid / invalid expired | valable* valide* / perime* expire* invalid* |
    valid* / scadut*
    invalid*
hinzufueg* ergaenz* / entfern* loesch* | add adds added adding / remov* delet* | ajout* / supprim* retir* enlev* |
    aggiung* aggiunt* / rimuov* elimin* cancell*
online / offline | online / offline | ligne / hors | online / offline
gross* / klein* | large big great / small little | grand* gros* / petit* | grand* / piccol*
erst* / letzt* | first / last | premier* / dernier* | prim* / ultim*
frueh* / spaet* | early earlier earliest / late later latest | tot / tard* | presto anticip* / tardi* dopo
erhoeh* steig* / senk* sink* verringer* reduzier* | increas* rais* / decreas* reduc* lower* | augment* /
    diminu* redui* baiss* |
    aument* / diminu* ridu* abbass*
sicher* / unsicher* | safe* secure* / unsafe insecure | sur sure surs securis* / dangereu* | sicur* / insicur*
    pericol*
"""


@lru_cache(maxsize=MOST_WORDS)
def concepts_of(word: str, language: str) -> frozenset[Concept]:
    """What a folded word may stand for."""
    return frozenset(number for number, forms in enumerate(_concepts(language)) if _is_among(word, forms))


@lru_cache(maxsize=MOST_WORDS)
def poles_of(word: str, language: str) -> frozenset[tuple[int, Literal[0, 1]]]:
    """On which side of which pair of opposites a folded word stands."""
    sides: tuple[Literal[0, 1], ...] = (0, 1)
    return frozenset(
        (number, side) for number, axis in enumerate(_axes(language)) for side in sides if _is_among(word, axis[side])
    )


def _is_among(word: str, forms: tuple[str, ...]) -> bool:
    return any(_fits(word, form) for form in forms)


def _fits(word: str, form: str) -> bool:
    """A star stands for any letters."""
    core = form.strip("*")
    if form.startswith("*") and form.endswith("*"):
        return core in word
    if form.startswith("*"):
        return word.endswith(core)
    return word.startswith(core) if form.endswith("*") else word == core


@cache
def _concepts(language: str) -> tuple[tuple[str, ...], ...]:
    if language not in LANGUAGES:
        return ()
    column = LANGUAGES.index(language)
    return tuple(tuple(row.split("|")[column].split()) for row in _rows(_CONCEPTS))


@cache
def _axes(language: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    if language not in LANGUAGES:
        return ()
    column = LANGUAGES.index(language)
    return tuple(tuple(tuple(side.split()) for side in row.split("|")[column].split("/")) for row in _rows(_AXES))


def _rows(text: str) -> list[str]:
    """One row for each line; an indented line goes on."""
    return text.replace("\n    ", " ").strip().splitlines()
