"""Which final texts wait for a delegation's signature."""

from meetings.adoption.models import SignOff
from meetings.adoption.queries.standing import stands
from meetings.adoption.states import SignOffKind
from meetings.statements.models import Statement
from meetings.statements.states import PartyStatus, Status


def unsigned_by(code: str) -> list[tuple[Statement, SignOff | None]]:
    """The texts open for signature that a party has not signed for good, with its signature ad referendum where there is
    one. Three SQL queries at most."""
    texts = Statement.objects.read_with(code).filter(
        status=Status.SIGN_OFF, sides__delegation=code, sides__status=PartyStatus.ACTIVE
    )
    found = list(texts.select_related("meeting").prefetch_related("sides").order_by("dated", "pk"))
    rows = SignOff.objects.filter(statement__in=found, delegation=code, revoked_at__isnull=True) if found else []
    given: dict[object, dict[str, SignOff]] = {}
    for each in rows:
        given.setdefault(each.statement_id, {}).update(_standing(each, found))
    waiting = []
    for text in found:
        mine = given.get(text.pk, {})
        if SignOffKind.FINAL not in mine:
            waiting.append((text, mine.get(SignOffKind.AD_REF)))
    return waiting


def _standing(each: SignOff, texts: list[Statement]) -> dict[str, SignOff]:
    text = next(text for text in texts if text.pk == each.statement_id)
    parties = [side.delegation_id for side in text.sides.all() if side.status == PartyStatus.ACTIVE]
    return {each.kind: each} if stands(each, text, parties) else {}
