"""Questions to the database that are built and written as SQL once, then asked with other values.

    @compiled
    def article(pk):
        return Article.objects.published().for_detail().filter(pk=pk)

    article(17)  →  [<Article 17>]

To build a queryset and write its SQL takes Django many times as long as the database takes to
answer it. A function that is `compiled` is called once, with placeholders, and returns a queryset
as any other. What is asked of it later is a list of the same rows with the same prefetched ones.

A value is an argument of the function or of a list among them, for `__in` (of a foreign key,
`__pk__in`). The present is `now()`. What else differs from one call to the next would be held for
ever, so it is refused, as are queries that the function makes itself (TypeError).
"""

import threading
from contextlib import contextmanager, suppress
from functools import update_wrapper

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, F, Prefetch
from django.db.models.base import ModelState
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
)
from django.utils import timezone

from liangcheng.fast.prepared import Prepared, literal, marked

LARGEST = 2**63 - 1  # that a database knows
_AS_THEY_ARE = {int, str}  # most values: every database takes them so
# The key of the object that a prefetched row belongs to, where the row does not hold it.
_OWNER = "compiled_owner"


class compiled:  # noqa: N801 -- a decorator
    """A function of a queryset as one of a list: of rows, or of what `values_list()` names.

    A whole number that is larger than any in the database finds nothing. Those in a list are not
    looked at: they are keys that the database gave.
    """

    def __init__(self, build):
        self._build, self._is_checked = build, False
        update_wrapper(self, build)

    def __call__(self, *values):
        values = [_filled(value) if isinstance(value, list) else value for value in values]
        shape = tuple(len(value) if isinstance(value, list) else None for value in values)
        return self._statement(shape).rows(values)

    def first(self, *values):
        """The first of the list; None if it is empty."""
        return next(iter(self(*values)), None)

    def _statement(self, shape):
        known = _known()
        if (self, shape) not in known:
            given = [
                _Given(place) if size is None else [_Given(place, item) for item in range(size)]
                for place, size in enumerate(shape)
            ]
            statement = _Statement(lambda: self._build(*given))
            if not self._is_checked:
                self._check(statement, given)
            known[self, shape] = statement
        return known[self, shape]

    def _check(self, statement, given):
        """Raise TypeError unless the function gives the same once more, and by itself."""
        # Only now: the first time, Django may have looked up what it keeps afterwards.
        with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse):
            again = _Statement(lambda: self._build(*given))
        if (again.sql, again.parameters) != (statement.sql, statement.parameters):
            raise TypeError(f"{self.__qualname__} holds what differs each time; make it a value")
        self._is_checked = statement.sql is not None


def row_of(model, columns):
    """An object of some columns, by name; as with `only()`, others are read when asked for.

    As `Model.from_db` has it, in a third of the time: that gives each field to its descriptor and
    tells `pre_init` and `post_init`, which only pictures listen to, and then for new ones.
    """
    found = model.__new__(model)
    found.__dict__.update(columns)
    found._state = state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    return found


def prefetched(row, name):
    """The rows of a relation: those prefetched, or read now.

    As `row.name.all()`, without the manager that Django makes anew at each mention.
    """
    found = row.__dict__.get("_prefetched_objects_cache", {}).get(name)
    return getattr(row, name).all() if found is None else found


def now():
    """The time; in a compiled question, the time at which it is asked."""
    return _NOW if getattr(_building, "is_on", False) else timezone.now()


def forget(**kwargs):
    """Compile everything anew: what a question holds may have moved, such as a content type."""
    global _statements
    _statements = threading.local()


# What each thread has compiled, for its own connection: (question, lengths of lists) → statement.
_statements = threading.local()
_building = threading.local()


def _known():
    return _statements.__dict__.setdefault("known", {})


def _filled(values):
    """A list, its last value repeated up to a power of two: there are few statements of each."""
    length = 1 << (len(values) - 1).bit_length() if values else 0
    return values + values[-1:] * (length - len(values))


class _Given(Expression):
    """The place of a value: which argument, and which item of it if that is a list."""

    def __init__(self, argument, item=None):
        super().__init__()
        self.argument, self.item = argument, item

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def of(self, values):
        value = values[self.argument]
        return value if self.item is None else value[self.item]


class _Now(_Given):
    """The place of the time."""


_NOW = _Now("now")


class _Statement:
    """The SQL of a queryset, and what becomes of its rows."""

    def __init__(self, build):
        self.sql, self.parameters = None, ()  # nothing can be found
        with _building_in_this_thread(), suppress(EmptyResultSet):
            queryset = build()
            database = connections[DEFAULT_DB_ALIAS]
            compiler = queryset.query.get_compiler(connection=database)
            self.sql, self.parameters = compiler.as_sql()
        if self.sql is None:
            return
        self._asked, self._parameters = _ready(database, self.sql, self.parameters)
        given = [
            (place, one) for place, one in enumerate(self._parameters) if isinstance(one, _Given)
        ]
        self._given = [(place, one) for place, one in given if not isinstance(one, _Now)]
        self._nows = [place for place, one in given if isinstance(one, _Now)]
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        self._converters = [
            (place, convert, column)
            for place, (converters, column) in compiler.get_converters(columns).items()
            for convert in converters
        ]
        self._made = _MAKERS[queryset._iterable_class](compiler)
        lookups = queryset._prefetch_related_lookups
        self._prefetchers = [_prefetcher(queryset.model, lookup) for lookup in lookups]

    def rows(self, values):
        """What some values lead to, as a list."""
        if self.sql is None or any(isinstance(one, int) and one > LARGEST for one in values):
            return []
        database = connections[DEFAULT_DB_ALIAS]
        adapted, parameters = database.ops.adapt_unknown_value, self._parameters.copy()
        for place, given in self._given:
            value = given.of(values)
            parameters[place] = value if type(value) in _AS_THEY_ARE else adapted(value)
        if self._nows:  # one moment for all of them
            moment = adapted(timezone.now())
            for place in self._nows:
                parameters[place] = moment
        rows = [list(row) for row in self._asked.rows(database, parameters)]
        for row in rows:
            for place, convert, column in self._converters:
                row[place] = convert(row[place], column, database)
        found = self._made(rows)
        if found:
            for prefetch in self._prefetchers:
                prefetch(found)
        return found


def _ready(database, sql, parameters):
    """A `Prepared` and the parameters that it is asked with.

    What PostgreSQL knows beforehand stands in the statement itself: there it has a type, and the
    plan that is kept can go by it.
    """
    if database.vendor != "postgresql":
        return Prepared(sql), list(parameters)
    marks = ("%s" if isinstance(one, _Given) else literal(database, one) for one in parameters)
    return Prepared(marked(sql, marks)), [one for one in parameters if isinstance(one, _Given)]


@contextmanager
def _building_in_this_thread():
    was_on, _building.is_on = getattr(_building, "is_on", False), True
    try:
        yield
    finally:
        _building.is_on = was_on


def _refuse(execute, sql, *context):
    raise TypeError(f"A compiled question may not ask the database itself: {sql}")


def _as_objects(compiler):
    """A function of rows: the objects that they describe, with those joined to them.

    A row that is joined to several is one object.
    """
    described = _described(compiler.select, compiler.klass_info)
    annotations = list((compiler.annotation_col_map or {}).items())

    def made(rows):
        known = {}
        found = [described(row, known) for row in rows]
        for name, place in annotations:
            for one, row in zip(found, rows, strict=True):
                setattr(one, name, row[place])
        return found

    return made


def _described(select, kind):
    """A function of a row: the object of one model in it, with those joined to it.

    Its second argument is the objects of rows that it has joined before, by their place and key.
    """
    model, fields = kind["model"], kind["select_fields"]
    own = slice(fields[0], fields[-1] + 1)
    names = [column.target.attname for column, *_ in select[own]]
    joined = [
        (
            _key_place(select, other),
            _described(select, other),
            other["local_setter"],
            other["remote_setter"],
        )
        for other in kind.get("related_klass_infos", ())
    ]

    def described(row, known):
        found = row_of(model, zip(names, row[own], strict=True))
        for place, make, set_here, set_there in joined:
            key = row[place]
            if key is None:
                set_here(found, None)
                continue
            other = known.get((place, key))
            if other is None:
                other = known[place, key] = make(row, known)
            set_here(found, other)
            set_there(other, found)
        return found

    return described


def _key_place(select, kind):
    """The place of a model's key in a row."""
    return next(place for place in kind["select_fields"] if select[place][0].target.primary_key)


_MAKERS = {
    ModelIterable: _as_objects,
    ValuesListIterable: lambda compiler: lambda rows: [*map(tuple, rows)],
    FlatValuesListIterable: lambda compiler: lambda rows: [row[0] for row in rows],
}


def _prefetcher(model, lookup):
    """A function that reads for some objects what is to be prefetched, by one question.

    What refers to the objects by a foreign key, or is tied to them many to many. It stays on each
    as a list: `all()` gives it, and anything else asked of it fails.
    """
    lookup = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
    field = model._meta.get_field(lookup.prefetch_through)
    rows = lookup.queryset
    if rows is None:
        rows = field.related_model._default_manager.all()
    if field.one_to_many:
        back, owner = field.field.name, field.field.attname
    else:
        back, owner = field.related_query_name(), _OWNER

    def of(keys):
        found = rows.filter(**{f"{back}__pk__in": keys})
        # Afterwards, so that it is of the same join.
        return found.annotate(**{_OWNER: F(f"{back}__pk")}) if owner is _OWNER else found

    ask = compiled(of)

    def prefetch(objects):
        keys = [one.pk for one in objects]
        groups = {key: [] for key in keys}
        for row in ask(list(groups)):
            groups[getattr(row, owner)].append(row)
        for key, one in zip(keys, objects, strict=True):
            found = groups[key]
            if field.one_to_many:
                for row in found:
                    setattr(row, back, one)
            if lookup.to_attr:
                setattr(one, lookup.to_attr, found)
            else:
                one.__dict__.setdefault("_prefetched_objects_cache", {})[lookup.prefetch_to] = found

    return prefetch
