package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.Html;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoTime;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code /graph} and {@code /query}: a page with a form and the result of a query as a table. The links of rule alerts
 * ({@code generatorURL}) lead to it. It needs no script.
 */
record QueryPage(QueryResource queries, InstantSource clock) {
    /** Further rows are only counted. */
    private static final int MAX_ROWS = 1_000;

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Tocsin: query</title>
            <style>
            body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
            textarea { width: 100%%; box-sizing: border-box; font-family: monospace }
            table { border-collapse: collapse }
            td { border-top: 1px solid #ccc; padding: 0.2em 1em 0.2em 0; vertical-align: top }
            code { overflow-wrap: anywhere }
            small { color: #666 }
            </style>
            </head>
            <body>
            <h1>Query</h1>
            <form method="get">
            <p><textarea name="g0.expr" rows="4" aria-label="PromQL expression">%1$s</textarea></p>
            <p><label>Time <input name="g0.moment_input" value="%2$s" placeholder="now"></label>
            <button>Evaluate</button> <small>seconds since 1970, or a time such as 2026-01-02T15:04:05Z</small></p>
            </form>
            %3$s
            </body>
            </html>
            """;

    private record Row(String labels, String value) {}

    void show(Context request, PrometheusParameters parameters) {
        var text = parameters.query("g0.expr");
        var result = text.isEmpty() ? "" : result(text, parameters);
        request.status(200)
                .contentType("text/html; charset=utf-8")
                .result(PAGE.formatted(
                        Html.escape(text),
                        Html.escape(parameters.find("g0.moment_input").orElse("")),
                        result));
    }

    private String result(String text, PrometheusParameters parameters) {
        try {
            var at = time(parameters);
            return queries.instant(text, at, result -> table(rows(result.value()), at));
        } catch (ApiException e) {
            return "<p><strong>%s</strong></p>".formatted(Html.escape(errorOf(e)));
        }
    }

    private static String errorOf(ApiException e) {
        return e.body() instanceof ResponseEnvelope envelope ? envelope.error() : e.getMessage();
    }

    // Prometheus's page writes its time as 2026-01-02 15:04:05, in UTC.
    private Instant time(PrometheusParameters parameters) {
        var given = parameters.find("g0.moment_input").orElse("").strip();
        if (given.isEmpty()) {
            return clock.instant();
        }
        var isPlain = given.matches("[0-9-]{10} [0-9:]{8}");
        try {
            return PrometheusTime.parse(isPlain ? given.replace(' ', 'T') + "Z" : given);
        } catch (IllegalArgumentException e) {
            throw ResponseEnvelope.badData("the time is not valid");
        }
    }

    private static String table(List<Row> rows, Instant at) {
        var shown = new StringBuilder("<p><small>%d %s at %s</small></p>\n<table>\n"
                .formatted(rows.size(), rows.size() == 1 ? "result" : "results", GoTime.format(at)));
        rows.stream()
                .limit(MAX_ROWS)
                .forEach(row -> shown.append("<tr><td><code>%s</code></td><td>%s</td></tr>\n"
                        .formatted(Html.escape(row.labels()), Html.escape(row.value()))));
        shown.append("</table>");
        if (rows.size() > MAX_ROWS) {
            shown.append("\n<p>and %d more</p>".formatted(rows.size() - MAX_ROWS));
        }
        return shown.toString();
    }

    private static List<Row> rows(Value value) {
        return value.match(new Value.Cases<List<Row>>() {
            @Override
            public List<Row> scalar(Value.Scalar scalar) {
                return List.of(new Row("scalar", GoFloat.api(scalar.value())));
            }

            @Override
            public List<Row> vector(Value.Vector vector) {
                return vector.elements().stream().map(QueryPage::row).toList();
            }

            @Override
            public List<Row> matrix(Value.Matrix matrix) {
                return matrix.series().stream().map(QueryPage::row).toList();
            }

            @Override
            public List<Row> text(Value.Text text) {
                return List.of(new Row("string", text.text()));
            }
        });
    }

    private static Row row(Value.Element element) {
        var value = element.histogram().map(Object::toString).orElseGet(() -> GoFloat.api(element.value()));
        return new Row(text(element.labels()), value);
    }

    /** A row with the newest samples of a series. */
    private static Row row(Series series) {
        var shown = 10;
        var from = Math.max(series.from(), series.to() - shown);
        var samples = new ArrayList<String>();
        if (from > series.from()) {
            samples.add("%d older;".formatted(from - series.from()));
        }
        IntStream.range(from, series.to())
                .mapToObj(
                        i -> (series.isHistogram(i) ? series.histogram(i).toString() : GoFloat.api(series.values()[i]))
                                + " @"
                                + series.times()[i] / 1000.0)
                .forEach(samples::add);
        return new Row(text(series.labels()), String.join(" ", samples));
    }

    private static String text(Labels labels) {
        return labels.metricName() + labels.with(Labels.NAME, "");
    }
}
