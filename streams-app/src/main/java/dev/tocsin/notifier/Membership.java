package dev.tocsin.notifier;

import dev.tocsin.notification.log.Member;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What an instance does for the cluster besides notifying: it says that it lives, and tidies the log. Runs on the office's loop. */
final class Membership {
    private final StaleClaims staleClaims;
    private final Heartbeat heartbeat;
    private final NflogGc nflogGc;

    /**
     * @param self this instance, as the others will see it
     * @param heartbeatEvery how often it says that it lives
     */
    Membership(NotifierContext office, Member self, Duration heartbeatEvery) {
        staleClaims = new StaleClaims(office);
        heartbeat = new Heartbeat(office, self, heartbeatEvery);
        nflogGc = new NflogGc(office);
    }

    /** To be asked for before anything is claimed. */
    void start() {
        staleClaims.release();
        heartbeat.send();
        nflogGc.start();
    }

    /** It will leave: nothing more is begun, but it lives yet. */
    void prepareToLeave() {
        nflogGc.stop();
    }

    /** Its last word. Done once the log has it: nobody need wait for this instance from now on. */
    CompletableFuture<Void> leave() {
        return heartbeat.leave();
    }
}
