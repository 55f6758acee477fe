package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.http.common.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryPlacesTest {
    private final QueryPlaces places = new QueryPlaces(2, Duration.ZERO);

    @Test
    void asManyRunAtOnceAsThereArePlaces() {
        assertThat(places.take(() -> places.take(() -> "both run"))).isEqualTo("both run");
    }

    @Test
    void oneMoreIsRefusedAndItsTurnComesLater() {
        assertThatThrownBy(() -> places.take(() -> places.take(() -> places.take(() -> "third"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("query timed out in query queue");
        assertThat(places.take(() -> "later")).isEqualTo("later");
    }

    @Test
    void aQueryThatFailsLeavesItsPlace() {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> places.take(() -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }
        assertThat(places.take(() -> "free")).isEqualTo("free");
    }
}
