package dev.tocsin.kafka;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic as it is created.
 *
 * @param replication the replication factor; -1 for the brokers' default
 * @param fixedPartitions whether another number of partitions breaks a promise
 * @param fixedConfigs those of the configs whose change breaks a promise
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
