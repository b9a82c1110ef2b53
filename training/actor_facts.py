"""Known actors: from the CAMEO/Phoenix actor dictionaries and REIGN to the file the package ships.

``python -m training.actor_facts FOLDER`` reads ``Phoenix.*.actors.txt`` (Open Event Data Alliance, MIT) and ``reign-leaders-2021-03.csv``
(One Earth Future, MIT as distributed with the dictionaries) in FOLDER and writes ``src/dateline/knowledge/data/actors.tsv.gz``: a line a
name, sorted by the name's key, with its roles, each "country sector office from to" parted by spaces, roles by "|"; "-" stands for
nothing, days are YYYYMMDD. Newer office-holders stand in ``leaders.tsv`` beside it, which people edit.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dateline.knowledge.countries import countries
from dateline.knowledge.wordings import name_key

DESTINATION = Path(__file__).resolve().parent.parent / "src/dateline/knowledge/data/actors.tsv.gz"

_CODE = re.compile(r"\[([A-Z-]{3,})\s*([<>]?)\s*(\d{6,8})?\s*(?:-\s*(\d{6,8}))?\s*\]")

_COUNTRIES = {
    "ROM": "ROU", "TMP": "TLS", "KSV": "XKX", "KNT": "KNA", "FRY": "YUG", "BUD": "BDI", "ZAR": "COD", "USR": "SUN", "GZA": "PSE",
    "PAL": "PSE",
    "EUR": "IGO",
}  # fmt: skip
_SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "INS": "REB", "SEP": "REB", "OPP": "OPP", "PTY": "PTY", "COP": "COP", "JUD": "JUD",
    "LEG": "LEG",
    "SPY": "SPY", "ELI": "ELI", "CVL": "CVL", "EDU": "EDU", "MED": "JRN", "HLH": "MED", "BUS": "BUS", "LAB": "LAB", "AGR": "AGR",
    "REF": "REF",
    "CRM": "CRM", "REL": "REL", "UAF": "UAF", "HRI": "SOC", "ENV": "SOC", "IMG": "REB", "RAD": "REB",
}  # fmt: skip
_COW = {
    "AAB": "ATG", "ALG": "DZA", "ANG": "AGO", "AUL": "AUS", "AUS": "AUT", "BAH": "BHS", "BAR": "BRB", "BFO": "BFA", "BHM": "BHS",
    "BHU": "BTN", "BNG": "BGD",
    "BOS": "BIH", "BOT": "BWA", "BRU": "BRN", "BUI": "BDI", "BUL": "BGR", "CAM": "KHM", "CAO": "CMR", "CAP": "CPV", "CDI": "CIV",
    "CEN": "CAF",
    "CHA": "TCD", "CON": "COG", "COS": "CRI", "CRO": "HRV", "CZE": "CSK", "CZR": "CZE", "DEN": "DNK", "DRC": "COD", "DRV": "VNM",
    "EQG": "GNQ",
    "ETM": "TLS", "FIJ": "FJI", "FRN": "FRA", "GAM": "GMB", "GDR": "DDR", "GFR": "DEU", "GMY": "DEU", "GRG": "GEO", "GRN": "GRD",
    "GUA": "GTM",
    "GUI": "GIN", "HAI": "HTI", "HON": "HND", "ICE": "ISL", "INS": "IDN", "IRE": "IRL", "KUR": "KWT", "KYR": "KGZ", "KZK": "KAZ",
    "LAT": "LVA",
    "LEB": "LBN", "LES": "LSO", "LIB": "LBY", "LIT": "LTU", "MAA": "MRT", "MAC": "MKD", "MAD": "MDV", "MAG": "MDG", "MAL": "MYS",
    "MAS": "MUS",
    "MAW": "MWI", "MLD": "MDA", "MNC": "MCO", "MON": "MNG", "MOR": "MAR", "MSI": "MHL", "MYA": "MMR", "MZM": "MOZ", "NAU": "NRU",
    "NEP": "NPL",
    "NEW": "NZL", "NIG": "NGA", "NIR": "NER", "NTH": "NLD", "OMA": "OMN", "PAL": "PLW", "PAR": "PRY", "PHI": "PHL", "POR": "PRT",
    "ROK": "KOR",
    "ROM": "ROU", "RVN": "VNM", "SAF": "ZAF", "SAL": "SLV", "SEY": "SYC", "SIE": "SLE", "SIN": "SGP", "SKN": "KNA", "SLO": "SVK",
    "SLU": "LCA",
    "SLV": "SVN", "SNM": "SMR", "SOL": "SLB", "SPN": "ESP", "SRI": "LKA", "SUD": "SDN", "SVG": "VCT", "SWA": "SWZ", "SWD": "SWE",
    "SWZ": "CHE",
    "TAJ": "TJK", "TAZ": "TZA", "THI": "THA", "TOG": "TGO", "TRI": "TTO", "UAE": "ARE", "UKG": "GBR", "UKR": "UKR", "URU": "URY",
    "VAN": "VUT",
    "YAR": "YEM", "YPR": "YMD", "ZAM": "ZMB", "ZIM": "ZWE",
}  # fmt: skip
"""Abbreviations of the Correlates of War project that differ from ISO 3166."""

_NOT_NAMES = re.compile(r"^(president|prime minister|king|queen|minister|general|sheikh|mr|secretary general|secretary-general) ", re.I)


class Fact(NamedTuple):
    """One role of a name: ISO country, PLOVER sector, office, first and last day as YYYYMMDD; empty where not known."""

    country: str
    sector: str
    office: str
    first: str
    last: str


def dictionary_facts(text: str) -> Iterator[tuple[str, Fact]]:
    """Names with roles from one actor dictionary in TABARI's format."""
    names: list[str] = []
    coded = False
    for raw in text.splitlines():
        line = raw.split("#")[0].split(";")[0].rstrip()
        if not line.strip():
            continue
        bracket = line.find("[")
        name = (line if bracket < 0 else line[:bracket]).strip().lstrip("+").replace("_", " ").strip()
        if name:
            if not line.lstrip().startswith("+") and coded:
                names = []
            coded = False
            if not line[0].isspace():
                names.append(re.sub(r"\s*\(.*\)", "", name).strip())
        for code, sign, first, last in _CODE.findall(line):
            coded = True
            fact = _fact(code, sign, first, last)
            if fact is not None:
                for known in names:
                    yield known, fact


def _fact(code: str, sign: str, first: str, last: str) -> Fact | None:
    country = _COUNTRIES.get(code[:3], code[:3])
    rest = [code[i : i + 3] for i in range(3, len(code) - 2, 3)]
    if country == "IGO" and rest[:1] == ["UNO"]:
        country, rest = "UNO", rest[1:]
    sectors = [_SECTORS[part] for part in rest if part in _SECTORS]
    if country in ("IMG", "INT", "ISM", "MEA", "SAS", "KKL", "AFR", "ASA"):
        country = ""
    elif country not in countries().by_code and country not in ("IGO", "UNO", "NGO", "MNC"):
        return None
    sector = sectors[0] if sectors else ("REB" if code.startswith("IMG") else "BUS" if country == "MNC" else "")
    if not sector and country not in ("IGO", "UNO", "NGO"):
        return None
    start, end = _day(first), _day(last)
    if sign == "<":
        start, end = "", start
    return Fact(country, sector, "", start, end)


def _day(digits: str) -> str:
    if not digits:
        return ""
    if len(digits) == 8:
        return digits
    if len(digits) != 6:
        return ""
    return ("20" if int(digits[:2]) <= 20 else "19") + digits


def leader_facts(path: Path) -> Iterator[tuple[str, Fact]]:
    """Heads of government and state from REIGN's list."""
    with path.open(encoding="latin-1", newline="") as stream:
        for row in csv.DictReader(stream):
            name = re.sub(r"\(.*?\)", "", row["leader"]).strip()
            country = _COW.get(row["stateabb"], row["stateabb"])
            if country not in countries().by_code or not name:
                continue
            first = f"{int(row['syear']):04d}{int(row['smonth']):02d}{int(row['sdate']):02d}"
            last = f"{int(row['eyear']):04d}{int(row['emonth']):02d}31" if row["eyear"] and row["emonth"] else ""
            yield name, Fact(country, "GOV", "leader", first, last)


def collect(folder: Path) -> dict[str, list[Fact]]:
    """All names by their key, with their roles."""
    found: dict[str, list[Fact]] = {}
    sources: list[tuple[str, Fact]] = list(leader_facts(folder / "reign-leaders-2021-03.csv"))
    for path in sorted(folder.glob("Phoenix.*.actors.txt")):
        sources.extend(dictionary_facts(path.read_text(encoding="latin-1")))
    for name, fact in sources:
        name = _NOT_NAMES.sub("", name)
        key = name_key(name)
        single = " " not in key
        if len(key) < 3 or any(c.isdigit() for c in key) or (single and fact.office != "leader"):
            continue
        facts = found.setdefault(key, [])
        if fact not in facts:
            facts.append(fact)
    return found


def write(found: dict[str, list[Fact]], destination: Path) -> None:
    """The file of the package, the same bytes for the same facts."""
    lines = []
    for key in sorted(found):
        roles = "|".join(" ".join(cell or "-" for cell in fact) for fact in found[key])
        lines.append(f"{key}\t{roles}")
    destination.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


def main() -> None:
    """Compile the folder named on the command line."""
    found = collect(Path(sys.argv[1]))
    write(found, DESTINATION)
    sys.stderr.write(f"{len(found)} names, {DESTINATION.stat().st_size} bytes in {DESTINATION}\n")


if __name__ == "__main__":
    main()
