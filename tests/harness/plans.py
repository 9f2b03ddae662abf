# SPDX-License-Identifier: MIT
"""How a database finds what a query asks for: read from PostgreSQL's log (auto_explain), asked of SQLite, and judged."""
import dataclasses
import json
import re

# These grow for as long as an installation lives; all others stay small.
GROWING = ("payments", "transfers", "payment_history", "webhooks", "sweeps", "sweep_txs", "archived_payments", "archived_transfers")
# More rows than any page of a job: who visits more has read what it did not ask for.
VISITED_MAX = 5_000
# Each of them names a large part of a table, whatever its value is.
VAGUE = {"chain_id", "chain", "status", "state", "kind", "token", "standing", "depth", "orphaned"}

ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [^\n]*? \[\d+\] (?P<name>[^\n]*?) LOG:  duration: [^\n]*? plan:\n"
                   r"(?P<plan>(?:\t[^\n]*\n)+)", re.M)
# What only PostgreSQL says; the rest is the same text on both.
HOLD = re.compile(r" FOR UPDATE(?: OF \w+)?(?: SKIP LOCKED)?")
POSTGRES_ALONE = re.compile(r"unnest\(|set_config\(|\bpg_|FROM ONLY |hashtext|::text\b")


@dataclasses.dataclass(frozen=True)
class Query:
    """One that the program ran, and what the server did for it."""

    step: str
    text: str
    nodes: tuple
    faults: tuple


def switch_on(server, database="ctrip"):
    """From the next connection to that database on, each query with its plan and what it visited is in the log."""
    settings = {"session_preload_libraries": "auto_explain", "auto_explain.log_min_duration": "0",
                "auto_explain.log_format": "json", "auto_explain.log_nested_statements": "on",
                "auto_explain.log_analyze": "on", "auto_explain.log_timing": "off"}
    server.sql("LOAD 'auto_explain';\n" + "".join(f"ALTER DATABASE {database} SET {name} = '{value}';\n"
                                                  for name, value in settings.items()))


def read(log, step):
    """The queries of the program in a piece of the server's log; each text once, with its worst plan."""
    found = {}
    for entry in ENTRY.finditer(log):
        if not entry["name"].startswith("ctrip"):
            continue
        said = json.loads(entry["plan"].replace("\n\t", "\n"))
        text = " ".join(said["Query Text"].split())
        query = Query(step, text, *judge(said["Plan"]))
        if text not in found or len(query.faults) > len(found[text].faults):
            found[text] = query
    return list(found.values())


def judge(plan):
    """The nodes of a plan that read a table, as text, and what is wrong with them."""
    nodes, faults = [], []
    kind, table = plan["Node Type"], plan.get("Relation Name")
    if table and kind != "ModifyTable":
        removed = sum(value for name, value in plan.items() if name.startswith("Rows Removed by"))
        visited = (plan["Actual Rows"] + removed) * plan["Actual Loops"]
        condition = plan.get("Index Cond") or plan.get("Recheck Cond")
        index = f" using {plan['Index Name']}" if "Index Name" in plan else ""
        node = f"{kind} on {table}{index}{' ' + condition if condition else ''}, {visited} rows visited"
        nodes.append(node)
        if table in GROWING and (kind == "Seq Scan" or not condition or visited > VISITED_MAX):
            faults.append(node)
    for part in plan.get("Plans", ()):
        more_nodes, more_faults = judge(part)
        nodes += more_nodes
        faults += more_faults
    return tuple(nodes), tuple(faults)


def for_sqlite(text):
    """The same query there, None where it has another one."""
    return None if POSTGRES_ALONE.search(text) else HOLD.sub("", text)


def ask_sqlite(connection, step, text):
    """SQLite's plan of a query of which the values are not known: it does not look at them."""
    places = {str(n): None for n in range(1, 2000)}
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", places)]
    names = {alias: table for table, alias in re.findall(r"(?:FROM|JOIN|UPDATE|INTO) (\w+)(?: AS)?(?: (\w+))?", text)}
    names.update({table: table for table in GROWING})
    # The first rows in an index's own order: what lies behind them is not read.
    sorts = any(node in ("USE TEMP B-TREE FOR ORDER BY", "USE TEMP B-TREE FOR DISTINCT") for node in plan)
    ends_early = not sorts and re.search(r"ORDER BY .* LIMIT|SELECT (MIN|MAX)\(", text)
    faulty = (node for node in plan if is_fault(connection, node, names, ends_early))
    return Query(step, text, tuple(plan), tuple(faulty))


def is_fault(connection, node, names, ends_early):
    """SCAN of a growing table, or SEARCH of it by what most rows have in common, where no small index helps."""
    way = re.match(r"(SCAN|SEARCH) (\w+)", node)
    if not way or names.get(way[2]) not in GROWING:
        return False
    index = re.search(r"INDEX (\w+)", node)
    made = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (index[1] if index else "",)).fetchone()
    if made and made[0] and re.search(r"WHERE .*\b(state|status|sweep_due|claimed_by|depth)\b", made[0]):
        return False  # Only what waits is in it.
    condition = re.search(r"\((.*)\)(?: LEFT-JOIN)?$", node)
    columns = set(re.findall(r"(\w+)[=<>]", condition[1] if condition else ""))
    return way[1] == "SCAN" or "AUTOMATIC" in node or (columns <= VAGUE and not ends_early)
