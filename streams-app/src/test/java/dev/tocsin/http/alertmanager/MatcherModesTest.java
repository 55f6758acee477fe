package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.MatcherParser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Alertmanager's acceptance scenarios of its feature flags, and further effects of the notation of matchers. */
class MatcherModesTest {
    private static HttpResponse<String> postAlert(HttpApiFixture api, String label) {
        return api.postJson(
                "/api/v2/alerts", "[{\"labels\": {\"alertname\": \"a\", \"%s\": \"b🙂\"}}]".formatted(label));
    }

    private static HttpResponse<String> postSilence(HttpApiFixture api, String label) {
        return api.postJson("/api/v2/silences", """
                {"matchers": [{"name": "a", "value": "b", "isRegex": false},
                              {"name": "%s", "value": "bar🙂", "isRegex": false}],
                 "startsAt": "2026-01-01T12:00:00Z", "endsAt": "2026-01-02T12:00:00Z", "createdBy": "", "comment": ""}
                """.formatted(label));
    }

    @Test
    void classicModeAcceptsClassicNames() {
        try (var api = HttpApiFixture.openWithMatchers(MatcherParser.CLASSIC)) {
            assertThat(postAlert(api, "foo").statusCode()).isEqualTo(200);
            assertThat(postSilence(api, "foo").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void classicModeRejectsUtf8Names() {
        try (var api = HttpApiFixture.openWithMatchers(MatcherParser.CLASSIC)) {
            var alert = postAlert(api, "Σ");
            assertThat(alert.statusCode()).isEqualTo(400);
            assertThat(alert.body()).contains("invalid label set: invalid name");
            assertThat(api.alertCount()).isZero();

            var silence = postSilence(api, "fooΣ");
            assertThat(silence.statusCode()).isEqualTo(400);
            assertThat(silence.body())
                    .contains("invalid silence: invalid label matcher 1 in set 0: invalid label name");
            assertThat(api.log.silences().all()).isEmpty();
        }
    }

    @Test
    void otherModesAcceptUtf8Names() {
        for (var mode : new MatcherParser[] {MatcherParser.FALLBACK, MatcherParser.UTF8}) {
            try (var api = HttpApiFixture.openWithMatchers(mode)) {
                assertThat(postAlert(api, "Σ").statusCode()).as("%s", mode).isEqualTo(200);
                assertThat(postSilence(api, "fooΣ").statusCode()).as("%s", mode).isEqualTo(200);
            }
        }
    }

    @Test
    void filtersHaveTheNotationOfTheMode() {
        var classicOnly = "/api/v2/alerts?filter=foo%3D";
        var newOnly = "/api/v2/alerts?filter=%22a%20b%22%3Dc";
        try (var fallback = HttpApiFixture.openWithMatchers(MatcherParser.FALLBACK);
                var classic = HttpApiFixture.openWithMatchers(MatcherParser.CLASSIC);
                var strict = HttpApiFixture.openWithMatchers(MatcherParser.UTF8)) {
            assertThat(fallback.get(classicOnly).statusCode()).isEqualTo(200);
            assertThat(fallback.get(newOnly).statusCode()).isEqualTo(200);
            assertThat(classic.get(classicOnly).statusCode()).isEqualTo(200);
            assertThat(classic.get(newOnly).body()).contains("bad matcher format");
            assertThat(strict.get(classicOnly).body()).contains("expected label value");
            assertThat(strict.get(newOnly).statusCode()).isEqualTo(200);
        }
    }
}
