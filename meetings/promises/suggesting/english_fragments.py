"""Pieces of English wording that the English rules name."""

ENGLISH_FRAGMENTS = {
    "others": r"(?:fao|who|paho|un|undp|unicef|unhcr|iom|oas|ilo|unesco|imf|world bank|united nations"
    r"|inter-american development bank"
    r"|red cross|(?:[\w-]+ ){0,2}(?:chamber|federation|association)s?)",
    "has": r"(?:(?:have|has) {adverb})?",
    # "agreed today with their partners, in accordance with national law, to"
    # One place or partner at most: more would make the pattern try every way to share the words out among them.
    # For the same reason a run of adverbs, once read, is not given back.
    "gap": r"(?: {between})*+(?: (?:with|in|at|on behalf of|among|between|before|by|for|within) [^,;:.]{1,60}?)?"
    r"(?: {between})*+(?:{aside}(?: {between})*+)?",
    "between": r"(?:today|yesterday|together|again|anew|now|once (?:more|again)|further|also|first|not only|not|never|both"
    r"|either|neither|(?:on )?{weekday}|in principle|[a-z]+ly(?: and [a-z]+ly)?)\b",
    "aside": r"(?:\s*[,(\u2014]|\s-(?=\s))[^;:]{1,120}?(?:[,)\u2014]|\s-(?=\s))",
    "then": r"(?: |(?<=\u2014))",
    "weekday": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "adverb": r"(?:(?:also|further|hereby|jointly|today|therefore|thus|now|again|together|each|all|both|not|themselves"
    r"|ourselves|in principle|in turn|[a-z]+ly) )*",
    "agreed": r"(?:agreed|agrees?|concurred|concurs?)",
    "of_itself": r"(?:this|the present) (?:joint )?(?:memorandum|arrangement|declaration|statement|text|resolution|protocol"
    r"|agreement"
    r"|note|understanding|decision)(?: of understanding)?",
    "their": r"(?:their|our|its|his|her|the|all|relevant|both|senior|respective|competent|appropriate)",
    "staff": r"(?:officials|teams?|ministers|ministries|agenc(?:y|ies)|experts|delegations|authorities|departments"
    r"|representatives|co-chairs|secretar(?:y|ies|iat)|committees?|(?:(?:sub|working |task ))?groups?|working part(?:y|ies)"
    r"|task forces?"
    r"|cabinets?|negotiators|coordinators|advis[eo]rs|ambassadors|staff|commission|council|deputies|units?|institutes?|offices?"
    r"|navy|army|police|coast guards?|regist(?:ry|ries)|inspectorates?|officers?|chiefs|directors|embass(?:y|ies)|consulates?"
    r"|directorates?|bureaus?)\b",
    "importance": r"(?:importance|need|urgency|value|necessity|relevance|benefits?|imperative|significance"
    r"|centrality)\b",
    "new": r"(?:an?|new|the following|two|three|four|five|six|several|joint|additional|further)\b",
    "month": r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    "small_month": r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b",
    "modal": r"(?:will|shall|would|should|(?:is|are)(?: \w+)? to)(?: not)?",
    "past_meeting": r"(?:last|previous|prior|past|earlier|preceding|(?:spring|summer|autumn|fall|winter)(?= {meeting}))",
    "meeting": r"(?:meetings?|summit|session|round|conference|ministerial|talks|visit|dialogue|forum|assembly)\b",
    "done": r"(?:\s*[,.;]| (?:by|last|earlier|previously|under|as)\b| (?:the )?(?:\w+ )?(?:arrests?|convictions?"
    r"|extraditions?|seizures?|results?|completion|conclusion|findings|progress)\b)",
    "deliver": r"(?:open|publish|complet|finali[sz]|conclud|establish|launch|sign|ratify|host|hold|conven|appoint|designat"
    r"|submit|present|hir|recruit|deploy|doubl|halv|tripl|repeal)(?:t?ing|e)?\b",
    "deadline": r"(?:by (?:the end|next|mid|early|late|{small_month})|before (?:the end|{small_month})|within|no later than"
    r"|\d(?![\d ]*agenda))",
    "base_verb": r"(?:circulate|send|share|prepare|draft|propose|provide|present|submit|report|write|host|chair|lead|review"
    r"|update|finali[sz]e|complete|convene|organi[sz]e|publish|translate|appoint|nominate|designate|coordinate|confirm"
    r"|explore|develop|establish|create|set up|launch|open|begin|start|continue|follow up|consult|inform|notify|identify"
    r"|collect|compile|conduct|carry out|exchange|deliver|train|fund|allocate|contribute|invite|meet|discuss|consider"
    r"|draw up|work|support|sign|revise|distribute|schedule|arrange|examine|assess|map|test|join|return|check|print"
    r"|pay|repair|build|draw)\b",
    # How often, or within what time: "every six months", "within five working days", "in turn".
    "regular": r"(?:every (?:[\w-]+ ){0,3}?(?:days?|weeks?|months?|quarters?|years?|spring|summer|autumn|winter|semesters?"
    r"|session|meeting)|each (?:[\w-]+ )?(?:day|week|month|quarter|year|spring|session|meeting)|(?:once|twice"
    r"|three times) (?:an?|every"
    r"|each)|at least (?:once|twice)|within \w+ (?:[\w-]+ )?(?:hours|days|weeks|months)|(?:no|not) later than|annually"
    r"|quarterly"
    r"|monthly|weekly|daily|in turn|by rotation|(?:an?|each|per) (?:week|month|quarter|year))\b",
    # The offices and parts of a group that has a charter.
    "office": r"(?:chair(?:man|woman|person)?(?:ship)?|co-chairs?|vice-chairs?|presidency|secretariat|groups?|committee"
    r"|commission"
    r"|panel|board|council|members?|delegations?|parties|party|sides?|host|rapporteurs?|bureau|unit|cell|team|focal points?"
    r"|coordinators?|participants?|governments?|directorate|office|task force)",
    # A number of things: "up to four hundred seasonal workers".
    "measure": r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy"
    r"|eighty|ninety|hundreds?|a hundred|a thousand|dozen|half)(?!-)\b",
}
