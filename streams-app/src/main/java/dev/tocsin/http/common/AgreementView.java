package dev.tocsin.http.common;

import dev.tocsin.evaluator.Agreement;
import java.util.List;
import java.util.Map;

/** Whether the other instances found the same at each tick. */
public record AgreementView(List<Compared> instances, List<Different> disagreements) {
    /** @param comparedUpTo the newest compared tick */
    private record Compared(
            String instance, String comparedUpTo, long ticksAgreed, long ticksDisagreed, long ticksNotComparable) {
        static Compared of(Map.Entry<String, Agreement.Comparison> compared) {
            var with = compared.getValue();
            return new Compared(
                    compared.getKey(),
                    ApiTime.millis(with.comparedUpTo()),
                    with.agreed(),
                    with.differed(),
                    with.notComparable());
        }
    }

    /** @param group the first group that differs; empty if unknown */
    private record Different(String tick, String instance, String group) {
        static Different of(Agreement.Disagreement found) {
            return new Different(ApiTime.millis(found.tick()), found.instance(), found.group());
        }
    }

    public static AgreementView of(Agreement agreement) {
        return new AgreementView(
                agreement.comparisons().entrySet().stream().map(Compared::of).toList(),
                agreement.disagreements().stream().map(Different::of).toList());
    }
}
