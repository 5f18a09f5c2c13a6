"""The signature vectors: Standard Webhooks, DingTalk and Feishu, by the standard library of another language.

The first case is the one that the reference libraries of Standard Webhooks test themselves with; the two robots follow the
code that their vendors print: DingTalk 自定义机器人安全设置, Feishu 自定义机器人使用指南.
"""

import base64
import hashlib
import hmac
from urllib.parse import quote_plus

REFERENCE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SHORTEST = "whsec_" + base64.b64encode(bytes(range(24))).decode()
LONGEST = "whsec_" + base64.b64encode(bytes(range(64))).decode()


def sha256(key, text):
    """Base64 of HMAC-SHA256."""
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def webhook(secret, message, timestamp, body):
    """`v1,` and the signature over id, timestamp and body."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + sha256(key, f"{message}.{timestamp}.{body}".encode())


def dingtalk(secret, timestamp_ms):
    """As it stands in an address."""
    return quote_plus(sha256(secret.encode(), f"{timestamp_ms}\n{secret}".encode()))


def feishu(secret, timestamp_s):
    """The text to be signed is the key; nothing is the message."""
    return sha256(f"{timestamp_s}\n{secret}".encode(), b"")


def cases():
    """All cases."""
    out = []

    def add(name, why, scheme, expected, **data):
        out.append({"name": name, "why": why, "input": {"scheme": scheme} | data, "expected": expected})

    message, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}'
    signature = webhook(REFERENCE, message, 1614265330, body)
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature
    for name, why, secret, identity, at, text in (
        ("webhook-reference", "the case of the reference libraries", REFERENCE, message, 1614265330, body),
        ("webhook-shortest", "a secret of 24 bytes", SHORTEST, message, 1614265330, body),
        ("webhook-longest", "a secret of 64 bytes, a block of the hash", LONGEST, message, 1614265330, body),
        ("webhook-chinese", "the body is signed as UTF-8", REFERENCE, message, 1795680000, '{"type":"整改"}'),
        ("webhook-empty", "an empty body", REFERENCE, "x", 0, ""),
    ):
        found = webhook(secret, identity, at, text)
        add(name, why, "webhook", found, secret=secret, id=identity, timestamp_s=at, body=text)
    for name, why, secret, at in (
        ("dingtalk-documents", "the secret of the vendor's code", "this is secret", 1795680000123),
        ("dingtalk-sec", "a secret as the robot shows it", "SEC" + "0123456789abcdef" * 4, 1614265330000),
        ("dingtalk-long", "a secret longer than a block", "SEC" + "f" * 97, 1614265330999),
    ):
        add(name, why, "dingtalk", dingtalk(secret, at), secret=secret, timestamp_ms=at)
    for name, why, secret, at in (
        ("feishu-documents", "the timestamp of the vendor's page", "demo", 1599360473),
        ("feishu-usual", "a secret as the robot shows it", "nIMtb7r3N9pkXyXdtAbx6e", 1795680000),
    ):
        add(name, why, "feishu", feishu(secret, at), secret=secret, timestamp_s=at)
    escaped = [case for case in out if "%2" in case["expected"]]
    assert escaped, "no signature needs encoding for an address"
    return out
