package dev.tocsin.http.prometheus;

import dev.tocsin.evaluator.Agreement;
import dev.tocsin.http.common.ApiTime;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** {@code GET /api/v1/tocsin/agreement}: whether the other instances found the same at each tick. */
record AgreementResource(Agreement agreement) {
    /** @param comparedUpTo the newest compared tick */
    private record ComparisonView(
            String instance, String comparedUpTo, long ticksAgreed, long ticksDisagreed, long ticksNotComparable) {
        static ComparisonView of(Map.Entry<String, Agreement.Comparison> compared) {
            var with = compared.getValue();
            return new ComparisonView(
                    compared.getKey(),
                    ApiTime.millis(with.comparedUpTo()),
                    with.agreed(),
                    with.differed(),
                    with.notComparable());
        }
    }

    /** @param group the first group that differs; empty if unknown */
    private record DisagreementView(String tick, String instance, String group) {
        static DisagreementView of(Agreement.Disagreement found) {
            return new DisagreementView(ApiTime.millis(found.tick()), found.instance(), found.group());
        }
    }

    private record AgreementView(List<ComparisonView> instances, List<DisagreementView> disagreements) {}

    void send(Context request) {
        ResponseEnvelope.send(
                request,
                new AgreementView(
                        agreement.comparisons().entrySet().stream()
                                .map(ComparisonView::of)
                                .toList(),
                        agreement.disagreements().stream()
                                .map(DisagreementView::of)
                                .toList()));
    }
}
