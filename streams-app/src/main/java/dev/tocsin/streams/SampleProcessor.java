package dev.tocsin.streams;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Hands batches of samples on. */
final class SampleProcessor implements Processor<byte[], byte[], Void, Void> {
    private final Samples samples;
    private final Forward forward = new Forward();
    private ProcessorContext<Void, Void> context;

    SampleProcessor(Samples samples) {
        this.samples = samples;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var place = context.recordMetadata().orElseThrow();
        var fact = new Fact(
                place.topic(),
                place.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                Keys.text(record.key()),
                Optional.ofNullable(record.value()));
        var partition = new Partition(place.topic(), place.partition());
        forward.check(partition, place.offset());
        samples.take(fact, partition);
    }
}
