"""The English rules for what a party or its organ does, said in the plain present: "Mexico lends two kitchens until June"."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.english_fragments import ENGLISH_FRAGMENTS
from meetings.promises.suggesting.patterns import any_of, word_set
from meetings.promises.suggesting.rules import Rules

# What somebody does to a thing in order to keep a promise. Verbs of being, holding a view, saying or growing are none; nor are
# those that as often tell how things work ("runs", "handles", "improves").
DEEDS = word_set(
    """abolish absorb accept accredit activate adapt add adjust admit advance advertise align allocate anonymise anonymize
    answer apply appoint approve archive assign auction audit authorise authorize award ban bar bear block bring
    broadcast buy calibrate cancel caption catalogue certify channel check circulate clean clear close clothe
    co-finance commission compensate compile complete conduct connect contract convert copy cover cut deactivate
    dedicate defray delete deliver demolish deploy deposit designate destroy detach dig digitise digitize disable
    discharge disclose disinfect dismantle dispatch distribute divide donate double draft dredge earmark encrypt
    enlist enrol enroll entrust equip erect escort establish evacuate excuse exempt extend feed fence ferry fetch
    file fill finance fit fix forgive forgo free freeze furnish grant guarantee halve hand harmonise harmonize hire
    indemnify inform inspect install instruct insure introduce issue keep label launch lay lease lend license lift
    light limit list load lodge lower map match mend merge monitor move name nominate notify open order organise
    organize outlaw pack paint pardon pass patch pave pay place plant pool post postpone prepare prepay present
    print procure publicise publicize publish pump purchase quadruple ratify reactivate rebuild reconnect recruit
    redeploy redirect redraw reduce refer refit reforest refrain refund register rehouse reimburse release relocate
    remit remove renew rent reopen repair repatriate repay repeal replace replant reply report reroute rescind
    reserve resettle respond restore resume retrain return revamp rewire rewrite route scan screen seal second seize
    sell send separate settle shelter ship shorten shoulder signpost simplify sow split sponsor staff stamp station
    stop store submit subsidise subsidize supply survey suspend swap task televise tender top tow train transcribe
    transfer translate transmit treble triple underwrite unfreeze unify unload update upgrade vacate vaccinate
    verify waive weigh widen wire withdraw withhold"""
)
# These tell as often what is going on: they ask for a time ahead, or for how often.
DATED = word_set(
    """accompany allow arrive assess assist attend begin bring chair check choose collect come comment consider consult
    convene coordinate create decide demolish devote direct discuss elect employ evaluate examine follow fund gather
    give go handle help hold host house invite join lead leave make mandate measure meet offer operate patrol
    perform permit process produce prohibit provide put read receive recognise recognize resume return review run
    schedule serve set show sign speak start support take talk test travel try use visit work write"""
)

# Behind a plural these are as often adjectives: "pillars: climate and clean energy".
ADJECTIVES = word_set(
    """clean clear close complete direct double fit free light lower report second separate top triple work"""
)

_IRREGULAR = {
    "apply": "applies", "certify": "certifies", "go": "goes", "notify": "notifies", "ratify": "ratifies", "reply": "replies",
    "simplify": "simplifies", "supply": "supplies", "try": "tries", "unify": "unifies", "verify": "verifies",
}  # fmt: skip


def _singular(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    return verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s")


_FRAGMENTS = {
    **ENGLISH_FRAGMENTS,
    "does": "(?:" + any_of(map(_singular, DEEDS)) + r"|{phrase}"
    r"|puts?(?= [^.;]{3,80}?\b(?:at the disposal|in place|into (?:service"
    r"|use|operation|circulation)|online|to use|on the market))|recogni[sz]es?(?= (?:each other|one another"
    r"|the (?:\w+ )?(?:licen[cs]es"
    r"|diplomas|certificates|degrees|visas|cards|passports))))",
    "do": "(?:" + any_of(DEEDS - ADJECTIVES) + "|{phrase})",
    "phrase": r"(?:exchanges?(?! (?:on|with|between|of|in|at)\b)|builds(?! (?:up)?on\b)|draws(?! (?:up)?on\b)|takes? (?:over"
    r"|back|on|charge|care|down)|makes? (?:available|over|good)|carr(?:y|ies) out|sees? to|looks? after|sets?"
    r" (?:up|aside)|pulls? (?:down|back|out)|phases? out|hands? over|turns? over|gives? (?:back|up)|pays? for|stands? in for)",
    "dated_does": "(?:" + any_of(map(_singular, DATED | DEEDS)) + "|shares(?={shared}))",
    "dated_do": "(?:" + any_of((DATED | DEEDS) - ADJECTIVES) + "|share(?={shared}))",
    "shared": r" (?:(?:the|its|their|all|these|new|any) )?(?:[\w-]+ ){0,2}?(?:data|lists?|figures|records|intelligence"
    r"|evidence|costs?|bill|files"
    r"|statistics|numbers|maps|findings|registers?|copies|drafts?)\b",
    # Any other verb in "-s", but those of being, seeing, holding and saying.
    "any_does": r"(?!(?:is|was|has|does|as|this|its|us|thus|perhaps|always|sometimes|besides|towards|across|others|hers|ours"
    r"|theirs|seems"
    r"|appears|looks|feels|believes|considers|regards|wants|needs|wishes|hopes|thinks|says|notes|states|stresses|underlines"
    r"|points"
    r"|recalls|reports|estimates|expects|predicts|projects|forecasts|anticipates|fears|faces|sees|hears|knows|understands"
    r"|recogni[sz]es"
    r"|acknowledges|appreciates|welcomes|thanks|values|praises|applauds|supports|shares|enjoys|suffers|remains|continues"
    r"|stays|stands"
    r"|lies|lives|grows|rises|falls|increases|decreases|declines|benefits|depends|relies|counts|hinges|rests|borders|belongs"
    r"|contains"
    r"|includes|comprises|consists|means|represents|reflects|shows|reveals|suggests|proposes|urges|calls|asks|requests"
    r"|demands|insists"
    r"|reaffirms|reiterates|expresses|emphasi[sz]es|highlights|affirms|maintains|prefers|likes|loves|condemns|deplores"
    r"|regrets|mourns"
    r"|opposes|rejects|doubts|worries|complains|warns|advises|recommends|exports|imports|produces|earns|owes|owns|lacks|costs"
    r"|receives|hosts|hopes|intends|plans|seeks|aims|tries|attaches|pays tribute|observes|marks|celebrates|commemorates"
    r"|becomes)\b)"
    r"[a-z]{2,}(?<!s)s\b(?= (?:the|an?|its|their|his|her|our|all|every|each|both|no|any|them|those|up|over|out|back|on|off"
    r"|to|from|with|two"
    r"|three|four|five|six|seven|eight|nine|ten|twenty|forty)\b|(?= [\d$\u20ac]))",
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
    r"|(?:\w+ed|began|came|went|took|made|led|grew|rose|fell|gave|brought|held|saw)\b"
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

_core = Rules(_FRAGMENTS).core
# One clause from its beginning: an opening ("From 1 February", "In the meantime,"), a subject, an aside.
_CLAUSE = (r"(?:^|[;:|] |, (?:and|but|while) (?=(?:the|each|both|our|its|their|all) |(?-i:[A-Z])))\W*(?:\(?\w{1,3}[.)] )?"
           r"(?![^;:]*\b(?:if|when|whether|because|although|though|unless|who|which|that|how|what|why)\b[^;:]*$)"
           r"(?![^;:]*\b(?:as(?! of| from)|since|to(?! (?:this|that|these|those) )|already|currently|traditionally|usually"
           r"|normally"
           r"|often|generally|still|rarely|sometimes|not|is|are|was|were|be|been|has|have|had|will|would|shall|should|can"
           r"|could|may"
           r"|might|must|did|\w{2,}(?<!ne)(?<!spe)(?<!unit)ed)\b[^;:,]*$)"
           r"[^;:]{0,160}?")  # fmt: skip
_PLURAL = (r"(?:\b(?:we|they|i|both|police|staff|people|three|two|four|all|team|\w+s general"
          r"|\w+s of (?:the )?[\w'-]+(?: and [\w'-]+)?)|[\w-]{2,}(?<!s)s|\band (?:the )?[\w' .-]{2,40}"
          r"|\w, [^,;]{2,60},) $")  # fmt: skip
# A verb without "s" may be an infinitive of a list, or a noun.
_MANY = (_CLAUSE[: -len("[^;:]{0,160}?")] + r"(?![^;:]*\b(?:to(?! (?:this|that|these|those) )|will|shall|would|should|could"
          r"|can|may|must|including"
         r"|such as|\w{2,}(?<!ne)(?<!spe)(?<!unit)ed|\w{3,}ing)\b[^;:]*$)[^;:]{0,160}?")  # fmt: skip
_ONE = (r"[\w)'\u2019,] (?<!\btwo\s)(?<!\bthree\s)(?<!\bfour\s)(?<!\bfive\s)(?<!\bsix\s)(?<!\bten\s)(?<!\bboth\s)(?<!\bthese\s)"
        r"(?<!\ball\s)$")  # fmt: skip
# Any word in "-s" may be a noun: before it stands nothing but one name or one office, and a time.
_SHORT = (r"(?:^|[;|] )\W*(?:\(?\w{1,3}[.)] )?(?:(?:from|by|on|in|as of|starting|after|before|until|next|this|meanwhile|for"
          r"|until)\b"
          r"[^;:]{2,60}?,? )?(?:(?:the|an?|each|every|its|our|his|her|their|neither) )?(?![^;:]*\b(?:\w+ed|\w+ing|on|to"
          r"|brought|met|held)\b"
          r"[^;:,]*$)(?:[\w.'\u2019-]+,? ){0,5}?(?:(?-i:[A-Z])[\w.'\u2019-]+|[\w'\u2019-]*[^\Ws]) $")  # fmt: skip
_STILL = (r"(?![^.;]{0,160}\b(?:last (?:year|month|week|spring|summer|autumn|winter)|ago"
          r"|yesterday)\b)(?![^.;]{0,160}\bsince \d{4})(?![^.;]{0,120}\bfor (?:many |several )?(?:years|decades)\b)")  # fmt: skip

ENGLISH_PRESENT = (
    _core("does_now", "present", Asks.PARTY, r"(?P<verb>{does})\b{no_deed}" + _STILL,
          "a party does it from now on", needs_before=_CLAUSE + _ONE),
    _core("do_now", "present", Asks.PARTY, r"(?P<verb>{do})\b{no_deed}" + _STILL,
          "several do it from now on", needs_before=_MANY + _PLURAL),
    _core("does_by", "present", Asks.OFFICE, r"(?P<verb>{dated_does})\b{no_deed}(?=[^;]{0,200}?\b{ahead})" + _STILL,
          "a party does it at a time to come", needs_before=_CLAUSE + _ONE),
    _core("by_does", "present", Asks.OFFICE, r"(?P<verb>{dated_does})\b{no_deed}" + _STILL,
          "the same with the time before it",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?(?!\d+[.)])(?:and "
          r"|so )?(?:[\w-]+ ){0,2}?{ahead}[^;:]{0,80}?" + _CLAUSE[_CLAUSE.index(r"\W*") :] + _ONE),
    _core("do_by", "present", Asks.OFFICE, r"(?P<verb>{dated_do})\b{no_deed}(?=[^;]{0,200}?\b{ahead})" + _STILL,
          "several do it at a time to come", needs_before=_MANY + _PLURAL),
    _core("any_does_by", "present", Asks.OFFICE, r"(?P<verb>{any_does}){no_deed}(?![^;]{0,300}?\b(?:will|shall|would|was"
          r"|were|has|have|had|met|held|heard|spoke|led|took|brought|gave|made|\w{2,}ed)\b)"
          r"(?=[^;]{0,200}?\b{ahead})" + _STILL,
          "whatever a party does at a time to come", needs_before=_SHORT),
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
          r"(?P<verb>{does}|{do}|charges?|asks?|demands?|uses?|detains?|stores?)\b(?! (?:is|are|was|were)\b)",
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
