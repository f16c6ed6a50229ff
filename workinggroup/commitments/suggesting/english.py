"""The English rules: what announces a commitment, and what sounds like one and is none."""

from workinggroup.commitments.suggesting.cues import Asks, Language
from workinggroup.commitments.suggesting.english_words import ENGLISH_WORDS
from workinggroup.commitments.suggesting.patterns import compile_pattern
from workinggroup.commitments.suggesting.rules import CORE_ONLY, PAST, Rules

_FRAGMENTS = {
    "has": r"(?:(?:have|has) {adverb})?",
    # "agreed today with their partners, in accordance with national law, to"
    # One place or partner at most: more would make the pattern try every way to share the words out among them.
    "gap": r"(?: {between})*(?: (?:with|in|at|on behalf of) [^,;:.]{1,40}?)?(?: {between})*(?:,[^;:]{1,120}?,)?",
    "between": r"(?:today|yesterday|together|again|further|also|in principle|unanimously|mutually|[a-z]+ly)",
    "adverb": r"(?:(?:also|further|hereby|jointly|today|therefore|thus|now|again|together|each|all|both|not|themselves"
    r"|ourselves|in principle|in turn|[a-z]+ly) )*",
    "agreed": r"(?:agreed|agrees?|concurred|concurs?)",
    "their": r"(?:their|our|its|his|her|the|all|relevant|both|senior|respective|competent|appropriate)",
    "staff": r"(?:officials|teams?|ministers|ministries|agenc(?:y|ies)|experts|delegations|authorities|departments"
    r"|representatives|co-chairs|secretar(?:y|ies|iat)|committees?|(?:(?:sub|working |task ))?groups?|task forces?"
    r"|cabinets?|negotiators|coordinators|advis[eo]rs|ambassadors|staff|commission|council|deputies|units?)\b",
    "importance": r"(?:importance|need|urgency|value|necessity|relevance|benefits?|imperative|significance"
    r"|centrality)\b",
    "new": r"(?:an?|new|the following|two|three|four|five|six|several|joint|additional|further)\b",
    "month": r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    "modal": r"(?:will|shall|would|should|(?:is|are)(?: \w+)? to)(?: not)?",
    "past_meeting": r"(?:last|previous|prior|past|earlier)",
}


_RULES = Rules(_FRAGMENTS)
_core, _soft, _veto = _RULES.core, _RULES.soft, _RULES.veto

_CORE = (
    _core("commit_to", "past", Asks.NO_THING,
          r"{has}(?P<verb>committed|commits?)(?: (?:them|our|it)sel(?:f|ves))?{gap} (?P<link>to)\b",
          "the plainest undertaking"),
    _core("commit_resources", "past", Asks.NO_THING,
          r"{has}(?P<verb>committed|commits?|pledged|pledges?) (?:(?:an|additional|up|to|over|more|than|nearly"
          r"|approximately|another|a|further|new|total|of) ){0,4}(?:(?:us|usd|cad|ca|c|aud|eur)?\s?[$\u20ac]?\s?\d"
          r"|(?:\w+ ){0,3}?(?:resources|funding|funds)\b)",
          "a sum or a number of things put on the table"),
    _core("agree_to", "past", Asks.NO_THING,
          r"{has}(?P<verb>{agreed})(?! (?:up)?on\b){gap} (?P<link>to)\b(?! (?:by|date|at|in|under|disagree)\b|"
          r" (?:the|an?) (?:\w+ ){0,2}{importance})",
          "an agreed action"),
    _core("agree_on_action", "past", Asks.NO_THING,
          r"{has}(?P<verb>{agreed}){gap} (?P<link>(?:up)?on)(?: {new}| (?:concrete|specific|steps|measures|actions"
          r"|next|practical|\d|\w+ing\b)| the (?:\w+ ){0,2}?(?:establishment|creation|launch|formation"
          r"|implementation|development|adoption|holding|start|expansion|extension|convening|deployment|steps"
          r"|measures|actions)\b)(?!(?: \w+){0,3}? {importance})",
          "agreeing on a plan, a body or steps is agreeing to do it; agreeing on an importance is soft"),
    _core("agree_list", "past", Asks.NO_THING,
          r"{has}(?P<verb>agreed|agrees?|decided|decides?|committed|commits?|resolved?|pledged?)(?: (?:as follows"
          r"|the following|on the following|that|on))?\s*:",
          "the list behind the colon is what was agreed"),
    _core("agree_that_done", "past", Asks.NO_THING,
          r"{has}(?P<verb>{agreed}|decided?|directed?|requested|instructed|determined){gap}"
          r" (?P<link>that)\b[^;]{3,160}?\b(?<!to\x20)(?<!must\x20)(?<!can\x20)(?<!could\x20)be (?:\w+ly )?(?:\w+ed"
          r"|\w+en|held|set|put|made|kept|sent|built|brought|done|begun)\b",
          "agreed that something be done"),
    _core("decide", "past", Asks.NO_THING, r"{has}(?P<verb>decided|decides?){gap} (?P<link>to|(?:up)?on|that)\b",
          "a decision to act"),
    _core("resolve_undertake", "past", Asks.ACTOR,
          r"{has}(?P<verb>resolved?|resolves|undertook|undertaken|undertakes?|vow(?:s|ed)?|promised?|promises"
          r"|volunteer(?:s|ed)?|offer(?:s|ed)?){gap} (?P<link>to)\b", "an undertaking in other words"),
    _core("pledge", "past", Asks.ACTOR, r"{has}(?P<verb>pledged|pledges?){gap} (?P<link>to|that)\b",
          "a pledge by an actor; 'the pledge to' is a noun"),
    _core("intend_plan_seek", "present", Asks.ACTOR,
          r"(?P<verb>intends?|plans?|seeks?|aims?|expects?|proposes?|endeavou?rs?|strives?){gap} (?P<link>to|that|on"
          r" (?=\w+ing))\b",
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
    _core("make_commitments", "past", Asks.NO_THING,
          r"{has}(?P<verb>(?:made?|makes|adopt(?:ed|s)?|announced?|undertake|undertook|take|took) (?:the following"
          r"|these) (?:\w+ ){0,2}?(?:commitments|actions|steps|measures|decisions|undertakings))",
          "opens a list of commitments"),
    _core("agreement_reached", "past", Asks.NOTHING,
          r"(?P<verb>reached (?:an? )?(?:\w+ )?(?:agreement|consensus)|agreement was reached|(?:are|were) in"
          r" agreement) (?P<link>to|that)\b", "an agreement to act"),
    _core("it_was_agreed", "past", Asks.NOTHING,
          r"(?P<verb>it (?:was|is|has been) {adverb}(?:agreed|decided|resolved|determined|planned|intended)){gap}(?:"
          r" (?P<link>to)\b| that\b(?=[^;]*?\b(?:will|shall|would|should|be|is to|are to)\b))",
          "the passive hides the actors, not the undertaking"),
    _core("was_agreed", "present", Asks.NOTHING,
          r"the following (?:\w+ ){0,3}?(?P<verb>(?:was|were|have been) (?:agreed|decided|adopted))\b",
          "the passive before a list"),
    _core("announce", "past", Asks.ACTOR,
          r"{has}(?P<verb>announced|announces?)\b(?!\s*[,.;]| (?:by|last|earlier|previously|under|as)\b| (?:the"
          r" )?(?:\w+ )?(?:arrests?|convictions?|extraditions?|seizures?|results?|completion|conclusion|findings"
          r"|progress)\b)",
          "a new thing to be done"),
    _core("announcing", "present", Asks.ACTOR,
          r"(?P<verb>(?:are|is|am) {adverb}(?:announcing|launching|establishing|committing|creating|pledging))\b",
          "done by saying so, in the present"),
    _core("launch", "past", Asks.ACTOR,
          r"{has}(?P<verb>launch(?:ed|es)?|establish(?:ed|es)?|creat(?:ed|es?)|set up|form(?:ed|s)?|institut(?:ed"
          r"|es?)|initiat(?:ed|es?)) {new}", "a new body or programme; 'this committee' would be an old one"),
    _core("direct_staff", "past", Asks.ACTOR,
          r"{has}(?P<verb>direct(?:ed|s)?|(?<!in\x20)order(?:ed|s)?|instruct(?:ed|s)?|task(?:ed|s)?|mandat(?:ed|es?)"
          r"|charg(?:ed|es?)|entrust(?:ed|s)?|assign(?:ed|s)?|ask(?:ed|s)?|request(?:ed|s)?) (?:that )?(?:(?:{their}"
          r" )*(?:[\w-]+ ){0,4}?{staff}|(?:our|their|both) governments)(?=[^;]{0,160}?\b(?:to|with|that|undertake"
          r"|prepare|develop|report|explore|identify|continue|work)\b)",
          "an instruction to one's own officials"),
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
    _core("will", "future", Asks.UNDERTAKING, r"(?P<verb>will|shall)(?: not)?(?= [a-z]|\s*:|\s*,)",
          "an actor's future action"),
    _core("is_to", "future", Asks.UNDERTAKING,
          r"(?P<verb>(?:is|are) (?:(?:scheduled|due|set) )?to)(?= [a-z])", "an arranged future action"),
    _core("agreed_would", "future", Asks.UNDERTAKING, r"(?P<verb>would|should)(?= [a-z])",
          "the future of a report: agreed that X would",
          needs_before=r"(?:agree[ds]?|decided?|announced|confirmed|undertook|committed|pledged|resolved|directed"
          r"|instructed|informed|said|stated|advised)\b"),
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

_VETOES = (
    _veto("infinitive", "before",
          r"(?:to|must|should|could|would|may|might|can|cannot|not|never|will|shall|did|don't|didn't|helps?|let|us"
          r"|enable) {adverb}$", "'called on others to commit', 'should agree to': not the finite verb of an actor",
          strengths=CORE_ONLY),
    _veto("state", "before",
          r"(?:am|are|is|was|were|be|been|being|remains?|remained|stays?|stands?|stood|continues?) (?:\w+ ){0,3}$",
          "'are committed to', 'are intended to', 'was announced' are states, not acts",
          tenses=PAST, strengths=CORE_ONLY),
    _veto("past_perfect", "before", r"had (?:\w+ ){0,2}$", "agreed before this meeting", tenses=PAST),
    _veto("earlier_word", "before", r"(?:previously|already|recently|originally|formerly|initially) (?:\w+ )?$",
          "reports an earlier promise", tenses=PAST),
    _veto("earlier_opening", "before",
          r"(?:(?<![^,;])\s*|and )(?:(?:at|in|during|on|over) )?(?:(?:the|their|our|its) )?{past_meeting} \w+[^;]*$"
          r"|(?<![^,;])\s*(?:since|earlier (?:this|in))\b[^;]*$|years? ago\b[^;]*$",
          "'At the last summit, they committed': an earlier promise", tenses=PAST, strengths=CORE_ONLY),
    _veto("recalled", "before", r"(?:as|than|what|recall(?:ed|ing|s)?(?: that)?(?: \w+){0,5}) $",
          "refers to an earlier agreement", tenses=PAST),
    _veto("earlier_date", "after",
          r"(?:(?:have|has) )?\w+ (?:(?:back )?(?:in|on) (?:early |late |mid-)?(?:{month}|\d{4}|\d{1,2} )|last "
          r"|earlier |at (?:the|their|our) (?:{past_meeting}|first) )",
          "'committed in March to': an earlier promise", tenses=PAST),
    _veto("preamble", "sentence", r"^\W*(?:committed|determined|resolved)\b[^.;]*,",
          "'Committed to peace, the ministers ...' only introduces",
          strengths=CORE_ONLY, cues=frozenset(["commit_to"])),
    _veto("described", "before",
          r"(?:of|with|by|for|among|between|those|all|other|any) (?:\w+ )?(?:countries|nations|states|partners"
          r"|governments|those|parties|actors|others) $", "'with partners committed to peace' describes the partners",
          cues=frozenset(["commit_to"])),
    _veto("counted_since", "after", r"(?:have|has) [^.;]*\bsince\b", "'have committed ... since 2019' counts what was"
          r" done",
          tenses=PAST),
    _veto("not_done", "before", r"(?:neither|nor|no one|failed to) (?:\w+ )?$", "not undertaken"),
    _veto("accomplished", "after", r"(?:have|has) (?!(?:today|hereby) )", "'have launched a' counts what was done",
          cues=frozenset(["launch"])),
)  # fmt: skip

ENGLISH = Language(
    code="en",
    words=ENGLISH_WORDS,
    cues=_CORE + _SOFT,
    vetoes=_VETOES,
    undertaking=compile_pattern(
        r"{modal} (?:also )?(?:begin|start|commence|open|launch|convene|meet|resume|take place|take effect"
        r"|enter into|go into|be (?:(?:jointly|formally|officially) )?(?:held|established|created|launched|formed"
        r"|set up|convened|hosted|opened|implemented|expanded|extended|initiated|carried out|undertaken|organi[sz]ed"
        r"|allocated|deployed|presented|submitted|reported|published|developed|finali[sz]ed|completed|signed"
        r"|scheduled|announced|put in|tasked|operational|released|introduced|conducted|invited|appointed|designated"
        r"|reviewed|updated|shared|made available|circulated|provided|in place))\b",
        _FRAGMENTS,
        start="",
    ),
    effect=compile_pattern(
        r"{modal} (?:also )?(?:help|allow|enable|serve|contribute|benefit|facilitate|complement|play|represent"
        r"|comprise|consist|include|remain|bring|make|give|reduce|lead to|result|be (?:of|key|critical|essential"
        r"|important|vital|crucial|composed|comprised|led|chaired|co-chaired|the|an?|able|guided|based))\b",
        _FRAGMENTS,
        start="",
    ),
    state=compile_pattern(
        r"{modal} (?:also )?(?:be (?:\w+ly )?(?:able|better|stronger|safer|joined|accompanied|represented|affected"
        r"|more|of|key|critical|essential|important|needed|required|determined|the same)|benefit|become|face|need"
        r"|depend|suffer|gain|enjoy|remain (?:\w+ly )?(?:committed|determined)|be (?:guided|remembered|commended"
        r"|judged|measured|felt|met))\b",
        _FRAGMENTS,
        start="",
    ),
    dated_opening=compile_pattern(
        r"(?:back )?(?:in|on) (?:early |late |mid-)?(?:(?P<month>{month})(?: (?P<day>\d{1,2})\b)?(?:,?"
        r" (?P<year>\d{4}))?|(?P<year_alone>\d{4})\b)",
        _FRAGMENTS,
        start=r"^\W*",
    ),
    ordinal=compile_pattern(
        r"(?:and )?(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|sixth|seventh|eighth|ninth"
        r"|tenth|next|finally|lastly|last)\s*[,:]",
        {},
    ),
    ordinal_lead_in=compile_pattern(
        r":\s*(?:$|\(?\w{1,3}[.)])|\b(?:following|steps|measures|actions|commitments|points|elements|areas"
        r"|priorities|pillars|fronts)\b",
        {},
        start="",
    ),
    item_opening=compile_pattern(
        r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] |[-\u2022*] |(?-i:[a-z])|(?:to|strengthen|expand|improve|promote"
        r"|convene|establish|create|develop|increase|enhance|continue|support|work|ensure|share|exchange|identify"
        r"|implement|launch|build|advance|address|reduce|combat|counter|prevent|protect|provide|facilitate"
        r"|coordinate|cooperate|collaborate|deepen|explore|pursue|accelerate|hold|host|meet|adopt|encourage|foster"
        r"|conduct|deploy|disrupt|dismantle|target|intensify|harmoni[sz]e|moderni[sz]e|invest|mobili[sz]e|open"
        r"|review|report|train|use|maintain|make|take|set|begin|bring|engage|extend|finali[sz]e|prepare|publish"
        r"|raise|respect|respond|undertake|complete) ",
        {},
        start="",
    ),
    commitment_heading=compile_pattern(
        r"(?:(?:our|joint|agreed|shared|key|new) )*(?:commitments|next steps|agreed actions|undertakings|action"
        r" items|actions to be taken)\s*:?$",
        {},
    ),
    heading_verb="commitments",
    describing_chapeau=compile_pattern(
        r"(?:discussed|reviewed|highlighted|noted|welcomed|acknowledged|recogni[sz]ed|includes?|included|comprises?"
        r"|consists? of)\b[^:]{0,80}:?\s*$",
        {},
    ),
    hollow_chapeau=compile_pattern(
        r"(?:[\s,:]|\b(?:work|working|cooperate|cooperating|collaborate|act|continue|take|taking|pursue|implement"
        r"|adopt|advance|strive|do|undertake|carry|out|further|together|jointly|closely|across|in|the|this|our"
        r"|region|hemisphere|these|following|new|concrete|specific|joint|additional|areas?|steps?|actions?|measures?"
        r"|commitments?|points|goals|and|objectives|priorities|an?|of|series|number|set|to|on|by|as|follows|that"
        r"|efforts|their|initiatives|with|each|other|all|partners|both|countries|for|immediate|immediately)\b)*",
        {},
        start="",
    ),
    tells_history=frozenset(["announce", "launch"]),
    drops_subject=False,
    inherited_verb="{verb} (chapeau p{paragraph})",
)
