package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.alerts.Alert;
import dev.tocsin.explain.Explainer;
import dev.tocsin.explain.Explanation;
import dev.tocsin.explain.Facts;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** {@code GET /explain} and {@code POST /explain}: why receivers were told of an alert, or why not. */
record ExplainResource(TocsinContext context, AsyncResponse async) {
    private static final String EXAMPLE =
            "{\"labels\":{\"alertname\":\"Slow\"}} or {\"fingerprint\":\"0123456789abcdef\"}";
    /** A moment that is not longer ago is now. */
    private static final Duration NOW = Duration.ofSeconds(2);

    /** @param matchers of the alert; empty if it is given by its fingerprint */
    private record Question(
            List<Matcher> matchers, Optional<Fingerprint> fingerprint, String receiver, Optional<Instant> at) {}

    void get(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        answer(
                request,
                new Question(
                        parameters.filter(),
                        DeliveryFilter.fingerprint(parameters),
                        parameters.text("receiver"),
                        parameters.time("at")));
    }

    void post(Context request) {
        answer(request, question(JsonBody.object(request, EXAMPLE)));
    }

    private static Question question(JsonNode body) {
        var matchers = body.path("labels").properties().stream()
                .map(label -> Matcher.equal(label.getKey(), label.getValue().asText()))
                .toList();
        var fingerprint = body.path("fingerprint").asText("");
        var at = body.path("at").asText("");
        try {
            return new Question(
                    matchers,
                    fingerprint.isEmpty() ? Optional.empty() : Optional.of(Fingerprint.parse(fingerprint)),
                    body.path("receiver").asText(""),
                    at.isEmpty() ? Optional.empty() : Optional.of(ApiTime.parse(at)));
        } catch (IllegalArgumentException e) {
            throw ResponseEnvelope.badData("the body is not valid: " + e.getMessage());
        }
    }

    private void answer(Context request, Question question) {
        if (question.matchers().isEmpty() && question.fingerprint().isEmpty()) {
            throw ResponseEnvelope.badData(
                    "no alert is named: give its labels (filter=alertname=\"Slow\") or its fingerprint");
        }
        var now = context.notifier().logTime();
        var past = question.at().filter(at -> at.isBefore(now.minus(NOW)));
        var labels = subject(question, past.orElse(now));
        CompletableFuture<Facts> facts = past.isPresent()
                ? CompletableFuture.completedFuture(new PastFacts(context, past.get()).of(labels))
                : new PresentFacts(context).of(labels);
        async.respond(
                request,
                facts,
                known -> TaggedAnswer.send(request, view(question, known)),
                reason -> ResponseEnvelope.apiError(503, "unavailable", reason));
    }

    private ExplanationView view(Question question, Facts facts) {
        var explanation = Explainer.explain(facts);
        var answers = explanation.answers().stream()
                .filter(answer ->
                        question.receiver().isEmpty() || answer.receiver().equals(question.receiver()))
                .toList();
        if (answers.isEmpty() && !facts.config().isEmpty()) {
            return ExplanationView.of(
                    new Explanation(
                            explanation.labels(),
                            explanation.at(),
                            false,
                            "No route leads the alert to receiver %s.".formatted(question.receiver()),
                            "A route with receiver %s must match the alert.".formatted(question.receiver()),
                            List.of()),
                    List.of(),
                    notes(facts));
        }
        return ExplanationView.of(explanation, answers, notes(facts));
    }

    private List<String> notes(Facts facts) {
        var notes = new ArrayList<String>();
        if (facts.isPast()) {
            var since = context.recorded()
                    .history()
                    .get()
                    .alertsSince(context.notifier().logTime());
            if (facts.at().isBefore(since)) {
                notes.add("The history is complete from %s on only.".formatted(TimeText.of(since)));
            }
            if (context.config().appliedAt().get().isAfter(facts.at())) {
                notes.add("The configuration was changed at %s: the present one is used."
                        .formatted(TimeText.of(context.config().appliedAt().get())));
            }
        }
        return notes;
    }

    /** The labels of the alert that is meant: one that is known, or those of the question. */
    private Labels subject(Question question, Instant at) {
        var fingerprint = question.fingerprint();
        if (fingerprint.isPresent()) {
            return known(at)
                    .filter(labels -> labels.fingerprint().equals(fingerprint.get()))
                    .findFirst()
                    .orElseThrow(() -> ResponseEnvelope.routingError(
                            404,
                            "there is no alert with the fingerprint %s: give its labels instead"
                                    .formatted(fingerprint.get())));
        }
        var matchers = question.matchers();
        return known(at)
                .filter(labels -> matchers.size() == labels.size() && matches(matchers, labels))
                .findFirst()
                .or(() -> known(at).filter(labels -> matches(matchers, labels)).findFirst())
                .orElseGet(() -> labels(matchers));
    }

    private static boolean matches(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** The labels of alerts: those that the notifier knows, pending ones, and those of the history, the newest first. */
    private Stream<Labels> known(Instant at) {
        var present = context.notifier().alerts().stream().map(Alert::labels);
        var pending = context.rules().groups().get().stream()
                .flatMap(status -> status.group().alertingRules().stream()
                        .flatMap(rule -> status.state().of(rule).alerts().values().stream()))
                .flatMap(alert -> context.rules().outgoing().of(alert.labels()).stream());
        var past = context.recorded().newestAlerts(Instant.EPOCH, at.plusMillis(1)).stream()
                .map(AlertEvent::labels);
        return Stream.of(present, pending, past).flatMap(labels -> labels);
    }

    private static Labels labels(List<Matcher> matchers) {
        var labels = new TreeMap<String, String>();
        for (var matcher : matchers) {
            if (matcher.op() != Matcher.Op.EQUAL) {
                throw ResponseEnvelope.badData(
                        "no alert matches %s: give all labels of the alert, with '='".formatted(matcher));
            }
            labels.put(matcher.name(), matcher.value());
        }
        return Labels.of(labels);
    }
}
