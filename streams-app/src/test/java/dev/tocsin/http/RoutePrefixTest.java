package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alertmanager's acceptance scenario of {@code --web.route-prefix}. */
class RoutePrefixTest {
    private static HttpApiFixture open() {
        return HttpApiFixture.open(HttpApiFixture.withRoutePrefix("/foo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/status",
                "/api/v2/alerts",
                "/api/v1/rules",
                "/metrics",
                "/-/healthy",
                "/-/ready",
                "/ui",
                "/ui/"
            })
    void allPathsAreBelowThePrefix(String path) {
        try (var api = open()) {
            assertThat(api.get("/foo" + path).statusCode()).isEqualTo(200);
            assertThat(api.get("/bar" + path).statusCode()).isEqualTo(404);
            assertThat(api.get(path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void rootRedirectsToThePrefix() {
        try (var api = open()) {
            var answer = api.get("/");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).contains("/foo/");
        }
    }

    @Test
    void pathParametersAndLinksWorkBelowThePrefix() {
        try (var api = open()) {
            assertThat(api.get("/foo/api/v2/silence/00000000-0000-4000-8000-000000000001")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(api.get("/foo/api/v2/silence/x").body()).contains("must be of type uuid");
            assertThat(api.get("/foo/api/v1/label/job/values").statusCode()).isEqualTo(200);
            assertThat(api.get("/foo/api/v1/query?query=(").statusCode()).isEqualTo(400);
            assertThat(api.get("/foo/").headers().firstValue("Location")).contains("ui/");
        }
    }
}
