package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryGateTest {
    private final QueryGate gate = new QueryGate(2, 1, Duration.ZERO, new Telemetry("1"));

    @Test
    void limitedNumberOfQueriesRunsConcurrently() {
        assertThat(gate.run(() -> gate.run(() -> "both run"))).isEqualTo("both run");
    }

    @Test
    void queryAboveTheLimitIsRejectedAndCanRunLater() {
        assertThatThrownBy(() -> gate.run(() -> gate.run(() -> gate.run(() -> "third"))))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("query timed out in query queue");
        assertThat(gate.run(() -> "later")).isEqualTo("later");
    }

    @Test
    void failedQueryReleasesItsPermit() {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> gate.run(() -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }
        assertThat(gate.run(() -> "free")).isEqualTo("free");
    }
}
