package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.log.BadRecords;
import dev.tocsin.kafka.log.Fact;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.silences.Silence;
import java.util.Map;

/** The fold of the cluster log: what the first part of a key says decides who folds the record. */
record ClusterLog(Shelf<Silence> silences, Shelf<Member> members, Slots slots, BadRecords bad) implements Fold {
    private static final String SLOT = "slot/";

    @Override
    public void restore(String key, byte[] kept) {
        var folders = Map.of(Keys.SILENCE, silences, Keys.MEMBER, members, SLOT, slots);
        folders.forEach((folder, fold) -> {
            if (key.startsWith(folder)) {
                fold.restore(key.substring(folder.length()), kept);
            }
        });
    }

    @Override
    public Step apply(Fact fact) {
        var key = fact.key();
        if (key.startsWith(Keys.CLAIM) || key.startsWith(Keys.SENT)) {
            return slots.apply(fact).inFolder(SLOT);
        }
        if (key.startsWith(Keys.SILENCE)) {
            return inFolder(Keys.SILENCE, silences, fact);
        }
        if (key.startsWith(Keys.MEMBER)) {
            return inFolder(Keys.MEMBER, members, fact);
        }
        bad.found(fact, "has a key of no known kind: silence/, member/, claim/ or sent/ must stand in front");
        return Step.NOTHING;
    }

    private static Step inFolder(String folder, Fold fold, Fact fact) {
        return fold.apply(fact.withKey(fact.key().substring(folder.length()))).inFolder(folder);
    }
}
