"""Every chart. A new one is one file here and one line below."""

from __future__ import annotations

from gloss.analytics.charts.accuracy import Accuracy
from gloss.analytics.charts.base import LABELER, PROJECT, REVIEWER, TEAM, Chart
from gloss.analytics.charts.overall_projects import OverallProjects
from gloss.analytics.charts.remaining_files import RemainingFiles
from gloss.analytics.charts.throughput import Throughput
from gloss.analytics.charts.time_spent import TimeSpent
from gloss.core.registry import Registry

CHARTS: Registry[Chart] = Registry(
    "charts",
    OverallProjects("TEAM_OVERALL_PROJECTS"),
    RemainingFiles("TEAM_REMAINING_FILES"),
    Throughput("TEAM_THROUGHPUT", TEAM),
    TimeSpent("TEAM_TIME_SPENT", TEAM),
    Throughput("PROJECT_THROUGHPUT", PROJECT),
    TimeSpent("PROJECT_TIME_SPENT", PROJECT),
    Throughput("LABELER_THROUGHPUT", LABELER),
    Throughput("REVIEWER_THROUGHPUT", REVIEWER),
    Accuracy("TEAM_LABEL_ACCURACY"),
)
ACCURACY = "TEAM_LABEL_ACCURACY"
"""The chart that the label accuracy operations are about; the others list the rest."""
