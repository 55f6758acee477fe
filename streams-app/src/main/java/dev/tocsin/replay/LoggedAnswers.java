package dev.tocsin.replay;

import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.evaluator.DataSourceQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Data sources of a replay: nothing is asked, since the samples topic has the answers of that time. */
final class LoggedAnswers implements DataSourceQueries {
    @Override
    public String instance() {
        return "";
    }

    @Override
    public boolean isAskedByOne(String dataSource) {
        return false;
    }

    @Override
    public CompletableFuture<QueryAnswer> ask(String dataSource, String query, Instant at, Duration limit) {
        return CompletableFuture.completedFuture(new QueryAnswer.Failed("a replay asks no data source"));
    }

    @Override
    public boolean isAsking() {
        return false;
    }
}
