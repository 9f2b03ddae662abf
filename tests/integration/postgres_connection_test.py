# SPDX-License-Identifier: MIT
"""Every way that libpq has to a server, the password from wherever it may come, and what is said where it fails."""
import os
import pathlib
import shutil
import subprocess
import unittest
import urllib.parse

from harness.database import postgres_only
from harness.postgres import PASSWORD, SERVER_USER, Postgres, server_folder
from harness.process import free_port
from harness.server_case import (
    EXPOSED_SECRET,
    PASSWORD_PART,
    UNAVAILABLE,
    WRONG_CONFIGURATION,
    ServerCase,
    ServerEndToEndCase,
    wait_until,
)

WRONG = "postgresql://ctrip:the-role-is-wrong@127.0.0.1"


class Case(ServerCase):
    # All that the program sends stands in the server's log.
    server_settings = {"password": True, "log_statement": "all"}

    def setUp(self):
        # The configuration holds the password.
        self.addCleanup(os.umask, os.umask(0o077))
        super().setUp()
        self.plain_url = self.server.url(password=False)

    def assert_works(self, **options):
        """The program gets there, and the password gets nowhere else."""
        results = [self.ctrip.run("migrate", "up", **options),
                   self.ctrip.run("create-payment", "--chain", "anvil", "--amount", 1, "--json", **options),
                   self.ctrip.run("list", "--json", **options)]
        self.assertEqual([payment["id"] for payment in results[2].json["payments"]], [results[1].json["id"]])
        self.assert_no_password(*(result.out + result.err for result in results))
        for written in self.ctrip.database.raw():
            self.assertNotIn(PASSWORD_PART.encode(), written)

    def set_environment(self, **variables):
        self.ctrip.environment.update(variables)

    def secret(self, name, content):
        return self.ctrip.secret_file(name, content)


@postgres_only
class WayTest(Case):
    def test_a_host_and_a_port(self):
        self.assert_works()

    def test_a_unix_socket(self):
        self.use_url(self.server.socket_url())
        self.assert_works()

    def test_the_first_of_several_hosts_is_down(self):
        self.use_url(self.server.url().replace("@", f"@127.0.0.1:{free_port()},"))
        self.assert_works()

    def test_a_service(self):
        self.set_environment(PGSERVICEFILE=self.secret(
            "services", f"[shop]\nhost=127.0.0.1\nport={self.server.port}\ndbname=ctrip\nuser=ctrip\n"
                        f"password={PASSWORD}"))
        self.use_url("postgresql:///?service=shop")
        self.assert_works()

    def test_a_service_that_is_not_there(self):
        self.set_environment(PGSERVICEFILE=self.secret("services", "[shop]\nhost=127.0.0.1"))
        self.use_url("postgresql:///?service=other")
        self.assert_refused("list", code=WRONG_CONFIGURATION,
                            words=["service other", '"other" not found', "PGSERVICEFILE"])

    def test_a_variable(self):
        self.ctrip.config.pop("database")
        self.ctrip.write_config()
        self.set_environment(DATABASE_URL=self.server.url())
        self.assert_works()


@postgres_only
class PasswordTest(Case):
    def setUp(self):
        super().setUp()
        self.use_url(self.plain_url)

    def test_a_password_file_of_libpq(self):
        self.set_environment(PGPASSFILE=self.secret("pgpass", f"127.0.0.1:*:ctrip:ctrip:{PASSWORD}"))
        self.assert_works()

    def test_a_file_of_its_own(self):
        self.ctrip.config["database"]["password_file"] = self.secret("database-password", PASSWORD)
        self.ctrip.write_config()
        self.assert_works()

    def test_a_credential_of_systemd(self):
        folder = self.ctrip.folder / "credentials"
        folder.mkdir(0o700)
        shutil.move(self.secret("database-password", PASSWORD), folder)
        self.set_environment(CREDENTIALS_DIRECTORY=str(folder))
        self.ctrip.config["database"]["password_file"] = "database-password"
        self.ctrip.write_config()
        self.assert_works()

    def test_a_file_that_others_can_read(self):
        file = self.secret("database-password", PASSWORD)
        os.chmod(file, 0o640)
        self.ctrip.config["database"]["password_file"] = file
        self.ctrip.write_config()
        self.assert_refused("list", code=EXPOSED_SECRET, words=["password_file", file, "chmod 600"])

    def test_a_configuration_that_others_can_read(self):
        option = f"{self.plain_url}?password={urllib.parse.quote(PASSWORD)}"
        for url in (self.server.url(), option):
            self.use_url(url)
            self.ctrip.config_file.chmod(0o644)
            self.assert_refused("list", code=EXPOSED_SECRET, words=["database.url", "chmod 600"])
        self.ctrip.config_file.chmod(0o600)
        self.assert_works()

    def test_none(self):
        self.assert_refused("list", code=UNAVAILABLE, words=["no password supplied", "password_file"])

    def test_a_wrong_one(self):
        self.set_environment(DATABASE_URL=f"{WRONG}:{self.server.port}/ctrip")
        self.assert_refused("list", code=UNAVAILABLE, words=[
            f"127.0.0.1:{self.server.port}/ctrip", "password authentication failed", "check user and password"])


@postgres_only
class UrlTest(Case):
    def test_one_that_libpq_can_not_read(self):
        for tail in ("h:x/ctrip", "h:99999999/ctrip", "h/ctrip?sslmode", "h/ctrip?nonsense=1", "%zz/ctrip",
                     "h:5432:5433/ctrip", "[::1/ctrip", "ss@h/ctrip", "h/ctrip@h"):
            self.set_environment(DATABASE_URL=f"postgresql://ctrip:the-role@{tail}")
            line = self.assert_refused("list", code=WRONG_CONFIGURATION,
                                       words=["database.url", "postgresql://user@host"])
            self.assertNotIn(tail, line)

    def test_a_password_that_is_not_quoted(self):
        """libpq takes a part of it for a host, a port or a database, and would say it."""
        for password in ("the-role/s", "x@the-role", "x?the-role", "1/the-role", "the-role#", "x:the-role/y",
                         "the-role%"):
            self.set_environment(DATABASE_URL=f"postgresql://ctrip:{password}@127.0.0.1:{self.server.port}/ctrip")
            result = self.ctrip.run("list", code=None)
            self.assertIn(result.code, (UNAVAILABLE, WRONG_CONFIGURATION), result)
            self.assert_clear(result.err)

    def test_a_user_and_password_without_a_host(self):
        self.set_environment(DATABASE_URL="postgresql://ctrip:the-role/ctrip")
        self.assert_refused("list", code=WRONG_CONFIGURATION, words=["database.url"])

    def test_an_option_that_libpq_does_not_know(self):
        self.use_url(f"{self.plain_url}?sslmode=full")
        self.assert_refused("list", code=WRONG_CONFIGURATION, words=["sslmode", "database.url"])


@postgres_only
class RightsTest(ServerCase):
    """What is behind the connection."""

    def test_a_database_that_does_not_exist(self):
        self.use_url(self.server.url("nowhere"))
        self.assert_refused("list", code=UNAVAILABLE, words=["/nowhere", "does not exist", "createdb"])

    def test_a_user_that_does_not_exist(self):
        self.use_url(self.server.url(user="nobody"))
        self.assert_refused("list", code=UNAVAILABLE, words=['role "nobody"', "check user and password"])

    def test_a_user_that_may_not_connect(self):
        self.server.sql("REVOKE CONNECT ON DATABASE ctrip FROM public; CREATE ROLE guest LOGIN")
        self.use_url(self.server.url(user="guest"))
        self.assert_refused("list", code=UNAVAILABLE, words=["permission denied", "grant"])

    def test_a_user_without_rights(self):
        self.ctrip.migrate()
        self.server.sql("CREATE ROLE guest LOGIN")
        self.use_url(self.server.url(user="guest"))
        self.assert_refused("list", code=UNAVAILABLE, words=["permission denied for table", "grant this user"])
        self.use_url(self.ctrip.database.url)
        self.assertEqual(self.ctrip.payments(), [])

    def test_a_database_without_the_schema(self):
        self.assert_refused("list", code=WRONG_CONFIGURATION, words=["ctrip migrate up"])

    def test_a_database_of_somebody_else(self):
        self.server.sql("CREATE TABLE payments (id INT)", user="ctrip")
        self.assert_refused("list", code=WRONG_CONFIGURATION, words=["ctrip migrate up"])

    def test_no_schema_in_the_search_path(self):
        self.server.sql("ALTER ROLE ctrip SET search_path = nowhere")
        self.assert_refused("list", code=WRONG_CONFIGURATION, words=["search_path"])
        self.server.sql("CREATE SCHEMA nowhere AUTHORIZATION ctrip")
        self.ctrip.migrate()
        self.ctrip.create(amount=1)
        self.assertEqual(self.server.rows("SELECT count(*) FROM nowhere.payments"), [(1,)])


def certificate(folder, name, issuer=None, subject="/CN=a test's authority",
                extension="basicConstraints=critical,CA:TRUE"):
    """folder/name.crt and its key, signed by another one of them or by itself."""
    signer = ["-CA", folder / f"{issuer}.crt", "-CAkey", folder / f"{issuer}.key"] if issuer else []
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "2", "-subj", subject, "-addext", extension, "-keyout", folder / f"{name}.key", "-out",
                    folder / f"{name}.crt", *signer], check=True, capture_output=True, timeout=60)


@postgres_only
class TlsTest(ServerCase):
    """The server's certificate is made for localhost."""

    def make_server(self):
        self.folder = server_folder()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        for name in ("authority", "stranger"):
            certificate(self.folder, name)
        certificate(self.folder, "server", "authority", "/CN=localhost", "subjectAltName=DNS:localhost")
        key = self.folder / "server.key"
        key.chmod(0o600)
        if SERVER_USER:
            shutil.chown(key, SERVER_USER, SERVER_USER)
        return Postgres(ssl="on", ssl_cert_file=self.folder / "server.crt", ssl_key_file=key)

    def use_tls(self, host="localhost", authority="authority"):
        root = urllib.parse.quote(str(self.folder / f"{authority}.crt"), safe="")
        self.use_url(f"postgresql://ctrip@{host}:{self.server.port}/ctrip?hostaddr=127.0.0.1&sslmode=verify-full"
                     f"&sslrootcert={root}")

    def test_the_right_name(self):
        self.server.sql("ALTER SYSTEM SET log_connections = on;\nSELECT pg_reload_conf()")
        self.use_tls()
        self.ctrip.migrate()
        self.ctrip.create(amount=1)
        self.assertIn("SSL enabled", self.server.log())

    def test_another_name(self):
        self.use_tls(host="shop.example")
        self.assert_refused("list", code=UNAVAILABLE,
                            words=["shop.example", "certificate", "the host that database.url names"])

    def test_another_authority(self):
        self.use_tls(authority="stranger")
        self.assert_refused("list", code=UNAVAILABLE, words=["certificate verify failed", "sslrootcert"])

    def test_a_file_that_is_not_there(self):
        self.use_tls(authority="nobody")
        self.assert_refused("list", code=UNAVAILABLE, words=["nobody.crt", "does not exist", "sslrootcert"])

    def test_a_server_without_it(self):
        self.server.stop()
        self.server.settings.pop("ssl")
        self.server.start()
        self.use_tls()
        self.assert_refused("list", code=UNAVAILABLE, words=["SSL", "sslmode"])


@postgres_only
class SessionTest(ServerEndToEndCase):
    server_settings = {"password": True, "log_statement": "all"}

    def setUp(self):
        self.addCleanup(os.umask, os.umask(0o077))
        super().setUp()

    def test_a_job_names_itself_and_hides_the_password(self):
        node = self.fake_node()
        run = self.hanging("scan", node)
        wait_until(lambda: self.sessions() == ["ctrip/scan/anvil"], "the scan's session alone is there, under its name")
        line = pathlib.Path(f"/proc/{run.process.pid}/cmdline").read_text(encoding="utf-8")
        self.assertIn("scan", line)
        self.assert_no_password(line)
        node.mode = "pass"
        self.assertEqual(self.end_of(run), (0, ""))

    def test_a_session_has_limits(self):
        """By what a trigger sees within a run."""
        self.server.sql("""
            CREATE TABLE seen (name TEXT, value TEXT);
            GRANT ALL ON seen TO ctrip;
            CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO seen SELECT name, setting FROM pg_settings;
                RETURN NEW;
            END $$;
            CREATE TRIGGER look BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION look()""")
        self.native_payment()
        seen = dict(self.server.rows("SELECT name, value FROM seen"))
        for name, limit_max in (("statement_timeout", 60_000), ("lock_timeout", 15_000),
                                ("idle_in_transaction_session_timeout", 60_000), ("idle_session_timeout", 1_800_000)):
            self.assertGreater(int(seen[name]), 0, name)
            self.assertLessEqual(int(seen[name]), limit_max, name)
        self.assertEqual((seen["transaction_isolation"], seen["synchronous_commit"]), ("read committed", "on"))


if __name__ == "__main__":
    unittest.main()
