"""The English rules for promises that are not said with a verb of promising: deeds, charges, arrangements, assurances."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.english_fragments import ENGLISH_FRAGMENTS
from meetings.promises.suggesting.rules import Rules

_core = Rules(ENGLISH_FRAGMENTS).core

ENGLISH_ACTS = (
    _core("instruct_own", "past", Asks.ACTOR,
          r"{has}(?P<verb>direct(?:ed|s)?|instruct(?:ed|s)?|task(?:ed|s)?|mandat(?:ed|es?)|charg(?:ed|es?)|ask(?:ed|s)?"
          r"|request(?:ed|s)?) (?:our|their|its) (?![^,;.:]{0,60}?\b(?:partner|donor|international|private)\b)"
          r"[^,;.:]{2,60}? (?P<link>to|with(?= \w+ing\b))\b",
          "what is one's own is instructed, whatever it is called"),
    _core("mandate_received", "past", Asks.ACTOR,
          r"(?P<verb>{has}receive[ds]? (?:\w+ ){0,2}?(?:instructions?|mandates?|orders)|(?:(?:have|has) been|was|were|are|is)"
          r" given (?:[\w-]+ ){1,3}?(?:instructions?|mandate|task|authority|days|weeks|months|years?)"
          r"|(?:have|has) until (?:the (?:end|close) of )?(?:\w+ ){1,3}?)\s*(?P<link>to)\b",
          "the instruction as its receiver tells it"),
    _core("agreed_each", "past", Asks.NOTHING,
          r"(?P<verb>(?:it (?:was|is|has been) {adverb}|{has})(?:agreed?|agrees|accept(?:ed|s)?|decided?|resolved?)){gap}"
          r" (?P<link>that) (?:each|both|neither|either|no|every|all|any)\b"
          r"(?![^;]{0,80}?\b(?:is|are|was|were|has|have|had|must|deserves?|matters?|can)\b)",
          "agreed of each or of none is agreed to be done"),
    _core("agreed_may", "past", Asks.NO_THING,
          r"{has}(?P<verb>{agreed}|accept(?:ed|s)?|decided?){gap} (?P<link>that)\b[^;]{2,90}? may\b(?! (?:be (?:able|too|more)"
          r"|have|prove|lead|cause|become|well)\b)",
          "leave given to the other side"),
    _core("agree_object", "past", Asks.ACTOR,
          r"{has}(?P<verb>agreed?|agrees) (?:an?|new|greater|closer|further|more|two|three) (?!(?:\w+ ){0,2}?(?:{importance}"
          r"|language\b"
          r"|with\b|time ago\b|year ago\b))(?![^,;.]{0,60}? (?:is|are|was|were|must|should|needs?|has|have|can)\b)[a-z]",
          "a plan agreed is agreed to be carried out"),
    _core("resolved_be", "past", Asks.ACTOR,
          r"{has}(?P<verb>resolved?|resolves|ordain(?:ed"
          r"|s)?) (?P<link>that)\b(?![^;]{0,80} must\b)[^;]{3,160}? be (?:\w+ly )?\w+(?:ed|en|t|ld|ut|de)\b",
          "resolved that something be done"),
    _core("hereby", "present", Asks.ACTOR,
          r"(?:hereby )?(?P<verb>designates?|appoints?|nominates?|waives?|lifts?|abolish(?:es)?|earmarks?|sets? aside"
          r"|makes? available|puts? at the disposal) {adverb}(?!(?:responsibility|doubts?)\b)(?:[a-z]|\d|[$\u20ac])",
          "done by saying so, in the present"),
    _core("each_does", "present", Asks.ACTOR,
          r"(?P<verb>names|pays|bears|contributes|keeps|sends|appoints|provides|reports|submits|shares|covers|meets its"
          r"|designates"
          r"|opens|trains|lends|hosts|notifies|informs)\b",
          "what each side does from now on, said in the present",
          needs_before=r"(?:^|[,:;]|that|which|and)\W*(?:each|every) (?:of (?:us|them|the (?:\w+ )?\w+) )?(?:[\w-]+ ){0,3}$"),
    _core("launch_now", "present", Asks.NOTHING,
          r"(?P<verb>(?:today|now|hereby|jointly),? we (?:{adverb})(?:launch|establish|create|institute|inaugurate|open"
          r"|set up|found)"
          r"|we {adverb}(?:launch|establish|institute|inaugurate|found)) (?:the|our|an?|two|three|new)\b",
          "begun by saying so"),
    _core("give_sum", "present", Asks.ACTOR,
          r"(?P<verb>dedicates?|earmarks?|allocates?|contributes?|provides?|invests?|grants?|adds?|(?:is"
          r"|are) {adverb}(?:providing"
          r"|contributing|investing|allocating|dedicating|earmarking|donating|granting|adding)) (?:(?:an|additional|up|to|over"
          r"|more|than|nearly|about|approximately|another|a|further|new|total|of) ){0,4}(?:(?:us|usd|cad|ca|c|aud|eur)?\s?"
          r"[$\u20ac\u00a3]\s?\d|\d[\d.,]* (?:(?:thousand|million|billion) )?(?:(?:us|u\.s\.|american|canadian) )?"
          r"(?:dollars|euros|pesos|quetzales|pounds))",
          "a sum given now"),
    _core("offer_thing", "past", Asks.ACTOR,
          r"{has}(?P<verb>offer(?:s|ed)?|volunteer(?:s|ed)?|promis(?:ed|es?)|guarantee[ds]?|pledge[ds]?) (?!(?:(?:its|their"
          r"|our|his"
          r"|her|the|a|an|some|heartfelt|sincere|deep) ){0,3}(?:condolences|congratulations|thanks|prayers|apolog\w+|views?"
          r"|thoughts?|opinions?|assessments?|remarks|comments|sympath\w+|insights?|perspectives?|welcome|opportunit\w+"
          r"|reflections|support|solidarity|loyalty|friendship|cooperation|hope|utmost|respect|resistance|gratitude|greetings"
          r"|to|that)\b)(?:(?:the|its|their|our) (?=[\w-]+)|an?"
          r" |two |three |four |\d|free |interpreters|safe |full )",
          "a thing offered, promised or guaranteed"),
    _core("conclude_agreement", "past", Asks.ACTOR,
          r"{has}(?P<verb>conclude[ds]?|signed|signs?|entered into|enters? into|settled on|settles? on) (?:an?|the|two|three"
          r"|a new)"
          r" (?:[\w-]+ ){0,3}?(?:agreement|memorand(?:um|a)|arrangement|protocol|accord|letter of intent|treaty|pact|form"
          r"|plan|procedure|calendar|schedule|list|method|formula|text)\b[^;.]{0,60}?(?P<link>to\b(?= [a-z])|under which|by"
          r" which"
          r"|whereby|that commits|(?<=form)|on (?=\w+ing))",
          "an agreement that says what will be done"),
    _core("text_commits", "present", Asks.NOTHING,
          r"(?:memorandum|agreement|arrangement|protocol|plan|text|declaration|charter|accord) (?:\w+ )?(?P<verb>commits|binds"
          r"|obliges|obligates) (?:both|all|each|the|our|us)\b[^;.]{0,60}? (?P<link>to)\b",
          "the text itself binds its parties"),
    _core("falls_to", "present", Asks.NOTHING,
          r"(?P<verb>(?:it|this) (?:now )?(?:(?:falls|fell|(?:is|will be) (?:up|left)) (?:up)?(?:on "
          r"|to )|(?:is|will be|shall be) for )(?:the )?(?:[\w-]+ ){1,4}?)(?P<link>to)\b"
          r"|(?:task|duty|job|work|responsibility|drafting|preparation|translation)\b"
          r"(?! for (?:this|that|it|these)\b)[^;.]{0,80}?"
          r" (?P<verb_by>falls (?:up)?(?:on|to)|rests with|lies with"
          r"|goes to|is (?:entrusted|assigned|given) to)\b",
          "whose task it is"),
    _core("take_lead", "present", Asks.ACTOR,
          r"(?P<verb>(?:takes?|took|{has}taken) (?:on )?(?:the|a) (?:lead|task|responsibility) (?:in|on|of|for)|(?:takes?"
          r"|assumes?"
          r"|took) (?:over )?the (?:[\w-]+ )?(?:chair(?:man)?(?:ship)?|presidency|secretariat))\b(?! (?:of the (?:past|last)))",
          "a part taken on"),
    _core("assure_that", "past", Asks.ACTOR,
          r"{has}(?P<verb>(?:assure[ds]?|reassure[ds]?) (?!that)[^,;.]{2,60}?|confirm(?:s|ed)?|guarantee[ds]?"
          r"|g[ai]ven?s? (?:our|their|its|his|her)"
          r" (?:word|assurances?)|g[ai]ven?s? (?:an )?assurances?|vouch(?:es|ed)?) (?P<link>that)\b[^;]{2,120}? (?:will|would"
          r"|shall)"
          r"(?: not| never)?(?! (?:be (?:able|better|stronger|affected|more|of|key|needed|required|remembered|difficult|easy)"
          r"|benefit"
          r"|help|depend|remain|continue to (?:be|depend)|need|require|bring|contribute|improve|increase|grow|take time"
          r"|prove)\b)",
          "an assurance of what will be done"),
    _core("set_goal", "past", Asks.NO_THING,
          r"{has}(?P<verb>set (?:for )?(?:our|them|it)sel(?:f|ves) (?:the|an?) (?:[\w-]+ ){0,2}?(?:goals?|targets?"
          r"|objectives?|deadline|task))\b",
          "a goal set to oneself"),
    _core("never_will", "future", Asks.NOTHING,
          r"(?:under no (?:circumstances?|condition)|in no (?:case|event|circumstances?|way)|at no (?:time|point|stage)"
          r"|on no account"
          r"|no longer|not until [^,;.]{3,60}?|only (?:then|after [^,;.]{3,60}?)),? (?P<verb>will|shall)"
          r"(?! (?:there|it|this) be\b)(?= [a-z])",
          "the verb stands before its subject"),
    _core("is_goal", "present", Asks.NOTHING,
          r"(?:^|[,;:] |and )\W*(?P<verb>(?:(?:it is )?(?:our|their)(?: \w+)? (?:intention|plan|aim|goal|objective|purpose"
          r"|resolve|will|wish)"
          r"(?: is)?) (?:that\b(?! (?:is|was)\b)|for\b[^,;.]{3,60}? to\b)|(?:the|our) (?:shared |common |joint )?"
          r"(?:intention|plan|aim|target|idea) is (?:to|for [^,;.]{3,60}? to|that)\b)"
          r"(?! be (?!\w+ed\b))",
          "the intention as the subject of the sentence, with what follows from it"),
    _core("aim_at", "present", Asks.ACTOR, r"(?P<verb>(?:aims?|are aiming|is aiming) (?:at|for)) (?=\w+ing\b)",
          "intention in the mouth of an actor"),
    _core("want_own", "present", Asks.ACTOR,
          r"(?P<verb>wants?|expects?|charges?) (?:our|their"
          r"|its) (?:[\w-]+ ){0,3}?{staff} (?P<link>to)\b", "what is expected of one's own"),
    _core("approve_plan", "past", Asks.ACTOR,
          r"{has}(?P<verb>approve[ds]?|adopt(?:ed|s)?) (?:the|an?|this|our|their"
          r"|its)(?: [\w-]+){0,4}? (?:plans?(?: of action)?|programmes?"
          r"|budgets?|roadmaps?|strategy|calendar|schedule|work\s*plan|terms of reference|guidelines)\b",
          "a plan approved is a plan to be carried out"),
    _core("there_will_be", "future", Asks.NOTHING,
          r"(?P<verb>there (?:will|shall) be) (?:an?|no|two|three|further|regular|annual|quarterly|monthly"
          r"|another)\b (?:[\w-]+ ){0,3}?"
          r"(?:reviews?|meetings?|consultations?|rounds?|sessions?|inspections?|audits?|patrols?|workshops?|exchanges?"
          r"|evaluations?|reports?|fees?|charges?|returns?|separation|hotline|register|visits?)\b",
          "an arrangement without its actors"),
    _core("meeting_which", "future", Asks.NOTHING,
          r"(?:next|follow-up|subsequent|upcoming|forthcoming|second|third|fourth|fifth) (?:[\w'-]+ ){0,5}?{meeting},? "
          r"(?:(?:which|that) (?:[\w.'-]+ ){1,4}?)?(?P<verb>will (?:host|chair|convene|hold)|to be (?:held|hosted|convened)"
          r"|takes? place|is"
          r" (?:set|fixed|planned) for|will be (?:held|hosted|convened)|(?:will )?meets?)\b",
          "where and when the actors meet again, told beside something else"),
    _core("created", "present", Asks.NOTHING,
          r"(?P<verb>(?:is|are) (?:hereby |jointly |formally )?(?:established|created|set up|constituted|instituted|appointed"
          r"|designated"
          r"|abolished|prolonged|extended (?:for|until|by)|renewed (?:for|until)|waived|lifted|prohibited|repealed"
          r"|authori[sz]ed to|charged with"
          r"|entrusted with|requested to|released to))\b(?! (?:in|by|under|at|on) (?:article|the (?:charter|treaty|convention"
          r"|law|constitution)))(?![^.;,]{0,80}\bsince (?!(?:[\w-]+ ){1,4}(?:is|are|was|were|has|have|needs?|remains?)\b))",
          "done by saying that it is so",
          needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?(?:(?:it is )?(?:agreed|decided|resolved) that )?(?:an?|two|three"
          r"|the) "
          r"(?!.*\b(?:which|that|who|where|if|when|while) )[^.;:,]{2,90}$"),
    _core("decision_nominal", "present", Asks.NOTHING,
          r"(?P<verb>(?:our|their|its|the) (?:\w+ )?(?:decision|commitment|determination|promise|resolve|undertaking"
          r"|intention)) (?:not )?(?P<link>to)"
          r" (?![^.;]{0,200}\b(?:is|are|was|has|have|remains?|reflects?|requires?|shows?|demonstrates?|will|would)\b)(?=[a-z])",
          "a decision as an item of what is declared", needs_before=r"^\W*(?:\(?\w{1,3}[.)]-? )?$"),
    _core("order_that", "past", Asks.NO_THING,
          r"{has}(?P<verb>order(?:ed|s)?|direct(?:ed|s)?|instruct(?:ed|s)?|decree[ds]?|decid(?:ed|es?)|resolv(?:ed|es?)"
          r"|request(?:ed|s)?"
          r"|agree[ds]?){gap} (?P<link>that) (?:(?:the|their|our|its|each|all|both|an?) )?(?:[\w'-]+ ){1,6}?(?:should"
          r" )?{base_verb}(?! (?:is|are|was)\b)",
          "ordered that somebody do it"),
    _core("arrange", "past", Asks.ACTOR,
          r"{has}(?P<verb>arrang(?:ed|es?)|undertook|made arrangements|(?:will )?see to it|consent(?:s|ed)?|ha(?:s|ve)"
          r" (?:clear )?(?:instructions|orders|a mandate)"
          r"|take(?:s)? on the (?:duty|task|obligation)|took on the (?:duty|task|obligation)|assume[ds]? the (?:duty"
          r"|obligation))"
          r"(?: (?P<link>to)\b| for [^,;.]{2,60}? to\b| that\b)", "arranged or consented to be done"),
    _core("accept_invitation", "past", Asks.ACTOR,
          r"{has}(?P<verb>accept(?:ed|s)?|took up|takes? up) (?:the|an?|(?:[\w'-]+ ){1,3}?)\s*(?:invitation|offer|request"
          r"|task) (?:of [^,;.]{2,40}? )?(?P<link>to)\b",
          "an invitation accepted is going to be followed"),
    _core("account_of", "future", Asks.NOTHING,
          r"(?P<verb>(?:will|shall|is|are) (?:to )?(?:be )?(?:for the account of|at the (?:cost|expense) of|the"
          r" (?:responsibility|task|duty) of|borne by"
          r"|covered by|met by|paid by|incumbent (?:up)?on)) (?:(?:the|each|both|all|its|their) )?(?:[\w-]+ ){0,2}?(?:{staff}"
          r"|part(?:y|ies)|participants?"
          r"|governments?|states?|countr(?:y|ies)|municipalit(?:y|ies)|side|sides|presidency|host)", "whose task or whose"
          " cost it is"),
    _core("will_have", "future", Asks.ACTOR, r"(?P<verb>(?:will|shall) have) (?:\w+ed|given|sent|built|made|put|set|done"
          r"|taken|held|brought|paid|drawn|written|begun|handed)\b", "done by a day to come"),
    _core("label", "present", Asks.NOTHING,
          r"(?P<verb>(?:decisions?|actions?|so agreed|agreed|follow-up|next steps?|deliverables?|undertakings?|commitments?"
          r"|to do"
          r"|action points?)(?: \d{1,2})?)\s*(?::|\s\u2014)\s*(?=[\w(])(?!(?:none|nil|n/a|nothing"
          r"|no (?:\w+ )?(?:decisions?|actions?|steps?|commitments?|undertakings?|follow-up))\b)",
          "minutes name what follows as decided", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("name_to_do_by", "future", Asks.NO_THING, r"(?P<verb>to) (?={base_verb}[^;]{0,200}?\b{deadline}"
          r"|{base_verb}[^;]{0,60}?"
          r"\b(?:daily|weekly|monthly|quarterly|yearly|each|every)\b|swap\b|second\b)",
          "minutes: whoever stands before 'to' has a day to do it by",
          needs_before=r"^(?!.*\b(?:is|are|was|were|be|has|have|had|will|includes?|(?!united)\w+ed)\b)"
          r"\W*(?:(?:action|decision)\s*:\s*)?(?:\(?\w{1,3}[.)] )?(?!(?:\w+ing|prior|contrary|due|thanks"
          r"|access|welcome|subject|in|as|with|according|we|they|it|how|when|what|ways|efforts|steps|measures|plans?|need"
          r"|time|order"
          r"|commitments?|pledges?|intent|the (?:need|plan|decision|commitment|pledge|aim"
          r"|goal))\b)[\w'-]+(?: [\w'-]+){0,4}(?: \([^)]{2,30}\))? $"),
    _core("for_whom", "present", Asks.NOTHING, r"for (?:the )?(?P<verb>(?:[\w-]+ ){0,3}?[\w-]+)\s*:\s*(?={base_verb})",
          "minutes: for whom the task is", needs_before=r"^\W*$"),
)  # fmt: skip
