"""Verifies a court card's file, written from the description of the format alone: no code is shared with the bridge.

    /usr/bin/python3 verify_card.py KEYS.json CARD.json...

KEYS.json is what the issuer publishes at /.well-known/court-card-keys.json. Prints a line for each card,
with the checks that failed or "authentic"; exits with 0 if all are. Needs Python 3.11 and the package "cryptography".
"""

import base64
import hashlib
import json
import sys
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def canonical(value):
    # RFC 8785 for what cards hold: whole numbers, and member names in ASCII.
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data):
    return hashlib.sha256(data).digest()


def is_signed(key, signature, message):
    x = key["x"] + "=" * (-len(key["x"]) % 4)
    try:
        Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(x)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def root_by_proof(leaf, index, size, path):
    """The root of the tree, halving it from the top as RFC 6962 section 2.1.1 defines a path; None if it cannot be."""
    if size == 1:
        return leaf if not path else None
    if not 0 <= index < size or not path:
        return None
    left = 1 << (size - 1).bit_length() - 1
    if index < left:
        below, above = root_by_proof(leaf, index, left, path[:-1]), path[-1]
        return below and sha256(b"\x01" + below + above)
    below, above = root_by_proof(leaf, index - left, size - left, path[:-1]), path[-1]
    return below and sha256(b"\x01" + above + below)


def failures(data, keys):
    text = data.removesuffix(b"\n").decode()
    file = json.loads(text)
    card, proof, ledger = file["card"], file["proof"], file["proof"]["ledger"]
    if canonical(file) != text.encode() or set(file) != {"card", "disclosed", "hash", "proof"} \
            or set(proof) != {"keyID", "ledger", "signature"} \
            or set(ledger) != {"index", "keyID", "origin", "path", "root", "signature", "size"}:
        yield "form"

    # What is hashed and signed are the file's own bytes, from after {"card": up to the end of that object.
    start = len('{"card":')
    document = text[start:json.JSONDecoder().raw_decode(text, start)[1]].encode()
    digest = sha256(document)
    if digest.hex() != file["hash"]:
        yield "hash"

    named = card.get("disclosures", {})
    for path, (salt, value) in file["disclosed"].items():
        if named.get(path) != sha256(canonical([salt, path, value])).hex():
            yield "personal-values"

    keys = {key["kid"]: key for key in keys["keys"]}
    issued = datetime.fromisoformat(card["issuedAt"])
    if card["schema"] not in ("court-card/1", "court-card/2") or proof["signature"] is not None:
        key = keys.get(proof["keyID"])
        if not key or card["issuer"]["keyID"] != proof["keyID"] \
                or issued < datetime.fromisoformat(key["validFrom"]) \
                or "validUntil" in key and issued >= datetime.fromisoformat(key["validUntil"]):
            yield "key"
        elif not is_signed(key, proof["signature"], document):
            yield "signature"

    path = [bytes.fromhex(node) for node in ledger["path"]]
    root = root_by_proof(sha256(b"\x00" + digest), ledger["index"], ledger["size"], path)
    if not root or root.hex() != ledger["root"]:
        yield "place"

    # A checkpoint as a signed note's text: name of the ledger, how many cards, root.
    head = f'{ledger["origin"]}\n{ledger["size"]}\n{base64.b64encode(bytes.fromhex(ledger["root"])).decode()}\n'
    key = keys.get(ledger["keyID"])
    if not key or not is_signed(key, ledger["signature"], head.encode()):
        yield "head"


def read_and_check(path, keys):
    with open(path, "rb") as file:
        try:
            return list(failures(file.read(), keys))
        except (ValueError, KeyError, TypeError, AttributeError):
            return ["form"]


def main():
    with open(sys.argv[1], "rb") as file:
        keys = json.load(file)
    results = [read_and_check(path, keys) for path in sys.argv[2:]]
    for failed in results:
        print(",".join(failed) or "authentic")
    return 1 if any(results) else 0


if __name__ == "__main__":
    sys.exit(main())
