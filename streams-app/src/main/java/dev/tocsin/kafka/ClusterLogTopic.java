package dev.tocsin.kafka;

import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.silences.Silence;
import java.util.List;

/**
 * The cluster log: one topic with several kinds of record, because their order relative to each other matters. The key
 * is a prefix for the kind and an id. Claims and releases of a slot share a key.
 */
public record ClusterLogTopic(
        Topic<Silence> silences,
        Topic<Claim> claims,
        Topic<ClaimReleased> releases,
        Topic<NflogEntry> nflogEntries,
        Topic<Member> members) {

    static ClusterLogTopic of(TopicSpec spec) {
        return new ClusterLogTopic(
                new Topic<>(spec, "silence/", Codecs.SILENCE, Silence::id),
                new Topic<>(spec, "claim/", Codecs.CLAIM, claim -> claim.slot().toString()),
                new Topic<>(
                        spec,
                        "claim/",
                        Codecs.RELEASED,
                        released -> released.slot().toString()),
                new Topic<>(spec, "sent/", Codecs.SENT, sent -> sent.slot().toString()),
                new Topic<>(spec, "member/", Codecs.MEMBER, Member::instance));
    }

    public String name() {
        return silences.name();
    }

    List<Topic<?>> kinds() {
        return List.of(silences, claims, releases, nflogEntries, members);
    }
}
