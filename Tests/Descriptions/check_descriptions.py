"""Holds what the bridge answered and told against its own descriptions.

    check_descriptions.py FOLDER [EVENT ...]

The folder holds openapi.json and asyncapi.json as the bridge gave them, answers.jsonl (method, path, status, type, body) and
messages.jsonl (whole messages of the feed, requests and answers among them). Every operation must have been answered well at least once, and every event told
but those that are named. Every fault is a line; without one it exits 0.
"""

import json
import pathlib
import re
import sys

from jsonschema_rs import Draft202012Validator

faults = []


def fault(words):
    faults.append(words)


def closed(schema):
    """The schema, with nothing allowed in objects but what it names."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    result = {name: closed(value) for name, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema and "additionalProperties" not in schema:
        result["unevaluatedProperties"] = False
    return result


class Description:
    def __init__(self, path):
        self.document = json.loads(path.read_text())
        self.components = closed(self.document["components"])
        self.validators = {}

    def faults_of(self, value, schema):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            whole = {"allOf": [closed(schema)], "components": self.components}
            self.validators[key] = Draft202012Validator(whole, validate_formats=True)
        return ["/".join(map(str, one.instance_path)) + ": " + one.message
                for one in self.validators[key].iter_errors(value)]

    def resolved(self, value):
        while "$ref" in value:
            target = self.document
            for step in value["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            value = target
        return value

    def check_references(self):
        self.check(self.document, "#")

    def check(self, value, place):
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                try:
                    self.resolved({"$ref": value["$ref"]})
                except KeyError:
                    fault(f"{place} refers to {value['$ref']}, which is not there")
            for name, one in value.items():
                self.check(one, f"{place}/{name}")
        elif isinstance(value, list):
            for number, one in enumerate(value):
                self.check(one, f"{place}/{number}")


def examples(described, media):
    if "example" in media:
        yield media["example"]
    for one in media.get("examples", {}).values():
        yield described.resolved(one)["value"]


def check_openapi(api):
    api.check_references()
    names = []
    tags = {tag["name"] for tag in api.document["tags"]}
    for path, item in api.document["paths"].items():
        for method, operation in item.items():
            place = f"{method.upper()} {path}"
            names.append(operation["operationId"])
            if not set(operation["tags"]) <= tags:
                fault(f"{place} has a tag that is not described")
            for parameter in operation.get("parameters", []):
                if "example" in parameter:
                    for words in api.faults_of(parameter["example"], parameter["schema"]):
                        fault(f"{place}: the example of {parameter['name']}: {words}")
            bodies = [("its body", operation.get("requestBody", {}))]
            bodies += [(status, api.resolved(one)) for status, one in operation["responses"].items()]
            for name, body in bodies:
                for media in body.get("content", {}).values():
                    for example in examples(api, media):
                        for words in api.faults_of(example, media["schema"]):
                            fault(f"{place}: the example of {name}: {words}")
    for name in {name for name in names if names.count(name) > 1}:
        fault(f"two operations are called {name}")


def operation_of(api, method, path):
    segments = path.split("/")
    found = []
    for template, item in api.document["paths"].items():
        parts = template.split("/")
        fits = len(parts) == len(segments) and all(
            part == segment or (part.startswith("{") and segment) for part, segment in zip(parts, segments))
        if fits and method.lower() in item:
            found.append((sum(part.startswith("{") for part in parts), template, item[method.lower()]))
    return min(found, default=None, key=lambda one: one[:2])


def check_answers(api, answers):
    succeeded = set()
    for answer in answers:
        place = f"{answer['method']} {answer['path']} answered {answer['status']}"
        found = operation_of(api, answer["method"], answer["path"])
        if found is None:
            fault(f"{place}, and is not described")
            continue
        _, template, operation = found
        if answer["status"] < 400:
            succeeded.add((answer["method"], template))
        described = operation["responses"].get(str(answer["status"]))
        if described is None:
            fault(f"{place}, which is not described")
            continue
        described = api.resolved(described)
        type = answer["type"].split(";")[0]
        content = described.get("content", {})
        if not answer["body"] and not content:
            continue
        if type not in content:
            fault(f"{place} as {type or 'nothing'}, which is not described")
            continue
        if type.endswith("json"):
            for words in api.faults_of(json.loads(answer["body"]), content[type]["schema"]):
                fault(f"{place}: {words}")
    for path, item in api.document["paths"].items():
        for method, operation in item.items():
            answer = operation["responses"].get("200", {})
            lasts = "101" in operation["responses"] or "text/event-stream" in answer.get("content", {})
            if (method.upper(), path) not in succeeded and not lasts:
                fault(f"nobody was answered well by {method.upper()} {path}")


def check_messages(feed, messages, unheard):
    described = feed.document["components"]["messages"]
    # Requests and their answers; a WebSocket alone takes them.
    exchanged = set()
    for operation in feed.document["operations"].values():
        if operation["action"] == "receive":
            for one in operation["messages"] + operation["reply"]["messages"]:
                exchanged.add(one["$ref"].split("/")[-1])
    # The last word of an event stream; a WebSocket says it by closing.
    farewells = {name for name, message in described.items() if "id" not in message["payload"]["required"]} - exchanged
    for channel in feed.document["channels"].values():
        kept = farewells if channel["address"] == "/ws" else exchanged
        if set(channel["messages"]) != set(described) - kept:
            fault(f"{channel['address']} does not tell every message")
    for name, message in described.items():
        for example in message["examples"]:
            for words in feed.faults_of(example["payload"], message["payload"]):
                fault(f"the example of {name}: {words}")
    told = set()
    for message in messages:
        name = message.get("event") or message.get("ask") or ("answer" if message.get("ok") else "refusal")
        told.add(name)
        if name not in described:
            fault(f"{name} is told, and is not described")
            continue
        for words in feed.faults_of(message, described[name]["payload"]):
            fault(f"{name}: {words}")
    for name in set(described) - told - unheard:
        fault(f"nobody was told {name}")


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


folder = pathlib.Path(sys.argv[1])
api = Description(folder / "openapi.json")
check_openapi(api)
check_answers(api, lines(folder / "answers.jsonl"))
feed = Description(folder / "asyncapi.json")
feed.check_references()
check_messages(feed, lines(folder / "messages.jsonl"), set(sys.argv[2:]))
for words in sorted(set(re.sub(r"\s+", " ", one) for one in faults)):
    print(words)
sys.exit(1 if faults else 0)
