"""The description of the API as a page to read: every operation with its parameters, and an example of what goes in and out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TONES = {"get": "blue", "post": "good", "put": "warm", "patch": "warm", "delete": "bad"}
_EXAMPLES = {"integer": 0, "number": 0.0, "boolean": True, "null": None}
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    where: str
    type: str
    description: str
    required: bool


@dataclass(frozen=True, slots=True)
class Body:
    title: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    tag: str
    method: str
    tone: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]
    bodies: list[Body]


def operations(description: Schema) -> list[Operation]:
    """The operations of an OpenAPI description, by tag, in its own order."""
    parts = description.get("components", {}).get("schemas", {})
    found = [
        _operation(path, method, one, parts)
        for path, methods in description["paths"].items()
        for method, one in methods.items()
    ]
    return sorted(found, key=lambda operation: operation.tag)


def _operation(path: str, method: str, one: Schema, parts: Schema) -> Operation:
    return Operation(
        id=one["operationId"],
        tag=(one.get("tags") or ["–"])[0],
        method=method.upper(),
        tone=TONES.get(method, "neutral"),
        path=path,
        summary=one.get("summary", ""),
        description=one.get("description", ""),
        parameters=[
            Parameter(
                name=item["name"],
                where=item["in"],
                type=_type(item.get("schema", {}), parts),
                description=item.get("description") or item.get("schema", {}).get("description", ""),
                required=bool(item.get("required")),
            )
            for item in one.get("parameters", [])
        ],
        bodies=list(_bodies(one, parts)),
    )


def _bodies(one: Schema, parts: Schema) -> Iterator[Body]:
    if "requestBody" in one:
        yield Body("Body", _example_of(one["requestBody"], parts))
    for status, answer in sorted(one.get("responses", {}).items(), key=lambda item: str(item[0])):
        yield Body(f"{status} {answer.get('description', '')}", _example_of(answer, parts))


def _example_of(holder: Schema, parts: Schema) -> str:
    for content in holder.get("content", {}).values():
        if "schema" in content:
            return json.dumps(example(content["schema"], parts), indent=2, ensure_ascii=False)
    return ""


def _resolved(schema: Schema, parts: Schema) -> Schema:
    if "$ref" in schema:
        return dict(parts.get(schema["$ref"].rpartition("/")[2], {}))
    for several in ("anyOf", "allOf", "oneOf"):
        if schema.get(several):
            return _resolved(schema[several][0], parts)
    return schema


def _type(schema: Schema, parts: Schema) -> str:
    known = _resolved(schema, parts)
    if "enum" in known:
        return " | ".join(str(value) for value in known["enum"])
    return str(known.get("format") or known.get("type", ""))


def example(schema: Schema, parts: Schema, depth: int = 0) -> Any:
    """A value of the shape that a schema describes."""
    known = _resolved(schema, parts)
    if depth > 6:
        return {}
    if "enum" in known:
        return known["enum"][0]
    if "properties" in known:
        return {name: example(value, parts, depth + 1) for name, value in known["properties"].items()}
    if known.get("type") == "array":
        return [example(known.get("items", {}), parts, depth + 1)]
    return _EXAMPLES.get(str(known.get("type")), known.get("format") or "text")
