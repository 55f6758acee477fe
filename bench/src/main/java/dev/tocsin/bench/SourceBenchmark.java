package dev.tocsin.bench;

import dev.tocsin.config.SourcesReader;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The cost of decoding a JSON record of a source into samples by field paths, and the share of a core at 20,000 records a second. */
final class SourceBenchmark {
    private static final int RECORDS = 2_000;
    private static final int RECORDS_PER_SECOND = 20_000;
    private static final int TURNS = 6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long TIME = 1_700_000_000_000L;

    private static final String SOURCES = """
            sources:
              - name: orders
                topic: orders
                format: json
                when: '$.status == "PAID" and $.amount > 0'
                time: {path: $.paid_at, unit: ms}
                series:
                  - {metric: orders_total, value: 1, kind: counter}
                  - {metric: orders_by_country_total, value: 1, labels: {country: $.customer.country}, kind: counter}
                  - {metric: order_euro, value: $.amount, labels: {country: $.customer.country}}
            """;

    private SourceBenchmark() {}

    static void print(PrintStream out) {
        var format = SourcesReader.read("bench", SOURCES, RegistrySchemas.NONE)
                .get(0)
                .format();
        out.println("| a record of | decode | of a core at 20,000 a second |");
        out.println("|---|---|---|");
        for (var fields : new int[] {0, 10, 40}) {
            var records = records(fields);
            var cost = least(() -> decode(format, records)).dividedBy(RECORDS);
            out.printf(
                    "| %d bytes | %s | %.1f %% |%n",
                    records.get(0).value().length, cost, 100 * cost.nanos() * RECORDS_PER_SECOND / NANOS_PER_SECOND);
        }
    }

    /** The least of several measurements, because other programs disturb each. */
    private static Cost least(Runnable work) {
        return IntStream.range(0, TURNS)
                .mapToObj(turn -> CpuMeter.ofThread(work))
                .min(Comparator.comparingDouble(Cost::nanos))
                .orElseThrow();
    }

    /** @param fields number of fields that no path asks for */
    private static List<SourceRecord> records(int fields) {
        var random = new Random(1);
        var countries = List.of("DE", "FR", "NL", "PL");
        var more = new StringBuilder();
        IntStream.range(0, fields).forEach(i -> more.append(",\"field%d\":\"some text %d\"".formatted(i, i)));
        return IntStream.range(0, RECORDS)
                .mapToObj(i ->
                        "{\"id\":\"A%d\",\"status\":\"PAID\",\"amount\":%d.5,\"paid_at\":%d,\"customer\":{\"country\":\"%s\"}%s}"
                                .formatted(i, random.nextInt(100), TIME + i, countries.get(random.nextInt(4)), more))
                .map(json ->
                        new SourceRecord("orders", 0, 0, TIME, null, json.getBytes(StandardCharsets.UTF_8), List.of()))
                .toList();
    }

    private static void decode(RecordFormat format, List<SourceRecord> records) {
        try {
            for (var record : records) {
                format.decode(record);
            }
        } catch (UndecodableRecordException e) {
            throw new IllegalStateException(e);
        }
    }
}
