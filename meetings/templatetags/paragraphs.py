"""What templates call paragraphs."""

from collections.abc import Iterable

from django import template

from meetings.statements.present import label_of, marked_label

register = template.Library()


@register.filter
def marked(label: int | str | None) -> str:
    """A paragraph by its label as lists have it: "¶ 3", or the word for what has no number, which no sign goes before."""
    return marked_label(label_of(label) if label is None else label)


@register.filter
def all_marked(labels: Iterable[int | str]) -> str:
    """Several paragraphs by their labels, in their order."""
    return ", ".join(marked(each) for each in labels)
