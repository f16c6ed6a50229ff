"""Documents as pages show them: what leads nowhere is words, and markup stays text."""

from portal.guides.markup import inline, read_document


def test_a_document_has_a_title_and_what_it_tells_by_name():
    told = read_document(
        "# Guide\n\n[Español](guia.md)\n\n## In the room\n\n**A paper.** Bring one.\n\n**A paper:** no.", str
    )
    assert told.title == "Guide"
    assert [(part.anchor, part.name) for part in told.parts] == [
        ("in-the-room", "In the room"),
        ("a-paper", "A paper"),
        ("a-paper-2", "A paper"),
    ]
    assert [part.is_heading for part in told.parts] == [True, False, False]
    assert told.content.count("id=") == 3
    assert "Español" not in told.content


def test_links_that_lead_nowhere_are_words_and_pictures_are_left_out():
    told = read_document(
        "# T\n\n![a desk](desk.png)\n\nSee [here](a.md) and [there](b.md).", lambda to: to if to == "a.md" else ""
    )
    assert told.content == '<p>See <a href="a.md">here</a> and there.</p>\n'


def test_the_first_cell_of_a_row_is_its_head():
    told = read_document("# T\n\n| Who | What |\n|---|---|\n| *you* | this |", str)
    assert '<th scope="col">Who</th>' in told.content
    assert '<th scope="row"><em>you</em></th>\n<td>this</td>' in told.content


def test_markup_of_pages_is_text():
    assert inline("<b>not bold</b> & **bold**") == "&lt;b&gt;not bold&lt;/b&gt; &amp; <strong>bold</strong>"
