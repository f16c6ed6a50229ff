"""What the layouts of files are called: in the form of a dataset, and where a file says how it was understood."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workinggroup.flows.importing.known import LAYOUTS, NAMED

GUESSED = "guessed"
LAYOUT_NAMES: dict[str, Promise] = {
    GUESSED: _("found out by its headings"),
    "template": _("The portal’s own table"),
    "cbp-nationwide": _("CBP: encounters, nationwide"),
    "cbp-southwest": _("CBP: encounters, southwest land border"),
    "cbp-southwest-tidy": _("CBP: encounters, southwest land border, short headings (t, demog, nat, n)"),
    "ohss DHS Removals by Citizenship": _("OHSS workbook: removals by citizenship"),
    "ohss DHS Enf Returns by Citizenship": _("OHSS workbook: enforcement returns by citizenship"),
    "ohss DHS Adm Returns by Citizens": _("OHSS workbook: administrative returns by citizenship"),
    "ohss ICE ERO R&R by Citizenship": _("OHSS workbook: removals and returns by ICE, by citizenship"),
    "ohss SWB Encounters by Citizenship": _("OHSS workbook: southwest border encounters by citizenship"),
    "ohss SWB Encounters by Family Status": _("OHSS workbook: southwest border encounters by family status"),
    "ohss-ielp": _("OHSS: repatriations and transfers out of custody, one wide table"),
    "unhcr-applications": _("UNHCR: asylum applications, countries by their codes"),
    "unhcr-decisions": _("UNHCR: asylum decisions, countries by their codes"),
    "unhcr-population": _("UNHCR: populations, countries by their codes"),
    "unhcr-applications-names": _("UNHCR: asylum applications, countries by their names"),
    "unhcr-decisions-names": _("UNHCR: asylum decisions, countries by their names"),
    "unhcr-population-names": _("UNHCR: populations, countries by their names"),
    "unhcr-series": _("UNHCR: populations, a row for each group"),
    "unhcr-groups": _("UNHCR: populations, short headings (t, geo, from, group, n)"),
    "upm-nationality": _("UPM (Mexico), table 3.1.1: events by nationality"),
    "upm-demography": _("UPM (Mexico), table 3.1.3: events by sex and age"),
    "upm-returns": _("UPM (Mexico), table 3.2.4: returns by nationality"),
    "igm-returns": _("IGM (Guatemala): returns received, by sex, age and country"),
    "inm-total": _("INM (Honduras): irregular entries, totals"),
    "inm-nationality": _("INM (Honduras): irregular entries by nationality"),
    "inm-demography": _("INM (Honduras): irregular entries by sex and age"),
    "inm-people": _("INM (Honduras): irregular entries of men, women, boys and girls"),
    "snm-darien": _("SNM (Panama): transit through Darién by nationality"),
    "snm-darien-people": _("SNM (Panama): transit through Darién of men, women, boys and girls"),
}


def name_of_layout(name: str) -> str:
    """What a layout is called in the language that is on; by its name where an earlier vintage had one that is none any more."""
    return str(LAYOUT_NAMES.get(name, name))


def layouts_to_choose() -> list[tuple[str, str]]:
    """The layouts that the files of a dataset may have, by name; the first is that of none."""
    every = [(each.name, name_of_layout(each.name)) for each in (*LAYOUTS, *NAMED)]
    return [("", name_of_layout(GUESSED)), *every]
