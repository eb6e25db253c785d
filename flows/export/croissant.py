"""Croissant metadata, `croissant.json`: what is in an export, for programs (https://docs.mlcommons.org/croissant)."""

import json
from importlib.resources import files
from typing import Any

import pyarrow as pa

from flows.export.card import LICENCE, Facts, name
from transforms.tables import Column

_MEDIA = {"parquet": "application/x-parquet", "csv": "text/csv", "jsonl": "application/jsonlines"}


def croissant(facts: Facts, columns: tuple[Column, ...], data: dict[str, tuple[str, int]]) -> str:
    """Return the metadata; `data` has the SHA-256 and the bytes of each file."""
    media = _MEDIA[facts.style]
    said = {
        "@context": json.loads((files("flows.export") / "croissant_context.json").read_text("utf-8")),
        "@type": "sc:Dataset",
        "name": name(facts),
        "description": f"{facts.articles} articles of {facts.outlets} newspapers, {facts.words} words.",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": " ".join(LICENCE.split()),
        "url": "README.md",
        "citeAs": f"{name(facts)}, snapshot {facts.snapshot} of {facts.published_at[:10]}, broadsheet {facts.version}.",
        "version": f"{facts.snapshot}.0.0",
        "datePublished": facts.published_at[:10],
        "distribution": [_file(path, media, *told) for path, told in data.items()]
        + [{
            "@type": "cr:FileSet", "@id": "files", "name": "files", "encodingFormat": media,
            "includes": f"data/*.{facts.style}",
        }],
        "recordSet": [{
            "@type": "cr:RecordSet", "@id": "articles", "name": "articles",
            "key": {"@id": f"articles/{columns[0].name}"},
            "field": [_field(column, facts) for column in columns],
        }],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _file(path: str, media: str, sha256: str, size: int) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject", "@id": path, "name": path.rpartition("/")[2], "contentUrl": path,
        "contentSize": f"{size} B", "encodingFormat": media, "sha256": sha256,
    }  # fmt: skip


def _field(column: Column, facts: Facts) -> dict[str, Any]:
    is_list = pa.types.is_list(column.type) and facts.style != "csv"  # a list in CSV is a text: JSON
    field = {
        "@type": "cr:Field", "@id": f"articles/{column.name}", "name": column.name, "description": column.about,
        "dataType": _type(column.type), "source": {"fileSet": {"@id": "files"}, "extract": {"column": column.name}},
    }  # fmt: skip
    return field | {"repeated": True} if is_list else field


def _type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "sc:Integer"
    return "sc:Date" if pa.types.is_date(kind) else "sc:Text"
