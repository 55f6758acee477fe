package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes = new Lanes(2, Runnable::run);
    private final List<String> begun = new ArrayList<>();

    private CompletableFuture<String> enter(String address, String name) {
        var done = new CompletableFuture<String>();
        lanes.enter(address, done, () -> begun.add(name));
        return done;
    }

    @Test
    void whoeverLeavesMakesRoomForTheNextOfTheSameAddress() {
        var one = enter("a", "1");
        enter("a", "2");
        enter("a", "3");
        var other = enter("b", "b1");
        assertThat(begun).containsExactly("1", "2", "b1");
        other.complete("");
        assertThat(begun).containsExactly("1", "2", "b1");
        one.completeExceptionally(new IllegalStateException());
        assertThat(begun).containsExactly("1", "2", "b1", "3");
    }

    @Test
    void whoGivesUpWhileWaitingNeverBeginsAndTakesNoRoom() {
        var one = enter("a", "1");
        var two = enter("a", "2");
        var tired = enter("a", "3");
        enter("a", "4");
        tired.cancel(true);
        one.complete("");
        two.complete("");
        assertThat(begun).containsExactly("1", "2", "4");
        enter("a", "5");
        assertThat(begun).as("4 and 5 are inside").containsExactly("1", "2", "4", "5");
        enter("a", "6");
        assertThat(begun).hasSize(4);
    }

    @Test
    void whoIsDoneAtOnceLeavesAtOnce() {
        for (var i = 0; i < 10; i++) {
            var done = new CompletableFuture<String>();
            lanes.enter("a", done, () -> done.complete(""));
        }
        enter("a", "1");
        enter("a", "2");
        assertThat(begun).containsExactly("1", "2");
    }
}
