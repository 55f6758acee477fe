package dev.tocsin.http.tocsin;

import dev.tocsin.explain.Explanation;
import dev.tocsin.explain.Explanation.Answer;
import dev.tocsin.explain.Explanation.Evidence;
import dev.tocsin.explain.Explanation.Step;
import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The answer to the question why a receiver was told of an alert, or why not.
 *
 * @param notes what limits the answer
 */
record ExplanationView(
        SubjectView subject,
        String at,
        boolean told,
        String verdict,
        String change,
        List<String> notes,
        List<AnswerView> answers) {
    record SubjectView(Map<String, String> labels, String fingerprint) {
        static SubjectView of(Labels labels) {
            return new SubjectView(labels.asMap(), labels.fingerprint().toString());
        }
    }

    record AnswerView(
            String receiver, String integration, boolean told, List<StepView> steps, String verdict, String change) {
        static AnswerView of(Answer answer) {
            return new AnswerView(
                    answer.receiver(),
                    answer.integration(),
                    answer.told(),
                    answer.steps().stream().map(StepView::of).toList(),
                    answer.verdict(),
                    answer.change());
        }
    }

    record StepView(String step, String result, String text, List<EvidenceView> evidence) {
        static StepView of(Step step) {
            return new StepView(
                    step.stage().name().toLowerCase(Locale.ROOT),
                    step.result().text(),
                    step.text(),
                    step.evidence().stream().map(EvidenceView::of).toList());
        }
    }

    /** @param kind of the fact, such as {@code silence}. @param offset -1 if it has none */
    record EvidenceView(String text, String at, long offset, String kind, String id) {
        static EvidenceView of(Evidence evidence) {
            return new EvidenceView(
                    evidence.text(), TimeText.of(evidence.at()), evidence.offset(), evidence.kind(), evidence.id());
        }
    }

    static ExplanationView of(Explanation explanation, List<Answer> answers, List<String> notes) {
        return new ExplanationView(
                SubjectView.of(explanation.labels()),
                TimeText.of(explanation.at()),
                explanation.told(),
                explanation.verdict(),
                explanation.change(),
                notes,
                answers.stream().map(AnswerView::of).toList());
    }
}
