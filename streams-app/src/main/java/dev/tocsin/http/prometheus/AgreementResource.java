package dev.tocsin.http.prometheus;

import dev.tocsin.evaluator.Agreement;
import dev.tocsin.http.common.AgreementView;
import dev.tocsin.http.common.ResponseEnvelope;
import io.javalin.http.Context;

/** {@code GET /api/v1/tocsin/agreement}: whether the other instances found the same at each tick. */
record AgreementResource(Agreement agreement) {
    void send(Context request) {
        ResponseEnvelope.send(request, AgreementView.of(agreement));
    }
}
