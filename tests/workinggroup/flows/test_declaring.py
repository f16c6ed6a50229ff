"""What a delegation declares of its files, by the form of its dataset; and that figures say whose they are wherever they go."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from portal.core.reader import reading_as
from tests.factories.flows import bring, make_dataset, publish, rows, shown_to
from tests.factories.pages import fields_of
from workinggroup.flows.declaring import Unclear, as_written, blanks_in, groups_in, labels_in
from workinggroup.flows.forms import ChangeDatasetForm, DatasetForm, EditionForm, TieForm
from workinggroup.flows.leaving import source_of
from workinggroup.flows.models import Dataset, FlowSeries, Vintage
from workinggroup.flows.operations import BadFigures, withdraw_vintage

JAN = date(2026, 1, 31)
OWN_TABLE = b"t,nat,n\n2025-12,STL,20\n2025-12,Guatemala,50\n2025-12,Guatemala,30\n2025-12,,11\n"


def test_lines_are_read_and_written_again():
    assert labels_in("STL = _X\n\n Rest = of it = MX ") == {"STL": "_X", "Rest = of it": "MX"}
    assert blanks_in("counterpart = US\nNacionalidad = _X\nárea=SWB") == {
        "counterpart": "US", "citizenship": "_X", "area": "SWB",
    }  # fmt: skip
    assert labels_in(as_written({"STL": "_X", "A = B": "MX"})) == {"STL": "_X", "A = B": "MX"}
    assert groups_in("M = F\nNNA=CHILD") == {"M": "F", "NNA": "CHILD"}
    for read, line in (
        (groups_in, "M = MUJER"),
        (labels_in, "STL"),
        (labels_in, "STL = Mexico"),
        (labels_in, "= MX"),
        (blanks_in, "value = 1"),
    ):
        with pytest.raises(Unclear, match=line):
            read(f"{'citizenship' if read is blanks_in else 'OOO'} = _X\n{line}")


BY_SEX = b"Mes,Nacionalidad,Sexo,Cantidad\n2025-12,Guatemala,H,20\n2025-12,Guatemala,M,50\n"


def test_a_label_that_may_mean_either_of_two_is_asked_for_and_what_the_form_does_not_show_stays(world, sign_in):
    """M is a man in one language and a woman in the other."""
    constants = {"indicator": "EVT_IRR", "counterpart": "US"}
    dataset = make_dataset(world.mex.coordinator, "Events", reporting="MX", declared={"constants": constants})
    client = sign_in(world.mex.coordinator)
    bring, change = (reverse(f"flows:{name}", args=[dataset.pk]) for name in ("bring", "change"))

    def send_file():
        file = SimpleUploadedFile("figures.csv", BY_SEX)
        return client.post(bring, {"file": file, "as_of": "2026-01-31"}, secure=True)

    [fault] = send_file().context["faults"]
    assert (fault.code, fault.place) == ("E03", "3")
    assert "formulario del conjunto de datos" in fault.fix
    said, _action = fields_of(client.get(change, secure=True).content.decode(), "labels")
    del said["key"]
    # Nothing is declared that nobody declared.
    assert not {"adds_up", "skips_months"} & said.keys()
    client.post(change, said | {"groups": "M = F", "counted": "EVT_IRR"}, secure=True)
    with reading_as(world.mex.coordinator.reader):
        dataset = Dataset.objects.get(pk=dataset.pk)
    assert dataset.declared == {"constants": constants, "groups": {"M": "F"}}
    assert send_file().status_code == 302
    with reading_as(world.mex.coordinator.reader):
        observed = Vintage.objects.get().observations.values_list("series__counterpart", "series__group", "value")
        assert set(observed) == {("US", "M", 20), ("US", "F", 50)}


def test_what_is_declared_of_a_delegations_own_files_changes_no_code_of_the_portals_template(world):
    declared = {"groups": {"M": "F"}, "labels": {"GT": "HN"}}
    dataset = make_dataset(world.gtm.coordinator, declared=declared)
    publish(world.gtm, dataset, rows(("2025-12", "US", "GT", 400, "M"), ("2025-12", "US", "GT", 500, "F")), JAN)
    shown = shown_to(world.usa.member, dataset)
    assert shown["2025-12", "US", "GT", "M"] == 400


@pytest.mark.parametrize("layout", ["", "igm-returns", "upm-demography"])
def test_the_template_is_taken_by_every_dataset_and_its_codes_mean_themselves_however_written(world, layout):
    """A dataset that names the layout of its own files takes the template, too, and reads it as it is meant."""
    declared = {"groups": {"M": "F"}, "labels": {"GT": "HN"}}
    dataset = make_dataset(world.gtm.coordinator, layout=layout, declared=declared)
    data = rows(("2025-12", "US", "GT", 400, "M"), ("2025-12", "US", "GT", 500, "F"))
    vintage = bring(world.gtm.member, dataset, data, JAN)
    with reading_as(world.gtm.member.reader):
        observed = vintage.observations.values_list("series__citizenship", "series__group", "value")
        assert set(observed) == {("GT", "M", 400), ("GT", "F", 500)}
        withdraw_vintage(vintage=vintage, actor=world.gtm.member)
    with pytest.raises(BadFigures) as refused:
        bring(world.gtm.member, dataset, rows(("2025-12", "US", "GT", 400, "m")), JAN)
    assert [(fault.code, fault.value, fault.fix) for fault in refused.value.reading.faults] == [("E03", "m", "M")]


def test_a_form_says_what_a_file_cannot_and_the_file_comes_in(world, sign_in):
    dataset = make_dataset(world.mex.coordinator, "Events", reporting="MX", layout="upm-nationality")
    client = sign_in(world.mex.coordinator)
    bring, change = (reverse(f"flows:{name}", args=[dataset.pk]) for name in ("bring", "change"))

    def send_file():
        file = SimpleUploadedFile("figures.csv", OWN_TABLE)
        return client.post(bring, {"file": file, "as_of": "2026-01-31"}, secure=True)

    assert {each.code for each in send_file().context["faults"]} == {"E03", "E05", "E06"}
    said, _action = fields_of(client.get(change, secure=True).content.decode(), "labels")
    del said["key"]
    said |= {
        "labels": "STL : _X",
        "blanks": "citizenship = _X",
        "adds_up": "on",
        "skips_months": "on",
        "signs": "X 7",
        "origin": "invented",
        "counted": "EVT_IRR",
    }
    answer = client.post(change, said, secure=True)
    assert "STL : _X" in str(answer.context["form"].errors["labels"])
    assert "7" in str(answer.context["form"].errors["signs"])
    said |= {"labels": "STL = _X", "signs": "X  *"}
    client.post(change, said, secure=True)
    with reading_as(world.mex.coordinator.reader):
        dataset = Dataset.objects.get(pk=dataset.pk)
        assert dataset.declared == {
            "labels": {"STL": "_X"}, "blanks": {"citizenship": "_X"}, "signs": ["X", "*"], "adds_up": True, "skips_months": True,
            "constants": {"indicator": "EVT_IRR"},
        }  # fmt: skip
        assert ChangeDatasetForm.of(dataset).initial["labels"] == "STL = _X"
        assert ChangeDatasetForm.of(dataset)["signs"].value() == "X *"
    assert send_file().status_code == 302
    with reading_as(world.mex.coordinator.reader):
        observed = Vintage.objects.get().observations.values_list("series__citizenship", "value")
        assert dict(observed) == {"_X": 31, "GT": 80}
    assert shown_to(world.usa.member, dataset) == {}


@pytest.mark.parametrize(
    ("origin", "english", "spanish"),
    [
        ("invented", "Invented for demonstration", "Inventado para demostración"),
        ("third_party", "Public data collected by third parties", "Datos públicos recopilados por terceros"),
    ],
)
def test_figures_that_nobody_counted_or_others_did_say_so_wherever_they_are(world, sign_in, origin, english, spanish):
    dataset = make_dataset(world.gtm.coordinator, origin=origin)
    publish(world.gtm, dataset, rows(*((f"2025-{month:02}", "US", "_T", 4000 + month) for month in range(1, 13))), JAN)
    client = sign_in(world.usa.member)

    def left(form):
        answer = client.get(reverse("flows:download", args=["RET_IN", form]), secure=True)
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    package = zipfile.ZipFile(io.BytesIO(left("zip")))
    assert f'"origin": "{origin}"' in package.read("metadata.json").decode()
    for name, words in (("README.md", english), ("LEEME.md", spanish)):
        assert words in package.read(name).decode()
    book = load_workbook(io.BytesIO(left("xlsx")), read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert any(english in cell for cell in cells)
    assert english in left("svg").decode()
    shown = client.get(reverse("flows:indicator", args=["RET_IN"]), secure=True)
    with override("es"):
        assert source_of(shown.context["shown"])[-1].startswith(spanish)
    with reading_as(world.usa.member.reader):
        series = FlowSeries.objects.get()
    for name, args in (
        ("overview", []), ("datasets", []), ("dataset", [dataset.pk]), ("indicator", ["RET_IN"]), ("revisions", [series.pk]),
    ):  # fmt: skip
        assert english in client.get(reverse(f"flows:{name}", args=args), secure=True).content.decode()


def test_what_is_not_chosen_yet_is_said_in_words(world):
    for form in (DatasetForm(), EditionForm(user=world.sec.coordinator), TieForm(series=[])):
        choices = [field.choices for field in form.fields.values() if hasattr(field, "choices")]
        assert choices
        assert all(str(words).strip(" -") for each in choices for _value, words in each), type(form)
