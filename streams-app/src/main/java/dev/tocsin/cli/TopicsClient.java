package dev.tocsin.cli;

import dev.tocsin.archive.ClusterContents;
import dev.tocsin.archive.Restoration;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.util.List;
import java.util.Map;

/** What commands ask of the topics that all instances share. A write is done when it is stored. */
interface TopicsClient extends AutoCloseable {
    /** Reaches the topics that some settings are about. */
    interface Factory {
        TopicsClient open(Settings settings);
    }

    /** Answers with the names of those that were missing. */
    List<String> create();

    /** By {@code namespace/name}. */
    Map<String, ReplicaEntry<RuleGroup>> ruleGroups();

    Map<String, ReplicaEntry<ConfigDocument>> config();

    /** Writes these and removes those, in this order. */
    void updateRuleGroups(List<RuleGroupDraft> written, List<String> removed);

    void putConfig(String name, ConfigDocument document);

    ClusterContents clusterContents();

    /** Writes what is missing, as the very records that the archive was made from. */
    void restore(Restoration restoration);

    @Override
    void close();
}
