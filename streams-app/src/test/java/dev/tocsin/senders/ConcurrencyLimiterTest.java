package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.limits.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {
    private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(2, Runnable::run);
    private final List<String> started = new ArrayList<>();

    private CompletableFuture<String> submit(String address, String name) {
        var done = new CompletableFuture<String>();
        limiter.submit(address, done, () -> started.add(name));
        return done;
    }

    @Test
    void finishedRequestStartsTheNextOfItsAddress() {
        var one = submit("a", "1");
        submit("a", "2");
        submit("a", "3");
        var other = submit("b", "b1");
        assertThat(started).containsExactly("1", "2", "b1");
        other.complete("");
        assertThat(started).containsExactly("1", "2", "b1");
        one.completeExceptionally(new IllegalStateException());
        assertThat(started).containsExactly("1", "2", "b1", "3");
    }

    @Test
    void cancelledQueuedRequestNeverStarts() {
        var one = submit("a", "1");
        var two = submit("a", "2");
        var tired = submit("a", "3");
        submit("a", "4");
        tired.cancel(true);
        one.complete("");
        two.complete("");
        assertThat(started).containsExactly("1", "2", "4");
        submit("a", "5");
        assertThat(started).as("4 and 5 are active").containsExactly("1", "2", "4", "5");
        submit("a", "6");
        assertThat(started).hasSize(4);
    }

    @Test
    void requestThatIsDoneAtOnceIsReleased() {
        for (var i = 0; i < 10; i++) {
            var done = new CompletableFuture<String>();
            limiter.submit("a", done, () -> done.complete(""));
        }
        submit("a", "1");
        submit("a", "2");
        assertThat(started).containsExactly("1", "2");
    }

    @Test
    void waitingRequestsOfAnAddressAreBounded() {
        var most = Limit.WAITING_DELIVERIES.intValue() + 2;
        for (var i = 0; i < most; i++) {
            assertThat(submit("dead", "" + i)).isNotDone();
        }
        assertThat(submit("dead", "one more")).isCompletedExceptionally();
        assertThat(submit("alive", "other")).isNotDone();
        assertThat(started).containsExactly("0", "1", "other");
    }
}
