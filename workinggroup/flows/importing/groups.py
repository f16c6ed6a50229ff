"""What agencies call groups of people, and areas, and the codes of these. Pure."""

from collections.abc import Collection, Mapping

from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing.layouts import Labels, made_of, of_labels
from workinggroup.flows.importing.listed import GROUP, lists
from workinggroup.flows.importing.words import fold

GROUPS = of_labels(
    {
        "Single Adults|Single Adult": "SINGLE_ADULT",
        "FMUA|Individuals in a Family Unit (FMUA)|Family Unit Individuals|Family Unit|Family Unit Aliens": "FAMILY_UNIT",
        "UC / Single Minors|UC|UAC|Unaccompanied Children/Single Minors|Unaccompanied Alien Children|Single Minors": "UNACC_MIN",
        "Accompanied Minors|Accompanied Minors (OFO)": "ACC_MIN",
    }
)
SEX = of_labels(
    {
        "male|hombre|hombres|masculino|men|man|h|hombres y ninos": "M",
        "female|mujer|mujeres|femenino|women|woman|f|mujeres y ninas": "F",
        "total|all|_T": "_T",
        "unknown|other|desconocido|otro|x|lgbti|no especificado": "_X",
    }
)
# A table that tells boys and girls besides means grown men and women by these.
GROWN = {"M": "M.ADULT", "F": "F.ADULT"}
YOUNG = {"boy|boys|nino|ninos|varones menores": "M.CHILD", "girl|girls|nina|ninas": "F.CHILD"}
DEMOGRAPHY = of_labels(
    {
        "men|man|hombre|hombres": "M.ADULT",
        "women|woman|mujer|mujeres": "F.ADULT",
        **YOUNG,
        "total|all|_T": "_T",
        "unknown|other|desconocido|otro": "_X",
    }
)
_YOUNG = of_labels(YOUNG)
AGE = of_labels(
    {
        "adult|adults|adulto|adultos|18+|18 y mas|18 and over|mayores|mayor de edad": "ADULT",
        "accompanied child|menor acompanado|accompanied minor|nna acompanado": "ACC_MIN",
        "unaccompanied child|menor no acompanado|unaccompanied minor|nna no acompanado": "UNACC_MIN",
        "12-17|12 a 17": "12_17",
        "under 12, accompanied": "U12_ACC",
        "under 12, unaccompanied": "U12_UNACC",
        "child|children|minor|minors|menor|menores|nna|menor de edad|0-17|under 18": "CHILD",
        "total|all|_T": "_T",
        "unknown|desconocido|no especificado": "_X",
    }
)


def group_of(label: str) -> str | None:
    """The code of a group that has a name of its own; None for a total, a rest, and everything else."""
    codes = (each.read(label) for each in (SEX, AGE, GROUPS, _YOUNG))
    return next((code for code in codes if code and code not in {TOTAL, OTHER}), None)


# Men in one language, women in another.
AMBIGUOUS = frozenset({"m"})


def _any_group(label: str) -> str | None:
    known = lists().codes[GROUP]
    if label.count(".") == 1 and all(part in known for part in label.split(".")):
        # A code of ours of several parts.
        return label
    return None if fold(label) in AMBIGUOUS else group_of(label) or made_of(label)


# Any label: the codes that we know, else one made of it; None for one that may mean either of two.
ANY_GROUP = Labels(_any_group)


def grown(groups: Collection[str]) -> Mapping[str, str]:
    """What groups of a table are read as that has these: where boys or girls stand beside them, men and women are grown."""
    told = set(groups)
    return GROWN if {"M.CHILD", "F.CHILD"} & told and not set(GROWN.values()) & told else {}


REGIONS = of_labels(
    {
        "Southwest Land Border|SW Land Border|Southwest Border": "SWB",
        "Northern Land Border|Northern Border": "NLB",
        "Coastal Border|Coastal Borders|Coastal|Coast|Sea Border|Maritime Border": "COAST",
        "Airport|Airports|Air Port of Entry|Air Ports of Entry|Air": "AIR",
        "Total|Nationwide": "_T",
        "Other": "_X",
    }
)
# In a table that nobody described no two areas become one.
ANY_AREA = Labels(lambda label: REGIONS.read(label) or made_of(label))
