package dev.tocsin.notification.log;

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

/** The instances of the cluster, in order of their names. Immutable. */
public final class Members {
    public static final Members NONE = new Members(new TreeMap<>());

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

    /** These, one of them heard from anew. */
    public Members with(Member heard) {
        var changed = new TreeMap<>(byInstance);
        changed.put(heard.instance(), heard);
        return new Members(changed);
    }

    Members without(String instance) {
        var changed = new TreeMap<>(byInstance);
        changed.remove(instance);
        return new Members(changed);
    }

    /** Those who were heard from within the timeout and are not leaving. */
    public Members liveAt(Instant logTime, Duration timeout) {
        return of(byInstance.values().stream()
                .filter(member -> member.isLiveAt(logTime, timeout))
                .toList());
    }

    /**
     * Who goes first in a matter, such as a slot: everybody with the same members names the same one, matters spread
     * evenly, and when a member goes only its own matters move (rendezvous hashing). Empty if there is nobody.
     */
    Optional<Member> preferred(String matter) {
        return byInstance.values().stream()
                .max(Comparator.comparingLong((Member member) -> weight(member.instance(), matter))
                        .thenComparing(Member::instance));
    }

    /** Who goes first for a slot. */
    public Optional<Member> preferred(Slot slot) {
        return preferred(slot.toString());
    }

    /** Whether an instance goes first; where nobody is known, everybody does. */
    public boolean isPreferred(String instance, String matter) {
        return preferred(matter).map(first -> first.instance().equals(instance)).orElse(true);
    }

    /** Whether an instance goes first for a slot. */
    public boolean isPreferred(String instance, Slot slot) {
        return isPreferred(instance, slot.toString());
    }

    private static long weight(String instance, String matter) {
        return mixed(hash(mixed(hash(0xcbf29ce484222325L, instance)), matter));
    }

    private static long hash(long seed, String text) {
        var hash = seed;
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    // The last step of MurmurHash3: FNV alone leaves the high bits, by which members are compared, badly mixed.
    private static long mixed(long hash) {
        var mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
