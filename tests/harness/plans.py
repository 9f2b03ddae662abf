# SPDX-License-Identifier: MIT
"""Query plans: read from PostgreSQL's log (auto_explain) or from SQLite's EXPLAIN QUERY PLAN, and checked for full scans."""
import dataclasses
import json
import re

# Tables that grow without bound; all others stay small.
GROWING = ("payments", "transfers", "payment_history", "webhooks", "sweeps", "sweep_txs", "archived_payments", "archived_transfers")
# Larger than any page of a job: a plan that visits more rows reads rows that it does not need.
VISITED_MAX = 5_000
# Columns of low selectivity: each value is shared by a large part of the rows.
VAGUE = {"chain_id", "chain", "status", "state", "kind", "token", "standing", "depth", "orphaned"}

ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [^\n]*? \[\d+\] (?P<name>[^\n]*?) LOG:  duration: [^\n]*? plan:\n"
                   r"(?P<plan>(?:\t[^\n]*\n)+)", re.M)
# SQL of PostgreSQL only, that of its functions too; other queries have the same text on both engines.
HOLD = re.compile(r" FOR (?:UPDATE|SHARE)(?: OF \w+)?(?: SKIP LOCKED)?")
POSTGRES_ALONE = re.compile(r"unnest\(|set_config\(|\bpg_|FROM ONLY |hashtext|::text\b|\bof_(?:name|subject)\b|FROM counted\b|\bOLD\.|\bNEW\.")


@dataclasses.dataclass(frozen=True)
class Query:
    """A query of the program, with the nodes of its plan and those among them that are faults."""

    step: str
    text: str
    nodes: tuple
    faults: tuple


def switch_on(server, database="ctrip"):
    """Logs each query with its plan and its visited rows, from the next connection to that database on."""
    settings = {"session_preload_libraries": "auto_explain", "auto_explain.log_min_duration": "0",
                "auto_explain.log_format": "json", "auto_explain.log_nested_statements": "on",
                "auto_explain.log_analyze": "on", "auto_explain.log_timing": "off"}
    server.sql("LOAD 'auto_explain';\n" + "".join(f"ALTER DATABASE {database} SET {name} = '{value}';\n"
                                                  for name, value in settings.items()))


def read(log, step):
    """The program's queries in a part of the server's log: each text once, with the plan that has the most faults."""
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
    """(nodes of the plan that read a table, those among them that are faults), as text."""
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
    """The same query for SQLite; None for a query of PostgreSQL only."""
    return None if POSTGRES_ALONE.search(text) else HOLD.sub("", text)


def ask_sqlite(connection, step, text):
    """SQLite's plan of a query, with NULL for all values, which its planner does not use."""
    places = {str(n): None for n in range(1, 2000)}
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", places)]
    names = {alias: table for table, alias in re.findall(r"(?:FROM|JOIN|UPDATE|INTO) (\w+)(?: AS)?(?: (\w+))?", text)}
    names.update({table: table for table in GROWING})
    # The first rows in the order of an index: the rows after them are not read.
    sorts = any(node in ("USE TEMP B-TREE FOR ORDER BY", "USE TEMP B-TREE FOR DISTINCT") for node in plan)
    ends_early = not sorts and re.search(r"ORDER BY .* LIMIT|SELECT (MIN|MAX)\(", text)
    faulty = (node for node in plan if is_fault(connection, node, names, ends_early))
    return Query(step, text, tuple(plan), tuple(faulty))


def is_fault(connection, node, names, ends_early):
    """True for a SCAN of a growing table, or a SEARCH of it by VAGUE columns only, unless by a partial index of few rows."""
    way = re.match(r"(SCAN|SEARCH) (\w+)", node)
    if not way or names.get(way[2]) not in GROWING:
        return False
    index = re.search(r"INDEX (\w+)", node)
    made = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (index[1] if index else "",)).fetchone()
    if made and made[0] and re.search(r"WHERE .*\b(state|status|sweep_due|claimed_by|depth)\b", made[0]):
        return False  # A partial index of the rows that wait for a job.
    condition = re.search(r"\((.*)\)(?: LEFT-JOIN)?$", node)
    columns = set(re.findall(r"(\w+)[=<>]", condition[1] if condition else ""))
    return way[1] == "SCAN" or "AUTOMATIC" in node or (columns <= VAGUE and not ends_early)
