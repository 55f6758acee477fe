package dev.tocsin.kafka;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The settings with which a topic is created.
 *
 * @param replication the replication factor; -1 for the brokers' default
 * @param fixedPartitions whether another number of partitions breaks a guarantee
 * @param fixedConfigs the configs whose change breaks a guarantee
 */
record TopicSpec(
        String name,
        int partitions,
        boolean fixedPartitions,
        int replication,
        Map<String, String> configs,
        Map<String, String> fixedConfigs) {

    NewTopic toNewTopic() {
        return new NewTopic(name, partitions, (short) replication).configs(configs);
    }

    boolean isViolatedBy(String config, String value) {
        return fixedConfigs.containsKey(config) && !Objects.equals(fixedConfigs.get(config), value);
    }
}
