package dev.tocsin.notifier;

import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One flush of one slot, as the claim protocol sees it: what is asked again and again until it is settled. */
interface Errand {
    Slot slot();

    /** Mutes by what is silenced now and decides by what was sent until now. */
    News ask();

    /** Never fails; a receiver that does not take it is an ordinary {@link Outcome}. */
    CompletableFuture<Outcome> deliver(News news);

    /** What to remember once it is delivered. Without a claim id, it was sent in isolation. */
    Sent record(News news, Outcome.Delivered delivered, String claimId, Instant notifiedAt, Account account);

    /** What the alerts of the group have in common. */
    Map<String, String> groupLabels();

    /** How long to wait after so many failed attempts before the next one. */
    Duration pauseAfter(int failures);
}
