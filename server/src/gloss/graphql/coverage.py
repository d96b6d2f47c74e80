"""Which operations of the wire are carried out. ``gloss schema --coverage`` prints it; start-up checks it."""

from __future__ import annotations

from pathlib import Path

OUT_OF_SCOPE = frozenset(
    """
    verifyBetaKey requestDemo submitEmail awsMarketplaceSubscription awsMarketplaceReportMeteredRecords
    checkForMaliciousSite checkLlmVectorStoreSourceRules attemptTeamAction
    """.split()
)
"""The vendor's own business: the fields exist, so that the schema stays complete, and answer NOT_FOUND."""

_PLANNED_FILE = Path(__file__).with_name("not_implemented.txt")


def planned() -> frozenset[str]:
    """Operations declared but not built yet, one per line in ``not_implemented.txt``."""
    return frozenset(line for line in _PLANNED_FILE.read_text().split() if line)


def check(missing: set[str]) -> None:
    """Compare the operations without resolver with the lists.

    Raises:
        RuntimeError: an unlisted operation lacks a resolver, or a listed one has one.
    """
    listed = planned() | OUT_OF_SCOPE
    wrong = sorted(missing - listed), sorted(listed - missing)
    if wrong != ([], []):
        raise RuntimeError(
            f"graphql/not_implemented.txt is out of date: no resolver for {wrong[0]}, resolver present for {wrong[1]}."
        )


def report(names: set[str]) -> dict[str, list[str]]:
    """Sort operation ``names`` into implemented, notImplemented and outOfScope."""
    todo = planned()
    return {
        "implemented": sorted(names - todo - OUT_OF_SCOPE),
        "notImplemented": sorted(names & todo),
        "outOfScope": sorted(names & OUT_OF_SCOPE),
    }
