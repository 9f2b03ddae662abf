# SPDX-License-Identifier: MIT
"""Several endpoints: each gets a message of its own for the events that it takes, signed with its own secret; secrets that
rotate; HTTP/2 and client certificates."""
import json
import pathlib
import shutil
import socket
import subprocess
import time
import unittest

from harness.case import EndToEndCase
from harness.ctrip import WEBHOOK_SECRET
from harness.process import Background, free_port
from harness.receiver import Answer, Receiver, standard_signature

MISUSE, REQUEST, UNAVAILABLE, WRONG_CONFIGURATION = 64, 65, 69, 78
NODE = shutil.which("node") or "node"
SERVER = pathlib.Path(__file__).resolve().parents[1] / "webhook" / "https_server.js"


class EndpointsCase(EndToEndCase):
    def endpoint(self, name, receiver, **keys):
        """Adds one to the configuration."""
        webhooks = self.ctrip.config["webhooks"]
        webhooks.setdefault("endpoints", []).append({"name": name, "url": receiver.url, **keys})
        self.ctrip.write_config()

    def paid(self, **options):
        payment = self.native_payment("1", **options)
        self.pay_native(payment)
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        return payment

    def types(self, receiver):
        return [name.removeprefix("payment.") for name in receiver.types()]


class EndpointsTest(EndpointsCase):
    def test_each_endpoint_gets_what_it_takes_signed_with_its_secret(self):
        erp, mail = self.stage(Receiver("erp-secret")), self.stage(Receiver(WEBHOOK_SECRET))
        self.endpoint("erp", erp, types=["payment.paid"], secret_file=self.ctrip.secret_file("erp", "erp-secret"),
                      headers={"X-Api-Key": "k1"})
        self.endpoint("mail", mail)
        payment = self.paid()
        self.jobs("send-webhooks")
        everything = ["detected", "confirmed", "paid"]
        self.assertEqual((self.types(self.receiver), self.types(erp), self.types(mail)), (everything, ["paid"], everything))
        for receiver in (self.receiver, erp, mail):
            self.assertEqual(receiver.problems(), [])
        self.assertEqual(erp.requests[0].headers["x-api-key"], "k1")
        self.assertNotIn("x-api-key", mail.requests[0].headers)
        self.assertEqual(erp.requests[0].body, self.receiver.requests[2].body)
        ids = [request.headers["webhook-id"] for receiver in (self.receiver, erp, mail) for request in receiver.requests]
        self.assertEqual(len(set(ids)), 7)
        listed = self.ctrip.run("webhooks", "list", "--endpoint", "erp", "--json").json["webhooks"]
        self.assertEqual([(one["endpoint"], one["type"]) for one in listed], [("erp", "payment.paid")])
        shown = self.ctrip.show(payment)["webhooks"]
        self.assertEqual(sorted((one["seq"], one["endpoint"] or "") for one in shown),
                         [(1, ""), (1, "mail"), (2, ""), (2, "mail"), (3, ""), (3, "erp"), (3, "mail")])
        # The feed has each event once.
        self.assertEqual(len(self.ctrip.run("events", "--json").out.splitlines()), 3)

    def test_a_dead_endpoint_holds_up_no_other(self):
        dead = self.stage(Receiver())
        dead.default = Answer(500)
        self.endpoint("dead", dead)
        self.paid()
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.assertEqual(self.types(self.receiver), ["detected", "confirmed", "paid"])
        self.assertEqual(self.types(dead), ["detected"])
        self.assertEqual(self.ctrip.run("webhooks", "list", "--json").json["endpoints"][0]["endpoint"], "dead")

    def test_ninety_endpoints_that_hang_hold_up_none_of_ten(self):
        hanging = socket.create_server(("127.0.0.1", 0), backlog=200)  # It accepts nothing: the kernel connects.
        self.addCleanup(hanging.close)
        good = [self.stage(Receiver(WEBHOOK_SECRET)) for _ in range(10)]
        port = hanging.getsockname()[1]
        self.ctrip.config["webhooks"] |= {"timeout": "60s", "endpoints": [
            {"name": f"e{number}", "url": good[number // 10].url if number % 10 == 9 else f"http://127.0.0.1:{port}/{number}",
             "types": ["payment.paid"]} for number in range(100)]}
        self.ctrip.write_config()
        self.paid()
        run = self.ctrip.start("send-webhooks")
        self.addCleanup(run.stop)
        deadline = time.time() + 50
        while time.time() < deadline and not all(receiver.requests for receiver in good):
            time.sleep(0.05)
        self.assertEqual([self.types(receiver) for receiver in good], [["paid"]] * 10)
        self.assertFalse(run.exited())

    def test_without_a_usual_endpoint_the_named_ones_get_all(self):
        erp = self.stage(Receiver(WEBHOOK_SECRET))
        self.ctrip.config["webhooks"].pop("url")
        self.ctrip.write_config()
        before = self.paid()
        self.ctrip.run("events")
        self.jobs("send-webhooks")
        self.endpoint("erp", erp)
        after = self.paid()
        own = self.paid(webhook_url=self.receiver.url)
        sent = self.ctrip.run("send-webhooks", "--json").json
        self.assertFalse(sent["without_endpoint"])
        for payment in (before, after, own):
            self.assertEqual(erp.types(payment["id"]), ["payment.detected", "payment.confirmed", "payment.paid"])
        self.assertEqual(len(self.receiver.types(own["id"])), 3)
        self.assertEqual(len(self.ctrip.run("webhooks", "list", "--state", "skipped", "--json").json["webhooks"]), 6)

    def test_an_endpoint_that_is_taken_out_keeps_its_messages(self):
        erp = self.stage(Receiver(WEBHOOK_SECRET))
        self.endpoint("erp", erp)
        erp.default = Answer(500)
        self.paid()
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        endpoints = self.ctrip.config["webhooks"].pop("endpoints")
        self.ctrip.write_config()
        self.ctrip.database.sql("UPDATE webhooks SET next_attempt_ms = 1 WHERE state = 'pending'")
        self.jobs("send-webhooks")
        self.ctrip.config["webhooks"]["endpoints"] = endpoints
        self.ctrip.write_config()
        erp.default = Answer()
        self.ctrip.run("webhooks", "retry", "--endpoint", "erp")
        self.jobs("send-webhooks")
        self.assertEqual(self.types(erp), ["detected", "detected", "confirmed", "paid"])

    def test_a_rate_and_a_number_at_once_are_kept(self):
        slow = self.stage(Receiver(WEBHOOK_SECRET))
        self.endpoint("slow", slow, rate=10, concurrency=2, types=["payment.detected"])
        payments = [self.native_payment("1") for _ in range(12)]
        for payment in payments:
            self.pay_native(payment)
        self.anvil.mine(1)
        self.jobs("scan")
        self.jobs("send-webhooks")
        times = [request.received_at for request in slow.requests]
        self.assertEqual(len(times), 12)
        self.assertGreaterEqual(times[-1] - times[0], 0.9)

    def test_a_payments_own_url_is_signed_with_its_hosts_secret(self):
        own = self.stage(Receiver("host-secret"))
        host = own.url.split("/")[2]
        self.ctrip.config["webhooks"]["secret_for"] = {host: self.ctrip.secret_file("host", "host-secret")}
        self.ctrip.write_config()
        self.paid(webhook_url=own.url)
        self.paid()
        self.jobs("send-webhooks")
        self.assertEqual((len(own.requests), len(self.receiver.requests)), (3, 3))
        self.assertEqual(own.problems() + self.receiver.problems(), [])

    def test_bad_configurations_are_named(self):
        good = {"name": "erp", "url": "https://erp.example/"}
        for change, words in (({"name": "Erp"}, "lower-case"), ({"name": "default"}, "not 'default'"),
                              ({"url": "ftp://erp.example"}, "http"), ({"types": ["payment.payd"]}, "did you mean 'payment.paid'"),
                              ({"types": []}, "is empty"), ({"headers": {"webhook-id": "1"}}, "does not set itself"),
                              ({"headers": {"a b": "1"}}, "does not set itself"), ({"rate": 0}, "whole number"),
                              ({"concurrency": 65}, "whole number"), ({"client_key_file": "k"}, "client_certificate_file"),
                              ({"colour": "red"}, "unknown key")):
            self.ctrip.config["webhooks"]["endpoints"] = [good | change]
            self.ctrip.write_config()
            self.assertIn(words, self.ctrip.run("send-webhooks", code=WRONG_CONFIGURATION).err)
        self.ctrip.config["webhooks"]["endpoints"] = [good, good]
        self.ctrip.write_config()
        self.assertIn("another endpoint's name", self.ctrip.run("send-webhooks", code=WRONG_CONFIGURATION).err)


class RotateTest(EndpointsCase):
    def rotate(self, *arguments):
        return self.ctrip.run("webhooks", "rotate", *arguments, "--json").json

    def test_two_secrets_are_live_until_the_old_one_ends(self):
        file = pathlib.Path(self.ctrip.config["webhooks"]["secret_file"])
        rotated = self.rotate("default", "--keep", "1h")
        self.assertEqual(oct(file.stat().st_mode & 0o777), "0o600")
        until = time.mktime(time.strptime(rotated["old_until"], "%Y-%m-%dT%H:%M:%SZ")) - time.timezone
        self.assertAlmostEqual(until, time.time() + 3600, delta=60)
        self.paid()
        self.jobs("send-webhooks")
        for request in self.receiver.requests:
            signatures = request.headers["webhook-signature"].split(" ")
            expected = [standard_signature(secret, request.headers["webhook-id"], request.headers["webhook-timestamp"], request.body)
                        for secret in (rotated["secret"], WEBHOOK_SECRET)]
            self.assertEqual(signatures, expected)
        file.write_text(file.read_text().replace(rotated["old_until"], "2020-01-01T00:00:00Z"))
        self.receiver.secret = rotated["secret"]
        self.receiver.requests.clear()
        self.paid()
        self.jobs("send-webhooks")
        self.assertEqual(self.receiver.problems(), [])
        self.assertEqual(len(self.receiver.requests[0].headers["webhook-signature"].split(" ")), 1)
        # The one whose time is over is taken out.
        self.rotate("default")
        self.assertNotIn(WEBHOOK_SECRET, file.read_text())

    def test_ed25519_is_signed_beside_hmac(self):
        rotated = self.rotate("default", "--key-pair")
        self.assertIsNone(rotated["old_until"])
        self.paid()
        self.jobs("send-webhooks")
        self.assertEqual(self.receiver.problems(), [])
        request = self.receiver.requests[0]
        script = """
            const [key, signature, content] = process.argv.slice(1);
            const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(key.slice(5), "base64")]);
            const publicKey = require("crypto").createPublicKey({key: spki, format: "der", type: "spki"});
            process.exit(require("crypto").verify(null, Buffer.from(content), publicKey, Buffer.from(signature, "base64")) ? 0 : 1);
        """
        (signature,) = [one[4:] for one in request.headers["webhook-signature"].split(" ") if one.startswith("v1a,")]
        content = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.{request.body.decode()}"
        for text, code in ((content, 0), (content + " ", 1)):
            self.assertEqual(subprocess.run([NODE, "-e", script, "--", rotated["public_key"], signature, text], check=False).returncode, code)

    def test_what_cannot_be_rotated_is_said(self):
        self.endpoint("erp", self.receiver)
        self.assertIn("no secret_file of its own", self.ctrip.run("webhooks", "rotate", "erp", code=REQUEST).err)
        self.assertIn("is no endpoint", self.ctrip.run("webhooks", "rotate", "nobody", code=REQUEST).err)
        self.ctrip.run("webhooks", "rotate", code=MISUSE)
        self.ctrip.run("webhooks", "rotate", "default", "--keep", "soon", code=MISUSE)
        for _ in range(3):
            self.rotate("default")
        self.assertIn("at once are the most", self.ctrip.run("webhooks", "rotate", "default", code=REQUEST).err)


class TlsTest(EndpointsCase):
    def certificates(self):
        """An authority, and by it a server's and a client's certificate with their keys."""
        folder = self.ctrip.folder / "tls"
        folder.mkdir()
        run = lambda *arguments: subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
        run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
            "-subj", "/CN=test authority", "-days", "2")
        for name in ("server", "client"):
            run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr",
                "-subj", f"/CN={name}")
            (folder / "san").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
            run("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", f"{name}.pem",
                "-days", "2", "-extfile", "san")
        return folder

    def server(self, folder, *options):
        port = free_port()
        server = Background([NODE, str(SERVER), str(port), str(folder), *options], stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.stop)
        self.assertEqual(server.process.stdout.readline().strip(), "ready")
        return server, f"https://127.0.0.1:{port}/hooks"

    def test_http_2_and_a_client_certificate_where_the_shop_wants_them(self):
        folder = self.certificates()
        server, url = self.server(folder, "--client-certificate")
        webhooks = self.ctrip.config["webhooks"]
        webhooks["endpoints"] = [{"name": "erp", "url": url, "types": ["payment.paid"], "ca_file": str(folder / "ca.pem"),
                                  "client_certificate_file": str(folder / "client.pem"), "client_key_file": str(folder / "client.key")}]
        self.ctrip.write_config()
        self.paid()
        self.jobs("send-webhooks")
        got = json.loads(server.process.stdout.readline())
        self.assertEqual((got["version"], got["client"], got["type"]), ("2.0", "client", "payment.paid"))

    def test_a_server_that_nobody_vouches_for_gets_nothing(self):
        folder = self.certificates()
        _, url = self.server(folder)
        self.ctrip.config["webhooks"]["endpoints"] = [{"name": "erp", "url": url, "types": ["payment.paid"]}]
        self.ctrip.write_config()
        self.paid()
        failed = self.ctrip.run("send-webhooks", code=UNAVAILABLE).err
        self.assertIn("certificate", failed)


if __name__ == "__main__":
    unittest.main()
