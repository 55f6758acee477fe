package dev.tocsin.notification.log;

import dev.tocsin.limits.Limit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The members of the cluster, in order of their instance ids. Immutable. */
public final class Members {
    private final Map<String, Member> byInstance;

    private Members(Map<String, Member> byInstance) {
        this.byInstance = Collections.unmodifiableMap(byInstance);
    }

    public static Members of(Collection<Member> members) {
        var byInstance = new TreeMap<String, Member>();
        members.forEach(member -> byInstance.put(member.instance(), member));
        return new Members(byInstance);
    }

    public List<Member> all() {
        return List.copyOf(byInstance.values());
    }

    /** The members whose last heartbeat is within the timeout and which are not leaving. */
    public Members liveAt(Instant logTime, Duration timeout) {
        return of(byInstance.values().stream()
                .filter(member -> member.isLiveAt(logTime, timeout))
                .toList());
    }

    /**
     * The preferred member for a key, such as a slot, by rendezvous hashing: instances with the same members
     * choose the same one, keys spread evenly, and when a member leaves only its own keys move. Empty without members.
     */
    Optional<Member> preferred(String key) {
        return byInstance.values().stream().max(preference(key));
    }

    private static Comparator<Member> preference(String key) {
        return Comparator.comparingLong((Member member) -> weight(member.instance(), key))
                .thenComparing(Member::instance);
    }

    /** Whether an instance is preferred for a key; true for every instance if there are no members. */
    public boolean isPreferred(String instance, String key) {
        return preferred(key).map(member -> member.instance().equals(instance)).orElse(true);
    }

    /**
     * Whether a claim counts: its instance sent a heartbeat not long before. Each instance appends its heartbeats to the
     * same log, so a claim without one is not of an instance.
     *
     * @param lastHeartbeatAt append time of the last heartbeat before the claim
     * @param appendedAt append time of the claim
     */
    public static boolean hasRecentHeartbeat(Instant lastHeartbeatAt, Instant appendedAt) {
        return !lastHeartbeatAt.plus(Limit.MEMBER_UNSEEN.duration()).isBefore(appendedAt);
    }

    /** The members in the order in which they would be preferred for a slot, the preferred one first. */
    public List<Member> inOrderFor(Slot slot) {
        var key = slot.toString();
        return byInstance.values().stream().sorted(preference(key).reversed()).toList();
    }

    /** The preferred member for a slot; empty without members. */
    public Optional<Member> preferred(Slot slot) {
        return preferred(slot.toString());
    }

    /** Whether an instance is preferred for a slot. */
    public boolean isPreferred(String instance, Slot slot) {
        return isPreferred(instance, slot.toString());
    }

    private static long weight(String instance, String key) {
        return mixed(hash(mixed(hash(0xcbf29ce484222325L, instance)), key));
    }

    private static long hash(long seed, String text) {
        var hash = seed;
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    // The last step of MurmurHash3: FNV alone leaves the high bits, by which members are compared, poorly mixed.
    private static long mixed(long hash) {
        var mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
