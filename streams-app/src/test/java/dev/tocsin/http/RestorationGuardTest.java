package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints.Access;
import dev.tocsin.http.common.InstanceStatus;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RestorationGuardTest {
    /** Paths about the instance itself, and those whose answer does not depend on the shared topics. */
    private static final Pattern ANY_TIME = Pattern.compile(
            "/|/graph|/query|/ui(/.*)?|/version|/api/v2/status"
                    + "|(/prometheus)?/api/v1/(status(/(?!tsdb).*)?|alertmanagers|format_query|parse_query|notifications)"
                    + "|(/prometheus)?/api/v1/(scrape_pools|targets|receivers|silences|silence/.*)"
                    + "|(/prometheus)?/api/v1/tocsin/(skipped-records|agreement|sources|data-sources|summary|events|members|tokens)");

    @Test
    void noReadAnswersFromAnIncompleteReplica() {
        try (var api = HttpApiFixture.open()) {
            api.status = new InstanceStatus(
                    List.of("reading"),
                    false,
                    HttpApiFixture.members("one"),
                    "",
                    0,
                    "the topics are being read",
                    List.of());
            var answered = new TreeSet<String>();
            for (var endpoint : api.endpoints()) {
                var access = endpoint.metadata(Access.class);
                if (!endpoint.method.equals(HandlerType.GET)
                        || access == null
                        || access.roles().get(HandlerType.GET) != Role.VIEWER) {
                    continue;
                }
                var path = endpoint.path.replaceAll("\\{[a-z]+}|<path>", "x");
                for (var variant : path.endsWith("/") ? List.of(path) : List.of(path, path + "/")) {
                    if (api.statusCode("GET", variant) != 503
                            && !ANY_TIME.matcher(path).matches()) {
                        answered.add(variant);
                    }
                }
            }
            assertThat(answered).isEmpty();
        }
    }
}
