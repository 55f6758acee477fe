package dev.tocsin.sources.formats;

import static dev.tocsin.sources.TestSources.TIME;
import static dev.tocsin.sources.TestSources.record;
import static dev.tocsin.sources.TestSources.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.otlp.OtlpOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterJsonTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5",
        "-12345678901234567890, -1.2345678901234567e+19",
        "+Inf, +Inf",
        "-Inf, -Inf",
        "NaN, stale",
    })
    void theValueIsAText(String value, String expected) throws Exception {
        assertThat(text(SourceFormats.create("adapter-json", FormatOptions.DEFAULTS)
                        .decode(record(json(value)))))
                .isEqualTo("up{instance=\"a:1\", timestamp=\"x\"} " + expected + " @" + TIME);
    }

    @Test
    void notANumberCanBeAValue() throws Exception {
        var options = new FormatOptions(false, OtlpOptions.DEFAULTS, false, Optional.empty(), "");
        assertThat(text(SourceFormats.create("adapter-json", options).decode(record(json("NaN")))))
                .contains(" NaN @");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"value":"1","labels":{"__name__":"up"}}                                                      | field 'timestamp' is missing
            {"timestamp":"2023-11-14 22:13","value":"1","name":"up","labels":{}}                          | must be a time such as
            {"timestamp":"2023-11-14T22:13:20Z","value":"one","name":"up","labels":{}}                    | field 'value' is "one", but must be a number
            {"timestamp":"2023-11-14T22:13:20Z","value":"1","labels":{}}                                  | field 'name' is missing
            {"timestamp":"2023-11-14T22:13:20Z","value":"1","name":"","labels":{}}                        | it has no metric name
            {"timestamp":"2023-11-14T22:13:20Z","value":"1","name":"up"}                                  | field 'labels' is missing
            {"timestamp":"2023-11-14T22:13:20Z","value":"1","name":"up","labels":{"":"x"}}                | a label has no name
            {"timestamp":"2023-11-14T22:13:20Z","value":"1","name":"up","labels":{"a":"1","a":"2"}}       | Duplicate field 'a'
            {"timestamp":"2023-11-14T22:13:20Z","value":"1","name":"up","labels":{"a":5}}                 | field 'a' is 5, but must be a text
            {"timestamp":"2023-11-14T22:13:20Z","value":"1","name":"up","labels":{"a":"\\ud800"}}         | is not valid Unicode
            ["up"]                                                                                        | it is no JSON object
            "up"                                                                                          | it is no JSON object
            up 1                                                                                          | it is not JSON at line 1
            """)
    void aWrongRecordIsRefusedWithItsReason(String json, String reason) {
        assertThatThrownBy(() -> SourceFormats.create("adapter-json", FormatOptions.DEFAULTS)
                        .decode(record(json)))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("Set SERIALIZATION_FORMAT=json");
    }

    private static String json(String value) {
        return """
                {"labels":{"__name__":"up","instance":"a:1","timestamp":"x"},"name":"up","timestamp":"2023-11-14T22:13:20Z","value":"%s"}
                """.formatted(value);
    }
}
