"""The rules of IIIF Presentation 3.0 that a Manifest or a Collection of images can break.

Written from the specification (https://iiif.io/api/presentation/3.0/); the numbers are its
sections. `problems(document)` holds a document to the MUSTs: the shapes as a JSON Schema, and what
no schema can say in Python. What Appendix A does not allow on a class is refused, too.
"""

import re
from itertools import chain

from jsonschema_rs import Draft7Validator

CONTEXT = "http://iiif.io/api/presentation/3/context.json"


def _object(required, optional=(), **shapes):
    """An object with these properties and no others; `shapes` says what they are."""
    known = {name: shapes.get(name, SHAPES.get(name, {})) for name in (*required, *optional)}
    return {
        "type": "object",
        "properties": known,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items, least=0):
    return {"type": "array", "items": items, "minItems": least}


def _of(name):
    return {"$ref": f"#/definitions/{name}"}


# 3.2 id: an HTTP(S) URI. 4.4: language maps, `none` where there is no language.
URI = {"type": "string", "pattern": r"^https?://[^\s]+$"}
LANGUAGE = r"^(none|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$"
TEXT = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": LANGUAGE},
    "additionalProperties": _list({"type": "string", "minLength": 1}, 1),
}
PAIR = {
    "type": "object",
    "properties": {"label": TEXT, "value": TEXT},
    "required": ["label", "value"],
    "additionalProperties": False,
}
SIZE = {"type": "integer", "minimum": 1}  # 3.2 height, width
# 3.2 type, the table of content resources.
CONTENT = {"enum": ["Dataset", "Image", "Model", "Sound", "Text", "Video"]}

SHAPES = {
    "@context": {"const": CONTEXT},  # 4.6
    "id": URI,
    "label": TEXT,  # 3.1
    "summary": TEXT,
    "metadata": _list(PAIR, 1),
    "requiredStatement": PAIR,
    "rights": {  # 3.1: one of these sets
        "type": "string",
        "pattern": r"^http://(creativecommons\.org|rightsstatements\.org)/",
    },
    # 3.1: an XSD dateTime, which MUST have a timezone.
    "navDate": {
        "type": "string",
        "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$",
    },
    "height": SIZE,
    "width": SIZE,
    "format": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
    "language": _list({"type": "string", "pattern": LANGUAGE}, 1),
    "profile": {"type": "string"},
    "thumbnail": _list(_of("content"), 1),
    "provider": _list(_of("agent"), 1),
    "homepage": _list(_of("labelled"), 1),  # 3.3.1: with a label
    "rendering": _list(_of("labelled"), 1),
    "seeAlso": _list(_of("content"), 1),
    "partOf": _list(_of("container"), 1),  # 3.3.2
}
DESCRIPTIVE = ("metadata", "summary", "requiredStatement", "rights", "provider", "thumbnail")
LINKING = ("seeAlso", "homepage", "rendering", "partOf")

DEFINITIONS = {
    # 5.7: id and type, the rest may be.
    "content": _object(
        ("id", "type"),
        ("label", "format", "profile", "language", "height", "width"),
        type=CONTENT,
    ),
    "labelled": _object(
        ("id", "type", "label"), ("format", "language", "height", "width"), type=CONTENT
    ),
    "agent": _object(("id", "type", "label"), ("homepage", "seeAlso"), type={"const": "Agent"}),
    "container": _object(
        ("id", "type"), ("label",), type={"enum": ["Collection", "Manifest", "Canvas"]}
    ),
    # 5.1: what is listed has id, type and label; Manifests are never embedded.
    "listed": _object(
        ("id", "type", "label"),
        ("thumbnail", "navDate"),
        type={"enum": ["Collection", "Manifest"]},
    ),
    # 5.3: an address of its own without a fragment; both height and width.
    "canvas": _object(
        ("id", "type", "height", "width"),
        ("label", "navDate", "items", "annotations", *DESCRIPTIVE, *LINKING),
        id={"type": "string", "pattern": r"^https?://[^\s#]+$"},
        type={"const": "Canvas"},
        items=_list(_of("painted")),
        annotations=_list(_of("linked")),
    ),
    # 5.3: what is painted is in `items`, all else in `annotations`.
    "painted": _object(
        ("id", "type"),
        ("items",),
        type={"const": "AnnotationPage"},
        items=_list(_of("painting")),
    ),
    "linked": _object(
        ("id", "type"), ("items",), type={"const": "AnnotationPage"}, items=_list(_of("link"))
    ),
    # 5.6: the Canvas is repeated in `target`.
    "painting": _object(
        ("id", "type", "motivation", "body", "target"),
        type={"const": "Annotation"},
        motivation={"const": "painting"},
        body=_of("content"),
        target=URI,
    ),
    "link": _object(
        ("id", "type", "motivation", "body", "target"),
        type={"const": "Annotation"},
        motivation={"enum": ["linking", "supplementing"]},
        body=_of("content"),
        target={"anyOf": [URI, _of("part")]},
    ),
    "part": _object(
        ("type", "source", "selector"),
        type={"const": "SpecificResource"},
        source=URI,
        selector=_list({"anyOf": [_of("fragment"), _of("svg")]}, 1),
    ),
    "fragment": _object(
        ("type", "value"),
        ("conformsTo",),
        type={"const": "FragmentSelector"},
        value={"type": "string", "pattern": r"^xywh=\d+,\d+,\d+,\d+$"},
    ),
    "svg": _object(
        ("type", "value"),
        type={"const": "SvgSelector"},
        value={"type": "string", "pattern": "^<svg .*</svg>$"},
    ),
    # 5.4: ranges and canvases, at least one.
    "range": _object(
        ("id", "type", "items"),
        ("label", "navDate", *DESCRIPTIVE, *LINKING),
        type={"const": "Range"},
        items=_list({"anyOf": [_of("range"), _of("reference")]}, 1),
    ),
    "reference": _object(("id", "type"), type={"const": "Canvas"}),
    # 5.2: at least one Canvas (3.4 items).
    "manifest": _object(
        ("@context", "id", "type", "label", "items"),
        ("navDate", "structures", *DESCRIPTIVE, *LINKING),
        type={"const": "Manifest"},
        items=_list(_of("canvas"), 1),
        structures=_list(_of("range"), 1),
    ),
    "collection": _object(
        ("@context", "id", "type", "label", "items"),
        ("navDate", *DESCRIPTIVE, *LINKING),
        type={"const": "Collection"},
        items=_list(_of("listed")),
    ),
}
VALIDATORS = {
    type_: Draft7Validator({"definitions": DEFINITIONS, **_of(type_.lower())})
    for type_ in ("Manifest", "Collection")
}


def problems(document):
    """What a document breaks, as sentences; none when it is right."""
    found = [
        f"{list(error.instance_path)}: {error.message[:300]}"
        for error in VALIDATORS[document["type"]].iter_errors(document)
    ]
    if next(iter(document)) != "@context":
        found.append("@context SHOULD be the first (4.6)")
    return found or [*_same_ids(document), *_outside(document)]


def _same_ids(document):
    """3.2: an id identifies one resource."""
    seen = set()
    for thing in _resources(document):
        if thing["id"] in seen:
            yield f"two resources are called {thing['id']}"
        seen.add(thing["id"])


def _resources(document):
    """What this document defines itself: not what it refers to."""
    canvases = document["items"] if document["type"] == "Manifest" else []
    pages = [page for each in canvases for page in (*each["items"], *each.get("annotations", ()))]
    annotations = [annotation for page in pages for annotation in page["items"]]
    return chain([document], canvases, pages, annotations, _ranges(document))


def _ranges(document):
    waiting = list(document.get("structures", ()))
    while waiting:
        waiting += [item for item in waiting[0]["items"] if item["type"] == "Range"]
        yield waiting.pop(0)


def _outside(document):
    """5.3, 5.4: what is painted, linked and listed is on a Canvas of this Manifest, inside it."""
    if document["type"] == "Collection":
        return
    sizes = {each["id"]: (each["width"], each["height"]) for each in document["items"]}
    for canvas in document["items"]:
        for annotation in canvas["items"][0]["items"]:
            if annotation["target"] != canvas["id"]:
                yield f"{annotation['id']} is painted on another Canvas"
        for annotation in chain.from_iterable(each["items"] for each in canvas["annotations"]):
            target = annotation["target"]
            if canvas["id"] != (target if isinstance(target, str) else target["source"]):
                yield f"{annotation['id']} is about another Canvas"
            yield from _corners_outside(annotation, sizes[canvas["id"]])
    references = [
        item["id"]
        for each in _ranges(document)
        for item in each["items"]
        if item["type"] == "Canvas"
    ]
    for reference in references:
        canvas, _, fragment = reference.partition("#xywh=")
        if canvas not in sizes:
            yield f"no such Canvas: {reference}"
        elif fragment and not _is_inside(fragment, sizes[canvas]):
            yield f"outside of its Canvas: {reference}"


def _corners_outside(annotation, size):
    target = annotation["target"]
    for selector in () if isinstance(target, str) else target["selector"]:
        value = selector["value"]
        if value.startswith("xywh="):
            is_inside = _is_inside(value.removeprefix("xywh="), size)
        else:
            corners = re.findall(r"(\d+),(\d+)", value)
            is_inside = all(int(x) <= size[0] and int(y) <= size[1] for x, y in corners)
        if not is_inside:
            yield f"{annotation['id']} reaches out of its Canvas: {value}"


def _is_inside(xywh, size):
    x, y, width, height = map(int, xywh.split(","))
    return x + width <= size[0] and y + height <= size[1]
