"""What agencies call groups of people, and areas, and the codes of these. Pure."""

from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing.layouts import Labels, made_of, of_labels
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
    codes = (each.read(label) for each in (SEX, AGE, GROUPS))
    return next((code for code in codes if code and code not in {TOTAL, OTHER}), None)


# Men in one language, women in another.
AMBIGUOUS = frozenset({"m"})


def _any_group(label: str) -> str | None:
    return None if fold(label) in AMBIGUOUS else group_of(label) or made_of(label)


# Any label: the codes that we know, else one made of it; None for one that may mean either of two.
ANY_GROUP = Labels(_any_group)

BORDERS = {
    "Southwest Land Border|SW Land Border|Southwest Border": "SWB",
    "Northern Land Border|Northern Border": "NLB",
    "Total|Nationwide": "_T",
}
REGIONS = of_labels({**BORDERS, "Other|Coastal Border|Airports|Air Ports of Entry": "_X"})
# In a table that nobody described no two areas become one.
NAMED_AREAS = of_labels({**BORDERS, "Other": "_X"})
ANY_AREA = Labels(lambda label: NAMED_AREAS.read(label) or made_of(label))
