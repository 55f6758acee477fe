package dev.tocsin.evaluation.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlParserTest {
    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        -a ^ b                 | (-(a ^ b))
        -a * b                 | ((-a) * b)
        2 ^ 3 ^ 2              | (2 ^ (3 ^ 2))
        a ^ -b * c             | ((a ^ (-b)) * c)
        1 - 2 - 3              | ((1 - 2) - 3)
        a + b * c              | (a + (b * c))
        a atan2 b % c          | ((a atan2 b) % c)
        a or b and c           | (a or (b and c))
        a and b unless c or d  | (((a and b) unless c) or d)
        a == b > c             | ((a == b) > c)
        a < b + c              | (a < (b + c))
        a </ 1 >/ 2            | ((a </ 1) >/ 2)
        -a offset 5m           | (-a offset 5m)
        a offset -2 ^ 2        | (a offset -2s ^ 2)
        a offset 100 + 2       | (a offset 1m40s + 2)
        - 3                    | -3
        -(3)                   | (-(3))
        """)
    void operatorsHaveTheirPrecedence(String text, String grouped) {
        assertThat(ParenthesizedPrinter.show(RoundTrip.of(text))).isEqualTo(grouped);
    }

    @ParameterizedTest(name = "{0} prints as {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        up{job="b",instance=~'a.*',}                | up{instance=~"a.*",job="b"}
        up{}                                        | up
        {__name__="up"}                             | {__name__="up"}
        {"up", a="b"}                               | {__name__="up",a="b"}
        {"a b"="c"}                                 | {"a b"="c"}
        a OFFSET 90m                                | a offset 1h30m
        a offset 0s                                 | a
        a @ 12 offset 5m                            | a @ 12.000 offset 5m
        a offset -7d @ end()                        | a @ end() offset -1w
        a @ 1.2345                                  | a @ 1.235
        a[8d]                                       | a[8d]
        a[300]                                      | a[5m]
        a[0.5]                                      | a[500ms]
        a[1h:] @ start()                            | a[1h:] @ start()
        a smoothed @ 1 offset 1m                    | a @ 1.000 smoothed offset 1m
        a[5m] @ 1 anchored offset 1m                | a[5m] anchored @ 1.000 offset 1m
        a[step()*2:max_of(5s,range())]              | a[step() * 2:max_of(5s, range())]
        a offset (5s-8)                             | a offset (5s - 8)
        sum(a) BY (x,y,)                            | sum by (x, y) (a)
        sum by () (a)                               | sum(a)
        sum without() (a)                           | sum without () (a)
        topk(3,a) by ("b c")                        | topk by ("b c") (3, a)
        count_values("v", a)                        | count_values("v", a)
        a*on()b                                     | a * on () b
        a * ignoring() b                            | a * b
        a * ignoring() group_left b                 | a * ignoring () group_left () b
        a / on(x) group_right(y,z) b                | a / on (x) group_right (y, z) b
        a == bool 1                                 | a == bool 1
        a and on() b                                | a and on () b
        1 + on() a                                  | 1 + a
        a + fill(0) b                               | a + fill (0) b
        a + on(x) fill_right(-1) fill_left(2) b     | a + on (x) fill_left (2) fill_right (-1) b
        fill + fill_left                            | fill + fill_left
        1e3 + 0x1F + 0755 + 1_000 + .5 + 5.         | 1000 + 31 + 493 + 1000 + 0.5 + 5
        089 + 1e-7                                  | 89 + 0.0000001
        inf - -INF + NaN                            | +Inf - -Inf + NaN
        5m + -1h30m                                 | 5m + -1h30m
        """)
    void printsInCanonicalForm(String text, String printed) {
        assertThat(RoundTrip.of(text)).hasToString(printed);
    }

    @Test
    void stringsKeepTheirBytes() {
        assertThat(((Expr.StringLiteral) RoundTrip.of("'\\'\\x41\\101\\u00e9\\xc3\\xa9\\xff'")).value())
                .isEqualTo("'AAéé\udcff");
        assertThat(RoundTrip.of("`a\\b\n\"`")).hasToString("\"a\\\\b\\n\\\"\"");
    }

    @ParameterizedTest(name = "{0} can be a metric")
    @ValueSource(
            strings = {
                "sum",
                "and",
                "or",
                "unless",
                "by",
                "without",
                "offset",
                "start",
                "end",
                "step",
                "range",
                "anchored",
                "smoothed",
                "fill",
                "fill_left",
                "fill_right",
                "max_of",
                "min_of",
                "a:b",
                ":a"
            })
    void keywordsCanBeMetricNames(String word) {
        assertThat(RoundTrip.of(word)).isInstanceOf(Expr.VectorSelector.class);
        assertThat(RoundTrip.of(word + "{" + "on=\"x\"}")).isInstanceOf(Expr.VectorSelector.class);
        assertThat(RoundTrip.of("1 + " + word)).isInstanceOf(Expr.Binary.class);
    }

    @Test
    void commentsAndBlanksAreSkipped() {
        assertThat(RoundTrip.of("# all\nsum # of\r\n by (a) ({# what\n a=\"#b\"}) # end"))
                .hasToString("sum by (a) ({a=\"#b\"})");
    }

    @Test
    void positionsAreInBytes() {
        var sum = (Expr.Binary) PromqlParser.parse("{\"é🙂\"} + b{c=\"d\"} offset 5m");
        assertThat(sum.left().span()).isEqualTo(new Span(0, 10));
        assertThat(sum.right().span()).isEqualTo(new Span(13, 31));
    }

    @Test
    void nodesAreInTheOrderOfTheText() {
        var expr = RoundTrip.of("sum by (a) (rate(x{b=\"1\"}[5m])) / on (a) (y or {c=\"2\"})");
        assertThat(expr.nodes().filter(Expr.VectorSelector.class::isInstance))
                .extracting(Expr::toString)
                .containsExactly("x{b=\"1\"}", "y", "{c=\"2\"}");
    }

    @ParameterizedTest(name = "{0} is a {1}")
    @CsvSource(delimiter = '|', textBlock = """
        1 + 2         | scalar
        -(5m)         | scalar
        time()        | scalar
        "a"           | string
        up            | vector
        1 < up        | vector
        sum(up)       | vector
        (up[5m])      | matrix
        up[5m:1m]     | matrix
        """, quoteCharacter = '\u0001')
    void expressionsHaveTypes(String text, String type) {
        assertThat(RoundTrip.of(text).type().apiName()).isEqualTo(type);
    }

    @Test
    void parsesSeriesAndSelectors() {
        assertThat(PromqlParser.parseMetric("up{b=\"1\", a=\"2\"}")).hasToString("{__name__=\"up\", a=\"2\", b=\"1\"}");
        assertThat(PromqlParser.parseMetric("{\"a b\", c=\"\"}")).hasToString("{__name__=\"a b\"}");
        assertThat(PromqlParser.parseMetricSelector("up{a!=\"b\"}")).hasToString("[a!=\"b\", __name__=\"up\"]");
        assertThat(PromqlParser.parseMetricSelector("{}")).isEmpty();
    }

    @Test
    void prettyPrinterBreaksLongLinesAtOperators() {
        var long1 =
                "sum by (cluster, namespace) (rate(http_requests_total{code=~\"5..\",handler=\"/api/v1/write\"}[5m]))";
        var long2 = "sum by (cluster, namespace) (rate(http_requests_total{handler=\"/api/v1/write\"}[5m]))";
        var expr = PromqlParser.parse("(%s / on (cluster) group_left () %s) > 0.5".formatted(long1, long2));
        assertThat(expr.prettyPrint()).isEqualTo("""
                  (
                    %s
                  / on (cluster) group_left ()
                    %s
                  )
                >
                  0.5""".formatted(long1, long2)
                .replace("    sum", "      sum")
                .replace("  / on", "    / on"));
        assertThat(PromqlParser.parse(expr.prettyPrint())).hasToString(expr.toString());
        assertThat(PromqlParser.parse("sum(  up)").prettyPrint()).isEqualTo("sum(up)");
    }
}
