"""What takes an English cue back: words around it that make of a promise a report, a hope or a state."""

from meetings.promises.suggesting.english_fragments import ENGLISH_FRAGMENTS
from meetings.promises.suggesting.rules import CORE_ONLY, PAST, Rules

_veto = Rules(ENGLISH_FRAGMENTS).veto

ENGLISH_VETOES = (
    _veto("rule_of_itself", "before", r"^\W*(?:\d+[.)] )?{of_itself}"
          r" $", "what a text says of its own force is promised by nobody",
          cues=frozenset(["charter_rule", "charter_case"])),
    _veto("of_this_text", "after", r"\w+(?: [\w-]+){0,3}? to (?:issue|adopt|release|publish|make|record|set down|set out"
          r"|approve)"
          r"\b[^.;]{0,60}?\b(?:this|the (?:following|present)) (?:joint |final )?(?:statement|communiqu[e\u00e9]|declaration"
          r"|document"
          r"|record|text)", "what is agreed is the text itself", tenses=PAST),
    _veto("question", "sentence", r"^.*\?\W*$", "who asks promises nothing"),
    _veto("infinitive", "before",
          r"(?:to|must|should|could|would|may|might|can|cannot|not(?! only)|never|will|shall|did|don't|didn't|helps?|let|us"
          r"|enable)(?:, [^,;:]{2,60},)? {adverb}$",
          "'called on others to commit', 'should agree to': not the finite verb of an actor",
          strengths=CORE_ONLY),
    _veto("state", "before",
          r"(?:am|are|is|was|were|be|been|being|remains?|remained|stays?|stands?|stood|continues?) (?:\w+ ){0,3}$",
          "'are committed to', 'are intended to', 'was announced' are states, not acts",
          tenses=PAST, strengths=CORE_ONLY),
    _veto("hoped", "before", r"(?:hope|hope[ds]|hoping|trusts?|trusted|believes?|believed|think|thinks|thought|predicts?"
          r"|predicted"
          r"|fears?|feared|is confident|are confident|warned|warns?)\b (?!to\b)[^,;:]*$",
          "what somebody hopes or believes is promised by nobody", tenses=frozenset(["future"])),
    _veto("analysts", "sentence", r"^.*?, (?:(?:the|some|most) )?(?:[\w-]+ )?(?:analysts?|observers?|critics|commentators"
          r"|experts|sources"
          r"|newspapers?|media|they|he|she) (?:say|says|said|believe|believes|warn|warns|warned|add|added|note|noted"
          r"|predict)\b(?: \w+)?[,.]",
          "said by the way by somebody who reports", tenses=frozenset(["future"])),
    _veto("of_itself", "before", r"^\W*(?:\d+[.)] )?{of_itself} $",
          "what a text says of its own force is promised by nobody", tenses=frozenset(["future"])),
    _veto("others_leaders", "before", r"(?:business|industry|union|labou?r|opposition|community|religious|church|civil society"
          r"|private[- ]sector|indigenous|opinion|market) (?:leaders|representatives|groups|chiefs|executives|figures)(?:"
          r" (?:also|have))* $",
          "leaders who speak for no government"),
    _veto("others_envoy", "before", r"(?:representatives?|officials?|director(?:-general)?|head) (?:of"
          r"|from) (?:the )?{others}\b[^,;:]{0,60}$",
          "who speaks for an organisation of others promises nothing for the parties", strengths=CORE_ONLY),
    _veto("works_so", "after", r"(?:meets?|sits?|convenes?|reports?|receives?|reviews?) (?:(?:at least )?(?:once|twice"
          r"|three times)"
          r"|every|each|annually|quarterly|monthly|weekly"
          r"|regularly)\b", "how a body that is there works is told, unless by its rules",
          cues=frozenset(["does_by", "name_does_now"])),
    _veto("told_that", "before", r"(?:not|recall|stat|observ|report|explain|stress|underlin|highlight|remark|argu|claim"
          r"|mention|point)"
          r"(?:es|ed|e|s|ing)?(?: out)? that [^;]*$", "what somebody tells of how things are",
          cues=frozenset(["does_now", "do_now", "does_by", "do_by", "by_do", "we_do_now", "name_does_now", "and_does"])),
    _veto("which_we", "before", r"(?:is|are|was|were|be)\b[^,;:]* (?:the|an?|those|all) (?:[\w-]+,? ){0,5}"
          r"(?!(?:and|but|or|so|where|when|while|as|if|because|then|today|now)\b)[\w-]+ (?:we|they) (?:all )?$",
          "'it is the world we seek to build' tells of the world", cues=frozenset(["intend_plan_seek", "will", "do_now"])),
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
    _veto("bond", "after", r"{has}\w+ to (?:an?|the) (?:[\w-]+,? ){0,3}?(?:relationship|partnership|vision|spirit|approach)"
          r" (?:based|founded|built|rooted|of)\b", "how two sides see each other is no deed", cues=frozenset(["agree_to"])),
    _veto("an_order", "before", r"(?:international|world|global|legal|public|regional|based|economic) $",
          "'the international order that' is a noun", cues=frozenset(["order_that"])),
    _veto("told_of_then", "before", r"recall(?:ed|s|ing)?\b[^;]*\b(?:during|at|in|by) which\b[^;]*$",
          "what was agreed at a meeting that is recalled", tenses=PAST),
    _veto("has_not_and", "before", r"(?:has|have) not and $", "'has not and will not change' tells how things are",
          tenses=frozenset(["future"])),
    _veto("of_its_contents", "after", r"will (?:outline|set out|describe|comprise|contain)\b",
          "what a paper will hold is no deed", tenses=frozenset(["future"]), strengths=CORE_ONLY),
    _veto("described", "before",
          r"(?:of|with|by|for|among|between|those|all|other|any) (?:\w+ )?(?:countries|nations|states|partners"
          r"|governments|those|parties|actors|others) $", "'with partners committed to peace' describes the partners",
          cues=frozenset(["commit_to"])),
    _veto("counted_since", "after", r"(?:have|has) [^.;]*\bsince\b", "'have committed ... since 2019' counts what was"
          r" done",
          tenses=PAST),
    _veto("not_done", "before", r"(?:neither|nor|no one|failed to) (?:\w+ )?$",
          "not undertaken; 'neither side will' is a promise", tenses=frozenset(["past", "present"])),
    _veto("accomplished", "after", r"(?:have|has) (?!(?:today|hereby) )", "'have launched a' counts what was done",
          cues=frozenset(["launch", "adopt"])),
)  # fmt: skip
