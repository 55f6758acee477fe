package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.silences.SilencePolicy;
import dev.tocsin.notification.silences.SilenceRule;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SilencePolicyApiTest {
    private static final SilencePolicy TEAM_A = new SilencePolicy(List.of(new SilenceRule(
            "team a",
            SilenceRule.Action.ALLOW,
            SilenceRule.Who.EVERYBODY,
            MatcherParser.FALLBACK.parseList("team=\"a\""),
            new SilenceRule.Limits(Duration.ofHours(4), 0, false, 1),
            "")));

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aRefusedSilenceIsAnsweredWithTheRuleAndNotStored() {
        api.policy = TEAM_A;
        var refused = silence("", "b", "2026-01-01T13:00:00Z");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains(
                        "silence policy: an anonymous user may not do this. rule 'team a': the silence must be limited");
        assertThat(api.get("/api/v2/silences").body()).isEqualTo("[]\n");
        assertThat(api.audited).extracting(AuditEntry::outcome).containsExactly(Outcome.REFUSED);
        assertThat(api.audited.get(0).actor()).isEqualTo(new AuditEntry.Actor("", "anonymous", "127.0.0.1"));
    }

    @Test
    void aSilenceCannotBeExtendedBeyondTheLongestDurationNorExpiredOutsideOfTheScope() {
        api.policy = TEAM_A;
        var id = id(silence("", "a", "2026-01-01T15:00:00Z"));
        assertThat(silence(id, "a", "2026-01-01T16:00:00Z").statusCode()).isEqualTo(200);
        assertThat(silence(id, "a", "2026-01-01T16:00:01Z").body()).contains("at most 4h is allowed");

        api.policy = SilencePolicy.NONE;
        var other = id(silence("", "b", "2026-01-01T15:00:00Z"));
        api.policy = TEAM_A;
        var refused = api.send("DELETE", "/api/v2/silence/" + other, BodyPublishers.noBody());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("rule 'team a'");
        assertThat(api.get("/api/v2/silence/" + other).body()).contains("active");
        assertThat(api.send("DELETE", "/api/v2/silence/" + id, BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nothingChangesWithoutAnAuditRecord() {
        api.isAuditWritable = false;
        var refused = silence("", "a", "2026-01-01T15:00:00Z");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body())
                .contains("nothing was changed, because the audit record could not be stored (no broker)");
        assertThat(api.get("/api/v2/silences").body()).isEqualTo("[]\n");
    }

    private HttpResponse<String> silence(String id, String team, String end) {
        return api.postJson("/api/v2/silences", """
                {"id": "%s", "matchers": [{"name": "team", "value": "%s", "isRegex": false}],
                 "startsAt": "2026-01-01T12:00:00Z", "endsAt": "%s", "createdBy": "me", "comment": "c"}
                """.formatted(id, team, end));
    }

    private static String id(HttpResponse<String> made) {
        assertThat(made.statusCode()).isEqualTo(200);
        return made.body().replaceAll(".*\"silenceID\":\"([^\"]*)\".*\n", "$1");
    }
}
