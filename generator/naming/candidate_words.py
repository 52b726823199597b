"""Words that tell what a capitalised word is: a title, a body's head noun, a date, a people, a sentence's opening."""

import re
from functools import cache, lru_cache

from babel import Locale

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady president premier chancellor king queen prince princess emperor "
    "sheikh shah sultan emir pope general gen marshal admiral adm colonel col major maj captain capt lieutenant lt sergeant "
    "sgt brigadier commander ambassador ambassadors amb minister ministers secretary undersecretary senator sen representative "
    "rep congressman governor gov mayor judge justice chairman chairwoman chair director deputy counselor counsellor consul "
    "envoy spokesman spokeswoman spokesperson delegate commissioner comrade attorney speaker".split()
)
"""Words for posts and ranks that stand before a surname as titles do."""

ROLES = TITLES | frozenset(
    "chairperson congresswoman attaché attache adviser advisor patriarch archbishop bishop cardinal ayatollah imam rabbi "
    "reverend corporal private specialist chief leader head boss prosecutor lawyer doctor coach manager editor journalist "
    "reporter correspondent author officer engineer founder co-founder ceo cfo cto mp cpl pfc spc pvt brig cmdr pres rev hon "
    "st herr frau monsieur madame don señor dictator coordinator administrator".split()
)
"""Words for posts and titles; some are first names too (Don)."""

HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady hon gen lt col maj capt sgt st".split())
"""Titles that name no post."""

ROLE_ADJECTIVES = frozenset(
    "foreign prime vice deputy assistant acting first second permanent special state defence defense interior finance economy "
    "trade justice press former late chief senior junior executive managing general national regional supreme crown grand high "
    "joint shadow under federal presidential associate team staff air affairs".split()
)
"""Words that stand before or behind a post's noun as part of the post."""

BODIES = frozenset(
    "ministry department administration government cabinet parliament congress senate house assembly duma knesset bundestag "
    "commission committee council board bureau office agency authority service services secretariat directorate institute "
    "institution university college school academy faculty centre center foundation fund trust bank company corporation corp "
    "inc ltd llc group holding holdings association society union league alliance coalition community opposition confederation "
    "federation organisation organization movement party front army navy force forces corps command brigade brigades wing "
    "battalion regiment division squadron fleet guard guards police militia court tribunal embassy consulate mission "
    "delegation headquarters court club team network news agency press times post gazette herald journal magazine radio "
    "television channel tv newspaper daily weekly broadcasting industries systems airlines airways railways hospital museum "
    "church synagogue taskforce jihad resistance state nations branch unit section observatory laboratory laboratories studio "
    "studios records entertainment democrats republicans liberals conservatives greens guild chamber consortium syndicate "
    "brotherhood".split()
)
"""Nouns that head the names of bodies."""

THINGS = frozenset(
    "act bill law code treaty accord accords agreement protocol declaration resolution charter constitution amendment "
    "operation "
    "exercise war battle siege revolution uprising massacre day week month year decade prize award awards medal games olympics "
    "paralympics cup cups championship championships tournament festival carnival fair exhibition book bible quran koran novel "
    "film movie song album edition version internet web net gospel theory effect disease virus syndrome deal doctrine "
    "summit time system systems rate limits rights".split()
)
"""Nouns that head the names of laws, events and works: no actors."""

LOWER_BODIES = re.compile(
    r"\s+(?:(?:armed|security|special|air|ground|foreign|defence|defense|interior|military|intelligence|peshmerga"
    r"|opposition)\s+)?"
    r"(?:government|regime|authorities|army|navy|military|forces|police|parliament|ministry|embassy|delegation|administration"
    r"|leadership|presidency|coalition|opposition|side|troops|militias?|rebels|consulate|judiciary|senate"
    r"|cabinet|people|state|nation|parties|party|soldiers|fighters|partners|media)\b"
)
"""What follows a people's adjective when both name a body (“Sandorian government”); “Sandorian officials” are any."""

PLACES = frozenset(
    "river lake sea ocean bay gulf strait island islands mountain mountains mount valley desert peninsula coast province "
    "governorate region district strip county city town village street road avenue square bridge dam airport airfield airbase "
    "port harbour harbor canal hills north south east west".split()
)
"""Nouns in the names of places."""

TIMES = frozenset(
    "today yesterday tomorrow am pm gmt utc est edt cet bst ad bc christmas easter ramadan spring summer autumn winter "
    "mon tue tues wed thu thur thurs fri sat sun sept century".split()
)
PARTICLES = frozenset("al el bin ibn ben abu de del della da di du des la le van von der den dos y ter ould ap".split())
"""Small words inside names of persons."""

PEOPLES = re.compile(r"(?:ians?|eans?|[^aeiou]ans|ishm[ae]n|ese|is|ites?|ists?)\Z")

ABBREVIATIONS = frozenset(
    "tv dna rna html http url ip iq vip gdp gnp aids hiv pdf usb gps sms ied ieds uav uavs wmd icbm usd eur gbp rub "
    "ngo ngos faq "
    "diy phd ba ma msc bsc uhf vhf mhz khz mw kw gb mb kb ai pr hr pc cd dvd suv atm pin id rip lgbt covid sars kia mia pow "
    "pows vr ar os potus q&a pm am rpg mw it".split()
)
"""Abbreviations of things."""

OPENING_WORDS = frozenset(
    "a an the this that these those and but or nor so yet if when while as since because although though after before until "
    "unless whether where who whom whose which what how why not no only also even both either neither then thus hence here "
    "there now whatever whenever wherever later earlier meanwhile however moreover in on at by to of for from with without "
    "within into onto upon over under between among through during against about like per via re he she it they we you i his "
    "her its their our your my all any each some many most much few several such same other another dear following ask asked "
    "tell told said says see saw did does do had has have is was were are be been would could should might must let yes first "
    "second third finally again still just".split()
)
"""Small words that a sentence opens with."""

_FUNCTION_WORDS = OPENING_WORDS | frozenset(
    "me him them us mine yours ours theirs others say done having being shall lets fourth".split()
)
"""Words that are never part of a name, whatever letters they start with."""

_COMMON = _FUNCTION_WORDS | frozenset(
    "will can may well according despite due instead rather perhaps maybe once twice one two three four five six "
    "seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred thousand million dozens hundreds thousands millions more less least "
    "last next new old big "
    "small great good bad better best worse worst long short high low early late recent former current present past future "
    "people person man woman men women child children boy girl family friend friends everyone everybody someone somebody "
    "anyone nobody nothing something anything everything thing things time times day days week weeks month months year years "
    "today tomorrow yesterday morning evening night hello hi hey thanks thank please ok okay oh ah wow sorry sure right "
    "left back down up out off away around above below behind beyond across along near far inside outside towards toward "
    "throughout together apart ago ever never always often sometimes usually soon already almost quite very too really "
    "actually basically probably certainly clearly unfortunately fortunately additionally furthermore nevertheless nonetheless "
    "therefore otherwise besides except including include included given based regarding concerning "
    "help make makes made take takes took taken give gives gave get gets got go goes went gone come comes came know knows "
    "knew known think thinks thought look looks looked find found want wants wanted need needs needed use uses used work works "
    "worked try keep kept put set run call called show shows showed shown read write wrote written play plays played move "
    "turn start begin began end stop stay live lives lived feel felt seem become became leave bring brought hold held mean "
    "means meant ways way part parts place places case cases point points fact facts question questions answer answers "
    "problem problems issue issues reason reasons result results example examples number numbers name names word words story "
    "stories news report reports statement statements source sources photo photos image images video file picture background "
    "note notes related links external comment comments interview interviews introduction summary conclusion overview update "
    "updated contact information details general page copyright share follow read click view access "
    "life world country countries nation nations city cities state states government governments police officials "
    "authorities military soldiers troops forces fighters rebels militants civilians residents citizens victims members "
    "leaders leader president minister politicians politics political economic social legal public private national "
    "international global local foreign human rights law laws policy policies security peace war conflict attack attacks "
    "support action actions agreement meeting talks efforts plan plans aid food water health education money business trade "
    "market markets company companies industry science scientists research researchers study studies experts analysts "
    "critics supporters opponents voters students teachers workers women young older half both nearly roughly approximately "
    "over fewer whoever given hopefully anyway anyhow plus minus versus whereas lest amid amidst alongside aboard "
    "artillery airstrike airstrikes strike strikes aircraft weapons weapon vehicle vehicles fire explosion bomb "
    "constitution chairmanship quote end begin release press media conference speech remarks address question "
    "editorial manager character idea ideas studio communications communication rock euro dollar dollars frequency oath "
    "mother father brother sister son daughter wife husband parents god lord dear ladies gentlemen sir madam".split()
)
_OPENS = re.compile(r".+(?:ly|ing|tions?|ments?|ness|ities|ity|ances?|ences?|isms?|less|ful|able|ible|ous|ives?)\Z")


def is_function_word(word: str) -> bool:
    """Return whether a word in small letters is never part of a name (on, their)."""
    return word in _FUNCTION_WORDS


@lru_cache(maxsize=1 << 15)
def is_common(word: str) -> bool:
    """Return whether a word in small letters is one a sentence may open with, rather than a name."""
    if word in countries() or word in BODIES:
        return False
    return word in _COMMON or bool(len(word) > 5 and _OPENS.match(word)) or _ends_contracted(word)


def _ends_contracted(word: str) -> bool:
    return bool(re.search(r"['’](?:m|re|ve|ll|d|t|s)\Z", word)) and re.split(r"['’]", word)[0].removesuffix("n") in _COMMON


@cache
def countries() -> frozenset[str]:
    """Return the names of countries and parts of the world, in small letters, with the usual short ones."""
    names = {name.casefold() for code, name in Locale("en").territories.items() if code.isalpha() or code in ("150", "002")}
    plain = {name.replace("&", "and") for name in names} | {re.sub(r"\s*\(.*", "", name) for name in names}
    return frozenset(
        names | plain | set("us u.s u.s. uk u.k u.k. usa un eu au america britain england scotland wales burma".split())
    )


@cache
def calendar() -> frozenset[str]:
    """Return the names of months and days of the week, in small letters, full and short, and words for times."""
    locale = Locale("en")
    found = [*locale.months["format"]["wide"].values(), *locale.months["format"]["abbreviated"].values()]
    return frozenset(name.casefold() for name in [*found, *locale.days["format"]["wide"].values()]) | TIMES


@cache
def _languages() -> frozenset[str]:
    return frozenset(name.casefold() for name in Locale("en").languages.values() if " " not in name)


@cache
def _stems() -> frozenset[str]:
    return frozenset(name[:4] for name in countries() if len(name) > 3 and "." not in name)


_PEOPLES = frozenset(
    "american americans british european europeans western eastern soviet swiss danish dutch french german germans "
    "greek greeks "
    "polish poles turk turks arab arabs kurd kurds kurdish jew jews jewish christian christians muslim muslims islamic sunni "
    "sunnis shia shiite shiites alawite palestinian palestinians african asian latin catholic orthodox protestant buddhist "
    "hindu briton britons english welsh irish scottish northern southern central".split()
)


@lru_cache(maxsize=1 << 15)
def is_people(word: str) -> bool:
    """Return whether a word in small letters is a people's, a faith's or a language's: an adjective or its holders."""
    if word in _PEOPLES or (word in _languages() and word not in countries()):
        return True
    return word[:4] in _stems() and word not in countries() and bool(PEOPLES.search(word) or word.endswith(("an", "i")))


SPEAKS = re.compile(
    r"['’]s\b|,?\s+(?:also\s+|then\s+|has\s+|had\s+|have\s+|will\s+|would\s+|later\s+)?"
    r"(?:is|was|were|are|has|had|have|will|would|said|says|told|added|called|and|claimed|did|does|can|cannot|must|who|whose|made|"
    r"took|went|held|met|began|won|lost|came|gave|led|sent|\w{3,}ed|\w{3,}[^s\W]s)\b"
)
"""What follows a name at a sentence's start: it owns, is or does something."""
