"""The English rules for what a party or its organ does, said in the plain present: "Mexico lends two kitchens until June"."""

from functools import partial

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.english_fragments import ENGLISH_FRAGMENTS
from meetings.promises.suggesting.english_words import ENGLISH_WORDS as WORDS
from meetings.promises.suggesting.patterns import any_of, word_set
from meetings.promises.suggesting.rules import Rules

# The closed class of what is no deed: being, having, seeing, holding a view, saying, feeling, growing, and being somewhere.
STATES = word_set(
    """abhor account acknowledge admire advise advocate affect affirm agree aim allege amount announce anticipate
    appeal appear applaud appreciate argue ask aspire assert assure attach await be become believe belong benefit
    blame border build call cause celebrate cherish claim coincide combine come commemorate commend commit complain
    comprise concede concern conclude concur condemn confirm confront congratulate consider consist constitute contain
    contemplate contend continue contrast contribute convey cost count crave criticise criticize declare decline
    decrease decry deem defend define demand demonstrate denounce deny depend deplore describe deserve desire
    determine differ dispel do doubt earn echo embark embody embrace emphasise emphasize encompass encourage endeavor
    endeavour endorse endure enjoy entail envisage envision equal estimate exceed exist expect experience explain
    export express extol face fail fall favor favour fear feel find forecast foresee forget form fuel gain generate
    grapple grow hail happen harbor harbour have hear highlight hinge honor honour hope illustrate imagine imply
    import include increase indicate influence inhabit insist inspire intend involve judge know lack lag lament learn
    lie like live look lose love maintain mark marvel matter mean mention merit mourn need note notice observe occupy
    occur offend oppose outline owe own perceive plan point portray possess praise predict prefer produce project
    propose prove rank reaffirm realise realize recall recognise recognize recommend recommit reconfirm refer reflect
    regard regret reinforce reiterate reject rejoice rely remain remember remind represent request require resemble
    resolve respect rest restate reveal rise salute say see seek seem separate share sound stand state stay stem
    stress strive struggle suffer suggest surround symbolise symbolize tend thank think threaten total traverse
    treasure trust try underline undermine underpin underscore understand unite urge value view violate voice want
    warn watch welcome win wish witness wonder worry"""
)
# These tell as often what is going on: they ask for a time ahead, or for how often.
HABITS = word_set(
    """accompany adapt advance allow arrive assess assist attend attract begin bring chair change check choose
    collaborate collect combat comment communicate complement consult contain contribute convene cooperate coordinate
    create cut decide deepen deliver demolish depict develop devote direct discuss drive elect employ enable engage
    enhance enjoy ensure evaluate examine exchange expand explore facilitate fight focus follow foster gather get give
    go handle have help hold host house improve interact invest invite join lead leave limit live make manage mandate
    measure meet monitor move offer operate participate patrol perform permit play process produce prohibit promote
    protect provide pursue put reach read receive recognise recognize refuse require resume retain return review run
    schedule serve set shape show sign speak spend spread start stop strengthen study supervise support take talk
    teach tell test train transform travel turn undertake update use visit work write"""
)
# What was done, where the word does not say so by its ending; and what only helps a verb.
PASTS = word_set(
    """am are ate be became been began being bent bore bought broke brought built came can caught chose could did do
    does drank drew drove fell felt fled flew forgave forgot fought found froze gave got grew had has heard held hung
    is kept knew laid lay left lent lost made meant met might must ought overcame oversaw paid ran rang rose said sang
    sat saw sent shall shone shook shot should shrank slept sold sought spent spoke stole stood struck stuck swam
    swore taught thought threw told took tore understood undertook underwent upheld was went were will withdrew woke
    won wore would wrote"""
)
# Words in "-s" that are no verbs, beside those that act.
_NO_VERB = frozenset().union(
    WORDS.actors,
    WORDS.bodies,
    WORDS.things,
    WORDS.prepositions,
    WORDS.conjunctions,
    WORDS.determiners,
    WORDS.before_noun,
) | word_set(
    """able above across afterwards again alone already also although always analysis as basis because besides bias both
    bus crisis else even first forward further gas headquarters here hereby hers how however if its just key last
    least less main many may means minus more most much my news not now nowadays once only onwards others ours out
    overseas own perhaps plus proud series sometimes species still such than that theirs then there therefore they
    this though thus today together towards upwards us very we what when where whether which while who whom why yet
    your"""
)
_IRREGULAR = {"be": "is", "do": "does", "go": "goes", "have": "has"}


def _singular(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb[:-1] + "ies"
    return _IRREGULAR.get(verb) or verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s")


# The same words do both: "hosts", "visits", "names".
_NOUNS = _NO_VERB - HABITS - set(map(_singular, HABITS)) - word_set("names plans funds answers queries issues orders")


_FRAGMENTS = {
    **ENGLISH_FRAGMENTS,
    "does": r"(?:{phrase}|(?!(?:{not_now})\b)[a-z]{2,}(?<!s)s\b(?={thing}))",
    "do": r"(?:{phrase}|(?!(?:{not_they})\b)(?:bring|[a-z]{2,}(?<!s)(?<!ed)(?<!ing))(?<!ly)\b(?={thing}))",
    "phrase": r"(?:exchanges?(?! (?:on|with|between|of|in|at)\b)|builds(?! (?:up)?on\b)|draws(?! (?:up)?on\b)|takes? (?:over"
    r"|back|on|charge|care|down)|makes? (?:available|over|good)|carr(?:y|ies) out|sees? to|looks? after|sets?"
    r" (?:up|aside)|pulls? (?:down|back|out)|phases? out|hands? over|turns? over|gives? (?:back|up)|pays? for|stands? in for"
    r"|puts?(?= [^.;]{3,80}?\b(?:at the disposal|in place|into (?:service|use|operation|circulation)|online|to use"
    r"|on the market))|recogni[sz]es?(?= (?:each other|one another|the (?:\w+ )?(?:licen[cs]es|diplomas|certificates|degrees"
    r"|visas|cards|passports))))",
    "dated_does": r"(?:{phrase}|(?!(?:{not_by})\b)[a-z]{2,}(?<!s)s\b(?={thing}|{some})|shares(?={shared}))",
    "dated_do": r"(?:{phrase}|(?!(?:{not_they_by})\b)(?:bring|[a-z]{2,}(?<!s)(?<!ed)(?<!ing))(?<!ly)\b(?={thing}|{some})"
    r"|share(?={shared}))",
    "past": any_of(PASTS),
    "not_now": any_of({*map(_singular, STATES | HABITS), *PASTS, *_NOUNS}),
    "not_by": any_of({*map(_singular, STATES), *PASTS, *_NOUNS}),
    "not_they": any_of(STATES | HABITS | PASTS | _NOUNS),
    "not_they_by": any_of(STATES | PASTS | _NOUNS),
    # Something bounded that it is done to, or something, if no other verb can be the sentence's.
    "thing": r" (?:the|an?|its|their|his|her|our|all|every|each|both|no|any|them|those|these|one|two|three|four|five|six"
    r"|seven|eight"
    r"|nine|ten|twenty|forty|up|over|out|back|off)\b(?! to\b)| [\d$\u20ac]",
    "some": r" (?!(?:(?!\b(?:until|before|when|after|once|so that)\b)[^;,]){0,60}?\b(?:{past}|\w{2,}ed(?!-))\b)\w",
    "shared": r" (?:(?:the|its|their|all|these|new|any) )?(?:[\w-]+ ){0,2}?(?:data|lists?|figures|records|intelligence"
    r"|evidence|costs?|bill|files|statistics|numbers|maps|findings|registers?|copies|drafts?)\b",
    # What makes of the verb a noun or of the sentence a view, a courtesy or a figure of how things are.
    "no_deed": r"(?! (?:(?:is|are|was|were|has|have|had|will|must|should|can|may|could|of|which|that|how|why|whether)\b"
    r"|(?:(?:its|their|his|her|the|our|great|particular|special|high|every|an?|most|heartfelt|sincere|warm) ){0,3}"
    r"(?:condolences|compliments|regards|greetings|congratulations|thanks|gratitude|sympath\w+|tribute|attention|importance"
    r"|emphasis|value|weight|hopes?|trust|priority|homage|message|signal|example|impression|touch|mind|view|rise|cause|evidence"
    r"|doubts?|relations|ties|platform|framework|vision|chance|voice|hope|basis|forum|foundation|context|insights?|overview"
    r"|leadership"
    r"|perspectives?|experiences?|expertise|increase|fall|growth|opportunit\w+|vigil)\b"
    r"|(?:more than|over|nearly|almost|about|around|some|roughly|approximately|up to|between) (?:\d|an? (?:hundred|thousand"
    r"|dozen|million|third|quarter)|hundreds|thousands|millions|two|three|four|five|six"
    r"|seven|eight|nine|ten|half)"
    r"|(?:\w+ ){0,3}?(?:following|this|these|present) (?:[\w-]+ )?(?:communiqu[e\u00e9]|statement|declaration|conclusions|text"
    r"|record|minutes|letter|note|report|document)\b"
    r"|(?:\w+ed|met|heard|began|came|went|took|made|led|grew|rose|fell|gave|brought|held|saw)\b"
    r"|(?:hundreds|thousands|millions|tens|dozens|[\d.,]+ (?:million|thousand) (?!dollars|euros|pesos))\b"
    r"|(?:his|her|their|the) (?:letter|speech|remarks|address|statement|visit)\b"
    r"|[\d.,]+ (?:[\w-]+ ){0,3}?(?:an?|each|every|per) (?:day|week|month|year)))"
    r"(?= [\w$\"])",
    # Not what has long been so, nor what usually is.
    "month_name": r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    "ahead": r"(?:by (?:the end|next|mid|early|late|\d)|before (?:the end|\d)|within|no later than|{regular}|(?:in|by|until"
    r"|from|before|after|of|on|during|through|late|early|mid|\d{1,2})[ -](?:early |late |mid-)?"
    r"{month_name}|{month_name} \d|next|until|till|as of|as from|from (?:the|now|then|next|tomorrow)|tomorrow"
    r"|this (?:week|month|winter|spring|summer|autumn|fall|year)|in the (?:first|second|third|fourth|last|coming)"
    r"|at (?:the|its|their) (?:next|own|latest)|(?:every|each) (?:other |second )?(?:morning|evening|night|\w+day|week"
    r"|month)|again"
    r"|(?:before|by|after|at|on|until|from|since|with) (?:the )?(?:start of |new )*(?:christmas|easter|holidays|summer"
    r"|winter|spring|autumn|new"
    r" year|rains?|harvest|elections?|term|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|on request|free of charge"
    r"|at least|in writing|weekends included|for (?:\w+ ){1,2}?(?:days|weeks|months|years))\b",
}  # fmt: skip

# A clause is read no farther back than this: any word may be its verb.
_core = partial(Rules(_FRAGMENTS).core, reach=320)
# One clause from its beginning: an opening ("From 1 February", "In the meantime,"), a subject, an aside.
_CLAUSE = (r"(?:^|[;:|] |, (?:and|but|while) (?=(?:the|each|both|our|its|their|all) |(?-i:[A-Z])))\W*(?:\(?\w{1,3}[.)] )?"
           r"(?![^;:]*\b(?:if|when|whether|because|although|though|unless|who|which|that|how|what|why)\b[^;:]*$)"
           r"(?![^;:]*\b(?:as(?! of| from)|since|to(?! (?:this|that|these|those) )|already|currently|traditionally|usually"
           r"|normally"
           r"|often|generally|still|rarely|sometimes|not|is|are|was|were|be|been|has|have|had|will|would|shall|should|can"
           r"|could|may"
           r"|might|must|did)\b[^;:,]*$)"
           r"(?![^;:]*\b(?:\w{2,}(?<!ne)(?<!spe)(?<!unit)(?<!hundr)ed|{past})\b[^;:]*$)"
           r"[^;:]{0,160}?")  # fmt: skip
_PLURAL = (r"(?:\b(?:we|they|i|both|police|staff|people|three|two|four|all|team|\w+s general"
          r"|\w+s of (?:the )?[\w'-]+(?: and [\w'-]+)?)|[\w-]{2,}(?<!s)s|\band (?!(?:in|on|at|for|to|with|by|of|as|from"
          r"|above|not)\b)(?:the )?[\w' .-]{2,40}"
          r"|\w, [^,;]{2,60},) $")  # fmt: skip
# A verb without "s" may be an infinitive of a list, or a noun.
_MANY = (_CLAUSE[: -len("[^;:]{0,160}?")] + r"(?![^;:]*\b(?:to(?! (?:this|that|these|those) )|will|shall|would|should|could"
          r"|can|may|must|is|are|am|was|were|be|been|has|have|had|met|held|heard|saw|spoke|took|gave|led|made|found|including"
         r"|such as|\w{2,}(?<!ne)(?<!spe)(?<!unit)(?<!hundr)ed|\w{3,}ing)\b[^;:]*$)[^;:]{0,160}?")  # fmt: skip
_ONE = (r"(?![^;:]*\b(?:and|or|of|in|on|at|to|for|from|with|by|as|than|into|between|the|an?|its|their|his|her|our|your|new"
r"|such|other"
        r"|no|any|some|many|several) $)[^;:]*?[\w)'\u2019,] (?<!\btwo\s)(?<!\bthree\s)"
    r"(?<!\bfour\s)(?<!\bfive\s)(?<!\bsix\s)(?<!\bten\s)(?<!\bboth\s)(?<!\bthese\s)"
        r"(?<!\ball\s)$")  # fmt: skip
# Any word in "-s" may be a noun: before it stands nothing but one name or one office, and a time.
_SHORT = (r"(?:^|[;|] )\W*(?:\(?\w{1,3}[.)] )?(?:(?:from|by|on|in|as of|starting|after|before|until|next|this|meanwhile|for"
          r"|until)\b"
          r"[^;:]{2,60}?,? )?(?:(?:the|an?|each|every|its|our|his|her|their|neither) )?(?![^;:]*\b(?:\w+ed|\w+ing|on|to"
          r"|brought|met|held)\b"
          r"[^;:,]*$)(?:[\w.'\u2019-]+,? ){0,5}?(?:(?-i:[A-Z])[\w.'\u2019-]+|[\w'\u2019-]*[^\Ws]) $")  # fmt: skip
_AHEAD = (r"^(?![^;:]*\b(?:\w{2,}(?<!ne)(?<!spe)(?<!unit)(?<!hundr)ed|{past}|again|to (?!(?:this|that|these"
r"|those)\b)[\w-]+)\b[^;:]*$)"
          r"\W*(?:\(?\w{1,3}[.)] )?(?!\d+[.)])(?:and |so )?(?:[\w-]+ ){0,3}?{ahead}[^;:\s]*+ (?:[^;:\s]++ ){0,5}?")  # fmt: skip
_STILL = (r"(?![^.;]{0,160}\b(?:last (?:year|month|week|spring|summer|autumn|winter)|ago"
          r"|yesterday)\b)(?![^.;]{0,160}\bsince \d{4})(?![^.;]{0,120}\bfor (?:many |several )?(?:years|decades)\b)")  # fmt: skip

ENGLISH_PRESENT = (
    _core("does_now", "present", Asks.PARTY, r"(?P<verb>{does})\b{no_deed}" + _STILL,
          "a party does it from now on", needs_before=_CLAUSE + _ONE),
    _core("do_now", "present", Asks.PARTY, r"(?P<verb>{do})\b{no_deed}" + _STILL,
          "several do it from now on", needs_before=_MANY + _PLURAL),
    _core("we_do_now", "present", Asks.PARTY, r"(?P<verb>(?!(?:{not_they})\b)(?:bring"
          r"|[a-z]{2,}(?<!s)(?<!ed)(?<!ing)(?<!ly))\b(?={some}))\b{no_deed}" + _STILL,
          "we do it to something", needs_before=_MANY + r"\b(?:we|they) (?:\w+ly |also )*$"),
    _core("name_does_now", "present", Asks.PARTY, r"(?P<verb>(?!(?:{not_now})\b)[a-z]{2,}(?<!s)"
          r"(?<!ment)(?<!tion)(?<!sion)(?<!itie)(?<!er)(?<!or)s\b(?={some}))\b{no_deed}" + _STILL,
          "somebody named does it to something", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?(?:the )?(?-i:[A-Z])[\w.-]+ "
          r"(?:(?:and |of |of the )?(?-i:[A-Z])[\w.-]+ ){0,3}$"),
    _core("does_by", "present", Asks.OFFICE, r"(?P<verb>{dated_does})\b{no_deed}(?=[^;]{0,200}?\b{ahead})" + _STILL,
          "a party does it at a time to come", needs_before=_CLAUSE + _ONE),
    _core("by_does", "present", Asks.OFFICE, r"(?P<verb>{dated_does})\b{no_deed}" + _STILL,
          "the same with the time before it", needs_before=_AHEAD + _CLAUSE[_CLAUSE.index(r"\W*") :] + _ONE),
    _core("by_do", "present", Asks.OFFICE, r"(?P<verb>{dated_do})\b{no_deed}" + _STILL,
          "several do it, the time before it", needs_before=_AHEAD + _MANY[_MANY.index(r"\W*") :] + _PLURAL),
    _core("do_by", "present", Asks.OFFICE, r"(?P<verb>{dated_do})\b{no_deed}(?=[^;]{0,200}?\b{ahead})" + _STILL,
          "several do it at a time to come", needs_before=_MANY + _PLURAL),
    _core("no_such", "future", Asks.NOTHING, r"(?P<verb>[a-z]{2,}(?<!s)s)\b(?= [^.;]{2,90}?\b(?:until|without|before"
          r"|unless)\b)",
          "what nobody and nothing may do first", needs_before=r"(?:^|[;:|] )\W*(?:\(?\w{1,3}[.)] )?no (?!(?:one"
          r"|doubt)\b)(?!.*\b(?:can|could|may|will|should|is|are)\b)"
          r"(?:[\w-]+ ){1,6}?$"),
    _core("takes_place", "present", Asks.NOTHING,
          r"(?P<verb>takes? place|(?:is|are) held|begins?|starts?|opens?|resumes?|ends?|closes?)\b(?=[^.;]{0,80}?\b{ahead})",
          "a thing of the parties' making that begins or is held at a time to come",
          needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?(?:the|an?|its|our|joint|first|second|next) (?:[\w-]+ ){0,4}?"
          r"(?:reviews?|meetings?|rounds?|sessions?|exchange|patrols?|training|courses?|campaign|works?|inspections?|pilot"
          r"|trial"
          r"|service|registration|deliver(?:y|ies)|exercises?|workshops?|evaluation|audit) (?:[\w-]+ ){0,4}?$"),
    _core("none_does", "future", Asks.NOTHING,
          r"(?P<verb>(?!(?:{not_by}|{not_they_by})\b)[a-z]{2,}(?<!ed)(?<!ly)|asks?|demands?)\b(?= \w)(?! (?:is|are|was|were)\b)",
          "what none of them does, or no longer, is forborne",
          needs_before=r"(?:^|[;:] |that )\W*(?:(?:neither|no|none of the) (?:{office}|consulates?|institutes?|ministr(?:y|ies)"
          r"|services?|authorit(?:y|ies)|consuls?|officers?|agenc(?:y|ies)|countr(?:y|ies)|states?|posts?) (?:\w+ )?"
          r"|(?:the|its|our) (?:[\w-]+ ){1,4}?no longer )$"),
    _core("each_does_now", "present", Asks.NOTHING, r"(?P<verb>{does})\b{no_deed}" + _STILL,
          "what each of those who speak does from now on",
          needs_before=r"(?:^|[;:,] )\W*(?:and )?(?:to (?:this|that) end,? |for (?:this|that) purpose,? )?each "
          r"(?:of (?:us|them|the (?:\w+ )?\w+) )?(?!(?:person|migrant|famil|child|applicant|traveller|traveler|year|month|day"
          r"|week|time|case|citizen|worker|refugee)\w*\b)(?:[\w-]+ ){0,2}$"),
    _core("and_does", "present", Asks.PARTY,
          r"(?<=and\x20)(?P<verb>{does})\b{no_deed}(?= (?:the|an?|its|their|our|all|every|each|both|no|there|two|three|four"
          r"|five|six"
          r"|ten|\d|[$\u20ac]))" + _STILL,
          "the second thing that the same party does", needs_before=_CLAUSE + r"and $"),
    _core("row_of_plan", "present", Asks.NOTHING,
          r"(?P<verb>(?!(?:actions?|activit(?:y|ies)|tasks?|what|costs?|source)\b)[^|]{4,240}?) \|(?=.*\b{ahead}|.*\d)",
          "a row of a plan: what, by whom, by when", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("calendar_row", "present", Asks.NOTHING,
          r"(?P<verb>(?:(?:by|from|before|until) )?(?:the )?(?:(?:end|middle|beginning) of |early |mid-"
          r"|late )?(?:\d{1,2} )?{month_name}"
          r"(?: \d{1,2})?(?:,? \d{4})?(?: (?:to|and|-) [\w ]{1,16})?)\s*(?::|\s\u2014|\s-|\s\|)(?= \w)(?!.*\b(?:was|were|met"
          r"|held(?! in)|signed"
          r"|took|ran|had)\b)",
          "a calendar names a day and what is done by then", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("labelled_row", "present", Asks.NOTHING,
          r"(?P<verb>(?!(?:venue|place|time|when|date|present|weather|agenda|costs?|source"
          r"|notes?)\b)(?:[\w'-]+ ){0,2}[\w'-]+)\s*:(?= [^;]{3,160}?\b"
          r"(?:as of|by|until|no later than|from) (?:the )?(?:end of |next |\d{1,2} )?(?:{month_name}|\w+day\b))"
          r"(?!.*\b(?:was|were|is|are|has|have|had)\b)",
          "minutes name a thing and what holds for it from a day on", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("next_row", "present", Asks.NOTHING,
          r"(?P<verb>(?:next|following|second|third|fourth) (?:[\w-]+ ){0,2}?(?:meeting|call|session|round|visit|review"
          r"|report))\s*(?::|\s\u2014|\s\|)"
          r"(?= [^;]{0,80}?\d)", "where and when it goes on, as minutes have it", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("settled_that", "past", Asks.NOTHING,
          r"(?P<verb>(?:it (?:was|is|has been)|(?:was|were)) (?:also )?(?:settled|arranged|understood and agreed|laid down"
          r"|fixed"
          r"|established)) (?P<link>that)\b(?=[^;]{0,60}?\b(?:no|nobody|no one|each|both|every|neither|all|any)\b)",
          "settled of each or of none"),
)  # fmt: skip
