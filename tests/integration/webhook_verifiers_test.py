# SPDX-License-Identifier: MIT
"""The public libraries and the examples that come with ctrip take its messages for genuine, and no others."""
import base64
import json
import os
import pathlib
import subprocess
import sys
import unittest

from harness.case import EndToEndCase

ROOT = pathlib.Path(os.environ["CTRIP_SOURCE_DIR"])
EXAMPLES = ROOT / "packaging" / "examples"
LIBRARIES = ROOT / "tests" / "webhook" / "verify.js"


class VerifiersTest(EndToEndCase):
    def message(self):
        payment = self.native_payment(reference="Größe 7 🚲")
        self.ctrip.run("cancel", payment["id"], "--reason", "test")
        self.jobs("send-webhooks")
        return self.receiver.requests[-1]

    def by_libraries(self, headers, body):
        secret = "whsec_" + base64.b64encode(self.receiver.secret.encode()).decode()
        told = json.dumps({"secret": secret, "headers": headers, "body": body.decode()})
        result = subprocess.run(["node", LIBRARIES], input=told.encode(), stdout=subprocess.PIPE, check=True, timeout=60)
        return {name: error == "" for name, error in json.loads(result.stdout).items()}

    def by_examples(self, headers, body, secret=None):
        answers = {}
        for name, interpreter in (("verify_webhook.py", sys.executable), ("verify_webhook.php", "php")):
            result = subprocess.run(
                [interpreter, EXAMPLES / name, headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"]],
                input=body, env={**os.environ, "WEBHOOK_SECRET": secret or self.receiver.secret}, stderr=subprocess.PIPE, timeout=60)
            self.assertIn(result.returncode, (0, 1), result)
            self.assertEqual(result.stderr, b"")
            answers[name] = result.returncode == 0
        return answers

    def verdicts(self, headers, body):
        return set({**self.by_libraries(headers, body), **self.by_examples(headers, body)}.values())

    def test_a_genuine_message_is_taken_and_no_other(self):
        request = self.message()
        self.assertEqual(self.verdicts(request.headers, request.body), {True})
        encoded = "whsec_" + base64.b64encode(self.receiver.secret.encode()).decode()
        self.assertEqual(set(self.by_examples(request.headers, request.body, encoded).values()), {True})
        # While a secret rotates there are several signatures.
        both = f"v1,{'A' * 43}= {request.headers['webhook-signature']}"
        self.assertEqual(self.verdicts({**request.headers, "webhook-signature": both}, request.body), {True})
        old = str(int(request.headers["webhook-timestamp"]) - 400)
        for headers, body in (
            (request.headers, request.body.replace(b"payment.failed", b"payment.paid")),
            (request.headers, request.body + b" "),
            ({**request.headers, "webhook-id": "msg_2"}, request.body),
            ({**request.headers, "webhook-timestamp": old}, request.body),
            ({**request.headers, "webhook-signature": f"v1,{'A' * 43}="}, request.body),
        ):
            self.assertEqual(self.verdicts(headers, body), {False})


if __name__ == "__main__":
    unittest.main()
