package dev.tocsin.sources.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.formats.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterExpressionTest {
    private static final String RECORD = """
            {"status": "PAID", "amount": 12.5, "count": 3, "vip": true, "note": null, "op": "c",
             "items": [{"unit price": 7}, {"unit price": 9}], "customer": {"country": "DE"}}
            """;

    private static boolean test(String filter) {
        var record = new SourceRecord(
                "orders",
                3,
                42,
                1_700_000_000_000L,
                "A1".getBytes(StandardCharsets.UTF_8),
                RECORD.getBytes(StandardCharsets.UTF_8),
                List.of(new SourceHeader("ce-type", "paid".getBytes(StandardCharsets.UTF_8))));
        return FilterExpression.parse(filter)
                .test(new MappedRecord(record, JsonRecords.read(RECORD.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $.status == "PAID"                                 | true
            $.status == 'OPEN'                                 | false
            $.status != 'OPEN'                                 | true
            $['status'] == "PAID" and $.amount > 12            | true
            $.amount > 12.5                                    | false
            $.amount >= 12.5 && $.count <= 3                   | true
            $.amount < $.count                                 | false
            $.count == 3                                       | true
            $.count == "3"                                     | false
            $.count > "2"                                      | false
            $.vip                                              | true
            not $.vip                                          | false
            !$.vip or $.status == "PAID"                       | true
            $.note == null                                     | true
            $.missing == null                                  | true
            exists($.note)                                     | false
            exists($.customer.country)                         | true
            $.missing > 1                                      | false
            not ($.missing > 1)                                | true
            $.op in ("c", "u", 'd')                            | true
            $.op not in ["r"]                                  | true
            $.count in (1, 2)                                  | false
            $.items[0]['unit price'] == 7                      | true
            $.items[-1]["unit price"] == 9                     | true
            $.items[2]['unit price'] == null                   | true
            $.status =~ "PA.*"                                 | true
            $.status =~ "PA"                                   | false
            $key == "A1" and $topic == "orders"                | true
            $partition == 3 and $offset >= 42                  | true
            $timestamp > 1600000000000                         | true
            $headers['ce-type'] == "paid"                      | true
            $.status == "PAID" or $.amount > 99 and $.vip      | true
            ($.status == "PAID" or $.amount > 99) and not $.vip | false
            """)
    void decides(String filter, boolean expected) {
        assertThat(test(filter)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $.status = "PAID"          | character 10: expected 'and', 'or' or the end of the filter
            status == "PAID"           | character 1: 'status' is unknown; write texts in quotes, and fields as $.status
            $.a == PAID                | character 8: 'PAID' is unknown
            $.a ==                     | character 7: expected a path such as $.status, a text in quotes or a number
            $.a == "x                  | character 8: this text has no closing quote
            $.a < true                 | character 7: < and > compare two numbers or two texts
            1 < 2                      | character 5: a comparison needs a path
            $.a in ("x", $.b)          | character 14: a list has texts, numbers, true, false or null
            $.a in "x"                 | character 8: expected '('
            ($.a == 1                  | character 10: expected ')'
            $field == 1                | character 1: there is no '$field'; a path begins with one of $, $key
            $.a[x] == 1                | character 5: expected a quoted name or a whole number
            $.a =~ "("                 | character 8: this is not a regular expression
            "x"                        | character 4: expected an operator
            $.a not 1                  | character 9: expected 'in' after 'not'
            """)
    void tellsTheFirstMistakeWithItsPosition(String filter, String message) {
        assertThatThrownBy(() -> FilterExpression.parse(filter))
                .isInstanceOf(MappingSyntaxException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> FilterExpression.parse("(".repeat(100) + "$.a" + ")".repeat(100)))
                .isInstanceOf(MappingSyntaxException.class)
                .hasMessageContaining("nested deeper than 50 levels");
    }
}
