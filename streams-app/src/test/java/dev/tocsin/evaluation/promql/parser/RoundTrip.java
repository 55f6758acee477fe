package dev.tocsin.evaluation.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.labels.Matcher;

/** Reading that proves itself: what was read prints back and reads as the same. */
final class RoundTrip {
    private RoundTrip() {}

    static Expr of(String text) {
        return of(text, Features.ALL);
    }

    static Expr of(String text, Features features) {
        var read = PromqlParser.parse(text, features);
        var readAgain = PromqlParser.parse(read.toString(), features);
        assertThat(readAgain)
                .as("%s printed as %s", text, read)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .withEqualsForType(Matcher::equals, Matcher.class)
                .ignoringFieldsOfTypes(Span.class)
                .isEqualTo(read);
        assertThat(readAgain).hasToString(read.toString());
        return read;
    }
}
