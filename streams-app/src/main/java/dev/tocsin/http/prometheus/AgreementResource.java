package dev.tocsin.http.prometheus;

import dev.tocsin.evaluator.Agreement;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code GET /api/v1/tocsin/agreement}: whether the other instances found the same at each tick. */
record AgreementResource(Agreement agreement) {
    /** @param comparedUpTo the newest compared tick */
    private record ComparisonView(
            String instance, Instant comparedUpTo, long ticksAgreed, long ticksDisagreed, long ticksNotComparable) {
        static ComparisonView of(Map.Entry<String, Agreement.Comparison> compared) {
            var with = compared.getValue();
            return new ComparisonView(
                    compared.getKey(), with.comparedUpTo(), with.agreed(), with.differed(), with.notComparable());
        }
    }

    private record AgreementView(List<ComparisonView> instances, List<Agreement.Disagreement> disagreements) {}

    void send(Context request) {
        ResponseEnvelope.send(
                request,
                new AgreementView(
                        agreement.comparisons().entrySet().stream()
                                .map(ComparisonView::of)
                                .toList(),
                        agreement.disagreements()));
    }
}
