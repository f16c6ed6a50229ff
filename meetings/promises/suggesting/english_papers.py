"""The English rules for papers that promise in their form: tables, charters, pledges, letters, words to the press."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.english_fragments import ENGLISH_FRAGMENTS
from meetings.promises.suggesting.rules import Rules

_core = Rules(ENGLISH_FRAGMENTS).core
# Who gives, at the beginning of a line of a pledging session, and what may stand before the sum.
GIVER = (r"^\W*(?:\(?\w{1,3}[.)] )?(?-i:[A-Z])[\w.'\u2019 -]{2,50}\s*(?::|\u2014|-)\s+"
         r"(?:(?:up to|an additional|a further|another|a total of|about) )?")  # fmt: skip

ENGLISH_PAPERS = (
    _core("charter_duty", "present", Asks.NOTHING,
          r"(?P<verb>meets?|convenes?|rotates?|pass(?:es)?|keeps?|answers?|reports?|submits?|sends?|informs?|publish(?:es)?"
          r"|reviews?|hosts?|provides?|pays?|covers?|bears?|notif(?:y|ies)|circulates?|prepares?|drafts?|repl(?:y|ies)|updates?"
          r"|maintains?|issues?|presents?|appoints?|elects?|renews?|draws? up|decides?|assigns?|names?)"
          r"(?=[^.;]{0,160}?\b{regular})",
          "what an office of the group does again and again or within days is its charge",
          needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?(?:the|its|each|every|all) (?:[\w-]+ ){0,2}?{office}"
          r"(?: of the (?:[\w-]+ ){1,3}?)? (?:\w+ly )?(?:[^.;]{3,90}? and )?$"),
    _core("readiness_measured", "present", Asks.ACTOR,
          r"(?P<verb>(?:is|are|am|stands?|remains?) (?:\w+ly )?(?:ready|prepared|willing|disposed)) (?P<link>to)"
          r" (?!(?:discuss|consider|talk|listen|engage|cooperate|work|support|continue|resume|help|assist|contribute to|play"
          r"|explore|examine)\b)(?=[^.;]{3,140}?\b(?:{measure}|{deadline}|free of charge|at no (?:cost|charge)))",
          "readiness with a number or a day is an offer; without them it is an attitude"),
    _core("nobody_need", "future", Asks.NOTHING,
          r"(?P<verb>(?:no(?: one|body)|no (?:[\w-]+ ){1,3}?|none of (?:\w+ ){1,3}?)\b[^,;.]{0,80}?\b(?:need(?!s? (?:for|of)\b)"
          r"|needs to|(?:has|have|will have|shall have) to))\b",
          "a duty lifted from a day on",
          needs_before=r"(?:^|[;:.] |that )\W*(?:(?:from|as of|as from|starting|after|once|when|beginning) [^;.]{2,60}, )$"),
    _core("no_longer", "future", Asks.NOTHING,
          r"(?P<verb>(?:will|shall|(?:is|are) to) no longer (?:be )?)\s*(?:charge|require|ask|collect|levy|apply|demand"
          r"|detain|hold"
          r"|\w+ed\b)(?<!tolerated)(?<!ignored)(?<!accepted)(?<!denied)(?<!considered)(?<!regarded)(?<!divided)(?<!separated)",
          "what ceases by the will of those who speak"),
    _core("is_to_be", "future", Asks.NOTHING,
          r"(?P<verb>(?:is|are) (?:now |then |also |jointly )?to be) (?:\w+ly )?(?!(?:welcomed|commended|hoped|expected"
          r"|regretted"
          r"|feared|noted|congratulated|praised|blamed|believed|admired|deplored|avoided|considered|trusted|preferred|achieved"
          r"|succe\w+)\b)(?:\w+ed|held|set|put|made|kept|sent|built|brought|done|laid|drawn|paid|given|taken|begun|written|met"
          r"|borne)\b",
          "what is to be done, whoever does it",
          needs_before=r"^(?!.*\b(?:if|how|when|where|what|which|that|who|whether|unless|because)\b[^,;:]*$)"),
    _core("ending", "present", Asks.ACTOR,
          r"(?P<verb>(?:is|are|am) {adverb}(?:putting (?:an end|a stop) to|ending|scrapping|abolishing|lifting|waiving|doubling"
          r"|halving|tripling|opening|closing|setting (?:up|aside)|sending|dispatching|making available|withdrawing|suspending"
          r"|handing over|adding|committing|cutting)) (?:the|an?|our|its|their|all|every|up|two|three|four|five|six|ten|\d)",
          "done by saying so, in the present, by those who speak",
          needs_before=r"^(?!.*\b(?:since|for years|already)\b)"),
    _core("give_time", "past", Asks.ACTOR,
          r"{has}(?P<verb>g[ai]ven?|gives?|set|allow(?:s|ed)?) (?:our|their|its|the|both|each|his|her) (?:[\w-]+ ){0,3}?{staff}"
          r" (?:until|a deadline|(?:[\w-]+ ){1,2}?(?:days|weeks|months|years?))\b",
          "a time given to one's own in which to do it"),
    _core("left_to", "past", Asks.NOTHING,
          r"(?P<verb>(?:was|were|is|are|(?:has|have) been) (?:left|referred|remitted|delegated|handed(?: over)?) to (?:the )?"
          r"(?:[\w-]+ ){0,3}?{staff})(?: [^,;.]{0,40}?)? (?P<link>to|for)\b",
          "a matter handed to one's own officials"),
    _core("contribution_is", "future", Asks.NOTHING,
          r"(?:contribution|share|part|pledge|donation|gift|participation)\b[^.;,]{0,50}? (?P<verb>(?:will|shall) (?:be|take"
          r" the"
          r" form of|consist (?:of|in)|amount to|come to|go to|cover)) (?!(?:\w+ly )?(?:important|crucial|key|essential|vital"
          r"|valuable|remembered|needed|decisive|felt|fundamental|limited|the (?:subject|object))\b)",
          "what is given, told by its form",
          needs_before=r"(?:^|[;:.] )\W*(?:(?:on|for) (?:its|our) (?:side|part), )?(?:(?:our|its|their|the|my) (?:[\w-]+ ){0,3}"
          r"|(?-i:[A-Z])[\w' -]{1,30}['\u2019]s? (?:[\w-]+ ){0,2})$"),
    _core("match_sum", "present", Asks.ACTOR,
          r"(?P<verb>match(?:es)?|doubles?|tops? up|co-?financ(?:es|e)|underwrites?|advances?) (?:every|each|the|its|their"
          r"|our|half"
          r"|all|one|two) (?:[\w-]+ ){0,3}?(?:dollars?|euros?|pesos?|contributions?|sums?|amounts?|shares?|costs?|fees?"
          r"|payments?)\b",
          "a sum given now, measured by what others give"),
    _core("pledge_line", "present", Asks.NOTHING,
          r"(?P<verb>(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|sixty"
          r"|half an?)"
          r"(?:(?: [\w-]+){0,2}? (?:hundred|thousand|million|billion))?(?: [\w.]+){0,2}? )(?:dollars|euros|pesos|pounds"
          r"|francs|yen"
          r"|quetzales|lempiras)\b",
          "minutes of a pledging session: who, and how much",
          needs_before=GIVER + r"$"),
    _core("pledge_sign", "present", Asks.NOTHING,
          r"(?P<verb>\d[\d.,]*(?: (?:thousand|million|billion))?)",
          "the same with the sign of the money",
          needs_before=GIVER + r"(?:(?:US|C|A|MX|CA)?[$\u20ac\u00a3]\s?|(?:USD|EUR|CAD|MXN|GBP) )$"),
    _core("new_money", "present", Asks.NOTHING,
          r"(?P<verb>\d[\d.,]*(?: (?:thousand|million|billion))?)(?: (?:dollars|euros|pesos|pounds))? (?:(?:in|of)"
          r" )?(?:new|additional|fresh|further|extra) (?:[\w-]+ ){0,2}?(?:funding|money|funds|financing|support|aid|assistance"
          r"|grants|loans|resources|credit)\b",
          "an item that opens with new money",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?(?:(?:up to|an additional|a further|another|over|more than) )?"
          r"(?:US|USD|CAD|EUR|C|A|Q)?\s?[$\u20ac\u00a3]?\s?$"),
    _core("item_to_start", "future", Asks.NOTHING,
          r"(?P<verb>to (?:open|start|begin|run|enter|meet|report|be (?:\w+ly )?(?:\w+ed|held|set up|built|put|made|sent)))"
          r"(?= (?:[\w-]+ ){0,4}?(?:in|by|on|from|before|within|next|no later|as of|until|every|each)\b)(?![^.;]*\b(?:is|was"
          r"|were|are|has"
          r"|have|had|will)\b)",
          "an item that names a thing and when it starts",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?(?:an?|the|one|two|three|four|five|ten|first|second|new|joint|regular|annual"
          r"|further|\d+) (?!.*\b(?:is|are|was|were|has|have|had|will|shall|we|they|need|(?:look|welcom|not|hail|discuss"
          r"|recall|review|mention|support|commend)(?:ed|es|s)|efforts?|ways|plans?|time|order|right"
          r"|how|decided|agreed|committed|intends?|wants?)\b)[^.;:]{2,140}?(?:, | )$"),
    _core("count_on", "present", Asks.ACTOR,
          r"(?P<verb>(?:may|can) (?:count|rely) on (?:us|our|the \w+ (?:government|side)))\b[^.;]{0,60}?(?:\bto\b|\bfor\b)"
          r"(?=[^.;]*\b{measure})",
          "an assurance with a measure"),
    _core("rule_for_all", "future", Asks.NOTHING,
          r"(?P<verb>keeps?|pays?|retains?|stores?|charges?|lev(?:y|ies)|informs?|sends?|returns?|records?|notif(?:y|ies)"
          r"|discloses?|transfers?|detains?|receives? (?:an? |the )?(?:\w+ )?(?:answer|reply|copy|receipt|hearing|notice)"
          r"|(?:is|are) (?:charged|reported|asked|answered|recorded|stored|kept|returned|notified|disclosed|transferred"
          r"|detained"
          r"|turned (?:away|back)|levied|required|passed on|deleted|destroyed|handed|heard|examined|registered|logged|paid"
          r"|copied"
          r"|sent|held|checked|searched))\b(?! (?:up|back)?\s*(?:in|by) (?:history|poverty|fear))",
          "what holds for every case or for none is a rule",
          needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?(?:every|any|no|neither|each) (?!(?:one|body|day|year|country"
                r"|nation|people)"
          r"\b)(?:[\w'-]+ ){1,6}?$"),
    _core("milestone", "present", Asks.NOTHING,
          r"(?P<verb>(?:by|before|no later than) (?:the )?(?:(?:end|start|middle|close) of )?(?:(?:mid|early|late)[ -])?[\w"
          r" ,]{3,30}?"
          r"|(?:first|second|third|fourth|last) (?:quarter|half) (?:of )?20\d\d|q[1-4] 20\d\d)\s*(?::|\s\u2014"
          r"|\s\u2013)\s*(?=\w)",
          "a road map names a day and what is there by then", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("at_our_cost", "future", Asks.NOTHING,
          r"(?P<verb>will|shall)\b(?=[^.;]{3,160}?\b(?:at|on) (?:our|their|its) (?:own )?(?:cost|expense|account)s?\b)",
          "whoever does it, those who speak pay"),
    _core("to_you", "future", Asks.NOTHING,
          r"you (?P<verb>(?:will|shall) (?:all |each |soon )?(?:have|get|receive|be (?:given|told|paid|heard|asked)))\b"
          r"(?! to\b| (?:heard|seen|noticed|read)\b)",
          "promised to those who are spoken to"),
    _core("notice", "present", Asks.NOTHING,
          r"(?P<verb>gives? (?:the other (?:\w+ )?)?(?:at least )?[\w-]+ (?:days|weeks|months)['\u2019]? notice)\b",
          "how one leaves is part of what is agreed"),
    _core("given_until", "past", Asks.NOTHING,
          r"(?P<verb>(?:has|have) been given|(?:was|were|is|are) given) (?:until|(?:up )?to the \w+|(?:[\w-]+ ){1,2}?(?:more )?"
          r"(?:days|weeks|months))\b",
          "a time given in which to do it"),
    _core("charter_rule", "present", Asks.NOTHING,
          r"(?P<verb>(?:do|does) not (?!(?:exist|apply|affect|mean|constitute|know|believe|include|concern)\b)\w+"
          r"|(?:is|are) (?:limited|restricted|reserved|confined|open|free)(?: of charge)? (?:to|for)|(?:is|are) (?:\w+ly"
          r" )?(?!(?:based|composed|attached|annexed"
          r"|concerned|involved|located|divided|united|entitled|called|convinced|pleased|interested)\b)(?:\w+ed|made|taken"
          r"|kept|held"
          r"|heard|sent|paid|borne|drawn|given|put|set))\b",
          "under the heading of rules the present tense commands"),
    _core("charter_case", "present", Asks.NOTHING,
          r"(?P<verb>(?:where|if|when|should|in case|whenever|once) [^,.;]{3,90}), (?=[^.;]{3,90}\b\w+s?\b)(?!\w+ (?:was"
          r"|were)\b)",
          "the same, for a case", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("green_light", "past", Asks.ACTOR,
          r"{has}(?P<verb>(?:g[ai]ven?|gives?) (?:the|their|its|our|a) (?:green light|go-ahead|approval|consent|blessing)"
          r" (?:to|for)"
          r"|(?:ruled?|rules) out (?:any|all|an?|the|every|new|further)|turn(?:ed|s)? down (?:any|all|every|further)"
          r"|renounce[ds]?"
          r"|forgo(?:es)?|forwent|drop(?:ped|s)? (?:their|its|our|the) (?:claim|objection|plan|demand)s?)\b",
          "a yes or a no that binds whoever says it"),
    _core("promise_noun", "past", Asks.NOTHING,
          r"(?P<verb>with (?:the|a) (?:\w+ )?(?:promise|pledge|undertaking|assurance|commitment|understanding|agreement))"
          r" (?P<link>that|to)\b(?=[^;.]{3,160}?\b(?:would|will|shall|be|\w+)\b)",
          "the promise beside the main verb",
          needs_before=r"(?:(?:part(?:ed|s)?|clos(?:ed|es)|end(?:ed|s)?|conclud(?:ed|es)|left|leave|came away|come away"
                r"|return(?:ed|s)?"
          r"|rose|adjourned)\b[^;.]{0,60}? $)"),
    _core("may_expect", "present", Asks.NOTHING,
          r"(?P<verb>(?:may|can|should) expect (?:an?|the|our|two|three|[\w]+) [^;.]{2,80}?\b(?:from us|by|before|within|on"
          r"|no later)\b)",
          "what those who are spoken to may expect is promised", needs_before=r"\byou $"),
    _core("undertake_noun", "present", Asks.ACTOR,
          r"(?P<verb>undertakes?(?: [^,;.]{2,40}?\b(?:cost|expense|charge)s?)? (?:the|its|their|all|an?) (?!(?:visit|mission"
          r"|trip|journey)\b)"
          r"[\w-]+)\b",
          "what is undertaken, said as a noun"),
    _core("at_once", "present", Asks.ACTOR,
          r"(?P<verb>[a-z]{3,}(?:s|ing)?)\b(?=[^;.]{2,90}? with (?:immediate )?effect(?: from (?:today|now|midnight))?\b)",
          "in force from the moment it is said", needs_before=r"(?i:\b(?:we|they|both|sides?|governments?|parties|ministers"
              r"|presidents)"
          r"|(?-i:\b[A-Z][a-z]+)) (?:hereby |jointly |also |are |is )*$"),
    _core("left_with", "past", Asks.NO_THING,
          r"{has}(?P<verb>(?:left|leave|parted|came away|come away|emerged?|return(?:ed)?) with (?:the following |\w+ (?:\w+"
          r" )?)(?:things to"
          r" do|tasks|commitments|decisions|assignments|promises|jobs))\b",
          "what one comes away with is to be done"),
    _core("meet_again", "present", Asks.NOTHING,
          r"(?P<verb>(?:see each other|meet|reconvene|convene) (?:once )?again)\b(?= (?:in|at|on|before|next|by|within"
          r"|during)\b)",
          "a day on which the actors meet again",
          needs_before=r"\b(?:we|they|both|sides|ministers|delegations|parties|presidents|leaders|groups?) (?:will |shall )?$"),
    _core("office_told", "past", Asks.NOTHING,
          r"{staff} (?P<verb>(?:(?:have|has) been|were|was|are|is) (?:told|ordered|advised in writing)) (?P<link>to)\b",
          "the passive of an instruction to one's own offices"),
    _core("invite_own", "past", Asks.NO_THING,
          r"{has}(?P<verb>invit(?:ed|es?)) (?:its|our|their|the) (?:[\w-]+ ){0,2}?(?:{staff}|(?:vice-)?chairs?|rapporteurs?)"
          r" (?P<link>to) (?!attend|join|participate|visit|take part|reflect|share)",
          "an invitation to one's own officers is a charge"),
    _core("thing_by_day", "future", Asks.NOTHING,
          r"(?P<verb>(?:will|shall) (?:\w+ )?be (?:open|in (?:place|service|operation|use)|operational|up and running|available"
          r"|ready|installed|staffed))\b(?=[^.;]{0,80}?\b(?:by|before|from|no later than|within|as of)"
          r" (?:the|next|\d|(?-i:[A-Z])))",
          "a thing that is there by a day"),
    _core("by_day_thing", "future", Asks.NOTHING,
          r"(?P<verb>(?:will|shall) (?:\w+ )?be (?:open|in (?:place|service|operation|use)|operational|up and running|available"
          r"|ready|installed|staffed))\b",
          "the same with the day before it",
          needs_before=r"^\W*(?:and |so )?(?:by|before|from|as of|no later than|within) [^;.]{3,60}?"
          r"\b(?:the|an?|every|each|all|both|two|three) [^;.,]{2,50}$"),
)  # fmt: skip

# These speak only under a heading of rules.
ENGLISH_CHARTER = frozenset(["charter_rule", "charter_case"])
