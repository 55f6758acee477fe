package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.log.Fact;
import dev.tocsin.kafka.log.Forward;
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
        var fact = Fact.of(record, place);
        var partition = Partition.of(place);
        forward.check(partition, place.offset());
        samples.take(fact, partition);
    }
}
