"""Every rule on small invented pairs, both ways: what must be found, and what must not."""

import pytest

from meetings.concordance.checks import Pair, Rule, Severity, check
from tests.meetings.concordance.checks.agreeing import AGREEING
from tests.meetings.concordance.checks.parting import ERRORS, QUIET, WARNINGS


def found(en, es, severity, **options):
    pair = Pair("p01", 1, "paragraph", {"en": en, "es": es})
    return {finding.rule.value for finding in check([pair], **options) if finding.severity == severity}


@pytest.mark.parametrize(("en", "es"), AGREEING)
def test_no_error_where_both_say_the_same(en, es):
    assert found(en, es, Severity.ERROR) == set()


@pytest.mark.parametrize(("rule", "en", "es"), ERRORS)
def test_an_error_and_no_other(rule, en, es):
    assert found(en, es, Severity.ERROR) == {rule}


@pytest.mark.parametrize(("rule", "en", "es"), WARNINGS)
def test_a_warning_and_no_error(rule, en, es):
    assert rule in found(en, es, Severity.WARNING, parties=3)
    assert found(en, es, Severity.ERROR) == set()


@pytest.mark.parametrize(("rule", "en", "es"), QUIET)
def test_no_such_warning(rule, en, es):
    assert rule not in found(en, es, Severity.WARNING, parties=3)


def test_every_rule_of_a_single_paragraph_is_tried():
    tried = {rule for rule, _en, _es in ERRORS + WARNINGS}
    assert tried == {rule.value for rule in Rule} - {"list_items", "brackets", "force_varies"}
