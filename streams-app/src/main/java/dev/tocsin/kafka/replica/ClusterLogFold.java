package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.silences.Silence;
import java.util.Map;

/** The fold of the cluster log: what the first part of a key says decides who folds the record. */
record ClusterLogFold(KeyedTable<Silence> silences, KeyedTable<Member> members, SlotTable slots, SkippedRecords skipped)
        implements Fold {
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
    public FoldResult apply(LogRecord fact) {
        var key = fact.key();
        if (key.startsWith(Keys.CLAIM) || key.startsWith(Keys.SENT)) {
            return slots.apply(fact).withKeyPrefix(SLOT);
        }
        if (key.startsWith(Keys.SILENCE)) {
            return applyWithPrefix(Keys.SILENCE, silences, fact);
        }
        if (key.startsWith(Keys.MEMBER)) {
            return applyWithPrefix(Keys.MEMBER, members, fact);
        }
        skipped.add(fact, "has a key of no known kind: silence/, member/, claim/ or sent/ must stand in front");
        return FoldResult.UNCHANGED;
    }

    private static FoldResult applyWithPrefix(String folder, Fold fold, LogRecord fact) {
        return fold.apply(fact.withKey(fact.key().substring(folder.length()))).withKeyPrefix(folder);
    }
}
