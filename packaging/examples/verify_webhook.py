#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Verifies a webhook of ctrip (Standard Webhooks). Copy verify(); from a shell: WEBHOOK_SECRET=… verify_webhook.py ID TIMESTAMP SIGNATURES < body"""
import base64
import hashlib
import hmac
import os
import sys
import time


def verify(secret, message_id, timestamp, signatures, body, tolerance_s=300):
    """Whether `body` (bytes) was signed with the secret, at most `tolerance_s` seconds ago."""
    key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > tolerance_s:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in signatures.split(" "))


if __name__ == "__main__":
    sys.exit(not verify(os.environ["WEBHOOK_SECRET"], *sys.argv[1:4], sys.stdin.buffer.read()))
