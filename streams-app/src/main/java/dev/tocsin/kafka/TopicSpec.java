package dev.tocsin.kafka;

import dev.tocsin.limits.Limit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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

    private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    /** A consumer fetches a record of any size, as the first of a fetch, so no fetch size must change. */
    NewTopic toNewTopic() {
        var all = new TreeMap<>(configs);
        all.put(MAX_MESSAGE_BYTES, Long.toString(Limit.RECORD.value()));
        return new NewTopic(name, partitions, (short) replication).configs(all);
    }

    /** A warning that names the command to change the topic, if it does not take records of {@link Limit#RECORD}. */
    Optional<String> sizeWarning(Function<String, String> values) {
        var value = values.apply(MAX_MESSAGE_BYTES);
        return value == null || Long.parseLong(value) >= Limit.RECORD.value()
                ? Optional.empty()
                : Optional.of(("topic %s has max.message.bytes=%s, so larger alerts, silences, rules and entries of the"
                                + " notification log cannot be stored. Change it: kafka-configs.sh --bootstrap-server"
                                + " BROKER --alter --entity-type topics --entity-name %s --add-config"
                                + " max.message.bytes=%d")
                        .formatted(name, value, name, Limit.RECORD.value()));
    }

    boolean isViolatedBy(String config, String value) {
        return fixedConfigs.containsKey(config) && !Objects.equals(fixedConfigs.get(config), value);
    }
}
