# SPDX-License-Identifier: MIT
"""The two engines as a benchmark needs them: databases with very many waiting payments, the engine's own command line
for the raw cost of the same statements, and what the server spends besides the program."""
import os
import pathlib
import subprocess

from harness.postgres import PROGRAMS, Postgres

CHAIN, CHAIN_ID = "bench", 31337
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
MONTH_S = 30 * 86_400
COLUMNS = ("id, status, chain, chain_id, token, symbol, decimals, wallet_id, derivation_index, address, amount, "
           "amount_min, received, received_late, flags, seq, confirmations_required, detected_in_block, reference, "
           "metadata, webhook_url, idempotency_key, request_digest, expires_at, watch_until, created_at, updated_at, "
           "deadline_read, swept, sweep_due, revision, number")
# What both engines understand; n is the payment's number, {hex} 20 random bytes of it.
WAITING = f"""\
INSERT INTO payments ({COLUMNS})
SELECT {{id}}, 'pending', '{CHAIN}', {CHAIN_ID}, NULL, 'ETH', 18, 'wallet', n, '0x' || {{hex}}, {{amount}}, {{amount}},
       {{zero}}, {{zero}}, '', 0, 12, NULL, 'waiting-' || n, '{{{{}}}}', NULL, NULL, 'digest', {{now}} + {MONTH_S},
       {{now}} + 2 * {MONTH_S}, {{now}}, {{now}}, 0, 0, 0, 0, n
FROM {{numbers}};
UPDATE counters SET value = {{end}} WHERE name IN ('derivation_index', 'payment_number');
"""


class Sqlite:
    """Files in the benchmark's folder."""

    name = "sqlite"

    def __init__(self, folder):
        self._folder = folder

    def close(self):
        pass

    def path(self, database):
        return self._folder / f"{database}.db"

    def url(self, database):
        return f"sqlite://{self.path(database)}"

    def create(self, database):
        for file in self._folder.glob(f"{database}.db*"):
            file.unlink()

    def raw(self, database, script):
        """The engine's own program at a script. Settings as ctrip's."""
        return ["sqlite3", "-batch", "-init", "/dev/null", str(self.path(database)),
                f".read {script}"] if script else ["sqlite3", "-version"]

    def sql(self, database, text):
        done = subprocess.run(["sqlite3", "-batch", "-init", "/dev/null", "-bail", str(self.path(database))],
                              input=text, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"sqlite3: {done.stderr}")
        return done.stdout

    def fill(self, database, begin, end):
        """So many waiting payments, numbered from begin to end."""
        numbers = (f"(WITH RECURSIVE up (n) AS (SELECT {begin} UNION ALL SELECT n + 1 FROM up WHERE n + 1 < {end}) "
                   "SELECT n FROM up)")
        self.sql(database, "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN;\n" + WAITING.format(
            id="printf('01900000-0000-7000-8000-%012x', n)", hex="lower(hex(randomblob(20)))", amount="'1000'",
            zero="'0'", now="unixepoch()", numbers=numbers, end=end) + "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);\n")

    def settle(self, database):
        """To the disk with everything, so that nothing measured later waits for it."""
        self.sql(database, "PRAGMA wal_checkpoint(TRUNCATE);")
        os.sync()

    def flush(self, database):
        """What was written goes to the disk now, not while somebody is measured."""
        self.sql(database, "PRAGMA wal_checkpoint(TRUNCATE);")

    def server_cpu_s(self):
        return 0.0

    # The same works, as a person would type them.

    def single(self, insert):
        return f"PRAGMA synchronous = FULL;\nPRAGMA foreign_keys = ON;\nBEGIN IMMEDIATE;\n{insert}COMMIT;\n"

    def lookups(self, columns, addresses, repeats):
        """Times of a look-up, in milliseconds, are what `times` reads from what this script prints."""
        rows = ",".join(f"('{address}')" for address in addresses)
        query = (f"SELECT count(*) FROM (SELECT {columns} FROM candidates CROSS JOIN payments "
                 f"WHERE chain_id = {CHAIN_ID} AND address = candidate LIMIT -1 OFFSET 0);\n")
        return ("CREATE TEMP TABLE candidates (candidate TEXT);\n"
                f"INSERT INTO candidates VALUES {rows};\n.timer on\n" + query * repeats)

    def times(self, printed):
        return [float(line.split("real")[1].split()[0]) * 1e3 for line in printed.splitlines() if "Run Time" in line]


class Server:
    """A PostgreSQL server of the benchmark's own, which waits for its disk as it would at work."""

    name = "postgres"

    def __init__(self, _folder):
        self._server = Postgres(fsync="on", full_page_writes="on", shared_buffers="256MB", max_wal_size="2GB",
                                checkpoint_timeout="30min")

    def close(self):
        self._server.remove()

    def url(self, database):
        return self._server.url(database)

    def create(self, database):
        self._server.sql(f"DROP DATABASE IF EXISTS {database}", "postgres")
        self._server.create_database(database)

    def raw(self, database, script):
        return [str(PROGRAMS / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", *(["-f", str(script)] if script else
                                                                          ["-c", "SELECT 1"]), self.url(database)]

    def sql(self, database, text):
        done = subprocess.run([str(PROGRAMS / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1",
                               self._server.socket_url(database, "postgres")], input=text, capture_output=True, text=True,
                              check=False)
        if done.returncode:
            raise RuntimeError(f"psql: {done.stderr}")
        return done.stdout

    def fill(self, database, begin, end):
        self.sql(database, WAITING.format(
            id="'01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0')",
            hex="substr(md5(n::text) || md5('x' || n::text), 1, 40)", amount="1000", zero="0",
            now="extract(epoch FROM now())::bigint", numbers=f"generate_series({begin}, {end - 1}) AS n", end=end))

    def settle(self, database):
        self.sql(database, "VACUUM ANALYZE;\nCHECKPOINT;\n")
        os.sync()

    def flush(self, database):
        self.sql(database, "CHECKPOINT;")

    def server_cpu_s(self):
        """Of all its processes, those that have ended included."""
        total = 0
        pids = self._server.pids()
        for pid in pids:
            try:
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            except FileNotFoundError:
                continue
            total += sum(map(int, fields[11:15] if pid == pids[0] else fields[11:13]))
        return total / TICKS_PER_S

    def single(self, insert):
        return f"BEGIN;\n{insert}COMMIT;\n"

    def lookups(self, columns, addresses, repeats):
        array = "{" + ",".join(addresses) + "}"
        query = (f"SELECT count(*) FROM (SELECT {columns} FROM payments JOIN unnest($1::text[]) AS "
                 f"candidates (candidate) ON address = candidate WHERE chain_id = {CHAIN_ID} OFFSET 0) AS found")
        return f"PREPARE look (text[]) AS {query};\n\\timing on\n" + f"EXECUTE look ('{array}');\n" * repeats

    def times(self, printed):
        return [float(line.split()[1]) for line in printed.splitlines() if line.startswith("Time:")]


ENGINES = {"sqlite": Sqlite, "postgres": Server}
