package dev.tocsin.notification.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotStateTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Slot SLOT = new Slot("{}:{alertname=\"HighCPU\"}", "team-x", "webhook", 0);
    private static final SlotState FREE = SlotState.initial(SLOT);

    @Test
    void textOfSlotIsAlertmanagersNflogKey() {
        assertThat(SLOT).hasToString("{}:{alertname=\"HighCPU\"}:team-x/webhook/0");
    }

    @ParameterizedTest(name = "a holds since 0 for 10 s; {0} claims at {1}: {2} holds")
    @CsvSource({"b, 5, a", "b, 10, a", "b, 10.001, b", "a, 5, a", "a, 60, a", "b, 60, b"})
    void firstClaimWinsUntilItsLeaseEnds(String claimId, double at, String expected) {
        var held = FREE.claimed(claim("a"), T0);
        assertThat(held.claimed(claim(claimId), at(at)).holder().claimId()).isEqualTo(expected);
    }

    @Test
    void voidClaimChangesNothing() {
        var held = FREE.claimed(claim("a"), T0);
        assertThat(held.claimed(claim("b"), at(1))).isSameAs(held);
    }

    @Test
    void renewalExtendsLease() {
        var held = FREE.claimed(claim("a"), T0).claimed(claim("a"), at(8));
        assertThat(held.holder().isLiveAt(at(18))).isTrue();
        assertThat(held.holder().isLiveAt(at(18.001))).isFalse();
    }

    @Test
    void renewalByBrokerWithSlowClockDoesNotShortenLease() {
        var held = FREE.claimed(claim("a"), at(5));
        assertThat(held.claimed(claim("a"), at(3)).holder().renewedAt()).isEqualTo(at(5));
    }

    @Test
    void entryIsStoredAndFreesItsOwnClaim() {
        var after = FREE.claimed(claim("a"), T0).sent(sent("a", 1));
        assertThat(after).isEqualTo(new SlotState(sent("a", 1), ClaimHolder.NONE));
    }

    @Test
    void entryOfExpiredClaimIsStoredButDoesNotFreeNewHolder() {
        var taken = FREE.claimed(claim("a"), T0).claimed(claim("b"), at(11));
        var after = taken.sent(sent("a", 12));
        assertThat(after.nflogEntry()).isEqualTo(sent("a", 12));
        assertThat(after.isHeldBy("b")).isTrue();
    }

    @Test
    void olderIsolatedEntryDoesNotReplaceNewerEntry() {
        var newer = FREE.claimed(claim("a"), T0).sent(sent("a", 5));
        assertThat(newer.sent(sent("isolated", 3))).isSameAs(newer);
        assertThat(newer.sent(sent("isolated", 6)).nflogEntry().claimId()).isEqualTo("isolated");
    }

    @Test
    void entryOfHolderReplacesEarlierEntryWhateverTheTimestamps() {
        var ahead = FREE.claimed(claim("a"), T0).sent(sent("a", 3600));
        var after = ahead.claimed(claim("b"), at(60)).sent(sent("b", 61));
        assertThat(after).isEqualTo(new SlotState(sent("b", 61), ClaimHolder.NONE));
    }

    @Test
    void lateEntryOfPausedHolderDoesNotReplaceIsolatedEntry() {
        var meanwhile = FREE.claimed(claim("a"), T0).sent(sent("isolated", 60));
        var after = meanwhile.sent(sent("a", 1));
        assertThat(after).isEqualTo(new SlotState(sent("isolated", 60), ClaimHolder.NONE));
    }

    @Test
    void renewalAfterEntryOfItsClaimIsVoid() {
        var done = FREE.claimed(claim("a"), T0).sent(sent("a", 1));
        assertThat(done.claimed(claim("a"), at(2))).isSameAs(done);
    }

    @Test
    void onlyHolderCanRelease() {
        var held = FREE.claimed(claim("a"), T0);
        assertThat(held.released(new ClaimReleased(SLOT, "b", "instance-b", "no answer")))
                .isSameAs(held);
        assertThat(held.released(new ClaimReleased(SLOT, "a", "instance-a", "no answer")))
                .isEqualTo(FREE);
    }

    @Test
    void tombstoneRemovesExpiredClaimButNotLiveOne() {
        var held = FREE.claimed(claim("a"), T0);
        assertThat(held.deleteClaim(at(10))).isSameAs(held);
        assertThat(held.deleteClaim(at(10.001)).isInitial()).isTrue();
        assertThat(FREE.deleteClaim(T0)).isSameAs(FREE);
    }

    @Test
    void tombstoneOnEntryKeepsClaim() {
        var held = FREE.claimed(claim("a"), T0).sent(sent("a", 1)).claimed(claim("b"), at(2));
        assertThat(held.deleteNflogEntry()).isEqualTo(FREE.claimed(claim("b"), at(2)));
        assertThat(FREE.deleteNflogEntry()).isSameAs(FREE);
    }

    @Test
    void entryIsKeptUntilItExpires() {
        var sent = sent("a", 1);
        assertThat(sent.unlessExpired(sent.expiresAt().minusMillis(1))).isSameAs(sent);
        assertThat(sent.unlessExpired(sent.expiresAt())).isEqualTo(NflogEntry.initial(SLOT));
    }

    @Test
    void claimWithoutLeaseIsRefused() {
        assertThatThrownBy(() -> new Claim(SLOT, "a", "i", Duration.ZERO)).hasMessageContaining("must be positive");
    }

    private static Claim claim(String id) {
        return new Claim(SLOT, id, "instance-" + id, Duration.ofSeconds(10));
    }

    private static NflogEntry sent(String claimId, double at) {
        var content = NotifiedEpisodes.of(Set.of(new Episode(new Fingerprint(1), T0)), Set.of());
        return new NflogEntry(
                SLOT,
                claimId,
                "instance-" + claimId,
                content,
                T0,
                at(at),
                at(at).plus(Duration.ofHours(8)),
                NotificationReason.FIRST_NOTIFICATION,
                claimId.equals("isolated"));
    }

    private static Instant at(double seconds) {
        return T0.plusMillis(Math.round(seconds * 1000));
    }
}
