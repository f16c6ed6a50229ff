"""The English rules: what announces a commitment, and what sounds like one and is none."""

from meetings.promises.suggesting.cues import Asks, Language
from meetings.promises.suggesting.english_acts import ENGLISH_ACTS
from meetings.promises.suggesting.english_fragments import ENGLISH_FRAGMENTS
from meetings.promises.suggesting.english_papers import ENGLISH_CHARTER, ENGLISH_PAPERS
from meetings.promises.suggesting.english_present import ENGLISH_PRESENT
from meetings.promises.suggesting.english_vetoes import ENGLISH_VETOES
from meetings.promises.suggesting.english_words import ENGLISH_WORDS
from meetings.promises.suggesting.patterns import compile_pattern
from meetings.promises.suggesting.rules import Rules

_RULES = Rules(ENGLISH_FRAGMENTS)
_core, _soft = _RULES.core, _RULES.soft

_CORE = (
    _core("commit_to", "past", Asks.NO_THING,
          r"{has}(?P<verb>committed|commits?)(?: (?:them|our|it)sel(?:f|ves))?{gap}{then}(?P<link>to)\b",
          "the plainest undertaking"),
    _core("commit_resources", "past", Asks.NO_THING,
          r"{has}(?P<verb>committed|commits?|pledged|pledges?) (?:(?:an|additional|up|to|over|more|than|nearly"
          r"|approximately|another|a|further|new|total|of) ){0,4}(?:(?:us|usd|cad|ca|c|aud|eur)?\s?[$\u20ac]?\s?\d"
          r"|(?:\w+ ){0,3}?(?:resources|funding|funds)\b)",
          "a sum or a number of things put on the table"),
    _core("agree_to", "past", Asks.NO_THING,
          r"{has}(?P<verb>{agreed})(?! (?:up)?on (?!{weekday})){gap}{then}(?P<link>to)\b(?! (?:by|date|at|in|under|disagree)\b|"
          r" (?:the|an?) (?:\w+ ){0,2}{importance})",
          "an agreed action"),
    _core("agree_on_action", "past", Asks.NO_THING,
          r"{has}(?P<verb>{agreed}){gap} (?P<link>(?:up)?on)(?: {new}| (?:concrete|specific|steps|measures|actions"
          r"|next|practical|\d|\w+ing\b)| the (?:\w+ ){0,2}?(?:establishment|creation|launch|formation"
          r"|implementation|development|adoption|holding|start|expansion|extension|convening|deployment|steps"
          r"|measures|actions)\b)(?!(?: \w+){0,3}? {importance})",
          "agreeing on a plan, a body or steps is agreeing to do it; agreeing on an importance is soft"),
    _core("agree_list", "past", Asks.NO_THING,
          r"{has}(?P<verb>agreed|agrees?|decided|decides?|committed|commits?|resolved?|pledged?|undertakes?|undertook"
          r"|intends?)(?: (?:them|our|it)sel(?:f|ves))?(?: (?:as follows"
          r"|the following|on the following|that|on))?\s*:",
          "the list behind the colon is what was agreed"),
    _core("agree_that_done", "past", Asks.NO_THING,
          r"{has}(?P<verb>{agreed}|decided?|directed?|requested|instructed|determined){gap}"
          r" (?P<link>that)\b[^;]{3,160}?\b(?<!to\x20)(?<!must\x20)(?<!can\x20)(?<!could\x20)be (?:\w+ly |also )?(?:\w+ed"
          r"|\w+en|held|set|put|made|kept|sent|built|brought|done|begun|sold|bought|paid|cut|lent|spent|shown|drawn|told|taught"
          r"|met|run)\b",
          "agreed that something be done"),
    _core("decide", "past", Asks.NO_THING, r"{has}(?P<verb>decided|decides?){gap}{then}(?P<link>to|(?:up)?on|that|against)\b",
          "a decision to act"),
    _core("resolve_undertake", "past", Asks.ACTOR,
          r"{has}(?P<verb>resolved?|resolves|undertook|undertaken|undertakes?|vow(?:s|ed)?|promised?|promises"
          r"|volunteer(?:s|ed)?|offer(?:s|ed)?|accept(?:s|ed)?|guarantee[ds]?){gap}{then}(?P<link>to)\b",
          "an undertaking in other words"),
    _core("pledge", "past", Asks.ACTOR, r"{has}(?P<verb>pledged|pledges?){gap}{then}(?P<link>to|that)\b",
          "a pledge by an actor; 'the pledge to' is a noun"),
    _core("intend_plan_seek", "present", Asks.ACTOR,
          r"(?P<verb>intends?|plans?|seeks?|aims?|expects?|proposes?|endeavou?rs?|strives?){gap}{then}(?P<link>to"
          r"|(?<!expect\x20)(?<!expects\x20)that|on"
          r" (?=\w+ing)|(?<=intend\x20)for (?=[^,;.:]{3,80}? to\b)|(?<=intends\x20)for (?=[^,;.:]{3,80}? to\b))\b",
          "intention in the mouth of an actor; a plan to act is a noun"),
    _core("plan_event", "present", Asks.ACTOR,
          r"(?P<verb>plans?) (?:an?|further|new|joint|additional) (?=(?:[\w-]+ ){1,3}?(?:in|for|this|next|later|on)\b)",
          "planning a thing at a time"),
    _core("intended", "past", Asks.ACTOR, r"(?P<verb>intended|planned|proposed){gap} (?P<link>to)\b",
          "the same, told in the past"),
    _core("state_intention", "past", Asks.NO_THING,
          r"{has}(?P<verb>(?:express|announc|declar|confirm|affirm|stat|signal|convey|indicat|communicat|shar)(?:es"
          r"|ed|e|s|led)? {adverb}(?:their|our|its|his|her|an|the|a) (?:\w+ ){0,3}?(?:intention|intent|plans?"
          r"|decision)) (?P<link>to|of)\b",
          "a declared intention"),
    _core("have_intention", "present", Asks.NO_THING,
          r"(?P<verb>(?:have|has) the (?:\w+ )?intention|it is (?:our|their) (?:\w+ )?intention|made (?:(?:an?|the)"
          r" )?(?:\w+ )?(?:commitments?|pledge)|(?:made|took|taken) the decision|set (?:the|an?) (?:\w+ )?(?:goal"
          r"|target|objective)) (?P<link>to|of)\b", "an intention or a decision as a noun with its verb"),
    _core("commitment_is", "present", Asks.NOTHING,
          r"(?P<verb>(?:our|their|its) (?:\w+ ){0,2}?(?:commitment|pledge|promise|resolve|undertaking|intention|plan|aim"
          r"|goal|objective|ambition|target) (?:is|remains)|it is (?:our|their) (?:\w+ ){0,2}?(?:resolve|commitment|aim"
          r"|goal|objective|ambition|plan)) (?:not )?(?P<link>to)\b(?! be\b)",
          "the undertaking as the subject of the sentence"),
    _core("make_commitments", "past", Asks.NO_THING,
          r"{has}(?P<verb>(?:made?|makes|adopt(?:ed|s)?|announced?|undertake|undertook|take|took) (?:the following"
          r"|these) (?:\w+ ){0,2}?(?:commitments|actions|steps|measures|decisions|undertakings))",
          "opens a list of commitments"),
    _core("agreement_reached", "past", Asks.NOTHING,
          r"(?P<verb>reached (?:an? )?(?:\w+ )?(?:agreement|consensus)|agreement was reached|(?:are|were) in"
          r" agreement|there (?:was|is) (?!no )(?:\w+ )?(?:agreement|consensus)) (?P<link>to"
          r"|on(?= {new}| \w+ing| the (?:\w+ ){0,2}?(?:creation|establishment|launch|opening|text))|that(?!"
          r" [^;]{0,60}?\b(?:is|are|was|were|remains?|has|have)\b))\b", "an agreement to act"),
    _core("it_was_agreed", "past", Asks.NOTHING,
          r"(?P<verb>it (?:was|is|has been) (?!not ){adverb}(?:agreed|decided|resolved|determined|planned|intended)){gap}(?:"
          r" (?P<link>to)\b| (?:as follows|the following)\b|\s*:| that\b(?=[^;]*?\b(?:will|shall|would|should|be|is to|are"
          r" to)\b))",
          "the passive hides the actors, not the undertaking"),
    _core("was_agreed", "present", Asks.NOTHING,
          r"the following (?:\w+ ){0,3}?(?P<verb>(?:was|were|have been) (?:agreed|decided|adopted))\b",
          "the passive before a list"),
    _core("announce", "past", Asks.ACTOR,
          r"{has}(?P<verb>announced|announces?)\b(?!{done})", "a new thing to be done"),
    _core("pleased_to_announce", "present", Asks.NO_THING,
          r"(?P<verb>(?:(?:am|is|are|was|were) {adverb}(?:very |most )?(?:pleased|delighted|proud|happy|honou?red|glad)"
          r"|(?:have|has) the (?:\w+ )?(?:honou?r|pleasure)|takes? (?:\w+ )?pleasure) (?:to|of|in)"
          r" (?:announc(?:e|ing)|launch(?:ing)?|unveil(?:ing)?|establish(?:ing)?|host(?:ing)?))\b(?!{done})",
          "announced with a courtesy before the verb"),
    _core("announcing", "present", Asks.ACTOR,
          r"(?P<verb>(?:are|is|am) {adverb}(?:announcing|launching|establishing|committing|creating|pledging))\b",
          "done by saying so, in the present"),
    _core("launch", "past", Asks.ACTOR,
          r"{has}(?P<verb>launch(?:ed|es)?|establish(?:ed|es)?|creat(?:ed|es?)|set up|form(?:ed|s)?|institut(?:ed"
          r"|es?)|initiat(?:ed|es?)) {new}", "a new body or programme; 'this committee' would be an old one"),
    _core("adopt", "past", Asks.ACTOR,
          r"{has}(?P<verb>adopt(?:ed|s)?) (?:the|an?|this|our|their|two|three)(?: [\w-]+){0,4}? (?:plans?|programmes?"
          r"|programs?|roadmaps?|road maps?|strategy|strategies|guidelines|code|protocol|measures|framework|calendar|schedule"
          r"|targets?)\b", "a plan adopted is a plan to be carried out"),
    _core("join_to", "past", Asks.ACTOR,
          r"(?P<verb>join(?:s|ed)? (?:together|forces|hands|(?:our |their )?efforts)|unite[ds]?|come together) (?P<link>to)"
          r" (?!(?:discuss|re(?:affirm|iterate|cogni[sz]e|new|flect|view|call)|celebrate|mark|honou?r|commemorate"
          r"|affirm|express|condemn|mourn|call|share)\b)",
          "acting together"),
    _core("take_upon", "past", Asks.ACTOR,
          r"{has}(?P<verb>(?:took|takes?|taken) (?:it )?upon (?:them|our|it|him|her)sel(?:f|ves)|(?:binds?|bound"
          r"|oblige[ds]?|dedicate[ds]?) (?:them|our|it)sel(?:f|ves)|(?:took|takes?|taken|assume[ds]?|accept(?:s|ed)?)"
          r" (?:the )?responsibility){gap}{then}(?P<link>to|(?<=responsibility\x20)(?:for|of))\b",
          "a task taken on"),
    _core("direct_staff", "past", Asks.ACTOR,
          r"{has}(?P<verb>direct(?:ed|s)?|(?<!in\x20)order(?:ed|s)?|instruct(?:ed|s)?|task(?:ed|s)?|mandat(?:ed|es?)"
          r"|charg(?:ed|es?)|entrust(?:ed|s)?|assign(?:ed|s)?|ask(?:ed|s)?|request(?:ed|s)?) (?:that )?(?:(?:{their}"
          r" )*(?:[\w-]+ ){0,4}?{staff}|(?:our|their|both) governments)(?=[^;]{0,160}?\b(?:to|with|that|undertake"
          r"|prepare|develop|report|explore|identify|continue|work)\b)",
          "an instruction to one's own officials"),
    _core("was_tasked", "past", Asks.NOTHING,
          r"(?P<verb>(?:was|were|is|are|(?:has|have) been) {adverb}(?:asked|tasked|instructed|requested|directed|mandated"
          r"|entrusted|charged)) (?P<link>to|with)\b(?! (?:comment|leave|resign|explain|\w+ (?:murder|fraud))\b)",
          "the passive of an instruction, as minutes have it", needs_before=r"^(?!.*\b(?:which|that|who) $)"),
    _core("call_on_own", "past", Asks.ACTOR,
          r"{has}(?P<verb>call(?:s|ed)? (?:up)?on|urge[ds]?|encourage[ds]?|invite[ds]?|expect(?:s|ed)?|empower(?:s|ed)?"
          r"|authori[sz]e[ds]?) (?:(?:our|their|its|his|her) (?!(?:\w+ )?(?:partner|donor|international|private)\b)"
          r"(?:[\w-]+ ){0,4}?{staff}|the (?:[\w-]+ ){0,2}?(?:working group|task force|secretariat|committee|commission"
          r"|co-chairs))(?=[^;]{0,160}?\bto\b)",
          "a call on one's own ministers is an instruction; a call on others is none"),
    _core("direct_action", "past", Asks.ACTOR,
          r"{has}(?P<verb>directed|ordered|instructed|mandated|requested|commissioned) (?:the|its|their|an?) (?:\w+"
          r" ){0,2}?(?:implementation|development|establishment|creation|preparation|start|launch|conduct|deployment"
          r"|study|review|report|drafting)\b",
          "an order for a thing to be done"),
    _core("committing", "past", Asks.NOTHING,
          r"(?<=[,;]\x20)(?:and )?(?:(?:jointly|also|further) )?(?P<verb>committing|agreeing|pledging|undertaking"
          r"|resolving|deciding)(?: (?:them|our)selves)? (?P<link>to)\b|(?:by |with (?:\w+"
          r" ){1,5}?)(?P<verb_by>agreeing|committing|pledging|undertaking) to\b",
          "'..., committing to': said in the same breath as the main verb"),
    _core("give_instructions", "past", Asks.NO_THING,
          r"{has}(?P<verb>(?:gave|given|gives?|issued?) (?:(?:clear|the) )?(?:instructions|directions|orders))\b",
          "the same as a noun with its verb"),
    _core("will", "future", Asks.UNDERTAKING, r"(?P<verb>will|shall)(?: not)?(?= [a-z]|\s*[:,(\u2014]| -)",
          "an actor's future action"),
    _core("is_to", "future", Asks.UNDERTAKING,
          r"(?P<verb>(?:is|are) (?:(?:scheduled|due|set|going) )?to)(?= [a-z])", "an arranged future action"),
    _core("agreed_would", "future", Asks.UNDERTAKING, r"(?P<verb>would|should)(?= [a-z])",
          "the future of a report: agreed that X would",
          needs_before=r"(?:agree[ds]?|concur(?:s|red)?|decided?|announced|confirmed|undertook|committed|pledged|resolved"
          r"|directed"
          r"|instructed|informed|said|stated|advised)\b"),
    _core("would_agreed", "future", Asks.NOTHING,
          r"(?P<verb>would|should)(?! (?:be (?!\w+ed\b)|need|require|benefit|help|depend|remain))(?= [a-z][^;]{3,200}?, (?:it"
          r" was (?:also )?|(?:the )?(?:[\w-]+ ){1,2})(?:agreed|decided|resolved|announced|pledged)\b)",
          "the report stands behind what it reports"),
    _core("name_to_do", "future", Asks.ACTOR, r"(?P<verb>to) (?={base_verb})",
          "minutes: 'Mexico to circulate a draft'",
          needs_before=r"^\W*(?:(?:action|decision)\s*:\s*)?(?:\(?\w{1,3}[.)] )?(?!(?:\w+ed|\w+ing|prior|contrary|due|thanks"
          r"|access|welcome|subject)\b)(?:(?:(?-i:[A-Z])[\w.'-]*|of|the|and|for|both|all|each|secretariat|chair|co-chairs"
          r"|officials|experts|parties|delegations|governments|ministries|sides|countries|working|group),? ){1,8}$"),
    _core("next_steps", "present", Asks.NOTHING,
          r"(?P<verb>among (?:the|our|their) (?:\w+ )?(?:agreements|decisions|measures|commitments|actions|steps) (?:\w+ly"
          r" )?(?:signed"
          r"|reached|adopted|taken|made|agreed|announced) (?:are|is|figures?)\b|(?:(?:next|agreed|planned|immediate) (?:\w+"
          r" )?(?:steps?|actions|milestones)|way (?:forward|ahead))(?:"
          r" (?!(?:could|may|might|can|would|should)\b)[\w'-]+){0,8}?(?:, which)? (?:(?:(?:will|shall) )?(?:also"
          r" )?(?:includes?|comprises?|consists? of|involves?)\b"
          r"|(?:(?:will|shall) be|are|is)(?=\s*:| to\b| \w+ing\b| the (?:following|\w+ing|\w+tion)\b)))(?: (?P<link>to)\b)?",
          "what comes next is going to be done"),
    _core("committed_deliverable", "present", Asks.NO_THING,
          r"(?P<verb>(?:am|are|is) {adverb}committed) (?P<link>to) (?:\w+ly )?(?:the )?(?:{deliver}"
          r"|\w+ing\b(?=[^.;]{0,160}?\b{deadline}))",
          "'are committed to' with a thing to deliver or a time; without them it is an attitude"),
    _core("schedule", "past", Asks.NO_THING, r"{has}(?P<verb>scheduled|set (?:the|a) date for) (?:the|a|their|its"
          r"|our) (?:[\w-]+ ){0,2}?(?:meeting|round|session|summit|visit|talks|dialogue)\b",
          "a meeting put into the calendar"),
    _core("next_meeting", "future", Asks.NOTHING,
          r"(?:next|follow-up|subsequent|upcoming|forthcoming|second|third|fourth|fifth) (?:[\w'-]+"
          r" ){0,5}?(?:meeting|round|session|summit|ministerial|dialogue|conference)\b[^.;]{0,80}? (?P<verb>(?:will"
          r"|would) (?:be held|take place)|is scheduled)\b", "where and when the actors meet again"),
)  # fmt: skip

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
    cues=_CORE + ENGLISH_ACTS + ENGLISH_PAPERS + ENGLISH_PRESENT + _SOFT,
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
        r"(?:(?:the|this) (?:meeting|conference|forum|assembly|plenary|summit)|it) (?:{between} )*$",
        ENGLISH_FRAGMENTS,
        start=r"(?<![\w ] )\b",
    ),
    organ=compile_pattern(
        r"(?:customs|border|migration|immigration|asylum|health|consular|postal|prison|intelligence|foreign|police|rescue"
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
    of_itself=compile_pattern(r"\W*(?:\d+[.)] )?{of_itself}\b", ENGLISH_FRAGMENTS, start=""),
    list_announcement=compile_pattern(
        r"^(?!.*\b(?:discuss|examin|review|recall|could|may|might|present|inform|propos|suggest|note|consider|highlight"
        r"|underlin|welcom)).*?\b(?P<what>following (?:[\w-]+,? (?:and )?){0,3}?(?:commitments|decisions|actions|measures|steps"
        r"|mandates|resolutions|road map|roadmap|calendar|plan))\b[^.;:]{0,90}:$",
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
        r"(?:discussed|reviewed|highlighted|noted|welcomed|acknowledged|recogni[sz]ed|(?<!to\x20)includes?|included|such as"
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
    tells_history=frozenset(["announce", "launch", "calendar_row", "does_by", "by_does", "do_by", "any_does_by"]),
    drops_subject=False,
    inherited_verb="{verb} (chapeau p{paragraph})",
)
