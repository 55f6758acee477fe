package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Actor;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.TestMessage;
import dev.tocsin.notifier.Sender.DeliveryMetadata;
import io.javalin.http.Context;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code POST /receivers/test}: sends a message that says that it is a test. Nothing in the notification log changes. */
record ReceiverTestResource(TocsinContext context, AsyncResponse async) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ANY_INDEX = -1;

    /** @param index {@link #ANY_INDEX} for all of the kind */
    private record TestRequest(String receiver, String integration, int index) {
        boolean selects(Integration one) {
            return (integration.isEmpty() || integration.equals(one.kind()))
                    && (index == ANY_INDEX || index == one.index());
        }
    }

    private record ResultsView(List<ResultView> results) {}

    private record ResultView(String integration, int index, boolean ok, String error, BigDecimal durationSeconds) {}

    void test(Context request) {
        var wanted = read(request);
        var config = context.notifier()
                .config()
                .orElseThrow(() -> ResponseEnvelope.routingError(
                        404, "there is no configuration; apply one with 'tocsin config apply FILE'"));
        var receiver = config.receivers().stream()
                .filter(one -> one.name().equals(wanted.receiver()))
                .findFirst()
                .orElseThrow(() -> ResponseEnvelope.routingError(
                        404, "there is no receiver '%s' in the configuration".formatted(wanted.receiver())));
        var integrations =
                receiver.integrations().stream().filter(wanted::selects).toList();
        if (integrations.isEmpty()) {
            throw ResponseEnvelope.routingError(
                    404, "receiver '%s' has no such integration, so nothing was sent".formatted(receiver.name()));
        }
        var caller = Caller.of(request);
        var entry = entry(caller, wanted);
        var results = context.testing()
                .audit()
                .apply(entry)
                .thenCompose(written -> sendAll(config, receiver, integrations, caller))
                .whenComplete((sent, error) -> context.testing()
                        .audit()
                        .apply(
                                error == null
                                        ? entry.ended(Outcome.DONE, failures(sent), Position.NONE)
                                        : entry.ended(
                                                Outcome.FAILED, String.valueOf(error.getMessage()), Position.NONE)));
        async.respond(
                request,
                results,
                sent -> ResponseEnvelope.send(request, new ResultsView(sent)),
                reason -> ResponseEnvelope.routingError(503, "the test message may have been sent: " + reason));
    }

    private TestRequest read(Context request) {
        var body = RequestBody.read(
                request, Limit.FORM_BODY.intValue(), sentence -> ResponseEnvelope.apiError(413, "bad_data", sentence));
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (IOException e) {
            throw ResponseEnvelope.badData("the body is not JSON such as {\"receiver\":\"team\"}");
        }
        if (!node.path("receiver").isTextual() || node.path("receiver").asText().isEmpty()) {
            throw ResponseEnvelope.badData("field 'receiver' is missing; it is the name of a receiver");
        }
        return new TestRequest(
                node.path("receiver").asText(),
                node.path("integration").asText(""),
                node.path("index").asInt(ANY_INDEX));
    }

    private AuditEntry entry(Caller caller, TestRequest wanted) {
        return new AuditEntry(
                context.testing().auditIds().get(),
                context.notifier().logTime(),
                new Actor(caller.name(), caller.method(), caller.address()),
                "receiver.test",
                "receiver/" + wanted.receiver(),
                "",
                wanted.integration(),
                Outcome.ACCEPTED,
                "",
                Position.NONE,
                context.identity().instance());
    }

    private CompletableFuture<List<ResultView>> sendAll(
            AlertingConfig config, Receiver receiver, List<Integration> integrations, Caller caller) {
        var sent = integrations.stream()
                .map(integration -> send(config, receiver, integration, caller))
                .toList();
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .thenApply(done -> sent.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<ResultView> send(
            AlertingConfig config, Receiver receiver, Integration integration, Caller caller) {
        var message = TestMessage.of(
                receiver.name(),
                caller.isAnonymous() ? "an anonymous caller" : caller.name(),
                context.notifier().logTime(),
                context.externalUrl(),
                config.templates());
        var metadata = new DeliveryMetadata(
                context.identity().instance(), context.testing().auditIds().get(), false);
        var started = context.testing().nanos().getAsLong();
        return context.testing()
                .sender()
                .deliver(integration, message, metadata, TestMessage.TIMEOUT)
                .thenApply(result -> view(
                        integration,
                        result,
                        Duration.ofNanos(context.testing().nanos().getAsLong() - started)));
    }

    private static ResultView view(Integration integration, DeliveryResult result, Duration took) {
        var error = "";
        if (result instanceof DeliveryResult.Retryable retryable) {
            error = retryable.error();
        } else if (result instanceof DeliveryResult.Permanent permanent) {
            error = permanent.error();
        }
        return new ResultView(
                integration.kind(),
                integration.index(),
                error.isEmpty(),
                error,
                ApiTime.seconds(Duration.ofMillis(took.toMillis())));
    }

    private static String failures(List<ResultView> sent) {
        var failed = sent.stream().filter(result -> !result.ok()).count();
        return failed == 0 ? "" : "%d of %d integrations failed".formatted(failed, sent.size());
    }
}
