package dev.tocsin.cli;

import dev.tocsin.archive.Restoration;
import dev.tocsin.archive.Standing;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.Entry;
import java.util.List;
import java.util.Map;

/** What commands ask of the topics that all instances share. A write is done when it is stored. */
interface SharedTopics extends AutoCloseable {
    /** Reaches the topics that some settings are about. */
    interface Opening {
        SharedTopics open(Settings settings);
    }

    /** Answers with the names of those that were missing. */
    List<String> create();

    /** By {@code namespace/name}. */
    Map<String, Entry<RuleGroup>> ruleGroups();

    Map<String, Entry<ConfigDocument>> config();

    /** Writes these and removes those, in this order. */
    void change(List<RuleGroupDraft> written, List<String> removed);

    void put(String name, ConfigDocument document);

    Standing standing();

    /** Writes what is missing, as the very records that the archive was made from. */
    void restore(Restoration restoration);

    @Override
    void close();
}
