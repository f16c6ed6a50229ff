"""Questions that every page asks: querysets whose SQL is built once for each process, then only filled in.

Django builds the SQL of a queryset anew each time, which costs more than PostgreSQL takes to answer. A `Question` keeps
what the first build made. What it asks and how rows become objects stays Django's; the wall below stays what it is, because
the same statement goes to the same tables.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from json import JSONDecoder
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import BooleanField, JSONField, QuerySet
from django.db.models.expressions import Col, RawSQL
from django.db.models.query import ModelIterable, get_related_populators

from portal.core.postgresql.plans import KeptStatement

Found = TypeVar("Found")
USING = "default"
# PostgreSQL writes JSON without spaces before it.
READ_JSON = JSONDecoder().raw_decode


# For questions that take a list of keys.
SOME_KEYS = [UUID(int=1)]


def among(column: str, keys: list[Any]) -> RawSQL:
    """Rows whose `column` is one of `keys`, for a question that is asked with few keys or with many."""
    return RawSQL(f"{column} = ANY (%s)", [keys], BooleanField())  # noqa: S611 - the column is a constant of the code


class Unkeepable(TypeError):
    """A queryset whose SQL depends on its arguments in a way that cannot be filled in."""


@dataclass(frozen=True)
class _Built:
    """The SQL, its parameters with the numbers of arguments in their places, and the compiler that reads rows."""

    sql: str
    params: tuple[Any, ...]
    compiler: Any
    converters: Any
    # The places of columns that are plain JSON, which need not go through the converters one by one.
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of an argument among the parameters."""

    number: int


class Question(Generic[Found]):
    """A queryset with its arguments left open: `Question(lambda code: Meeting.objects.read_with(code), "a code")("USA")`.

    `build` makes the queryset from arguments of the same types as `samples`, which must differ from each other and from
    every constant in the queryset. It must not look at the arguments otherwise: their values alone may go into the SQL. An
    argument that is None needs another question. Querysets of models (with `select_related` and annotations) and
    `values_list` are known; `prefetch_related` is not.

    PostgreSQL keeps one plan for all arguments, unless `keeps_plan` is false: for what is asked with so many keys that the
    wall's conditions are better looked up together.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], *samples: Any, keeps_plan: bool = True) -> None:
        self._build, self._samples = build, samples
        self._said_as: type[str] = KeptStatement if keeps_plan else str

    def __call__(self, *arguments: Any) -> list[Found]:
        """The rows, asked now."""
        with connections[USING].cursor() as cursor:
            cursor.execute(self._built.sql, self._values(arguments))
            rows = cursor.fetchall()
        return self._made(rows)

    def ahead(self, *arguments: Any) -> Callable[[], list[Found]]:
        """What gives the rows, which are asked in one message with the statement that follows, or alone when they are wanted
        before: a message costs as much as a small answer."""
        here: Any = connections[USING]
        heard: list[list[Any]] = []
        here.say_first(self._built.sql, lambda told: heard.append(told.fetchall()), values=self._values(arguments))

        def rows() -> list[Found]:
            if not heard:
                here.say()
            return self._made(heard[0])

        return rows

    def first(self, *arguments: Any) -> Found | None:
        """The first row, None without rows."""
        return next(iter(self(*arguments)), None)

    def _values(self, arguments: Sequence[Any]) -> list[Any]:
        if len(arguments) != len(self._samples):
            raise TypeError(f"{len(self._samples)} arguments are asked for, {len(arguments)} given")
        return _filled(self._built.params, arguments)

    def _made(self, rows: list[Any]) -> list[Found]:
        built = self._built
        if built.converters:
            rows = built.compiler.apply_converters(rows, built.converters)
        if built.documents:
            rows = [_parsed(row, built.documents) for row in rows]
        return self._read(rows) if self._read else list(rows)

    @cached_property
    def _built(self) -> _Built:
        query = self._queryset.query
        compiler = query.get_compiler(USING)
        sql, params = compiler.as_sql()
        places = [_placed(param, self._samples) for param in params]
        missing = set(range(len(self._samples))) - set(_numbers(places))
        if missing:
            raise Unkeepable(f"Arguments {sorted(missing)} do not stand in the SQL: {sql}")
        columns = [each[0] for each in compiler.select]
        converters = compiler.get_converters(columns)
        documents = tuple(place for place, (_way, column) in converters.items() if _is_document(column))
        others = {place: way for place, way in converters.items() if place not in documents}
        return _Built(self._said_as(sql), tuple(places), compiler, others, documents)

    @cached_property
    def _queryset(self) -> "QuerySet[Any, Any]":
        rows = self._build(*self._samples)
        if rows._prefetch_related_lookups or rows.query.combinator:  # type: ignore[attr-defined]
            raise Unkeepable("prefetch_related and unions are not known")
        return rows

    @cached_property
    def _read(self) -> Callable[[Sequence[Any]], list[Any]] | None:
        """How rows become objects; None where they stay tuples."""
        if self._queryset._iterable_class is not ModelIterable:
            return None
        compiler = self._built.compiler
        select, annotations = compiler.select, list(compiler.annotation_col_map.items())
        model, fields = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        start, end = fields[0], fields[-1] + 1
        names = [each[0].target.attname for each in select[start:end]]
        populators = get_related_populators(compiler.klass_info, select, USING)  # type: ignore[call-arg]

        def read(rows: Sequence[Any]) -> list[Any]:
            found = []
            for row in rows:
                each = model.from_db(USING, names, row[start:end])
                for populator in populators:
                    populator.populate(row, each)
                for name, place in annotations:
                    setattr(each, name, row[place])
                found.append(each)
            return found

        return read


def _is_document(column: Any) -> bool:
    """Whether a column is JSON that is read as it stands."""
    field = getattr(column, "target", None)
    return isinstance(column, Col) and isinstance(field, JSONField) and field.decoder is None


def _parsed(row: Sequence[Any], places: Sequence[int]) -> list[Any]:
    found = list(row)
    for place in places:
        if (written := found[place]) is not None:
            found[place] = READ_JSON(written)[0]
    return found


def _placed(param: Any, samples: Sequence[Any]) -> Any:
    """A parameter with its samples replaced by their places."""
    for number, sample in enumerate(samples):
        if type(param) is type(sample) and param == sample:
            return _Place(number)
    return [_placed(each, samples) for each in param] if isinstance(param, list | tuple) else param


def _numbers(params: Sequence[Any]) -> Iterator[int]:
    for param in params:
        if isinstance(param, _Place):
            yield param.number
        elif isinstance(param, list):
            yield from _numbers(param)


def _filled(params: Sequence[Any], arguments: Sequence[Any]) -> list[Any]:
    return [
        arguments[param.number]
        if isinstance(param, _Place)
        else _filled(param, arguments)
        if isinstance(param, list)
        else param
        for param in params
    ]
