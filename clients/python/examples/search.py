"""Searches a collection and prints a table: search.py COLLECTION (TILE-ID | IMAGE) [K]. IMAGE lies in a root of the engine (concord serve --root)."""
import sys

import concord_client


def main(collection, query, k="10"):
    with concord_client.connect(start=True) as concord:
        what = {"tile": int(query)} if query.isdigit() else {"image": query}
        answer = concord.search(collection, **what, k=int(k), timeout=30)
    print(f"{'rank':>4}  {'distance':>8}  {'case':<24}  {'label':<16}  file")
    for hit in answer["hits"]:
        label = hit["labels"].get("label", "-")
        print(f"{hit['rank']:>4}  {hit['distance']:>8.4f}  {hit['case']:<24}  {label:<16}  {hit['file']}")
    if answer["shortfall"]:
        print(answer["shortfall"])


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except concord_client.ConcordError as problem:
        sys.exit(f"{problem.code}: {problem}")
