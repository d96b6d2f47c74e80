"""Charts on the wire. They are computed when asked for, from counters and the log of acts."""

from __future__ import annotations

from typing import Any

from ariadne import QueryType

from gloss.analytics import access, exporting
from gloss.analytics.charts import ACCURACY, CHARTS
from gloss.analytics.charts.base import TEAM, shape, shape_row
from gloss.core.paging import page_of
from gloss.exports import service as exports

query = QueryType()
BINDINGS = [query]
DEFAULT_METHOD = "EMAIL"


@query.field("getCharts")
def get_charts(_: Any, info: Any, level: str, teamId: str) -> list[dict[str, Any]]:
    access.check_level(info.context.user, teamId, level)
    return [shape(chart) for key, chart in CHARTS.items() if chart.level == level and key != ACCURACY]


@query.field("getChartData")
def get_chart_data(_: Any, info: Any, id: str, input: dict[str, Any]) -> list[dict[str, Any]]:
    chart, scope = access.chart(info.context.user, id, input)
    return [shape_row(row) for row in chart.rows(scope)]


@query.field("getPaginatedChartData")
def get_chart_page(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    wanted, page = input["filter"], page_of(input)
    chart, scope = access.chart(info.context.user, wanted["chartId"], wanted)
    rows = chart.rows(scope)
    nodes = [shape_row(row) for row in rows[page.skip : page.skip + page.take]]
    return {"nodes": nodes, "totalCount": len(rows), "pageInfo": page.cursors(len(rows))}


@query.field("exportChart")
def export_chart(_: Any, info: Any, id: str, input: dict[str, Any], method: str | None = None) -> dict[str, Any]:
    context = info.context
    chart, scope = access.chart(context.user, id, input)
    request = exporting.request(chart, scope, dict(input), method or DEFAULT_METHOD, context.base_url)
    return exports.start(context.user, scope.team, request)


@query.field("getLabelAccuracyChart")
def get_accuracy_chart(_: Any, info: Any, teamId: str) -> list[dict[str, Any]]:
    access.check_level(info.context.user, teamId, TEAM)
    return [shape(CHARTS[ACCURACY])]


@query.field("getLabelAccuracyData")
def get_accuracy_data(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    return get_chart_data(_, info, ACCURACY, input)


query.set_field("exportLabelAccuracyChart", export_chart)
