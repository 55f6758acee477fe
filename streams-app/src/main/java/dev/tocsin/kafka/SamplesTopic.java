package dev.tocsin.kafka;

import dev.tocsin.kafka.codec.Codec;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;

/** The samples topic. It has several partitions and is not compacted; the writer splits batches and derives their keys. */
public record SamplesTopic(TopicSpec spec) {
    public String name() {
        return spec.name();
    }

    public Codec<SampleBatch> codec() {
        return Codecs.SAMPLES;
    }
}
