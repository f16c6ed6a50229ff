"""The English rules for what announces a commitment in so many words."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.english_fragments import ENGLISH_FRAGMENTS
from meetings.promises.suggesting.rules import Rules

_core = Rules(ENGLISH_FRAGMENTS).core

ENGLISH_CORE = (
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
    _core("pledge_thing", "past", Asks.ACTOR,
          r"{has}(?P<verb>pledge[ds]?) (?!(?:to|that|by)\b)(?:[\w.'-]+ ){0,5}?(?:support|assistance|aid|help|cooperation|funding"
          r"|participation|contributions?|backing|protection|access)\b",
          "what is given, said as a noun"),
    _core("intend_plan_seek", "present", Asks.ACTOR,
          r"(?P<verb>intends?|plans?|seeks?|aims?|expects?|proposes?|endeavou?rs?|strives?){gap}{then}(?P<link>to"
          r"|(?<!expect\x20)(?<!expects\x20)(?<!plan\x20)(?<!plans\x20)that|on"
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
          needs_before=r"(?:agree[ds]?|concur(?:s|red)?|decided?|announced|affirmed|reaffirmed|confirmed|undertook|committed|pledged|resolved"
          r"|directed"
          r"|instructed|informed|said|stated|advised)\b"),
    _core("told_would", "future", Asks.UNDERTAKING,
          r"(?P<verb>would)(?= (?:also )?(?:meet|convene|visit|exchange|begin|resume|submit|report|hold|be (?:held|set up"
          r"|established"
          r"|opened|convened|reopened))\b)",
          "minutes: what the one or the other is going to do, said without who agreed to it",
          needs_before=r"^(?!.*\b(?:if|whether|hop|that|ask|suggest|wonder|propos|how|when|could|might|wish)\w*\b)"
          r"\W*(?:\(?\w{1,3}[.)] )?(?:the|both|two|their|a|an|experts|officials) [^,;:]{2,120}$"),
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
          r"|(?:develop|implement|draft|design|draw\w* up|set\w* up|creat|adopt|sett)\w* (?:and (?:\w+ly )?\w+ing )?an?\b"
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
