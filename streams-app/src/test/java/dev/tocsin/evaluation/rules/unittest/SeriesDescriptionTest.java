package dev.tocsin.evaluation.rules.unittest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.samples.StaleMarker;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesDescriptionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            # description           | labels                        | values
            m                       | {__name__="m"}                |
            m 1 -2 .5 1e3 +Inf      | {__name__="m"}                | 1.0 -2.0 0.5 1000.0 Infinity
            m{a="b}", c='{'} 1      | {__name__="m", a="b}", c="{"} | 1.0
            {"my.name", a="b"} 1    | {__name__="my.name", a="b"}   | 1.0
            {} 1                    | {}                            | 1.0
            m 1+2x3 5-1x2           | {__name__="m"}                | 1.0 3.0 5.0 7.0 5.0 4.0 3.0
            m 1x2 _ _x2 stale       | {__name__="m"}                | 1.0 1.0 1.0 _ _ _ stale
            m 1h30m 10s             | {__name__="m"}                | 5400.0 10.0
            m {{count:1 buckets:[1]}}+{{count:2 buckets:[1 1]}}x1 | {__name__="m"} | {count:1, sum:0, (0.5,1]:1} schema 0, zero threshold 0.0, bounds [] {count:3, sum:0, (0.5,1]:2, (1,2]:1} schema 0, zero threshold 0.0, bounds []
            """)
    void seriesIsParsed(String text, String labels, String values) {
        var series = SeriesDescription.parse(text);
        assertThat(series.labels()).hasToString(labels);
        assertThat(series.values().stream().map(SeriesDescriptionTest::text).collect(Collectors.joining(" ")))
                .isEqualTo(values == null ? "" : values);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            # description       | why not
            m{a="b" 1           | parse error
            m 1 x               | invalid item in a series description: 'x'
            m {{count:1 count:2}} | duplicate key "count" in histogram
            m {{count}}         | bad histogram descriptor found
            m {{schema:9}}      | schema is 9, but must be from -4 to 8, or -53
            m {{count:1         | invalid item in a series description: '{{count:1'
            m 1x                | invalid item in a series description: '1x'
            m 0x20000000         | more than 20000000 values
            m _x99999999999999  | more than 20000000 values
            """)
    void badSeriesIsRejected(String text, String why) {
        assertThatThrownBy(() -> SeriesDescription.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static String text(Optional<TestValue> sample) {
        return sample.map(described -> StaleMarker.is(described.value()) ? "stale" : described.toString())
                .orElse("_");
    }
}
