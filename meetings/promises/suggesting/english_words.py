"""Who can undertake something in English, and the small words that part a sentence into clauses."""

import re

from meetings.promises.suggesting.cues import Words
from meetings.promises.suggesting.patterns import word_set

ENGLISH_WORDS = Words(
    actors=word_set(
        """government governments country countries nation nations state states delegation delegations side
        sides party parties minister ministers president presidents secretary secretaries undersecretary
        undersecretaries leader leaders head heads chair chairs co-chair co-chairs cochair cochairs
        chairperson chairpersons chairman chairwoman official officials authority authorities agency
        agencies ministry ministries department departments member members participant participants
        signatory signatories endorser endorsers team teams administration administrations ambassador
        ambassadors expert experts representative representatives principal principals partner partners
        commissioner commissioners chancellor chancellors chief chiefs director directors police forces
        embassy embassies consulate consulates institution institutions attorney attorneys prosecutor
        prosecutors negotiator negotiators governor governors mayor mayors officer officers coordinator
        coordinators premier premiers monarch monarchs king kings queen host hosts counterpart counterparts general
        commander commanders congress parliament senate judiciary cabinet treasury customs regulator
        regulators envoy envoys deputies deputy senior signers economies colleagues lead leads
        negotiators union secretariat adviser advisers advisor advisors two three four five six both all
        each half hosts sherpas sherpa neighbors neighbours presidency capitals staff branches
        white-house authorities patrol consuls consul undersigned inspectors inspector engineers judges
        magistrates doctors nurses teachers pilots rangers guards scientists diplomats ombudsmen institute
        institutes universities insurers
        navies navy army armies fleets fleet mayoress municipality municipalities prefects signatory undersigned gendarmes
        gendarmerie us operators captains harbour-masters archives museum museums observatory library
        hospital hospitals laboratories schools
        accountant accountants architect architects auditor auditors cantons captain captains cities clerk
        clerks coastguard consul convener convenor curator diplomat dispatcher districts doctor engineer
        facilitator facilitators geologist geologists guard harbour-master interpreter interpreters islands
        judge lawyer lawyers liaison librarian magistrate notaries notary nurse ombudsman ombudswoman pilot
        provinces ranger rapporteur rapporteurs rector rectors registrar registrars sheriff surveyor surveyors
        teacher technician technicians towns translator translators treasurer treasurers villages warden
        wardens"""
    ),
    bodies=word_set(
        """committee committees subcommittee subcommittees group groups subgroup subgroups force panel
        panels commission commissions council councils cell cells unit units board boards bureau
        taskforce task-force network networks body bodies inspectorate inspectorates registry
        registries railway railways"""
    ),
    things=word_set(
        """program programs programme programmes plan plans initiative initiatives effort efforts measure
        measures step steps action actions agreement agreements arrangement arrangements declaration
        declarations statement statements communique communiqué memorandum memorandums framework
        frameworks mechanism mechanisms strategy strategies project projects platform platforms office
        offices center centers centre centres hub hubs process processes policy policies meeting meetings
        summit conference conferences forum fora dialogue dialogues talks consultations round rounds
        session sessions visit visits call exercise exercises tool tools system systems database
        dashboard website portal application app treaty treaties convention conventions protocol
        protocols compact pact accord charter partnership partnerships alliance relationship
        relationships relations ties bond bonds border borders resources funding funds fund assistance
        aid support money dollars investment investments trade commerce exports migration migrants people
        peoples citizens workers families refugees individuals persons women children youth communities
        community society societies region regions hemisphere world future work progress success results
        result outcome outcomes challenge challenges threat threats prosperity security growth stability
        peace cooperation collaboration coordination information data exchange exchanges pathways pathway
        visas visa appointments services service facilities facility infrastructure roadmap agenda goals
        goal objectives objective priorities priority commitments commitment decision decisions pledge
        pledges will intention vision phase pilot campaign sector sectors business businesses companies
        industry banks lenders donors approach approaches fentanyl drugs traffickers smugglers criminals
        organizations cartels this that these those there it which trafficking smuggling week month year
        months years days weeks day date today tomorrow act law laws legislation bill regulation
        standards guidelines recommendations report reports study review assessment analysis
        implementation scheme schemes package launch creation establishment nothing none attention focus
        crisis emergency pandemic climate energy order orders directive directives rule rules decree decrees hotline
        technology technologies survey surveys permits"""
    ),
    outsiders=word_set("business businesses companies analysts observers unions investors industry opposition banks"),
    told=re.compile(r"(?!)"),
    actor_pronouns=word_set("we they he she both everyone i"),
    thing_pronouns=word_set("it this these those there"),
    neuters=frozenset(),
    relatives=word_set("that which who whom whose"),
    possessive_relatives=frozenset(["whose"]),
    relative_prepositions=word_set("at in during under by through upon after"),
    subordinators=word_set("if when whether how what why because until unless once since than"),
    clause_openers=word_set("where while whereas whereby"),
    sayings=word_set(
        """agree agrees agreed agreeing announce announces announced announcing decide decides decided
        deciding confirm confirms confirmed confirming declare declares declared state states stated
        pledge pledges pledged pledging commit committed say says said note notes noted determine
        determined determining resolve resolved undertake undertook affirm affirms affirmed reaffirm
        reaffirms reaffirmed reiterate reiterated conclude concluded guarantee guaranteed promise
        promised vow vowed indicate indicated explain explained report reported propose proposed provide
        provides stipulates clear plain intend direct directed instruct instructed request requested order ordered"""
    ),
    views=word_set(
        """recognise recognises recognised recognize recognizes recognized acknowledge acknowledges acknowledged believe
        believes believed understand understood know accept accepted"""
    ),
    causes=frozenset(),
    hopes=frozenset(),
    days=word_set("monday tuesday wednesday thursday friday saturday sunday"),
    moments=word_set(
        """then now further january february march april may june july august september october november december
        spring summer autumn winter"""
    ),
    reporters=word_set("that"),
    sayings_to=word_set("informed told advised assured notified"),
    prepositions=word_set(
        """of for between by on in to with from under at among amongst against toward towards through
        throughout across over within into regarding concerning about via during before after following
        upon as per including without beyond around behind despite given until since alongside outside
        inside along like near off per"""
    ),
    determiners=word_set(
        """the a an our their its his her both all each every any some these this those that such no another
        other"""
    ),
    conjunctions=word_set("and or but then nor & plus also"),
    copulas=word_set("is are was were has have had will"),
    before_noun=word_set("two three four five six seven eight nine ten several many various"),
    transparent=word_set("number majority series rest half range variety each all both some none neither either any"),
    common_ending=re.compile(r"(?:s|able|ible|al|ive|ous|ary|ory|ful)$"),
    names_so_ending=word_set(
        """honduras bahamas barbados netherlands philippines cyprus laos mauritius maldives seychelles emirates states
        portugal senegal nepal hungary"""
    ),
    adverb=re.compile(
        r"""(?!(?:family|early|only)$)[a-z-]+ly|also|further|furthermore|hereby|today|yesterday|therefore|thus|then|now
        |again|together|each|all|both|have|has|having|themselves|ourselves|likewise|moreover|still|too|once|more|
        (?:does|do|did)|indeed|always|soon|not|thereby|hence|so|yet|finally|first|second|third|fourth|fifth|sixth|lastly""",
        re.VERBOSE,
    ),
    participle=re.compile(
        r"(?!(?:during|including|regarding|concerning|following)$)[a-z-]+(?:ing|ed)|held|made|led|set"
    ),
    thing_ending=re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|[a-z]{3}ing|acy)s?$"),
    noun_first=False,
)
