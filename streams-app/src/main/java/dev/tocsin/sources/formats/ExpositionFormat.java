package dev.tocsin.sources.formats;

import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.DecodingBudget;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.RecordLimitException;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.UndecodableRecordException;
import java.util.Map;

/**
 * Prometheus's text format and OpenMetrics. A sample without time has the time of the record; exemplars are dropped. Values of
 * {@code le} and {@code quantile} become floats, as when Prometheus scrapes them: {@code le="1"} is {@code le="1.0"}.
 *
 * @param openMetrics whether times are in seconds even if nothing in the record says so
 */
record ExpositionFormat(boolean openMetrics) implements RecordFormat {
    private static final String END = "# EOF";

    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var text = Utf8.decode(record.value());
        var collector = new SampleCollector(new DecodingBudget());
        var reader = new LineReader(record, isOpenMetrics(record, text), collector);
        var from = 0;
        for (var number = 1; from < text.length(); number++) {
            var end = text.indexOf('\n', from);
            var to = end < 0 ? text.length() : end;
            reader.read(number, text.substring(from, to).strip());
            from = to + 1;
        }
        return collector.result();
    }

    private boolean isOpenMetrics(SourceRecord record, String text) {
        return openMetrics
                || record.header("content-type")
                        .or(() -> record.header("Content-Type"))
                        .map(SourceHeader::text)
                        .filter(type -> type.startsWith("application/openmetrics-text"))
                        .isPresent()
                || text.stripTrailing().endsWith(END);
    }

    /** Reads line by line; the type of a metric counts for the lines after it. */
    private static final class LineReader {
        private final SourceRecord record;
        private final boolean openMetrics;
        private final SampleCollector collector;
        private String typedMetric = "";
        private String type = "";

        LineReader(SourceRecord record, boolean openMetrics, SampleCollector collector) {
            this.record = record;
            this.openMetrics = openMetrics;
            this.collector = collector;
        }

        void read(int number, String line) {
            if (line.startsWith("#")) {
                readType(line);
            } else if (!line.isEmpty()) {
                try {
                    var parsed = ExpositionLine.parse(line);
                    normalize(parsed.labels());
                    collector.add(parsed.labels(), time(parsed.time()), parsed.value());
                } catch (RecordLimitException e) {
                    throw e;
                } catch (IllegalArgumentException | ArithmeticException e) {
                    collector.warn("line %d is left out: %s".formatted(number, e.getMessage()));
                }
            }
        }

        private void readType(String line) {
            var words = line.split("\\s+", 5);
            if (words.length >= 4 && words[1].equals("TYPE")) {
                typedMetric = words[2];
                type = words[3];
            }
        }

        private void normalize(Map<String, String> labels) {
            var bound = type.equals("histogram") ? "le" : type.equals("summary") ? "quantile" : "";
            if (!bound.isEmpty() && labels.getOrDefault(Labels.NAME, "").startsWith(typedMetric)) {
                labels.computeIfPresent(bound, (label, value) -> asFloat(value));
            }
        }

        private static String asFloat(String value) {
            try {
                var text = GoFloat.general(GoFloat.parse(value));
                return text.matches("-?[0-9]+") ? text + ".0" : text;
            } catch (NumberFormatException notNumber) {
                return value;
            }
        }

        private long time(String time) {
            if (time.isEmpty()) {
                return record.timeMs();
            }
            try {
                return openMetrics ? TimestampUnit.S.toMillis(GoFloat.parse(time)) : Long.parseLong(time);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "the time is %s, but must be %s since 1970"
                                .formatted(SampleCollector.quoted(time), openMetrics ? "seconds" : "milliseconds"),
                        e);
            }
        }
    }
}
