package dev.tocsin.notifier;

import dev.tocsin.notification.log.Member;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What an instance does for the cluster besides notifying: it says that it lives, and tidies the log. Runs on the office's loop. */
final class Membership {
    private final Predecessor predecessor;
    private final Heartbeat heartbeat;
    private final Forgetting forgetting;

    /**
     * @param self this instance, as the others will see it
     * @param heartbeatEvery how often it says that it lives
     */
    Membership(Office office, Member self, Duration heartbeatEvery) {
        predecessor = new Predecessor(office);
        heartbeat = new Heartbeat(office, self, heartbeatEvery);
        forgetting = new Forgetting(office);
    }

    /** To be asked for before anything is claimed. */
    void begin() {
        predecessor.giveBack();
        heartbeat.beat();
        forgetting.begin();
    }

    /** It will leave: nothing more is begun, but it lives yet. */
    void retire() {
        forgetting.stop();
    }

    /** Its last word. Done once the log has it: nobody need wait for this instance from now on. */
    CompletableFuture<Void> leave() {
        return heartbeat.leave();
    }
}
