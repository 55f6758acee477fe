package dev.tocsin.evaluation.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.labels.Matcher;

/** Parses a text and checks that the printed expression parses to the same expression. */
final class RoundTrip {
    private RoundTrip() {}

    static Expr of(String text) {
        return of(text, Features.ALL);
    }

    static Expr of(String text, Features features) {
        var parsed = PromqlParser.parse(text, features);
        var reparsed = PromqlParser.parse(parsed.toString(), features);
        assertThat(reparsed)
                .as("%s printed as %s", text, parsed)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .withEqualsForType(Matcher::equals, Matcher.class)
                .ignoringFieldsOfTypes(Span.class)
                .ignoringCollectionOrderInFieldsMatchingRegexes("(.*\\.)?matchers")
                .isEqualTo(parsed);
        assertThat(reparsed).hasToString(parsed.toString());
        return parsed;
    }
}
