package dev.tocsin.http.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.http.common.Endpoints.Access;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final String BASE = "/api/v1/tocsin";

    @Test
    void describesEveryRegisteredRouteWithItsRole() {
        try (var server = HttpApiFixture.open()) {
            var registered = server.endpoints().stream()
                    .filter(endpoint -> endpoint.path.startsWith(BASE + "/"))
                    .flatMap(OpenApiTest::operation)
                    .distinct()
                    .toList();
            assertThat(ApiOperation.all().stream()
                            .map(operation -> "%s %s %s"
                                    .formatted(operation.method(), BASE + operation.path(), operation.role())))
                    .containsExactlyInAnyOrderElementsOf(registered);
        }
    }

    private static Stream<String> operation(Endpoint endpoint) {
        var access = endpoint.metadata(Access.class);
        return access == null
                ? Stream.empty()
                : access.roles().entrySet().stream()
                        .filter(role -> role.getKey() == endpoint.method)
                        .map(role -> "%s %s %s"
                                .formatted(
                                        endpoint.method.name(),
                                        endpoint.path,
                                        role.getValue().toString().toLowerCase(Locale.ROOT)));
    }

    @Test
    void isADocumentOfOpenApi() throws IOException {
        try (var server = HttpApiFixture.open()) {
            var document = new ObjectMapper()
                    .readTree(server.get(BASE + "/openapi.json").body());
            assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
            var timeline = document.path("paths")
                    .path(BASE + "/alerts/{fingerprint}/timeline")
                    .path("get");
            assertThat(timeline.path("parameters").findValuesAsText("name"))
                    .containsExactly("fingerprint", "from", "to");
        }
    }
}
