"""The English rules: what announces a commitment, and what sounds like one and is none."""

from meetings.promises.suggesting.cues import Asks, Language
from meetings.promises.suggesting.english_acts import ENGLISH_ACTS
from meetings.promises.suggesting.english_core import ENGLISH_CORE
from meetings.promises.suggesting.english_fragments import ENGLISH_FRAGMENTS
from meetings.promises.suggesting.english_papers import ENGLISH_CHARTER, ENGLISH_PAPERS
from meetings.promises.suggesting.english_present import ENGLISH_PRESENT
from meetings.promises.suggesting.english_vetoes import ENGLISH_VETOES
from meetings.promises.suggesting.english_words import ENGLISH_WORDS
from meetings.promises.suggesting.patterns import compile_pattern
from meetings.promises.suggesting.rules import Rules

_RULES = Rules(ENGLISH_FRAGMENTS)
_soft = _RULES.soft

_SOFT = (
    _soft("be_committed", Asks.NO_THING,
          r"(?P<verb>(?:am|are|is|was|were|be|been|remain(?:s|ed)?|stay(?:s)?|stands?|stood) (?:\w+ (?:and"
          r" )?){0,3}?(?:committed|determined|resolved|dedicated)) (?P<link>to)\b",
          "a standing attitude, no new action"),
    _soft("reaffirm_commitment", Asks.NO_THING,
          r"(?P<verb>(?:reaffirm|reiterat|renew|restat|confirm|underscor|underlin|affirm|express|emphasi[sz])(?:ed"
          r"|es|s|e)? {adverb}(?:(?:their|our|its|the|his|her|a) )?(?:[\w-]+,? ){0,5}?commitments?)\b",
          "an earlier commitment repeated"),
    _soft("importance", Asks.NO_THING,
          r"(?P<verb>(?:(?:reaffirm|reiterat|underscor|underlin|recogni[sz])(?:ed|es|s|e)?|agree[ds]? (?:(?:up)?on"
          r"|about|to)) {adverb}(?:the )?(?:[\w-]+ ){0,3}?{importance})", "a view shared, no action"),
    _soft("stand_ready", Asks.ACTOR,
          r"(?P<verb>(?:stand|stands|are|is|remain) (?:ready|prepared|willing)|(?:express(?:ed|es)?|reiterat(?:ed"
          r"|es)?|reaffirm(?:ed|s)?) (?:their|our|its|his|her) (?:\w+ ){0,2}?(?:readiness|willingness|determination"
          r"|resolve|intention|will)) (?P<link>to)\b", "readiness, no action"),
)  # fmt: skip

ENGLISH = Language(
    code="en",
    words=ENGLISH_WORDS,
    cues=ENGLISH_CORE + ENGLISH_ACTS + ENGLISH_PAPERS + ENGLISH_PRESENT + _SOFT,
    vetoes=ENGLISH_VETOES,
    undertaking=compile_pattern(
        r"{modal} (?:also )?(?:(?:stay|remain) (?:open|closed|shut|in force|in place|suspended|free|available)|begin|start"
        r"|commence|open|launch|convene|meet|resume|take place|take effect"
        r"|enter into|go into|be (?:(?:jointly|formally|officially) )?(?:held|established|created|launched|formed"
        r"|set up|convened|hosted|opened|implemented|expanded|extended|initiated|carried out|undertaken|organi[sz]ed"
        r"|allocated|deployed|presented|submitted|reported|published|developed|finali[sz]ed|completed|signed"
        r"|scheduled|announced|put in|tasked|operational|released|introduced|conducted|invited|appointed|designated"
        r"|reviewed|updated|shared|made available|circulated|provided|in place)|(?:not |never )?be (?:\w+ly )?(?:used|charged"
        r"|handled|passed|interrupted|treated|guarded|archived|recorded|registered|deposited|transmitted|covered|shared out"
        r"|marked"
        r"|inspected|harmoni[sz]ed|digiti[sz]ed|unified|fitted out|demolished|dredged|restored|paved|lit|vaccinated|housed"
        r"|moved|repatriated"
        r"|freed|punished|investigated|extradited|added|worked on|placed|replaced|bought|sold|rented|lent|written off|postponed"
        r"|cancelled|canceled|fixed|calculated|certified|checked|watched|patrolled|circulated|made public|settled|resolved"
        r"|submitted"
        r"|sent|dispatched|delivered|prepared|brought|taken|made|put|set|built|drawn|returned|handed|disclosed|stored|deleted"
        r"|destroyed|kept|transferred|withdrawn|abolished|waived|lifted|paid|borne"
        r"|funded"
        r"|financed|built(?= in | at | by | near )|repaired|installed|tested|trained|hired|recruited|translated|notified"
        r"|informed|consulted|examined|assessed"
        r"|monitored|verified|audited|decided|chosen|selected|named|elected|renewed|restored|reopened|closed|suspended"
        r"|removed|added|replaced|amended|revised|adopted|approved|granted|issued|accepted|admitted|allowed|permitted|exempted"
        r"|separated|detained|deported|expelled|refused|denied|drafted|drawn up|distributed|collected|tasked|given)"
        r"|continue (?=in |on |at |next |until )|meet |be the host)\b",
        ENGLISH_FRAGMENTS,
        start="",
    ),
    effect=compile_pattern(
        r"{modal} (?:also )?(?:help|allow|enable|serve|contribute|benefit|facilitate|complement|play|represent"
        r"|comprise|consist|include|remain|bring|make|give|reduce|lead to|result|improve|strengthen|enhance|increase"
        r"|deepen|foster|boost|accelerate|ease|ensure|guarantee|raise|promote|speed|streamline|simplify|grow|rise"
        r"|last|worsen|change|lower|shorten|save|show|mean|generate|encourage|shape|stimulate|attract|cataly[sz]e|keep \w+ing"
        r"|be (?:of|key|critical|essential"
        r"|important|vital|crucial|composed|comprised|led|chaired|co-chaired|the|an?|able|guided|based))\b",
        ENGLISH_FRAGMENTS,
        start="",
    ),
    state=compile_pattern(
        r"{modal} (?:also |never |always )?(?:forget|remember|recall|cherish|see (?:what|whether|how|if|who)|have to see|be"
        r" (?:\w+ly )?(?:able|better|stronger|safer"
        r"|joined|accompanied|represented|affected"
        r"|more|of|key|critical|essential|important|needed|required|determined|the same)|benefit|become|face|need|require"
        r"|depend|suffer|gain|enjoy|remain (?:\w+ly )?(?:committed|determined)|be (?:guided|remembered|commended"
        r"|judged|measured|felt|met))\b",
        ENGLISH_FRAGMENTS,
        start="",
    ),
    assembly=compile_pattern(
        r"(?:(?:the|this|both) (?:meetings?|conferences?|forum|assembly|plenary|summit)|it) (?:{between} )*$",
        ENGLISH_FRAGMENTS,
        start=r"(?<![\w ] )\b",
    ),
    organ=compile_pattern(
        r"(?:customs|veterinary|sanitary|phytosanitary|plant health|food safety|weather|meteorological|hydrographic"
        r"|geological|forest|fire|legal"
        r"|diplomatic|border|migration|immigration|asylum|health|consular|postal|prison|intelligence|foreign|police|rescue"
        r"|tax|labou?r"
        r"|statistical|statistics|passport|visa|liaison|regional|national|press|protocol|translation|language"
        r"|coast) (?:services?|offices?"
        r"|centers?|centres?|corps|posts?|branch|bureaus?|counters?) $",
        {},
    ),
    deed=compile_pattern(
        r"{modal} (?:also )?(?:do (?:so|it|likewise)|issue|appoint|nominate|designate|publish|sign|submit|circulate|convene"
        r"|draft|host|inspect|train"
        r"|report|notify|consult|finali[sz]e|deploy|hire|recruit|purchase|carry out|conduct|be (?:sold|bought|paid|issued))\b",
        ENGLISH_FRAGMENTS,
        start="",
    ),
    dated_opening=compile_pattern(
        # "In March", "On 5 March", "In Quito in 2020", "At the January summit", "During the session held in May 2024"
        r"(?:back )?(?:(?:in (?:(?-i:[A-Z])[\w.'-]+ ){1,4})?(?:in|on)|(?:at|during|on the (?:margins|sidelines)"
        r" of)(?=[^,;]{0,120}?\b{meeting})(?: [\w.'-]+){0,10}?) (?:early |late |mid-)?"
        r"(?:(?:(?P<day_first>\d{1,2}) )?(?P<month>{month})(?: (?P<day>\d{1,2})\b)?(?:,? (?P<year>\d{4}))?"
        r"|(?P<year_alone>\d{4})\b)",
        ENGLISH_FRAGMENTS,
        start=r"^\W*",
    ),
    ordinal=compile_pattern(
        r"(?:and )?(?:one|two|three|four|five|six|seven|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?"
        r"|sixth|seventh|eighth|ninth"
        r"|tenth|next|finally|lastly|last)\s*[,:]",
        {},
    ),
    ordinal_lead_in=compile_pattern(
        r":\s*(?:$|\(?\w{1,3}[.)])|\b(?:following|tasks|things to do|steps|measures|actions|commitments|points|elements|areas"
        r"|priorities|pillars|fronts)\b",
        {},
        start="",
    ),
    item_opening=compile_pattern(
        r"\(?(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]-?|\d{1,2}(?:\.\d{1,2})+) |[-\u2022*] |(?-i:[a-z])|(?:to|strengthen|expand"
        r"|improve|promote"
        r"|convene|establish|create|develop|increase|enhance|continue|support|work|ensure|share|exchange|identify"
        r"|implement|launch|build|advance|address|reduce|combat|counter|prevent|protect|provide|facilitate"
        r"|coordinate|cooperate|collaborate|deepen|explore|pursue|accelerate|hold|host|meet|adopt|encourage|foster"
        r"|conduct|deploy|disrupt|dismantle|target|intensify|harmoni[sz]e|moderni[sz]e|invest|mobili[sz]e|open"
        r"|review|report|train|use|maintain|make|take|set|begin|bring|engage|extend|finali[sz]e|prepare|publish"
        r"|raise|respect|respond|undertake|complete) ",
        {},
        start="",
    ),
    item_goes_on=compile_pattern(r"\W*(?:(?:[\w-]+ ){0,4}[\w-]+, )?to {base_verb}", ENGLISH_FRAGMENTS, start=""),
    of_itself=compile_pattern(r"\W*(?:\d+[.)] )?{of_itself}\b", ENGLISH_FRAGMENTS, start=""),
    list_announcement=compile_pattern(
        r"^(?!.*\b(?:discuss|examin|review|recall|could|may|might|present|inform|propos|suggest|note|consider|highlight"
        r"|underlin|welcom)).*?\b(?P<what>following (?:[\w-]+,? (?:and )?){0,3}?(?:commitments|decisions|actions|measures|steps"
        r"|mandates|resolutions|road map|roadmap|calendar|plan|elements|tasks|programme|program))\b[^.;]{0,200}:$",
        {},
        start="",
    ),
    commitment_heading=compile_pattern(
        r"(?:\d{1,2}[.)]? )?(?:(?:annex|appendix)(?: \w{1,4})?(?:[.:,]| -| \u2014) )?(?:[\w ]{2,30}(?::|\s\u2014"
        r"|\s-) )?(?:(?:our|joint|agreed|shared|key|new|main|list of|table of"
        r"|matrix of"
        r"|summary of|national|voluntary) )*(?:commitments|pledges|actions|next steps|undertakings"
        r"|(?:action plan|plan of action|work plan|workplan)(?: \d{4}(?:-\d{2,4})?)?|road\s?map|mandates|resolutions"
        r"|action items|actions to be taken|agreed (?:actions|points|steps|measures)|(?:points|actions|measures|steps)"
        r" agreed|follow-up(?: actions)?|decisions(?: taken)?|deliverables|(?:the )?way (?:forward|ahead)|what (?:we|was"
        r"|were|has been|have)"
        r" (?:agreed|achieved|decided|promised)|action (?:matrix|table)|(?:list of )?tasks|to do|(?:what|who) (?:each"
        r"|everyone|we|who) (?:does|do|will do|brings|gives|what)|who \w+ what|matrix|pledging (?:session|round|conference)"
        r"|outcomes"
        r"|contributions announced|announcements)(?: (?:and|for|on|to|towards|by|of|from) [\w -]{1,60})?(?:, (?:annex"
        r"|appendix)(?: \w{1,4})?| \((?:annex|appendix)"
        r"(?: \w{1,4})?\))?\s*:?$",
        {},
    ),
    operative=compile_pattern(
        r"(?:(?:therefore|accordingly),? )?(?:have )?(?:hereby )?(?:agreed?|decided?|resolved?|undertake)(?: (?:as follows"
        r"|the following))?\s*[:.]?$",
        {},
    ),
    viewed_item=compile_pattern(
        r"(?:\(?\w{1,3}[.)]-? )?(?:to )?(?:recogni[sz]e|reaffirm|reiterate|welcome|commend|thank|note|take note|express"
        r"|underscore|emphasi[sz]e|highlight|acknowledge|congratulate|recall|condemn|deplore) ",
        {},
        start=r"^\W*",
    ),
    numbered_text=compile_pattern(
        r"\W*(?:\(?\w{1,3}[.)] )?(?:the )?(?:resolution|decision|mandate|agreement|commitment|undertaking|deliverable"
        r"|action plan|plan of action)s? (?:nos?\.? |numbers? )?\d{1,4}(?:[/-]\d{1,4})?(?= (?!to\b)[a-z(])",
        {},
        start="",
    ),
    table_label=compile_pattern(
        r"(?P<verb>lead(?: agency| delegation| country)?|responsib(?:le(?: (?:party|agency|side|body))?|ility)|owner|in charge"
        r"|action by|deadline|due(?: date)?|time-?frame|timeline|target date|supporting|completion)\s*:\s*(?=\w)",
        {},
        start=r"(?:^\W*|[(;|\u2014]\s*)",
    ),
    told_item=compile_pattern(
        r"(?:since|to date|so far|last|in 20\d\d|in the past|between)\b(?:[^.;]|\.\d)*?\b(?:has|have|had|was|were|did|\w+ed)\b"
        r"|(?:nobody|no one|none) |(?:the|our|both|all|these|more than|over|almost|some) (?:[\w-]+ ){1,4}?(?:is|are|was|were"
        r"|has|have|had|shares?|enjoys?|dates? from"
        r"|welcomed|noted|discussed|reviewed|thanked|expressed|recogni[sz]ed)\b(?! to\b)"
        r"|(?:costs?|budget|sources?|notes?|remarks?|background|contacts?|see)\b\s*(?:[:(]|table|annex|page)"
        r"|[^.;:]{2,90}?\b(?:closed with|ended|amounted|totall?ed|ran to|stood at|estimated|reported|found|warned|calculated"
        r"|said|showed|recalled|believed|feared|predicted"
        r"|(?:is|are) (?:usually|often|normally|generally|mostly|still|likely))\b",
        {},
        start=r"^\W*",
    ),
    charter_heading=compile_pattern(
        r"(?:\d{1,2}[.)]? )?.{0,40}?\b(?:terms of reference|mandate of|rules(?: of procedure)?|guidelines|working methods"
        r"|modalities"
        r"|code of conduct|standing (?:orders|procedures?)|protocol|procedures?|side letter|regulations|statutes?|charter"
        r"|operating (?:rules|procedures)|memorandum|arrangement|convention|side agreement"
        r"|(?:statement|letter) of intent)\b",
        {},
        start="",
    ),
    charter_cues=ENGLISH_CHARTER,
    heading_verb="commitments",
    describing_chapeau=compile_pattern(
        r"(?:(?:areas|fields|topics|issues|subjects) including"
        r"|discussed|reviewed|highlighted|noted|welcomed|acknowledged|recogni[sz]ed|(?<!to\x20)includes?|included|such as"
        r"|for example|options|comprises?"
        r"|consists? of)\b[^:]{0,80}:?\s*$",
        {},
    ),
    hollow_chapeau=compile_pattern(
        r"(?:[\s,:]|, (?:in|within|by|over|subject to|during|with|through|as|no later than|before|each|where|when"
        r"|to th) [^,;:]{1,80}"
        r"(?=[,:])|\b(?:work|working|cooperate|cooperating|collaborate|act|continue|take|taking|pursue|implement"
        r"|adopt|advance|strive|do|undertake|carry|out|further|together|jointly|closely|across|in|the|this|our"
        r"|region|hemisphere|these|following|new|concrete|specific|joint|additional|areas?|steps?|actions?|measures?"
        r"|commitments?|points|goals|and|objectives|priorities|an?|of|series|number|set|to|on|by|as|follows|that"
        r"|efforts|their|initiatives|with|each|other|all|partners|particularly|especially|particular|including|among|both"
        r"|countries|for|immediate|immediately|support|common|shared|include)\b)*",
        {},
        start="",
    ),
    tells_history=frozenset(["announce", "launch", "calendar_row", "does_by", "by_does", "do_by", "by_do"]),
    drops_subject=False,
    inherited_verb="{verb} (chapeau p{paragraph})",
)
