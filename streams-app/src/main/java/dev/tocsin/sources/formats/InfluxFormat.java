package dev.tocsin.sources.formats;

import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.DecodingBudget;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.RecordLimitException;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.UndecodableRecordException;

/**
 * InfluxDB's line protocol, Telegraf's default. Text fields have no series; true is 1. A line without time has the time of
 * the record.
 */
record InfluxFormat(TelegrafNames names, TimestampUnit unit) implements RecordFormat {
    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var budget = new DecodingBudget();
        var collector = new SampleCollector(budget);
        var parser = new InfluxLineParser(Utf8.decode(record.value()), budget);
        while (parser.hasNextLine()) {
            var line = parser.line();
            try {
                var point = parser.next();
                var time = point.time().isPresent() ? unit.toMillis(point.time().getAsLong()) : record.timeMs();
                names.addSamples(
                        point.measurement(), point.tags(), point.values(), point.fieldCount() == 1, time, collector);
            } catch (RecordLimitException e) {
                throw e;
            } catch (IllegalArgumentException | ArithmeticException e) {
                collector.warn("line %d is left out: %s".formatted(line, e.getMessage()));
                parser.skipLine();
            }
        }
        return collector.result();
    }
}
