package dev.tocsin.sources.mapping;

import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.RecordTree;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.SourceSample;
import dev.tocsin.sources.TreeReader;
import dev.tocsin.sources.UndecodableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Format of records whose fields become samples by paths.
 *
 * @param fields reads the fields
 * @param filter selects the records that become samples; empty for all
 */
public record RecordMapping(
        TreeReader fields, Optional<FilterExpression> filter, TimeMapping time, List<SeriesMapping> series)
        implements RecordFormat {
    public RecordMapping {
        series = List.copyOf(series);
    }

    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var tree = fields.read(record);
        if (tree instanceof RecordTree.Ignored ignored) {
            return new DecodedRecord.Ignored(ignored.reason());
        }
        var mapped = new MappedRecord(record, ((RecordTree.Fields) tree).root());
        if (filter.isPresent() && !filter.get().test(mapped)) {
            return new DecodedRecord.Ignored("filtered");
        }
        var millis = time.millis(mapped);
        var warnings = new ArrayList<String>();
        var samples = new ArrayList<SourceSample>(series.size());
        for (var one : series) {
            one.sample(mapped, millis, warnings).ifPresent(samples::add);
        }
        if (samples.isEmpty()) {
            throw new UndecodableRecordException(String.join("; ", warnings));
        }
        return new DecodedRecord.Samples(samples, warnings);
    }
}
