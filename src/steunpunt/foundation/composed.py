"""Queries that are composed once: their SQL is kept, the values differ by request.

For a page that asks a dozen small questions Django composes SQL for longer than PostgreSQL takes to answer. What is
kept here is the text of a query alone, never a row and never a decision: who may see what is in that text, and the
database decides anew for the ids and the day of every request. Decision 0027 says why, and what guards it.
"""

import copy
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar, cast

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.postgresql.base import TIMESTAMPTZ_OID
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.db.models import BigIntegerField, BooleanField, Expression, F, Func, QuerySet
from psycopg import Cursor
from psycopg.pq import Format
from psycopg.types.numeric import Int8

from steunpunt.foundation.acting import Actor

P = ParamSpec("P")
R = TypeVar("R")

_MOST_SHAPES = 200
_MOST_PLANS = 300
"""Kept for each connection; roles that compose the same text share its plan."""
_FIRST_INT = 32_000
"""Small enough for every column of integers; a constant above it is not taken for one."""
_BITS = 63
_FIRST_DAY = date(9000, 1, 1)
_FIRST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)


class NotComposable(Exception):  # noqa: N818 - a word that reads in a sentence
    """The text of the query hangs on a value that differs by request, so that keeping it would keep that value."""


class Word(str):
    """A text that stands in a query, where other texts shape one."""

    __slots__ = ()


class _Ids(Expression):
    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__(output_field=BigIntegerField())
        self.ids = _written(ids)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if self.ids == "{}":
            raise EmptyResultSet  # as Django does for nothing behind `__in`: nothing is asked then
        return "ANY(%s::bigint[])", [self.ids]


def _written(ids: Iterable[int]) -> str:
    """An array as PostgreSQL writes it: one text goes to the database quicker than some hundred numbers."""
    return "{" + ",".join(map(str, sorted(ids))) + "}"


def among(name: str, ids: Iterable[int]) -> Func:
    """The condition that a field is one of these ids, as one value: the text is the same however many there are."""
    return Func(F(name), _Ids(ids), template="%(expressions)s", arg_joiner=" = ", output_field=BooleanField())


class _Marks:
    """Takes values apart into what shapes a query and what merely stands in it; the latter get a mark each.

    Texts, yes and no, nothing and members of an enumeration shape: roles, a state, a language. Ids, days, moments and what
    is called a `Word` stand in it; so does a collection of ids as a whole, of which `among` makes a condition.
    """

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.marks: list[Any] = []
        self.is_beyond = False
        """Whether there is a number that no column holds, as in an address that somebody made up: Django knows what to do."""

    def mark(self, value: Any) -> Any:  # noqa: PLR0911 - one line for each kind of value
        number = len(self.marks)
        if isinstance(value, Actor):
            return self._actor(value)
        if isinstance(value, datetime):
            return self._keep(value, _FIRST_MOMENT + timedelta(seconds=number))
        if isinstance(value, date):
            return self._keep(value, _FIRST_DAY + timedelta(days=number))
        if isinstance(value, int) and not isinstance(value, bool | Enum):
            return self._id(value, _FIRST_INT + number)
        if isinstance(value, Word):
            return self._keep(str(value), Word(f"⟦{number}⟧"))
        if isinstance(value, Collection) and not isinstance(value, str):
            return self._ids(value, _FIRST_INT + number) if value else ()
        return value

    def _id(self, value: int, mark: int) -> Any:
        self.is_beyond |= value.bit_length() > _BITS
        return self._keep(value, mark)

    def _ids(self, ids: Collection[int], mark: int) -> list[int]:
        self.is_beyond |= max(map(abs, ids)).bit_length() > _BITS
        self._keep(_written(ids), _written([mark]))
        return [mark]

    def _actor(self, actor: Actor) -> Actor:
        return replace(
            actor,
            person_id=self.mark(actor.person_id),
            person_name=self._keep(actor.person_name, f"⟦{len(self.marks)}⟧"),
            organisation_id=self.mark(actor.organisation_id),
            looking_in_id=self.mark(actor.looking_in_id),
        )

    def _keep(self, value: Any, mark: Any) -> Any:
        self.values.append(value)
        self.marks.append(mark)
        return mark


_Place: TypeAlias = "tuple[int, Callable[[Any], Any]] | None"
"""Which of the values stands here and how it is wrapped; nothing where it is always the same. Whole numbers go as 8 bytes,
whatever their size: PostgreSQL keeps a plan for each type of a parameter.
"""


def _places(params: Collection[Any], marks: list[Any]) -> list[_Place]:
    """What belongs where among the parameters of the SQL.

    A day or a moment that is no mark was made out of a value, or out of the clock: it would be stale tomorrow.
    """
    known = {mark: number for number, mark in enumerate(marks)}
    found: list[_Place] = []
    for param in params:
        number = known.get(param) if isinstance(param, int | date | str) else None
        if number is not None:
            found.append((number, Int8 if isinstance(param, int) else _as_it_is))
        elif _is_constant(param):
            found.append(None)
        else:
            raise NotComposable(f"{param!r} is neither a value that was given nor always the same.")
    return found


def _as_it_is(value: Any) -> Any:
    return value


def _is_constant(param: Any) -> bool:
    if isinstance(param, list | tuple):
        return all(_is_constant(one) for one in param)
    if isinstance(param, int):
        return abs(param) < _FIRST_INT
    if isinstance(param, str):
        return "⟦" not in param and f"{{{_FIRST_INT // 100}" not in param
    return param is None or isinstance(param, float | Decimal)


def prepared(connection: Any) -> Any:
    """A cursor as Django gives one, with what it does around a question, but one that sends text and values apart.

    PostgreSQL then keeps the plan as well: for a question with five tables making it takes longer than answering. For SQL
    of which the text is always the same.
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.prepared_max = _MOST_PLANS
        cursor: Any = Cursor(connection.connection)
        if connection.timezone != cursor.adapters.get_loader(TIMESTAMPTZ_OID, Format.TEXT).timezone:
            register_tzloader(connection.timezone, cursor)
        return connection._prepare_cursor(cursor)  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class _Shape:
    """A composed query: its text, what stands in it, and how its rows become objects."""

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: list[_Place]

    def told(self, values: list[Any]) -> tuple[Any, ...]:
        """The parameters for these values."""
        return tuple(
            param if place is None else place[1](values[place[0]])
            for param, place in zip(self.params, self.places, strict=True)
        )

    def ask(self, params: tuple[Any, ...]) -> list[Any]:
        connection = connections[self.rows.db]
        with prepared(connection) as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if not found:
            return []
        # A copy each, since a compiler holds the connection of one thread.
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda *_arguments, **_options: [found]
        query = copy.copy(self.rows.query)
        query.get_compiler = lambda *_arguments, **_options: compiler  # type: ignore[method-assign]
        rows: QuerySet[Any, Any] = QuerySet(model=self.rows.model, query=query, using=self.rows.db)
        for name in ("_iterable_class", "_fields", "_known_related_objects", "_prefetch_related_lookups"):
            setattr(rows, name, getattr(self.rows, name))
        return list(rows)

    def count(self, params: tuple[Any, ...]) -> int:
        with prepared(connections[self.rows.db]) as cursor:
            cursor.execute(f"SELECT count(*) FROM ({self.sql}) AS counted", params)  # noqa: S608 - Django's own text
            return int(cursor.fetchone()[0])


class _Nothing:
    """What `none()` composes: people with these roles see no row, and the database is not asked."""

    def told(self, values: list[Any]) -> tuple[Any, ...]:
        return ()

    def ask(self, params: tuple[Any, ...]) -> list[Any]:
        return []

    def count(self, params: tuple[Any, ...]) -> int:
        return 0


_NOTHING = _Nothing()


class Composed(Generic[P, R]):
    """A function that makes a queryset out of values; called, it gives the rows.

    1. The values are taken apart: what shapes the query is the key under which its text is kept.
    2. A shape seen for the first time is composed twice, with marks and with the values. When the two differ in more than
       the marks, or when composing asks the database something, nothing is kept and the queryset is evaluated as ever.
    3. With `CHECK_COMPOSED`, as in tests, step 2 is taken every time, and a difference raises `NotComposable`: so each
       test of a page tests that the text that was kept is the one that would be composed now.
    """

    def __init__(self, compose: Callable[P, QuerySet[Any, R]]) -> None:
        self._compose = compose
        self._shapes: dict[Hashable, _Shape | _Nothing | None] = {}
        update_wrapper(self, compose)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        if found := self._told(args, kwargs):
            shape, params = found
            return shape.ask(params)
        return list(self._compose(*args, **kwargs))

    def count(self, *args: P.args, **kwargs: P.kwargs) -> int:
        """How many rows there are."""
        if found := self._told(args, kwargs):
            shape, params = found
            return shape.count(params)
        return self._compose(*args, **kwargs).count()

    def _told(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[_Shape | _Nothing, tuple[Any, ...]] | None:
        marks = _Marks()
        marked, named = [marks.mark(one) for one in args], {name: marks.mark(one) for name, one in kwargs.items()}
        if marks.is_beyond:
            return None
        key = (*map(_frozen, marked), *((name, _frozen(one)) for name, one in named.items()))
        if key not in self._shapes or settings.CHECK_COMPOSED:
            if len(self._shapes) >= _MOST_SHAPES:
                return None
            self._shapes[key] = self._shape(marks, marked, named, args, kwargs)
        shape = self._shapes[key]
        return (shape, shape.told(marks.values)) if shape else None

    def _shape(
        self, marks: _Marks, marked: list[Any], named: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> _Shape | _Nothing | None:
        meant = self._compose(*args, **kwargs)
        try:
            with connections[meant.db].execute_wrapper(_asks):
                rows = cast("Callable[..., QuerySet[Any, R]]", self._compose)(*marked, **named)
            compiler, text = _text(rows)
            _, meant_text = _text(meant)
            if text is None and meant_text is None:
                return _NOTHING if rows.query.is_empty() and meant.query.is_empty() else None
            shape = _Shape(rows, compiler, text[0], text[1], _places(text[1], marks.marks)) if text else None
            if shape is None or (shape.sql, shape.told(marks.values)) != meant_text:
                raise NotComposable(f"{self._compose.__qualname__} composes another query for other values.")  # noqa: TRY301
        except NotComposable:
            if settings.CHECK_COMPOSED:
                raise
            return None
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _columns: converters  # by column, and each is told the connection
        return shape


def composed(compose: Callable[P, QuerySet[Any, R]]) -> Composed[P, R]:
    """Keep the text of this query. The function looks at roles and words; at ids and days only by putting them in."""
    return Composed(compose)


def _text(rows: QuerySet[Any, Any]) -> tuple[Any, tuple[str, tuple[Any, ...]] | None]:
    """The compiler of a queryset, and SQL with parameters; no text when Django knows that there are no rows."""
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        return compiler, compiler.as_sql()
    except EmptyResultSet:
        return compiler, None


def _frozen(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value


def _asks(*_arguments: Any) -> None:
    raise NotComposable("Composing this query asks the database something.")
