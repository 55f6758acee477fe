package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.datasources.DataSourceStatus;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.ResponseEnvelope;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /api/v1/tocsin/data-sources}: the data sources in force and how this instance sees them. */
record DataSourcesResource(Supplier<List<DataSourceStatus>> sources) {
    /**
     * A data source.
     *
     * @param ask {@code every} or {@code one}
     * @param failed number of attempts without an answer
     */
    private record DataSourceView(
            String name,
            String type,
            String ask,
            BigDecimal timeout,
            int maxConcurrent,
            int inFlight,
            int waiting,
            long answered,
            long failed,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastAnswer,
            BigDecimal lastAnswerTime,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastErrorAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastError) {
        static DataSourceView of(DataSourceStatus status) {
            var options = status.source().options();
            return new DataSourceView(
                    options.name(),
                    status.source().kind(),
                    options.isAskedByOne() ? "one" : "every",
                    ApiTime.seconds(options.timeout()),
                    options.maxConcurrent(),
                    status.inFlight(),
                    status.waiting(),
                    status.answered(),
                    status.failed(),
                    status.lastAnswerAt().map(ApiTime::millis).orElse(""),
                    ApiTime.seconds(status.lastAnswerTook()),
                    status.lastErrorAt().map(ApiTime::millis).orElse(""),
                    status.lastError());
        }
    }

    void send(Context request) {
        ResponseEnvelope.send(
                request, sources.get().stream().map(DataSourceView::of).toList());
    }
}
