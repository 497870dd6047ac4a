"""Reads every CSV below the folders given with DuckDB (strict) and pandas, both as they come.

Fails when one of them refuses a file, finds another number of rows or columns than Python's own
reader, takes a column of numbers for text, or changes a cell of hostile.csv.
"""
import csv, math, pathlib, sys
import duckdb, pandas

faults, seen = [], []
for folder in sys.argv[1:]:
    for path in sorted(pathlib.Path(folder).rglob("*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file, strict=True))
        seen.append(path.name)
        try:
            duck = duckdb.connect().execute("SELECT * FROM read_csv(?)", [str(path)])
            names, found = [one[0] for one in duck.description], duck.fetchall()
            panda = pandas.read_csv(path)
        except Exception as error:
            faults.append(f"{path}: {error}")
            continue
        if names != header or len(found) != len(rows):
            faults.append(f"{path}: DuckDB has {names} x {len(found)}, not {header} x {len(rows)}")
        if list(panda.columns) != header or len(panda) != len(rows):
            faults.append(f"{path}: pandas has {list(panda.columns)} x {len(panda)}")
        for index, name in enumerate(header):
            cells = [row[index] for row in rows if row[index] != ""]
            try:
                numbers = [float(cell) for cell in cells]
            except ValueError:
                continue
            if any(not math.isfinite(number) for number in numbers):
                faults.append(f"{path}: `{name}` holds what is not a number")
            if cells and panda[name].dtype.kind not in "iuf":
                faults.append(f"{path}: pandas takes `{name}` for {panda[name].dtype}")
            if cells and any(isinstance(row[index], str) for row in found):
                faults.append(f"{path}: DuckDB takes `{name}` for text")
        if path.name == "hostile.csv":
            for row, mine in zip(found, rows):
                if row[0] != mine[0]:
                    faults.append(f"{path}: DuckDB reads {row[0]!r} for {mine[0]!r}")
print(f"{len(seen)} files: {' '.join(seen)}")
print("\n".join(faults))
sys.exit(1 if faults or not seen else 0)
