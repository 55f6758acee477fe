package dev.tocsin.kafka;

import dev.tocsin.kafka.codec.Codec;
import dev.tocsin.kafka.codec.Decoded;
import java.util.Optional;
import java.util.function.Function;

/**
 * One kind of record in a topic of one partition: its codec and its key. A topic holds one kind, except for the cluster
 * log ({@link ClusterLogTopic}), whose kinds are told apart by a key prefix.
 *
 * @param id derives the record key, without the prefix, from a value
 */
public record Topic<T>(TopicSpec spec, String keyPrefix, Codec<T> codec, Function<T, String> id) {
    Topic(TopicSpec spec, Codec<T> codec, Function<T, String> id) {
        this(spec, "", codec, id);
    }

    public String name() {
        return spec.name();
    }

    /** The record key of a value. */
    public String key(T value) {
        return key(id.apply(value));
    }

    /** The record key of an id. */
    public String key(String valueId) {
        return keyPrefix + valueId;
    }

    /** The id in a record key: what follows the prefix. Empty if the record is of another kind. */
    public Optional<String> id(String key) {
        return key.startsWith(keyPrefix) ? Optional.of(key.substring(keyPrefix.length())) : Optional.empty();
    }

    /** Decodes a value. A value under the key of another one is invalid. */
    public Decoded<T> decode(String valueId, byte[] bytes) {
        return codec.decode(bytes).map(value -> {
            requireId(valueId, id.apply(value));
            return value;
        });
    }

    /** @throws IllegalArgumentException if a value is stored under another id than its own */
    public static void requireId(String stored, String own) {
        if (!stored.equals(own)) {
            throw new IllegalArgumentException("belongs under key '%s', but is under '%s'".formatted(own, stored));
        }
    }
}
