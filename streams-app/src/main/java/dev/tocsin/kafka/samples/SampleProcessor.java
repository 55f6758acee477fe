package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.log.LogRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Passes records of the samples topic to {@link SampleConsumer}. */
final class SampleProcessor implements Processor<byte[], byte[], Void, Void> {
    private final SampleConsumer consumer;
    private ProcessorContext<Void, Void> context;

    SampleProcessor(SampleConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var place = context.recordMetadata().orElseThrow();
        consumer.process(LogRecord.of(record, place), Partition.of(place));
    }
}
