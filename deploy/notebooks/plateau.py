"""Plateau's experiments and results in Python; needs pandas and the standard library alone.

    experiment = plateau.Service("http://127.0.0.1:8080").request({"model": "tiny-neox"}).wait()
    experiment.results("figure_1", token_group="rare", columns=["rank", "influence"])
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd


class PlateauError(Exception):
    """What the service refused, in its own words, or an experiment that did not complete."""


class Service:
    """A front door of Plateau, by the address that ``deploy/local/run --stay`` prints."""

    def __init__(self, url: str, timeout: float = 60.0) -> None:
        self.url = url.rstrip("/")
        self.timeout = timeout

    def request(self, specification: Mapping[str, Any], key: str | None = None) -> Experiment:
        """Requests an experiment. Fields left out take their defaults; the same ``key`` again is the same experiment."""
        if _has_list(specification):
            raise PlateauError("a field with a list of values makes a study: use Service.study")
        return self.study(specification, key)[0]

    def study(self, specification: Mapping[str, Any], key: str | None = None) -> list[Experiment]:
        """Requests one experiment for every combination of the values of fields that have a list of them."""
        asked = self._post(specification, key)
        return [Experiment(self, each["id"]) for each in asked.get("experiments", [asked])]

    def experiment(self, identifier: str) -> Experiment:
        """An experiment that was requested before."""
        return Experiment(self, identifier)

    def experiments(self, **filters: str) -> pd.DataFrame:
        """All experiments, newest first, a row each, chosen by ``status``, ``model`` or ``text``."""
        rows: list[dict[str, Any]] = []
        while True:
            page = self._json("/experiments", limit="1000", **filters)
            rows += page
            if len(page) < 1000:
                break
            filters = filters | {"before": page[-1]["id"]}
        table = pd.DataFrame(rows, columns=["id", "status", "study", "variant", "model", "corpus", "reason", "requestedAt",
                                            "finishedAt", "annotation"])
        for column in ("requestedAt", "finishedAt"):
            table[column] = pd.to_datetime(table[column], format="ISO8601", utc=True)
        return table.set_index("id")

    def models(self) -> pd.DataFrame:
        """The models that can be named, with their shapes."""
        return pd.json_normalize(self._json("/models"))

    def corpora(self) -> pd.DataFrame:
        """The corpora that can be named."""
        return pd.json_normalize(self._json("/corpora"))

    def _post(self, specification: Mapping[str, Any], key: str | None) -> Any:
        headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
        with self._open("/experiments", data=json.dumps(specification).encode(), headers=headers) as answer:
            return json.load(answer)

    def _json(self, path: str, **query: Any) -> Any:
        with self._open(path, query) as answer:
            return json.load(answer)

    def _open(self, path: str, query: Mapping[str, Any] | None = None, **request: Any) -> BinaryIO:
        url = self.url + path + ("?" + urllib.parse.urlencode(query, doseq=True) if query else "")
        try:
            answer: BinaryIO = urllib.request.urlopen(urllib.request.Request(url, **request), timeout=self.timeout)
            return answer
        except urllib.error.HTTPError as error:
            with error:
                text = error.read().decode(errors="replace")
            try:
                text = json.loads(text)["detail"]
            except (ValueError, KeyError, TypeError):
                pass
            raise PlateauError(f"{error.code}: {text}") from None
        except urllib.error.URLError as error:
            raise PlateauError(f"{self.url} cannot be reached: {error.reason}") from None


class Experiment:
    """An experiment, by its identifier."""

    def __init__(self, service: Service, identifier: str) -> None:
        self.service = service
        self.id = identifier
        self._path = "/experiments/" + urllib.parse.quote(identifier, safe="")
        self._catalogue: pd.DataFrame | None = None

    def __repr__(self) -> str:
        return f"Experiment({self.id})"

    def state(self) -> dict[str, Any]:
        """Status, progress by stage, specification after defaults, provenance, as the service has them."""
        state: dict[str, Any] = self.service._json(self._path)
        return state

    def wait(self, timeout: float = float("inf"), every: float = 1.0, progress: bool = True) -> Experiment:
        """Waits, at most ``timeout`` seconds, until the experiment has completed; PlateauError says why it did not."""
        end = time.monotonic() + timeout
        while True:
            state = self.state()
            stages = [stage for stage in state["stages"] if stage["blocks"]]
            if progress:
                done, blocks = (sum(stage[part] for stage in stages) for part in ("done", "blocks"))
                print(f"\r{self.id} {state['status'].lower()}, {done} of {blocks} blocks ", end="", file=sys.stderr)
            if state["status"] in ("COMPLETED", "FAILED", "CANCELLED"):
                break
            if time.monotonic() > end:
                raise TimeoutError(f"{self.id} is still {state['status']} after {timeout} s")
            time.sleep(every)
        if progress:
            print(file=sys.stderr)
        if state["status"] != "COMPLETED":
            raise PlateauError(f"{self.id} is {state['status']}: {state.get('reason', 'it was cancelled')}")
        return self

    def cancel(self) -> None:
        self.service._open(self._path, method="DELETE").close()

    def catalogue(self) -> pd.DataFrame:
        """Every column of every view: its type in PostgreSQL and its definition with its unit."""
        if self._catalogue is None:
            views = self.service._json(self._path + "/results")
            rows = [(view["name"], column["name"], column["type"], column["definition"], column["name"] in view["key"])
                    for view in views for column in view["columns"]]
            table = pd.DataFrame(rows, columns=["view", "column", "type", "definition", "key"])
            self._catalogue = table.set_index(["view", "column"])
        return self._catalogue

    def results(self, view: str, columns: list[str] | None = None, **rows: Any) -> pd.DataFrame:
        """The rows of a view as a data frame, in the order of its key, all digits kept.

        ``rows`` chooses by column: a value, a list of values, or a pair ``(from, to)``, both inclusive, None for open.
        """
        query: dict[str, Any] = {"format": "csv"} | ({"columns": ",".join(columns)} if columns else {})
        for column, wanted in rows.items():
            if isinstance(wanted, tuple):
                query |= {column + end: _text(value) for end, value in zip((".from", ".to"), wanted) if value is not None}
            else:
                query[column] = [_text(value) for value in (wanted if isinstance(wanted, list) else [wanted])]
        with self.service._open(f"{self._path}/results/{urllib.parse.quote(view)}", query) as answer:
            return _frame(answer, self.catalogue().loc[view]["type"])

    def archive(self, path: str | Path) -> Path:
        """Saves specification, provenance and all tables as one zip, once the experiment has ended."""
        with self.service._open(self._path + "/archive") as answer, open(path, "wb") as file:
            shutil.copyfileobj(answer, file)
        return Path(path)


def _has_list(value: Any) -> bool:
    return isinstance(value, list) or isinstance(value, Mapping) and any(map(_has_list, value.values()))


def _frame(stream: BinaryIO, types: pd.Series[str]) -> pd.DataFrame:
    """CSV with the types of its columns. An empty field is a missing value, "NA" and "null" are texts."""
    with io.TextIOWrapper(stream, encoding="utf-8", newline="") as text:
        names = text.readline().rstrip("\r\n").split(",")
        typed = {name: types[name] for name in names}
        nested = {name: _nested for name, kind in typed.items() if kind in ("json", "jsonb") or kind.endswith("[]")}
        table = pd.read_csv(text, names=names, converters=nested, keep_default_na=False, na_values=[""],
                            float_precision="round_trip",
                            dtype={name: _dtype(kind) for name, kind in typed.items() if name not in nested})
    for name, kind in typed.items():
        if kind == "timestamp with time zone":
            table[name] = pd.to_datetime(table[name], format="ISO8601", utc=True)
    return table


def _dtype(kind: str) -> str:
    """Of a type of PostgreSQL. Whole numbers and truth values may be missing, which NumPy's own types cannot say."""
    return {"smallint": "Int64", "integer": "Int64", "bigint": "Int64", "boolean": "boolean", "real": "float64",
            "double precision": "float64", "numeric": "float64"}.get(kind, "str")


def _nested(text: str) -> Any:
    return json.loads(text) if text else None


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
