"""Where sentences end."""

import pytest

from meetings.promises.suggesting.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("The U.S. Department of Trade met. It left.", ["The U.S. Department of Trade met.", "It left."]),
        ("They met in Washington, D.C. The talks went on.", ["They met in Washington, D.C.", "The talks went on."]),
        ("They met in Washington, D.C. Michael spoke.", ["They met in Washington, D.C. Michael spoke."]),
        ("They came from the U.S. The rest stayed.", ["They came from the U.S.", "The rest stayed."]),
        ("Los EE. UU. Mexicanos firmaron. Partieron.", ["Los EE. UU. Mexicanos firmaron.", "Partieron."]),
        ("Llegaron de EE. UU. Las partes hablaron.", ["Llegaron de EE. UU.", "Las partes hablaron."]),
        ("Llegaron de EE.UU. El grupo habló.", ["Llegaron de EE.UU.", "El grupo habló."]),
        ("Mr. Roe and Dr. Lee met Sr. Paz in St. Kitts.", ["Mr. Roe and Dr. Lee met Sr. Paz in St. Kitts."]),
        ("Gen. Luis Paz and Adm. Ann O. Lee spoke.", ["Gen. Luis Paz and Adm. Ann O. Lee spoke."]),
        ("Growth was 3.5 percent in 2023. 12 states grew.", ["Growth was 3.5 percent in 2023.", "12 states grew."]),
        ("See No. 5 and art. 7 of the text. Done.", ["See No. 5 and art. 7 of the text.", "Done."]),
        ("He said no. They left.", ["He said no.", "They left."]),
        ("Well... it works. But... Then it stopped.", ["Well... it works.", "But...", "Then it stopped."]),
        ('They called it "a pact." Then they left.', ['They called it "a pact."', "Then they left."]),
        ("They called it “a pact”. Then they left.", ["They called it “a pact”.", "Then they left."]),
        ("«Un pacto.» Luego partieron.", ["«Un pacto.»", "Luego partieron."]),
        ("¿Quién? ¡Nadie! Así fue.", ["¿Quién?", "¡Nadie!", "Así fue."]),
        ("First; second; third.", ["First; second; third."]),
        ("12. Ministers met. They left.", ["12. Ministers met.", "They left."]),
        ("They agreed: 1. Open it. 2. Close it.", ["They agreed: 1. Open it.", "2. Close it."]),
        ("Go to example.org. Then apply at a.b.example.", ["Go to example.org.", "Then apply at a.b.example."]),
        ("It ends on May 11, 2027. They left.", ["It ends on May 11, 2027.", "They left."]),
        ("  Padded.  \n", ["Padded."]),
        ("No stop\n\nNew line", ["No stop", "New line"]),
        ("One line\nthe same sentence.", ["One line\nthe same sentence."]),
        ("", []),
        (" ... — ", []),
    ],
)
def test_split(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_spans_of_decomposed_text_are_spans_of_the_original() -> None:
    text = "La sesio\u0301n acabo\u0301.\u00a0Los ministros partieron\u200b."
    first, second = split_sentences(text)
    assert text[slice(*first)] == "La sesio\u0301n acabo\u0301."
    assert text[slice(*second)] == "Los ministros partieron\u200b."
