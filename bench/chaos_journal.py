"""What the kill test in the browser knows: the journal of acts the tab has logged, and the state they must lead to."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOOKS = """(() => {
  if (window.top !== window) return;
  // The question before leaving hangs a browser that is steered from outside; whoever kills a tab does not answer it.
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
  const isLog = (store) => store.name === 'acts' && store.transaction.db.name === 'gloss-operations';
  const { add, put, delete: remove } = IDBObjectStore.prototype;
  // Kept in the profile: a message to the outside would be lost with a browser that is killed.
  const journal = new Promise((resolve) => {
    const opening = indexedDB.open('chaos-journal', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('events', { autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
  });
  let opened;
  journal.then((database) => (opened = database));
  const write = (database, text) =>
    add.call(database.transaction('events', 'readwrite').objectStore('events'), text);
  const tell = (kind, value) => {
    const text = JSON.stringify({ kind, value });
    if (opened) write(opened, text);
    else journal.then((database) => write(database, text));
  };
  window.chaosJournal = async () => {
    const reading = (await journal).transaction('events').objectStore('events').getAll();
    return new Promise((resolve) => (reading.onsuccess = () => resolve(reading.result)));
  };
  const ids = new Map();
  IDBObjectStore.prototype.add = function (act, ...rest) {
    const request = add.call(this, act, ...rest);
    if (isLog(this)) {
      tell('added', act);
      request.addEventListener('success', () => ids.set(request.result, act.actId));
      this.transaction.addEventListener('complete', () => tell('durable', act.actId));
    }
    return request;
  };
  IDBObjectStore.prototype.put = function (act, ...rest) {
    if (isLog(this) && act.refused) tell('refused', [act.actId, act.refused]);
    return put.call(this, act, ...rest);
  };
  IDBObjectStore.prototype.delete = function (seq, ...rest) {
    if (isLog(this) && ids.has(seq)) tell('acknowledged', ids.get(seq));
    return remove.call(this, seq, ...rest);
  };
  // What an earlier page left, read before this one can send it.
  const opening = indexedDB.open('gloss-operations', 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('acts', { keyPath: 'seq', autoIncrement: true });
    store.createIndex('user', 'userId');
  };
  opening.onsuccess = () => {
    const reading = opening.result.transaction('acts').objectStore('acts').getAll();
    reading.onsuccess = () => {
      for (const act of reading.result) {
        ids.set(act.seq, act.actId);
        tell('found', act);
      }
      opening.result.close();
    };
  };
})()"""
"""Told from inside the page, by wrapping the browser's database: the app itself knows nothing of it."""


@dataclass
class Journal:
    """Acts by their id, and how far each was seen to come."""

    acts: dict[str, dict[str, Any]] = field(default_factory=dict)
    durable: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)

    def hear(self, message: str) -> None:
        """Take in one message of the page."""
        event = json.loads(message)
        kind, value = event["kind"], event["value"]
        if kind in ("added", "found"):
            self.acts[value["actId"]] = value
            if kind == "found":
                self.durable.add(value["actId"])
        elif kind == "durable":
            self.durable.add(value)
        elif kind == "acknowledged":
            self.acknowledged.add(value)
        else:
            self.refused[value[0]] = value[1]

    def owed(self) -> set[str]:
        """Acts that must be on the server once the log has drained."""
        return (self.durable | self.acknowledged) - set(self.refused)


@dataclass
class Stored:
    """An act as the server's log has it."""

    act_id: str
    rejected: set[str]


def stored_acts(data: Path) -> list[Stored]:
    """The server's log of acts, oldest first, read from its database."""
    with sqlite3.connect(f"file:{data / 'gloss.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT act_id, reply FROM events_labelingact WHERE kind != 'ROW_HIGHLIGHTED' ORDER BY id"
        ).fetchall()
    return [Stored(str(act), _rejected(json.loads(reply) if reply else {})) for act, reply in rows]


def _rejected(reply: dict[str, Any]) -> set[str]:
    return {entry["label"].get("hashCode", "") for entry in reply.get("rejected", [])}


@dataclass
class Model:
    """What the stored acts, done once each in the server's order, make of a document."""

    labels: dict[str, set[str]] = field(default_factory=dict)
    answers: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)

    def do(self, act: dict[str, Any], rejected: set[str]) -> None:
        document, payload = act["documentId"], act["payload"]
        if act["kind"] == "span.labels":
            labels = self.labels.setdefault(document, set())
            labels -= {label["hash"] for label in payload["change"]["removed"]}
            labels |= {label["hash"] for label in payload["change"]["added"]} - rejected
        elif act["kind"] == "answers.rows":
            rows = self.answers.setdefault(document, {})
            for change in payload["rows"]:
                row = rows.setdefault(change["line"], {})
                row.update(change["answers"])
                rows[change["line"]] = {key: value for key, value in row.items() if value is not None}
        else:
            raise ValueError(f"an act of the unknown kind {act['kind']}")


def compare_acts(journal: Journal, stored: list[Stored]) -> list[str]:
    """Sentences about acts that were lost, doubled, refused, or that nobody made."""
    there = Counter(act.act_id for act in stored)
    lost = journal.owed() - set(there)
    confirmed = {act for act in lost if act in journal.acknowledged}
    wrong = [f"{len(confirmed)} acknowledged acts are not on the server"] if confirmed else []
    wrong += [f"{len(lost - confirmed)} logged acts never arrived"] if lost - confirmed else []
    wrong += [f"act {act} is there {count} times" for act, count in there.items() if count > 1]
    wrong += [f"{len(strange)} acts that no tab has made"] if (strange := set(there) - set(journal.acts)) else []
    wrong += [f"act {act} was refused: {reason}" for act, reason in journal.refused.items()]
    return wrong


def model_of(journal: Journal, stored: list[Stored]) -> Model:
    model = Model()
    for act in stored:
        if act.act_id in journal.acts:
            model.do(journal.acts[act.act_id], act.rejected)
    return model
