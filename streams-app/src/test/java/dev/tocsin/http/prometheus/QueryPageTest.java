package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryPageTest {
    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void append() {
        api.samples.append(Labels.of("__name__", "up", "job", "<b>\"'"), HttpApiFixture.NOW.toEpochMilli(), 0.5);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graph", "/query"})
    void linkOfARuleAlertLeadsToTheResultOfItsExpression(String path) {
        var answer = api.get(path + "?g0.expr=" + encoded("up < 1") + "&g0.tab=1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.body())
                .contains("rows=\"4\" aria-label=\"PromQL expression\">up &lt; 1</textarea>")
                .contains("1 result at 2026-01-01T12:00:00Z")
                .contains("<tr><td><code>up{job=&quot;&lt;b&gt;\\&quot;&#39;&quot;}</code></td><td>0.5</td></tr>");
    }

    @Test
    void pageWithoutAQueryHasTheForm() {
        assertThat(api.get("/graph").body()).contains("<form method=\"get\">").doesNotContain("<table>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up[5m]", "1", "\"text\"", "up offset 1d"})
    void everyKindOfResultIsShown(String expr) {
        assertThat(api.get("/graph?g0.expr=" + encoded(expr)).body()).contains("<table>");
    }

    @Test
    void resultIsAsOfTheGivenTime() {
        assertThat(api.get("/graph?g0.expr=up&g0.moment_input=" + encoded("2026-01-01 11:59:59"))
                        .body())
                .contains("0 results at 2026-01-01T11:59:59Z");
        assertThat(api.get("/graph?g0.expr=up&g0.moment_input=yesterday").body())
                .contains("the time is not valid");
    }

    @Test
    void errorIsShownEscaped() {
        var page = api.get("/graph?g0.expr=" + encoded("</textarea><script>alert(1)</script>"))
                .body();
        assertThat(page).contains("parse error: ").doesNotContain("<script>");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
